-- A pandoc filter (2.17 and 3): reads the sources of all listings, transcripts and figures again
-- while the book is printed, and stops pandoc when the text differs. Listings become
--   <div class="listing" id="listing-4.2">
--     <div class="caption">Listing 4.2: <code>steps/04-devices.sh</code></div> <pre>…
-- and transcripts <div class="transcript">. How it works: guide/README.md.
-- Paths are taken from the top of the checkout: from $TINY, or where pandoc is run.

local TOP = os.getenv("TINY") or "."
local SHELL = { sh = true, bash = true, dash = true, ksh = true, zsh = true, shell = true }
local problems = {}

local function problem(text)
  problems[#problems + 1] = text
end

-- The lines of a file below TOP; nil if it cannot be read.
local function read_lines(path)
  local file = io.open(TOP .. "/" .. path, "r")
  local text = file and file:read("a")
  if file then file:close() end
  if not text then return nil end
  local lines = {}
  if text ~= "" and text:sub(-1) ~= "\n" then text = text .. "\n" end
  for line in text:gmatch("([^\n]*)\n") do lines[#lines + 1] = line end
  return lines
end

local function marker(line)
  local word, name = line:match("^[ \t]*#: (%l+) (%w[%w-]*)$")
  if not word then word, name = line:match("^[ \t]*//: (%l+) (%w[%w-]*)$") end
  return word, name
end

-- The lines between the markers of NAME, or all lines when NAME is nil; markers left out.
local function cut(lines, name)
  local out, inside, found = {}, name == nil, name == nil
  for _, line in ipairs(lines) do
    local word, which = marker(line)
    if word and which == name then
      inside, found = word == "begin", true
    elseif inside and not word then
      out[#out + 1] = line
    end
  end
  return found and out or nil
end

-- Takes away the indentation that all lines share, blank lines aside.
local function unindent(lines)
  local common
  for _, line in ipairs(lines) do
    if line:find("[^ \t]") then
      local lead = line:match("^[ \t]*")
      common = common or lead
      while lead:sub(1, #common) ~= common do common = common:sub(1, -2) end
    end
  end
  for i, line in ipairs(lines) do lines[i] = line:sub(#(common or "") + 1) end
  return lines
end

-- What a listing shall show. Out: lines, path; or nil, path and what is wrong.
local function listing_lines(arg)
  local path, name = arg:match("^([^#]*)#(.*)$")
  path = path or arg
  local lines = read_lines(path)
  if not lines then return nil, path, "there is no file '" .. path .. "'" end
  lines = cut(lines, name)
  if not lines then return nil, path, path .. " has no region '" .. name .. "'" end
  return unindent(lines), path
end

-- pandoc turns tabs into spaces: in a source's line that holds one, any blanks are as good.
local function same(seen, lines)
  local at = 0
  for line in (seen .. "\n"):gmatch("([^\n]*)\n") do
    at = at + 1
    local want = lines[at] or ""
    if want:find("\t") then
      line, want = line:gsub("[ \t]+", " "), want:gsub("[ \t]+", " ")
    end
    if line ~= want then return false end
  end
  for i = at + 1, #lines do
    if lines[i] ~= "" then return false end
  end
  return true
end

local function checked(what, code, lines, why)
  if not lines then
    problem(what .. ": " .. why)
  elseif not same(code.text, lines) then
    problem(what .. ": the text differs from its source; run 'make sync'")
  end
end

-- What is wider than a line of print gets smaller letters, down to two thirds.
local WIDTH = 98
local function fit(code)
  local widest = 0
  for line in (code.text .. "\n"):gmatch("([^\n]*)\n") do
    widest = math.max(widest, utf8.len(line) or #line)
  end
  if widest > WIDTH then
    local tenths = math.min(15, math.ceil(widest * 10 / WIDTH))
    code.classes:insert("wide-" .. tenths)
  end
end

local function make_listing(code, arg)
  local lines, path, why = listing_lines(arg)
  checked("listing " .. arg, code, lines, why)
  fit(code)
  return pandoc.Div({ code }, pandoc.Attr("", { "listing" }, { file = path }))
end

local function make_transcript(code, name)
  local lines = read_lines("guide/transcripts/" .. name .. ".txt")
  checked("transcript " .. name, code, lines,
          "there is no guide/transcripts/" .. name .. ".txt")
  fit(code)
  return pandoc.Div({ code }, pandoc.Attr("", { "transcript" }))
end

local function comment(block)
  if block.t ~= "RawBlock" or not block.format:find("^html") then return nil end
  local text = block.text:match("^%s*<!%-%-%s*(.-)%s*%-%->%s*$")
  if not text then return nil end
  if text == "not run" then return text end
  return text:match("^(listing): (.+)$") or text:match("^(transcript): (.+)$"),
         text:match("^%a+: (.+)$")
end

local function bare(code)
  local lang = code.classes[1] or ""
  local shown = "'" .. (code.text:match("^[^\n]*") or "") .. "'"
  if SHELL[lang] then
    problem("a shell fence with no listing and no '<!-- not run -->': " .. shown)
  elseif lang == "console" then
    problem("a console fence with no transcript: " .. shown)
  end
end

-- Ties each comment to the fence below it.
local function tie(blocks)
  local out, i = pandoc.List(), 1
  while i <= #blocks do
    local block, after = blocks[i], blocks[i + 1]
    local kind, arg = comment(block)
    local fence = after and after.t == "CodeBlock"
    if kind and not fence then
      problem("no fence directly below the comment '" .. kind .. (arg and ": " .. arg or "") .. "'")
    elseif kind == "listing" then
      out:insert(make_listing(after, arg))
    elseif kind == "transcript" then
      out:insert(make_transcript(after, arg))
    elseif kind == "not run" then
      out:insert(after)
    else
      if block.t == "CodeBlock" then bare(block) end
      out:insert(block)
    end
    i = i + ((kind and fence) and 2 or 1)
  end
  return out
end

local function read_figures(path)
  local figures = {}
  for _, line in ipairs(read_lines(path) or {}) do
    local name, value = line:match("^([^#%s]%S*)%s+(.-)%s*$")
    if name then figures[name] = value end
  end
  return figures
end

-- Compares each figure in the prose; its two comments are dropped. Where the reader's own disk was
-- measured, its value is printed instead.
local function check_figures(figures, own)
  return function(inlines)
    local out, name, seen = pandoc.List(), nil, nil
    for _, inline in ipairs(inlines) do
      local raw = inline.t == "RawInline" and inline.text or ""
      local begun = raw:match("^<!%-%- figure: (%S+) %-%->$")
      if begun then
        name, seen = begun, pandoc.List()
      elseif name and raw == "<!-- /figure -->" then
        local value = pandoc.utils.stringify(pandoc.Para(seen))
        if value ~= figures[name] then
          problem("figure " .. name .. ": the text says '" .. value .. "', guide/figures.txt '"
                  .. tostring(figures[name]) .. "'; run 'make sync'")
        end
        if own[name] then
          out:insert(pandoc.Str(own[name]))
        else
          out:extend(seen)
        end
        name = nil
      else
        local to = name and seen or out
        to:insert(inline)
      end
    end
    if name then problem("figure " .. name .. " is not closed in its paragraph") end
    return out
  end
end

-- The chapter's number or the appendix's letter, as its heading says it.
local function chapter_of(header)
  local text = pandoc.utils.stringify(header)
  return text:match("^%a*%s*0?(%d+)%f[%W]") or text:match("^Appendix%s+(%u)%f[%W]")
end

local function numbered()
  local chapter, count = nil, 0
  return {
    traverse = "topdown",
    Header = function(header)
      if header.level == 1 then chapter, count = chapter_of(header), 0 end
    end,
    Div = function(div)
      if not div.classes:includes("listing") then return nil end
      local path = div.attributes["file"]
      count = count + 1
      local of = chapter or path:match("^steps/0?(%d+)%-")
      local number = (of and of .. "." or "") .. count
      div.identifier = "listing-" .. number
      local caption = { pandoc.Str("Listing"), pandoc.Space(), pandoc.Str(number .. ":"),
                        pandoc.Space(), pandoc.Code(path) }
      div.content:insert(1, pandoc.Div({ pandoc.Plain(caption) },
                                       pandoc.Attr("", { "caption" })))
      return div, false
    end,
  }
end

function Pandoc(doc)
  doc = doc:walk({ Blocks = tie, Inlines = check_figures(read_figures("guide/figures.txt"),
                                                  read_figures("build/book/figures.txt")) })
  doc = doc:walk(numbered())
  if #problems > 0 then
    for _, text in ipairs(problems) do io.stderr:write("listings.lua: " .. text .. "\n") end
    error("the book differs from its sources; not printed", 0)
  end
  return doc
end
