/*
 * How the bytes of a text file are to be read: UTF-8, UTF-16 LE or BE, GB18030 or CP1252.
 *
 * A byte order mark and valid UTF-8 settle it. Otherwise both GB18030 and CP1252 are tried, and the
 * letters that come out are weighed: common Chinese characters against accented letters inside of
 * Latin words. Where neither is clearly the likelier, the guess says so and shows both.
 */
#ifndef STOCKTAKE_SHEETS_ENCODING_H
#define STOCKTAKE_SHEETS_ENCODING_H

#include <stdbool.h>
#include <stddef.h>

#include "stocktake/base/err.h"
#include "stocktake/base/str.h"

struct stk_encoding_guess {
	const char *name;  /* the likelier: "UTF-8", "UTF-16LE", "UTF-16BE", "GB18030", "CP1252";
			      static */
	const char *other; /* the one that it could be instead; NULL if it is certain */
	bool is_sure;
	/* A piece of a line that differs, as each of the two reads it; "" if it is certain. */
	char preview[128], other_preview[128];
};

/* Never fails: bytes that nothing fits are "CP1252", not sure. */
void stk_encoding_guess(const char *bytes, size_t len_bytes, struct stk_encoding_guess *guess);

/* Replaces `out` with the text in UTF-8, without its byte order mark. `name` is any name that iconv
 * knows. -1 (STK_EUSAGE) if it knows none such, or the bytes are not of that encoding: err then has
 * the line. */
int stk_encoding_to_utf8(const char *path, const char *bytes, size_t len_bytes, const char *name,
			 struct stk_str *out, struct stk_err *err);

#endif
