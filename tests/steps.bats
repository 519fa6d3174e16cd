#!/usr/bin/env bats
# Steps 01 to 08 in a finished folder: what they made, run again, out of order,
# as somebody else. The long builds are in builds.bats, full disks in full-disk.bats.

# shellcheck disable=SC2030,SC2031  # each test sets WORK for itself

load steps

setup() {
	load_libraries
	find_good_folder
	export WORK="$BATS_TEST_TMPDIR/work"
	copy_good "$WORK"
}

hash_of() {
	sha256sum "$1" | cut -d ' ' -f 1
}

@test "the kernel is at most 700,000 bytes" {
	run wc -c <"$GOOD/linux/arch/x86/boot/bzImage"
	assert [ "$output" -le 700000 ]
}

@test "every line of the kernel fragment is in the kernel's .config" {
	sed -n 's/ *#.*//; s/^\(CONFIG_.*\)=n$/# \1 is not set/; /CONFIG/p' \
		"$TOP/steps/01-kernel.config" >"$BATS_TEST_TMPDIR/asked"
	assert [ "$(wc -l <"$BATS_TEST_TMPDIR/asked")" -gt 50 ]
	run grep -vxFf "$GOOD/linux/.config" "$BATS_TEST_TMPDIR/asked"
	assert_output ''
}

@test "every line of the kernel fragment says why" {
	run grep -nE '^CONFIG[^#]*$' "$TOP/steps/01-kernel.config" "$TOP/steps/02-busybox.config"
	assert_output ''
}

@test "the kernel has no modules" {
	run grep -x '# CONFIG_MODULES is not set' "$GOOD/linux/.config"
	assert_success
}

@test "BusyBox has exactly the names of the list" {
	run "$GOOD/busybox/busybox" --list
	assert_output "$(sort "$TOP/rootfs/names")"
}

@test "every line of the BusyBox fragment is in its .config" {
	sed -n 's/ *#.*//; s/^\(CONFIG_.*\)=n$/# \1 is not set/; /CONFIG/p' \
		"$TOP/steps/02-busybox.config" >"$BATS_TEST_TMPDIR/asked"
	run grep -vxFf "$GOOD/busybox/.config" "$BATS_TEST_TMPDIR/asked"
	assert_output ''
}

@test "BusyBox is static, for a 486, and holds no newer instruction" {
	run file -L "$GOOD/busybox/busybox"
	assert_output --regexp 'ELF 32-bit LSB executable, Intel (80386|i386)'
	assert_output --partial 'statically linked'
	objdump -d --no-show-raw-insn "$GOOD/busybox/busybox" |
		cut -f 2 >"$BATS_TEST_TMPDIR/instructions"
	assert [ "$(wc -l <"$BATS_TEST_TMPDIR/instructions")" -gt 50000 ]
	run grep -nE '^(endbr|cmov|fcmov|fu?comip?|rdtsc|rdmsr|cmpxchg8b|sysenter|syscall|ud2|nop[wl]|prefetch|[sml]fence|emms)|%x?mm[0-7]' \
		"$BATS_TEST_TMPDIR/instructions"
	assert_output ''
}

@test "the 64-bit division agrees with the compiler's own" {
	cat >"$BATS_TEST_TMPDIR/try.c" <<-'C'
		#include <stdint.h>
		#include <stdio.h>
		uint64_t mine_u(uint64_t, uint64_t), mine_r(uint64_t, uint64_t);
		int64_t mine_s(int64_t, int64_t), mine_m(int64_t, int64_t);
		static uint64_t seed = 1;
		static uint64_t next(void)
		{
			seed ^= seed << 13; seed ^= seed >> 7; seed ^= seed << 17;
			return seed >> (seed & 63);
		}
		int main(void)
		{
			for (int i = 0; i < 300000; i++) {
				uint64_t n = next() << (i & 7), d = next() | 1;
				if (i % 1000 == 0) n = ~0ull >> (i / 1000 % 3);
				int64_t sn = (int64_t)n, sd = (int64_t)d;
				if (sn == INT64_MIN) continue;
				if (mine_u(n, d) != n / d || mine_r(n, d) != n % d ||
				    mine_s(sn, sd) != sn / sd || mine_m(sn, sd) != sn % sd) {
					printf("%llu %llu\n", (long long)n, (long long)d);
					return 1;
				}
			}
			return 0;
		}
	C
	gcc -m32 -march=i486 -Os -fno-pic -fcf-protection=none \
		-D__udivdi3=mine_u -D__umoddi3=mine_r -D__divdi3=mine_s -D__moddi3=mine_m \
		-D__udivmoddi4=mine_um -D__divmoddi4=mine_sm \
		-c "$TOP/steps/02-div64.c" -o "$BATS_TEST_TMPDIR/div64.o"
	gcc -m32 "$BATS_TEST_TMPDIR/try.c" "$BATS_TEST_TMPDIR/div64.o" -o "$BATS_TEST_TMPDIR/try"
	run "$BATS_TEST_TMPDIR/try"
	assert_success
	assert_output ''
}

