#!/bin/sh
# Chapter 4, devices: the device nodes that the disk needs, and no more.
here=$(cd "$(dirname "$0")" && pwd)
. "$here/lib.sh"

begin_step 04
need tiny-linux/dev 03
as_root "$@"
(cd tiny-linux/dev && rm -f tty console tty0 ram0 null)

#: begin mknod-tty
cd tiny-linux/dev
mknod tty c 5 0
mknod console c 5 1
chmod 666 tty console
#: end mknod-tty

#: begin mknod-vt
mknod tty0 c 4 0
chmod 666 tty0
#: end mknod-vt

#: begin mknod-ram
mknod ram0 b 1 0
chmod 600 ram0
#: end mknod-ram

#: begin mknod-null
mknod null c 1 3
chmod 666 null
#: end mknod-null

#: begin list
ls -l
cd ../..
#: end list

finish_step
