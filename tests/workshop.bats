#!/usr/bin/env bats
# Step 00: tools that are missing, and the folder that the work is to go into. Package managers are
# stand-ins.

# shellcheck disable=SC2030,SC2031  # each test sets its own surroundings

load steps
load workshop

setup() {
	load_libraries
	find_checkout
	export WORK="$BATS_TEST_TMPDIR/work"
}

# tools_step: the tools part of step 00 with the farm as PATH. lib.sh adds
# /usr/sbin and /sbin, which hold none of the tools that are asked for.
tools_step() {
	env PATH="$FARM" "$FARM/sh" "$TOP/steps/00-workshop.sh" tools "$BATS_TEST_TMPDIR/table"
}

@test "nothing is missing: silent, and no package manager is called" {
	only_these gcc
	stand_in apt-get 'echo called; exit 1'
	echo 'cmd:gcc gcc gcc gcc gcc gcc' >"$BATS_TEST_TMPDIR/table"
	run tools_step
	assert_success
	assert_output ''
}

@test "a tool is missing and no terminal is there: the command is printed" {
	only_these sudo
	stand_in id 'echo 1000'
	stand_in apt-get 'echo called; exit 1'
	stand_in sudo 'echo called; exit 1'
	echo 'cmd:genromfs genromfs x x x x' >"$BATS_TEST_TMPDIR/table"
	run tools_step </dev/null
	assert_failure 1
	assert_output --partial 'these tools are missing: genromfs'
	assert_output --partial 'sudo apt-get install -y --no-install-recommends genromfs'
	refute_output --partial called
}

@test "as root the missing tool is installed at once" {
	only_these
	stand_in id 'echo 0'
	stand_in apt-get "echo \"apt-get \$*\"; case \$1 in install) printf '#!/bin/sh\n' >$FARM/genromfs; /bin/chmod +x $FARM/genromfs ;; esac"
	echo 'cmd:genromfs genromfs x x x x' >"$BATS_TEST_TMPDIR/table"
	run tools_step
	assert_success
	assert_output --partial 'apt-get install -y --no-install-recommends genromfs'
}

@test "what is still missing after the installation is told" {
	only_these
	stand_in id 'echo 0'
	stand_in apt-get 'exit 0'
	echo 'cmd:genromfs genromfs x x x x' >"$BATS_TEST_TMPDIR/table"
	run tools_step
	assert_failure 1
	assert_output --partial 'still missing after the installation: genromfs'
}

@test "apt that cannot install ends in one message" {
	only_these
	stand_in id 'echo 0'
	stand_in apt-get 'echo "E: no network" >&2; exit 100'
	echo 'cmd:genromfs genromfs x x x x' >"$BATS_TEST_TMPDIR/table"
	run tools_step
	assert_failure 1
	assert_output --partial 'once more, with new package lists: apt-get update'
	assert_output --partial 'apt could not install: genromfs'
	assert_output --partial 'as root: apt-get install'
}

@test "a tool that no package is known for is told as such" {
	only_these
	stand_in pacman 'echo called'
	printf '%s\n' 'cmd:genromfs A D - Z K' 'cmd:flex A D P Z K' >"$BATS_TEST_TMPDIR/table"
	run tools_step
	assert_failure 1
	assert_output --partial 'not known to have a package for: genromfs'
	assert_output --partial 'the others, as root: pacman -S --needed P'
	refute_output --partial called
}

@test "a table of the book has six columns in every row" {
	for table in "$TOP/steps/00-workshop.packages" "$TOP/tests/packages" "$TOP/guide/packages"; do
		run awk '!/^#/ && NF != 6 { print FILENAME ": " $0 }' "$table"
		assert_output ''
	done
}

@test "dnf, pacman, zypper and apk hosts are shown their own command" {
	only_these
	echo 'cmd:genromfs A D P Z K' >"$BATS_TEST_TMPDIR/table"
	while read -r manager command; do
		stand_in "$manager" 'echo called'
		run tools_step
		assert_failure 1
		assert_output --partial "as root: $command"
		refute_output --partial called
		rm "$FARM/$manager"
	done <<-'END'
		dnf dnf install D
		pacman pacman -S --needed P
		zypper zypper install Z
		apk apk add K
	END
}

@test "sudo is used only after a yes on a terminal" {
	only_these sudo
	stand_in id 'echo 1000'
	stand_in apt-get 'exit 0'
	stand_in sudo 'echo SUDO "$@"'
	echo 'cmd:genromfs genromfs x x x x' >"$BATS_TEST_TMPDIR/table"
	export FARM TOP BATS_TEST_TMPDIR
	for answer in n y; do
		run expect -c "
			set timeout 20
			spawn env PATH=$FARM $FARM/sh $TOP/steps/00-workshop.sh tools $BATS_TEST_TMPDIR/table
			expect {Go on?}
			send \"$answer\r\"
			expect eof"
		assert_output --partial 'This will be run:  sudo apt-get install'
		if [ "$answer" = n ]; then
			refute_output --partial SUDO
			assert_output --partial 'nothing was installed'
		else
			assert_output --partial 'SUDO env DEBIAN_FRONTEND=noninteractive apt-get install'
		fi
	done
}

@test "a folder with other people's files is refused and left alone" {
	mkdir "$WORK"
	echo precious >"$WORK/thesis.txt"
	before=$(ls -laR --time-style=full-iso "$WORK")
	run fetch
	assert_failure 1
	assert_output --partial "holds files that are not this book's"
	assert_equal "$(ls -laR --time-style=full-iso "$WORK")" "$before"
}

@test "a work folder with a space in its path is refused; nothing is made" {
	WORK="$BATS_TEST_TMPDIR/my work"
	run fetch
	assert_failure 1
	assert_output --partial 'has a space or a colon in it'
	assert [ ! -e "$WORK" ]
}

@test "work/ that cannot be written to" {
	mkdir "$WORK"
	chmod 555 "$WORK"
	as_nobody
	# shellcheck disable=SC2086,SC2154 # words; as_nobody sets it
	run $as_user "$BOOK/steps/00-workshop.sh" fetch
	assert_failure 1
	assert_output --partial "cannot write to $WORK"
	assert_output --partial 'next'
}

@test "a file where work/ should be" {
	echo mine >"$WORK"
	run "$TOP/steps/00-workshop.sh" fetch
	assert_failure 1
	assert_output --partial 'is not a folder'
	assert_equal "$(cat "$WORK")" mine
}
