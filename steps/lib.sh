# shellcheck shell=sh
# The steps' own helper, sourced by every step and by make shell.
#
# Sets and exports:
#   TINY   the top of this checkout, absolute
#   WORK   the learner's folder, absolute; $TINY/work unless set
# and the surroundings that make the same sources give the same bytes.
# Whoever sources this file has set `here` to the folder that it lies in.

set -eu

TINY=$(cd "${here:?}/.." && pwd -P)
case ${WORK:=$TINY/work} in
/*) ;;
*) WORK=$PWD/$WORK ;;
esac
export TINY WORK

# Language, clock, modes: every machine gives the same bytes. The date is that
# of the BusyBox banner in the article, 2000-09-12 22:16 UTC.
: "${SOURCE_DATE_EPOCH:=968796960}"
LC_ALL=C
TZ=UTC0
KBUILD_BUILD_TIMESTAMP=@$SOURCE_DATE_EPOCH
KBUILD_BUILD_USER=tiny
KBUILD_BUILD_HOST=linux
KBUILD_BUILD_VERSION=1
export SOURCE_DATE_EPOCH LC_ALL TZ
export KBUILD_BUILD_TIMESTAMP KBUILD_BUILD_USER KBUILD_BUILD_HOST
export KBUILD_BUILD_VERSION
# xz unpacks with all processors where the archive allows it.
XZ_DEFAULTS=-T0
export XZ_DEFAULTS
umask 022
# What a caller's own environment may hold must not reach the builds.
unset CDPATH GREP_OPTIONS CFLAGS CPPFLAGS LDFLAGS CC ARCH CROSS_COMPILE \
	KCONFIG_ALLCONFIG KCFLAGS GZIP MTOOLSRC MAKEFLAGS MFLAGS MAKELEVEL O

# mformat and SYSLINUX live where ordinary users do not always look.
PATH=$PATH:/usr/sbin:/sbin
export PATH

say() {
	printf '%s\n' "$*"
}

# die WHAT WHY NEXT: one message, then the end.
die() {
	told=yes
	{
		printf 'tiny-linux: %s\n' "$1"
		printf '  why   %s\n' "$2"
		printf '  next  %s\n' "$3"
	} >&2
	exit 1
}

# The number of processors, for make -j.
jobs() {
	nproc 2>/dev/null || echo 1
}

# need_work: WORK is a folder of ours that can be written to.
need_work() {
	case $WORK in
	*[[:space:]:]*)
		die "the path $WORK has a space or a colon in it" \
			"the kernel's own Makefile refuses such a path" \
			"move the checkout, or name another folder: make WORK=/tmp/tiny ..." ;;
	esac
	if [ -e "$WORK" ] && [ ! -d "$WORK" ]; then
		die "$WORK is not a folder" "the steps write into it" \
			"name another one: make WORK=/some/folder ..."
	fi
	if [ -d "$WORK" ] && [ ! -e "$WORK/.tiny-linux" ] &&
		[ -n "$(ls -A "$WORK" 2>/dev/null)" ]; then
		die "$WORK holds files that are not this book's" \
			"it is not empty and no step has made it; nothing was touched" \
			"name an empty or a new folder: make WORK=/some/folder ..."
	fi
	if ! mkdir -p "$WORK/.steps" 2>/dev/null ||
		! touch "$WORK/.tiny-linux" 2>/dev/null; then
		die "cannot write to $WORK" \
			"the folder, or the one around it, belongs to someone else, is read-only or full" \
			"name a folder of your own: make WORK=/some/folder ..."
	fi
}

# need FILE NN: an earlier step's result, or the advice to run that step.
need() {
	[ -e "$WORK/$1" ] || die "there is no work/$1 yet" \
		"step $2 makes it, and this step needs it" \
		"make step-$2"
}

# begin_step NN: the surroundings of a step; every step calls it first.
begin_step() {
	step=$1
	told=
	trap 'end_step $?' EXIT
	trap 'interrupted 129' HUP
	trap 'interrupted 130' INT
	trap 'interrupted 143' TERM
	need_work
	rm -f "$WORK/.steps/$step"
	log=$WORK/step-$step.log
	cd "$WORK"
}

interrupted() {
	told=yes
	printf '\ntiny-linux: step %s was interrupted\n' "$step" >&2
	printf '  next  make step-%s carries on where it stopped\n' "$step" >&2
	exit "$1"
}

# disk_is_full: less than 1 MiB, or not a single file, fits below WORK. (Some
# file systems have no count of files; df then prints 0 or "-".)
disk_is_full() {
	free_kib=$(df -Pk "$WORK" | awk 'NR == 2 { print $4 }')
	[ "${free_kib:-0}" -ge 1024 ] || return 0
	df -Pi "$WORK" 2>/dev/null |
		awk 'NR == 2 && $2 > 0 && $4 == "0" { full = 1 } END { exit !full }'
}

# The last thing every step does: clean up, and say what went wrong.
end_step() {
	trap - EXIT
	rm -f "$WORK/.steps/$step.status" "$WORK/.steps/$step.node"
	[ "$1" -ne 0 ] || return 0
	if [ -z "$told" ]; then
		printf 'tiny-linux: step %s stopped with status %s\n' "$step" "$1"
		if disk_is_full; then
			printf '  why   the disk that holds %s is full\n' "$WORK"
			printf '  next  make room, then: make step-%s\n' "$step"
		else
			printf '  why   the message above this one says it\n'
			printf '  next  mend that, then: make step-%s\n' "$step"
		fi
	fi >&2
	exit "$1"
}

# finish_step: leave the mark that make looks at.
finish_step() {
	touch "$WORK/.steps/$step"
}

# as_root "$@": run the rest of this step where mknod and chown work: as real
# root if that may make nodes, else under fakeroot, with its memory of owners
# and nodes kept in work/.fakeroot.
as_root() {
	[ -z "${FAKEROOTKEY:-}" ] || return 0
	if may_make_nodes; then
		return 0
	fi
	with_fakeroot "$0" "$@"
}

may_make_nodes() {
	[ "$(id -u)" -eq 0 ] || return 1
	probe=$WORK/.steps/$step.node
	rm -f "$probe"
	mknod "$probe" c 1 3 2>/dev/null || return 1
	rm -f "$probe"
}

# with_fakeroot COMMAND...: replaces this process.
with_fakeroot() {
	state=$WORK/.fakeroot
	trap - EXIT
	if [ -s "$state" ]; then
		exec fakeroot -i "$state" -s "$state" -- "$@"
	fi
	exec fakeroot -s "$state" -- "$@"
}

# fresh MARK INPUT...: was work/.steps/MARK left after the last change of INPUTs?
fresh() {
	mark=$WORK/.steps/$1
	shift
	[ -e "$mark" ] || return 1
	for input in "$@"; do
		[ -z "$(find "$input" -prune -newer "$mark")" ] || return 1
	done
}

# drop_half_written FOLDER: kbuild writes X.o, then .X.o.cmd. After a kill -9
# an X.o that is newer than its .cmd may be half an object: take it away. A
# .cmd is written 4096 bytes at a time, and make stops at half a one: "missing
# separator", "unterminated call".
drop_half_written() {
	[ -d "$1" ] || return 0
	find "$1" -type f -name '.*.cmd' -printf '%s %p\n' |
		awk '$1 % 4096 == 0 { sub(/^[0-9]* /, ""); print }' | xargs -r -d '\n' rm -f
	find "$1" -type f -name '.*.o.cmd' -printf '%T@ c %h/%f\n' -o \
		-type f -name '*.o' -printf '%T@ o %h/.%f.cmd\n' |
		sort -k 3 | awk '
			$2 == "c" { command[$3] = $1 }
			$2 == "o" { object[$3] = $1 }
			END { for (o in object) if (command[o] < object[o]) print o }' |
		sed 's|/\.\([^/]*\)\.cmd$|/\1|' | xargs -r -d '\n' rm -f
}

# with_progress WHAT LINES COMMAND...: run COMMAND, which prints about LINES
# lines, with its output added to work/step-NN.log: a bar on a terminal, else a
# line at every tenth. On failure the first error and the end of the output
# are shown.
with_progress() {
	what=$1 expected=$2
	shift 2
	status=$WORK/.steps/$step.status
	{
		set +e
		(
			set -e
			"$@"
		) 2>&1
		echo $? >"$status"
	} | show_progress
	read -r result <"$status"
	rm -f "$status"
	[ "$result" -eq 0 ] && return
	show_failure "$log" >&2
	printf '(all of it: %s)\n' "$log" >&2
	return "$result"
}

# show_failure LOG: its last 15 lines; before them, where it stands further up,
# the first error with a line around it: other compilers went on beside it.
show_failure() {
	first=$(grep -nE '(^|: )(fatal )?error: |\*\*\* .*Error|undefined reference|No space left|Killed' "$1" |
		sed -n '1s/:.*//p')
	if [ -n "$first" ] && [ $(($(wc -l <"$1") - first)) -ge 15 ]; then
		sed -n "$((first > 1 ? first - 1 : 1)),$((first + 2))p" "$1"
		echo '...'
	fi
	tail -n 15 "$1"
}

show_progress() {
	count=0 shown=-1 began=$(date +%s)
	while IFS= read -r line; do
		printf '%s\n' "$line" >>"$log"
		count=$((count + 1))
		percent=$((count * 100 / expected))
		[ "$percent" -le 99 ] || percent=99
		[ "$percent" -ne "$shown" ] || continue
		if [ -t 1 ]; then
			draw_bar
		elif [ $((percent / 10)) -ne $((shown / 10)) ] || [ "$shown" -lt 0 ]; then
			printf '%s: %d %%\n' "$what" "$percent"
		fi
		shown=$percent
	done
	if [ -t 1 ]; then
		printf '\r%-72s\r' ''
	fi
	printf '%s: %d s\n' "$what" $(($(date +%s) - began))
}

# One line: name, bar, percentage, and the time that is left by rule of three.
draw_bar() {
	passed=$(($(date +%s) - began))
	left=
	[ "$percent" -lt 3 ] || left="about $((passed * (100 - percent) / percent)) s left"
	bar=$(printf '%*s' $((percent * 3 / 10)) '' | tr ' ' '#')
	printf '\r%-18s [%-30s] %2d %%  %-18s' "$what" "$bar" "$percent" "$left"
}
