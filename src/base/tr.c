/*
 * The .mo file: a magic number that tells the byte order, the number of messages, and two tables of
 * (length, offset): originals, sorted by strcmp, and translations. Plural forms follow each other,
 * each with its NUL; a context stands before its message with a byte 4 between.
 */
#include "stocktake/base/tr.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "stocktake/base/embed.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/str.h"
#include "stocktake/base/text.h"

#include "plural.h"

#define MAGIC         UINT32_C(0x950412de)
#define MAGIC_SWAPPED UINT32_C(0xde120495)
#define HEAD_BYTES    28

struct stk_tr {
	const char *bytes;
	size_t size_bytes;
	bool swapped;
	uint32_t count, originals,
		translations; /* checked: all strings lie inside and end in NUL */
	struct stk_plural plural;
};

static uint32_t number_at(const struct stk_tr *tr, size_t at)
{
	uint32_t value;

	memcpy(&value, tr->bytes + at, sizeof value);
	if (tr->swapped)
		value = value >> 24 | (value >> 8 & 0xff00) | (value << 8 & 0xff0000) | value << 24;
	return value;
}

static const char *string_at(const struct stk_tr *tr, uint32_t table, uint32_t i, size_t *len)
{
	size_t at = (size_t)table + (size_t)i * 8;

	*len = number_at(tr, at);
	return tr->bytes + number_at(tr, at + 4);
}

static bool table_is_sound(const struct stk_tr *tr, uint32_t table, bool sorted)
{
	const char *text, *before = NULL;
	size_t at, len, offset;
	uint32_t i;

	if (table > tr->size_bytes || tr->count > (tr->size_bytes - table) / 8)
		return false;
	for (i = 0; i < tr->count; i++) {
		at = (size_t)table + (size_t)i * 8;
		len = number_at(tr, at);
		offset = number_at(tr, at + 4);
		if (offset >= tr->size_bytes || len >= tr->size_bytes - offset)
			return false;
		text = tr->bytes + offset;
		if (text[len] || stk_utf8_valid_bytes(text, len) != len)
			return false;
		if (sorted && before && strcmp(before, text) >= 0)
			return false;
		before = text;
	}
	return true;
}

