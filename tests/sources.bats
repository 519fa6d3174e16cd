#!/usr/bin/env bats
# Step 00: sources that are missing, wrong, or half-loaded. The network is a closed port or a small
# web server on the loopback address.

# shellcheck disable=SC2030,SC2031  # each test sets its own surroundings

load steps
load workshop

setup() {
	load_libraries
	find_checkout
	export WORK="$BATS_TEST_TMPDIR/work"
	STICK="$BATS_TEST_TMPDIR/a stick"
	mkdir "$STICK"
	SERVER=
	ASKED="$BATS_TEST_TMPDIR/asked"
	# The tests' own server is reached directly, except where a test says so.
	export no_proxy=127.0.0.1
	unset http_proxy https_proxy all_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY
}

teardown() {
	[ -z "$SERVER" ] || kill "$SERVER"
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

# serve FOLDER: a web server, and a proxy as far as asking it goes; PORT is
# where it listens. What is asked for is written to the file ASKED. Of a file whose
# name.cut or name.stall exists, half is sent; then the connection ends, or
# nothing more is heard.
serve() {
	: >"$ASKED"
	: >"$BATS_TEST_TMPDIR/port"
	python3 -u -c '
import functools, http.server, os, sys
asked = open(sys.argv[2], "a")
class Handler(http.server.SimpleHTTPRequestHandler):
    def do_GET(self):
        asked.write(self.path + "\n")
        asked.flush()
        name = self.translate_path(self.path)
        if not any(os.path.exists(name + x) for x in (".cut", ".stall")):
            return super().do_GET()
        data = open(name, "rb").read()
        self.send_response(200)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data[:len(data) // 2])
        self.wfile.flush()
        if os.path.exists(name + ".stall"):
            self.rfile.read()                   # until the other side goes
    def send_error(self, code, *rest):          # a page to log in, with status 200
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"<html>please log in</html>")
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0),
    functools.partial(Handler, directory=sys.argv[1]))
print(server.server_port, flush=True)
server.serve_forever()' "$1" "$ASKED" >>"$BATS_TEST_TMPDIR/port" 2>/dev/null 3>&- &
	SERVER=$!
	PORT=$(tail -n +1 -f "$BATS_TEST_TMPDIR/port" --pid "$SERVER" | head -n 1)
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

# small_package VERSION TEXT: the distribution's kernel package, with TEXT as
# its tarball, on the stick.
small_package() {
	local tree="$BATS_TEST_TMPDIR/package"
	rm -rf "$tree"
	mkdir -p "$tree/DEBIAN" "$tree/usr/src"
	printf '%s' "$2" | xz >"$tree/usr/src/linux-source-6.12.tar.xz"
	printf 'Package: linux-source-6.12\nVersion: %s\nArchitecture: all\nMaintainer: a test <a@b.invalid>\nDescription: a test\n' \
		"$1" >"$tree/DEBIAN/control"
	PACKAGE="$STICK/linux-source-6.12_$1_all.deb"
	dpkg-deb --root-owner-group --build "$tree" "$PACKAGE" >/dev/null
	rm -f "$STICK/linux-6.12.80.tar.xz"
}

@test "the distribution's package on a stick: the book's sum, apt's index, or refused" {
	command -v dpkg-deb || skip "not a Debian"
	small_book
	small_package 6.12.1-1 'from the package'
	mkdir "$BATS_TEST_TMPDIR/apt"
	printf '#!/bin/sh\ncat "%s/index"\n' "$BATS_TEST_TMPDIR" >"$BATS_TEST_TMPDIR/apt/apt-cache"
	chmod +x "$BATS_TEST_TMPDIR/apt/apt-cache"
	export PATH="$BATS_TEST_TMPDIR/apt:$PATH"
	sum=$(sha256sum "$PACKAGE" | cut -d ' ' -f 1)

	echo 'SHA256: 0000' >"$BATS_TEST_TMPDIR/index"
	SOURCES="$STICK" run fetch
	assert_failure 1
	assert_output --partial 'is refused: its SHA-256 is in no list that is known here'
	assert [ ! -e "$WORK/sources/linux-6.12.tar.xz" ]

	echo "SHA256: $sum" >"$BATS_TEST_TMPDIR/index"
	SOURCES="$STICK" run fetch
	assert_success
	assert_equal "$(xz -dc "$WORK/sources/linux-6.12.tar.xz")" 'from the package'

	rm -r "$WORK"
	echo 'SHA256: 0000' >"$BATS_TEST_TMPDIR/index"
	echo "$sum  ${PACKAGE##*/}" >>"$BOOK/steps/00-workshop.sums"
	SOURCES="$STICK" run fetch
	assert_success
	assert_equal "$(cut -d ' ' -f 3 "$WORK/sources/linux-6.12.from")" linux-source-6.12_6.12.1-1_all.tar.xz
	assert_equal "$(ls "$WORK/sources")" "$(printf '%s\n' busybox-1.35.0.tar.bz2 linux-6.12.from linux-6.12.tar.xz musl-1.2.3.tar.gz)"
}

