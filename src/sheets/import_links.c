/* "Integrates with": plain names, or lines as the interview takes them. */
#include <string.h>

#include "import_private.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "stocktake/base/tr.h"
#include "stocktake/base/when.h"

#define MAX_SYSTEMS 256 /* of one cell */

/* Sets one key of the integration at the address. */
static void set(struct stk_intake_cell *cell, const char *address, const char *key,
		const struct stk_value *value)
{
	stk_intake_say(cell, STK_CHANGE_SET,
		       stk_arena_printf(stk_intake_arena(cell->intake), "%s/%s", address, key),
		       value);
}

static const char *add_link(struct stk_intake_cell *cell, const char *from, const char *to)
{
	struct stk_arena *arena = stk_intake_arena(cell->intake);
	const char *list = stk_arena_printf(arena, "platforms/%s/integrations", from);

	stk_intake_say(cell, STK_CHANGE_ADD, list,
		       stk_value_put_text(arena, stk_value_map(arena), "with",
					  stk_arena_strdup(arena, to)));
	return stk_arena_printf(arena, "%s/%s", list, to);
}

/* Told by the platform of the row where it is at one end, else by the end that sends. */
static void say_link(struct stk_intake_cell *cell, const struct stk_import_link *link)
{
	struct stk_arena *arena = stk_intake_arena(cell->intake);
	bool inward = cell->platform && strcmp(link->to, cell->platform) == 0;
	const char *here = inward ? link->to : link->from, *there = inward ? link->from : link->to;
	const char *address = add_link(cell, here, there);
	struct stk_value *carries = stk_value_list(arena);
	const char *who = link->who;
	char every[32];

	if (!link->undirected)
		set(cell, address, "flow",
		    stk_value_text(arena, link->both ? "both"
					  : inward   ? "in"
						     : "out"));
	for (size_t i = 0; i < link->group_count; i++)
		stk_value_push(carries, stk_value_text(arena, link->groups[i]));
	if (link->all)
		stk_value_push(carries, stk_value_text(arena, "all"));
	if (carries->first)
		set(cell, address, "carries", carries);
	if (link->every_minutes != STK_EVERY_NONE) {
		stk_every_format(link->every_minutes, every);
		set(cell, address, "every", stk_value_text(arena, stk_arena_strdup(arena, every)));
	}
	if (link->method)
		set(cell, address, "method", stk_value_text(arena, link->method));
	if (link->via)
		set(cell, address, "via", stk_value_text(arena, link->via));
	if (!who && link->who_said)
		who = stk_intake_person(cell, link->who_said, true);
	if (who)
		set(cell, address, "who", stk_value_text(arena, who));
	else if (link->who_said)
		stk_intake_misread(cell, link->who_said, STK_N("nobody of that name is known"));
}

/* Arrows as word processors make them of > and <>. */
static const char *plain_arrows(struct stk_arena *arena, const char *text)
{
	static const char *const arrows[][2] = {
		{"<->", "<>"}, {"<=>", "<>"}, {"↔", "<>"}, {"⇄", "<>"}, {"⇔", "<>"},
		{"->", ">"},   {"=>", ">"},   {"→", ">"},  {"⇒", ">"},  {"<-", "<"},
		{"←", "<"},    {"＞", ">"},   {"＜", "<"}};
	struct stk_str out = STK_STR_INIT;
	const char *copy;

	while (*text) {
		size_t i = 0;

		while (i < STK_COUNT(arrows) && !stk_starts(text, arrows[i][0]))
			i++;
		if (i < STK_COUNT(arrows)) {
			stk_str_addf(&out, " %s ", arrows[i][1]);
			text += strlen(arrows[i][0]);
		} else {
			stk_str_addc(&out, *text++);
		}
	}
	copy = stk_arena_strdup(arena, out.data);
	stk_str_release(&out);
	return copy;
}

static bool has_arrow(const struct stk_intake_cell *cell, const char *text)
{
	return strpbrk(plain_arrows(stk_intake_arena(cell->intake), text), "<>") != NULL;
}

