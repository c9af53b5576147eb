/* Lists: names of tools and people as people write and paste them, numbers of what was shown,
 * heading rows. */
#include <ctype.h>
#include <string.h>

#include "lines_private.h"
#include "stocktake/base/text.h"

#define MAX_USE 3 /* "um, well, we use" */

/* "- HubSpot", "* HubSpot", "3. HubSpot", "3) HubSpot" of pasted lists. */
static const char *without_bullet(const char *text)
{
	const char *p = text;

	if ((*p == '-' || *p == '*') && stk_line_blank_bytes(p + 1))
		return p + 1 + stk_line_blank_bytes(p + 1);
	if (stk_starts(p, "•"))
		return p + strlen("•") + stk_line_blank_bytes(p + strlen("•"));
	while (isdigit((unsigned char)*p))
		p++;
	if (p > text && (*p == '.' || *p == ')') && stk_line_blank_bytes(p + 1))
		return p + 1 + stk_line_blank_bytes(p + 1);
	if (p > text && (stk_starts(p, "．") || stk_starts(p, "）")))
		return p + strlen("．") + stk_line_blank_bytes(p + strlen("．"));
	return text;
}

static const char *without_quotes(struct stk_lines *lines, const char *text)
{
	size_t len = strlen(text);

	if (len > 2 && text[0] == '"' && text[len - 1] == '"')
		return stk_line_trimmed(lines, text + 1, len - 2);
	if (len > 6 && ((stk_starts(text, "“") && stk_ends(text, "”")) ||
			(stk_starts(text, "「") && stk_ends(text, "」"))))
		return stk_line_trimmed(lines, text + 3, len - 6);
	return text;
}

/* A name that an address can bear. */
static bool is_bearable(const char *name)
{
	size_t len = strlen(name);

	return *name && stk_utf8_valid_bytes(name, len) == len &&
	       stk_utf8_count(name, len) <= STK_LINE_MAX_CODES;
}

/* Where "and" stands alone in the text: its place; *after is what follows. NULL: nowhere. */
static const char *find_and(const struct stk_lines *lines, const char *text, const char **after)
{
	for (const char *at = text; *at; at += strcspn(at, " "), at += strspn(at, " ")) {
		size_t len = strcspn(at, " ");
		char *word = stk_arena_strndup(lines->arena, at, len);

		if (!stk_guide_words_is(lines->words, STK_FLOW_AND, word))
			continue;
		*after = at + len + strspn(at + len, " ");
		return at;
	}
	return NULL;
}

static bool is_platform(const struct stk_lines *lines, const char *name)
{
	return lines->is_name && lines->is_name(lines->data, STK_LINE_PLATFORM, name);
}

static void add_name(struct stk_lines *lines, const char *name, bool people, void **items,
		     size_t *count);

/* The name as two, where it is two: people always are, tools where either is known. */
static bool add_two(struct stk_lines *lines, const char *name, size_t at, const char *after,
		    bool people, void **items, size_t *count)
{
	const char *before = stk_line_trimmed(lines, name, at);

	if (!people && !is_platform(lines, before) && !is_platform(lines, after))
		return false;
	add_name(lines, before, people, items, count);
	add_name(lines, after, people, items, count);
	return true;
}

/* "hubspot和销售易": the same where a script leaves no blanks. */
static bool add_glued(struct stk_lines *lines, const char *name, bool people, void **items,
		      size_t *count)
{
	size_t from = 0, at, after;

	while ((at = stk_line_and(lines, name, from, &after))) {
		if (add_two(lines, name, at,
			    stk_line_trimmed(lines, name + after, strlen(name + after)), people,
			    items, count))
			return true;
		from = after;
	}
	return false;
}

/* "we use hubspot", "我们主要用企业微信", "还有钉钉": the name alone. */
const char *stk_line_without_use(struct stk_lines *lines, const char *name)
{
	for (int i = 0; i < MAX_USE && !is_platform(lines, name); i++) {
		size_t n = stk_line_flow_bytes(lines, STK_FLOW_USE, name);

		if (!n)
			n = stk_guide_words_begins(lines->words, STK_FLOW_USE, name);
		n += n ? strspn(name + n, " ") : 0;
		if (!n || !name[n])
			break;
		name += n;
	}
	return name;
}

/* "sf and gong" are two, "Sales and marketing sheet" is one. */
static void add_name(struct stk_lines *lines, const char *name, bool people, void **items,
		     size_t *count)
{
	const char *after = "", *at;

	name = people ? name : stk_line_without_use(lines, name);
	at = find_and(lines, name, &after);
	if (at == name && *after) {
		add_name(lines, after, people, items, count);
		return;
	}
	if (!is_platform(lines, name) &&
	    ((at && *after &&
	      add_two(lines, name, (size_t)(at - name), after, people, items, count)) ||
	     add_glued(lines, name, people, items, count)))
		return;
	*(const char **)stk_lines_push(lines, items, count, sizeof(char *)) = name;
}

