#!/bin/sh
# Chapter 0, workshop: the host's tools and the three sources.
#
# usage: 00-workshop.sh [tools [TABLE] | fetch | help]
#   without a word: both; tools: only look for and install what TABLE lists
#   (default: steps/00-workshop.packages); fetch: only fetch the sources
here=$(cd "$(dirname "$0")" && pwd)
. "$here/lib.sh"
. "$here/workshop-tools.sh"
. "$here/workshop-sources.sh"

# The steps work inside WORK: a path that begins elsewhere is made absolute.
absolute_sources() {
	[ -n "${SOURCES:-}" ] || return 0
	if ! folder=$(cd "$SOURCES" 2>/dev/null && pwd); then
		die "there is no folder $SOURCES, or it cannot be read" \
			"SOURCES= names it as the place of the sources" \
			"plug the stick in and look at its path, or leave SOURCES= out"
	fi
	SOURCES=$folder
}

# Two fetches at a time would take each other's half-loaded files away.
one_at_a_time() {
	command -v flock >/dev/null 2>&1 || return 0
	exec 9>>.steps/00.lock
	flock -n 9 && return
	say "sources: another fetch is at work in $WORK; waiting for its end"
	flock 9
}

# What the chapter gives to type: this step has no shorter form by hand.
usage() {
	sed '/^#:/d' <<-'END'
		#: begin workshop
		make step-00
		#: end workshop
	END
	echo "  SOURCES=DIR    a folder, such as a stick, that holds sources"
	echo "  WORK=DIR       the folder to build in, instead of work"
	echo "make fetch gets the sources alone"
}

fetch_sources() {
	mkdir -p sources
	one_at_a_time
	rm -rf sources/*.part
	tarball musl-1.2.3.tar.gz m/musl/musl_1.2.3.orig.tar.gz \
		https://musl.libc.org/releases
	tarball busybox-1.35.0.tar.bz2 b/busybox/busybox_1.35.0.orig.tar.bz2 \
		https://busybox.net/downloads
	kernel
}

case ${1:-both} in
tools)
	step=00 told=
	install_tools "${2:-$here/00-workshop.packages}"
	exit
	;;
help)
	usage
	exit
	;;
fetch | both) ;;
*) die "there is no '$1' here" "step 00 knows: tools, fetch, help, or nothing" "make step-00" ;;
esac

absolute_sources
begin_step 00
if [ "${1:-both}" = both ]; then
	install_tools "$here/00-workshop.packages"
fi
fetch_sources

[ "${1:-both}" = fetch ] || finish_step
