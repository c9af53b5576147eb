/*
 * Ids: the base names of entities' files, which must work on every file system.
 */
#include "stocktake/base/text.h"
#include "stocktake/base/tr.h"

#include <string.h>
#include <utf8proc.h>

#define MAX_ID_BYTES 80

bool stk_code_is_word(uint32_t code)
{
	if (code < 0x80)
		return (code >= '0' && code <= '9') ||
		       ((code | 0x20) >= 'a' && (code | 0x20) <= 'z');
	switch (utf8proc_category((utf8proc_int32_t)code)) {
	case UTF8PROC_CATEGORY_LU:
	case UTF8PROC_CATEGORY_LL:
	case UTF8PROC_CATEGORY_LT:
	case UTF8PROC_CATEGORY_LM:
	case UTF8PROC_CATEGORY_LO:
	case UTF8PROC_CATEGORY_MN:
	case UTF8PROC_CATEGORY_MC:
	case UTF8PROC_CATEGORY_ME:
	case UTF8PROC_CATEGORY_ND: return true;
	default: return false;
	}
}

static bool is_mark(uint32_t code)
{
	utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)code);

	return category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_MC ||
	       category == UTF8PROC_CATEGORY_ME;
}

static bool has_upper(const char *text, size_t len)
{
	utf8proc_category_t category;
	uint32_t code;
	size_t at;

	for (at = 0; at < len;) {
		at += stk_utf8_next(text + at, len - at, &code);
		category = utf8proc_category((utf8proc_int32_t)code);
		if (category == UTF8PROC_CATEGORY_LU || category == UTF8PROC_CATEGORY_LT)
			return true;
	}
	return false;
}

/* Names that some systems keep for devices, whatever suffix the file has. The text is folded. */
static bool is_device(const char *text, size_t len)
{
	static const char names[][4] = {"con", "prn", "aux", "nul"};
	size_t i;

	if (len == 4)
		return (memcmp(text, "com", 3) == 0 || memcmp(text, "lpt", 3) == 0) &&
		       text[3] >= '0' && text[3] <= '9';
	for (i = 0; len == 3 && i < sizeof names / sizeof *names; i++)
		if (memcmp(text, names[i], 3) == 0)
			return true;
	return false;
}

/* Adds the name without the characters that are only formatting (soft hyphens, joiners, direction):
 * they part no words. */
static void add_without_format(struct stk_str *out, const char *name, size_t len)
{
	size_t at, size;
	uint32_t code;

	for (at = 0; at < len; at += size) {
		size = stk_utf8_next(name + at, len - at, &code);
		if (utf8proc_category((utf8proc_int32_t)code) != UTF8PROC_CATEGORY_CF)
			stk_utf8_add(out, code);
	}
}

/* Adds the words of folded text with "-" between them; false if they are nothing but marks. */
static bool add_words(struct stk_str *out, const char *text, size_t len)
{
	size_t start = out->len, at, size;
	bool gap = false, solid = false;
	uint32_t code;

	for (at = 0; at < len; at += size) {
		size = stk_utf8_next(text + at, len - at, &code);
		if (!stk_code_is_word(code)) {
			gap = true;
			continue;
		}
		gap = gap && out->len > start;
		if (out->len - start + gap + size > MAX_ID_BYTES)
			break;
		if (gap)
			stk_str_addc(out, '-');
		gap = false;
		solid = solid || !is_mark(code);
		stk_str_addn(out, text + at, size);
	}
	return solid;
}

void stk_text_slug(struct stk_str *out, const char *name)
{
	struct stk_str plain = STK_STR_INIT, folded = STK_STR_INIT;
	size_t start = out->len;

	add_without_format(&plain, name, strlen(name));
	stk_text_fold(&folded, plain.data, plain.len);
	if (!add_words(out, folded.data, folded.len))
		stk_str_truncate(out, start);
	else if (is_device(out->data + start, out->len - start))
		stk_str_add(out, "-1");
	stk_str_release(&plain);
	stk_str_release(&folded);
}

/* Why the characters of valid UTF-8 do not make an id. */
static const char *characters_defect(const char *text, size_t len)
{
	bool was_dash = true;
	uint32_t code;
	size_t at, size;

	for (at = 0; at < len; at += size) {
		size = stk_utf8_next(text + at, len - at, &code);
		if (code == '-' && was_dash)
			return at ? stk_t("has two \"-\" in a row") : stk_t("begins with \"-\"");
		was_dash = code == '-';
		if (!was_dash && !stk_code_is_word(code))
			return code == ' ' ? stk_t("has a blank (write \"-\" between words)")
					   : stk_t("has characters that are no letters, digits or "
						   "\"-\"");
	}
	return was_dash ? stk_t("ends with \"-\"") : NULL;
}

const char *stk_text_id_defect(const char *text, size_t len_bytes)
{
	struct stk_str folded = STK_STR_INIT;
	const char *why;

	if (!len_bytes)
		return stk_t("is empty");
	if (len_bytes > MAX_ID_BYTES)
		return stk_t("is longer than 80 bytes");
	if (stk_utf8_valid_bytes(text, len_bytes) != len_bytes)
		return stk_t("is not valid UTF-8");
	if (text[0] == '.')
		return stk_t("begins with a dot");
	why = characters_defect(text, len_bytes);
	if (why)
		return why;
	if (!stk_text_is_nfc(text, len_bytes))
		return stk_t("is not in Unicode's composed form (NFC)");
	stk_text_fold(&folded, text, len_bytes);
	if (folded.len != len_bytes || memcmp(folded.data, text, len_bytes) != 0)
		why = has_upper(text, len_bytes)
			      ? stk_t("has upper case letters")
			      : stk_t("has letters that change when case is folded");
	else if (is_device(text, len_bytes))
		why = stk_t("is a device name");
	stk_str_release(&folded);
	return why;
}
