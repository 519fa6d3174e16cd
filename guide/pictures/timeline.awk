# The boot as a time line. In: MILLISECONDS WORDS, the stages in their order.

{
	AT[NR] = $1
	WORDS[NR] = $2
}

END {
	scale = 250 / AT[NR]
	text(10, 18, "after power-on", "font-weight=\"bold\"")
	for (i = 1; i <= NR; i++) {
		y = 20 + i * 22
		from = i > 1 ? AT[i - 1] : 0
		rect(80 + from * scale, y - 11, (AT[i] - from) * scale + 0.5, 14, SHADE[i % 2 ? 1 : 2])
		text(72, y, sprintf("%.2f s", AT[i] / 1000), "text-anchor=\"end\"")
		text(340, y, WORDS[i])
		told = told sprintf("%.2f s: %s. ", AT[i] / 1000, WORDS[i])
	}
	line(80, 24, 80, 30 + NR * 22)
	finish(620, 40 + NR * 22, "The boot as a time line", \
	       "Each bar begins where the stage before ended. " told)
}
