/* "Integrates with": plain names, or lines as the interview takes them. */
#include <string.h>

#include "import_private.h"
#include "list_words.h"
#include "stocktake/model/said.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "stocktake/base/tr.h"
#include "stocktake/model/said.h"
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
	char every[32];

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
	if (link->who)
		set(cell, address, "who", stk_value_text(arena, link->who));
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

static void take_line(struct stk_intake_cell *cell, const char *text)
{
	struct stk_intake *intake = cell->intake;
	const struct stk_import_options *options = intake->options;
	struct stk_import_link *links = NULL;
	size_t count = 0;

	if (!options->links || !options->links(options->data, intake->future,
					       plain_arrows(stk_intake_arena(intake), text),
					       stk_intake_arena(intake), &links, &count)) {
		stk_intake_misread(cell, text, STK_N("what goes where was not understood"));
		return;
	}
	for (size_t i = 0; i < count; i++)
		say_link(cell, &links[i]);
}

static void take_name(struct stk_intake_cell *cell, const char *text)
{
	struct stk_arena *arena = stk_intake_arena(cell->intake);
	const char *name = stk_list_after_filler(text),
		   *id = stk_intake_platform(cell->intake, name), *open = strpbrk(name, "([");
	size_t len = open ? (size_t)(open - name) : 0;

	while (len && name[len - 1] == ' ')
		len--;
	if (!id && len) { /* "Salesforce (nightly)" */
		id = stk_intake_platform(cell->intake, stk_arena_strndup(arena, name, len));
		if (id)
			stk_intake_misread(
				cell, text,
				STK_N("the tool was understood, what stands behind it was not"));
	}
	if (!id)
		stk_intake_misread(cell, text,
				   STK_N("no such tool in the sheets or in the catalogue"));
	else if (strcmp(id, cell->platform) == 0)
		stk_intake_misread(cell, text, STK_N("it is the tool of this row itself"));
	else
		add_link(cell, cell->platform, id);
}

void stk_intake_links(struct stk_intake_cell *cell)
{
	struct stk_arena *arena = stk_intake_arena(cell->intake);
	const char *text = cell->text;

	if (stk_said_none(text)) {
		stk_intake_say(cell, STK_CHANGE_SET,
			       stk_arena_printf(arena, "platforms/%s/integrations", cell->platform),
			       stk_value_list(arena));
		return;
	}
	while (*text) { /* lines and ; part what goes where; in what is left, commas part names */
		size_t len = strcspn(text, ";\n\r"), count;
		const char *piece = stk_arena_strndup(arena, text, len), *names[MAX_SYSTEMS];

		piece += strspn(piece, " \t");
		if (*piece && (strpbrk(piece, "<>") || strstr(piece, "→") || strstr(piece, "↔") ||
			       strstr(piece, "⇄") || strstr(piece, "←") || strstr(piece, "＞"))) {
			take_line(cell, piece);
		} else if (*piece) {
			count = stk_intake_split(arena, piece, names, MAX_SYSTEMS);
			for (size_t i = 0; i < count; i++)
				take_name(cell, names[i]);
		}
		text += len;
		text += *text != '\0';
	}
}
