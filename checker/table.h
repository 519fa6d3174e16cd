/* The parts that table.c puts together: each is the end of one checksNN.c. */
#ifndef CHECKER_TABLE_H
#define CHECKER_TABLE_H

#include "check.h"

extern const struct check checks_00[];
extern const size_t checks_00_count;
extern const struct check checks_01[];
extern const size_t checks_01_count;
extern const struct check checks_02[];
extern const size_t checks_02_count;
extern const struct check checks_03[];
extern const size_t checks_03_count;
extern const struct check checks_04[];
extern const size_t checks_04_count;
extern const struct check checks_05[];
extern const size_t checks_05_count;
extern const struct check checks_06[];
extern const size_t checks_06_count;
extern const struct check checks_07[];
extern const size_t checks_07_count;
extern const struct check checks_08[];
extern const size_t checks_08_count;
extern const struct check checks_09[];
extern const size_t checks_09_count;
extern const struct check checks_10[];
extern const size_t checks_10_count;

/* The last line of a checksNN.c, below its array checks_NN. */
#define CHECKS_END(chapter) \
	const size_t checks_##chapter##_count = sizeof(checks_##chapter) / sizeof(checks_##chapter[0])

#endif
