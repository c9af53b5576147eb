#include <string.h>

#include "list_draft.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "stocktake/base/tr.h"
#include "stocktake/model/said.h"

/* Where a piece of a cell came from. */
struct piece {
	struct reading *reading;
	size_t draft;
	uint32_t column;
	struct stk_value *values; /* gathered so far */
};

static struct stk_arena *arena_of(const struct piece *piece)
{
	return &piece->reading->list->arena;
}

static void doubt(struct piece *piece, const char *text, const char *why)
{
	struct draft *draft = &piece->reading->drafts[piece->draft];

	stk_list_doubt(piece->reading, draft, draft->row, piece->column, text, why);
}

static bool has_value(const struct stk_value *list, const char *text)
{
	for (const struct stk_value *item = list->first; item; item = item->next)
		if (item->text && strcmp(item->text, text) == 0)
			return true;
	return false;
}

static void gather(struct piece *piece, const char *text)
{
	if (!has_value(piece->values, text))
		stk_value_push(piece->values, stk_value_text(arena_of(piece), text));
}

/* --- categories, teams, people --------------------------------------- */

static void take_one_category(struct piece *piece, const char *text)
{
	const char *category = stk_said_category(text);

	if (category)
		gather(piece, category);
	else if (!stk_said_nothing(text))
		doubt(piece, text, stk_t("no category that we know"));
}

/* "CRM & Sales": each by itself, where it is no category as a whole. */
static void take_category(void *data, const char *text)
{
	struct piece *piece = data;

	if (!strchr(text, '&') || stk_said_category(text)) {
		take_one_category(piece, text);
		return;
	}
	while (*text) {
		size_t whole = strcspn(text, "&"), len = whole;

		while (len && text[len - 1] == ' ')
			len--;
		take_one_category(piece, stk_arena_strndup(arena_of(piece), text, len));
		text += whole;
		text += strspn(text, "& ");
	}
}

static const char *team_id(struct piece *piece, const char *text, bool make)
{
	struct reading *reading = piece->reading;
	const char *usual = stk_said_team(text);
	struct stk_str slug = STK_STR_INIT;
	char *id;

	stk_text_slug(&slug, usual ? usual : text);
	id = stk_arena_strdup(arena_of(piece), slug.data);
	stk_str_release(&slug);
	if (!*id || stk_map_get(&reading->teams, id, strlen(id), NULL))
		return *id ? id : NULL;
	STK_EACH_VALUE(team, stk_node_get(reading->inventory->root, STK_W_TEAMS))
	{
		const char *name = stk_text(reading->inventory, team, STK_W_NAME);

		if (name && stk_text_same(name, text))
			return stk_text(reading->inventory, team, STK_W_ID);
	}
	if (!make)
		return NULL;
	stk_map_put(&reading->teams, id, strlen(id), 1);
	{
		struct stk_value *team = stk_value_map(arena_of(piece));

		stk_value_put_text(arena_of(piece), team, "id", id);
		stk_value_put_text(arena_of(piece), team, "name",
				   stk_arena_strdup(arena_of(piece), text));
		stk_value_push(reading->new_teams, team);
	}
	return id;
}

static void take_team(void *data, const char *text)
{
	struct piece *piece = data;
	const char *id;

	if (stk_said_nothing(text) || stk_said_none(text))
		return;
	if (stk_list_is_everybody(text)) {
		doubt(piece, text, stk_t("no team: who of them would know?"));
		return;
	}
	id = team_id(piece, text, true);
	if (id)
		gather(piece, id);
	else
		doubt(piece, text, stk_t("no name of a team"));
}

/* The stakeholder of that name, made if new. "ana@acme.example" and "Ana Ruiz <ana@...>" bring the
 * address along. */
static const char *person_id(struct piece *piece, const char *text)
{
	struct reading *reading = piece->reading;
	struct stk_arena *arena = arena_of(piece);
	const char *at = strchr(text, '@'), *email = NULL;
	struct stk_str name = STK_STR_INIT, slug = STK_STR_INIT;
	struct stk_value *map;
	const char *id = NULL;

	stk_str_add(&name, text);
	if (at && !strpbrk(text, " <")) {
		email = text;
		stk_str_truncate(&name, (size_t)(at - text));
	} else if (at && strchr(text, '<')) {
		const char *open = strchr(text, '<');

		email = stk_arena_strndup(arena, open + 1, strcspn(open + 1, ">"));
		stk_str_truncate(&name, (size_t)(open - text));
		while (name.len && name.data[name.len - 1] == ' ')
			stk_str_truncate(&name, name.len - 1);
	}
	stk_text_slug(&slug, name.data);
	if (!slug.len)
		goto out;
	id = stk_arena_strdup(arena, slug.data);
	if (stk_inventory_find(reading->inventory, STK_STAKEHOLDER, id) ||
	    !stk_map_put(&reading->people, id, strlen(id), 1))
		goto out;
	map = stk_value_map(arena);
	stk_value_put_text(arena, map, "name", stk_arena_strdup(arena, name.data));
	if (email)
		stk_value_put_text(arena, map, "email", stk_arena_strdup(arena, email));
	STK_GROW(reading->list->changes, reading->list->cap, reading->list->count + 1);
	reading->list->changes[reading->list->count++] =
		(struct stk_change){.op = STK_CHANGE_SET,
				    .address = stk_arena_printf(arena, "stakeholders/%s", id),
				    .value = map};
	reading->list->people++;
out:
	stk_str_release(&name);
	stk_str_release(&slug);
	return id;
}

