#!/bin/sh
# make run: the learner's disk in a QEMU window or, with no display or no
# window support in QEMU, in this terminal. The image itself is not changed.
here=$(cd "$(dirname "$0")" && pwd)
. "$here/lib.sh"

step=run
need floppy.img 08
command -v qemu-system-i386 >/dev/null || die "there is no qemu-system-i386" \
	"make run shows the disk in QEMU" "make step-00"

# The name of the first display that this QEMU and this place offer, if any.
display() {
	if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
		wanted='gtk sdl'
	else
		wanted=
	fi
	offered=$(qemu-system-i386 -display help 2>/dev/null)
	for name in $wanted curses; do
		if printf '%s\n' "$offered" | grep -qx "$name"; then
			echo "$name"
			return
		fi
	done
}

kind=$(display)
[ -n "$kind" ] || die "this QEMU shows neither a window nor text in a terminal" \
	"its display modules are not installed" \
	"install your distribution's QEMU display package (Debian: qemu-system-gui)"
if [ "$kind" = curses ]; then
	[ -t 1 ] || die "make run needs a terminal" "there is no display to open a window on" \
		"make smoke boots the disk without anyone watching"
	say "The disk boots in this terminal. To end it: Esc then 2, type quit, Enter."
fi
exec qemu-system-i386 -accel tcg -cpu 486 -m 8 -display "$kind" \
	-drive "if=floppy,format=raw,file=$WORK/floppy.img,snapshot=on" -boot a
