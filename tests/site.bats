#!/usr/bin/env bats
# The web edition: its pages, and boot.html in headless Chromium (tests/site.mjs).
# SITE_BASE   a finished work folder (default: $WORK, or work/ of this checkout)

load steps

# serve FOLDER NAME: a server of our own on a free port of the loopback; its address in NAME.
serve() {
	PORT=0 "$TOP/guide/site/serve.sh" "$1" >"$BATS_FILE_TMPDIR/$2" 2>&1 3>&- &
	echo $! >>"$BATS_FILE_TMPDIR/servers"
	until url=$(sed -n 's/.*(\(http:[^)]*[0-9]\)\/*).*/\1/p' "$BATS_FILE_TMPDIR/$2") && [ -n "$url" ]; do
		kill -0 $! || return 1
	done
	export "$2=$url"
}

setup_file() {
	TOP=$(cd "$BATS_TEST_DIRNAME/.." && pwd)
	BASE=${SITE_BASE:-${WORK:-$TOP/work}}
	export TOP BASE
	cd "$TOP" || return
	WORK="$BASE" guide/book.sh html >&2
	guide/site/modules.sh
	WORK="$BASE" guide/site.sh >&2
	cp -r build/site "$BATS_FILE_TMPDIR/bare"
	rm "$BATS_FILE_TMPDIR/bare/floppy.img"
	serve "$TOP/build/site" SITE_URL
	serve "$BATS_FILE_TMPDIR/bare" BARE_URL
	PAGES=$(cd build/site && echo *.html)
	export PAGES FLOPPY="$BASE/floppy.img" BOOK="file://$TOP/build/book/tiny-linux.html"
	node --test-reporter=tap tests/site.mjs >"$BATS_FILE_TMPDIR/tap" 2>&1 || true
}

teardown_file() {
	while read -r server; do
		kill "$server" || true
	done <"$BATS_FILE_TMPDIR/servers"
}

setup() {
	load_libraries
	cd "$TOP" || return
}

# What Chromium found for the test of that name in site.mjs.
found() {
	if ! grep -qxE "ok [0-9]+ - $1" "$BATS_FILE_TMPDIR/tap"; then
		cat "$BATS_FILE_TMPDIR/tap"
		return 1
	fi
}

@test "every page is valid, and no link is broken" {
	for page in build/site/*.html; do
		run tidy -q -e "$page"
		assert_output ''
	done
	run tests/links.py build/site/*.html
	assert_output ''
	assert_success
}

@test "the scripts are sound to Node" {
	for script in guide/site/*.js; do
		# By the name Node 18 knows what the page says: a module.
		cp "$script" "$BATS_TEST_TMPDIR/script.mjs"
		run node --check "$BATS_TEST_TMPDIR/script.mjs"
		assert_success
	done
}

@test "the lock names no registry" {
	run grep -c '"resolved"' guide/site/package-lock.json
	assert_output 0
}

@test "licences are shown" {
	run cat build/site/licences.html
	assert_output --partial 'The v86 contributors'
	assert_output --partial 'SeaBIOS'
}

@test "boot.html boots the disk, ls / is answered, restart and memory, by keyboard alone" {
	found 'boots, and ls / is answered, by keyboard alone'
}

@test "boot.html survives a missing image and a wrong file" {
	found 'a missing disk, and a file that is no disk, are told'
}

@test "every page fits a phone" {
	found 'every page fits a phone, and the machine scrolls by itself'
}

@test "search, dark and light" {
	found 'search finds, links and counts; dark and light turn'
}

@test "the pages read without scripts" {
	found 'without scripts the text is there, and boot.html says what to do'
}

@test "axe has no remark on any page, light or dark" {
	found 'axe has no remark on any page, light and dark'
}

@test "the book's one page: axe, and 200 %" {
	found "the book's one page: axe has no remark; at 200 % nothing is cut"
}

@test "the book's one page in print preview" {
	found "the book's one page in print preview: nothing is cut on A4 or Letter"
}

@test "no page asks another host" {
	found 'nobody else was asked for anything'
}
