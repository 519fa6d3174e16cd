#!/usr/bin/env bats
# checker smoke: a good disk, spoiled disks, QEMU absent or dying, two at a time, Ctrl-C.

# shellcheck disable=SC2030,SC2031  # each test has its own environment

load steps

setup() {
	load_libraries
	find_good_folder
	CHECKER=$TOP/build/checker
	[ -x "$CHECKER" ] || make -s -C "$TOP/checker"
	cd "$BATS_TEST_TMPDIR" || return
	mkdir work
	export WORK="$PWD/work"
	export TMPDIR="$PWD/tmp"
	mkdir "$TMPDIR"
}

# What identifies a file's bytes and its date.
state_of() {
	sha256sum "$1"
	stat -c '%Y %y %s %a' "$1"
}

# Nothing may stay behind: no QEMU of this test, no temporary file, no half-written result.
nothing_left() {
	run find "$TMPDIR" work -name '*.new' -o -path "$TMPDIR/*"
	assert_output ''
	run children_of_test
	assert_output ''
}

# QEMU processes that work in this test's folder.
children_of_test() {
	local cwd
	for cwd in /proc/[0-9]*/cwd; do
		if [ "$(readlink "$cwd" 2>/dev/null)" = "$BATS_TEST_TMPDIR" ]; then
			tr '\0' ' ' <"${cwd%cwd}cmdline" 2>/dev/null | grep '^[^ ]*qemu' || true
		fi
	done
}

# A program of that name, first in PATH, with the script from standard input.
fake() {
	mkdir -p bin
	cat >"bin/$1"
	chmod +x "bin/$1"
	PATH=$PWD/bin:$PATH
}

# A copy of the good disk whose file ::/$1 becomes what comes in on standard input.
spoil() {
	cp "$GOOD/floppy.img" work/floppy.img
	cat >new
	mcopy -o -i work/floppy.img new "::/$1"
}

# A good disk with another staged tree: $1 is a command that changes it, run in the tree.
rebuild() {
	cp -a "$GOOD/tiny-linux" tree
	(cd tree && eval "$1")
	genromfs -d tree -f fs -V tiny
	gzip -9n -c fs | spoil fs.gz
}

@test "the good disk passes, and is not touched" {
	cp -p "$GOOD/floppy.img" work/floppy.img
	state_of work/floppy.img >before
	run "$CHECKER" smoke
	assert_success
	assert_output --partial 'all is as the book has it'
	refute_output --partial 'FAILED'
	refute_output --partial 'not reached'
	state_of work/floppy.img >after
	cmp before after
	nothing_left
}

@test "it keeps the screen, its text and the result" {
	run "$CHECKER" smoke "$GOOD/floppy.img"
	assert_success
	for name in screen stage-bios stage-syslinux stage-kernel stage-init stage-prompt; do
		run od -An -c -N 4 "work/smoke/$name.png"
		assert_output --partial 'P   N   G'
	done
	run cat work/smoke/screen.txt
	assert_line --partial 'SYSLINUX 6.'
	assert_line 'Please press Enter to activate this console.'
	assert_line '/dev/root / romfs ro,relatime 0 0'
	run grep -a '[[:cntrl:]]' work/smoke/screen.txt
	assert_output ''
	run python3 -c 'import json
r = json.load(open("work/smoke/result.json"))
assert r["version"] == 1 and r["outcome"] == "same" and r["image_unchanged"]
assert r["summary"]["fail"] == r["summary"]["not_reached"] == 0
assert r["cpu"] == "486" and r["memory_mib"] == 8 and r["drive"] == "floppy"
assert r["kernel"].startswith("Linux version 6.12") and r["complaints"] == []
times = [c["at_ms"] for c in r["checks"]]
assert all(times) and times == sorted(times)
assert r["names"]["found"] == r["names"]["answered"] > 90'
	assert_success
}

@test "a read-only image in a folder with a space and a comma" {
	mkdir 'a, b'
	cp "$GOOD/floppy.img" 'a, b/my disk.img'
	chmod 400 'a, b/my disk.img'
	run "$CHECKER" --format json smoke 'a, b/my disk.img'
	assert_success
	assert_output --partial '"outcome": "same"'
}

@test "6 MB of memory are enough, 4 are not, and it says so" {
	run "$CHECKER" --memory 6 smoke "$GOOD/floppy.img"
	assert_success
	run "$CHECKER" --memory 4 smoke "$GOOD/floppy.img"
	assert_failure 1
	assert_output --partial 'too little memory'
}

@test "a disk of zeros: nothing after SeaBIOS" {
	truncate -s 1474560 work/floppy.img
	run "$CHECKER" smoke
	assert_failure 1
	assert_output --partial 'There is nothing after SeaBIOS'
	assert_output --partial 'next '
	nothing_left
}

