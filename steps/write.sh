#!/bin/sh
# Writes an image to a real floppy disk, stick or card. No step runs it: a
# person does, at a terminal, and types the disk's name once more.
#
# usage: steps/write.sh                  the disks that could be written to
#        steps/write.sh IMAGE DEVICE     e.g. steps/write.sh work/usb.img /dev/sdb
#
# Refused: what is no whole disk, not removable, read-only, without a medium,
# too small, mounted, swapped to, or in use by another device. Looked at twice:
# before the question and after the answer.
#
# TINY_WRITE_ROOT (for the tests) names a folder that stands for /; below it
# only a regular file is taken for a disk.
#
# Exit: 0 written and read back, 1 refused or failed, 2 wrong use.
here=$(cd "$(dirname "$0")" && pwd)
start=$PWD
. "$here/lib.sh"

root=${TINY_WRITE_ROOT:-}
blocks=$root/sys/block

usage() {
	sed -n 's/^# usage: /usage: /p; s/^#        steps/       steps/p' "$0" >&2
	exit 2
}

refuse() {
	die "$1" "$2" "${3:-look at the list: steps/write.sh}"
}

# value FILE: its first line without blanks at the end; nothing if it is not there.
value() {
	[ ! -r "$1" ] || sed -n '1s/[[:space:]]*$//p' "$1" | tr -cd '[:print:]'
}

# The size of a disk in bytes; 0 without a medium. sysfs counts in units of 512 bytes.
size_of() {
	sectors=$(value "$blocks/$1/size")
	echo $((${sectors:-0} * 512))
}

# What is on a disk's label: "SanDisk Cruzer, 8053063680 bytes".
label() {
	vendor=$(value "$blocks/$1/device/vendor")
	model=$(value "$blocks/$1/device/model")
	words=${vendor}${vendor:+ }${model}
	printf '%s, %s bytes' "${words:-no name}" "$(size_of "$1")"
}

# The numbers (major:minor) of a disk and of its partitions, one a line.
numbers() {
	cat "$blocks/$1/dev" 2>/dev/null || :
	for part in "$blocks/$1/$1"*/dev; do
		[ ! -e "$part" ] || cat "$part"
	done
}

# The names of a disk and of its partitions, one a line.
names() {
	echo "$1"
	for part in "$blocks/$1/$1"*/partition; do
		[ ! -e "$part" ] || basename "$(dirname "$part")"
	done
}

# mounted NAME: where the disk or one of its partitions is mounted, or nothing.
# proc(5), mountinfo: field 3 is major:minor, 5 the folder; after a lone "-"
# come the type and the source, as some file systems have a number of their own.
mounted() {
	numbers "$1" >"$lists.numbers"
	names "$1" >"$lists.names"
	awk -v dev="$dev/" '
		FILENAME ~ /numbers$/ { number[$1] = 1; next }
		FILENAME ~ /names$/ { source[dev $1] = 1; next }
		{
			for (i = 7; i < NF && $i != "-"; i++);
			if (($3 in number) || ($(i + 2) in source)) { print $5; exit }
		}' "$lists.numbers" "$lists.names" "$root/proc/self/mountinfo"
}

swapped() {
	[ -r "$root/proc/swaps" ] || return 0
	names "$1" | while read -r name; do
		awk -v path="$dev/$name" 'NR > 1 && $1 == path { print $1 }' "$root/proc/swaps"
	done
}

# What sits on top of the disk: a RAID, an encrypted or a logical volume.
holders() {
	for folder in "$blocks/$1/holders" "$blocks/$1/$1"*/holders; do
		[ ! -d "$folder" ] || ls "$folder"
	done
}

