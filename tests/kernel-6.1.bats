#!/usr/bin/env bats
# The older long-term kernel, 6.1, built with the same step: the checker has nothing against it,
# and its disk boots the same. What is built is kept in build/kernel-6.1 between runs.

load steps

setup_file() {
	find_good_folder
	export WORK="$TOP/build/kernel-6.1"
	mkdir -p "$WORK/sources"
	: >"$WORK/.tiny-linux"
	[ -e "$WORK/sources/linux-6.12.tar.xz" ] || fetch_kernel
}

# apt checks the signature. The step finds it under the name that it looks for.
fetch_kernel() {
	# For a name that it does not know, apt shows those that begin with it.
	apt-cache show linux-source-6.1 2>/dev/null | grep -qx 'Package: linux-source-6.1' || return 0
	cd "$BATS_FILE_TMPDIR" || return
	apt-get -qq -o "APT::Sandbox::User=$(id -un)" download linux-source-6.1
	dpkg-deb -x linux-source-6.1_*.deb .
	mv usr/src/linux-source-6.1.tar.xz "$WORK/sources/linux-6.12.tar.xz"
}

setup() {
	load_libraries
	find_good_folder
	[ -e "$WORK/sources/linux-6.12.tar.xz" ] || skip "this distribution has no linux-source-6.1"
}

@test "kernel 6.1 is built by step 01 as it is" {
	mkdir -p "$WORK/.steps"
	touch "$WORK/.steps/00"
	if [ ! -e "$WORK/.steps/01" ] || [ -n "$(find "$TOP"/steps/01-kernel.* -newer "$WORK/.steps/01")" ]; then
		run "$TOP/steps/01-kernel.sh"
		assert_success
	fi
	run file -bL "$WORK/linux/arch/x86/boot/bzImage"
	assert_output --regexp 'version 6\.1\.[0-9]+'
}

@test "its disk has nothing to mend and boots the same" {
	(cd "$GOOD" && tar -c --exclude=linux --exclude=src --exclude=sources --exclude=musl \
		--exclude='busybox/*' .) | tar -x -C "$WORK"
	mkdir -p "$WORK/busybox"
	cp -a "$GOOD/busybox/busybox" "$GOOD/busybox/.config" "$WORK/busybox/"
	touch "$WORK"/.steps/0[2-7]
	run "$TOP/steps/08-floppy.sh"
	assert_success
	run "$TOP/build/checker" --work "$WORK" --format json check --all
	assert_success
	assert_equal "$(jq '[.checks[] | select(.status == "fail")] | length' <<<"$output")" 0
	run "$TOP/build/checker" --work "$WORK" smoke
	assert_success
}
