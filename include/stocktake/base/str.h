/*
 * A growing string.
 *
 * `data` is always NUL-terminated and never NULL once initialised (STK_STR_INIT points at a shared
 * empty string; never write through it before something was added). It may hold NUL bytes; `len`
 * counts them.
 */
#ifndef STOCKTAKE_BASE_STR_H
#define STOCKTAKE_BASE_STR_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

struct stk_str {
	char *data;
	size_t len; /* bytes, without the terminating NUL */
	size_t cap; /* 0: data is the shared empty string */
};

extern char stk_str_empty[1];
#define STK_STR_INIT                                                                               \
	{                                                                                          \
		stk_str_empty, 0, 0                                                                \
	}

void stk_str_init(struct stk_str *str);
void stk_str_release(struct stk_str *str); /* frees and initialises again */
void stk_str_reset(struct stk_str *str);   /* empties, keeps the memory */
char *stk_str_detach(struct stk_str *str); /* the caller's now; str is initialised again */
void stk_str_reserve(struct stk_str *str, size_t more_bytes);
void stk_str_add(struct stk_str *str, const char *text);
void stk_str_addn(struct stk_str *str, const void *bytes, size_t len_bytes);
void stk_str_addc(struct stk_str *str, char c);
void stk_str_addf(struct stk_str *str, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
void stk_str_addv(struct stk_str *str, const char *format, va_list args)
	__attribute__((format(printf, 2, 0)));
/* Replaces `old_bytes` at `at` with `bytes`; aborts if the range is outside. */
void stk_str_splice(struct stk_str *str, size_t at, size_t old_bytes, const void *bytes,
		    size_t len_bytes);
void stk_str_truncate(struct stk_str *str, size_t len_bytes);
bool stk_str_ends(const struct stk_str *str, const char *suffix);

/* Small questions about C strings that everybody asks. */
bool stk_starts(const char *text, const char *prefix);
bool stk_ends(const char *text, const char *suffix);

#endif
