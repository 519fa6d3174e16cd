# shellcheck shell=sh
# The workshop's sources: where they come from, and how each is checked.
# Sourced by 00-workshop.sh after lib.sh.
#
# Looked for, in this order: the folder SOURCES names (a stick), work/sources,
# the distribution's own mirror, the upstream address. For tests, TINY_MIRROR
# and TINY_UPSTREAM name other addresses than the last two, and TINY_NO_APT=1
# leaves out apt's own kernel package.

sums=${here:?}/00-workshop.sums
kernel_package=linux-source-6.12
kernel_upstream=linux-6.12.80.tar.xz

sum_of() {
	sha256sum "$1" | cut -d ' ' -f 1
}

# sum_is FILE NAME: has FILE the SHA-256 that the list gives for NAME?
sum_is() {
	wanted=$(awk -v name="$2" '$2 == name { print $1 }' "$sums")
	[ -n "$wanted" ] || return 1
	[ "$(sum_of "$1")" = "$wanted" ]
}

# could_not_write FILE: what was half written is taken away. When the disk is
# full no other place helps; else the caller looks in the next one.
could_not_write() {
	if disk_is_full; then full=yes; else full=; fi
	rm -rf "$1"
	half=${1##*/}
	[ -z "$full" ] || die "step 00 stopped: the disk that holds $WORK is full" \
		"${half%.part} did not fit" "make room, then: make step-00"
	return 1
}

# copy_in FILE PART: checks are made on the copy, never on what was copied.
copy_in() {
	cp "$1" "$2" || could_not_write "$2"
}

# accept FILE NAME WHENCE: FILE becomes sources/NAME if its sum is right; a
# wrong one is told and deleted, and is never unpacked.
accept() {
	if sum_is "$1" "$2"; then
		mv "$1" "sources/$2"
		say "sources: $2, from $3, SHA-256 as expected"
		return 0
	fi
	say "sources: $2 from $3 is refused: its SHA-256 is not the expected one"
	rm -f "$1"
	return 1
}

# download ADDRESS FILE [apt]: with what this host has. With "apt", and on a
# host that has nothing else, by apt's own downloader: it knows the proxy that
# apt is set up with. A half-loaded FILE is not left behind.
download() {
	rm -f "$2"
	name=${2##*/}
	say "sources: fetching ${name%.part}"
	for loader in ${3:-} curl wget apt; do
		"can_$loader" || continue
		"load_with_$loader" "$1" "$2" && return
		could_not_write "$2"
		return
	done
	die "nothing here can download" "there is no curl, no wget and no apt" \
		"install curl, or bring the sources on a stick: SOURCES=/media/stick make step-00"
}

can_curl() {
	command -v curl >/dev/null 2>&1
}

can_wget() {
	command -v wget >/dev/null 2>&1
}

can_apt() {
	[ -x /usr/lib/apt/apt-helper ]
}

# A server that stops sending is given up after a minute.
load_with_curl() {
	if [ -t 2 ]; then quiet='-#'; else quiet=-sS; fi
	curl -fL $quiet --connect-timeout 20 --speed-limit 1 --speed-time 60 --retry 2 -o "$2" "$1"
}

load_with_wget() {
	wget -q --timeout=60 --tries=2 -O "$2" "$1"
}

# What is fetched is checked by its sum: apt's own sandbox is not needed, and
# could not write here.
load_with_apt() {
	/usr/lib/apt/apt-helper -qq -o Acquire::http::Timeout=20 -o Acquire::Retries=1 \
		-o "APT::Sandbox::User=$(id -un)" download-file "$1" "$2"
}

# The mirror that apt is set up with, for the distribution's own archive.
mirror() {
	if [ -n "${TINY_MIRROR:-}" ]; then
		echo "$TINY_MIRROR"
	elif command -v apt-get >/dev/null 2>&1; then
		# The addresses that an update would ask; nothing is fetched. (indextargets
		# knows only package lists that were fetched before.)
		apt-get update --print-uris 2>/dev/null |
			sed -n "/security/d; s|^'\([^']*\)/dists/.*|\1|p" | sed -n 1p
	fi
}

# from_stick NAME OTHER-NAME: the file in the folder that SOURCES names.
from_stick() {
	[ -n "${SOURCES:-}" ] || return 1
	for name in "$1" "$2"; do
		if [ -f "$SOURCES/$name" ]; then
			say "sources: copying $name from $SOURCES"
			copy_in "$SOURCES/$name" "sources/$1.part" || continue
			accept "sources/$1.part" "$1" "$SOURCES" && return 0
		fi
	done
	return 1
}

# tarball NAME POOL-PATH ADDRESS: one of the two small sources.
tarball() {
	if [ -f "sources/$1" ] && sum_is "sources/$1" "$1"; then
		return 0
	fi
	from_stick "$1" "${2##*/}" && return 0
	if [ -e "sources/$1" ]; then
		say "sources: work/sources/$1 is not whole, or not the right file; fetching it again"
	fi
	site=$(mirror)
	if [ -n "$site" ] && download "$site/pool/main/$2" "sources/$1.part" apt; then
		accept "sources/$1.part" "$1" "the distribution's mirror" && return 0
	fi
	if download "${TINY_UPSTREAM:-$3}/$1" "sources/$1.part"; then
		accept "sources/$1.part" "$1" "${TINY_UPSTREAM:-$3}" && return 0
	fi
	no_source "$1"
}

no_source() {
	if [ -e "sources/$1" ]; then
		say "sources: work/sources/$1 is refused, and set aside as $1.refused"
		mv -f "sources/$1" "sources/$1.refused"
	fi
	die "there is no usable $1" \
		"not in ${SOURCES:-SOURCES= (not given)}, not in work/sources, not at the mirror, not upstream; the lines above say more" \
		"connect the network and: make fetch; or bring the files: SOURCES=/media/stick make fetch"
}

# kernel: sources/linux-6.12.tar.xz, any 6.12.y, and beside it what it is.
kernel() {
	if [ -f sources/linux-6.12.tar.xz ] && kernel_is_known; then
		return 0
	fi
	kernel_from "${SOURCES:-}" && return 0
	kernel_from sources && return 0
	kernel_from_apt && return 0
	if download "${TINY_UPSTREAM:-https://cdn.kernel.org/pub/linux/kernel/v6.x}/$kernel_upstream" \
		"sources/$kernel_upstream.part"; then
		accept "sources/$kernel_upstream.part" "$kernel_upstream" upstream &&
			use_kernel_tarball "sources/$kernel_upstream" "$kernel_upstream" && return 0
	fi
	no_source linux-6.12.tar.xz
}

# linux-6.12.from holds the tarball's sum and what it was taken from.
kernel_is_known() {
	[ -f sources/linux-6.12.from ] || return 1
	read -r sum whence <sources/linux-6.12.from
	[ -n "$whence" ] && [ "$(sum_of sources/linux-6.12.tar.xz)" = "$sum" ]
}

# use_kernel_tarball FILE NAME: a checked tarball becomes the kernel's source.
# The note goes first: a tarball that it does not fit is not taken for checked.
use_kernel_tarball() {
	printf '%s  %s\n' "$(sum_of "$1")" "$2" >sources/linux-6.12.from.part &&
		mv sources/linux-6.12.from.part sources/linux-6.12.from &&
		mv "$1" sources/linux-6.12.tar.xz || return 1
	say "sources: the kernel is $2"
}

# kernel_from FOLDER: the upstream tarball, or the distribution's package.
kernel_from() {
	[ -n "$1" ] || return 1
	copied_kernel "$1" && return 0
	for file in "$1"/linux-6.12.*.tar.xz "$1"/linux-source-6.12_*.deb; do
		[ -f "$file" ] || continue
		name=${file##*/}
		say "sources: copying $name from $1"
		copy_in "$file" "sources/$name.part" || continue
		if sum_is "sources/$name.part" "$name" || apt_knows "sources/$name.part"; then
			say "sources: $name in $1, SHA-256 as expected"
			use_kernel_file "sources/$name.part" "$name" && return 0
		else
			say "sources: $name in $1 is refused: its SHA-256 is in no list that is known here"
		fi
		rm -f "sources/$name.part"
	done
	return 1
}

use_kernel_file() {
	case $2 in
	*.deb) unpack_kernel_package "$1" "$2" ;;
	*) use_kernel_tarball "$1" "$2" ;;
	esac
}

# copied_kernel FOLDER: another learner's work/sources, copied as it is. Its
# linux-6.12.from holds the sum that was checked there. A sum that is in the
# book's list speaks for itself; for any other, who named the folder vouches.
copied_kernel() {
	[ "$1" != sources ] && [ -f "$1/linux-6.12.tar.xz" ] && [ -f "$1/linux-6.12.from" ] || return 1
	read -r sum whence <"$1/linux-6.12.from" || return 1
	case $whence in
	'' | *[!A-Za-z0-9._+~%-]*) return 1 ;;
	esac
	say "sources: copying linux-6.12.tar.xz from $1"
	copy_in "$1/linux-6.12.tar.xz" sources/copied.part || return 1
	if [ "$(sum_of sources/copied.part)" != "$sum" ]; then
		say "sources: linux-6.12.tar.xz in $1 is refused: its SHA-256 is not that of linux-6.12.from"
		rm -f sources/copied.part
		return 1
	fi
	if grep -q "^$sum " "$sums"; then
		say "sources: $whence in $1, SHA-256 as expected"
	else
		say "sources: $whence in $1, SHA-256 as recorded there; the book's own list does not have it"
	fi
	use_kernel_tarball sources/copied.part "$whence"
}

