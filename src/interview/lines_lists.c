/* Lists whose items are short sentences: shows, patchy, numbers, replies, people. */
#include "lines_private.h"

#include <string.h>

#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "stocktake/base/when.h"

/* Where the text goes on after the first n words of it. */
static const char *after_words(const char *text, size_t n)
{
	while (n--) {
		text += strspn(text, " \t");
		text += strcspn(text, " \t");
	}
	return text + strspn(text, " \t");
}

static size_t leading_ranges(const struct stk_lines *lines, const struct stk_clause *clause)
{
	uint32_t first, last;
	size_t n = 0;

	while (n < clause->count && stk_word_range(lines, clause->words[n], &first, &last))
		n++;
	return n;
}

/* --- shows --------------------------------------------------------------------------------------
 */

static void push_shows(struct stk_lines *lines, void **items, size_t *count, struct stk_pick what,
		       const char *where)
{
	struct stk_line_shows *item = stk_lines_push(lines, items, count, sizeof *item);

	item->what = what;
	item->where.name = where;
}

size_t stk_lines_shows(struct stk_lines *lines, const char *text, struct stk_line_shows **items)
{
	struct stk_clause *clauses;
	size_t clause_count = stk_clauses(lines, text, STK_SPLIT_COMMAS, &clauses), count = 0;
	void *array = NULL;

	for (size_t i = 0; i < clause_count; i++) {
		struct stk_clause *clause = &clauses[i];
		uint32_t first, last;
		const char *where;
		size_t n;

		stk_clause_words(lines, clause);
		n = leading_ranges(lines, clause);
		if (!n &&
		    !(n = stk_words_name(lines, STK_LINE_METRIC, clause->words, clause->count))) {
			stk_lines_unknown(lines, clause->text);
			continue;
		}
		where = clause->count > n ? stk_words_join(lines, clause->words, n, clause->count)
					  : NULL;
		if (!stk_word_range(lines, clause->words[0], &first, &last)) {
			push_shows(lines, &array, &count,
				   (struct stk_pick){0, stk_words_join(lines, clause->words, 0, n)},
				   where);
			continue;
		}
		for (size_t w = 0; w < n; w++) {
			stk_word_range(lines, clause->words[w], &first, &last);
			for (uint32_t number = first; number <= last; number++)
				push_shows(lines, &array, &count, (struct stk_pick){number, NULL},
					   where);
		}
	}
	*items = array;
	return count;
}

/* --- patchy -------------------------------------------------------------------------------------
 */

/* True if a comma before this text parts two items: a number follows, or a known name. */
static bool opens_item(struct stk_lines *lines, struct stk_clause *clause)
{
	uint32_t first, last;

	stk_clause_words(lines, clause);
	return clause->count > 1 &&
	       (stk_word_range(lines, clause->words[0], &first, &last) ||
		stk_words_name(lines, STK_LINE_PLATFORM, clause->words, clause->count) > 0);
}

static void push_patchy(struct stk_lines *lines, void **items, size_t *count, const char *text)
{
	struct stk_clause clause = {.text = text};
	struct stk_line_groups groups = {.count = 0};
	struct stk_line_patchy *item;
	uint32_t first, last;
	size_t numbers, name = 0, at, n;

	stk_clause_words(lines, &clause);
	numbers = leading_ranges(lines, &clause);
	if (!numbers)
		name = stk_words_name(lines, STK_LINE_PLATFORM, clause.words, clause.count);
	if (!numbers && !name)
		name = stk_words_name(lines, STK_LINE_METRIC, clause.words, clause.count);
	at = numbers + name;
	/* Single letters are groups ("3 l c late"); "old" is a word, and words belong to the
	 * reason. */
	while ((numbers || name) && at < clause.count &&
	       stk_utf8_count(clause.words[at], strlen(clause.words[at])) == 1 &&
	       (n = stk_words_groups(lines, clause.words + at, 1, &groups)))
		at += n;
	for (size_t w = 0; w < (numbers ? numbers : 1); w++) {
		first = last = 0;
		if (numbers)
			stk_word_range(lines, clause.words[w], &first, &last);
		for (uint32_t number = first; number <= last; number++) {
			item = stk_lines_push(lines, items, count, sizeof *item);
			item->of.number = number;
			item->of.name = name ? stk_words_join(lines, clause.words, 0, name) : NULL;
			item->groups = groups;
			item->reason = after_words(text, at);
		}
	}
}

