/*
 * Is this program slowed down by what watches it (sanitizers, valgrind)? Then limits of time and
 * other programs that it would start are for the ordinary run.
 */
#ifndef STOCKTAKE_TESTS_UNIT_SLOW_H
#define STOCKTAKE_TESTS_UNIT_SLOW_H

#include <stdbool.h>
#include <valgrind/valgrind.h>

static inline bool is_slow(void)
{
#ifdef STK_SANITIZED
	return true;
#else
	return RUNNING_ON_VALGRIND;
#endif
}

#endif
