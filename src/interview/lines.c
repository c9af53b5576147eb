#include "lines_private.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "stocktake/base/when.h"
#include "stocktake/model/said_answer.h"

#define MAX_PHRASE_WORDS 5
#define MAX_APART        24

void *stk_lines_push(struct stk_lines *lines, void **items, size_t *count, size_t size_bytes)
{
	char *item;

	/* Room doubles at each power of two; the arena keeps the old ones. */
	if ((*count & (*count - 1)) == 0) {
		size_t cap = *count ? *count * 2 : 1;
		char *more = stk_arena_alloc(lines->arena, cap * size_bytes);

		if (*count)
			memcpy(more, *items, *count * size_bytes);
		*items = more;
	}
	item = (char *)*items + (*count)++ * size_bytes;
	memset(item, 0, size_bytes);
	return item;
}

void stk_lines_unknown(struct stk_lines *lines, const char *text)
{
	if (!*text)
		return;
	if (lines->unknown.len)
		stk_str_add(&lines->unknown, "; ");
	stk_str_add(&lines->unknown, text);
}

void stk_lines_unknown_pick(struct stk_lines *lines, const struct stk_pick *pick)
{
	if (pick->name)
		stk_lines_unknown(lines, pick->name);
	else
		stk_lines_unknown(lines, stk_arena_printf(lines->arena, "%u", pick->number));
}

/* --- clauses and words --------------------------------------------------------------------------
 */

/* Bytes of a separator at text, 0 if there is none. */
size_t stk_line_separator_bytes(const char *text, unsigned how)
{
	static const char *const wide[] = {"；", "，", "、"};

	if (*text == ';' || *text == '\n' || *text == '\r')
		return 1;
	if ((how & STK_SPLIT_COMMAS) && *text == ',')
		return 1;
	for (size_t i = 0; i < STK_COUNT(wide); i++)
		if ((i == 0 || (how & STK_SPLIT_COMMAS)) && stk_starts(text, wide[i]))
			return strlen(wide[i]);
	return 0;
}

/* Blanks of every kind that people paste: also the no-break and the ideographic one. */
size_t stk_line_blank_bytes(const char *text)
{
	if (*text == ' ' || *text == '\t')
		return 1;
	if (stk_starts(text, "\xc2\xa0"))
		return 2;
	return stk_starts(text, "\xe3\x80\x80") ? 3 : 0;
}

char *stk_line_trimmed(struct stk_lines *lines, const char *text, size_t len)
{
	size_t n;

	while (len && (n = stk_line_blank_bytes(text)) && n <= len) {
		text += n;
		len -= n;
	}
	for (;;) {
		if (len && (text[len - 1] == ' ' || text[len - 1] == '\t'))
			len--;
		else if (len >= 2 && memcmp(text + len - 2, "\xc2\xa0", 2) == 0)
			len -= 2;
		else if (len >= 3 && memcmp(text + len - 3, "\xe3\x80\x80", 3) == 0)
			len -= 3;
		else
			break;
	}
	return stk_arena_strndup(lines->arena, text, len);
}

size_t stk_clauses(struct stk_lines *lines, const char *text, unsigned how,
		   struct stk_clause **clauses)
{
	const char *whole = text;
	void *items = NULL;
	size_t count = 0, n = 0;

	while (*text) {
		const char *end = text;
		bool quoted = false;
		char *clause;

		while (*end && (quoted || !stk_line_separator_bytes(end, how))) {
			/* A quote that is never closed is a letter like others. */
			if (*end == '"' && (quoted || strchr(end + 1, '"')))
				quoted = !quoted;
			else if (!quoted && stk_starts(end, "“") && strstr(end, "”"))
				end = strstr(end, "”");
			end++;
		}
		clause = stk_line_trimmed(lines, text, (size_t)(end - text));
		if (*clause) {
			struct stk_clause *item =
				stk_lines_push(lines, &items, &count, sizeof(struct stk_clause));

			item->text = clause;
			item->from_bytes = (size_t)(strstr(text, clause) - whole);
		}
		n = stk_line_separator_bytes(end, how);
		text = end + n;
	}
	*clauses = items;
	return count;
}

