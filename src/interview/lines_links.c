#include "lines_private.h"

#include <string.h>

#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "stocktake/base/when.h"
#include "stocktake/model/said_answer.h"

/* --- what stands behind the name of where it goes -----------------------------------------------
 */

/* How many words at the beginning say something about a link; with a link, it is told. */
static size_t attribute(struct stk_lines *lines, const char *const *words, size_t count,
			struct stk_line_link *link)
{
	struct stk_line_groups groups = {.count = 0};
	int64_t every = STK_EVERY_NONE;
	const char *method;
	size_t n;

	if ((n = stk_words_flow(lines, STK_FLOW_BY_HAND, words, count))) {
		link->method = "manual";
		return n;
	}
	if ((n = stk_words_every(lines, words, count, &every))) {
		link->every_minutes = every;
		return n;
	}
	if ((n = stk_words_flow(lines, STK_FLOW_ALL, words, count))) {
		link->all = true;
		return n;
	}
	if ((method = stk_said_method(lines->words, words[0]))) {
		link->method = method;
		return 1;
	}
	if ((n = stk_words_flow(lines, STK_FLOW_VIA, words, count)) ||
	    (n = stk_words_flow(lines, STK_FLOW_BY, words, count)) ||
	    (n = stk_words_flow(lines, STK_FLOW_ONE_WAY, words, count)))
		return n;
	if ((n = stk_words_flow(lines, STK_FLOW_BOTH, words, count))) {
		link->both = true;
		return n;
	}
	if ((n = stk_words_groups(lines, words, count, &groups))) {
		for (size_t i = 0; i < groups.count; i++)
			stk_groups_add(&link->carries, groups.items[i]);
		return n;
	}
	return stk_words_flow(lines, STK_FLOW_EVERY, words, count);
}

/* Words up to the next one that says something else: a name after "via" or "by hand". */
static const char *name_until(struct stk_lines *lines, const char *const *words, size_t count,
			      enum stk_line_name what, size_t *taken)
{
	struct stk_line_link ignored;
	size_t n = stk_words_name(lines, what, words, count);

	while (!n || (n < count && what == STK_LINE_PERSON)) {
		ignored = (struct stk_line_link){.every_minutes = STK_EVERY_NONE};
		if (n >= count || attribute(lines, words + n, count - n, &ignored))
			break;
		n++;
	}
	*taken = n;
	return n ? stk_words_join(lines, words, 0, n) : NULL;
}

static void read_attributes(struct stk_lines *lines, const char *const *words, size_t count,
			    struct stk_line_link *link)
{
	size_t unknown_from = 0, at = 0, n, taken;

	while (at < count) {
		bool via = stk_words_flow(lines, STK_FLOW_VIA, words + at, count - at) > 0,
		     hand = stk_words_flow(lines, STK_FLOW_BY_HAND, words + at, count - at) > 0 ||
			    stk_words_flow(lines, STK_FLOW_BY, words + at, count - at) > 0;
		const char *who;

		n = attribute(lines, words + at, count - at, link);
		if (!n) {
			at++;
			continue;
		}
		if (at > unknown_from)
			stk_lines_unknown(lines, stk_words_join(lines, words, unknown_from, at));
		at += n;
		if (via && (link->via = name_until(lines, words + at, count - at, STK_LINE_PLATFORM,
						   &taken)))
			at += taken;
		else if (hand && (who = name_until(lines, words + at, count - at, STK_LINE_PERSON,
						   &taken))) {
			link->who = who;
			at += taken;
		}
		unknown_from = at;
	}
	if (count > unknown_from)
		stk_lines_unknown(lines, stk_words_join(lines, words, unknown_from, count));
}

/* --- names and arrows ---------------------------------------------------------------------------
 */

static struct stk_pick pick_of(struct stk_lines *lines, const char *text)
{
	uint32_t first, last;