/* False where any of the line is not understood. With `say` its links are said. */
static bool take_line(struct stk_intake_cell *cell, const char *text, bool say)
{
	struct stk_intake *intake = cell->intake;
	const struct stk_import_options *options = intake->options;
	struct stk_import_link *links = NULL;
	size_t count = 0;

	if (!options->links || !options->links(options->data, intake->future, cell->platform,
					       plain_arrows(stk_intake_arena(intake), text),
					       stk_intake_arena(intake), &links, &count))
		return false;
	for (size_t i = 0; i < count && say; i++)
		say_link(cell, &links[i]);
	return true;
}

static bool take_named(struct stk_intake_cell *cell, const char *name, bool say)
{
	const char *id = stk_intake_platform(cell->intake, name);

	if (id && say && strcmp(id, cell->platform) == 0)
		stk_intake_misread(cell, name, STK_N("it is the tool of this row itself"));
	else if (id && say)
		add_link(cell, cell->platform, id);
	return id != NULL || take_line(cell, name, say);
}

/* "Salesforce and Gong weekly": two, where each of them is understood. */
static bool take_both(struct stk_intake_cell *cell, const char *text)
{
	const struct stk_guide_words *words = stk_intake_words(cell);

	for (const char *at = text + (*text != '\0'); *at; at++) {
		const char *left, *right = stk_said_after_filler(words, at);

		if (right == at || ((unsigned char)*at & 0xc0) == 0x80 ||
		    ((unsigned char)*at < 0x80 && at[-1] != ' '))
			continue;
		left = stk_arena_strndup(stk_intake_arena(cell->intake), text,
					 (size_t)(at - text - (at[-1] == ' ')));
		if (!take_named(cell, left, false) || !take_named(cell, right, false))
			continue;
		take_named(cell, left, true);
		take_named(cell, right, true);
		return true;
	}
	return false;
}

/* One system of several. `before`: the one that was named last, to which "weekly" belongs. */
static const char *take_name(struct stk_intake_cell *cell, const char *text, const char *before)
{
	struct stk_arena *arena = stk_intake_arena(cell->intake);
	const char *name = stk_said_after_filler(stk_intake_words(cell), text),
		   *open = strpbrk(name, "(["), *id = NULL;
	size_t len = open ? (size_t)(open - name) : 0;

	if (take_named(cell, name, true))
		return name;
	if (before && take_line(cell, stk_arena_printf(arena, "%s %s", before, name), true))
		return before;
	if (take_both(cell, name))
		return name;
	while (len && name[len - 1] == ' ')
		len--;
	if (len) /* "Salesforce (blue)" */
		id = stk_intake_platform(cell->intake, stk_arena_strndup(arena, name, len));
	if (id && strcmp(id, cell->platform) != 0)
		add_link(cell, cell->platform, id);
	stk_intake_misread(cell, text,
			   id ? STK_N("the tool was understood, what stands behind it was not")
			      : STK_N("no such tool in the sheets or in the catalogue"));
	return before;
}

/* "-> Salesforce, Gong": the same arrow to each, where all of it is understood. */
static bool take_each(struct stk_intake_cell *cell, const char *text)
{
	struct stk_arena *arena = stk_intake_arena(cell->intake);
	const char *line = plain_arrows(arena, text), *names[MAX_SYSTEMS], *head;
	size_t arrow = strcspn(line, "<>"), count;

	arrow += strspn(line + arrow, "<>");
	if (strpbrk(line + arrow, "<>"))
		return false;
	head = stk_arena_strndup(arena, line, arrow);
	count = stk_intake_split(arena, line + arrow, names, MAX_SYSTEMS);
	for (size_t i = 0; i < count; i++) {
		names[i] = stk_arena_printf(arena, "%s %s", head, names[i]);
		if (!take_line(cell, names[i], false))
			return false;
	}
	for (size_t i = 0; i < count; i++)
		take_line(cell, names[i], true);
	return count > 1;
}

/* Bytes up to a comma behind which an arrow stands: "HubSpot, -> Power BI" is about two. */
static size_t before_arrow(struct stk_arena *arena, const char *text)
{
	static const char *const commas[] = {",", "，", "、"};

	for (const char *at = text; *at; at++)
		for (size_t i = 0; i < STK_COUNT(commas); i++) {
			const char *rest = at + strlen(commas[i]);

			if (!stk_starts(at, commas[i]))
				continue;
			rest = plain_arrows(arena, rest);
			rest += strspn(rest, " ");
			if (*rest == '<' || *rest == '>')
				return (size_t)(at - text);
		}
	return strlen(text);
}

