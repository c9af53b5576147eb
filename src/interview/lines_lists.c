/* Lists whose items are short sentences: shows, patchy, numbers, replies, people. */
#include "lines_private.h"

#include <string.h>

#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "stocktake/base/when.h"
#include "stocktake/model/said_answer.h"

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
			item->reason = stk_clause_rest(&clause, at);
		}
	}
}

size_t stk_lines_patchy(struct stk_lines *lines, const char *text, struct stk_line_patchy **items)
{
	struct stk_clause *clauses, *pieces;
	size_t clause_count = stk_clauses(lines, text, 0, &clauses), count = 0;
	void *array = NULL;

	for (size_t i = 0; i < clause_count; i++) {
		size_t piece_count = stk_clauses(lines, clauses[i].text, STK_SPLIT_COMMAS, &pieces);

		for (size_t p = 0, first = 0; p < piece_count; p++) {
			size_t from = pieces[first].from_bytes,
			       to = pieces[p].from_bytes + strlen(pieces[p].text);

			if (p + 1 < piece_count && !opens_item(lines, &pieces[p + 1]))
				continue;
			push_patchy(
				lines, &array, &count,
				stk_arena_strndup(lines->arena, clauses[i].text + from, to - from));
			first = p + 1;
		}
	}
	*items = array;
	return count;
}

/* --- numbers ------------------------------------------------------------------------------------
 */