# may_be_written NAME BYTES: refuses with the reason, or comes back.
may_be_written() {
	name=$1 bytes=$2
	if [ ! -d "$blocks/$name" ]; then
		for whole in "$blocks"/*/"$name"; do
			[ ! -d "$whole" ] || refuse "$dev/$name is a part of a disk" \
				"an image holds a whole disk, with its partition table" \
				"name the disk: $dev/$(basename "$(dirname "$whole")")"
		done
		refuse "$dev/$name is no disk" "there is no $blocks/$name"
	fi
	case $name in
	sr*) refuse "$dev/$name is a CD drive" "a CD is burnt, not copied" \
		"xorriso -as cdrecord -v dev=$dev/$name cdrom.iso" ;;
	esac
	if [ -n "$root" ]; then
		[ -f "$dev/$name" ] || refuse "$dev/$name is no regular file" "TINY_WRITE_ROOT is set"
	else
		[ -b "$dev/$name" ] || refuse "$dev/$name is no block device" "nothing else is a disk"
	fi
	[ "$(value "$blocks/$name/removable")" = 1 ] || refuse "$dev/$name is not removable" \
		"it is built into this computer, as far as the kernel knows; your own system may be on it" \
		"use a stick, a floppy drive, or a card in a USB reader"
	[ "$(value "$blocks/$name/ro")" = 0 ] || refuse "$dev/$name is read-only" \
		"its write protection is on" "move the switch or the tab, then again"
	size=$(size_of "$name")
	[ "$size" -gt 0 ] || refuse "there is no medium in $dev/$name" "its size is 0" "put one in"
	[ "$size" -ge "$bytes" ] || refuse "$dev/$name is too small" \
		"it has $size bytes, the image $bytes" "take a larger one"
	not_in_use "$name"
}

not_in_use() {
	[ -r "$root/proc/self/mountinfo" ] || refuse "nobody can say what is mounted" \
		"there is no $root/proc/self/mountinfo" "mount /proc"
	folder=$(mounted "$1")
	[ -z "$folder" ] || refuse "$dev/$1 is mounted" "on $folder" "umount $folder"
	used=$(swapped "$1")
	[ -z "$used" ] || refuse "$dev/$1 is swapped to" "$used" "swapoff $used"
	used=$(holders "$1" | tr '\n' ' ')
	[ -z "$used" ] || refuse "$dev/$1 is part of another device" "$used" \
		"take that apart first, if you are sure that it is the right disk"
}

# The disks that could be written to, a line each.
candidates() {
	found=
	for folder in "$blocks"/*; do
		name=${folder##*/}
		case $name in sr*) continue ;; esac
		[ "$(value "$folder/removable")" = 1 ] || continue
		[ "$(size_of "$name")" -gt 0 ] || continue
		found=yes
		where=$(mounted "$name")
		say "$dev/$name  $(label "$name")${where:+, mounted on $where}"
	done
	[ -n "$found" ] || say "There is no removable disk in this computer."
}

# One answer from a person at a terminal.
ask() {
	[ -t 0 ] || refuse "nobody is there to be asked" "standard input is no terminal" \
		"run it in a terminal: steps/write.sh $1 $dev/$2"
	say "All that is on $dev/$2 will be gone: $(label "$2")."
	printf 'To write %s to it, type its name, %s: ' "$1" "$2"
	read -r answer || answer=
	[ "$answer" = "$2" ] || die "nothing was written" "the answer was not $2" \
		"run it again when you are sure"
}

copy() {
	[ -w "$dev/$2" ] || refuse "you may not write to $dev/$2" "the disk belongs to root" \
		"sudo steps/write.sh $1 $dev/$2"
	trap 'say "interrupted: $dev/$name holds a part of the image; write it again" >&2; exit 130' INT TERM HUP
	dd if="$1" of="$dev/$2" bs=64k conv=notrunc,fsync status=none
	cmp -n "$3" "$1" "$dev/$2" || die "$dev/$2 does not hold what was written" \
		"it was read back and differs; the disk or its drive is worn out" "take another one"
	say "Written, and read back: $3 bytes on $dev/$2."
}

cleanup() {
	rm -rf "$lists_folder"
}

dev=$root/dev
lists_folder=$(mktemp -d)
lists=$lists_folder/list
trap cleanup EXIT
case $# in
0)
	candidates
	exit 0 ;;
2) ;;
*) usage ;;
esac
case $1 in
/*) image=$1 ;;
*) image=$start/$1 ;;
esac
if [ ! -f "$image" ] || [ ! -s "$image" ]; then
	refuse "$1 is no image" "it is no file, or an empty one" "make one: make step-08, or make step-10"
fi
case $2 in
"$dev"/*) name=${2#"$dev/"} ;;
*) refuse "$2 is no disk" "the path of a disk begins with $dev/" ;;
esac
case $name in
*/* | . | .. | '') refuse "$2 is no disk" "disks lie directly in $dev" ;;
esac
bytes=$(wc -c <"$image" | tr -d ' ')
may_be_written "$name" "$bytes"
ask "$1" "$name"
may_be_written "$name" "$bytes"
copy "$image" "$name" "$bytes"