static void take_owner(void *data, const char *text)
{
	struct piece *piece = data;
	const char *id;

	if (stk_said_nothing(text) || stk_said_none(text))
		return;
	id = team_id(piece, text, stk_list_is_team(text));
	if (!id)
		id = person_id(piece, text);
	if (id)
		gather(piece, id);
	else
		doubt(piece, text, stk_t("no name of a person or team"));
}

/* A heading word of their own sheet or system; with its term, where the dictionary has it. */
static void take_field(void *data, const char *text)
{
	struct piece *piece = data;
	const struct stk_inventory *inventory = piece->reading->inventory;
	struct stk_arena *arena = arena_of(piece);
	struct stk_value *field;
	uint32_t contact = stk_group_find(inventory, "contact"), term;

	if (stk_said_nothing(text) || stk_said_none(text))
		return;
	for (const struct stk_value *item = piece->values->first; item; item = item->next)
		if (strcmp(item->first->text, text) == 0)
			return;
	field = stk_value_map(arena);
	stk_value_put_text(arena, field, "name", text);
	term = stk_matcher_heading(piece->reading->matcher, text,
				   contact == STK_NONE ? 0 : UINT64_C(1) << contact);
	if (term != STK_NONE) {
		const struct stk_term *its = &inventory->terms[term];

		stk_value_put_text(arena, field, "term", stk_sym_text(&inventory->syms, its->id));
		if (its->personal)
			stk_value_put_text(arena, field, "personal", "true");
	}
	stk_value_push(piece->values, field);
}

/* --- the other kinds of cell ------------------------------------------ */

static void take_integration(void *data, const char *text)
{
	struct piece *piece = data;
	struct reading *reading = piece->reading;
	struct stk_value *link;
	const char *open;
	size_t other;

	if (stk_starts(text, stk_t("and ")))
		text += 4;
	if (stk_said_nothing(text) || stk_said_none(text))
		return;
	other = stk_list_find(reading, text);
	if (other == SIZE_MAX && (open = strpbrk(text, "([")) && open != text) { /* "X (auto)" */
		size_t len = (size_t)(open - text);

		while (len && text[len - 1] == ' ')
			len--;
		other = stk_list_find(reading, stk_arena_strndup(arena_of(piece), text, len));
		if (other != SIZE_MAX)
			doubt(piece, text,
			      stk_t("the tool was understood, what stands behind it was not"));
	}
	if (other == SIZE_MAX) {
		doubt(piece, text, stk_t("no such tool in the list or in the catalogue"));
	} else if (other != piece->draft) {
		struct draft *draft = &reading->drafts[piece->draft];
		const char *id = reading->drafts[other].id;

		for (const struct stk_value *item = draft->links->first; item; item = item->next)
			if (strcmp(item->first->text, id) == 0)
				return;
		link = stk_value_map(arena_of(piece));
		stk_value_put_text(arena_of(piece), link, "with", id);
		stk_value_push(draft->links, link);
		reading->list->integrations++;
	}
}

static bool looks_like_website(const char *text)
{
	const char *dot = strchr(text, '.');

	return dot && dot != text && dot[1] && !strpbrk(text, " \t\n@");
}

static void take_values(struct piece *piece, const char *cell, const char *key,
			void (*take)(void *data, const char *value))
{
	piece->values = stk_value_list(arena_of(piece));
	stk_list_each_value(piece->reading, cell, take, piece);
	if (piece->values->first)
		stk_value_put(arena_of(piece), piece->reading->drafts[piece->draft].map, key,
			      piece->values);
}

static void take_own(struct piece *piece, const char *cell)
{
	stk_value_put_text(arena_of(piece), piece->reading->drafts[piece->draft].map,
			   piece->reading->columns[piece->column].key, cell);
}

void stk_list_take(struct reading *reading, size_t index, uint32_t column)
{
	struct piece piece = {.reading = reading, .draft = index, .column = column};
	struct draft *draft = &reading->drafts[index];
	const char *cell = draft->row->cells[column];

	switch (reading->columns[column].role) {
	case STK_LIST_WEBSITE:
		if (looks_like_website(cell))
			stk_value_put_text(&reading->list->arena, draft->map, "website", cell);
		else if (!stk_said_nothing(cell) && !stk_said_none(cell))
			doubt(&piece, cell, stk_t("no web address"));
		break;
	case STK_LIST_CATEGORY: take_values(&piece, cell, "category", take_category); break;
	case STK_LIST_USED_BY: take_values(&piece, cell, "teams", take_team); break;
	case STK_LIST_OWNER: take_values(&piece, cell, "owner", take_owner); break;
	case STK_LIST_INTEGRATES:
		if (stk_said_nothing(cell))
			break;
		if (!draft->links)
			draft->links = stk_value_list(&reading->list->arena);
		stk_list_each_value(reading, cell, take_integration, &piece);
		draft = &reading->drafts[index]; /* a tool that only this row names may have been
						    added */
		if (!draft->links->first && !stk_said_none(cell))
			draft->links =
				NULL; /* nothing was understood: not asked, rather than none */
		break;
	case STK_LIST_NOTES:
		if (draft->notes.len)
			stk_str_addc(&draft->notes, '\n');
		stk_str_add(&draft->notes, cell);
		break;
	case STK_LIST_FIELDS: take_values(&piece, cell, "fields", take_field); break;
	case STK_LIST_OWN: take_own(&piece, cell); break;
	default: break;
	}
}
