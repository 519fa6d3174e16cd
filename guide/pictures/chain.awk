# From tarball to prompt. In: NAME VALUE, sizes in bytes: linux.tar musl.tar busybox.tar bzImage
# busybox tree-files tree-dirs tree-nodes fs fs.gz floppy, and prompt in milliseconds.

{
	V[$1] = $2
}

function box(x, y, step, name, what, fill) {
	rect(x, y, 112, 46, fill, "rx=\"4\" stroke=\"#333\" stroke-width=\"0.7\"")
	text(x + 56, y + 19, name, "text-anchor=\"middle\" font-weight=\"bold\"")
	text(x + 56, y + 35, what, "text-anchor=\"middle\" font-size=\"9.5\"")
	if (step != "")
		text(x + 56, y - 5, step, "text-anchor=\"middle\" font-size=\"9\" fill=\"#444\"")
	TOLD = TOLD (step == "" ? "" : step ": ") name ", " what ". "
}

function arrow(x1, y1, x2, y2) {
	line(x1, y1, x2 - 5, y2)
	draw(sprintf("<path d=\"M%.1f %.1fl-7 -3v6z\" fill=\"#333\"/>", x2, y2))
}

function size(name) {
	return commas(V[name]) " bytes"
}

END {
	box(6, 20, "chapter 0", "linux-6.12.tar", size("linux.tar"), SHADE[3])
	box(6, 100, "", "busybox.tar", size("busybox.tar"), SHADE[3])
	box(6, 160, "", "musl.tar", size("musl.tar"), SHADE[3])
	box(170, 20, "chapter 1", "bzImage", size("bzImage"), SHADE[5])
	box(170, 130, "chapter 2", "busybox", size("busybox"), SHADE[5])
	box(170, 224, "chapters 3 to 6", "tiny-linux/", V["tree-dirs"] " folders, " \
	    V["tree-files"] " names", SHADE[7])
	box(334, 130, "chapter 7", "fs", size("fs"), SHADE[7])
	box(334, 224, "chapter 7", "fs.gz", size("fs.gz"), SHADE[7])
	box(498, 130, "chapter 8", "floppy.img", size("floppy"), SHADE[9])
	box(498, 224, "chapter 9", "/ #", V["prompt"] == "" ? "the prompt" : \
	    sprintf("after %.2f s", V["prompt"] / 1000), SHADE[9])
	arrow(118, 43, 170, 43)
	arrow(118, 123, 170, 146)
	arrow(118, 183, 170, 164)
	line(226, 176, 226, 210)
	arrow(282, 240, 334, 160)
	line(390, 176, 390, 210)
	arrow(446, 240, 498, 164)
	arrow(282, 43, 498, 140)
	line(554, 176, 554, 210)
	finish(620, 284, "From tarball to prompt", "What each chapter makes of what came before. " TOLD)
}