size_t stk_lines_patchy(struct stk_lines *lines, const char *text, struct stk_line_patchy **items)
{
	struct stk_clause *clauses, *pieces;
	size_t clause_count = stk_clauses(lines, text, 0, &clauses), count = 0;
	struct stk_str one = STK_STR_INIT;
	void *array = NULL;

	for (size_t i = 0; i < clause_count; i++) {
		size_t piece_count = stk_clauses(lines, clauses[i].text, STK_SPLIT_COMMAS, &pieces);

		stk_str_reset(&one);
		for (size_t p = 0; p < piece_count; p++) {
			if (p && opens_item(lines, &pieces[p])) {
				push_patchy(lines, &array, &count,
					    stk_arena_strdup(lines->arena, one.data));
				stk_str_reset(&one);
			}
			stk_str_addf(&one, "%s%s", one.len ? ", " : "", pieces[p].text);
		}
		if (one.len)
			push_patchy(lines, &array, &count,
				    stk_arena_strdup(lines->arena, one.data));
	}
	stk_str_release(&one);
	*items = array;
	return count;
}

/* --- numbers ------------------------------------------------------------------------------------
 */

static bool is_filler(const char *word)
{
	static const char *const fillers[] = {"from", "by", "as", "a",    "an",
					      "the",  "in", "on", "来自", "由"};

	for (size_t i = 0; i < STK_COUNT(fillers); i++)
		if (stk_text_same(word, fillers[i]))
			return true;
	return false;
}

/* "pdf dana", "power bi from dana kim", "slide": the form, then who. */
static void read_form(struct stk_lines *lines, const char *const *words, size_t count,
		      struct stk_line_number *item)
{
	size_t n;

	while (count && is_filler(words[0])) {
		/* "from dana": no form at all. */
		if (stk_text_same(words[0], "from") || stk_text_same(words[0], "by")) {
			item->who = count > 1 ? stk_words_join(lines, words, 1, count) : NULL;
			return;
		}
		words++;
		count--;
	}
	if (!count)
		return;
	n = stk_words_name(lines, STK_LINE_PERSON, words, count);
	if (n == count) {
		item->who = stk_words_join(lines, words, 0, count);
		return;
	}
	n = stk_words_name(lines, STK_LINE_PLATFORM, words, count);
	if (!n)
		for (n = 1; n < count && !is_filler(words[n]) && count - n > 1; n++)
			if (stk_words_name(lines, STK_LINE_PERSON, words + n, count - n) ==
			    count - n)
				break;
	item->form = stk_words_join(lines, words, 0, n);
	while (n < count && is_filler(words[n]))
		n++;
	item->who = n < count ? stk_words_join(lines, words, n, count) : NULL;
}

static void read_number(struct stk_lines *lines, const struct stk_clause *clause,
			struct stk_line_number *item)
{
	size_t name = stk_words_name(lines, STK_LINE_METRIC, clause->words, clause->count), at,
	       every = 0, from;
	struct stk_str rest = STK_STR_INIT;
	const char **words;
	void *array = NULL;
	size_t count = 0;

	item->text = clause->text;
	item->every_minutes = STK_EVERY_NONE;
	for (at = name ? name : 1; at < clause->count; at++)
		if ((every = stk_words_every(lines, clause->words + at, clause->count - at,
					     &item->every_minutes)))
			break;
	if (!name)
		name = at < clause->count ? at : 1;
	item->name = stk_words_join(lines, clause->words, 0, name);
	from = name;
	for (size_t w = from; w < clause->count; w++)
		if (w < at || w >= at + every)
			*(const char **)stk_lines_push(lines, &array, &count, sizeof(char *)) =
				clause->words[w];
	words = array;
	if (count)
		read_form(lines, words, count, item);
	stk_str_release(&rest);
}

size_t stk_lines_numbers(struct stk_lines *lines, const char *text, struct stk_line_number **items)
{
	struct stk_clause *clauses;
	size_t clause_count = stk_clauses(lines, text, STK_SPLIT_COMMAS, &clauses), count = 0;
	void *array = NULL;

	for (size_t i = 0; i < clause_count; i++) {
		stk_clause_words(lines, &clauses[i]);
		if (clauses[i].count)
			read_number(lines, &clauses[i],
				    stk_lines_push(lines, &array, &count,
						   sizeof(struct stk_line_number)));
	}
	*items = array;
	return count;
}

/* --- replies ------------------------------------------------------------------------------------
 */