@test "fs.gz is at most 225,000 bytes and 350,000 stay free on the floppy" {
	assert [ "$(wc -c <"$GOOD/fs.gz")" -le 225000 ]
	free=$(mdir -i "$GOOD/floppy.img" :: | sed -n 's/ *\([0-9 ]*\) bytes free/\1/p' | tr -d ' ')
	assert [ "$free" -ge 350000 ]
}

@test "steps 03 to 08, run again and again, give the same floppy" {
	run_steps 03 08
	assert_equal "$(hash_of "$WORK/floppy.img")" "$(hash_of "$GOOD/floppy.img")"
	run_steps 03 08
	assert_equal "$(hash_of "$WORK/floppy.img")" "$(hash_of "$GOOD/floppy.img")"
	run_steps 04 08
	assert_equal "$(hash_of "$WORK/floppy.img")" "$(hash_of "$GOOD/floppy.img")"
}

@test "steps 03 to 08, killed at any moment, end the same when run again" {
	# timeout kills the step's whole group; the moments are spread, not exact.
	for script in "$TOP"/steps/0[3-8]-*.sh; do
		for moment in 0.02 0.05 0.1 0.2; do
			timeout -s KILL "$moment" "$script" >/dev/null 2>&1 || true
		done
		run "$script"
		assert_success
	done
	assert_equal "$(hash_of "$WORK/floppy.img")" "$(hash_of "$GOOD/floppy.img")"
}

@test "an ordinary user, under fakeroot, gets the same floppy; umask, TZ and locale do not matter" {
	chmod 755 "$BATS_TEST_TMPDIR"
	chmod -R a+rwX "$WORK"
	as_nobody
	[ -z "$as_user" ] || chown -R 65534 "$WORK"
	for script in "$BOOK"/steps/0[3-8]-*.sh; do
		(umask 077 && TZ=Asia/Tokyo LC_ALL=C.UTF-8 $as_user "$script")
	done
	assert [ -s "$WORK/.fakeroot" ]
	assert [ -f "$WORK/tiny-linux/dev/console" ]
	assert_equal "$(hash_of "$WORK/floppy.img")" "$(hash_of "$GOOD/floppy.img")"
}

@test "genromfs's @names give the same image as device nodes" {
	run_steps 03 06
	cd "$WORK/tiny-linux/dev"
	rm console tty tty0 ram0 null
	touch @console,c,5,1 @tty,c,5,0 @tty0,c,4,0 @ram0,b,1,0 @null,c,1,3
	run_steps 07 07
	run cmp "$WORK/fs" "$GOOD/fs"
	assert_success
}

@test "the device nodes are those of rootfs/devices" {
	run_steps 03 04
	while read -r path type major minor mode; do
		case $path in '#'*) continue ;; esac
		node=$WORK/tiny-linux/$path
		case $type in c) kind='character special file' ;; b) kind='block special file' ;; esac
		run stat -c '%F %Hr %Lr %a' "$node"
		if [ ! -b "$node" ] && [ ! -c "$node" ]; then
			run fakeroot -i "$WORK/.fakeroot" -- stat -c '%F %Hr %Lr %a' "$node"
		fi
		assert_output "$kind $major $minor $mode"
	done <"$TOP/rootfs/devices"
	assert_equal "$(find "$WORK/tiny-linux/dev" -mindepth 1 | wc -l)" "$(grep -vc '^#' "$TOP/rootfs/devices")"
}

