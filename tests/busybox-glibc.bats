#!/usr/bin/env bats
# A BusyBox linked statically with the distribution's glibc in place of musl: the checker has nothing
# against it but the one thing that is true, that such a glibc is compiled for newer processors
# than a 486. Where QEMU has such a processor, its disk boots; as it fills a floppy together with the
# kernel, it goes onto chapter 10's IDE disk. What is built is kept in build/busybox-glibc.

load steps

setup_file() {
	find_good_folder
	export WORK="$TOP/build/busybox-glibc" BUILT="$TOP/build/busybox-glibc.tree"
	mkdir -p "$BUILT"
	if [ ! -e "$BUILT/busybox" ] || ! cmp -s "$GOOD/busybox/.config" "$BUILT/config"; then
		cp "$GOOD/busybox/.config" "$BUILT/.config"
		cp "$GOOD/busybox/.config" "$BUILT/config"
		bbuild oldconfig </dev/null
		bbuild "-j$(nproc)"
	fi
	rm -rf "$WORK"
	copy_good "$WORK"
	cp "$GOOD/syslinux.cfg" "$GOOD/fs.gz" "$WORK/"
	cp "$BUILT/busybox" "$BUILT/.config" "$WORK/busybox/"
	(PATH=$PATH:/usr/sbin:/sbin run_steps 03 07 && "$TOP/steps/10-media.sh")
	mcopy -o -i "$WORK/disk.img@@32256" "$WORK/fs.gz" ::fs.gz
	rm -f "$WORK"/*.iso "$WORK/flash.img" "$WORK/usb.img" "$WORK/floppy.img" "$WORK/syslinux.cfg"
}

bbuild() {
	make -s -C "$GOOD/src/busybox" O="$BUILT" CC="gcc -m32 -march=i486 -static" LD="ld -m elf_i386" \
		CONFIG_EXTRA_CFLAGS=-Os "$@" >"$BUILT/log" 2>&1
}

setup() {
	load_libraries
	find_good_folder
}

@test "a BusyBox with glibc: nothing to mend but the processor that it is compiled for" {
	run "$TOP/build/checker" --work "$WORK" --format json check --all
	assert_equal "$(jq -r '.checks[] | select(.status == "fail") | .id' <<<"$output")" TL0212
}

@test "its disk: invalid opcode on a 486, as TL0212 says, and a shell on a Pentium II" {
	run "$TOP/build/checker" --work "$WORK" --format json --drive ide smoke
	assert_equal "$(jq -r .outcome <<<"$output")" dead
	run grep -q 'init\[1\] trap invalid opcode' "$WORK/smoke-ide/screen.txt"
	assert_success
	run "$TOP/build/checker" --work "$WORK" --format json --drive ide --cpu pentium2 smoke
	assert_equal "$(jq -r '.checks[] | select(.id == "shell" or .id == "no-complaint") | .status' \
		<<<"$output" | sort -u)" pass
}
