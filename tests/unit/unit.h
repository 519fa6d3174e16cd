/* cmocka wants these four before its own header. */
#ifndef TESTS_UNIT_H
#define TESTS_UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* cmocka's macro takes the name that check.h gives to "this check has nothing to look at". */
#undef skip
#define skip_test() _skip(__FILE__, __LINE__)

#endif
