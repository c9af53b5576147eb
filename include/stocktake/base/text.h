/*
 * Text: UTF-8, width on a terminal, comparison of names, and making strange characters visible.
 */
#ifndef STOCKTAKE_BASE_TEXT_H
#define STOCKTAKE_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "stocktake/base/str.h"

/* Length in bytes of the longest valid UTF-8 prefix (no surrogates, no overlong forms, at most
 * U+10FFFF): equal to len if all is valid. */
size_t stk_utf8_valid_bytes(const char *text, size_t len_bytes);

/* Decodes one code point of valid UTF-8; returns its bytes (1-4), 0 at the end, and U+FFFD with 1
 * byte on a broken one. */
size_t stk_utf8_next(const char *text, size_t len_bytes, uint32_t *code);
void stk_utf8_add(struct stk_str *out, uint32_t code);
size_t stk_utf8_count(const char *text, size_t len_bytes); /* code points */

/* Columns on a terminal: wide characters count 2, combining marks 0; controls count as they are
 * shown by stk_text_visible. */
size_t stk_text_width_cols(const char *text);

/* Appends text as it may be shown on a terminal: control characters (except newline where
 * keep_newlines), DEL, C1, bidirectional controls and broken bytes appear as <U+001B>, <U+202E>,
 * <0xFF>. All output of anything that came from a file or a person goes through it. */
void stk_text_visible(struct stk_str *out, const char *text, size_t len_bytes, bool keep_newlines);

/* Appends text cut to at most max_cols columns, with "…" at its end where something was cut. Never
 * parts a letter from its marks or an emoji sequence. Not made visible: do that before. */
void stk_text_cut(struct stk_str *out, const char *text, size_t max_cols);

/* Appends text padded with blanks to cols columns (longer text stays whole). */
void stk_text_pad(struct stk_str *out, const char *text, size_t cols, bool right);

/* Wraps text at blanks (CJK between any two wide characters and after wide punctuation) to width
 * columns; the first line is begun at `first_col`, the others are indented by `indent` blanks. A
 * newline in the text stays one, other blanks shrink to one; a longer word stays whole. width_cols
 * 0: no limit. No newline at the end. */
void stk_text_wrap(struct stk_str *out, const char *text, size_t width_cols, size_t first_col,
		   size_t indent);

/* Appends the form in which names and ids are compared: NFC and case-folded. Returns false on
 * invalid UTF-8 (nothing appended). */
bool stk_text_fold(struct stk_str *out, const char *text, size_t len_bytes);
bool stk_text_is_nfc(const char *text, size_t len_bytes);
/* True if both are equal when folded. */
bool stk_text_same(const char *a, const char *b);
/* True if both are the same address on the web, however it was typed: with or without the scheme,
 * "www." and a slash at its end. */
bool stk_text_same_site(const char *a, const char *b);

/* Appends an id made from a name: "HubSpot CRM (EU)" -> "hubspot-crm-eu", "销售 表" -> "销售-表".
 * Folded, NFC, at most 80 bytes cut at a code point, never a device name. Appends nothing if the
 * name has no letter or digit. */
void stk_text_slug(struct stk_str *out, const char *name);
/* NULL if the text is a valid id, else why not, in words that go on after the id: "has upper case
 * letters", "is a device name". Static text. */
const char *stk_text_id_defect(const char *text, size_t len_bytes);

/* Letters, marks and digits of any script. */
bool stk_code_is_word(uint32_t code);

#endif