@test "a step out of order says which step is missing" {
	rm -rf "${WORK:?}"
	for script in "$TOP"/steps/0[124-9]-*.sh; do
		run "$script"
		assert_failure
		assert_output --partial 'tiny-linux: there is no work/'
		assert_output --regexp 'next  make step-0[0-8]'
		assert_equal "${#lines[@]}" 3
		n=${script##*/}
		assert [ ! -e "$WORK/.steps/${n%%-*}" ]
	done
}

@test "the tree that was there is kept, not deleted" {
	run_steps 03 03
	echo mine >"$WORK/tiny-linux/etc/motd"
	run "$TOP/steps/03-tree.sh"
	assert_success
	assert_output --partial 'kept as work/tiny-linux.before'
	assert_equal "$(cat "$WORK/tiny-linux.before/etc/motd")" mine
}

@test "a folder with other people's files is refused and left alone" {
	rm -rf "${WORK:?}"
	mkdir "$WORK"
	echo precious >"$WORK/thesis.txt"
	ln -s thesis.txt "$WORK/fs"
	before=$(ls -laR --time-style=full-iso "$WORK")
	mkdir -p "$TOP/build"
	for script in "$TOP"/steps/0[1-9]-*.sh "$TOP/steps/clean.sh" "$TOP/steps/shell.sh"; do
		run "$script"
		assert_failure
		assert_output --partial "holds files that are not this book's"
	done
	assert_equal "$(ls -laR --time-style=full-iso "$WORK")" "$before"
	assert [ -d "$TOP/build" ]
}

@test "a path with a space is refused with the reason" {
	export WORK="$BATS_TEST_TMPDIR/my work"
	run "$TOP/steps/03-tree.sh"
	assert_failure 1
	assert_output --partial 'has a space'
	assert_output --partial 'next'
	assert [ ! -e "$WORK" ]
	run make -C "$TOP" "WORK=$WORK" boot
	assert_failure
	assert_output --partial 'has a space in it'
}

@test "a build that fails shows the first error, though other compilers went on beside it" {
	mkdir -p "$WORK/.steps"
	{
		echo 'a.c:3:1: error: no such word'
		seq 30
	} >"$BATS_TEST_TMPDIR/said"
	run sh -c 'here=$1/steps && set -- "$2" && . "$here/lib.sh" && step=01 && log=$WORK/log && : >"$log" &&
		fails() { cat "$said"; return 2; } && said=$1 && with_progress thing 31 fails' sh "$TOP" "$BATS_TEST_TMPDIR/said"
	assert_failure 2
	assert_line 'a.c:3:1: error: no such word'
	assert_line 30
	assert_line --partial '(all of it: '
}

@test "make clean deletes what the steps made and keeps the sources" {
	mkdir -p "$WORK/sources" "$BATS_TEST_TMPDIR/top"
	echo tarball >"$WORK/sources/musl-1.2.3.tar.gz"
	cp -r "$TOP/steps" "$TOP/rootfs" "$BATS_TEST_TMPDIR/top/"
	run_steps 03 08
	run "$BATS_TEST_TMPDIR/top/steps/clean.sh"
	assert_success
	assert_equal "$(ls -A "$WORK")" "$(printf '.tiny-linux\nsources')"
}

@test "make does nothing twice: after the steps, no step is due" {
	run make -C "$TOP" --no-print-directory -n "$TOP/work/.steps/08" WORK="$TOP/work"
	assert_success
	refute_output --regexp 'steps/0[0-9]-' # a step; its mark is .steps/0N
}

@test "make builds the image again when the tree has changed" {
	mkdir -p "$WORK/sources"
	# Marks in the order in which the steps end; 00 to 02 were not run here.
	touch "$WORK"/.steps/00 "$WORK"/.steps/01 "$WORK"/.steps/02
	run_steps 03 08
	run make -C "$TOP" --no-print-directory -n "$WORK/.steps/08" "WORK=$WORK"
	refute_output --regexp 'steps/0[0-9]-' # a step; its mark is .steps/0N
	echo changed >"$WORK/tiny-linux/etc/motd"
	run make -C "$TOP" --no-print-directory -n "$WORK/.steps/08" "WORK=$WORK"
	assert_output --partial 'steps/07-romfs.sh'
	assert_output --partial 'steps/08-floppy.sh'
	refute_output --partial 'steps/06-names.sh'
}