/* The translation, all its forms, or NULL. */
static const char *find(const struct stk_tr *tr, const char *original, size_t *len)
{
	uint32_t low = 0, high = tr->count, middle;
	int order;

	while (low < high) {
		middle = low + (high - low) / 2;
		order = strcmp(original, string_at(tr, tr->originals, middle, len));
		if (order == 0)
			return string_at(tr, tr->translations, middle, len);
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

static void read_plural(struct stk_tr *tr)
{
	static const char name[] = "\nPlural-Forms:";
	const char *header, *line;
	size_t len;

	stk_plural_init(&tr->plural);
	header = find(tr, "", &len);
	line = header ? strstr(header, name) : NULL;
	if (line)
		stk_plural_parse(&tr->plural, line + strlen(name));
}

void stk_tr_language(const struct stk_tr *tr, char out[32])
{
	static const char name[] = "\nLanguage: ";
	size_t len;
	const char *header = tr ? find(tr, "", &len) : NULL,
		   *line = header ? strstr(header, name) : NULL;

	if (line)
		line += strlen(name);
	else
		line = "en";
	snprintf(out, 32, "%.*s", (int)strcspn(line, "\n"), line);
}

struct stk_tr *stk_tr_from(const void *bytes, size_t size_bytes)
{
	struct stk_tr *tr;
	uint32_t magic;

	if (size_bytes < HEAD_BYTES)
		return NULL;
	tr = stk_xcalloc(1, sizeof *tr);
	tr->bytes = bytes;
	tr->size_bytes = size_bytes;
	magic = number_at(tr, 0);
	tr->swapped = magic == MAGIC_SWAPPED;
	if (magic == MAGIC || tr->swapped) {
		tr->count = number_at(tr, 8);
		tr->originals = number_at(tr, 12);
		tr->translations = number_at(tr, 16);
	}
	/* The upper half of the revision says whether a reader like this one can read it. */
	if ((magic != MAGIC && !tr->swapped) || number_at(tr, 4) >> 16 > 1 ||
	    !table_is_sound(tr, tr->originals, true) ||
	    !table_is_sound(tr, tr->translations, false)) {
		free(tr);
		return NULL;
	}
	read_plural(tr);
	return tr;
}

void stk_tr_close(struct stk_tr *tr)
{
	free(tr);
}

/* The catalogue of another region of the language: "zh-Hans" is served by zh_CN. */
static const struct stk_embedded *any_region(const char *lang, size_t len)
{
	for (size_t i = 0; i < stk_embedded_count; i++) {
		const char *name = stk_embedded_files[i].name;

		if (stk_starts(name, "po/") && strncmp(name + 3, lang, len) == 0 &&
		    name[3 + len] == '_')
			return &stk_embedded_files[i];
	}
	return NULL;
}

/* The embedded catalogue for the first `len` bytes of a language's name. */
static const struct stk_embedded *catalogue(const char *lang, size_t len)
{
	const struct stk_embedded *found;
	struct stk_str name = STK_STR_INIT;
	size_t i;

	stk_str_add(&name, "po/");
	for (i = 0; i < len; i++)
		stk_str_addc(&name, lang[i] == '-' ? '_' : lang[i]);
	stk_str_add(&name, ".mo");
	found = stk_embedded_find(name.data);
	stk_str_release(&name);
	return found;
}

static const struct stk_embedded *catalogue_for(const char *lang)
{
	const struct stk_embedded *found;
	size_t whole = strcspn(lang, ".@"), part = strcspn(lang, ".@_-");

	if (!whole || whole > 32)
		return NULL;
	found = catalogue(lang, whole);
	if (!found && part != whole)
		found = catalogue(lang, part);
	return found ? found : any_region(lang, part);
}

static bool is_english(const char *lang)
{
	size_t part = strcspn(lang, ".@_-");

	return !*lang || (part == 2 && memcmp(lang, "en", 2) == 0) ||
	       (part == 1 && lang[0] == 'C') || (part == 5 && memcmp(lang, "POSIX", 5) == 0);
}

struct stk_tr *stk_tr_open(const char *lang)
{
	const struct stk_embedded *file = is_english(lang) ? NULL : catalogue_for(lang);

	return file ? stk_tr_from(file->data, file->size_bytes) : NULL;
}

bool stk_tr_has(const char *lang)
{
	return is_english(lang) || catalogue_for(lang);
}

const char *stk_tr_name(const char *lang)
{
	static _Thread_local char name[48];
	const struct stk_embedded *file = is_english(lang) ? NULL : catalogue_for(lang);

	if (!file)
		return is_english(lang) ? "en" : NULL;
	snprintf(name, sizeof name, "%.*s", (int)strcspn(file->name + 3, "."), file->name + 3);
	return name;
}

void stk_tr_names(struct stk_str *out)
{
	stk_str_add(out, "en");
	for (size_t i = 0; i < stk_embedded_count; i++) {
		const char *name = stk_embedded_files[i].name;

		if (stk_starts(name, "po/"))
			stk_str_addf(out, ", %.*s", (int)strcspn(name + 3, "."), name + 3);
	}
}

const char *stk_tr_env(void)
{
	static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
	const char *value;
	size_t i;

	for (i = 0; i < STK_COUNT(names); i++) {
		value = getenv(names[i]);
		if (value && *value)
			return value;
	}
	return "C";
}

const char *stk_tr(const struct stk_tr *tr, const char *msgid)
{
	const char *found;
	size_t len;

	/* The empty message is the catalogue's header. */
	if (!tr || !*msgid)
		return msgid;
	found = find(tr, msgid, &len);
	return found && len ? found : msgid;
}

const char *stk_tr_n(const struct stk_tr *tr, const char *one, const char *many, unsigned long n)
{
	const char *found = NULL, *end;
	unsigned form;
	size_t len = 0;

	if (tr && *one)
		found = find(tr, one, &len);
	if (found) {
		end = found + len;
		for (form = stk_plural_form(&tr->plural, n); form && found < end; form--)
			found += strlen(found) + 1;
		if (found < end && *found)
			return found;
	}
	return n == 1 ? one : many;
}

const char *stk_tr_c(const struct stk_tr *tr, const char *context, const char *msgid)
{
	struct stk_str key = STK_STR_INIT;
	const char *found;
	size_t len;

	if (!tr)
		return msgid;
	stk_str_addf(&key, "%s\004%s", context, msgid);
	found = find(tr, key.data, &len);
	stk_str_release(&key);
	return found && len ? found : msgid;
}

/* --- the language of this thread ----------------------------------------------------------- */

static _Thread_local const struct stk_tr *in_use;

const struct stk_tr *stk_tr_use(const struct stk_tr *tr)
{
	const struct stk_tr *former = in_use;

	in_use = tr;
	return former;
}

void stk_tr_speak(const char *lang)
{
	static _Thread_local struct stk_tr *opened;
	struct stk_tr *tr = lang ? stk_tr_open(lang) : NULL;

	stk_tr_use(tr);
	stk_tr_close(opened);
	opened = tr;
}

const struct stk_tr *stk_tr_used(void)
{
	return in_use;
}

const char *stk_t(const char *msgid)
{
	return in_use ? stk_tr(in_use, msgid) : msgid;
}

const char *stk_tn(const char *one, const char *many, unsigned long n)
{
	return stk_tr_n(in_use, one, many, n);
}

const char *stk_tc(const char *context, const char *msgid)
{
	return stk_tr_c(in_use, context, msgid);
}
