#!/bin/sh
# make serve: shows build/site to this computer's browser, and to no other computer.
# usage: guide/site/serve.sh [FOLDER]   PORT (default 8000) names the port, 0 a free one.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
exec python3 -u -m http.server --bind 127.0.0.1 --directory "${1:-$here/../../build/site}" "${PORT:-8000}"
