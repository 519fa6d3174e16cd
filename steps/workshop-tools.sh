# shellcheck shell=sh
# The workshop's tools: which are missing, and how this host installs them.
# Sourced by 00-workshop.sh after lib.sh; reads tables like 00-workshop.packages.

# Each family of distributions: its command, and its column in the table.
package_manager() {
	for manager in apt-get dnf pacman zypper apk; do
		if command -v "$manager" >/dev/null 2>&1; then
			echo "$manager"
			return
		fi
	done
}

column_of() {
	case $1 in
	apt-get) echo 2 ;;
	dnf) echo 3 ;;
	pacman) echo 4 ;;
	zypper) echo 5 ;;
	*) echo 6 ;;
	esac
}

# have TEST: is the tool there? The tests are those of the table's head.
have() {
	case $1 in
	cmd:*) command -v "${1#cmd:}" >/dev/null 2>&1 ;;
	pc:*) pkg-config --exists "${1#pc:}" 2>/dev/null ;;
	file:*) [ -e "${1#file:}" ] ;;
	loader:*) have_loader "${1#loader:}" ;;
	m32) have_m32 ;;
	*) die "unknown test $1 in $table" "the table is damaged" "git checkout steps tests" ;;
	esac
}

# -m32 needs the 32-bit libgcc.a: gcc prints a path for what it found, and the
# bare name for what it did not find.
have_m32() {
	case $(gcc -m32 -print-file-name=libgcc.a 2>/dev/null) in
	*/32/libgcc.a | */i?86*/libgcc.a) return 0 ;;
	*) return 1 ;;
	esac
}

# have_loader FILE: each distribution keeps SYSLINUX's files in another folder.
have_loader() {
	[ -n "$(find /usr/lib/syslinux /usr/lib/ISOLINUX /usr/share/syslinux \
		-name "$1" 2>/dev/null)" ]
}

# missing_tools TABLE COLUMN: the packages to install, one a line; a tool that
# no package is known for is printed as -TOOL.
missing_tools() {
	table=$1 column=$2
	grep -v '^#' "$table" | while read -r test rest; do
		if ! have "$test"; then
			# shellcheck disable=SC2086  # the table's columns are words
			set -- $test $rest
			shift $((column - 1))
			case ${1:--} in
			-) printf -- '-%s\n' "${test#*:}" ;;
			*) printf '%s\n' "$1" ;;
			esac
		fi
	done
}

install_command() {
	case $1 in
	apt-get) echo "apt-get install -y --no-install-recommends" ;;
	dnf) echo "dnf install" ;;
	pacman) echo "pacman -S --needed" ;;
	zypper) echo "zypper install" ;;
	apk) echo "apk add" ;;
	esac
}

# install_tools TABLE: silent and quick when nothing is missing.
install_tools() {
	manager=$(package_manager)
	all=$(missing_tools "$1" "$(column_of "${manager:-apt-get}")" | sort -u)
	[ -n "$all" ] || return 0
	packages=$(printf '%s\n' "$all" | grep -v '^-' | tr '\n' ' ' || true)
	packages=${packages% }
	unpackaged=$(printf '%s\n' "$all" | sed -n 's/^-//p' | tr '\n' ' ')
	say "tools: missing here: $packages${packages:+ }$unpackaged"
	[ -n "$manager" ] || die "these tools are missing: $packages" \
		"this host has none of apt-get, dnf, pacman, zypper and apk; the names are Debian's" \
		"install them in your distribution's way, then: make step-00"
	command="$(install_command "$manager") $packages"
	if [ -n "$unpackaged" ]; then
		die "these tools are missing: $packages${packages:+ }$unpackaged" \
			"$manager is not known to have a package for: $unpackaged" \
			"get that elsewhere, or use a Debian machine${packages:+; the others, as root: $command}"
	fi
	if [ "$manager" != apt-get ]; then
		die "these tools are missing: $packages" \
			"the book installs packages by itself with apt only" \
			"as root: $command"
	fi
	install_with_apt
	packages=$(missing_tools "$1" 2 | sort -u | tr '\n' ' ')
	[ -z "$packages" ] || die "still missing after the installation: $packages" \
		"apt's own messages above say why" "mend that, then: make step-00"
}

install_with_apt() {
	if [ "$(id -u)" -eq 0 ]; then
		root=
	elif ! command -v sudo >/dev/null 2>&1; then
		die "these tools are missing: $packages" \
			"installing needs root, and there is no sudo here" "as root: $command"
	else
		root=sudo
		ask_for_sudo
	fi
	# shellcheck disable=SC2086  # a command is words
	$root env DEBIAN_FRONTEND=noninteractive $command && return
	say "tools: once more, with new package lists: ${root:+$root }apt-get update"
	# shellcheck disable=SC2086
	if ! { $root apt-get update && $root env DEBIAN_FRONTEND=noninteractive $command; }; then
		die "apt could not install: $packages" \
			"apt's own messages above say why; without a network it cannot" \
			"mend that, then: make step-00; or by hand, as root: $command"
	fi
}

# Root is taken only after the command was shown and somebody said yes.
ask_for_sudo() {
	[ -t 0 ] || die "these tools are missing: $packages" \
		"installing needs root, and nobody is there to be asked" "sudo $command"
	printf 'This will be run:  sudo %s\nGo on? [y/N] ' "$command"
	read -r answer
	case $answer in
	[Yy]*) ;;
	*) die "nothing was installed" "the answer was not y" "sudo $command" ;;
	esac
}
