# Memory from power-on to the prompt, in KiB. In: NAME VALUE, one a line: ram, linux, initrd,
# freed-initrd, freed-init, image, visible, available, and the kernel's parts code, rwdata, rodata,
# init, bss (what the kernel itself prints; sizes of files).

{
	V[$1] = $2
}

# One bar: parts[1..n] "KIB|WORDS", the rest is free.
function bar(title, parts, n, rest,    i, x, part, width, words, left) {
	TOP += 74
	text(10, TOP - 34, title, "font-weight=\"bold\"")
	x = 10
	left = V["ram"]
	told = told title ": "
	for (i = 1; i <= n; i++) {
		split(parts[i], part, "|")
		width = part[1] * 590 / V["ram"]
		rect(x, TOP - 28, width, 16, SHADE[part[3]], "stroke=\"#333\" stroke-width=\"0.5\"")
		words = words (i > 1 ? " · " : "") part[2] " " commas(part[1])
		told = told part[2] " " commas(part[1]) " KiB, "
		x += width
		left -= part[1]
	}
	rect(x, TOP - 28, 600 - x, 16, FREE, "stroke=\"#333\" stroke-width=\"0.5\"")
	text(10, TOP, words (n ? " · " : "") rest " " commas(left))
	told = told rest " " commas(left) " KiB. "
}

function reserved() {
	return "384|screen, BIOS|9"
}

END {
	kernel = V["code"] + V["rwdata"] + V["rodata"] + V["bss"]
	bar("Power on: the BIOS has " commas(V["ram"]) " KiB of memory (all numbers in KiB)", p, split(reserved(), p, ";"), \
	    "free")
	bar("SYSLINUX has read two files", p, split(reserved() ";" V["linux"] \
	    "|kernel, packed|1;" V["initrd"] "|root image, packed|4", p, ";"), "free")
	lost = V["visible"] - V["available"] - kernel - V["init"] - V["initrd"]
	bar("The kernel has unpacked itself", p, split(reserved() ";" kernel "|kernel|1;" V["init"] \
	    "|its start|2;" V["initrd"] "|root image, packed|4;" lost "|reserved by it|3", p, \
	    ";"), "free")
	bar("At the prompt", p, split(reserved() ";" kernel "|kernel|1;" V["image"] \
	    "|root, unpacked|5;" lost "|reserved by it|3", p, ";"), "programs and free")
	finish(620, TOP + 14, "Memory from power-on to the prompt", told)
}
