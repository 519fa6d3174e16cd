-- A pandoc filter: a picture that stands alone in its paragraph becomes a numbered figure,
--   <div class="figure" id="figure-9.1"><p><img …></p><div class="caption">Figure 9.1: …</div></div>
-- The picture of the reader's own disk (build/book/pictures) is taken before the recorded one
-- (guide/pictures), and the words for those who cannot see it are the SVG's own <desc>.

local TOP = os.getenv("TINY") or "."

local function text_of(path)
  local file = io.open(TOP .. "/" .. path, "r")
  local text = file and file:read("a")
  if file then file:close() end
  return text
end

local function unescape(text)
  return (text:gsub("&lt;", "<"):gsub("&gt;", ">"):gsub("&amp;", "&"))
end

local function choose(image)
  local name = image.src:match("guide/pictures/([%w.-]+)$")
  if not name then return image, nil end
  local path = "build/book/pictures/" .. name
  local text = text_of(path)
  if not text then
    path = "guide/pictures/" .. name
    text = text_of(path)
  end
  image.src = path
  return image, name:match("%.svg$") and text and text:match("<desc[^>]*>(.-)</desc>")
end

-- The picture of a paragraph or (pandoc 3) of a Figure, and its caption.
local function alone(block)
  if block.t == "Figure" then
    local image
    pandoc.walk_block(block, { Image = function(i) image = i end })
    return image, image and pandoc.utils.blocks_to_inlines(block.caption.long)
  end
  if block.t ~= "Para" or #block.content ~= 1 or block.content[1].t ~= "Image" then return nil end
  return block.content[1], block.content[1].caption
end

local function figure(image, caption, number)
  local description
  image, description = choose(image)
  image.title = ""
  local words = { pandoc.Str("Figure"), pandoc.Space(), pandoc.Str(number .. ":"), pandoc.Space() }
  for _, word in ipairs(caption) do words[#words + 1] = word end
  if description then image.caption = { pandoc.Str(unescape(description)) } end
  return pandoc.Div({ pandoc.Plain({ image }),
                      pandoc.Div({ pandoc.Plain(words) }, pandoc.Attr("", { "caption" })) },
                    pandoc.Attr("figure-" .. number, { "figure" }))
end

function Pandoc(doc)
  local chapter, count = nil, 0
  for i, block in ipairs(doc.blocks) do
    if block.t == "Header" and block.level == 1 then
      local heading = pandoc.utils.stringify(block)
      chapter, count = heading:match("^Chapter (%d+)") or heading:match("^Appendix (%u)"), 0
    end
    local image, caption = alone(block)
    if image then
      count = count + 1
      doc.blocks[i] = figure(image, caption, (chapter and chapter .. "." or "") .. count)
    end
  end
  return doc
end
