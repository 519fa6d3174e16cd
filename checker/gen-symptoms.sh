#!/bin/sh
# Writes symptoms.h, checker/symptoms as a C table.
# usage: gen-symptoms.sh SYMPTOMS
# A line: "seen" or "last", the text, "ID DISKS ID DISKS...", with tabs between; '#' begins a comment.
set -eu
awk -F '\t' '
	BEGIN {
		print "/* Made from checker/symptoms by checker/gen-symptoms.sh: change that, not this. */"
		print "#ifndef CHECKER_SYMPTOMS_H\n#define CHECKER_SYMPTOMS_H\n\n#include \"symptom.h\"\n"
	}
	/^# / || NF < 3 { next }
	{
		text = $2
		gsub(/\\/, "\\\\", text)
		gsub(/"/, "\\\"", text)
		n = split($3, word, " ")
		printf "static const struct symptom_cause causes_%d[] = {", count
		for (i = 1; i < n; i += 2)
			printf "%s{\"%s\", %d}", (i > 1 ? ", " : ""), word[i], word[i + 1]
		print "};"
		row[count] = sprintf("\t{\"%s\", %s, causes_%d, %d},", text, $1 == "last" ? "true" : "false", count, n / 2)
		count++
	}
	END {
		print "\nstatic const struct symptom symptoms[] = {"
		for (i = 0; i < count; i++) print row[i]
		print "};\n\n#endif"
	}' "$1"
