#!/usr/bin/env bats
# The checker's command line: formats, exit statuses, colours, help, hostile input.
bats_require_minimum_version 1.5.0

load checker

setup() {
	setup_checker
}

@test "an empty folder: everything is to come, status 0" {
	mkdir "$WORK"
	run -0 "$CHECKER" check
	assert_output --partial "00 Host tools and sources   not yet   <- you are here"
	assert_output --partial "make step-00"
	refute_output --partial "to mend"
}

@test "a disk that is newer than its boot: chapter 09 is to come" {
	mkdir -p "$WORK/smoke"
	echo '{"outcome": "same", "checks": []}' >"$WORK/smoke/result.json"
	touch -d 2000-01-01 "$WORK/smoke/result.json"
	: >"$WORK/floppy.img"
	run -1 "$CHECKER" check
	assert_output --partial "    09 The smoke test           not yet"
	touch -d 1999-01-01 "$WORK/floppy.img"
	run -1 "$CHECKER" check
	assert_output --partial "[x] 09 The smoke test           done"
}

@test "a folder of which chapter 01 is begun: it is the one the learner is at, status 1" {
	mkdir -p "$WORK/linux"
	run -1 "$CHECKER" check
	assert_output --partial "[!] 01 The kernel               to mend   <- you are here"
	assert_output --partial "TL0101 error: "
	assert_output --partial "fix       make -C \"\$TINY\" step-01"
	assert_output --partial "more      checker explain TL0101"
	assert_output --partial "not needed any more"
	assert_output --partial "Stuck? checker hint 01"
}

@test "the good folder: every chapter done, status 0 for each chapter alone" {
	for chapter in 00 01 02 03 04 05 06 07 08 09; do
		run -0 "$CHECKER" --work "$GOOD" check "$chapter"
		assert_output --partial "0 failed"
	done
}

@test "a number without its nought is the same chapter" {
	run -0 "$CHECKER" --work "$GOOD" check 7
	assert_output "$("$CHECKER" --work "$GOOD" check 07)"
}

@test "--all names every check of the table" {
	"$CHECKER" --work "$GOOD" check --all >"$BATS_TEST_TMPDIR/all"
	for id in $("$CHECKER" list | cut -d ' ' -f 1); do
		grep -q "^$id " "$BATS_TEST_TMPDIR/all"
	done
}

@test "wrong usage is status 2 and says what is wrong, on stderr alone" {
	for words in "" "nonsense" "check 99" "check 1x" "check --format yaml" "check --format svg" \
		"explain" "explain TL9999" "explain TL0101 TL0102" "hint" "hint 77" "list x" \
		"watch x" "budget x" "budget --format tap" "man x" "completion x" "--nonsense check"; do
		# shellcheck disable=SC2086 # words
		run -2 --separate-stderr "$CHECKER" $words
		assert_output ""
		[ -n "$stderr" ]
	done
}

@test "a folder that is not there, or is none, is status 3" {
	run -3 "$CHECKER" --work "$BATS_TEST_TMPDIR/nowhere" check
	assert_output --partial "cannot look into $BATS_TEST_TMPDIR/nowhere: No such file or directory"
	touch "$BATS_TEST_TMPDIR/file"
	run -3 "$CHECKER" --work "$BATS_TEST_TMPDIR/file" check
	assert_output --partial "Not a directory"
}

@test "a file that may not be read is status 3, named, and its chapter is not done" {
	# Not below bats' own folders, which nobody else may enter.
	folder=$(mktemp -d /tmp/checker-cli.XXXXXX)
	: >"$folder/fs.gz"
	chmod 755 "$folder"
	chmod 000 "$folder/fs.gz"
	run -3 as_user "$CHECKER" --work "$folder" check
	assert_output --partial "could not inspect fs.gz: Permission denied"
	assert_output --partial "[!] 07"
	run -3 as_user "$CHECKER" --work "$folder" check 07
	assert_output --partial "could not inspect fs.gz: Permission denied"
	rm -rf "$folder"
}

