/*
 * Errors: how an operation that failed says why.
 *
 * A function that can fail for reasons outside the program (a file, git, a usage mistake) returns 0
 * or -1 and fills the caller's `struct stk_err`. Defects in the user's data are findings, not
 * errors: reading goes on. The struct is flat, owns nothing and may be copied.
 */
#ifndef STOCKTAKE_BASE_ERR_H
#define STOCKTAKE_BASE_ERR_H

#include <stdio.h>

/* The exit status that the failure leads to, as DESIGN's list has them. */
enum stk_err_code {
	STK_OK = 0,
	STK_EUSAGE = 2,      /* wrong words on the command line, or files that cannot be read */
	STK_ECHECK = 3,      /* a check failed, was killed or timed out */
	STK_EIO = 4,         /* git or input/output */
	STK_EINTERRUPT = 130 /* the user left with Ctrl-C */
};

struct stk_err {
	enum stk_err_code code;
	char message[480]; /* what is wrong; no newline at its end */
	char file[256];    /* where; empty if nowhere in particular */
	unsigned line;     /* 1-based; 0 unknown */
	unsigned col;      /* 1-based, in code points; 0 unknown */
	char hint[320];    /* what to do; empty if nothing better than the message */
};

/* Clears place and hint, sets code and message; returns -1, so that `return stk_err_set(...)` reads
 * well. */
int stk_err_set(struct stk_err *err, enum stk_err_code code, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* As stk_err_set with STK_EIO, adding ": " and strerror(errno_value). */
int stk_err_errno(struct stk_err *err, int errno_value, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Adds the place to an error that is set. */
void stk_err_at(struct stk_err *err, const char *file, unsigned line, unsigned col);

/* Adds what to do to an error that is set. */
void stk_err_hint(struct stk_err *err, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Prints `stocktake: FILE:LINE:COL: message` and, on a line of its own, the hint; control and
 * bidirectional characters are shown visibly. */
void stk_err_print(const struct stk_err *err, FILE *out);

#endif
