-- A pandoc filter for the web edition: links between the parts become links between pages, and the
-- text of each section goes to the index that search.js reads. Environment: TINY, SITE_PAGE (the
-- page's name without .html), SITE_PAGES ("4=04-devices ..."), SITE_INDEX (a file to append to).

local PAGE = os.getenv("SITE_PAGE")
local page_of = {}
for number, name in os.getenv("SITE_PAGES"):gmatch("(%S+)=(%S+)") do page_of[number] = name end

local function other_page(target)
  local chapter, rest = target:match("^#chapter%-(%d+)%-?(.*)$")
  if chapter and page_of[chapter] then
    return page_of[chapter] .. ".html" .. (rest ~= "" and "#" .. rest or "")
  end
  if target:match("^#TL%d+$") then return "appendix-c.html" .. target end
  local number = target:match("^%.?/?chapters/(%d%d)%-[%w-]+%.md") or target:match("^(%d%d)%-[%w-]+%.md")
  if number and page_of[tostring(tonumber(number))] then
    return page_of[tostring(tonumber(number))] .. ".html"
  end
  local appendix = target:match("appendices/(%l)%-[%w-]+%.md")
  return appendix and "appendix-" .. appendix .. ".html"
end

local function Link(link)
  local target = other_page(link.target)
  if target then
    link.target = target
    return link
  end
  if not link.target:match("^%a+:") and not link.target:match("^#") then return link.content end
end

local function Header(header)
  local id = PAGE == "appendix-c" and pandoc.utils.stringify(header.content):match("^(TL%d+)")
  if id then
    header.identifier = id
    return header
  end
end

local function Table(tbl)
  for i, spec in ipairs(tbl.colspecs) do tbl.colspecs[i] = { spec[1], nil } end
  return tbl
end

local function Image(image)
  image.src = image.src:gsub("^.*/", "pictures/")
  return image
end

-- A place that is wider than a phone scrolls, and so can be reached by keyboard.
local function CodeBlock(code)
  code.attributes["tabindex"] = "0"
  return code
end

local function json(text)
  text = text:gsub('[%c"\\<]', function(c) return string.format("\\u%04x", c:byte()) end)
  return '"' .. text .. '"'
end

local function words(block)
  local out = {}
  pandoc.walk_block(pandoc.Div({ block }), {
    Str = function(s) out[#out + 1] = s.text end,
    Space = function() out[#out + 1] = " " end,
    SoftBreak = function() out[#out + 1] = " " end,
    Code = function(c) out[#out + 1] = c.text end,
    CodeBlock = function(c) out[#out + 1] = " " .. c.text .. " " end,
    Plain = function() out[#out + 1] = " " end,
    Para = function() out[#out + 1] = " " end,
  })
  return table.concat(out)
end

local function index(doc)
  local file = assert(io.open(os.getenv("SITE_INDEX"), "a"))
  local title, id, heading, text = nil, "", nil, {}
  local function flush()
    if heading then
      file:write("[", json(PAGE .. ".html" .. (id ~= "" and "#" .. id or "")), ",", json(title), ",",
                 json(heading), ",", json(table.concat(text, " ")), "],\n")
    end
  end
  for _, block in ipairs(doc.blocks) do
    if block.t == "Header" then
      flush()
      heading, text = pandoc.utils.stringify(block.content), {}
      id = title and block.identifier or ""
      title = title or heading
    else
      text[#text + 1] = words(block)
    end
  end
  flush()
  file:close()
end

function Pandoc(doc)
  index(doc)
  return doc:walk({ Link = Link, Header = Header, Table = Table, Image = Image, CodeBlock = CodeBlock })
end
