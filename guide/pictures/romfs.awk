# The ROM image entry by entry. In: PATH TYPE NAMES OFFSET BYTES, in order of offset.

{
	if (NR == 1)
		entry("volume header", "size, checksum and label of the image", 0, $4)
	entry($1 ($3 > 1 ? " and " $3 - 1 " more names" : ""), $2, $4, $5)
	LAST = $4 + $5
}

function entry(name, what, offset, bytes,    depth, top) {
	top = 22 + ++ROWS * 17
	depth = gsub(/\//, "/", name)
	text(70, top, commas(offset), "text-anchor=\"end\"")
	rect(80, top - 10, 9, 12, what ~ /^dir/ ? SHADE[4] : what ~ /device/ ? SHADE[2] : \
	     what ~ /link/ ? SHADE[9] : what == "file" ? SHADE[6] : SHADE[3], \
	     "stroke=\"#333\" stroke-width=\"0.5\"")
	text(96 + depth * 12, top, name)
	text(310, top, what)
	text(600, top, commas(bytes), "text-anchor=\"end\"")
	TOLD = TOLD name ", " what ", " commas(bytes) " bytes. "
}

END {
	text(70, 20, "at byte", "text-anchor=\"end\" font-weight=\"bold\"")
	text(96, 20, "name", "font-weight=\"bold\"")
	text(310, 20, "what it is", "font-weight=\"bold\"")
	text(600, 20, "bytes", "text-anchor=\"end\" font-weight=\"bold\"")
	finish(610, 34 + ROWS * 17, "The ROM image, entry by entry", \
	       commas(LAST) " bytes, in their order. " TOLD)
}