/* Between line ends and semicolons: a line of what goes where, or names with commas between. */
static void take_clause(struct stk_intake_cell *cell, const char *text)
{
	struct stk_arena *arena = stk_intake_arena(cell->intake);
	const char *names[MAX_SYSTEMS], *before = NULL;
	size_t count;

	if (has_arrow(cell, text)) {
		if (!take_line(cell, text, true) && !take_each(cell, text))
			stk_intake_misread(cell, text, STK_N("what goes where was not understood"));
		return;
	}
	if (stk_intake_platform(cell->intake, text)) {
		take_named(cell, text, true);
		return;
	}
	count = stk_intake_split(arena, text, names, MAX_SYSTEMS);
	for (size_t i = 0; i < count; i++)
		before = take_name(cell, names[i], before);
}

void stk_intake_links(struct stk_intake_cell *cell)
{
	struct stk_arena *arena = stk_intake_arena(cell->intake);
	const char *text = cell->text;

	while (*text) {
		size_t len = strcspn(text, ";\n\r");
		const char *wide = strstr(text, "；"), *piece;

		if (wide && (size_t)(wide - text) < len)
			len = (size_t)(wide - text);
		piece = stk_arena_strndup(arena, text, len);
		piece += strspn(piece, " \t");
		while (*piece) {
			size_t end = before_arrow(arena, piece);

			take_clause(cell, stk_arena_strndup(arena, piece, end));
			piece += end;
			piece += *piece == ',' ? 1 : *piece ? strlen("，") : 0;
			piece += strspn(piece, " \t");
		}
		text += len;
		text += stk_starts(text, "；") ? strlen("；") : *text != '\0';
	}
}

/* Behind "from", "syncs with", "同步到". */
static const char *after_arrow_word(const struct stk_guide_words *words, const char *text)
{
	static const enum stk_flow_word flows[] = {STK_FLOW_FROM, STK_FLOW_TO, STK_FLOW_BOTH};

	for (size_t i = 0; i < STK_COUNT(flows); i++) {
		size_t n = stk_guide_words_glued(words, flows[i], text);

		if (!n)
			n = stk_guide_words_begins(words, flows[i], text);
		if (n && text[n]) {
			text += n + strspn(text + n, " ");
			return text + (strncmp(text, "with ", 5) == 0 ? 5 : 0);
		}
	}
	return text;
}

/* What stands at the beginning and is all of a name that is known. */
static const char *known_beginning(struct stk_intake *intake, const char *text)
{
	struct stk_match found[1];

	text = after_arrow_word(intake->columns->words, text);
	for (size_t len = strlen(text); len; len--) {
		const char *head;

		if (text[len] && text[len] != ' ' && ((unsigned char)text[len] & 0xc0) != 0xc0 &&
		    (unsigned char)text[len - 1] < 0x80)
			continue;
		if (((unsigned char)text[len] & 0xc0) == 0x80)
			continue; /* inside of a letter */
		head = stk_arena_strndup(stk_intake_arena(intake), text, len);
		if (stk_matcher_find(intake->matcher, head,
				     1u << STK_MATCH_PLATFORM | 1u << STK_MATCH_PRODUCT, found,
				     1) &&
		    found[0].grade == STK_MATCH_EXACT)
			return head;
	}
	return text;
}

size_t stk_intake_systems(struct stk_intake *intake, const char *text, const char **names,
			  size_t max)
{
	struct stk_arena *arena = stk_intake_arena(intake);
	const char *pieces[64];
	size_t count = 0, piece_count = stk_intake_split(arena, text, pieces, STK_COUNT(pieces));

	for (size_t i = 0; i < piece_count; i++) {
		const char *rest = plain_arrows(arena, pieces[i]);

		while (*rest && count < max) {
			size_t len = strcspn(rest, "<>"), end = len;

			while (end && rest[end - 1] == ' ')
				end--;
			if (end && strlen(pieces[i]) < 200)
				names[count++] = known_beginning(
					intake, stk_arena_strndup(arena, rest, end));
			else if (end)
				names[count++] = stk_arena_strndup(arena, rest, end);
			rest += len;
			rest += strspn(rest, "<> ");
		}
	}
	return count;
}
