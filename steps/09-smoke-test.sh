#!/bin/sh
# Chapter 9, smoke test: boot the disk in QEMU and try it.
here=$(cd "$(dirname "$0")" && pwd)
. "$here/lib.sh"

begin_step 09
need floppy.img 08
[ -x "$TINY/build/checker" ] || die "there is no build/checker" \
	"make builds it from the folder checker/" "make checker"

#: begin smoke
"$TINY/build/checker" smoke floppy.img
#: end smoke

finish_step