/* A wide colon needs no blank behind it; a wide full stop ends what was said. */
static size_t gap_bytes(const char *text)
{
	size_t n = stk_line_blank_bytes(text);

	if (!n)
		n = stk_line_separator_bytes(text, STK_SPLIT_COMMAS);
	if (!n && (stk_starts(text, "：") || stk_starts(text, "。") || stk_starts(text, "！")))
		n = strlen("：");
	return n;
}

/* "线索/联系人", "线索和联系人": what only joins the two. */
static bool is_joint(const struct stk_lines *lines, const char *text, size_t bytes)
{
	return stk_line_flow_bytes(lines, STK_FLOW_AND, text) == bytes ||
	       (bytes == 1 && strchr("/+&", *text));
}

static void push_word(struct stk_lines *lines, struct stk_clause *clause, const char *text,
		      size_t bytes, size_t at)
{
	void *words = clause->words, *starts = clause->at;
	size_t count = clause->count;

	*(const char **)stk_lines_push(lines, &words, &count, sizeof(char *)) =
		stk_arena_strndup(lines->arena, text, bytes);
	*(size_t *)stk_lines_push(lines, &starts, &clause->count, sizeof(size_t)) = at;
	clause->words = words;
	clause->at = starts;
}

/* Only the links wait for a name behind "by hand". */
static void push_apart(struct stk_lines *lines, struct stk_clause *clause, const char *word,
		       size_t at, bool who)
{
	size_t ends[MAX_APART], from = 0, count;

	count = stk_line_apart(lines, word, who, ends, MAX_APART);
	if (!count)
		push_word(lines, clause, word, strlen(word), at);
	for (size_t i = 0; i < count; from = ends[i++])
		if (!is_joint(lines, word + from, ends[i] - from))
			push_word(lines, clause, word + from, ends[i] - from, at + from);
}

static void clause_words(struct stk_lines *lines, struct stk_clause *clause, bool who)
{
	const char *text = clause->text;

	clause->count = 0;
	clause->words = NULL;
	clause->at = NULL;
	while (*text) {
		const char *end = text;

		while (*end && !gap_bytes(end))
			end++;
		if (end > text)
			push_apart(lines, clause,
				   stk_arena_strndup(lines->arena, text, (size_t)(end - text)),
				   (size_t)(text - clause->text), who);
		text = end + gap_bytes(end);
	}
}

void stk_clause_words(struct stk_lines *lines, struct stk_clause *clause)
{
	clause_words(lines, clause, false);
}

void stk_clause_words_who(struct stk_lines *lines, struct stk_clause *clause)
{
	clause_words(lines, clause, true);
}

const char *stk_clause_rest(const struct stk_clause *clause, size_t n)
{
	return n < clause->count ? clause->text + clause->at[n] : "";
}

const char *stk_words_join(struct stk_lines *lines, const char *const *words, size_t from,
			   size_t to)
{
	struct stk_str joined = STK_STR_INIT;
	char *copy;

	for (size_t i = from; i < to; i++) {
		if (i > from)
			stk_str_addc(&joined, ' ');
		stk_str_add(&joined, words[i]);
	}
	copy = stk_arena_strdup(lines->arena, joined.data);
	stk_str_release(&joined);
	return copy;
}

/* --- what words mean ----------------------------------------------------------------------------
 */

/* A digit of either width: its value, -1 if it is none. */
static int digit_at(const char *text, size_t *bytes)
{
	*bytes = 1;
	if (isdigit((unsigned char)*text))
		return *text - '0';
	*bytes = 3;
	if (stk_starts(text, "\xef\xbc") && (unsigned char)text[2] >= 0x90 &&
	    (unsigned char)text[2] <= 0x99)
		return (unsigned char)text[2] - 0x90;
	return -1;
}

static bool number_at(const char **text, uint32_t *number)
{
	uint64_t value = 0;
	const char *p = *text;
	size_t bytes;
	int digit;

	for (; (digit = digit_at(p, &bytes)) >= 0; p += bytes)
		if ((value = value * 10 + (uint64_t)digit) > UINT32_MAX)
			return false;
	if (p == *text)
		return false;
	*text = p;
	*number = (uint32_t)value;
	return true;
}

/* The longest of a list of texts at the beginning; 0 bytes: none. */
static size_t one_of_bytes(const char *text, const char *const *list)
{
	for (; *list; list++)
		if (stk_starts(text, *list))
			return strlen(*list);
	return 0;
}