@test "the distribution's mirror is the one that apt is set up with; the kernel comes by apt" {
	command -v dpkg-deb || skip "not a Debian"
	small_book
	small_package 6.12.1-1 'by apt'
	serve "$STICK"
	mkdir -p "$STICK/debian/pool/main/m/musl" "$STICK/debian/pool/main/b/busybox" "$BATS_TEST_TMPDIR/apt"
	mv "$STICK/musl-1.2.3.tar.gz" "$STICK/debian/pool/main/m/musl/musl_1.2.3.orig.tar.gz"
	mv "$STICK/busybox-1.35.0.tar.bz2" "$STICK/debian/pool/main/b/busybox/busybox_1.35.0.orig.tar.bz2"
	cat >"$BATS_TEST_TMPDIR/apt/apt-get" <<-SH
		#!/bin/sh
		echo "\$*" >>"$BATS_TEST_TMPDIR/called"
		case \$* in
		*--print-uris)
			echo "'http://127.0.0.1:$PORT/debian-security/dists/x-security/InRelease' x 0"
			echo "'http://127.0.0.1:$PORT/debian/dists/x/InRelease' x 0" ;;
		*update) cat "$WORK"/sources/apt.part/sources.list >"$BATS_TEST_TMPDIR/lists" ;;
		*download\ linux-source-6.12) cp "$PACKAGE" . ;;
		*) exit 1 ;;
		esac
	SH
	printf '#!/bin/sh\nexit 100\n' >"$BATS_TEST_TMPDIR/apt/apt-cache" # no package lists
	chmod +x "$BATS_TEST_TMPDIR"/apt/*
	PATH="$BATS_TEST_TMPDIR/apt:$PATH" TINY_UPSTREAM=$CLOSED run "$BOOK/steps/00-workshop.sh" fetch
	assert_success
	refute_output --partial refused
	assert_equal "$(xz -dc "$WORK/sources/linux-6.12.tar.xz")" 'by apt'
	assert_equal "$(find "$WORK/sources" | wc -l)" 5
	run cat "$BATS_TEST_TMPDIR/called"
	assert_line --regexp "Dir::State=$WORK/sources/apt.part/state .* update"
	# A Debian 12 without its security archive has 6.12 in its backports only.
	if grep -qx 'ID=debian' /etc/os-release; then
		run cat "$BATS_TEST_TMPDIR/lists"
		assert_line --regexp "^deb http://127\.0\.0\.1:$PORT/debian [a-z]+-backports main$"
	fi
}

@test "a package is opened without dpkg-deb too" {
	command -v dpkg-deb || skip "not a Debian"
	small_book
	small_package 6.12.1-1 'with ar'
	(cd "$STICK" && sha256sum -- *.deb) >>"$BOOK/steps/00-workshop.sums"
	only_these ar bzip2 chmod cp df flock gzip mv sha256sum tail tar touch xz
	PATH="$FARM" run command -v dpkg-deb
	assert_failure
	run env PATH="$FARM" SOURCES="$STICK" TINY_NO_APT=1 sh "$BOOK/steps/00-workshop.sh" fetch
	assert_success
	assert_equal "$(xz -dc "$WORK/sources/linux-6.12.tar.xz")" 'with ar'
}

@test "a download that breaks off is not used, and nothing of it is left" {
	small_book
	serve "$STICK"
	touch "$STICK/musl-1.2.3.tar.gz.cut"
	UPSTREAM=http://127.0.0.1:$PORT run fetch
	assert_failure 1
	assert_output --partial 'there is no usable musl-1.2.3.tar.gz'
	assert_equal "$(find "$WORK/sources" -type f)" ''
	rm "$STICK/musl-1.2.3.tar.gz.cut"
	UPSTREAM=http://127.0.0.1:$PORT run fetch
	assert_success
}

# asked NAME PID: wait until the server was asked for NAME, or PID has ended.
asked() {
	tail -n +1 -F "$ASKED" --pid "$2" 2>/dev/null | grep -q -m 1 "$1"
}

@test "killed in a download, run again: carries on" {
	small_book
	serve "$STICK"
	for signal in KILL TERM; do
		touch "$STICK/busybox-1.35.0.tar.bz2.stall"
		: >"$ASKED"
		TINY_NO_APT=1 TINY_MIRROR=$CLOSED TINY_UPSTREAM=http://127.0.0.1:$PORT setsid \
			"$BOOK/steps/00-workshop.sh" fetch >"$BATS_TEST_TMPDIR/said" 2>&1 3>&- &
		step=$!
		asked busybox "$step"
		kill -s "$signal" -- "-$step"
		wait "$step" && return 1
		assert [ -e "$WORK/sources/musl-1.2.3.tar.gz" ]
		assert [ ! -e "$WORK/sources/busybox-1.35.0.tar.bz2" ]
		rm "$STICK/busybox-1.35.0.tar.bz2.stall"
		UPSTREAM=http://127.0.0.1:$PORT run fetch
		assert_success
		refute_output --partial 'fetching musl'
		assert_equal "$(find "$WORK/sources" -name '*.part')" ''
		rm "$WORK/sources/busybox-1.35.0.tar.bz2"
	done
	run cat "$BATS_TEST_TMPDIR/said"
	assert_output --partial 'step 00 was interrupted'
}

@test "two fetches at a time: the second waits, and both end well" {
	small_book
	serve "$STICK"
	touch "$STICK/musl-1.2.3.tar.gz.stall"
	TINY_NO_APT=1 TINY_MIRROR=$CLOSED TINY_UPSTREAM=http://127.0.0.1:$PORT setsid \
		"$BOOK/steps/00-workshop.sh" fetch >"$BATS_TEST_TMPDIR/said" 2>&1 3>&- &
	first=$!
	asked musl "$first"
	UPSTREAM=http://127.0.0.1:$PORT fetch >"$BATS_TEST_TMPDIR/second" 2>&1 3>&- &
	second=$!
	tail -n +1 -F "$BATS_TEST_TMPDIR/second" --pid "$second" 2>/dev/null | grep -q -m 1 'waiting for its end'
	rm "$STICK/musl-1.2.3.tar.gz.stall"
	kill -s TERM -- "-$first"
	wait "$second"
	run cat "$BATS_TEST_TMPDIR/second"
	assert_output --partial 'the kernel is linux-6.12.80.tar.xz'
	assert_equal "$(find "$WORK/sources" -type f | wc -l)" 4
}

@test "each downloader serves, and the proxy that the surroundings name is asked" {
	small_book
	serve "$STICK"
	mkdir -p "$STICK/http:"
	ln -s .. "$STICK/http:/upstream.invalid"
	for loader in curl wget; do
		command -v "$loader" || skip "no $loader here"
		rm -rf "$WORK" "${FARM:-/nonexistent}"
		only_these bzip2 cp df flock gzip mv sha256sum tail xz "$loader"
		: >"$ASKED"
		run env PATH="$FARM" TINY_NO_APT=1 TINY_MIRROR="$CLOSED" http_proxy="http://127.0.0.1:$PORT" \
			TINY_UPSTREAM=http://upstream.invalid sh "$BOOK/steps/00-workshop.sh" fetch
		assert_success
		run sort "$ASKED"
		assert_output "$(printf 'http://upstream.invalid/%s\n' busybox-1.35.0.tar.bz2 linux-6.12.80.tar.xz musl-1.2.3.tar.gz)"
	done
	# On a Debian, what is fetched from the mirror needs neither.
	[ -x /usr/lib/apt/apt-helper ] || return 0
	rm -rf "$WORK" "$FARM"
	only_these bzip2 cp df flock gzip mv sha256sum tail xz
	run env PATH="$FARM" TINY_NO_APT=1 TINY_MIRROR="$CLOSED" \
		TINY_UPSTREAM="http://127.0.0.1:$PORT" sh "$BOOK/steps/00-workshop.sh" fetch
	assert_success
}

@test "SOURCES: a folder that is not there is told; a relative one works" {
	small_book
	SOURCES="$STICK/none" run fetch
	assert_failure 1
	assert_output --partial "there is no folder $STICK/none"
	cd "$BATS_TEST_TMPDIR"
	SOURCES='a stick' run fetch
	assert_success
}

@test "a disk that is full while the sources are copied" {
	unshare -m true 2>/dev/null || skip "no mount namespaces here"
	small_book
	head -c 3000000 /dev/urandom >"$STICK/linux-6.12.80.tar.xz"
	(cd "$STICK" && sha256sum -- *.tar.*) >"$BOOK/steps/00-workshop.sums"
	mkdir "$BATS_TEST_TMPDIR/disk"
	export BOOK STICK DISK="$BATS_TEST_TMPDIR/disk"
	# shellcheck disable=SC2016  # expanded inside the namespace
	run unshare -m sh -c '
		mount -t tmpfs -o size=2048k none "$DISK" || exit 99
		export WORK="$DISK/work" TINY_NO_APT=1 TINY_MIRROR="$1" TINY_UPSTREAM="$1"
		SOURCES="$STICK" "$BOOK/steps/00-workshop.sh" fetch && exit 98
		find "$WORK/sources" -name "*.part" | sed "s/^/left behind: /"
		mount -o remount,size=8m "$DISK"
		SOURCES="$STICK" "$BOOK/steps/00-workshop.sh" fetch && echo with room: done' sh "$CLOSED"
	assert_success
	assert_output --partial 'step 00 stopped: the disk that holds'
	assert_output --partial 'make room, then: make step-00'
	refute_output --partial 'left behind'
	assert_output --partial 'with room: done'
}
