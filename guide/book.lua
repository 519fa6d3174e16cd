-- A pandoc filter for the printed book: links between the parts become links
-- within the book, and a link to a file of the repository becomes its text.

-- "chapters/04-devices.md" or "04-devices.md" -> the identifier of its heading.
local function part_of(target)
  return target:match("^%.?/?chapters/(%d%d)%-[%w-]+%.md") or target:match("^(%d%d)%-[%w-]+%.md")
end

function Link(link)
  local number = part_of(link.target)
  if number then
    link.target = "#chapter-" .. tonumber(number)
    return link
  end
  local appendix = link.target:match("appendices/(%l)%-[%w-]+%.md")
  if appendix then
    link.target = "#appendix-" .. appendix
    return link
  end
  if not link.target:match("^%a+:") and not link.target:match("^#") then
    return link.content
  end
end

-- Every chapter has the same headings: below chapter 4 they become
-- #chapter-4-what-goes-wrong, so that each identifier is there once.
local part = "preface"

-- "Chapter 4: Devices" is found as #chapter-4, "Appendix C: …" as #appendix-c.
function Header(header)
  if header.level ~= 1 then
    local id = part == "appendix-c" and pandoc.utils.stringify(header.content):match("^(TL%d+)")
    if id then
      header.identifier = id
      return header
    end
    header.identifier = part .. "-" .. header.identifier
    return header
  end
  local text = pandoc.utils.stringify(header.content)
  local chapter, appendix = text:match("^Chapter (%d+)"), text:match("^Appendix (%u)")
  if chapter then
    header.identifier = "chapter-" .. chapter
  elseif appendix then
    header.identifier = "appendix-" .. appendix:lower()
  end
  part = header.identifier
  return header
end

-- pandoc shares the width among the columns of a table whose source is wide; the style sheet's own
-- way, after what is in them, reads better.
function Table(tbl)
  for i, spec in ipairs(tbl.colspecs) do
    tbl.colspecs[i] = { spec[1], nil }
  end
  return tbl
end

-- The one page carries its drawings as data. (pandoc 2 would do so; pandoc 3 would put the drawings'
-- own elements into the page, with attributes that HTML does not have.)
function Image(image)
  if not (FORMAT:match("^html") and image.src:match("%.svg$")) then return nil end
  local file = assert(io.open(image.src, "r"))
  local data = file:read("a"):gsub("[^%w%-_.~]", function(c) return ("%%%02X"):format(c:byte()) end)
  file:close()
  local words = pandoc.utils.stringify(image.caption):gsub("&", "&amp;"):gsub('"', "&quot;"):gsub("<", "&lt;")
  return pandoc.RawInline("html", ('<img src="data:image/svg+xml,%s" alt="%s" />'):format(data, words))
end

-- What is wider than a small screen scrolls, and so it can be reached by keyboard.
function CodeBlock(code)
  if FORMAT:match("^html") then
    code.attributes["tabindex"] = "0"
    return code
  end
end
