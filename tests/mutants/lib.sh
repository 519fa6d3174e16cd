# shellcheck shell=sh
# What oracle.sh and repair.sh share: the table, how a mutant is made, and how all of a table is
# gone through. Whoever sources this file has set `here` to the folder that it lies in and `self` to
# the script's own path, which is called again: `self --copy`, `self --one NAME`, `self --inside NAME`.
#
# environment: TINY_GOOD        a good learner's folder (default: work/ of the checkout)
#              ORACLE_JOBS      how many at a time (default: four a processor: a PC that boots often
#                               waits, for SYSLINUX's two seconds at least, and a silent one for long)
#              ORACLE_BUILDS=1  build the kernels and BusyBoxes that the table asks for and that are
#                               not in build/mutants yet. Without it such lines are left out, and
#                               the last line says how many
#              ORACLE_RECORD=F  write the table of results into F, too
#              ORACLE_TABLE=F   another table than tests/mutants/table
#
# The table's columns, separated by " | ":
#   NAME CHAPTER AFTER OUTCOME IDS OPTIONS SHELL
#   AFTER    what is made anew after SHELL: busybox (its bytes go into the tree, then as tree), tree
#            (fs, fs.gz, floppy.img), fs (fs.gz, floppy.img), disk (floppy.img), files (the three
#            files are copied onto floppy.img), cfg (syslinux.cfg is), none; or kernel OPTION=VALUE...:
#            a kernel built with these options instead of the good one's, then as disk; or busybox
#            OPTION=VALUE..., likewise
#   OUTCOME  same, degraded or dead; either: same or degraded, from boot to boot: a comment says why
#   IDS      checks that must find something, or -
#   OPTIONS  of `checker smoke`, or -: the PC's memory, processor and drive, and another image in $WORK
#   SHELL    run in $WORK; TINY is set, mknod and chown work; `edit`, `cfg`, `unhide`, `media` below

TINY=$(cd "${here:?}/../.." && pwd -P)
: "${self:?}"
GOOD=${TINY_GOOD:-$TINY/work}
CHECKER=${CHECKER:-$TINY/build/checker}
table=${ORACLE_TABLE:-$here/table}
builds=$TINY/build/mutants
PATH=$PATH:/usr/sbin:/sbin
LC_ALL=C TZ=UTC0
SOURCE_DATE_EPOCH=968796960
export TINY GOOD CHECKER PATH LC_ALL TZ SOURCE_DATE_EPOCH table builds
unset MAKEFLAGS MAKELEVEL MFLAGS NO_COLOR
umask 022

# field N: a column of the table, of the mutant $name. The last one may hold " | ".
field() {
	awk -F ' [|] ' -v name="$name" -v n="$1" '
		$1 != name { next }
		n < 7 { print $n }
		n == 7 { for (i = 1; i < 7; i++) sub(/^[^|]* [|] /, ""); print }
		{ exit }' "$table"
}

# --- inside fakeroot, in the mutant's own copy of the good folder -------------

# listing NN NAME: the commands that the chapter shows.
listing() {
	sed -n "/^#: begin $2\$/,/^#: end $2\$/p" "$TINY"/steps/"$1"-*.sh
}

# edit FILE EXPRESSION: sed, and it must have changed something.
edit() {
	cp "$1" before-edit
	sed -i "$2" "$1"
	! cmp -s "$1" before-edit || { echo "edit $1 '$2' changed nothing"; return 1; }
	rm before-edit
}

cfg() {
	mcopy -o -i floppy.img syslinux.cfg ::syslinux.cfg
}

# unhide FILE: SYSLINUX's files on the disk are hidden and read-only.
unhide() {
	mattrib -s -h -r -i floppy.img "::$1"
}

files() {
	cfg
	mcopy -o -i floppy.img fs.gz ::fs.gz
	mcopy -o -i floppy.img linux/arch/x86/boot/bzImage ::linux
}

make_fs() {
	eval "$(listing 07 sorted)"
	eval "$(listing 07 genromfs)"
}

make_fs_gz() {
	eval "$(listing 07 gzip)"
}

make_disk() {
	rm -f floppy.img floppy.part
	eval "$(listing 08 format)"
	eval "$(listing 08 syslinux)"
	eval "$(listing 08 copy)"
}

# Chapter 10's media, and its listing's names for SYSLINUX's files: $mbr, $module, $isolinux.
media() {
	WORK=$WORK sh "$TINY/steps/10-media.sh" >/dev/null 2>&1
	eval "$(listing 10 loaders)"
}

# All names in the tree are one file: its bytes are written, no name is replaced.
put_busybox() {
	cat busybox/busybox >tiny-linux/bin/busybox
}

remake() {
	case $1 in
	none) ;;
	cfg) cfg ;;
	files) files ;;
	disk | kernel*) make_disk ;;
	fs) make_fs_gz && make_disk ;;
	tree) make_fs && make_fs_gz && make_disk ;;
	busybox*) put_busybox && remake tree ;;
	*) echo "$name: the table's column AFTER says $1" >&2; return 1 ;;
	esac
}

fresh_copy() {
	cd "$1" || return
	for path in .tiny-linux linux/.config linux/arch/x86/boot/bzImage busybox/.config \
		busybox/busybox tiny-linux fs fs.gz syslinux.cfg floppy.img; do
		mkdir -p "$2/$(dirname "$path")"
		cp -a "$path" "$2/$path"
	done
}

