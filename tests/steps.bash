# Shared by the suites of the steps: a copy of a finished folder, without the
# build trees, in which the quick steps 03 to 09 can run.

load_libraries() {
	local dir
	for dir in /usr/lib/bats /usr/lib; do
		if [ -e "$dir/bats-assert/load.bash" ]; then
			load "$dir/bats-support/load.bash"
			load "$dir/bats-assert/load.bash"
			return
		fi
	done
	return 1
}

# TOP: the checkout.
find_checkout() {
	TOP=$(cd "$BATS_TEST_DIRNAME/.." && pwd)
}

# GOOD: the finished folder that make boot has made.
find_good_folder() {
	find_checkout
	GOOD=${TINY_GOOD:-$TOP/work}
	[ -e "$GOOD/floppy.img" ]
}

# as_nobody: the words that run a command as an ordinary user, if we are root,
# and BOOK, a copy of the steps that this user can read wherever the checkout is.
as_nobody() {
	BOOK="$BATS_TEST_TMPDIR/book"
	mkdir -p "$BOOK"
	cp -r "$TOP/steps" "$TOP/rootfs" "$BOOK/"
	as_user=
	if [ "$(id -u)" -eq 0 ]; then
		# shellcheck disable=SC2034 # the suites use it
		as_user='setpriv --reuid=65534 --regid=65534 --clear-groups'
		chmod -R a+rX "$BOOK"
		chmod a+x "$BATS_RUN_TMPDIR" "$BATS_SUITE_TMPDIR" "$BATS_TEST_TMPDIR" 2>/dev/null || true
	fi
}

# copy_good TARGET: what steps 03 to 09 read, and what they make.
copy_good() {
	mkdir -p "$1/.steps" "$1/linux/arch/x86/boot" "$1/busybox"
	touch "$1/.tiny-linux"
	cp "$GOOD/linux/arch/x86/boot/bzImage" "$1/linux/arch/x86/boot/"
	cp "$GOOD/linux/.config" "$1/linux/"
	cp "$GOOD/busybox/busybox" "$GOOD/busybox/.config" "$1/busybox/"
	cp "$GOOD/floppy.img" "$1/"
}

# The steps from $1 to $2, in WORK.
run_steps() {
	local script n
	for script in "$TOP"/steps/0[0-9]-*.sh; do
		n=${script##*/}
		n=${n%%-*}
		if [ "${n#0}" -ge "${1#0}" ] && [ "${n#0}" -le "${2#0}" ]; then
			"$script" || return
		fi
	done
}