static void read_reply(struct stk_lines *lines, const struct stk_clause *clause, void **items,
		       size_t *count)
{
	const char *text = clause->text;
	bool asks = *text == '?' || stk_starts(text, "？");
	struct stk_line_reply *item;
	uint32_t first, last;
	size_t len;
	const char *rest;
	char *word;

	if (asks)
		text += *text == '?' ? 1 : strlen("？");
	text += strspn(text, " \t");
	len = strcspn(text, " \t");
	word = stk_arena_strndup(lines->arena, text, len);
	rest = text + len + strspn(text + len, " \t");
	/* A single question needs no number. */
	if (!stk_word_range(lines, word, &first, &last) && lines->numbers == 1) {
		first = last = 1;
		rest = text;
	} else if (!stk_word_range(lines, word, &first, &last)) {
		stk_lines_unknown(lines, clause->text);
		return;
	}
	for (uint32_t number = first; number <= last; number++) {
		item = stk_lines_push(lines, items, count, sizeof *item);
		item->number = number;
		if (asks && *rest)
			item->ask = rest;
		else if (*rest == '?' && rest[1])
			item->ask = rest + 1 + strspn(rest + 1, " \t");
		else if (!*rest || strcmp(rest, "?") == 0 || strcmp(rest, "-") == 0)
			item->unknown = true;
		else
			item->answer = rest;
	}
}

size_t stk_lines_replies(struct stk_lines *lines, const char *text, struct stk_line_reply **items)
{
	struct stk_clause *clauses;
	size_t clause_count = stk_clauses(lines, text, 0, &clauses), count = 0;
	void *array = NULL;

	for (size_t i = 0; i < clause_count; i++)
		read_reply(lines, &clauses[i], &array, &count);
	*items = array;
	return count;
}

/* --- people -------------------------------------------------------------------------------------
 */

size_t stk_lines_people(struct stk_lines *lines, const char *text, struct stk_line_people **items)
{
	struct stk_clause *clauses;
	size_t clause_count = stk_clauses(lines, text, STK_SPLIT_COMMAS, &clauses), count = 0,
	       pending = 0;
	void *array = NULL, *picks = NULL;

	for (size_t i = 0; i < clause_count; i++) {
		struct stk_line_people *item;
		uint32_t first, last;
		size_t n;

		stk_clause_words(lines, &clauses[i]);
		n = leading_ranges(lines, &clauses[i]);
		for (size_t w = 0; w < n; w++) {
			stk_word_range(lines, clauses[i].words[w], &first, &last);
			for (uint32_t number = first; number <= last; number++)
				((struct stk_pick *)stk_lines_push(lines, &picks, &pending,
								   sizeof(struct stk_pick)))
					->number = number;
		}
		if (!n &&
		    (n = stk_words_name(lines, STK_LINE_PLATFORM, clauses[i].words,
					clauses[i].count)) &&
		    n < clauses[i].count)
			((struct stk_pick *)stk_lines_push(lines, &picks, &pending,
							   sizeof(struct stk_pick)))
				->name = stk_words_join(lines, clauses[i].words, 0, n);
		else if (n == clauses[i].count && !pending)
			n = 0;
		if (n >= clauses[i].count)
			continue; /* "1, 3 mia": the name comes yet */
		item = stk_lines_push(lines, &array, &count, sizeof *item);
		item->who = stk_words_join(lines, clauses[i].words, n, clauses[i].count);
		item->of = picks;
		item->of_count = pending;
		picks = NULL;
		pending = 0;
	}
	for (size_t i = 0; i < pending; i++) {
		const struct stk_pick *left = (const struct stk_pick *)picks + i;

		stk_lines_unknown(lines,
				  left->name ? left->name
					     : stk_arena_printf(lines->arena, "%u", left->number));
	}
	*items = array;
	return count;
}

static bool is_where(const char *word)
{
	static const char *const words[] = {"in", "from", "of", "在", "来自"};

	for (size_t i = 0; i < STK_COUNT(words); i++)
		if (stk_text_same(word, words[i]))
			return true;
	return false;
}

size_t stk_lines_referrals(struct stk_lines *lines, const char *text,
			   struct stk_line_person **items)
{
	const char **names;
	size_t name_count = stk_lines_people_names(lines, text, &names), count = 0;
	void *array = NULL;

	for (size_t i = 0; i < name_count; i++) {
		struct stk_line_person *item = stk_lines_push(lines, &array, &count, sizeof *item);
		struct stk_clause clause = {.text = names[i]};
		size_t bracket = strcspn(names[i], "("), at;

		item->name = item->text = names[i];
		stk_clause_words(lines, &clause);
		for (at = 1; at < clause.count && !is_where(clause.words[at]); at++)
			;
		if (names[i][bracket] && bracket) {
			item->name = stk_arena_strndup(lines->arena, names[i],
						       names[i][bracket - 1] == ' ' ? bracket - 1
										    : bracket);
			item->where = stk_arena_strndup(lines->arena, names[i] + bracket + 1,
							strcspn(names[i] + bracket + 1, ")"));
		} else if (at + 1 < clause.count) {
			item->name = stk_words_join(lines, clause.words, 0, at);
			item->where = stk_words_join(lines, clause.words, at + 1, clause.count);
		}
	}
	*items = array;
	return count;
}