# A program built with other options takes the place of the good one.
take_build() {
	case $after in
	kernel\ *)
		cp "$builds/$name/config" linux/.config
		cp "$builds/$name/bzImage" linux/arch/x86/boot/bzImage ;;
	busybox\ *)
		cp "$builds/$name/config" busybox/.config
		cp "$builds/$name/busybox" busybox/busybox ;;
	esac
}

# make_mutant: $name, in $WORK. Not to be called where a failure counts as "no": it stops at the first.
make_mutant() {
	after=$(field 3)
	fresh_copy "$room/good" "$WORK"
	cd "$WORK" || return
	take_build
	eval "$(field 7)"
	remake "$after"
}

# ask FILE: the checker's findings in $WORK, as JSON.
ask() {
	status=0
	"$CHECKER" --work "$WORK" --format json check --all >"$1" || status=$?
	[ "$status" -le 1 ]
}

# --- outside of fakeroot ------------------------------------------------------

# boot FOLDER OPTIONS RESULTS: `checker smoke`, the answer and the screen into the folder RESULTS.
boot() {
	# shellcheck disable=SC2046 # words
	(cd "$1" && "$CHECKER" --work "$1" --format json smoke $(echo "$2" | sed 's/^-$//')) \
		>"$3/smoke.json" 2>>"$3/log" || :
	cp "$1"/smoke*/screen.txt "$3/" 2>/dev/null || :
}

# progress WORDS: how many are done, and about how long the others will take.
progress() {
	done=$(find "$results" -name line -newer "$room/started" | wc -l)
	took=$(($(date +%s) - $(cat "$room/started")))
	printf '%s of %s, %d s, about %d s left: %s\n' "$done" "$total" "$took" \
		$((took * (total - done) / done)) "$1"
}

# The names asked for. Programs that are not built are left out, or built.
choose() {
	left_out=0
	for name in $(if [ $# -gt 0 ]; then printf '%s\n' "$@"; else names; fi); do
		after=$(field 3)
		[ -n "$after" ] || { echo "${self##*/}: $name is not in tests/mutants/table" >&2; exit 2; }
		case $after in
		kernel\ * | busybox\ *)
			if [ ! -e "$builds/$name/config" ] && [ "${ORACLE_BUILDS:-0}" = 1 ]; then
				# shellcheck disable=SC2086 # words
				"$here/build.sh" "$name" $after >&2 || exit 3
			fi
			if [ ! -e "$builds/$name/config" ]; then
				left_out=$((left_out + 1))
				continue
			fi ;;
		esac
		echo "$name" >>"$room/chosen"
	done
}

names() {
	awk -F ' [|] ' '!/^#/ && NF >= 7 { print $1 }' "$table"
}

# open_room: scratch, and in it the good folder that all mutants are made of.
open_room() {
	GOOD=$(cd "$GOOD" 2>/dev/null && pwd -P) || :
	if [ ! -e "$GOOD/floppy.img" ]; then
		echo "${self##*/}: ${TINY_GOOD:-$TINY/work} is no good folder; make it (make boot), or set TINY_GOOD" >&2
		exit 2
	fi
	room=$(mktemp -d "${TMPDIR:-/tmp}/tiny-oracle.XXXXXX")
	trap 'rm -rf "$room"' EXIT
	trap 'exit 129' HUP
	trap 'exit 130' INT
	trap 'exit 143' TERM
	unset WORK
	jobs=${ORACLE_JOBS:-$(($(nproc) * 4))}
	export room results
	mkdir -p "$results" "$room/good"
	: >"$room/chosen"
	: >"$room/good.state"
	if [ -s "$GOOD/.fakeroot" ]; then
		cp "$GOOD/.fakeroot" "$room/good.state"
	fi
	fakeroot -i "$room/good.state" -s "$room/good.state" -- sh "$self" --copy 2>/dev/null || exit 3
}

# A PC that gives no answer is waited for, one that does keeps a processor busy: the dead ones are
# spread evenly among the others.
mixed() {
	awk -F ' [|] ' 'NR == FNR { dead[$1] = $4 == "dead"; next }
		dead[$1] { waits[++w] = $0; next }
		{ busy[++b] = $0 }
		END {
			for (i = j = 1; i <= w || j <= b;) {
				if (j > b || (i <= w && i * b <= j * w)) print waits[i++]
				else print busy[j++]
			}
		}' "$table" "$room/chosen"
}

# all: each of the names in $room/chosen, some at a time; their lines into $room/lines.
all() {
	total=$(wc -l <"$room/chosen")
	export total
	date +%s >"$room/started"
	mixed | xargs -P "$jobs" -n 1 sh "$self" --one || exit 3
	while read -r name; do cat "$results/$name/line"; done <"$room/chosen" >"$room/lines"
}

# The kernel and the QEMU of the boots, as comments.
versions() {
	while read -r booted; do jq -r '"# kernel: \(.kernel)\n# QEMU: \(.qemu)"' \
		"$results/$booted/smoke.json" 2>/dev/null || :; done <"$1" |
		grep -v ': $' | sed 's/ (.*//' | sort | uniq -c | sort -rn | awk '!seen[$3]++ { $1 = ""; print substr($0, 2) }'
}
