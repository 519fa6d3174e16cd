# Shapes for the book's pictures. A user unit is a CSS pixel; colours differ in lightness, and every
# area has its words beside it, so that nothing hangs on colour.

BEGIN {
	FS = "\t"
	split("#1f4e79 #7aa6d1 #c8dcef #e0a458 #f3dcb5 #6b8f47 #c9dfae #8a6fa8 #ddd0ea", SHADE, " ")
	FREE = "#ffffff"
}

function escape(s) {
	gsub(/&/, "\\&amp;", s)
	gsub(/</, "\\&lt;", s)
	gsub(/>/, "\\&gt;", s)
	return s
}

# 1474560 -> "1,474,560"
function commas(n,    s) {
	s = sprintf("%d", n)
	while (match(s, /^[0-9]+[0-9][0-9][0-9]/))
		s = substr(s, 1, RLENGTH - 3) "," substr(s, RLENGTH - 2)
	return s
}

function draw(s) {
	BODY = BODY s "\n"
}

function text(x, y, s, attributes) {
	draw(sprintf("<text x=\"%.1f\" y=\"%.1f\"%s>%s</text>", x, y, \
	             attributes == "" ? "" : " " attributes, escape(s)))
}

function rect(x, y, w, h, fill, attributes) {
	draw(sprintf("<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"%s/>", \
	             x, y, w, h, fill, attributes == "" ? "" : " " attributes))
}

function line(x1, y1, x2, y2) {
	draw(sprintf("<path d=\"M%.1f %.1fL%.1f %.1f\" stroke=\"#333\" fill=\"none\"/>", x1, y1, x2, y2))
}

# The whole picture, with a name and what is seen in it for those who cannot see it.
function finish(width, height, title, description) {
	printf "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-labelledby=\"t d\" "
	printf "viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" ", width, height, width, height
	printf "font-family=\"DejaVu Sans, sans-serif\" font-size=\"11\">\n"
	printf "<title id=\"t\">%s</title>\n<desc id=\"d\">%s</desc>\n", escape(title), escape(description)
	printf "<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>\n%s</svg>\n", width, height, BODY
}
