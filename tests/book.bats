#!/usr/bin/env bats
# The printed editions, looked at with the tools of their trades: epubcheck, tidy, MuPDF, Poppler.
# BOOK_BASE   a finished work folder (default: $WORK, or work/ of this checkout)

load steps

setup_file() {
	TOP=$(cd "$BATS_TEST_DIRNAME/.." && pwd)
	BASE=${BOOK_BASE:-${WORK:-$TOP/work}}
	export TOP BASE
	cd "$TOP" || return
	WORK="$BASE" guide/book.sh >"$BATS_FILE_TMPDIR/log" 2>&1 || {
		cat "$BATS_FILE_TMPDIR/log" >&2
		return 1
	}
}

setup() {
	load_libraries
	cd "$TOP" || return
	BOOK=build/book/tiny-linux
}

@test "the EPUB is sound to epubcheck" {
	run java -jar /usr/bin/epubcheck "$BOOK.epub"
	assert_success
	assert_output --partial 'No errors or warnings detected.'
}

@test "the page is valid, has no broken link, and no picture without words" {
	run tidy -q -e "$BOOK.html"
	assert_output ''
	assert_success
	run tests/links.py "$BOOK.html"
	assert_output ''
	assert_success
}

@test "the page is one file and asks nobody" {
	# A link that a person may follow is no request; what a page loads would be one.
	run grep -oE 'src="[^d][^"]*"' "$BOOK.html"
	assert_output ''
	run grep -cE '<(script|link|iframe)' "$BOOK.html"
	assert_output 0
}

@test "both PDFs: paper, title, tags, outline, fonts" {
	for paper in a4:595.276:841.89 letter:612:792; do
		name=${paper%%:*}
		run pdfinfo "$BOOK-$name.pdf"
		size=${paper#*:}
		assert_line --regexp "^Page size: +${size%:*} x ${size#*:} "
		assert_line --regexp '^Title: +Tiny Linux, step by step$'
		assert_line --regexp '^Author: +[A-Z]'
		assert_line --regexp '^Keywords: +.*BusyBox'
		assert_line --regexp '^Tagged: +yes$'
		run mutool show "$BOOK-$name.pdf" outline
		for chapter in chapters/[0-9]*.md; do
			assert_line --partial "\"$(sed -n '1s/^# //p' "$chapter")\""
		done
		assert_line --partial '"Appendix C: Every check explained"'
		run bash -c "pdffonts '$BOOK-$name.pdf' | awk 'NR > 2 && \$(NF - 4) != \"yes\"'"
		assert_output ''
	done
}

@test "no line leaves the margins, no page ends with a heading" {
	for paper in a4 letter; do
		run tests/pdf.py extents "$BOOK-$paper.pdf"
		assert_output ''
		assert_success
	done
}

@test "the contents name every part and the page on which it stands" {
	pdftotext -layout -l 2 "$BOOK-a4.pdf" "$BATS_TEST_TMPDIR/contents"
	for chapter in chapters/[0-9]*.md; do
		title=$(sed -n '1s/^# //p' "$chapter")
		page=$(sed -n "s/^ *${title}[ .]*\([0-9]*\)$/\1/p" "$BATS_TEST_TMPDIR/contents")
		assert [ -n "$page" ]
		run pdftotext -f "$page" -l "$page" "$BOOK-a4.pdf" -
		assert_line "$title"
	done
}

@test "the running head names the chapter" {
	page=$(pdftotext -layout -l 2 "$BOOK-a4.pdf" - | sed -n 's/.*Chapter 4: .*[ .]\([0-9]*\)$/\1/p')
	run pdftotext -f "$((page + 1))" -l "$((page + 1))" -y 0 -x 0 -W 600 -H 60 "$BOOK-a4.pdf" -
	assert_line 'Tiny Linux, step by step'
	assert_line 'Chapter 4: Devices'
}

@test "the index leads from every number to its explanation" {
	for id in $(build/checker list | cut -d ' ' -f 1); do
		grep -q "href=\"#$id\"" "$BOOK.html"
		grep -q "id=\"$id\"" "$BOOK.html"
	done
}

@test "the listings, copied out of the PDF and typed into a shell, give the same image" {
	copy="$BATS_TEST_TMPDIR/checkout"
	mkdir "$copy"
	git ls-files -z | xargs -0 cp --parents -t "$copy"
	run tests/pdf.py listings "$BOOK-a4.pdf" "$copy"
	assert_success
	printed=$(cat "$copy"/chapters/0[3-8]*.md | grep -c '^<!-- listing: steps/.*\.sh#')
	assert_equal "$printed" "$(cat chapters/0[3-8]*.md | grep -c '^<!-- listing: steps/.*\.sh#')"
	TINY_TOP="$copy" run tests/type-chapter.sh --from 03 --to 08 --base "$BASE"
	assert_success
	assert_line --partial 'byte for byte'
}

@test "figures and pictures are those of the reader's own disk, and the cover says so" {
	cp -r "$BASE/floppy.img" "$BASE/fs" "$BATS_TEST_TMPDIR/"
	mcopy -i "$BATS_TEST_TMPDIR/floppy.img" "$TOP/LICENSE" ::MORE
	free=$(mdir -i "$BATS_TEST_TMPDIR/floppy.img" :: | grep 'bytes free' | tr -dc 0-9)
	sum=$(sha256sum <"$BATS_TEST_TMPDIR/floppy.img" | cut -d ' ' -f 1)
	WORK="$BATS_TEST_TMPDIR" run guide/book.sh html
	assert_success
	run cat "$BOOK.html"
	assert_output --partial "${free%???},${free: -3}"
	assert_output --partial 'This copy shows your own disk'
	assert_output --partial "$sum"
	assert_output --partial 'The screens and times are recorded ones'
	run grep -o 'more: [0-9]* sectors, [0-9]* to [0-9]*' build/book/pictures/sectors.svg
	assert_success
}

@test "without a disk the recorded ones are shown, and the cover says so" {
	mkdir "$BATS_TEST_TMPDIR/nothing"
	WORK="$BATS_TEST_TMPDIR/nothing" run guide/book.sh html
	assert_success
	run cat "$BOOK.html"
	assert_output --partial 'those of the recorded disk of'
	assert_output --partial "$(sed -n 's/^floppy-sha256 //p' guide/figures.txt)"
	assert [ ! -e build/book/pictures ]
}

@test "the cheat sheet: two pages on either paper, every command of the steps, ten symptoms" {
	for paper in a4 letter; do
		run pdfinfo "build/book/cheat-sheet-$paper.pdf"
		assert_line --regexp '^Pages: +2$'
	done
	run tidy -q -e build/book/cheat-sheet.html
	assert_output ''
	assert_equal "$(sed -n '/<tbody>/,/<\/tbody>/p' build/book/cheat-sheet.html | grep -c '^<tr>')" 10
	pdftotext -l 1 build/book/cheat-sheet-a4.pdf - | tr -d ' \n' >"$BATS_TEST_TMPDIR/sheet"
	for command in 'mknod console c 5 1' 'mv floppy.part floppy.img' 'make install'; do
		grep -qF "$(printf '%s' "$command" | tr -d ' ')" "$BATS_TEST_TMPDIR/sheet"
	done
}
