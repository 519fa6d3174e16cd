#!/usr/bin/env bats
# The typing test (tests/type-chapter.sh) and the recorder (guide/record.sh): first on a small
# book, tests/fixtures/listings/typed, then this book's own chapters.
#
# TYPE_BASE   a finished work folder for the last tests (default: $WORK, or work/ of this checkout)
# TYPE_FULL=1 types the chapters from 01 too, kernel build and all

# shellcheck disable=SC2016,SC2030,SC2031  # what is typed stays as it is

setup() {
    local dir
    for dir in /usr/lib/bats /usr/lib; do
        [ -e "$dir/bats-assert/load.bash" ] || continue
        load "$dir/bats-support/load.bash"
        load "$dir/bats-assert/load.bash"
    done
    TOP=$(cd "$BATS_TEST_DIRNAME/.." && pwd)
    BASE=${TYPE_BASE:-${WORK:-$TOP/work}}
    unset WORK
    BOOK="$BATS_TEST_TMPDIR/a book"
    cp -R "$TOP/tests/fixtures/listings/typed" "$BOOK"
    CHAPTER=$BOOK/chapters/08-floppy.md
}

type_book() {
    TINY_TOP=$BOOK TYPE_TIMEOUT=${TYPE_TIMEOUT:-60} "$TOP/tests/type-chapter.sh" "$@"
}

# What the small book's steps make, run as scripts.
run_steps() {
    (cd "$BOOK" && export WORK="$BOOK/work" && sh steps/00-workshop.sh && sh steps/08-floppy.sh)
}

@test "a chapter typed into bash gives the steps' bytes" {
    run_steps
    run type_book --shell bash
    assert_success
    assert_line --partial "typed into bash is the steps' own, byte for byte"
    assert_line 'chapters/08-floppy.md:18: END'
    run cmp "$BOOK/work/floppy.img" "$BOOK/build/typed-bash/floppy.img"
    assert_success
    assert_equal "$(cat "$BOOK/build/typed-bash/ready")" 'ready in a book'
}

@test "a chapter typed into dash gives the steps' bytes" {
    run_steps
    sed -i 's/^ *mv parts.*/&\n   ps -o comm= $$ >shell-name/' "$CHAPTER"
    run type_book --shell dash
    assert_success
    assert_line --partial "typed into dash is the steps' own, byte for byte"
    assert_equal "$(cat "$BOOK/build/typed-dash/shell-name")" dash
}

@test "an image that differs by a byte is told" {
    run_steps
    printf x >>"$BOOK/work/floppy.img"
    run type_book
    assert_failure 1
    assert_line --partial 'the typed image differs from '
}

@test "the first command that fails ends it, with its line and the screen" {
    sed -i 's/^mv parts/cat nowhere; &/; s/^ *mv parts/   cat nowhere\n&/' "$CHAPTER"
    run type_book
    assert_failure 1
    assert_line \
        'type-chapter: chapters/08-floppy.md:33: this command failed with exit status 1: cat nowhere'
    assert_line '    cat: nowhere: No such file or directory'
    refute_line --partial 'chapters/08-floppy.md:34'
    [ ! -e "$BOOK/build/typed-bash/floppy.img" ]
}

@test "a listing that ends in the middle of a command is told" {
    sed -i '/^done$/d; /^END$/d' "$CHAPTER"
    run type_book
    assert_failure 1
    assert_line --partial 'the listing ends in the middle of a command'
}

@test "a tab is not typed" {
    sed -i 's/^    echo "it/\techo "it/' "$CHAPTER"
    run type_book
    assert_failure 1
    assert_line --partial 'chapters/08-floppy.md:14: a tab cannot be typed'
}

@test "a command that reads the keyboard does not hang the test" {
    sed -i 's/^ *mv parts/   cat >heard\n&/' "$CHAPTER"
    TYPE_TIMEOUT=15 run type_book
    assert_failure 1
    assert_line --partial 'chapters/08-floppy.md:33: no prompt came back in time'
}

@test "a listing that leaves the shell is told" {
    sed -i 's/^ *mv parts/   exit\n&/' "$CHAPTER"
    run type_book
    assert_failure
    refute_line --partial 'byte for byte'
}

@test "a make shell that fails is told" {
    printf 'shell:\n\t@echo no shell today; exit 1\n' >"$BOOK/Makefile"
    run type_book
    assert_failure 3
    assert_line --partial "'make shell' opened no shell"
    assert_line '    no shell today'
}

