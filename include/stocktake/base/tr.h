/*
 * Translation of what the program says.
 *
 * English is the message ids themselves. Other languages are catalogues made by msgfmt from
 * `src/po/LANG.po` and carried in the binary as `po/LANG.mo`; they are read here, so no locale
 *needs to be installed and two languages may be in use at once. JSON, keys, ids and what people
 *said are never translated.
 *
 * A NULL catalogue is English: every function takes it. Translations live as long as the bytes of
 * the catalogue (the embedded ones: for ever); nobody frees them.
 *
 * xgettext finds the messages by these names:
 *	xgettext -k -kstk_tr:2 -kstk_tr_n:2,3 -kstk_tr_c:2c,3
 */
#ifndef STOCKTAKE_BASE_TR_H
#define STOCKTAKE_BASE_TR_H

#include <stdbool.h>
#include <stddef.h>

struct stk_tr;

/* The catalogue of a language: "zh", "zh-CN", "zh_CN.UTF-8" (the region's own first, then the
 * language's). NULL for English, for "C" and for a language without a catalogue. Freed with
 * stk_tr_close, which takes NULL too. */
struct stk_tr *stk_tr_open(const char *lang);
void stk_tr_close(struct stk_tr *tr);

/* True if the program speaks this language: English, or one with a catalogue. */
bool stk_tr_has(const char *lang);

/* The language that the environment asks for (LC_ALL, else LC_MESSAGES, else LANG), "C" if none. */
const char *stk_tr_env(void);

/* A catalogue from the bytes of a .mo file, which are not copied and must outlive it. Every offset
 * and string is checked here; NULL if anything is wrong with it. */
struct stk_tr *stk_tr_from(const void *bytes, size_t size_bytes);

/* The translation of a message, or the message itself. */
const char *stk_tr(const struct stk_tr *tr, const char *msgid) __attribute__((format_arg(2)));

/* The form for a number of things: stk_tr_n(tr, "%zu tool", "%zu tools", count). */
const char *stk_tr_n(const struct stk_tr *tr, const char *one, const char *many, unsigned long n)
	__attribute__((format_arg(2), format_arg(3)));

/* A message that means different things in different places: stk_tr_c(tr, "flow", "out"). */
const char *stk_tr_c(const struct stk_tr *tr, const char *context, const char *msgid)
	__attribute__((format_arg(3)));

#endif