@test "a disk without SYSLINUX's boot program, which the BIOS tries again and again" {
	mformat -C -f 1440 -i work/floppy.img ::
	run "$CHECKER" smoke
	assert_failure 1
	assert_output --partial 'nothing after SeaBIOS'
}

@test "disks of no byte at all and of 100" {
	: >work/floppy.img
	run "$CHECKER" smoke
	assert_failure 1
	head -c 100 "$GOOD/floppy.img" >work/floppy.img
	run "$CHECKER" smoke
	assert_failure 1
	assert_output --partial 'not a bootable disk'
}

@test "no image: it says which one is missing, and what to do" {
	run "$CHECKER" smoke
	assert_failure 3
	assert_output --partial "work/floppy.img: No such file or directory"
	assert_output --partial 'next: make the disk'
	run "$CHECKER" smoke work
	assert_failure 3
	assert_output --partial 'no regular file'
}

@test "wrong words on the command line" {
	run "$CHECKER" smoke one two
	assert_failure 2
	for wrong in '--memory=lots' '--memory=0' '--memory=-1' '--drive=tape' '--format=tap'; do
		run "$CHECKER" "$wrong" smoke "$GOOD/floppy.img"
		assert_failure 2
	done
	run "$CHECKER" --names /nonexistent smoke "$GOOD/floppy.img"
	assert_failure 3
}

@test "QEMU is not installed" {
	mkdir empty
	PATH=$PWD/empty run "$CHECKER" smoke "$GOOD/floppy.img"
	assert_failure 3
	assert_output --partial 'qemu-system-i386: not found'
	assert_output --partial 'apt-get install qemu-system-x86'
}

@test "QEMU ends at once, with and without a word" {
	fake qemu-system-i386 <<-'END'
		#!/bin/sh
		echo "cannot set up guest memory" >&2
		exit 1
	END
	run "$CHECKER" smoke "$GOOD/floppy.img"
	assert_failure 3
	assert_output --partial 'QEMU ended: cannot set up guest memory'
	assert_output --partial 'nothing about your disk'
	fake qemu-system-i386 <<-'END'
		#!/bin/sh
		exit 5
	END
	run "$CHECKER" smoke "$GOOD/floppy.img"
	assert_failure 3
	assert_output --partial 'QEMU ended'
	assert [ ! -e work/smoke/result.json ]
}

@test "QEMU is killed in the middle of the boot" {
	real=$(command -v qemu-system-i386)
	fake qemu-system-i386 <<-END
		#!/bin/sh
		echo \$\$ >"$PWD/pid"
		exec "$real" "\$@"
	END
	"$CHECKER" smoke "$GOOD/floppy.img" >out 2>&1 &
	checker=$!
	until [ -s work/smoke/stage-syslinux.png ]; do :; done
	kill -9 "$(cat pid)"
	status=0
	wait "$checker" || status=$?
	assert_equal "$status" 3
	run cat out
	assert_output --partial 'QEMU ended'
}

@test "a processor that QEMU does not know" {
	run "$CHECKER" --cpu z80 smoke "$GOOD/floppy.img"
	assert_failure 3
	assert_output --partial 'z80'
}

@test "Ctrl-C ends QEMU and leaves nothing behind" {
	for signal in 1 2 15; do
		rm -rf work/smoke
		# A background job of a shell ignores SIGINT, and nohup's children SIGHUP; env puts that right.
		env --default-signal=INT,HUP "$CHECKER" smoke "$GOOD/floppy.img" >out 2>&1 &
		checker=$!
		until [ -s work/smoke/stage-syslinux.png ]; do :; done
		kill -"$signal" "$checker"
		status=0
		wait "$checker" || status=$?
		assert_equal "$status" $((128 + signal))
		run cat out
		assert_output --partial 'interrupted'
		nothing_left
	done
}

@test "QEMU does not outlive a checker that is killed" {
	"$CHECKER" smoke "$GOOD/floppy.img" >out 2>&1 &
	checker=$!
	until [ -s work/smoke/stage-syslinux.png ]; do :; done
	qemu=$(cut -d ' ' -f 1 <"/proc/$checker/task/$checker/children")
	kill -9 "$checker"
	wait "$checker" || true
	tail --pid="$qemu" -f /dev/null
	run children_of_test
	assert_output ''
}

