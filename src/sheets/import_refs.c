/* Names in cells: platforms, people, teams, metrics, choices. */
#include <string.h>
#include <strings.h>

#include "import_private.h"
#include "list_words.h"
#include "stocktake/model/said.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "stocktake/base/tr.h"
#include "stocktake/model/said.h"

/* Length of what parts two values in a cell; 0 if none stands there. */
static size_t separator(const char *text)
{
	static const char *const wide[] = {"、", "，", "；", "／", "｜"};

	if (strchr(",;|\n\r", *text))
		return 1;
	if (*text == '/' && text[1] != '/' && text[1] != ' ')
		return 0; /* "calls/e-mails" is one word; "Excel / Sheets" are two */
	if (*text == '/' && text[1] == ' ')
		return 1;
	for (size_t i = 0; i < STK_COUNT(wide); i++)
		if (stk_starts(text, wide[i]))
			return strlen(wide[i]);
	return 0;
}

size_t stk_intake_split(struct stk_arena *arena, const char *text, const char **parts, size_t max)
{
	size_t count = 0;

	while (*text) {
		const char *begin = text, *end;
		size_t gap = 0;
		bool last = count + 1 >= max; /* what is too many stays one piece, and is told */

		while (*text && (last || !(gap = separator(text))))
			text++;
		end = text;
		while (begin < end && strchr(" \t\r\n", *begin))
			begin++;
		while (end > begin && strchr(" \t\r\n", end[-1]))
			end--;
		if (end > begin)
			parts[count++] = stk_arena_strndup(arena, begin, (size_t)(end - begin));
		text += gap;
	}
	return count;
}

const char *stk_intake_platform(struct stk_intake *intake, const char *text)
{
	struct stk_match found[16];
	size_t count = stk_matcher_find(intake->matcher, text, 1u << STK_MATCH_PLATFORM, found,
					STK_COUNT(found));

	if (!count || found[0].grade != STK_MATCH_EXACT)
		return NULL;
	for (size_t i = 0; i < count && count > 1; i++) /* "Pipe drive" is not "Pipedrive" */
		if (stk_text_same(found[i].name, text))
			return found[i].id;
	return count == 1 ? found[0].id : NULL;
}

/* "Ana Ruiz <ana@acme.example>", "ana@acme.example": the name, and the address apart. */
static const char *part_email(struct stk_arena *arena, const char *text, const char **email)
{
	const char *at = strchr(text, '@'), *open = strchr(text, '<');
	size_t len;

	*email = NULL;
	if (!at || at == text)
		return text + (*text == '@');
	if (!open && !strchr(text, ' ')) {
		*email = text;
		return stk_arena_strndup(arena, text, (size_t)(at - text));
	}
	if (!open || open == text)
		return text;
	*email = stk_arena_strndup(arena, open + 1, strcspn(open + 1, ">"));
	len = (size_t)(open - text);
	while (len && text[len - 1] == ' ')
		len--;
	return stk_arena_strndup(arena, text, len);
}

/* Who can be somebody's name: a few words, letters among them, no sentence. */
static bool can_be_name(const char *text)
{
	static const char *const nobody[] = {"somebody", "someone", "anybody", "anyone", "whoever",
					     "某人",     "有人",    "谁",      "随便"};
	size_t blanks = 0;

	for (size_t i = 0; i < STK_COUNT(nobody); i++)
		if (strncasecmp(text, nobody[i], strlen(nobody[i])) == 0)
			return false;

	for (const char *c = text; *c; c++) {
		blanks += *c == ' ';
		if (strchr("\n\t<>=:?!\"", *c) || (*c >= '0' && *c <= '9'))
			return false;
	}
	return *text && blanks < 4 && stk_text_width_cols(text) <= 40;
}

const char *stk_intake_person(struct stk_intake_cell *cell, const char *text, bool make)
{
	struct stk_intake *intake = cell->intake;
	struct stk_arena *arena = stk_intake_arena(intake);
	struct stk_match found[2];
	const char *email, *name = part_email(arena, text, &email), *id,
			   *by = intake->import->files[cell->tab->file]->by;
	size_t count = stk_matcher_find(intake->matcher, name, 1u << STK_MATCH_STAKEHOLDER, found,
					STK_COUNT(found));
	struct stk_str slug = STK_STR_INIT;

	if (count == 1 && found[0].grade >= STK_MATCH_PREFIX)
		return stk_arena_strdup(arena, found[0].id); /* the matcher does not last */
	if (count > 1 || !make || !can_be_name(name))
		return NULL;
	stk_text_slug(&slug, name);
	id = slug.len ? stk_arena_strdup(arena, slug.data) : NULL;
	stk_str_release(&slug);
	if (id && stk_inventory_find(intake->inventory, STK_STAKEHOLDER, id))
		return id;
	if (id && stk_map_put(&intake->people, id, strlen(id), 1)) {
		stk_intake_say(cell, STK_CHANGE_SET,
			       stk_arena_printf(arena, "stakeholders/%s/name", id),
			       stk_value_text(arena, name));
		if (email)
			stk_intake_say(cell, STK_CHANGE_SET,
				       stk_arena_printf(arena, "stakeholders/%s/email", id),
				       stk_value_text(arena, email));
		if (*by && strcmp(by, id) != 0 && !intake->options->begins)
			stk_intake_say(cell, STK_CHANGE_ADD,
				       stk_arena_printf(arena, "stakeholders/%s/referred_by", id),
				       stk_value_text(arena, by));
	}
	return id;
}