@test "a folder that holds something is left alone" {
    mkdir "$BOOK/mine"
    echo mine >"$BOOK/mine/file"
    run type_book --work "$BOOK/mine"
    assert_failure 3
    assert_line --partial 'is not empty'
    assert_equal "$(ls -A "$BOOK/mine")" file
}

@test "usage" {
    run type_book --from 04
    assert_failure 2
    assert_line --partial 'usage: tests/type-chapter.sh [--from NN]'
    run type_book --shell fish
    assert_failure 2
}

@test "record: transcripts and figures are what was seen" {
    run env TINY_TOP="$BOOK" TYPE_TIMEOUT=60 "$TOP/guide/record.sh"
    assert_success
    assert_line "recorded: 6 transcripts, 2 figures; now run 'make sync'"
    run diff -r -x RECORDED "$TOP/tests/fixtures/listings/recorded" "$BOOK/guide/transcripts"
    assert_success
    run cat "$BOOK/guide/figures.txt"
    assert_line 'floppy-bytes 75'
    assert_line 'big 1,474,560'
    run cat "$BOOK/guide/transcripts/RECORDED"
    assert_line --regexp '^date [0-9]{4}-[0-9]{2}-[0-9]{2}$'
    assert_line --regexp '^system .'
    run "$TOP/guide/sync.sh" --top "$BOOK"
    assert_success
    run "$TOP/guide/sync.sh" --top "$BOOK" --check
    assert_success
}

@test "record: what a transcript asks for and nothing matches is an error, and nothing is written" {
    sed -i 's/^from kernel/from nothing like it/' "$BOOK/guide/transcripts.list"
    run env TINY_TOP="$BOOK" TYPE_TIMEOUT=60 "$TOP/guide/record.sh"
    assert_failure 1
    assert_line 'record: transcript parts: no line of the output matches nothing like it'
    [ ! -e "$BOOK/guide/transcripts" ]
    [ ! -e "$BOOK/guide/figures.txt" ]
}

@test "record: a figure without a value is an error, and nothing is written" {
    echo 'gone bytes nowhere' >>"$BOOK/guide/figures.list"
    run env TINY_TOP="$BOOK" TYPE_TIMEOUT=60 "$TOP/guide/record.sh"
    assert_failure 1
    assert_line "record: figure gone: 'bytes nowhere' gives no value"
    [ ! -e "$BOOK/guide/transcripts" ]
    [ ! -e "$BOOK/guide/figures.txt" ]
}

@test "record: a transcript that is no longer defined goes away, one that is unused is an error" {
    mkdir "$BOOK/guide/transcripts"
    echo old >"$BOOK/guide/transcripts/old.txt"
    printf '\ntranscript lonely\nrun true\n' >>"$BOOK/guide/transcripts.list"
    run env TINY_TOP="$BOOK" TYPE_TIMEOUT=60 "$TOP/guide/record.sh"
    assert_failure 1
    assert_line 'record: transcript lonely: no chapter shows it'
    sed -i '/lonely/,$d' "$BOOK/guide/transcripts.list"
    run env TINY_TOP="$BOOK" TYPE_TIMEOUT=60 "$TOP/guide/record.sh"
    assert_success
    [ ! -e "$BOOK/guide/transcripts/old.txt" ]
}

# --- this book --------------------------------------------------------------------------------

@test "chapters 03 to 08 of this book, typed into bash, give the steps' image" {
    run "$TOP/tests/type-chapter.sh" --from 03 --to 08 --base "$BASE" --shell bash
    assert_success
    assert_line --partial 'byte for byte'
}

@test "chapters 03 to 08 of this book, typed into dash, give the steps' image" {
    run "$TOP/tests/type-chapter.sh" --from 03 --to 08 --base "$BASE" --shell dash
    assert_success
    assert_line --partial 'byte for byte'
}

@test "chapters 01 to 08 of this book, typed into bash, give the steps' image" {
    [ "${TYPE_FULL:-}" = 1 ] || skip 'builds the kernel again; TYPE_FULL=1 runs it'
    run "$TOP/tests/type-chapter.sh" --from 01 --to 08 --base "$BASE" --shell bash
    assert_success
    assert_line --partial 'byte for byte'
}
