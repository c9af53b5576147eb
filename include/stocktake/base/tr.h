/*
 * Translation of what the program says.
 *
 * English is the message ids themselves. Other languages are catalogues made by msgfmt from
 * `src/po/LANG/` and carried in the binary as `po/LANG.mo`; they are read here, so no locale
 * needs to be installed and two languages may be in use at once. JSON, keys, ids, addresses,
 * evidence, commit messages and what people said are never translated.
 *
 * A NULL catalogue is English: every function takes it. Translations live as long as the bytes of
 * the catalogue (the embedded ones: for ever); nobody frees them.
 *
 * The language of the output is a property of the thread, as with uselocale(): the one exception
 * to "no global state", so that it need not be passed through every function that may say
 * something. The program sets it once, from --lang, else from the environment; threads that
 * stk_threads_run begins have it from their caller. Whoever needs another for a while changes back.
 *
 * What is translated, and where:
 * - A *format* of a function that says something (stk_err_set, stk_err_hint, stk_tell,
 *   stk_prompt_say, stk_page_textf, stk_validator_report, ...) is translated by that function.
 *   Nothing is to be done at the call.
 * - A *text* is not, since it may be somebody's own words: write stk_t("Ask next").
 * - Pieces for a string: stk_str_addf(out, stk_t("%s to %s"), ...), with a number stk_tn().
 * - A text in a table: STK_N("Ask next") there, stk_t() where it is read. The texts of descriptors
 *   of commands, of schema rows and of built-in checks are found without a mark.
 * - Data (JSON, YAML, commit messages) takes neither.
 * scripts/dev/po gathers the messages; it lists the functions.
 */
#ifndef STOCKTAKE_BASE_TR_H
#define STOCKTAKE_BASE_TR_H

#include <stdbool.h>
#include <stddef.h>

struct stk_str;
struct stk_tr;

/* The catalogue of a language: "zh", "zh-CN", "zh_CN.UTF-8" (the region's own first, then the
 * language's, then that of another region). NULL for English, for "C" and for a language without a
 * catalogue. Freed with stk_tr_close, which takes NULL too. */
struct stk_tr *stk_tr_open(const char *lang);
void stk_tr_close(struct stk_tr *tr);

/* True if the program speaks this language: English, or one with a catalogue. */
bool stk_tr_has(const char *lang);

/* The name by which the program knows a language: "en", "zh_CN" also for "zh", "zh-Hans" and
 * "zh_CN.UTF-8"; NULL for one that it does not speak. Good until the next call. */
const char *stk_tr_name(const char *lang);

/* The name of a catalogue's language, by what stands in it: "zh_CN"; "en" for NULL. */
void stk_tr_language(const struct stk_tr *tr, char out[32]);

/* Appends the names of all languages that the program speaks: "en, zh_CN". */
void stk_tr_names(struct stk_str *out);

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

/* Makes this catalogue (NULL: English) the one of this thread; returns the former one. It must
 * outlive its use. */
const struct stk_tr *stk_tr_use(const struct stk_tr *tr);
/* The same by name, for whoever has no catalogue of his own: it is opened here, and closed by the
 * next call. NULL: English. */
void stk_tr_speak(const char *lang);
/* The catalogue of this thread. */
const struct stk_tr *stk_tr_used(void);

/* The same three in the language of this thread. */
const char *stk_t(const char *msgid) __attribute__((format_arg(1)));
const char *stk_tn(const char *one, const char *many, unsigned long n)
	__attribute__((format_arg(1), format_arg(2)));
const char *stk_tc(const char *context, const char *msgid) __attribute__((format_arg(2)));

/* Marks a text that is translated where it is read. */
#define STK_N(msgid)           msgid
#define STK_NC(context, msgid) msgid

#endif
