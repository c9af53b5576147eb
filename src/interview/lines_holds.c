#include "lines_private.h"
#include "stocktake/base/tr.h"

#include <stdlib.h>
#include <string.h>

#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"

/* A line of "1 lca 2 w, events sheet lc" while it is read: word by word, items opened by numbers
 * and names. */
struct holds_reader {
	struct stk_lines *lines;
	void *items;
	size_t count;
	size_t first;  /* items from here on are those that the groups read now belong to ("1-3 l")
			*/
	bool answered; /* they have got something already: the next number opens new ones */
	struct stk_str name; /* words that will be a name */
};

static void open_item(struct holds_reader *reader, struct stk_pick pick)
{
	struct stk_line_holds *item;

	if (reader->answered || !reader->count)
		reader->first = reader->count;
	reader->answered = false;
	item = stk_lines_push(reader->lines, &reader->items, &reader->count, sizeof *item);
	item->of = pick;
}

/* Words that were no groups: the name of the next item, unless its number stands before them ("3
 * events sheet lc"). */
static void close_name(struct holds_reader *reader)
{
	bool numbered = reader->count && !reader->answered;

	if (!reader->name.len)
		return;
	if (!numbered)
		open_item(reader, (struct stk_pick){0, stk_arena_strdup(reader->lines->arena,
									reader->name.data)});
	else if (!reader->lines->is_name ||
		 !reader->lines->is_name(reader->lines->data, STK_LINE_PLATFORM, reader->name.data))
		stk_lines_unknown(reader->lines, reader->name.data);
	stk_str_reset(&reader->name);
}

/* What is said goes to all items that are open. */
static void say(struct holds_reader *reader, const struct stk_line_groups *groups, bool without,
		bool none, bool unknown, const char *word)
{
	struct stk_line_holds *items;

	close_name(reader);
	if (!reader->count && reader->lines->only)
		open_item(reader, (struct stk_pick){reader->lines->only, NULL});
	items = reader->items;
	if (!reader->count) {
		stk_lines_unknown(reader->lines, word);
		return;
	}
	for (size_t i = reader->first; i < reader->count; i++) {
		for (size_t g = 0; groups && g < groups->count; g++)
			stk_groups_add(without ? &items[i].without : &items[i].groups,
				       groups->items[g]);
		items[i].none |= none;
		items[i].unknown |= unknown;
	}
	reader->answered = true;
}

/* "-l" with any dash: what follows it; NULL. */
static const char *after_dash(const char *word)
{
	static const char *const dashes[] = {"-", "−", "–", "－"};

	for (size_t i = 0; i < STK_COUNT(dashes); i++)
		if (stk_starts(word, dashes[i]) && word[strlen(dashes[i])])
			return word + strlen(dashes[i]);
	return NULL;
}

/* "-l", "not leads", "without leads", and "5-l" for item 5: how many words it takes, 0 if it is
 * none. */
static size_t read_denial(struct holds_reader *reader, const char *const *words, size_t count)
{
	static const char *const nots[] = {"not",    "no",   "without", "minus",
					   "except", "不含", "没有"};
	struct stk_lines *lines = reader->lines;
	struct stk_line_groups groups = {.count = 0};
	size_t digits = strspn(words[0], "0123456789"), n = 0;
	const char *rest = after_dash(words[0] + digits),
		   *number = stk_arena_strndup(lines->arena, words[0], digits);
	uint32_t first = 0, last = 0;
	bool item = digits && rest && stk_word_range(lines, number, &first, &last);

	if (rest && (!digits || item) && stk_words_groups(lines, &rest, 1, &groups))
		n = 1;
	for (size_t i = 0; i < STK_COUNT(nots) && !n && count > 1; i++)
		if (stk_text_same(words[0], nots[i]) &&
		    (n = stk_words_groups(lines, words + 1, count - 1, &groups)))
			n++;
	if (!n)
		return 0;
	if (item && reader->name.len)
		close_name(reader);
	if (item)
		open_item(reader, (struct stk_pick){first, NULL});
	say(reader, &groups, true, false, false,
	    stk_arena_printf(lines->arena, stk_t("%s (of which one?)"),
			     stk_words_join(lines, words, 0, n)));
	return n;
}

static size_t read_word(struct holds_reader *reader, const char *const *words, size_t count)
{
	struct stk_lines *lines = reader->lines;
	struct stk_line_groups groups = {.count = 0};
	uint32_t first, last;
	size_t n = strlen(words[0]);

	/* "hubspot: leads", "3 = lc" */
	if (n && strchr(":=", words[0][n - 1])) {
		const char *bare = stk_arena_strndup(lines->arena, words[0], n - 1);

		return n == 1 ? 1 : read_word(reader, &bare, 1);
	}
	/* A whole known name before the groups that may be words of it ("leads sheet lc"). */
	n = reader->name.len || (reader->count && !reader->answered)
		    ? 0
		    : stk_words_name(lines, STK_LINE_PLATFORM, words, count);
	if (n > 1) {
		stk_str_add(&reader->name, stk_words_join(lines, words, 0, n));
		return n;
	}
	if (stk_word_range(lines, words[0], &first, &last)) {
		if (reader->name.len)
			close_name(reader);
		for (uint32_t number = first; number <= last; number++)
			open_item(reader, (struct stk_pick){number, NULL});
		return 1;
	}
	n = stk_words_flow(lines, STK_FLOW_UNKNOWN, words, count);
	if (n || strcmp(words[0], "?") == 0 || strcmp(words[0], "？") == 0) {
		say(reader, NULL, false, false, true, words[0]);
		return n ? n : 1;
	}
	n = read_denial(reader, words, count);
	if (n)
		return n;
	n = stk_words_flow(lines, STK_FLOW_NONE, words, count);
	if (n) {
		say(reader, NULL, false, true, false, words[0]);
		return n;
	}
	n = reader->count || reader->name.len || lines->only
		    ? stk_words_groups(lines, words, count, &groups)
		    : 0;
	if (n) {
		say(reader, &groups, false, false, false, words[0]);
		return n;
	}
	if (reader->name.len)
		stk_str_addc(&reader->name, ' ');
	stk_str_add(&reader->name, words[0]);
	return 1;
}

size_t stk_lines_holds(struct stk_lines *lines, const char *text, struct stk_line_holds **items)
{
	struct holds_reader reader = {.lines = lines, .name = STK_STR_INIT};
	struct stk_clause *clauses;
	size_t clause_count = stk_clauses(lines, text, STK_SPLIT_COMMAS, &clauses), kept = 0;
	struct stk_line_holds *all;

	for (size_t i = 0; i < clause_count; i++) {
		stk_clause_words(lines, &clauses[i]);
		for (size_t w = 0; w < clauses[i].count;)
			w += read_word(&reader, clauses[i].words + w, clauses[i].count - w);
	}
	/* A name at the very end got no answer. */
	if (reader.name.len)
		stk_lines_unknown(lines, reader.name.data);
	stk_str_release(&reader.name);
	all = reader.items;
	for (size_t i = 0; i < reader.count; i++) {
		bool said = all[i].groups.count || all[i].without.count || all[i].none ||
			    all[i].unknown;

		if (said)
			all[kept++] = all[i];
		else
			stk_lines_unknown(lines, all[i].of.name
							 ? all[i].of.name
							 : stk_arena_printf(lines->arena, "%u",
									    all[i].of.number));
	}
	*items = all;
	return kept;
}
