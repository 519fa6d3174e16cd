#!/usr/bin/env bats
# checker watch on a terminal (by expect), without one, and where inotify does not work; budget.
bats_require_minimum_version 1.5.0

load checker

setup() {
	setup_checker
	mkdir "$WORK"
}

scene() {
	expect -f "$BATS_TEST_DIRNAME/checker-watch.exp" "$1" "$CHECKER" "$WORK"
}

@test "watch: keys show the hint and all findings, q gives the terminal back" {
	scene keys
}

@test "watch: a change is seen, and its undoing" {
	scene change
}

@test "watch: Ctrl-C gives the terminal back" {
	scene interrupt
}

@test "watch: Ctrl-Z gives the terminal back, fg takes it again" {
	scene suspend
}

@test "watch: a smaller window is drawn anew and not overrun" {
	scene resize
}

# inotify_init1() that fails, as in a container without instances left.
without_inotify() {
	printf '%s\n' '#include <errno.h>' \
		'int inotify_init1(int flags) { (void)flags; errno = EMFILE; return -1; }' \
		>"$BATS_TEST_TMPDIR/no.c"
	cc -shared -fPIC -o "$BATS_TEST_TMPDIR/no.so" "$BATS_TEST_TMPDIR/no.c"
	export LD_PRELOAD="$BATS_TEST_TMPDIR/no.so"
}

@test "watch: without inotify the change is seen all the same" {
	without_inotify
	scene change
}

# Without a terminal: a screen for each change, no escape sequence; TERM ends it.
watch_in_a_pipe() {
	mkfifo "$BATS_TEST_TMPDIR/pipe"
	"$CHECKER" watch >"$BATS_TEST_TMPDIR/pipe" </dev/null 3>&- &
	pid=$!
	exec 9<"$BATS_TEST_TMPDIR/pipe"
	read_until "not yet" && mkdir "$WORK/linux" && read_until "to mend"
	kill -TERM "$pid"
	status=0
	wait "$pid" || status=$?
}

read_until() {
	local line
	while IFS= read -r -t 20 -u 9 line; do
		case $line in
		*"$ESC"*) return 1 ;;
		*"01 The kernel"*"$1"*) return 0 ;;
		esac
	done
	return 1
}

@test "watch: in a pipe, a plain screen for each change; its status is the last look's" {
	watch_in_a_pipe
	[ "$status" -eq 1 ]
}

@test "budget: the parts and what is free are the whole disk, and mdir counts the same" {
	"$CHECKER" --work "$GOOD" budget --format json >"$BATS_TEST_TMPDIR/json"
	jq -e '.total == 1474560 and ([.parts[].bytes] | add) + .free == .total' "$BATS_TEST_TMPDIR/json"
	free=$(mdir -i "$GOOD/floppy.img" :: | sed -n 's/ bytes free//p' | tr -d ' ')
	assert_equal "$(jq .free "$BATS_TEST_TMPDIR/json")" "$free"
	for file in fs.gz ldlinux.sys; do
		mdir -i "$GOOD/floppy.img" -a "::$file" >"$BATS_TEST_TMPDIR/mdir"
		length=$(jq --arg n "$file" '.parts[] | select(.name == $n).length' "$BATS_TEST_TMPDIR/json")
		grep -q " $length " "$BATS_TEST_TMPDIR/mdir"
	done
}

@test "budget: the sectors of each file are those that mshowfat names" {
	"$CHECKER" --work "$GOOD" budget --format json >"$BATS_TEST_TMPDIR/json"
	start=$(jq '.sectors[0].runs[0][1]' "$BATS_TEST_TMPDIR/json")
	for file in LDLINUX.SYS FS.GZ LINUX; do
		# "::/FS.GZ <353-786>", in clusters of one sector, the first of which is number 2
		expected=$(mshowfat -i "$GOOD/floppy.img" "::$file" | sed 's/.*<\(.*\)>/\1/')
		found=$(jq -r --arg n "$file" --argjson s "$start" '.sectors[] | select(.name == $n).runs[0] |
			"\(.[0] - $s + 2)-\(.[0] + .[1] - 1 - $s + 2)"' "$BATS_TEST_TMPDIR/json")
		assert_equal "$found" "$expected"
	done
}

@test "budget: the entries of the ROM image follow one another and fill it" {
	"$CHECKER" --work "$GOOD" budget --format json >"$BATS_TEST_TMPDIR/json"
	jq -e '.romfs | [range(1; length) as $i | .[$i - 1].offset + .[$i - 1].bytes == .[$i].offset] |
		all' "$BATS_TEST_TMPDIR/json"
	jq -e '.romfs[] | select(.path == "dev/console").type == "character device"' \
		"$BATS_TEST_TMPDIR/json"
	jq -e --argjson size "$(od -An -tu4 --endian=big -j8 -N4 "$GOOD/fs")" \
		'.romfs[-1] | .offset + .bytes == $size' "$BATS_TEST_TMPDIR/json"
}

@test "budget: lines of at most 100 columns, free room last" {
	run -0 "$CHECKER" --work "$GOOD" budget
	assert_line --index 0 "Of the 1,474,560 bytes of the disk:"
	assert_line --partial "linux"
	[[ ${lines[-1]} == free* ]]
	run -1 grep -E '.{101}' <<<"$output"
}

@test "budget: the SVG is sound, has a title and names each part" {
	"$CHECKER" --work "$GOOD" budget --format svg >"$BATS_TEST_TMPDIR/budget.svg"
	xmllint --noout "$BATS_TEST_TMPDIR/budget.svg"
	for word in '<title' '<desc' linux fs.gz free; do
		grep -q "$word" "$BATS_TEST_TMPDIR/budget.svg"
	done
}

@test "budget: no disk, a damaged one and a FIFO are status 3" {
	run -3 "$CHECKER" budget
	assert_output --partial "there is no floppy.img yet"
	head -c 1474560 /dev/zero >"$WORK/floppy.img"
	run -3 "$CHECKER" budget
	assert_output --partial "no disk that can be read"
	rm "$WORK/floppy.img"
	mkfifo "$WORK/floppy.img"
	run -3 timeout 20 "$CHECKER" budget
	assert_output --partial "FIFO"
}