bool stk_word_range(const struct stk_lines *lines, const char *word, uint32_t *first,
		    uint32_t *last)
{
	static const char *const ranges[] = {"-", "–", "—", "~", "～", "－", "至", "到", NULL};
	static const char *const ends[] = {".", ")", ":", "．", "）", "：", "号", NULL};
	size_t n;

	if (!number_at(&word, first))
		return false;
	*last = *first;
	if ((n = one_of_bytes(word, ranges))) {
		word += n;
		if (!number_at(&word, last))
			return false;
	}
	n = one_of_bytes(word, ends);
	if (n && !word[n])
		word += n;
	return !*word && *first >= 1 && *first <= *last && *last <= lines->numbers;
}

void stk_groups_add(struct stk_line_groups *groups, const char *group)
{
	for (size_t i = 0; i < groups->count; i++)
		if (strcmp(groups->items[i], group) == 0)
			return;
	if (groups->count < STK_LINE_MAX_GROUPS)
		groups->items[groups->count++] = group;
}

size_t stk_words_groups(const struct stk_lines *lines, const char *const *words, size_t count,
			struct stk_line_groups *groups)
{
	const char *letters[STK_LINE_MAX_GROUPS], *group;
	struct stk_str phrase = STK_STR_INIT;
	size_t most = count < MAX_PHRASE_WORDS ? count : MAX_PHRASE_WORDS, taken = 0, n;

	for (size_t len = most; len && !taken; len--) {
		stk_str_reset(&phrase);
		for (size_t i = 0; i < len; i++)
			stk_str_addf(&phrase, "%s%s", i ? " " : "", words[i]);
		group = stk_guide_words_group(lines->words, phrase.data);
		if (group) {
			stk_groups_add(groups, group);
			taken = len;
		}
	}
	stk_str_release(&phrase);
	if (taken || !count)
		return taken;
	n = stk_guide_words_letters(lines->words, words[0], letters, STK_COUNT(letters));
	for (size_t i = 0; i < n && i < STK_COUNT(letters); i++)
		stk_groups_add(groups, letters[i]);
	return n ? 1 : 0;
}

size_t stk_words_flow(const struct stk_lines *lines, enum stk_flow_word flow,
		      const char *const *words, size_t count)
{
	struct stk_str phrase = STK_STR_INIT;
	size_t most = count < MAX_PHRASE_WORDS ? count : MAX_PHRASE_WORDS, taken = 0;

	for (size_t len = most; len && !taken; len--) {
		stk_str_reset(&phrase);
		for (size_t i = 0; i < len; i++)
			stk_str_addf(&phrase, "%s%s", i ? " " : "", words[i]);
		if (stk_guide_words_is(lines->words, flow, phrase.data))
			taken = len;
	}
	stk_str_release(&phrase);
	return taken;
}

size_t stk_words_every(const struct stk_lines *lines, const char *const *words, size_t count,
		       int64_t *every_minutes)
{
	struct stk_str phrase = STK_STR_INIT;
	size_t most = count < MAX_PHRASE_WORDS ? count : MAX_PHRASE_WORDS, taken = 0;

	for (size_t len = most; len && !taken; len--) {
		int64_t minutes;

		stk_str_reset(&phrase);
		for (size_t i = 0; i < len; i++)
			stk_str_addf(&phrase, "%s%s", i ? " " : "", words[i]);
		minutes = stk_said_every(lines->words, phrase.data);
		if (minutes != STK_EVERY_NONE) {
			*every_minutes = minutes;
			taken = len;
		}
	}
	stk_str_release(&phrase);
	return taken;
}

size_t stk_words_name(const struct stk_lines *lines, enum stk_line_name what,
		      const char *const *words, size_t count)
{
	struct stk_str phrase = STK_STR_INIT;
	size_t most = count < MAX_PHRASE_WORDS + 3 ? count : MAX_PHRASE_WORDS + 3, taken = 0;

	for (size_t len = lines->is_name ? most : 0; len && !taken; len--) {
		stk_str_reset(&phrase);
		for (size_t i = 0; i < len; i++)
			stk_str_addf(&phrase, "%s%s", i ? " " : "", words[i]);
		if (lines->is_name(lines->data, what, phrase.data))
			taken = len;
	}
	stk_str_release(&phrase);
	return taken;
}
