# The floppy's sectors, one cylinder a column. In: NAME FIRST COUNT, one run a line.
# 80 cylinders of two heads with 18 sectors each, as a 1.44 MB drive counts them.

function cells(first, count, fill,    from, column, row, rows, wide) {
	for (from = first; from < first + count; ) {
		column = int(from / 36)
		row = from % 36
		wide = row == 0 ? int((first + count - from) / 36) : 0
		rows = wide > 0 ? 36 : (first + count - from < 36 - row ? first + count - from : 36 - row)
		wide = wide > 0 ? wide : 1
		rect(10 + column * 7, 30 + row * 6, wide * 7, rows * 6, fill)
		from += wide * rows
	}
}

{
	name = tolower($1)
	if (!(name in COLOUR)) {
		COLOUR[name] = SHADE[++KINDS]
		NAME[KINDS] = name
	}
	cells($2, $3, COLOUR[name])
	USED[name] += $3
	RANGE[name] = RANGE[name] (RANGE[name] == "" ? "" : ", ") \
		($3 > 1 ? $2 " to " ($2 + $3 - 1) : $2)
	ALL += $3
}

END {
	rect(10, 30, 560, 216, "none", "stroke=\"#333\"")
	for (i = 1; i < 80; i++)
		grid = grid sprintf("M%d 30V246", 10 + i * 7)
	for (i = 1; i < 36; i++)
		grid = grid sprintf("M10 %dH570", 30 + i * 6)
	draw("<path d=\"" grid "\" stroke=\"#bbb\" stroke-width=\"0.3\" fill=\"none\"/>")
	line(10, 138, 570, 138)
	text(10, 20, "80 cylinders, from the rim on the left to the middle of the disk on the right")
	text(576, 84, "head 0")
	text(576, 192, "head 1")
	for (i = 1; i <= KINDS; i++) {
		name = NAME[i]
		rect(10, 244 + i * 18, 12, 12, COLOUR[name], "stroke=\"#333\" stroke-width=\"0.5\"")
		words = sprintf("%s: %s sector%s, %s", name == "tables" ? \
			"boot sector, two FATs and the root directory" : name, commas(USED[name]), \
			USED[name] == 1 ? "" : "s", RANGE[name])
		text(28, 254 + i * 18, words)
		told = told words ". "
	}
	rect(10, 244 + i * 18, 12, 12, FREE, "stroke=\"#333\" stroke-width=\"0.5\"")
	words = "free: " commas(2880 - ALL) " sectors"
	text(28, 254 + i * 18, words)
	finish(625, 268 + i * 18, "The sectors of the floppy disk", \
	       "A grid of 2,880 cells, one for each sector of 512 bytes, counted from 0. " told words ".")
}