@test "a dependent of a failed check is skipped and names what it waits for" {
	mkdir -p "$WORK/linux"
	run -1 "$CHECKER" check --format json
	run -0 jq -r '.checks[] | select(.id == "TL0102") | .status, .waits_for[], .reason' <<<"$output"
	assert_output "$(printf 'skip\nTL0101\nwaits for TL0101')"
}

@test "the folder comes from --work, else from WORK, else it is ./work" {
	mkdir -p "$WORK/linux" "$BATS_TEST_TMPDIR/other"
	run -0 env WORK="$WORK" "$CHECKER" --work "$BATS_TEST_TMPDIR/other" check
	run -1 env WORK="$WORK" "$CHECKER" check
	cd "$BATS_TEST_TMPDIR"
	run -1 env -u WORK "$CHECKER" check
	assert_output --partial "Your folder: work"
}

@test "JSON: its shape, and the summary counts its elements" {
	make_folder
	rm "$WORK/busybox/busybox" "$WORK/floppy.img"
	: >"$WORK/fs.gz"
	run -1 --separate-stderr "$CHECKER" check --format json
	echo "$output" >"$BATS_TEST_TMPDIR/json"
	jq -e --arg work "$WORK" '
		.version == 1 and .work == $work and (.then | type) == "string" and
		(.summary | .pass > 0 and .fail > 1 and .skip > 1) and
		(.checks | group_by(.status) | map({(.[0].status): length}) | add) == .summary and
		([.checks[] | .id, .slug, .chapter, .severity, .status, .summary, .where, .expected, .found,
			.at_boot, .fix | type] | all(. == "string")) and
		([.checks[] | select(.status == "skip") | .reason, (.waits_for | type)] | all(. != "")) and
		([.checks[] | .id[2:4] == .chapter] | all) and
		([.checks[].severity] - ["error", "warning", "note"] == [])
	' "$BATS_TEST_TMPDIR/json"
	assert_equal "$(jq -r '[.checks[].id] | unique | .[]' "$BATS_TEST_TMPDIR/json")" \
		"$("$CHECKER" list | cut -d ' ' -f 1)"
}

@test "what is made of a mended tree is said after the fixes, as far as it is there" {
	make_folder
	mkdir "$WORK/tiny-linux"
	image="make -C \"\$TINY\" step-07"
	disk='mcopy -o -i floppy.img fs.gz ::/fs.gz'
	run -1 "$CHECKER" check 03
	assert_line "  then      $image; $disk"
	run -1 "$CHECKER" check 03 --format tap
	assert_line "# then: $image; $disk"
	rm "$WORK/floppy.img"
	assert_equal "$("$CHECKER" check 03 --format json | jq -r .then)" "$image"
	rm "$WORK/fs" "$WORK/fs.gz"
	assert_equal "$("$CHECKER" check 03 --format json | jq -r .then)" ''
	assert_equal "$("$CHECKER" --work "$GOOD" check --format json | jq -r .then)" ''
}

@test "JUnit: valid XML, a case for each element of the JSON" {
	make_folder
	: >"$WORK/fs.gz"
	"$CHECKER" check --format json >"$BATS_TEST_TMPDIR/json" || true
	run -1 --separate-stderr "$CHECKER" check --format junit
	echo "$output" >"$BATS_TEST_TMPDIR/xml"
	xmllint --noout "$BATS_TEST_TMPDIR/xml"
	count() {
		xmllint --xpath "string(count($1))" "$BATS_TEST_TMPDIR/xml"
	}
	assert_equal "$(count //testcase)" "$(jq '.checks | length' "$BATS_TEST_TMPDIR/json")"
	assert_equal "$(count //skipped)" "$(jq .summary.skip "$BATS_TEST_TMPDIR/json")"
	assert_equal "$(count //failure)" "$(jq '[.checks[] | select(.status == "fail" and
		.severity != "note")] | length' "$BATS_TEST_TMPDIR/json")"
	assert_equal "$(xmllint --xpath 'sum(//testsuite/@tests)' "$BATS_TEST_TMPDIR/xml")" "$(count //testcase)"
}