# apt_knows FILE.deb: does apt's signed index list this sum for the package?
apt_knows() {
	command -v apt-cache >/dev/null 2>&1 || return 1
	apt-cache show "$kernel_package" 2>/dev/null |
		grep -qx "SHA256: $(sum_of "$1")"
}

# The package holds one tarball of the source: take it out. Where dpkg-deb is
# not at hand, a package is an ar archive with a tar archive in it; deb(5).
unpack_kernel_package() {
	rm -rf sources/deb.part
	mkdir sources/deb.part || return 1
	if ! take_package_apart "$1" sources/deb.part; then
		could_not_write sources/deb.part
		return
	fi
	rm -f "$1"
	use_kernel_tarball "sources/deb.part/usr/src/$kernel_package.tar.xz" "${2%.deb}.tar.xz" || return 1
	rm -rf sources/deb.part
}

take_package_apart() {
	if command -v dpkg-deb >/dev/null 2>&1; then
		dpkg-deb -x "$1" "$2"
	else
		data=$(ar t "$1" | grep '^data\.tar') && ar p "$1" "$data" >"$2/$data" &&
			tar -xf "$2/$data" -C "$2" && rm -f "$2/$data"
	fi
}

# own_lists STATE: writes STATE/sources.list, what the machine's own says and the
# release's backports beside it: on a Debian 12 that was set
# up without its security archive, 6.12 is only there.
own_lists() {
	release=$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release 2>/dev/null)
	site=$(mirror)
	if [ -f /etc/apt/sources.list ]; then cat /etc/apt/sources.list; fi >"$1/sources.list"
	if [ -n "$release" ] && [ -n "$site" ] && grep -qsx 'ID=debian' /etc/os-release; then
		echo "deb $site $release-backports main" >>"$1/sources.list"
	fi
}

