#include "complete.h"

#include <stdlib.h>
#include <string.h>

#include "stocktake/base/mem.h"
#include "stocktake/base/str.h"
#include "stocktake/base/text.h"

#define ALL_KINDS (~0u)

struct entry {
	const char *fold, *text;
	enum stk_word_kind kind;
};

struct stk_completer {
	struct stk_arena arena;
	struct entry *items;
	size_t count, cap;
	bool sorted;
};

struct stk_completer *stk_completer_new(void)
{
	struct stk_completer *completer = stk_xcalloc(1, sizeof *completer);

	completer->arena = (struct stk_arena)STK_ARENA_INIT;
	return completer;
}

void stk_completer_free(struct stk_completer *completer)
{
	if (!completer)
		return;
	free(completer->items);
	stk_arena_release(&completer->arena);
	free(completer);
}

static void fold(struct stk_str *out, const char *text, size_t len_bytes)
{
	stk_str_reset(out);
	if (!stk_text_fold(out, text, len_bytes))
		stk_str_addn(out, text, len_bytes);
}

void stk_completer_add(struct stk_completer *completer, enum stk_word_kind kind, const char *key,
		       const char *text)
{
	struct stk_str folded = STK_STR_INIT;

	fold(&folded, key, strlen(key));
	if (folded.len) {
		STK_GROW(completer->items, completer->cap, completer->count + 1);
		completer->items[completer->count++] =
			(struct entry){stk_arena_strdup(&completer->arena, folded.data),
				       stk_arena_strdup(&completer->arena, text), kind};
		completer->sorted = false;
	}
	stk_str_release(&folded);
}

void stk_candidates_release(struct stk_candidates *candidates)
{
	free(candidates->items);
	stk_arena_release(&candidates->arena);
	*candidates = (struct stk_candidates)STK_CANDIDATES_INIT;
}

/* --- finding ------------------------------------------------------------------------------------
 */