static bool is_filler(const struct stk_lines *lines, const char *word)
{
	static const char *const fillers[] = {"as", "a", "an", "the", "on"};

	if (stk_guide_words_is(lines->words, STK_FLOW_FROM, word) ||
	    stk_guide_words_is(lines->words, STK_FLOW_BY, word) ||
	    stk_guide_words_is(lines->words, STK_FLOW_IN, word))
		return true;
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

	while (count && is_filler(lines, words[0])) {
		/* "from dana": no form at all. */
		if (stk_guide_words_is(lines->words, STK_FLOW_FROM, words[0]) ||
		    stk_guide_words_is(lines->words, STK_FLOW_BY, words[0])) {
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
		for (n = 1; n < count && !is_filler(lines, words[n]) && count - n > 1; n++)
			if (stk_words_name(lines, STK_LINE_PERSON, words + n, count - n) ==
			    count - n)
				break;
	item->form = stk_words_join(lines, words, 0, n);
	while (n < count && is_filler(lines, words[n]))
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

/* "收入，每月，pdf": behind a comma how often alone is about what stands before, and so is what
 * follows, until another number is named. */
static bool goes_on(struct stk_lines *lines, const struct stk_clause *piece, bool went_on)
{
	int64_t every;
	size_t n = stk_words_every(lines, piece->words, piece->count, &every);

	return (n && n == piece->count) ||
	       (went_on && !stk_words_name(lines, STK_LINE_METRIC, piece->words, piece->count));
}

static void push_number(struct stk_lines *lines, const char *text, size_t from, size_t to,
			void **items, size_t *count)
{
	struct stk_clause clause = {
		.text = stk_arena_strndup(lines->arena, text + from, to - from)};

	stk_clause_words(lines, &clause);
	if (clause.count)
		read_number(lines, &clause,
			    stk_lines_push(lines, items, count, sizeof(struct stk_line_number)));
}

size_t stk_lines_numbers(struct stk_lines *lines, const char *text, struct stk_line_number **items)
{
	struct stk_clause *clauses, *pieces;
	size_t clause_count = stk_clauses(lines, text, 0, &clauses), count = 0;
	void *array = NULL;

	for (size_t i = 0; i < clause_count; i++) {
		size_t piece_count = stk_clauses(lines, clauses[i].text, STK_SPLIT_COMMAS, &pieces),
		       from = 0;
		bool went_on = false;

		for (size_t p = 0; p < piece_count; p++) {
			stk_clause_words(lines, &pieces[p]);
			went_on = p && goes_on(lines, &pieces[p], went_on);
			if (p && !went_on)
				push_number(lines, clauses[i].text, from,
					    pieces[p - 1].from_bytes + strlen(pieces[p - 1].text),
					    &array, &count);
			if (!went_on)
				from = pieces[p].from_bytes;
		}
		if (piece_count)
			push_number(lines, clauses[i].text, from,
				    pieces[piece_count - 1].from_bytes +
					    strlen(pieces[piece_count - 1].text),
				    &array, &count);
	}
	*items = array;
	return count;
}

/* --- replies ------------------------------------------------------------------------------------
 */

/* Bytes of a question mark of either width. */
static size_t mark_bytes(const char *text)
{
	return *text == '?' ? 1 : stk_starts(text, "？") ? strlen("？") : 0;
}

static bool is_person(void *data, const char *name)
{
	struct stk_lines *lines = data;

	return lines->is_name && lines->is_name(lines->data, STK_LINE_PERSON, name);
}

const char *stk_lines_ask(struct stk_lines *lines, const char *text)
{
	const struct stk_said_words words = {lines->words, is_person, lines};

	return stk_said_ask(&words, text);
}

/* What was said to one question. */
static void answer_with(struct stk_lines *lines, struct stk_line_reply *item, const char *rest,
			bool asks)
{
	size_t mark = mark_bytes(rest);

	if (asks && *rest)
		item->ask = rest;
	else if (mark && rest[mark])
		item->ask = rest + mark + strspn(rest + mark, " \t");
	else if (!*rest || mark || strcmp(rest, "-") == 0 || stk_said_unknown(lines->words, rest))
		item->unknown = true;
	else if (!(item->ask = stk_lines_ask(lines, rest)))
		item->answer = rest;
}

static void read_reply(struct stk_lines *lines, struct stk_clause *clause, void **items,
		       size_t *count)
{
	size_t asks = mark_bytes(clause->text), numbers = 1;
	struct stk_clause words = {.text = clause->text + asks};
	uint32_t first, last;
	const char *rest;
	bool numbered;

	stk_clause_words(lines, &words);
	numbered = words.count && stk_word_range(lines, words.words[0], &first, &last);
	if (!numbered && lines->numbers != 1) {
		stk_lines_unknown(lines, clause->text);
		return;
	}
	while (numbered && numbers + 1 < words.count &&
	       stk_word_range(lines, words.words[numbers], &first, &last))
		numbers++;
	if (numbered) {
		rest = stk_clause_rest(&words, numbers);
		stk_word_range(lines, words.words[0], &first, &last);
	} else { /* a single question needs no number */
		first = last = 1;
		rest = words.text + strspn(words.text, " \t");
	}
	for (size_t w = 0; w < numbers; w++) {
		if (w)
			stk_word_range(lines, words.words[w], &first, &last);
		for (uint32_t number = first; number <= last; number++) {
			struct stk_line_reply *item =
				stk_lines_push(lines, items, count, sizeof *item);

			item->number = number;
			answer_with(lines, item, rest, asks > 0);
		}
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

/* "Tom (sales)", "汤姆（销售部）": true if something stands in brackets behind the name. */
static bool read_brackets(struct stk_lines *lines, const char *text, struct stk_line_person *item)
{
	static const char *const opens[] = {"(", "（"}, *const closes[] = {")", "）"};

	for (size_t i = 0; i < STK_COUNT(opens); i++) {
		const char *open = strstr(text, opens[i]), *inside, *close;

		if (!open || open == text)
			continue;
		inside = open + strlen(opens[i]);
		close = strstr(inside, closes[i]);
		item->name = stk_line_trimmed(lines, text, (size_t)(open - text));
		item->where = stk_arena_strndup(lines->arena, inside,
						close ? (size_t)(close - inside) : strlen(inside));
		return *item->name != '\0';
	}
	return false;
}

/* "销售部的汤姆": where, then who. */
static bool read_of(struct stk_lines *lines, const char *text, struct stk_line_person *item)
{
	const char *of = strstr(text, "的");

	if (!of || of == text || !of[strlen("的")])
		return false;
	item->where = stk_line_trimmed(lines, text, (size_t)(of - text));
	item->name = of + strlen("的");
	return true;
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
		size_t at;

		item->text = names[i];
		if (read_brackets(lines, names[i], item) || read_of(lines, names[i], item))
			continue;
		item->name = names[i];
		item->where = NULL;
		stk_clause_words(lines, &clause);
		for (at = 1; at < clause.count &&
			     !stk_guide_words_is(lines->words, STK_FLOW_IN, clause.words[at]);
		     at++)
			;
		if (at + 1 < clause.count) {
			item->name = stk_words_join(lines, clause.words, 0, at);
			item->where = stk_words_join(lines, clause.words, at + 1, clause.count);
		}
	}
	*items = array;
	return count;
}
