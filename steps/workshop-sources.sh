# shellcheck shell=sh
# The workshop's sources: where they come from, and how each is checked.
# Sourced by 00-workshop.sh after lib.sh.
#
# Looked for, in this order: the folder SOURCES names (a stick), work/sources,
# the distribution's own mirror, the upstream address. For tests, TINY_MIRROR
# and TINY_UPSTREAM name other addresses than the last two.

sums=${here:?}/00-workshop.sums
kernel_package=linux-source-6.12
kernel_upstream=linux-6.12.80.tar.xz

# sum_is FILE NAME: has FILE the SHA-256 that the list gives for NAME?
sum_is() {
	wanted=$(awk -v name="$2" '$2 == name { print $1 }' "$sums")
	[ -n "$wanted" ] || return 1
	[ "$(sha256sum "$1" | cut -d ' ' -f 1)" = "$wanted" ]
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

# download ADDRESS FILE: with what this host has; apt's own downloader comes
# with every Debian. A half-loaded FILE is not left behind.
download() {
	rm -f "$2"
	name=${2##*/}
	say "sources: fetching ${name%.part}"
	if command -v curl >/dev/null 2>&1; then
		if [ -t 2 ]; then quiet='-#'; else quiet=-sS; fi
		curl -fL $quiet --connect-timeout 20 --retry 2 -o "$2" "$1"
	elif command -v wget >/dev/null 2>&1; then
		wget -q --timeout=20 --tries=2 -O "$2" "$1"
	elif [ -x /usr/lib/apt/apt-helper ]; then
		/usr/lib/apt/apt-helper -o Acquire::http::Timeout=20 -o Acquire::Retries=2 \
			download-file "$1" "$2"
	else
		die "nothing here can download" "there is no curl, no wget and no apt" \
			"install curl, or bring the sources on a stick: SOURCES=/media/stick make step-00"
	fi && return 0
	rm -f "$2"
	return 1
}

# The mirror that apt is set up with, for the distribution's own archive.
mirror() {
	if [ -n "${TINY_MIRROR:-}" ]; then
		echo "$TINY_MIRROR"
	elif command -v apt-get >/dev/null 2>&1; then
		# shellcheck disable=SC2016  # apt's own variables
		apt-get indextargets --format '$(SITE) $(COMPONENT)' 2>/dev/null |
			awk '$2 == "main" && $1 !~ /security/ { print $1; exit }'
	fi
}

# from_stick NAME OTHER-NAME: the file in the folder that SOURCES names.
from_stick() {
	[ -n "${SOURCES:-}" ] || return 1
	for name in "$1" "$2"; do
		if [ -f "$SOURCES/$name" ]; then
			say "sources: copying $name from $SOURCES"
			cp "$SOURCES/$name" "sources/$1.part"
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
	if [ -n "$site" ] && download "$site/pool/main/$2" "sources/$1.part"; then
		accept "sources/$1.part" "$1" "the distribution's mirror" && return 0
	fi
	if download "${TINY_UPSTREAM:-$3}/$1" "sources/$1.part"; then
		accept "sources/$1.part" "$1" "${TINY_UPSTREAM:-$3}" && return 0
	fi
	no_source "$1"
}

no_source() {
	[ ! -e "sources/$1" ] || mv -f "sources/$1" "sources/$1.refused"
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
			use_kernel_tarball "sources/$kernel_upstream" && return 0
	fi
	no_source linux-6.12.tar.xz
}

# linux-6.12.from holds the tarball's sum and what it was taken from.
kernel_is_known() {
	[ -f sources/linux-6.12.from ] || return 1
	read -r sum whence <sources/linux-6.12.from
	[ "$(sha256sum sources/linux-6.12.tar.xz | cut -d ' ' -f 1)" = "$sum" ] || return 1
	[ -n "$whence" ]
}

use_kernel_tarball() {
	printf '%s  %s\n' "$(sha256sum "$1" | cut -d ' ' -f 1)" "${1##*/}" >sources/linux-6.12.from.part
	mv "$1" sources/linux-6.12.tar.xz
	mv sources/linux-6.12.from.part sources/linux-6.12.from
	say "sources: the kernel is $(cut -d ' ' -f 3 sources/linux-6.12.from)"
}

# kernel_from FOLDER: the upstream tarball, or the distribution's package.
kernel_from() {
	[ -n "$1" ] || return 1
	copied_kernel "$1" && return 0
	for file in "$1"/linux-6.12.*.tar.xz "$1"/linux-source-6.12_*.deb; do
		[ -f "$file" ] || continue
		name=${file##*/}
		if ! sum_is "$file" "$name" && ! apt_knows "$file"; then
			say "sources: $name in $1 is refused: its SHA-256 is in no list that is known here"
			continue
		fi
		say "sources: $name in $1, SHA-256 as expected"
		cp "$file" "sources/$name.part"
		case $name in
		*.deb) unpack_kernel_package "sources/$name.part" "$name" ;;
		*)
			mv "sources/$name.part" "sources/$name"
			use_kernel_tarball "sources/$name"
			;;
		esac
		return 0
	done
	return 1
}

# copied_kernel FOLDER: another learner's work/sources, copied as it is. Its
# linux-6.12.from holds the sum that was checked there; who copied the folder
# vouches for it, the sum shows that the copy is whole.
copied_kernel() {
	[ "$1" != sources ] && [ -f "$1/linux-6.12.tar.xz" ] && [ -f "$1/linux-6.12.from" ] || return 1
	cp "$1/linux-6.12.tar.xz" sources/linux-6.12.tar.xz.part
	read -r sum whence <"$1/linux-6.12.from"
	if [ "$(sha256sum sources/linux-6.12.tar.xz.part | cut -d ' ' -f 1)" != "$sum" ]; then
		say "sources: linux-6.12.tar.xz in $1 is refused: its SHA-256 is not that of linux-6.12.from"
		rm -f sources/linux-6.12.tar.xz.part
		return 1
	fi
	mv sources/linux-6.12.tar.xz.part sources/linux-6.12.tar.xz
	printf '%s  %s\n' "$sum" "$whence" >sources/linux-6.12.from
	say "sources: the kernel is $whence, from $1, SHA-256 as recorded there"
}

# apt_knows FILE.deb: does apt's signed index list this sum for the package?
apt_knows() {
	command -v apt-cache >/dev/null 2>&1 || return 1
	apt-cache show "$kernel_package" 2>/dev/null |
		grep -qx "SHA256: $(sha256sum "$1" | cut -d ' ' -f 1)"
}

# The package holds one tarball of the source: take it out.
unpack_kernel_package() {
	rm -rf sources/deb.part
	mkdir sources/deb.part
	if command -v dpkg-deb >/dev/null 2>&1; then
		dpkg-deb -x "$1" sources/deb.part
	else
		die "cannot open $2" "there is no dpkg-deb here" \
			"bring the upstream tarball $kernel_upstream instead"
	fi
	rm -f "$1"
	mv "sources/deb.part/usr/src/$kernel_package.tar.xz" "sources/${2%.deb}.tar.xz"
	rm -rf sources/deb.part
	use_kernel_tarball "sources/${2%.deb}.tar.xz"
}

# apt checks the package's signature; no root is needed. Without package lists
# (a new machine, no root) apt gets a state of its own below work/.
kernel_from_apt() {
	command -v apt-get >/dev/null 2>&1 && [ -z "${TINY_NO_APT:-}" ] || return 1
	rm -rf sources/apt.part
	mkdir -p sources/apt.part/state/lists/partial sources/apt.part/cache/archives/partial \
		sources/apt.part/get
	state=$(pwd)/sources/apt.part
	set --
	if ! apt-cache show "$kernel_package" >/dev/null 2>&1; then
		say "sources: asking the distribution's mirror for its package lists"
		set -- -o "Dir::State=$state/state" -o "Dir::Cache=$state/cache" \
			-o "Dir::State::status=/var/lib/dpkg/status"
		apt-get "$@" -qq update >/dev/null 2>&1 || true
	fi
	say "sources: fetching $kernel_package from the distribution's mirror (about 150 MB)"
	if (cd sources/apt.part/get && apt-get "$@" -q download "$kernel_package") >sources/apt.part/log 2>&1; then
		for file in sources/apt.part/get/"$kernel_package"_6.12.*.deb; do
			[ -f "$file" ] || continue
			unpack_kernel_package "$file" "${file##*/}"
			rm -rf sources/apt.part
			return 0
		done
	fi
	say "sources: the distribution has no $kernel_package, or its mirror does not answer"
	rm -rf sources/apt.part
	return 1
}