	if (stk_word_range(lines, text, &first, &last) && first == last)
		return (struct stk_pick){first, NULL};
	return (struct stk_pick){0, text};
}

/* Where the name of the target ends: known names win, else the first word and those after it that
 * say nothing else. */
static size_t target_words(struct stk_lines *lines, const char *const *words, size_t count)
{
	size_t n = stk_words_name(lines, STK_LINE_PLATFORM, words, count);
	struct stk_line_link ignored;
	uint32_t first, last;

	if (n || !count)
		return n;
	if (stk_word_range(lines, words[0], &first, &last))
		return 1;
	for (n = 1; n < count; n++) {
		ignored = (struct stk_line_link){.every_minutes = STK_EVERY_NONE};
		if (attribute(lines, words + n, count - n, &ignored))
			break;
	}
	return n;
}

struct link_reader {
	struct stk_lines *lines;
	void *items;
	size_t count;
	struct stk_pick *from; /* what the next arrow goes from */
	size_t from_count;
	size_t first; /* links from here on are told what is said */
};

static void add_sources(struct link_reader *reader, const char *text)
{
	void *items = reader->from;
	struct stk_pick *picks;
	size_t count = stk_lines_picks(reader->lines, text, &picks);

	for (size_t i = 0; i < count; i++)
		*(struct stk_pick *)stk_lines_push(reader->lines, &items, &reader->from_count,
						   sizeof *picks) = picks[i];
	reader->from = items;
}

/* One target and what is said about the way there: "sf l c 15m". */
static bool add_target(struct link_reader *reader, enum stk_arrow arrow, const char *text)
{
	struct stk_lines *lines = reader->lines;
	struct stk_clause clause = {.text = text};
	struct stk_line_link told = {.every_minutes = STK_EVERY_NONE}, *link;
	struct stk_pick target;
	size_t n;

	stk_clause_words_who(lines, &clause);
	n = target_words(lines, clause.words, clause.count);
	if (!n)
		return false;
	target = pick_of(lines, stk_words_join(lines, clause.words, 0, n));
	read_attributes(lines, clause.words + n, clause.count - n, &told);
	reader->first = reader->count;
	for (size_t i = 0; i < reader->from_count; i++) {
		link = stk_lines_push(lines, &reader->items, &reader->count, sizeof *link);
		*link = told;
		link->from = arrow == STK_ARROW_FROM ? target : reader->from[i];
		link->to = arrow == STK_ARROW_FROM ? reader->from[i] : target;
		link->both = told.both || arrow == STK_ARROW_BOTH;
	}
	reader->from = NULL;
	reader->from_count = 0;
	add_sources(reader, target.name ? target.name
					: stk_arena_printf(lines->arena, "%u", target.number));
	return true;
}

/* "hubspot 和 销售易 双向同步 线索": the word stands behind the two that it is about. */
static bool read_pair(struct link_reader *reader, const char *text, const char *at, size_t len)
{
	static const char between[] = "之间";
	struct stk_lines *lines = reader->lines;
	char *both = stk_line_trimmed(lines, text, (size_t)(at - text));
	const char **names;
	size_t count;

	if (stk_ends(both, between))
		both[strlen(both) - strlen(between)] = '\0';
	count = stk_lines_people_names(lines, both, &names);
	if (count != 2)
		return false;
	add_sources(reader, names[0]);
	return add_target(reader, STK_ARROW_BOTH,
			  stk_arena_printf(lines->arena, "%s %s", names[1], at + len));
}

