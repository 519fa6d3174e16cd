#!/usr/bin/env bats
# Step 00: tools that are missing, and sources that are missing, wrong, or
# half-loaded. Package managers are stand-ins; the network is a closed port or
# a small web server on the loopback address.

# shellcheck disable=SC2030,SC2031  # each test sets its own surroundings

load steps

setup() {
	load_libraries
	find_checkout
	export WORK="$BATS_TEST_TMPDIR/work"
	CLOSED=http://127.0.0.1:9
	STICK="$BATS_TEST_TMPDIR/a stick"
	mkdir "$STICK"
	SERVER=
}

teardown() {
	[ -z "$SERVER" ] || kill "$SERVER"
}

# fetch: step 00's fetching, with no way to the world.
fetch() {
	TINY_NO_APT=1 TINY_MIRROR=${MIRROR:-$CLOSED} TINY_UPSTREAM=${UPSTREAM:-$CLOSED} \
		"$TOP/steps/00-workshop.sh" fetch
}

# A stick with small stand-ins and the list of sums that fits them: a checkout
# of its own, in which only that list differs.
small_book() {
	BOOK="$BATS_TEST_TMPDIR/a book"
	mkdir "$BOOK"
	cp -r "$TOP/steps" "$TOP/rootfs" "$BOOK/"
	TOP=$BOOK
	printf 'musl' | gzip >"$STICK/musl-1.2.3.tar.gz"
	printf 'busybox' | bzip2 >"$STICK/busybox-1.35.0.tar.bz2"
	printf 'linux' | xz >"$STICK/linux-6.12.80.tar.xz"
	(cd "$STICK" && sha256sum -- *.tar.*) >"$BOOK/steps/00-workshop.sums"
}

# serve FOLDER: a web server; PORT is where it listens. It prints its port.
serve() {
	python3 -u -c '
import functools, http.server, sys
class Handler(http.server.SimpleHTTPRequestHandler):
    def send_error(self, code, *rest):          # a page to log in, with status 200
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"<html>please log in</html>")
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0),
    functools.partial(Handler, directory=sys.argv[1]))
print(server.server_port, flush=True)
server.serve_forever()' "$1" >"$BATS_TEST_TMPDIR/port" 2>/dev/null 3>&- &
	SERVER=$!
	PORT=$(tail -n +1 -f "$BATS_TEST_TMPDIR/port" --pid "$SERVER" | head -n 1)
}

# only_these COMMAND...: a PATH that holds the usual commands, but of the tools
# that the book asks for just these.
only_these() {
	FARM="$BATS_TEST_TMPDIR/bin"
	mkdir -p "$FARM"
	for name in sh dirname pwd cd mkdir touch rm ls id grep sort tr cat env sed head cut \
		awk uname nproc date printf test "$@"; do
		if path=$(PATH=/usr/sbin:/usr/bin:/sbin:/bin command -v "$name") && [ -x "$path" ]; then
			ln -sf "$path" "$FARM/$name"
		fi
	done
}

stand_in() {
	rm -f "$FARM/$1" # it may be a link to the real one
	printf '#!/bin/sh\n%s\n' "$2" >"$FARM/$1"
	chmod +x "$FARM/$1"
}

# tools_step: the tools part of step 00 with the farm as PATH. lib.sh adds
# /usr/sbin and /sbin, which hold none of the tools that are asked for.
tools_step() {
	env PATH="$FARM" "$FARM/sh" "$TOP/steps/00-workshop.sh" tools "$BATS_TEST_TMPDIR/table"
}

@test "nothing is missing: silent, and no package manager is called" {
	only_these gcc
	stand_in apt-get 'echo called; exit 1'
	echo 'cmd:gcc gcc gcc gcc gcc gcc' >"$BATS_TEST_TMPDIR/table"
	run tools_step
	assert_success
	assert_output ''
}

@test "a tool is missing and no terminal is there: the command is printed" {
	only_these sudo
	stand_in id 'echo 1000'
	stand_in apt-get 'echo called; exit 1'
	stand_in sudo 'echo called; exit 1'
	echo 'cmd:genromfs genromfs x x x x' >"$BATS_TEST_TMPDIR/table"
	run tools_step </dev/null
	assert_failure 1
	assert_output --partial 'these tools are missing: genromfs'
	assert_output --partial 'sudo apt-get install -y --no-install-recommends genromfs'
	refute_output --partial called
}

@test "as root the missing tool is installed at once" {
	only_these
	stand_in id 'echo 0'
	stand_in apt-get "echo \"apt-get \$*\"; case \$1 in install) printf '#!/bin/sh\n' >$FARM/genromfs; /bin/chmod +x $FARM/genromfs ;; esac"
	echo 'cmd:genromfs genromfs x x x x' >"$BATS_TEST_TMPDIR/table"
	run tools_step
	assert_success
	assert_output --partial 'apt-get install -y --no-install-recommends genromfs'
}

@test "what is still missing after the installation is told" {
	only_these
	stand_in id 'echo 0'
	stand_in apt-get 'exit 0'
	echo 'cmd:genromfs genromfs x x x x' >"$BATS_TEST_TMPDIR/table"
	run tools_step
	assert_failure 1
	assert_output --partial 'still missing after the installation: genromfs'
}

@test "dnf, pacman, zypper and apk hosts are shown their own command" {
	only_these
	echo 'cmd:genromfs A D P Z K' >"$BATS_TEST_TMPDIR/table"
	while read -r manager command; do
		stand_in "$manager" 'echo called'
		run tools_step
		assert_failure 1
		assert_output --partial "as root: $command"
		refute_output --partial called
		rm "$FARM/$manager"
	done <<-'END'
		dnf dnf install D
		pacman pacman -S --needed P
		zypper zypper install Z
		apk apk add K
	END
}