@test "two at a time do not disturb each other" {
	mkdir one two
	truncate -s 1474560 two/floppy.img
	"$CHECKER" --work one smoke "$GOOD/floppy.img" >one.out 2>&1 &
	one=$!
	"$CHECKER" --work two smoke >two.out 2>&1 &
	two=$!
	"$CHECKER" smoke "$GOOD/floppy.img"
	wait "$one"
	status=0
	wait "$two" || status=$?
	assert_equal "$status" 1
	assert [ -s one/smoke/result.json ]
}

@test "the article's own syslinux.cfg, without DEFAULT, stops at boot:" {
	printf 'LABEL linux\n    KERNEL linux\n    APPEND root=/dev/ram0 initrd=fs.gz\n' |
		spoil syslinux.cfg
	run "$CHECKER" smoke
	assert_failure 1
	assert_output --partial 'No DEFAULT or UI configuration directive found!'
	assert_output --regexp 'FAILED +the kernel is loaded'
}

@test "another root= ends in a panic, and the panic is shown" {
	printf 'DEFAULT linux\nLABEL linux\n    KERNEL linux\n    APPEND root=/dev/hda initrd=fs.gz\n' |
		spoil syslinux.cfg
	run "$CHECKER" --format json smoke
	assert_failure 1
	assert_output --partial '"outcome": "dead"'
	assert_output --partial 'Kernel panic - not syncing'
}

@test "the same disk as an IDE disk, as a USB stick and as a CD" {
	for drive in ide usb; do
		run "$CHECKER" --drive "$drive" smoke "$GOOD/floppy.img"
		assert_success
	done
	mkdir cd
	cp "$GOOD/floppy.img" cd/floppy.img
	xorriso -as mkisofs -quiet -o cd.iso -b floppy.img -c boot.cat cd
	run "$CHECKER" --drive cdrom smoke cd.iso
	assert_success
	assert_output --partial 'all is as the book has it'
}

@test "quiet in APPEND hides lines of the boot, and that is no failure" {
	printf 'DEFAULT linux\nLABEL linux\n    KERNEL linux\n    APPEND root=/dev/ram0 initrd=fs.gz quiet\n' |
		spoil syslinux.cfg
	run "$CHECKER" smoke
	assert_success
	assert_output --regexp 'not shown +the romfs root is mounted'
}

@test "a shell that does not ask for Enter is noticed" {
	rebuild 'sed -i s/askfirst/respawn/ etc/inittab'
	run "$CHECKER" smoke
	assert_failure 1
	assert_output --regexp 'FAILED +init asks to press Enter'
	assert_output --regexp 'ok +every name in /bin answers'
	assert_output --partial 'boots to a shell, but 1 of'
}

@test "a tree with an empty fstab, a missing folder, a wrong node and missing names" {
	rebuild ': >etc/fstab; rmdir mnt; rm dev/null dev/tty0; mknod dev/tty0 c 4 1; rm bin/cut bin/wc; : >bin/wc; chmod 755 bin/wc'
	run "$CHECKER" smoke
	assert_failure 1
	assert_output --regexp 'FAILED +proc is mounted'
	assert_output --regexp 'FAILED +a tmpfs is mounted on /var/shm'
	assert_output --regexp 'FAILED +a write to /var/shm'
	assert_output --regexp 'FAILED +/dev/null is the character device'
	assert_output --regexp 'FAILED +/dev/tty0 is the character device'
	assert_output --regexp 'ok +/dev/ram0 holds the romfs'
	assert_output --regexp 'FAILED +every directory is there'
	assert_output --partial 'no /mnt'
	assert_output --regexp 'FAILED +every name in /bin answers'
	assert_output --regexp 'found +wc'
	assert_output --regexp 'FAILED +every name of the book is in /bin'
	assert_output --regexp 'found +cut'
}

@test "a complaint on the way to the prompt is noticed" {
	rebuild 'echo "nothing /nowhere ext9 defaults 0 0" >>etc/fstab'
	run "$CHECKER" smoke
	assert_failure 1
	assert_output --regexp 'FAILED +nothing complains'
	assert_output --partial '/nowhere'
}

@test "names of one's own list" {
	printf '# mine\ncat\nls\nmicroemacs\n' >mine
	run "$CHECKER" --names mine smoke "$GOOD/floppy.img"
	assert_failure 1
	assert_output --regexp 'found +microemacs'
}

@test "no memory is lost" {
	command -v valgrind >/dev/null || skip 'valgrind is not installed'
	run valgrind -q --leak-check=full --error-exitcode=99 --child-silent-after-fork=yes \
		"$CHECKER" smoke "$GOOD/floppy.img"
	assert_success
	truncate -s 512 short.img
	run valgrind -q --leak-check=full --error-exitcode=99 --child-silent-after-fork=yes \
		"$CHECKER" smoke short.img
	assert_failure 1
}