/* "a > b l > c": true if all of it was understood as links. */
static bool read_piece(struct link_reader *reader, const char *text)
{
	struct stk_lines *lines = reader->lines;
	const char *at, *next;
	size_t len, next_len, from = stk_arrow_from_bytes(lines, text);
	enum stk_arrow arrow;

	if (stk_arrow_find(lines, text + from, from > 0, &at, &len) == STK_ARROW_NONE)
		from = 0;
	text += from;
	arrow = stk_arrow_find(lines, text, from > 0, &at, &len);
	if (arrow == STK_ARROW_BOTH && stk_arrow_symbol(text, &next, &next_len) == STK_ARROW_NONE &&
	    read_pair(reader, text, at, len))
		return true;
	add_sources(reader, stk_arena_strndup(lines->arena, text, (size_t)(at - text)));
	if (!reader->from_count)
		return false;
	while (arrow != STK_ARROW_NONE) {
		const char *rest = at + len;
		enum stk_arrow following = stk_arrow_symbol(rest, &next, &next_len);
		const char *target =
			following == STK_ARROW_NONE
				? rest
				: stk_arena_strndup(lines->arena, rest, (size_t)(next - rest));

		if (!add_target(reader, arrow, target))
			return false;
		arrow = following;
		at = next;
		len = next_len;
	}
	return true;
}

/* "canva, xactly none": they exchange data with nothing. The last piece ends in the word. */
static bool read_none(struct link_reader *reader, const struct stk_clause *pieces,
		      size_t piece_count)
{
	struct stk_lines *lines = reader->lines;
	struct stk_clause last = {.text = pieces[piece_count - 1].text};
	size_t end;

	stk_clause_words(lines, &last);
	for (end = last.count; end-- > 1;)
		if (stk_words_flow(lines, STK_FLOW_NONE, last.words + end, last.count - end) ==
		    last.count - end)
			break;
	if (!end || end >= last.count)
		return false;
	reader->from = NULL;
	reader->from_count = 0;
	for (size_t i = 0; i + 1 < piece_count; i++)
		add_sources(reader, pieces[i].text);
	add_sources(reader, stk_words_join(lines, last.words, 0, end));
	for (size_t i = 0; i < reader->from_count; i++) {
		struct stk_line_link *link =
			stk_lines_push(lines, &reader->items, &reader->count, sizeof *link);

		link->from = reader->from[i];
		link->none = true;
		link->every_minutes = STK_EVERY_NONE;
	}
	return true;
}

/* What was said behind a comma is about the links before it. */
static void add_told(struct link_reader *reader, struct stk_clause *piece)
{
	struct stk_line_link told = {.every_minutes = STK_EVERY_NONE}, *links = reader->items;

	stk_clause_words_who(reader->lines, piece);
	/* "by hand, mia" */
	if (reader->first < reader->count && links[reader->first].method &&
	    strcmp(links[reader->first].method, "manual") == 0 && !links[reader->first].who &&
	    piece->count <= 2 && !attribute(reader->lines, piece->words, piece->count, &told))
		told.who = piece->text;
	else
		read_attributes(reader->lines, piece->words, piece->count, &told);
	for (size_t l = reader->first; l < reader->count; l++) {
		for (size_t g = 0; g < told.carries.count; g++)
			stk_groups_add(&links[l].carries, told.carries.items[g]);
		links[l].all |= told.all;
		links[l].both |= told.both;
		links[l].every_minutes = told.every_minutes == STK_EVERY_NONE
						 ? links[l].every_minutes
						 : told.every_minutes;
		links[l].method = told.method ? told.method : links[l].method;
		links[l].via = told.via ? told.via : links[l].via;
		links[l].who = told.who ? told.who : links[l].who;
	}
}