static int by_fold(const void *a, const void *b)
{
	const struct entry *one = a, *two = b;
	int order = strcmp(one->fold, two->fold);

	return order ? order : strcmp(one->text, two->text);
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static size_t lower(const struct stk_completer *completer, const char *prefix)
{
	size_t low = 0, high = completer->count, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (strcmp(completer->items[middle].fold, prefix) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void gather(const struct stk_completer *completer, const char *prefix, unsigned kinds,
		   struct stk_candidates *candidates)
{
	for (size_t i = lower(completer, prefix);
	     i < completer->count && stk_starts(completer->items[i].fold, prefix); i++) {
		if (!(kinds & 1u << completer->items[i].kind))
			continue;
		STK_GROW(candidates->items, candidates->cap, candidates->count + 1);
		candidates->items[candidates->count++] = completer->items[i].text;
	}
}

static void each_once(struct stk_candidates *candidates)
{
	size_t kept = 0;

	qsort(candidates->items, candidates->count, sizeof *candidates->items, by_text);
	for (size_t i = 0; i < candidates->count; i++)
		if (!kept || !stk_text_same(candidates->items[kept - 1], candidates->items[i]))
			candidates->items[kept++] = candidates->items[i];
	candidates->count = kept;
}

/* Bytes that the two begin with alike, whatever their case; whole characters. */
static size_t agree_bytes(const char *a, const char *b, size_t max_bytes)
{
	struct stk_str one = STK_STR_INIT, two = STK_STR_INIT;
	size_t at = 0;

	while (at < max_bytes && b[at]) {
		uint32_t code;
		size_t n = stk_utf8_next(a + at, max_bytes - at, &code),
		       m = stk_utf8_next(b + at, strlen(b + at), &code);

		if (n != m)
			break;
		fold(&one, a + at, n);
		fold(&two, b + at, m);
		if (strcmp(one.data, two.data) != 0)
			break;
		at += n;
	}
	stk_str_release(&one);
	stk_str_release(&two);
	return at;
}

/* How far all agree; NULL where that is no more than what is typed. */
static const char *in_common(struct stk_candidates *candidates, const char *typed,
			     const char *prefix)
{
	const char *first = candidates->items[0], *common;
	struct stk_str folded = STK_STR_INIT;
	size_t len = 0;
	bool more, any = false;

	/* Those that fit by another name of theirs ("goo": Gmail) do not hinder the others. */
	for (size_t i = 0; i < candidates->count; i++) {
		fold(&folded, candidates->items[i], strlen(candidates->items[i]));
		if (!stk_starts(folded.data, prefix) && candidates->count > 1)
			continue;
		if (!any)
			first = candidates->items[i];
		len = any ? agree_bytes(first, candidates->items[i], len) : strlen(first);
		any = true;
	}
	fold(&folded, first, len);
	more = candidates->count == 1
		       ? strcmp(first, typed) != 0
		       : stk_starts(folded.data, prefix) && folded.len > strlen(prefix);
	stk_str_release(&folded);
	common = stk_arena_strndup(&candidates->arena, first, len);
	return more ? common : NULL;
}

static void copy_items(struct stk_candidates *candidates)
{
	candidates->more =
		candidates->count > STK_MAX_CANDIDATES ? candidates->count - STK_MAX_CANDIDATES : 0;
	candidates->count -= candidates->more;
	for (size_t i = 0; i < candidates->count; i++)
		candidates->items[i] = stk_arena_strdup(&candidates->arena, candidates->items[i]);
}

static bool find_from(const struct stk_completer *completer, const char *line, size_t from,
		      size_t len_bytes, unsigned first, struct stk_candidates *candidates)
{
	char *typed = stk_xstrndup(line + from, len_bytes - from);
	struct stk_str prefix = STK_STR_INIT;
	bool command = *typed == ':', empty = from == len_bytes;
	unsigned kinds = command && from == 0 ? 1u << STK_WORD_COMMAND
					      : ALL_KINDS & ~(1u << STK_WORD_COMMAND);

	fold(&prefix, typed, strlen(typed));
	if (empty && from == 0)
		kinds |= 1u << STK_WORD_COMMAND;
	if (empty) /* everything would fit: what is at hand */
		kinds &= 1u << STK_WORD_OWN | 1u << STK_WORD_COMMAND;
	gather(completer, prefix.data, kinds & first, candidates);
	if (!candidates->count)
		gather(completer, prefix.data, kinds, candidates);
	if (candidates->count) {
		each_once(candidates);
		candidates->from = from;
		candidates->common = empty ? NULL : in_common(candidates, typed, prefix.data);
		copy_items(candidates);
	}
	stk_str_release(&prefix);
	free(typed);
	return candidates->count > 0;
}

/* Bytes of what parts two pieces, at the beginning of the text. */
static size_t separator_bytes(const char *text)
{
	static const char *const separators[] = {",",  ";",  ">",  "<",  "\t", "\n", "，",
						 "；", "、", "＞", "＜", "→",  "⏎"};

	for (size_t i = 0; i < STK_COUNT(separators); i++)
		if (stk_starts(text, separators[i]))
			return strlen(separators[i]);
	return 0;
}

bool stk_completer_find(struct stk_completer *completer, const char *line, size_t len_bytes,
			unsigned first, struct stk_candidates *candidates)
{
	size_t at = 0, begin = 0, n;
	uint32_t code;

	stk_candidates_release(candidates);
	if (!completer->sorted && completer->count)
		qsort(completer->items, completer->count, sizeof *completer->items, by_fold);
	completer->sorted = true;
	while (at < len_bytes) {
		n = separator_bytes(line + at);
		at += n ? n : stk_utf8_next(line + at, len_bytes - at, &code);
		begin = n ? at : begin;
	}
	while (begin < len_bytes && line[begin] == ' ')
		begin++;
	for (;;) {
		if (find_from(completer, line, begin, len_bytes, first, candidates))
			return true;
		while (begin < len_bytes && line[begin] != ' ')
			begin++;
		if (begin >= len_bytes)
			return false;
		while (begin < len_bytes && line[begin] == ' ')
			begin++;
	}
}
