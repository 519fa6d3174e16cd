/* 64-bit division for a 32-bit processor.
 *
 * The i486 divides 64 bits by 32 bits and no more, so the compiler calls
 * these functions wherever C divides a long long. gcc brings its own in
 * libgcc.a, but a distribution builds that library for its own processors:
 * Debian's begins each function with endbr32, which a 486 refuses. Linked
 * before libgcc.a, these take the place of those.
 *
 * Names and meanings: GCC internals, "Routines for integer arithmetic".
 */

typedef unsigned int u32;
typedef unsigned long long u64;
typedef long long s64;

/* Divide high:low by d, with high < d: what the divl instruction does. */
static u32 divide_step(u32 high, u32 low, u32 d, u32 *rest)
{
	u32 quotient;

	__asm__("divl %4" : "=a"(quotient), "=d"(*rest)
		: "0"(low), "1"(high), "rm"(d) : "cc");
	return quotient;
}

/* A divisor of 33 bits or more: subtract it, shifted, bit by bit. */
static u64 divide_long(u64 n, u64 d, u64 *rest)
{
	u64 quotient = 0;
	int shift = 0;

	while (d <= n && !(d >> 63)) {
		d <<= 1;
		shift++;
	}
	for (; shift >= 0; shift--, d >>= 1) {
		quotient <<= 1;
		if (n >= d) {
			n -= d;
			quotient |= 1;
		}
	}
	*rest = n;
	return quotient;
}

u64 __udivmoddi4(u64 n, u64 d, u64 *rest)
{
	u32 high = (u32)(n >> 32), first, remains;
	u64 quotient, left;

	if (d >> 32) {
		quotient = divide_long(n, d, &left);
	} else {
		first = divide_step(0, high, (u32)d, &remains);
		quotient = (u64)first << 32;
		quotient |= divide_step(remains, (u32)n, (u32)d, &remains);
		left = remains;
	}
	if (rest)
		*rest = left;
	return quotient;
}

u64 __udivdi3(u64 n, u64 d)
{
	return __udivmoddi4(n, d, 0);
}

u64 __umoddi3(u64 n, u64 d)
{
	u64 rest;

	__udivmoddi4(n, d, &rest);
	return rest;
}

static u64 magnitude(s64 n)
{
	return n < 0 ? 0 - (u64)n : (u64)n;
}

s64 __divdi3(s64 n, s64 d)
{
	u64 q = __udivdi3(magnitude(n), magnitude(d));

	return (s64)((n < 0) != (d < 0) ? 0 - q : q);
}

s64 __moddi3(s64 n, s64 d)
{
	u64 rest = __umoddi3(magnitude(n), magnitude(d));

	return (s64)(n < 0 ? 0 - rest : rest);
}

s64 __divmoddi4(s64 n, s64 d, s64 *rest)
{
	*rest = __moddi3(n, d);
	return __divdi3(n, d);
}