@test "sudo is used only after a yes on a terminal" {
	only_these sudo
	stand_in id 'echo 1000'
	stand_in apt-get 'exit 0'
	stand_in sudo 'echo SUDO "$@"'
	echo 'cmd:genromfs genromfs x x x x' >"$BATS_TEST_TMPDIR/table"
	export FARM TOP BATS_TEST_TMPDIR
	for answer in n y; do
		run expect -c "
			set timeout 20
			spawn env PATH=$FARM $FARM/sh $TOP/steps/00-workshop.sh tools $BATS_TEST_TMPDIR/table
			expect {Go on?}
			send \"$answer\r\"
			expect eof"
		assert_output --partial 'This will be run:  sudo apt-get install'
		if [ "$answer" = n ]; then
			refute_output --partial SUDO
			assert_output --partial 'nothing was installed'
		else
			assert_output --partial 'SUDO env DEBIAN_FRONTEND=noninteractive apt-get install'
		fi
	done
}

@test "no network: says where it looked and what to do" {
	run fetch
	assert_failure 1
	assert_output --partial 'there is no usable musl-1.2.3.tar.gz'
	assert_output --partial 'SOURCES=/media/stick make fetch'
	assert_equal "$(find "$WORK/sources" -type f)" ''
}

@test "a stick serves all three, without a network" {
	small_book
	SOURCES="$STICK" run fetch
	assert_success
	assert_equal "$(xz -dc "$WORK/sources/linux-6.12.tar.xz")" linux
	run cat "$WORK/sources/linux-6.12.from"
	assert_output --partial linux-6.12.80.tar.xz
	run fetch
	assert_success
	assert_output ''
}

@test "another learner's work/sources serves as a stick" {
	small_book
	SOURCES="$STICK" fetch
	mv "$WORK" "$BATS_TEST_TMPDIR/first"
	printf 'other 6.12' | xz >"$BATS_TEST_TMPDIR/first/sources/linux-6.12.tar.xz"
	SOURCES="$BATS_TEST_TMPDIR/first/sources" run fetch
	assert_failure
	assert_output --partial 'linux-6.12.tar.xz in'
	assert_output --partial 'is refused'
	sum=$(sha256sum "$BATS_TEST_TMPDIR/first/sources/linux-6.12.tar.xz" | cut -d ' ' -f 1)
	echo "$sum  linux-source-6.12_6.12.999.deb" >"$BATS_TEST_TMPDIR/first/sources/linux-6.12.from"
	SOURCES="$BATS_TEST_TMPDIR/first/sources" run fetch
	assert_success
	assert_output --partial 'SHA-256 as recorded there'
}

@test "a wrong checksum is kept out" {
	small_book
	printf 'evil' | gzip >"$STICK/musl-1.2.3.tar.gz"
	SOURCES="$STICK" run fetch
	assert_failure 1
	assert_output --partial 'musl-1.2.3.tar.gz from'
	assert_output --partial 'is refused: its SHA-256 is not the expected one'
	assert [ ! -e "$WORK/sources/musl-1.2.3.tar.gz" ]
}

@test "a mirror that answers a page to log in is seen through; upstream is next" {
	small_book
	serve "$STICK"
	MIRROR=http://127.0.0.1:$PORT/nothing UPSTREAM=http://127.0.0.1:$PORT run fetch
	assert_success
	assert_output --partial "from the distribution's mirror is refused"
	assert_equal "$(bzip2 -dc "$WORK/sources/busybox-1.35.0.tar.bz2")" busybox
}

@test "a damaged source in work/sources is fetched again" {
	small_book
	serve "$STICK"
	SOURCES="$STICK" fetch
	echo x >>"$WORK/sources/musl-1.2.3.tar.gz"
	echo x >>"$WORK/sources/linux-6.12.tar.xz"
	UPSTREAM=http://127.0.0.1:$PORT run fetch
	assert_success
	assert_output --partial 'is not whole, or not the right file; fetching it again'
	run cmp "$WORK/sources/musl-1.2.3.tar.gz" "$STICK/musl-1.2.3.tar.gz"
	assert_success
	run cmp "$WORK/sources/linux-6.12.tar.xz" "$STICK/linux-6.12.80.tar.xz"
	assert_success
}

@test "what a killed run left half-loaded is not used" {
	small_book
	mkdir -p "$WORK/sources"
	touch "$WORK/.tiny-linux"
	printf half >"$WORK/sources/musl-1.2.3.tar.gz.part"
	SOURCES="$STICK" run fetch
	assert_success
	assert_equal "$(find "$WORK/sources" -name '*.part')" ''
}

@test "work/ that cannot be written to" {
	mkdir "$WORK"
	chmod 555 "$WORK"
	as_user=
	if [ "$(id -u)" -eq 0 ]; then
		chmod a+x "$BATS_RUN_TMPDIR" "$BATS_SUITE_TMPDIR" "$BATS_TEST_TMPDIR" 2>/dev/null || true
		as_user='setpriv --reuid=65534 --regid=65534 --clear-groups'
	fi
	run $as_user "$TOP/steps/00-workshop.sh" fetch
	assert_failure 1
	assert_output --partial "cannot write to $WORK"
	assert_output --partial 'next'
}

@test "a file where work/ should be" {
	echo mine >"$WORK"
	run "$TOP/steps/00-workshop.sh" fetch
	assert_failure 1
	assert_output --partial 'is not a folder'
	assert_equal "$(cat "$WORK")" mine
}
