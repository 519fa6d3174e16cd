#!/bin/sh
# Puts what guide/site/package-lock.json pins into build/npm/node_modules.
# usage: guide/site/modules.sh [--omit=dev]   without what only the tests need
here=$(cd "$(dirname "$0")/../../steps" && pwd)
# shellcheck source=../../steps/lib.sh
. "$here/lib.sh"

step=modules
cd "$TINY"
into=build/npm
wanted="$(cat guide/site/package-lock.json) ${1:-}"
everything="$(cat guide/site/package-lock.json) "
if [ -e "$into/.done" ]; then
	done=$(cat "$into/.done")
	if [ "$done" = "$wanted" ] || [ "$done" = "$everything" ]; then
		exit 0
	fi
fi
command -v npm >/dev/null || die "there is no npm" "the emulator for the browser comes from it" \
	"steps/00-workshop.sh tools guide/site/packages"
mkdir -p "$into"
rm -f "$into/.done"
cp guide/site/package.json guide/site/package-lock.json guide/site/.npmrc "$into/"
(cd "$into" && npm ci --ignore-scripts --loglevel=error "$@" </dev/null >&2) ||
	die "npm could not fetch what the web edition needs" "its message is above" \
		"connect to the network, then guide/site/modules.sh"
printf '%s' "$wanted" >"$into/.done"
