#!/usr/bin/env bats
# What make bench measures against really answers: by hand, the good folder has nothing to mend, and
# mistakes of several chapters are named; and without the disassembly the checker says so.

load steps

setup() {
	load_libraries
	find_good_folder
	COPY="$BATS_TEST_TMPDIR/copy"
	copy_good "$COPY"
	cp "$GOOD/fs" "$GOOD/fs.gz" "$GOOD/syslinux.cfg" "$COPY/"
	WORK="$COPY" run_steps 03 06
}

# An ordinary user's nodes are there for fakeroot alone.
by_hand() {
	if [ -s "$COPY/.fakeroot" ]; then
		set -- fakeroot -i "$COPY/.fakeroot" --
	fi
	"$@" "$TOP/tests/bench/by-hand.sh" "$COPY" "$TOP"
}

@test "by hand, a good folder has nothing to mend" {
	run by_hand
	assert_output ''
	assert_success
}

@test "by hand, mistakes of each chapter are named" {
	cd "$COPY"
	printf 'x' | dd of=linux/arch/x86/boot/bzImage bs=1 seek=400000 conv=notrunc status=none
	sed -i 's/askfirst/askfrist/' tiny-linux/etc/inittab
	rm tiny-linux/bin/ls
	printf 'x' | dd of=fs bs=1 seek=200000 conv=notrunc status=none
	mdel -i floppy.img ::linux
	run by_hand
	assert_failure 1
	for said in checksum 'action askfrist' 'ls' 'fs is another' 'no linux'; do
		assert_line "$said"
	done
}

@test "CHECKER_NO_DISASSEMBLY leaves two checks out, which say so" {
	CHECKER_NO_DISASSEMBLY=1 run "$TOP/build/checker" --work "$COPY" --format json check 02
	assert_success
	assert_equal "$(jq -r '.checks[] | select(.status == "skip") | .id' <<<"$output" | xargs)" \
		'TL0212 TL0213'
}
