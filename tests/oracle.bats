#!/usr/bin/env bats
# The table of mistakes (tests/mutants): what it covers, that what is recorded of it is of this
# table, and a sample that is booted: is the checker's verdict what boots?

load steps

setup() {
	load_libraries
	find_good_folder
	TABLE="$TOP/tests/mutants/table"
	RECORD="$TOP/guide/oracle.txt"
}

# column N: of every line of the table. The last column may hold " | ".
column() {
	awk -F ' [|] ' -v n="$1" '!/^#/ { print $n }' "$TABLE"
}

@test "the table has 200 mistakes and 40 harmless variations, in all chapters, each once" {
	run awk -F ' [|] ' '!/^#/ && (NF < 7 || $4 !~ /^(same|degraded|dead|either)$/)' "$TABLE"
	assert_output ''
	assert_equal "$(column 1 | sort | uniq -d)" ''
	assert [ "$(column 4 | grep -cv same)" -ge 200 ]
	assert [ "$(column 4 | grep -c same)" -ge 40 ]
	assert_equal "$(column 2 | sort -u | tr '\n' ' ')" '00 01 02 03 04 05 06 07 08 09 10 '
}

@test "every check of the table of checks is expected by some line" {
	# Those that cannot be, with the reason: not-in-table.
	run comm -23 <("$TOP/build/checker" list | cut -d ' ' -f 1 | sort) \
		<({ column 5 | tr , '\n'; cut -d ' ' -f 1 "$TOP/tests/mutants/not-in-table"; } | sort -u)
	assert_output ''
}

@test "what is recorded is of this table, and all agree" {
	assert_equal "$(grep -v '^#' "$RECORD" | cut -f 1 | sort)" "$(column 1 | sort)"
	run awk -F '\t' '!/^#/ && $6 != "yes"' "$RECORD"
	assert_output ''
	# The verdict and the outcome of each line are those of the table.
	assert_equal "$(grep -v '^#' "$RECORD" | cut -f 1,3 | sort)" \
		"$(awk -F ' [|] ' '!/^#/ { print $1 "\t" $4 }' "$TABLE" | sort)"
}

@test "of the recorded dead disks, symptoms lead to the true cause: first of nine in ten, among three of all" {
	run awk -F '\t' '!/^#/ && $5 == "dead" { n++; first += $8 == 1; if ($8 == "-" || $8 > 3) print }
		END { if (n < 100 || first < n * 0.9) print n, first }' "$RECORD"
	assert_output ''
}

@test "the table of symptoms leads to checks that there are" {
	run comm -13 <("$TOP/build/checker" list | cut -d ' ' -f 1 | sort) \
		<(grep -v '^#' "$TOP/checker/symptoms" | cut -f 3 | grep -o 'TL[0-9]*' | sort -u)
	assert_output ''
}

@test "a sample of all chapters and outcomes boots as the checker says" {
	# shellcheck disable=SC2046 # names
	run "$TOP/tests/mutants/oracle.sh" $(grep -v '^#' "$TOP/tests/mutants/sample")
	assert_success
	for outcome in same degraded dead; do
		assert_line --regexp "^[^#].*	$outcome	yes	"
	done
	# The symptoms of each that came to no shell name the cause first.
	run awk -F '\t' '$5 == "dead" && $8 != 1' <<<"$output"
	assert_output ''
}

@test "the sample covers every chapter" {
	run awk -F ' [|] ' 'NR == FNR { if (!/^#/) wanted[$1]; next } $1 in wanted { print $2 }' \
		"$TOP/tests/mutants/sample" "$TABLE"
	assert_equal "$(sort -u <<<"$output" | tr '\n' ' ')" '01 02 03 04 05 06 07 08 09 10 '
}

@test "a mutant that disagrees is told, with status 1" {
	echo 'calm | 05 | tree | dead | - | - | echo "# a comment" >>tiny-linux/etc/fstab' >"$BATS_TEST_TMPDIR/table"
	ORACLE_TABLE="$BATS_TEST_TMPDIR/table" run "$TOP/tests/mutants/oracle.sh" calm
	assert_failure 1
	assert_line --partial 'the table says dead'
}

@test "the same disk in the same PC is booted once" {
	# romfs keeps no modes.
	printf 'mode-%s | 05 | tree | same | - | - | chmod %s tiny-linux/etc/fstab\n' 600 600 640 640 \
		>"$BATS_TEST_TMPDIR/table"
	ORACLE_TABLE="$BATS_TEST_TMPDIR/table" ORACLE_JOBS=1 run "$TOP/tests/mutants/oracle.sh"
	assert_success
	assert_line --partial ', 1 different disks booted;'
	run cat "$TOP/build/oracle/mode-640/log"
	assert_line 'the same disk as that of mode-600'
}
