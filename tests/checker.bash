# Shared by the suites of the checker: the program, and a folder to spoil.

# shellcheck source=steps.bash
. "$BATS_TEST_DIRNAME/steps.bash"

ESC=$(printf '\033')

setup_checker() {
	load_libraries
	find_good_folder
	CHECKER=${CHECKER:-$TOP/build/checker}
	WORK=$BATS_TEST_TMPDIR/work
	export WORK CHECKER ESC
	unset NO_COLOR
	export TERM=xterm
}

# The good folder's files, one by one; nodes under fakeroot would take longer and are not asked for.
make_folder() {
	copy_good "$WORK"
	cp "$GOOD/fs" "$GOOD/fs.gz" "$GOOD/syslinux.cfg" "$WORK/"
}

# As somebody whom permissions bind, also when the tests run as root.
as_user() {
	if [ "$(id -u)" -ne 0 ]; then
		"$@"
	else
		setpriv --reuid 65534 --regid 65534 --clear-groups "$@"
	fi
}

# on_terminal COMMAND: its output as a terminal would get it.
on_terminal() {
	script -qec "$1" /dev/null </dev/null
}

# No control character but newline, and valid UTF-8.
assert_printable() {
	run -1 grep -naP '[\x00-\x09\x0b-\x1f\x7f]' "$1"
	iconv -f UTF-8 -t UTF-8 "$1" >/dev/null
}