/* Between semicolons: sources without an arrow before one with, attributes after. */
static void read_clause(struct link_reader *reader, const char *text)
{
	struct stk_lines *lines = reader->lines;
	struct stk_clause *pieces;
	size_t count, len;
	bool linked = false,
	     symbols = stk_arrow_symbol(text, &(const char *){0}, &len) != STK_ARROW_NONE;
	const char *at;

	count = stk_clauses(lines, text, STK_SPLIT_COMMAS, &pieces);
	reader->from = NULL;
	reader->from_count = 0;
	for (size_t i = 0; i < count; i++) {
		size_t from = stk_arrow_from_bytes(lines, pieces[i].text);
		bool has_arrow =
			symbols ? stk_arrow_symbol(pieces[i].text, &at, &len) != STK_ARROW_NONE
				: stk_arrow_find(lines, pieces[i].text + from, from > 0, &at,
						 &len) != STK_ARROW_NONE;

		if (has_arrow) {
			if (linked) {
				reader->from = NULL;
				reader->from_count = 0;
			}
			if (!read_piece(reader, pieces[i].text))
				stk_lines_unknown(lines, pieces[i].text);
			linked = true;
		} else if (!linked) {
			add_sources(reader, pieces[i].text + from);
		} else {
			add_told(reader, &pieces[i]);
		}
	}
	if (count && !linked && !read_none(reader, pieces, count))
		stk_lines_unknown(lines, text);
}

void stk_lines_about_link(struct stk_lines *lines, const char *text, struct stk_line_link *link)
{
	struct stk_clause *pieces;
	size_t count = stk_clauses(lines, text, STK_SPLIT_COMMAS, &pieces);

	*link = (struct stk_line_link){.every_minutes = STK_EVERY_NONE};
	for (size_t i = 0; i < count; i++) {
		stk_clause_words_who(lines, &pieces[i]);
		read_attributes(lines, pieces[i].words, pieces[i].count, link);
	}
}

/* "名单 > hubspot（线索，手动）", "(leads, daily)": brackets around what is said about a link are
 * blanks. */
static const char *without_brackets(struct stk_lines *lines, const char *text)
{
	static const char *const opens[] = {"(", "（"}, *const closes[] = {")", "）"};
	char *copy = stk_arena_strdup(lines->arena, text);

	for (size_t i = 0; i < STK_COUNT(opens); i++) {
		char *open = copy;

		while ((open = strstr(open, opens[i]))) {
			struct stk_lines quiet = {.words = lines->words,
						  .is_name = lines->is_name,
						  .data = lines->data,
						  .arena = lines->arena,
						  .unknown = STK_STR_INIT};
			size_t len = strlen(opens[i]);
			char *close = strstr(open + len, closes[i]);
			struct stk_line_link link;

			if (!close)
				break;
			stk_lines_about_link(&quiet,
					     stk_arena_strndup(lines->arena, open + len,
							       (size_t)(close - open) - len),
					     &link);
			if (link.carries.count || link.method || link.all ||
			    link.every_minutes != STK_EVERY_NONE) {
				memset(open, ' ', len);
				memset(close, ' ', len);
			}
			stk_str_release(&quiet.unknown);
			open = close;
		}
	}
	return copy;
}

size_t stk_lines_links(struct stk_lines *lines, const char *text, struct stk_line_link **items)
{
	struct link_reader reader = {.lines = lines};
	struct stk_clause *clauses;
	size_t count = stk_clauses(lines, without_brackets(lines, text), 0, &clauses);

	for (size_t i = 0; i < count; i++)
		read_clause(&reader, clauses[i].text);
	*items = reader.items;
	return reader.count;
}

static bool is_known(const struct stk_lines *lines, const struct stk_pick *pick)
{
	return pick->number || (pick->name && lines->is_name &&
				lines->is_name(lines->data, STK_LINE_PLATFORM, pick->name));
}

bool stk_lines_says_links(const struct stk_lines *lines, const char *text)
{
	struct stk_lines own = *lines;
	struct stk_line_link *items = NULL;
	const char *at;
	size_t len, count;
	bool says = stk_arrow_symbol(text, &at, &len) != STK_ARROW_NONE;

	own.unknown = (struct stk_str)STK_STR_INIT;
	count = says ? stk_lines_links(&own, text, &items) : 0;
	says = count && !own.unknown.len;
	for (size_t i = 0; i < count && says; i++)
		says = !items[i].none && is_known(lines, &items[i].from) &&
		       is_known(lines, &items[i].to);
	stk_str_release(&own.unknown);
	return says;
}