@test "TAP: prove reads it, and fails where a check fails" {
	"$CHECKER" --work "$GOOD" check --format tap >"$BATS_TEST_TMPDIR/good.tap"
	run -0 prove -e cat "$BATS_TEST_TMPDIR/good.tap"
	make_folder
	: >"$WORK/fs.gz"
	"$CHECKER" check --format tap >"$BATS_TEST_TMPDIR/bad.tap" || true
	run -1 prove -e cat "$BATS_TEST_TMPDIR/bad.tap"
	refute_output --partial "Parse errors"
	assert_output --partial "Result: FAIL"
	grep -q '^not ok [0-9]* - TL0701 ' "$BATS_TEST_TMPDIR/bad.tap"
	grep -q '^ok [0-9]* - TL0702 .* # SKIP waits for TL0701$' "$BATS_TEST_TMPDIR/bad.tap"
}

@test "colours on a terminal only, and not with NO_COLOR; the words are the same" {
	mkdir -p "$WORK/linux"
	run -1 "$CHECKER" check
	refute_output --partial "$ESC"
	plain=$output
	run -1 on_terminal "'$CHECKER' check"
	assert_output --partial "${ESC}[1;31mTL0101 error:${ESC}[0m"
	assert_equal "$(echo "$output" | sed "s/$ESC\[[0-9;]*m//g" | tr -d '\r')" "$plain"
	run -1 on_terminal "NO_COLOR=1 '$CHECKER' check"
	refute_output --partial "$ESC"
	run -1 on_terminal "NO_COLOR= '$CHECKER' check"
	assert_output --partial "$ESC"
	run -1 on_terminal "TERM=dumb '$CHECKER' check"
	refute_output --partial "$ESC"
}

@test "help fits 80 columns and 24 lines, for the program and for each command" {
	"$CHECKER" --help >"$BATS_TEST_TMPDIR/help"
	while read -r command; do
		"$CHECKER" "$command" --help >"$BATS_TEST_TMPDIR/help.$command"
		grep -q "^Usage: .* $command" "$BATS_TEST_TMPDIR/help.$command"
	done < <(sed -n 's/^  \([a-z]*\)  .*/\1/p' "$BATS_TEST_TMPDIR/help")
	[ "$(find "$BATS_TEST_TMPDIR" -name 'help.*' | wc -l)" -ge 8 ]
	for help in "$BATS_TEST_TMPDIR"/help*; do
		[ "$(wc -l <"$help")" -le 24 ]
		run -1 grep -E '.{81}' "$help"
	done
}

@test "explain: every check, by number and by name, within 84 columns" {
	while read -r id _ slug _; do
		"$CHECKER" explain "$id" >"$BATS_TEST_TMPDIR/explain"
		"$CHECKER" explain "$slug" | cmp - "$BATS_TEST_TMPDIR/explain"
		for title in "What is checked" Why "Wrong, for example" "The cure" "What boot shows"; do
			grep -qx "$title" "$BATS_TEST_TMPDIR/explain"
		done
		run -1 grep -E '.{85}' "$BATS_TEST_TMPDIR/explain"
	done < <("$CHECKER" list)
}

@test "list: Markdown that pandoc reads, a heading for each check; JSON of the same checks" {
	"$CHECKER" list --format markdown >"$BATS_TEST_TMPDIR/list.md"
	pandoc -f markdown -t json "$BATS_TEST_TMPDIR/list.md" >"$BATS_TEST_TMPDIR/list.json"
	assert_equal "$(jq -r '.blocks[] | select(.t == "Header" and .c[0] == 3) | .c[2][0].c' \
		"$BATS_TEST_TMPDIR/list.json")" "$("$CHECKER" list | cut -d ' ' -f 1)"
	# Nothing of the text was taken for markup: no raw HTML, links, pictures, formulas or notes.
	run -0 jq -r '[.. | objects | .t? // empty] | unique | join(" ")' "$BATS_TEST_TMPDIR/list.json"
	refute_output --regexp 'Raw|Link|Image|Math|Note|Cite|Strikeout|Superscript|Subscript|Table'
	run -0 --separate-stderr "$CHECKER" list --format json
	assert_equal "$(jq -r '.checks[].id' <<<"$output")" "$("$CHECKER" list | cut -d ' ' -f 1)"
}

@test "hint: each chapter has one" {
	for chapter in 00 01 02 03 04 05 06 07 08 09 10; do
		run -0 "$CHECKER" hint "$chapter"
		assert_output --partial "make step-$chapter"
	done
}

@test "the manual page is clean roff and names every check" {
	"$CHECKER" man >"$BATS_TEST_TMPDIR/checker.1"
	run -0 groff -man -Tutf8 -ww -z "$BATS_TEST_TMPDIR/checker.1"
	assert_output ""
	groff -man -Tutf8 -P-cbou "$BATS_TEST_TMPDIR/checker.1" >"$BATS_TEST_TMPDIR/page"
	for id in $("$CHECKER" list | cut -d ' ' -f 1); do
		grep -q "$id" "$BATS_TEST_TMPDIR/page"
	done
}

@test "bash completes commands, chapters, checks and formats" {
	"$CHECKER" completion >"$BATS_TEST_TMPDIR/completion"
	shellcheck -s bash "$BATS_TEST_TMPDIR/completion"
	complete_words() {
		bash -c '. "$1"; shift; COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
			_tiny_checker; printf "%s\n" "${COMPREPLY[@]}"' - "$BATS_TEST_TMPDIR/completion" "$@"
	}
	assert_equal "$(complete_words checker ch)" check
	assert_equal "$(complete_words checker check 0 | wc -l)" 10
	assert_equal "$(complete_words checker -w /tmp explain TL010 | head -n 1)" TL0101
	assert_equal "$(complete_words checker check --format j)" "$(printf 'json\njunit')"
	assert_equal "$(complete_words checker check --format = ju)" junit
	assert_equal "$(complete_words checker budget -f s)" svg
	assert_equal "$(complete_words checker check --a)" --all
}

@test "an answer that cannot be written is status 3" {
	run -3 bash -c "'$CHECKER' --work '$GOOD' check --all >/dev/full"
	assert_output --partial "writing the answer failed"
}

@test "names with escape sequences come out readable, in every format, and the fix works" {
	mkdir -p "$WORK/sources"
	evil="$WORK/sources/$(printf 'x\033[2J\a\377\302\233y')"
	: >"$evil"
	for format in text tap json junit; do
		"$CHECKER" check --all --format "$format" >"$BATS_TEST_TMPDIR/out" || true
		assert_printable "$BATS_TEST_TMPDIR/out"
		grep -qF 'x\x1b[2J\x07\xff\xc2\x9by' "$BATS_TEST_TMPDIR/out" ||
			grep -qF 'x\\x1b[2J\\x07\\xff\\xc2\\x9by' "$BATS_TEST_TMPDIR/out"
	done
	fix=$("$CHECKER" check --format json | jq -r '.checks[] | select(.id == "TL0001").fix')
	(cd "$WORK" && sh -c "${fix%%;*}")
	[ ! -e "$evil" ]
}

@test "a work folder with an escape sequence in its name comes out readable" {
	evil=$BATS_TEST_TMPDIR/$(printf 'w\033]0;title\a')
	run -3 "$CHECKER" --work "$evil" check
	refute_output --partial "$ESC"
	mkdir "$evil"
	for format in text json; do
		run -0 "$CHECKER" --work "$evil" check --format $format
		refute_output --partial "$ESC"
	done
}

# Each file that the checker reads, in turn replaced by what must not be opened blindly.
each_file_as() {
	local file
	make_folder
	mkdir -p "$WORK/tiny-linux/etc/init.d" "$WORK/tiny-linux/bin" "$WORK/smoke"
	for file in linux/.config linux/arch/x86/boot/bzImage busybox/.config busybox/busybox fs fs.gz \
		syslinux.cfg floppy.img disk.img cdrom.iso isolinux.iso tiny-linux/etc/inittab tiny-linux/etc/fstab \
		tiny-linux/etc/init.d/rcS tiny-linux/bin/busybox smoke/screen.txt smoke/result.json \
		.fakeroot sources tiny-linux; do
		rm -rf "${WORK:?}/$file"
		"$@" "$WORK/$file"
		for format in text json; do
			status=0
			timeout 20 "$CHECKER" check --all --format $format >"$BATS_TEST_TMPDIR/out" || status=$?
			[ "$status" -le 3 ] || { echo "$file: status $status"; return 1; }
			assert_printable "$BATS_TEST_TMPDIR/out"
		done
	done
}

@test "FIFOs in place of every file do not block the checker" {
	each_file_as mkfifo
}

@test "folders in place of every file do not trouble the checker" {
	each_file_as mkdir
}

@test "links to endless and to blocking devices are not read" {
	each_file_as ln -s /dev/zero
	rm -rf "$WORK"
	each_file_as ln -s /dev/tty
}

@test "a link to itself in place of every file" {
	link_to_itself() {
		ln -s "$(basename "$1")" "$1"
	}
	each_file_as link_to_itself
}

@test "noise, and a terabyte of nothing, in place of every file" {
	noise() {
		head -c 70000 /dev/urandom >"$1"
	}
	each_file_as noise
	rm -rf "$WORK"
	each_file_as truncate -s 1T
}

@test "no memory is lost or misused: valgrind, good and spoilt folder" {
	run -0 valgrind -q --leak-check=full --show-leak-kinds=all --error-exitcode=99 \
		"$CHECKER" --work "$GOOD" check --all
	make_folder
	: >"$WORK/fs.gz"
	rm "$WORK/busybox/busybox"
	for format in text json junit tap; do
		run -1 valgrind -q --leak-check=full --show-leak-kinds=all --error-exitcode=99 \
			"$CHECKER" check --all --format $format
	done
	for command in list budget man completion "list --format json" "list --format markdown" \
		"explain TL0101" "hint 01" "budget --format svg" "budget --format json"; do
		# shellcheck disable=SC2086 # words
		run -0 valgrind -q --leak-check=full --show-leak-kinds=all --error-exitcode=99 \
			"$CHECKER" --work "$GOOD" $command
	done
}

@test "symptom: a line of the screen, typed with mistakes or cut off, leads to its causes" {
	run -0 "$CHECKER" --work "$GOOD" symptom 'Kernal panic no syncing: No workng init fuond'
	assert_line --regexp '^TL[0-9]{4} '
	run -0 "$CHECKER" --work "$GOOD" --format json symptom 'init: applet not found'
	assert_equal "$(jq -r '.causes[0].id' <<<"$output")" TL0207
	assert_equal "$(jq -r '.causes[0].now' <<<"$output")" false
	run -1 "$CHECKER" --work "$GOOD" symptom 'the cat is on the mat'
	assert_output --partial 'No disk that was tried showed this'
	run -3 "$CHECKER" --work "$BATS_TEST_TMPDIR" symptom
	assert_output --partial 'no boot is on record'
}

@test "symptom: what is wrong in this folder comes first, with its fix" {
	make_folder
	mkdir -p "$WORK/smoke"
	printf '%s\n' 'RAMDISK: gzip image found at block 0' 'RAMDISK: EOF while reading compressed data' \
		'Kernel panic - not syncing: No working init found.' >"$WORK/smoke/screen.txt"
	head -c 100000 "$GOOD/fs.gz" >"$WORK/fs.gz"
	run -0 "$CHECKER" --work "$WORK" --format json symptom
	assert_equal "$(jq -r '.causes[0].id' <<<"$output")" TL0703
	assert_equal "$(jq -r '.causes[0].now' <<<"$output")" true
	assert [ -n "$(jq -r '.causes[0].fix' <<<"$output")" ]
	run -0 "$CHECKER" --work "$GOOD" --format json symptom 'RAMDISK: EOF while reading compressed data'
	assert_equal "$(jq -r '.causes[0].now' <<<"$output")" false
}
