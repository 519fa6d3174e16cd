#!/usr/bin/env bats
# The listing mechanism: guide/sync.sh, guide/listings.awk and guide/listings.lua, tried on small
# books. tests/fixtures/listings/clean is a good one; broken/SLUG holds the files that, laid over
# it, bring out the error SLUG and nothing else.

# shellcheck disable=SC2016,SC2119,SC2120  # backquotes are fences; sync_book may have no argument

setup() {
    load_library
    TOP=$(cd "$BATS_TEST_DIRNAME/.." && pwd)
    FIXTURES=$TOP/tests/fixtures/listings
    BOOK="$BATS_TEST_TMPDIR/a book"
    cp -R "$FIXTURES/clean" "$BOOK"
}

load_library() {
    local dir
    for dir in /usr/lib/bats /usr/lib; do
        if [ -e "$dir/bats-assert/load.bash" ]; then
            load "$dir/bats-support/load.bash"
            load "$dir/bats-assert/load.bash"
            return
        fi
    done
    echo 'bats-assert is not installed' >&2
    return 1
}

sync_book() {
    "$TOP/guide/sync.sh" --top "$BOOK" "$@"
}

# All of the book's bytes, names and modes.
state() {
    (cd "$BOOK" && find . -type f -exec sha256sum {} + | sort -k2 && find . | sort &&
        stat -c '%a %n' chapters/* steps/*)
}

print_book() {
    (cd "$BOOK" && pandoc -f "${FROM:-markdown}" -t "${FORMAT:-html}" \
        --lua-filter "$TOP/guide/listings.lua" chapters/*.md)
}

# Lays broken/SLUG over the clean book and expects exactly its error.
broken() {
    local slug=$1
    cp -R "$FIXTURES/broken/$slug/." "$BOOK"
    rm "$BOOK/expected"
    local before
    before=$(state)
    run sync_book --check
    assert_failure 1
    assert_output "$(cat "$FIXTURES/broken/$slug/expected")"
    assert_output --regexp "^[^:]+:[0-9]+: $slug: [^;]+; [^;]+\$"
    run sync_book
    assert_failure 1
    assert_output "$(cat "$FIXTURES/broken/$slug/expected")"
    assert_equal "$(state)" "$before"
}

@test "the clean book is true and stays as it is" {
    local before
    before=$(state)
    run sync_book --check
    assert_success
    assert_output ''
    run sync_book
    assert_success
    assert_output ''
    assert_equal "$(state)" "$before"
}

@test "error: bad-comment" { broken bad-comment; }
@test "error: bad-marker" { broken bad-marker; }
@test "error: bare-console-fence" { broken bare-console-fence; }
@test "error: bare-shell-fence" { broken bare-shell-fence; }
@test "error: brace-attributes" { broken brace-attributes; }
@test "error: comment-in-paragraph" { broken comment-in-paragraph; }
@test "error: doubled-figure" { broken doubled-figure; }
@test "error: doubled-region" { broken doubled-region; }
@test "error: fence-clash" { broken fence-clash; }
@test "error: missing-file" { broken missing-file; }
@test "error: missing-region" { broken missing-region; }
@test "error: nested-region" { broken nested-region; }
@test "error: no-fence" { broken no-fence; }
@test "error: order" { broken order; }
@test "error: outside-path" { broken outside-path; }
@test "error: quoted-fence" { broken quoted-fence; }
@test "error: repeated-listing" { broken repeated-listing; }
@test "error: unclosed-fence" { broken unclosed-fence; }
@test "error: unclosed-figure" { broken unclosed-figure; }
@test "error: unclosed-region" { broken unclosed-region; }
@test "error: unknown-figure" { broken unknown-figure; }
@test "error: unknown-transcript" { broken unknown-transcript; }
@test "error: unopened-region" { broken unopened-region; }
@test "error: unshown-region" { broken unshown-region; }
@test "error: unused-transcript" { broken unused-transcript; }

@test "every error of listings.awk has a fixture and a test" {
    local slugs
    slugs=$(sed -n 's/.*fail(.*, "\([a-z-]*\)", .*/\1/p' \
        "$TOP/guide/listings.awk" | sort -u)
    assert_equal "$(ls "$FIXTURES/broken")" "$slugs"
    assert_equal "$(sed -n 's/^@test "error: \([a-z-]*\)".*/\1/p' "$BATS_TEST_FILENAME")" "$slugs"
}

@test "sync puts a changed step, file, transcript and figure into the text" {
    sed -i 's/mkdir -p dev$/mkdir -p -m 755 dev/' "$BOOK/steps/04-devices.sh"
    echo '::respawn:/bin/sh' >>"$BOOK/rootfs/etc/inittab"
    echo 'tty' >>"$BOOK/guide/transcripts/nodes.txt"
    sed -i 's/^free .*/free 370,688/' "$BOOK/guide/figures.txt"
    local before
    before=$(state)
    run sync_book --check
    assert_failure 1
    assert_line '--- chapters/04-devices.md'
    assert_line '+mkdir -p -m 755 dev'
    assert_line '+::respawn:/bin/sh'
    assert_line '+tty'
    assert_line --partial '<!-- figure: free -->370,688<!-- /figure -->'
    assert_line '--- README.md'
    assert_equal "$(state)" "$before"
    run sync_book
    assert_success
    assert_output 'sync: chapters/04-devices.md
sync: README.md'
    run sync_book --check
    assert_success
    run grep -c '370,688' "$BOOK/chapters/04-devices.md"
    assert_output 2
    run grep -x '   for node in console null; do' "$BOOK/chapters/04-devices.md"
    assert_success
}

@test "a fence that was emptied is filled again, byte for byte" {
    local before
    before=$(state)
    # Empties each fence whose first line follows a listing or a transcript.
    awk '/^~~~~/ { drawing = !drawing }
         drawing { print; next }
         /^ *<!-- (listing|transcript):/ { want = 1 }
         /^ *```/ { if (open) open = 0; else if (want) { open = 1; want = 0; print; next } }
         !open' "$BOOK/chapters/04-devices.md" >"$BATS_TEST_TMPDIR/emptied"
    run cmp -s "$BATS_TEST_TMPDIR/emptied" "$BOOK/chapters/04-devices.md"
    assert_failure
    cat "$BATS_TEST_TMPDIR/emptied" >"$BOOK/chapters/04-devices.md"
    sync_book
    assert_equal "$(state)" "$before"
}

@test "a tab inside a region becomes four spaces; in a file shown whole it stays" {
    printf '#: begin a\n\tfor i in 1; do\n\t\techo "a\tb" \\\n\t\t\tc\n\tdone\n#: end a\n' \
        >"$BOOK/steps/05-tabs.sh"
    printf 'one\ttwo\n\tthree\n' >"$BOOK/rootfs/etc/table"
    printf '# 5. Tabs\n\n<!-- listing: %s -->\n```sh\n```\n\n<!-- listing: %s -->\n```text\n```\n' \
        steps/05-tabs.sh#a rootfs/etc/table >"$BOOK/chapters/05-tabs.md"
    run sync_book
    assert_success
    run cat "$BOOK/chapters/05-tabs.md"
    assert_line $'    echo "a\tb" \\'
    assert_line '        c'
    assert_line $'\tthree'
    run print_book
    assert_success
}

@test "a region that only README.md shows is unshown: nobody would type it" {
    printf '#: begin a\ntrue\n#: end a\n' >"$BOOK/steps/05-broken.sh"
    printf '\n<!-- listing: steps/05-broken.sh#a -->\n```sh\n```\n' >>"$BOOK/README.md"
    run sync_book --check
    assert_failure 1
    assert_equal "${#lines[@]}" 1
    assert_output --partial "steps/05-broken.sh:1: unshown-region: no chapter shows region 'a'"
}

@test "several errors are told at once and nothing is written" {
    cp "$FIXTURES/broken/bare-shell-fence/chapters/05-broken.md" "$BOOK/chapters/05-a.md"
    cp "$FIXTURES/broken/missing-region/chapters/05-broken.md" "$BOOK/chapters/05-b.md"
    : >"$BOOK/rootfs/etc/inittab"
    local before
    before=$(state)
    run sync_book
    assert_failure 1
    assert_line --partial 'chapters/05-a.md:3: bare-shell-fence: '
    assert_line --partial 'chapters/05-b.md:3: missing-region: '
    assert_equal "$(state)" "$before"
}

@test "a document that cannot be replaced stays whole, and no other file is left behind" {
    [ "$(id -u)" != 0 ] || command -v setpriv >/dev/null || skip 'needs setpriv'
    echo x >>"$BOOK/rootfs/etc/inittab"
    local before as=
    before=$(state)
    chmod 555 "$BOOK/chapters"
    if [ "$(id -u)" = 0 ]; then
        chmod -R a+rX "$BATS_TEST_TMPDIR"
        as='setpriv --reuid 65534 --clear-groups'
    fi
    # shellcheck disable=SC2086  # a command's words
    TMPDIR=/tmp run $as "$TOP/guide/sync.sh" --top "$BOOK"
    assert_failure
    chmod 755 "$BOOK/chapters"
    assert_equal "$(state)" "$before"
}

@test "usage" {
    run sync_book --chekc
    assert_failure 2
    assert_output 'usage: guide/sync.sh [--check] [--top DIR]'
}

@test "every awk of the distribution gives the same" {
    local awk found=0
    echo x >>"$BOOK/rootfs/etc/inittab"
    sync_book
    local before
    before=$(state)
    for awk in mawk gawk original-awk; do
        command -v "$awk" >/dev/null || continue
        found=$((found + 1))
        mkdir -p "$BATS_TEST_TMPDIR/$awk"
        ln -sf "$(command -v "$awk")" "$BATS_TEST_TMPDIR/$awk/awk"
        sed -i '/^x$/d' "$BOOK/chapters/04-devices.md"
        PATH=$BATS_TEST_TMPDIR/$awk:$PATH run sync_book
        assert_success
        assert_output 'sync: chapters/04-devices.md'
        assert_equal "$(state)" "$before"
    done
    [ "$found" -gt 0 ]
}

# --- the pandoc filter ------------------------------------------------------------------------

@test "print: numbers each listing by its chapter and names its file" {
    run print_book
    assert_success
    assert_line --partial 'id="listing-4.1"'
    assert_line --partial 'Listing 4.1: <code>steps/04-devices.sh</code>'
    assert_line --partial 'Listing 4.2: <code>steps/04-devices.sh</code>'
    assert_line --partial 'Listing 4.4: <code>rootfs/etc/inittab</code>'
    assert_line --partial 'Listing 4.5: <code>rootfs/etc/two words</code>'
    assert_line --partial 'class="transcript"'
    refute_output --partial '<!-- listing'
    FROM=gfm run print_book
    assert_success
    assert_line --partial 'Listing 4.5: <code>rootfs/etc/two words</code>'
}

refuses() {
    run print_book
    assert_failure
    assert_output --partial "$1"
    FROM=gfm run print_book
    assert_failure
    assert_output --partial "$1"
}

@test "print: refuses a listing that differs from its region" {
    sed -i 's/chmod 600 console/chmod 666 console/' "$BOOK/steps/04-devices.sh"
    refuses 'steps/04-devices.sh#mode'
}

@test "print: refuses a listing inside a list that differs" {
    sed -i 's/# one file a node/# a file each/' "$BOOK/steps/04-devices.sh"
    refuses 'steps/04-devices.sh#nodes'
}

@test "print: refuses a whole file that differs by its last line" {
    echo x >>"$BOOK/rootfs/etc/inittab"
    refuses 'rootfs/etc/inittab'
}

@test "print: refuses a region that is not there" {
    sed -i 's/^#: \(begin\|end\) tree/#: \1 trees/' "$BOOK/steps/04-devices.sh"
    refuses "no region 'tree'"
}

@test "print: refuses a transcript that differs or is not there" {
    echo 'tty' >>"$BOOK/guide/transcripts/nodes.txt"
    refuses 'transcript nodes'
    rm "$BOOK/guide/transcripts/nodes.txt"
    refuses 'transcript nodes'
}

@test "print: refuses a figure that differs, or that is unknown" {
    sed -i 's/^free .*/free 370,001/' "$BOOK/guide/figures.txt"
    refuses 'figure free'
    sed -i '/^free/d' "$BOOK/guide/figures.txt"
    refuses 'figure free'
}

@test "print: refuses a shell fence or a console fence that says not where it is from" {
    printf '# 5. Broken\n\n```sh\nls\n```\n' >"$BOOK/chapters/05-broken.md"
    refuses 'shell fence'
    printf '# 5. Broken\n\n- x\n\n  ```console\n  $ ls\n  ```\n' >"$BOOK/chapters/05-broken.md"
    refuses 'console fence'
}

@test "print: refuses a comment that has lost its fence" {
    printf '# 5. Broken\n\n<!-- listing: rootfs/etc/inittab -->\n\nText.\n' \
        >"$BOOK/chapters/05-broken.md"
    refuses 'no fence'
}

# --- this book --------------------------------------------------------------------------------

@test "this book's own chapters are true" {
    run "$TOP/guide/sync.sh" --check
    assert_success
}