static size_t names_of(struct stk_lines *lines, const char *text, bool people, const char ***names)
{
	struct stk_clause *clauses;
	size_t clause_count = stk_clauses(lines, text, STK_SPLIT_COMMAS, &clauses), count = 0;
	void *items = NULL;

	for (size_t i = 0; i < clause_count; i++) {
		const char *name = without_bullet(clauses[i].text);

		name = without_quotes(lines, stk_line_trimmed(lines, name, strlen(name)));
		if (is_bearable(name))
			add_name(lines, name, people, &items, &count);
		else
			stk_lines_unknown(lines, clauses[i].text);
	}
	*names = items;
	return count;
}

size_t stk_lines_names(struct stk_lines *lines, const char *text, const char ***names)
{
	return names_of(lines, text, false, names);
}

size_t stk_lines_people_names(struct stk_lines *lines, const char *text, const char ***names)
{
	return names_of(lines, text, true, names);
}

/* "canva and xactly": two. */
static void pick_names(struct stk_lines *lines, const char *text, void **items, size_t *count)
{
	void *names = NULL;
	size_t name_count = 0;

	add_name(lines, without_quotes(lines, text), false, &names, &name_count);
	for (size_t i = 0; i < name_count; i++)
		((struct stk_pick *)stk_lines_push(lines, items, count, sizeof(struct stk_pick)))
			->name = ((const char **)names)[i];
}

size_t stk_lines_picks(struct stk_lines *lines, const char *text, struct stk_pick **picks)
{
	struct stk_clause *clauses;
	size_t clause_count = stk_clauses(lines, text, STK_SPLIT_COMMAS, &clauses), count = 0;
	void *items = NULL;

	for (size_t i = 0; i < clause_count; i++) {
		struct stk_clause *clause = &clauses[i];
		uint32_t first, last;
		bool numbers = true;

		stk_clause_words(lines, clause);
		for (size_t w = 0; w < clause->count; w++)
			numbers &= stk_word_range(lines, clause->words[w], &first, &last);
		for (size_t w = 0; numbers && w < clause->count; w++) {
			stk_word_range(lines, clause->words[w], &first, &last);
			for (uint32_t n = first; n <= last; n++)
				((struct stk_pick *)stk_lines_push(lines, &items, &count,
								   sizeof(struct stk_pick)))
					->number = n;
		}
		if (!numbers && is_bearable(clause->text))
			pick_names(lines, clause->text, &items, &count);
		else if (!numbers)
			stk_lines_unknown(lines, clause->text);
	}
	*picks = items;
	return count;
}

/* --- headings -----------------------------------------------------------------------------------
 */

static const char *heading_end(const char *text, char kind, size_t *skip)
{
	for (; *text; text++) {
		*skip = 1;
		if (kind == '\t' && *text == '\t')
			return text;
		if (kind == '\n' && *text == '\n')
			return text;
		if (kind == ' ' && text[0] == ' ' && text[1] == ' ')
			return text;
		if (kind == ',' &&
		    (*text == '|' || (*skip = stk_line_separator_bytes(text, STK_SPLIT_COMMAS))))
			return text;
	}
	*skip = 0;
	return text;
}

size_t stk_lines_headings(struct stk_lines *lines, const char *text, const char ***headings)
{
	struct stk_map seen = STK_MAP_INIT;
	size_t row_bytes = strcspn(text, "\n"), count = 0, skip;
	bool tabs = memchr(text, '\t', row_bytes) != NULL;
	const char *row;
	void *items = NULL;
	char kind;

	/* Several rows of several cells: the first is the heading row. */
	row = tabs ? stk_arena_strndup(lines->arena, text, row_bytes)
		   : stk_line_trimmed(lines, text, strlen(text));
	kind = tabs ? '\t' : strchr(row, '\n') ? '\n' : strstr(row, "  ") ? ' ' : ',';
	while (*row) {
		const char *end = heading_end(row, kind, &skip);
		char *heading = stk_line_trimmed(lines, row, (size_t)(end - row));

		heading[strcspn(heading, "\r\n")] = '\0';
		heading = stk_arena_strdup(lines->arena, without_quotes(lines, heading));
		if (*heading && !is_bearable(heading))
			stk_lines_unknown(lines, heading);
		else if (*heading && stk_map_put(&seen, heading, strlen(heading), 0))
			*(const char **)stk_lines_push(lines, &items, &count, sizeof(char *)) =
				heading;
		row = end + skip;
	}
	stk_map_release(&seen);
	*headings = items;
	return count;
}