/* Where a word that parts two names stands ("or", "和") and how long it is; NULL. */
static const char *between_names(const struct stk_intake *intake, const char *text, size_t *len)
{
	static const char *const plain[] = {" or ", " and ", " & ", " / ", "/", " oder "};
	static const char *const wide[] = {"或者", "或", "和", "与"};
	struct stk_match found[2];

	for (size_t i = 0; i < STK_COUNT(plain); i++) {
		const char *at = strstr(text, plain[i]);

		*len = strlen(plain[i]);
		if (at && at != text && at[*len])
			return at;
	}
	for (size_t i = 0; i < STK_COUNT(wide); i++) { /* 李和平 is one name */
		const char *at = strstr(text, wide[i]);

		*len = strlen(wide[i]);
		if (at && at != text && at[*len] &&
		    stk_matcher_find(intake->matcher, at + *len, 1u << STK_MATCH_STAKEHOLDER, found,
				     2) == 1)
			return at;
	}
	return NULL;
}

size_t stk_intake_people_in(struct stk_intake_cell *cell, const char *text, const char **parts,
			    size_t max)
{
	struct stk_arena *arena = stk_intake_arena(cell->intake);
	const char *pieces[8], *at;
	size_t count = 0, piece_count = stk_intake_split(arena, text, pieces, STK_COUNT(pieces)),
	       len;

	for (size_t i = 0; i < piece_count && count < max; i++) {
		const char *rest = pieces[i];

		while (count + 1 < max && !stk_intake_person(cell, rest, false) &&
		       (at = between_names(cell->intake, rest, &len))) {
			parts[count++] = stk_arena_strndup(arena, rest, (size_t)(at - rest));
			rest = at + len;
		}
		parts[count++] = rest;
	}
	return count;
}

static bool goes_by(const struct stk_inventory *inventory, const struct stk_node *team,
		    const char *text)
{
	const char *name = stk_text(inventory, team, STK_W_NAME),
		   *id = stk_text(inventory, team, STK_W_ID);

	STK_EACH_VALUE(aka, stk_node_get(team, STK_W_AKA))
	{
		if (stk_node_kind(aka) == STK_NODE_SCALAR &&
		    stk_text_same(stk_sym_text(&inventory->syms, aka->value), text))
			return true;
	}
	return (name && stk_text_same(name, text)) || (id && stk_text_same(id, text));
}

const char *stk_intake_team(struct stk_intake *intake, const char *text)
{
	const struct stk_inventory *inventory = intake->inventory;
	const char *usual = stk_said_team(text);
	struct stk_str slug = STK_STR_INIT;
	const struct stk_node *found = NULL;

	STK_EACH_VALUE(team, stk_node_get(inventory->root, STK_W_TEAMS))
	{
		if (!found && goes_by(inventory, team, text))
			found = team;
	}
	if (!found && usual)
		found = stk_team_find(inventory, usual);
	if (!found) {
		stk_text_slug(&slug, text);
		found = slug.len ? stk_team_find(inventory, slug.data) : NULL;
		stk_str_release(&slug);
	}
	return found ? stk_text(inventory, found, STK_W_ID) : NULL;
}

const char *stk_intake_new_team(struct stk_intake_cell *cell, const char *text)
{
	struct stk_intake *intake = cell->intake;
	struct stk_arena *arena = stk_intake_arena(intake);
	const char *usual = stk_said_team(text), *id;
	struct stk_str slug = STK_STR_INIT;
	struct stk_value *team;

	if (!intake->options->begins)
		return NULL;
	stk_text_slug(&slug, usual ? usual : text);
	id = slug.len && slug.len <= 80 ? stk_arena_strdup(arena, slug.data) : NULL;
	stk_str_release(&slug);
	if (!id || !stk_map_put(&intake->teams, id, strlen(id), 1))
		return id;
	team = stk_value_put_text(arena, stk_value_map(arena), "id", id);
	stk_value_put_text(arena, team, "name", text);
	stk_intake_say(cell, STK_CHANGE_ADD, "inventory/teams", team);
	return id;
}

const char *stk_intake_metric(const struct stk_intake *intake, const char *text)
{
	const struct stk_inventory *inventory = intake->inventory;
	const struct stk_entities *all = &inventory->kinds[STK_METRIC];

	for (uint32_t i = 0; i < all->count; i++) {
		const char *id = stk_sym_text(&inventory->syms, all->items[i].id);

		if (stk_text_same(stk_entity_name(inventory, &all->items[i]), text) ||
		    stk_text_same(id, text))
			return id;
	}
	return NULL;
}

const char *stk_intake_choice(const struct stk_intake *intake, const struct stk_key *key,
			      const char *text)
{
	const struct stk_columns *columns = intake->columns;
	const char *found = NULL;

	for (size_t i = 0; key->choices && key->choices[i] && !found; i++)
		for (size_t k = 1; k < columns->tr_count && !found; k++)
			if (stk_text_same(stk_choice_in(columns->tr[k], key, key->choices[i]),
					  text))
				found = key->choices[i];
	if (!found && key->choices)
		found = stk_said_choice(columns->words, key->choices, text);
	if (!found && strcmp(key->name, "category") == 0)
		found = stk_said_category(text);
	if (!found && strcmp(key->name, "flow") == 0 &&
	    (strcmp(text, "<>") == 0 || strcmp(text, "<->") == 0 || strcmp(text, "↔") == 0))
		found = "both";
	return found;
}
