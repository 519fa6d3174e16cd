#!/bin/sh
# Chapter 3, tree: the directories of the root file system.
here=$(cd "$(dirname "$0")" && pwd)
. "$here/lib.sh"

begin_step 03
as_root "$@"

if [ -e tiny-linux ]; then
	rm -rf tiny-linux.before
	mv tiny-linux tiny-linux.before
	say "tree: the tree that was there is kept as work/tiny-linux.before"
fi

#: begin mkdir
mkdir tiny-linux
cd tiny-linux
mkdir dev etc etc/init.d bin proc mnt tmp var var/shm
chmod 755 . dev etc etc/init.d bin proc mnt tmp var var/shm
cd ..
#: end mkdir

say "tree: work/tiny-linux"
finish_step
