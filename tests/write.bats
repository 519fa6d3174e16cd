#!/usr/bin/env bats
# steps/write.sh: what it refuses, what it asks, what it writes. Everything happens below a folder
# that stands for /, with a /sys, a /proc and a /dev of plain files; no device is ever opened.

load steps

setup() {
	load_libraries
	find_checkout
	export TINY_WRITE_ROOT="$BATS_TEST_TMPDIR/root"
	ROOT=$TINY_WRITE_ROOT
	mkdir -p "$ROOT/proc/self" "$ROOT/dev"
	printf '%s\n' '22 1 8:1 / / rw,relatime - ext4 /dev/sda1 rw' \
		'23 22 0:5 / /proc rw shared:1 - proc proc rw' >"$ROOT/proc/self/mountinfo"
	printf 'Filename\tType\tSize\tUsed\tPriority\n' >"$ROOT/proc/swaps"
	disk sda 8:0 0 4096
	part sda sda1 8:1
	disk sdb 8:16 1 4096
	part sdb sdb1 8:17
	IMAGE="$BATS_TEST_TMPDIR/my image"
	head -c 70000 /dev/urandom >"$IMAGE"
	sha256sum "$ROOT"/dev/* >"$BATS_TEST_TMPDIR/before"
}

# disk NAME NUMBERS REMOVABLE SECTORS
disk() {
	mkdir -p "$ROOT/sys/block/$1/holders" "$ROOT/sys/block/$1/device"
	echo "$2" >"$ROOT/sys/block/$1/dev"
	echo "$3" >"$ROOT/sys/block/$1/removable"
	echo 0 >"$ROOT/sys/block/$1/ro"
	echo "$4" >"$ROOT/sys/block/$1/size"
	echo 'Acme    ' >"$ROOT/sys/block/$1/device/vendor"
	echo 'Stick 2 ' >"$ROOT/sys/block/$1/device/model"
	truncate -s $(($4 * 512)) "$ROOT/dev/$1"
}

# part DISK NAME NUMBERS
part() {
	mkdir -p "$ROOT/sys/block/$1/$2/holders"
	echo 1 >"$ROOT/sys/block/$1/$2/partition"
	echo "$3" >"$ROOT/sys/block/$1/$2/dev"
}

# answer TEXT ARG...: runs it at a terminal and types TEXT when it asks.
answer() {
	cat >"$BATS_TEST_TMPDIR/answer.exp" <<-'END'
		set timeout 20
		spawn -noecho {*}[lrange $argv 1 end]
		expect {
			"type its name" { send -- "[lindex $argv 0]\r"; exp_continue }
			timeout { exit 99 }
			eof {}
		}
		exit [lindex [wait] 3]
	END
	local text=$1
	shift
	expect "$BATS_TEST_TMPDIR/answer.exp" "$text" "$TOP/steps/write.sh" "$@"
}

# Every disk holds what it held before.
untouched() {
	sha256sum --quiet -c "$BATS_TEST_TMPDIR/before"
}

# refused REASON: with the right answer ready, nothing is asked and nothing is written.
refused() {
	run answer sdb "$IMAGE" "$ROOT/dev/sdb"
	assert_failure 1
	assert_output --partial "$1"
	assert_output --partial 'next  '
	refute_output --partial 'type its name'
	untouched
}

@test "a free stick is written to after its name was typed, and holds the image" {
	run answer sdb "$IMAGE" "$ROOT/dev/sdb"
	assert_success
	assert_output --partial 'Acme Stick 2, 2097152 bytes'
	assert_output --partial 'Written, and read back: 70000 bytes'
	cmp -n 70000 "$IMAGE" "$ROOT/dev/sdb"
	assert_equal "$(stat -c %s "$ROOT/dev/sdb")" 2097152
	run tail -c +70001 "$ROOT/dev/sdb"
	cmp <(tail -c +70001 "$ROOT/dev/sdb") <(head -c $((2097152 - 70000)) /dev/zero)
}

@test "another answer, or none, writes nothing" {
	for text in yes sda sdb1 SDB y ''; do
		run answer "$text" "$IMAGE" "$ROOT/dev/sdb"
		assert_failure 1
		assert_output --partial 'nothing was written'
		untouched
	done
}

@test "without a terminal nobody is asked and nothing is written" {
	run "$TOP/steps/write.sh" "$IMAGE" "$ROOT/dev/sdb" <<<sdb
	assert_failure 1
	assert_output --partial 'nobody is there to be asked'
	untouched
}

@test "a disk that is built in is refused" {
	run answer sda "$IMAGE" "$ROOT/dev/sda"
	assert_failure 1
	assert_output --partial 'sda is not removable'
	untouched
	rm "$ROOT/sys/block/sdb/removable"
	refused 'not removable'
}

@test "a mounted disk is refused: by its number, by its partition's, by its name" {
	for line in '24 22 8:16 / /mnt rw - vfat /dev/whatever rw' \
		'24 22 8:17 / /mnt rw shared:2 master:1 - vfat /dev/whatever rw' \
		"24 22 0:44 / /mnt rw - btrfs $ROOT/dev/sdb1 rw" "24 22 0:44 / /mnt rw - btrfs $ROOT/dev/sdb rw"; do
		cp "$ROOT/proc/self/mountinfo" "$BATS_TEST_TMPDIR/mountinfo"
		echo "$line" >>"$ROOT/proc/self/mountinfo"
		refused 'is mounted'
		assert_output --partial 'umount /mnt'
		cp "$BATS_TEST_TMPDIR/mountinfo" "$ROOT/proc/self/mountinfo"
	done
	rm "$ROOT/proc/self/mountinfo"
	refused 'nobody can say what is mounted'
}

@test "a disk that comes to be mounted while the question stands is refused" {
	cat >"$BATS_TEST_TMPDIR/late.exp" <<-'END'
		set timeout 20
		spawn -noecho {*}[lrange $argv 1 end]
		expect "type its name"
		set f [open [lindex $argv 0] a]
		puts $f "24 22 8:17 / /mnt rw - vfat x rw"
		close $f
		send "sdb\r"
		expect eof
		exit [lindex [wait] 3]
	END
	run expect "$BATS_TEST_TMPDIR/late.exp" "$ROOT/proc/self/mountinfo" \
		"$TOP/steps/write.sh" "$IMAGE" "$ROOT/dev/sdb"
	assert_failure 1
	assert_output --partial 'is mounted'
	untouched
}

@test "swap, and a device on top, are refused" {
	printf '%s\tpartition\t100\t0\t-2\n' "$ROOT/dev/sdb1" >>"$ROOT/proc/swaps"
	refused 'is swapped to'
	sed -i 2d "$ROOT/proc/swaps"
	mkdir "$ROOT/sys/block/sdb/sdb1/holders/dm-0"
	refused 'part of another device'
	rmdir "$ROOT/sys/block/sdb/sdb1/holders/dm-0"
	mkdir "$ROOT/sys/block/sdb/holders/md0"
	refused 'part of another device'
}

@test "read-only, empty and too small disks are refused" {
	echo 1 >"$ROOT/sys/block/sdb/ro"
	refused 'read-only'
	echo 0 >"$ROOT/sys/block/sdb/ro"
	echo 0 >"$ROOT/sys/block/sdb/size"
	refused 'no medium'
	echo 136 >"$ROOT/sys/block/sdb/size"
	refused 'too small'
	echo 137 >"$ROOT/sys/block/sdb/size"
	run answer sdb "$IMAGE" "$ROOT/dev/sdb"
	assert_success
}

@test "partitions, CD drives, files and odd paths are refused" {
	: >"$ROOT/dev/sdb1"
	run answer sdb1 "$IMAGE" "$ROOT/dev/sdb1"
	assert_failure 1
	assert_output --partial "name the disk: $ROOT/dev/sdb"
	disk sr0 11:0 1 4096
	run answer sr0 "$IMAGE" "$ROOT/dev/sr0"
	assert_failure 1
	assert_output --partial 'xorriso -as cdrecord'
	for path in "$ROOT/dev/none" "$ROOT/dev/../dev/sdb" "$ROOT/dev/" sdb "$IMAGE" /dev/null; do
		run answer sdb "$IMAGE" "$path"
		assert_failure 1
		assert_output --partial 'is no disk'
	done
	ln -sf /dev/null "$ROOT/dev/sdb"
	run answer sdb "$IMAGE" "$ROOT/dev/sdb"
	assert_failure 1
	assert_output --partial 'no regular file'
}

@test "images that are none are refused" {
	: >"$BATS_TEST_TMPDIR/empty"
	for image in "$BATS_TEST_TMPDIR/none" "$BATS_TEST_TMPDIR/empty" "$BATS_TEST_TMPDIR"; do
		run answer sdb "$image" "$ROOT/dev/sdb"
		assert_failure 1
		assert_output --partial 'is no image'
	done
	untouched
}

@test "a disk that one may not write to: the command with sudo is printed" {
	as_nobody
	chmod -R a+rX "$ROOT" "$IMAGE"
	chmod 444 "$ROOT/dev/sdb"
	cat >"$BATS_TEST_TMPDIR/user.exp" <<-'END'
		set timeout 20
		spawn -noecho {*}$argv
		expect "type its name" { send "sdb\r" }
		expect eof
		exit [lindex [wait] 3]
	END
	# shellcheck disable=SC2086,SC2154  # words, set by as_nobody
	run expect "$BATS_TEST_TMPDIR/user.exp" $as_user "$BOOK/steps/write.sh" "$IMAGE" "$ROOT/dev/sdb"
	assert_failure 1
	assert_output --partial 'you may not write to'
	assert_output --partial 'sudo steps/write.sh'
	untouched
}

@test "without words it lists the removable disks, and which of them are mounted" {
	disk sdc 8:32 1 0
	echo '24 22 8:17 / /media/x rw - vfat x rw' >>"$ROOT/proc/self/mountinfo"
	run "$TOP/steps/write.sh"
	assert_success
	assert_output "$ROOT/dev/sdb  Acme Stick 2, 2097152 bytes, mounted on /media/x"
	rm -r "$ROOT/sys/block/sdb"
	run "$TOP/steps/write.sh"
	assert_output 'There is no removable disk in this computer.'
}

@test "one word, or three, is wrong use" {
	for words in one 'one two three'; do
		# shellcheck disable=SC2086  # words
		run "$TOP/steps/write.sh" $words
		assert_failure 2
		assert_output --partial 'usage: steps/write.sh'
	done
}

@test "no step and no target of the Makefile runs it" {
	run grep -l 'write\.sh' "$TOP/Makefile" "$TOP"/steps/[0-9]* "$TOP"/steps/lib.sh "$TOP"/steps/run.sh
	assert_output ''
}