# apt checks the package's signature; no root is needed. Without package lists
# that know it (a new machine, no root) apt gets a state of its own below work/.
kernel_from_apt() {
	command -v apt-get >/dev/null 2>&1 && [ -z "${TINY_NO_APT:-}" ] || return 1
	state=$(pwd)/sources/apt.part
	rm -rf "$state"
	mkdir -p "$state/state/lists/partial" "$state/cache/archives/partial" "$state/get" || return 1
	set -- -o "APT::Sandbox::User=$(id -un)"
	if ! apt-cache show "$kernel_package" >/dev/null 2>&1; then
		say "sources: asking the distribution's mirror for its package lists"
		set -- "$@" -o "Dir::State=$state/state" -o "Dir::Cache=$state/cache" \
			-o "Dir::State::status=/var/lib/dpkg/status" -o "Dir::Etc::sourcelist=$state/sources.list"
		own_lists "$state"
		apt-get "$@" -qq update >/dev/null 2>&1 || true
	fi
	say "sources: fetching $kernel_package from the distribution's mirror (about 150 MB)"
	if apt_download "$@"; then
		for file in "$state/get/$kernel_package"_6.12.*.deb; do
			[ -f "$file" ] || continue
			unpack_kernel_package "$file" "${file##*/}" || break
			rm -rf "$state"
			return
		done
	fi
	say "sources: the distribution has no $kernel_package, or its mirror does not answer"
	could_not_write "$state"
}

# apt shows its own progress on a terminal; elsewhere only its errors are shown.
apt_download() {
	if [ -t 1 ]; then
		(cd "$state/get" && apt-get "$@" download "$kernel_package")
	else
		(cd "$state/get" && apt-get "$@" -q download "$kernel_package") >"$state/log" 2>&1 ||
			! sed -n 's/^E: /sources: apt says: /p' "$state/log"
	fi
}
