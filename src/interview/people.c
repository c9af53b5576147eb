/* From what is typed to people and teams. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "stocktake/base/tr.h"
#include "stocktake/base/when.h"
#include "stocktake/model/said.h"
#include "unclear.h"

char *stk_name_capitalised(const char *text)
{
	char *name = stk_xstrdup(text);

	for (const char *c = text; *c; c++)
		if (isupper((unsigned char)*c))
			return name;
	for (char *c = name; *c; c++)
		if (islower((unsigned char)*c) && (c == name || c[-1] == ' ' || c[-1] == '-'))
			*c = (char)toupper((unsigned char)*c);
	return name;
}

static const char *capitalised(struct stk_walk *walk, const char *text)
{
	char *name = stk_name_capitalised(text);
	const char *kept = stk_arena_strdup(&walk->changes.arena, name);

	free(name);
	return kept;
}

static void remember_person(struct stk_walk *walk, const char *id)
{
	for (size_t i = 0; i < walk->people_count; i++)
		if (strcmp(walk->people[i], id) == 0)
			return;
	STK_GROW(walk->people, walk->people_cap, walk->people_count + 1);
	walk->people[walk->people_count++] = stk_xstrdup(id);
}

static int find_person(struct stk_walk *walk, const char *text, struct stk_named *named)
{
	struct stk_match found[4];
	size_t count = stk_matcher_find(walk->matcher, text, 1u << STK_MATCH_STAKEHOLDER, found,
					STK_COUNT(found));

	/* Near names are other people. */
	if (count != 1 || found[0].grade == STK_MATCH_NEAR)
		return -1;
	return stk_set_named(named, found[0].id, found[0].name, NULL, false,
			     found[0].grade != STK_MATCH_EXACT);
}

/* Words of the other questions: "3 late" answers another one. With a capital it is a name. */
static bool is_no_name(const struct stk_walk *walk, const char *text)
{
	static const char *const words[] = {"late",   "wrong",    "missing", "incomplete",
					    "old",    "patchy",   "never",   "stale",
					    "manual", "double",   "differ",  "names",
					    "empty",  "outdated", "twice",   "unreliable"};
	static const char *const wide[] = {
		"晚",   "太晚", "迟",   "不准",   "不全",   "缺失",       "过时", "重复",
		"错误", "不对", "手动", "不可靠", "对不上", "名字对不上", "滞后", "不更新"};
	uint32_t code;

	/* "?5 ana" hands a question on where there are any. */
	if (isdigit((unsigned char)*text) ||
	    (stk_utf8_next(text, strlen(text), &code) && !stk_code_is_word(code)))
		return true;
	for (const char *c = text; *c; c++)
		if (isupper((unsigned char)*c))
			return false;
	for (size_t i = 0; i < STK_COUNT(words); i++)
		if (strcmp(words[i], text) == 0)
			return true;
	for (size_t i = 0; i < STK_COUNT(wide); i++)
		if (strcmp(wide[i], text) == 0)
			return true;
	return (strlen(text) > 1 && stk_guide_words_group(walk->words, text)) ||
	       stk_every_parse(text) != STK_EVERY_NONE;
}

/* Exactly what a tool of theirs, of the inventory or of the catalogue is called. */
static bool is_tool(const struct stk_walk *walk, const char *text)
{
	struct stk_match found[1];

	return stk_matcher_find(walk->matcher, text,
				1u << STK_MATCH_PLATFORM | 1u << STK_MATCH_PRODUCT, found, 1) &&
	       found[0].grade == STK_MATCH_EXACT;
}

const char *stk_why_nobody(struct stk_walk *walk, const char *text)
{
	return is_tool(walk, text) ? stk_arena_printf(&walk->changes.arena,
						      stk_t("%s (that is a tool; who?)"), text)
				   : stk_arena_strdup(&walk->changes.arena, text);
}

int stk_take_person(struct stk_walk *walk, const char *text, const char *team,
		    struct stk_named *named)
{
	struct stk_str id = STK_STR_INIT;
	const char *name;
	int failed = 0;

	if (!walk->room && stk_guide_words_is(walk->words, STK_FLOW_ME, text))
		return stk_set_named(named, walk->who, walk->who_name, NULL, false, false);
	if (*text == '@')
		text++;
	if (find_person(walk, text, named)) {
		if (is_no_name(walk, text) || is_tool(walk, text) || stk_is_role(walk, text))
			return -1;
		stk_text_slug(&id, text);
		failed = id.len ? stk_set_named(named, id.data, capitalised(walk, text), NULL, true,
						false)
				: -1;
		stk_str_release(&id);
		if (failed)
			return -1;
		name = stk_at(walk, "stakeholders", named->id, "name", NULL);
		if (!stk_is_being_made(walk, name) &&
		    !stk_inventory_find(walk->inventory, STK_STAKEHOLDER, named->id))
			stk_say_text(walk, name, named->name);
		if (!walk->room)
			stk_say_true(walk,
				     stk_at(walk, "stakeholders", named->id, "referred_by",
					    walk->who, NULL),
				     false);
		if (team)
			stk_say_text(walk, stk_at(walk, "stakeholders", named->id, "team", NULL),
				     team);
	}
	if (!stk_text_same(named->id, walk->who))
		remember_person(walk, named->id);
	return 0;
}

static bool is_in_a_link(const struct stk_entity *platform, stk_sym who)
{
	STK_EACH_VALUE(link, stk_node_get(platform->node, STK_W_INTEGRATIONS))
	if (stk_values_has(stk_node_get(link, STK_W_WHO), who))
		return true;
	return false;
}

/* Made in this session, and nothing else speaks of them. */
static bool is_own_person(const struct stk_walk *walk, const char *id)
{
	const struct stk_entities *all = &walk->inventory->kinds[STK_PLATFORM];
	const struct stk_entity *person = stk_inventory_find(walk->inventory, STK_STAKEHOLDER, id);
	stk_sym who = stk_sym_find(&walk->inventory->syms, id, strlen(id));
	const struct stk_written *written;
	size_t count;
	bool made = false;

	written = stk_record_written(walk->record, &count);
	for (size_t i = 0; person && i < count; i++)
		made |= !written[i].before &&
			strcmp(written[i].path, walk->inventory->files[person->file].path) == 0;
	for (uint32_t p = 0; made && p < all->count; p++)
		made &= !is_in_a_link(&all->items[p], who);
	return made;
}

bool stk_untake_person(struct stk_walk *walk, const char *text)
{
	const struct stk_entities *all = &walk->inventory->kinds[STK_PLATFORM];
	static const enum stk_word keys[] = {STK_W_ADMIN, STK_W_OWNER};
	static const char *const names[] = {"admin", "owner"};
	struct stk_named named;
	stk_sym who;

	if (find_person(walk, text, &named))
		return false;
	who = stk_sym_find(&walk->inventory->syms, named.id, strlen(named.id));
	for (uint32_t p = 0; p < all->count; p++)
		for (size_t k = 0; k < STK_COUNT(keys); k++) {
			const char *id = stk_sym_text(&walk->inventory->syms, all->items[p].id),
				   *at = stk_at(walk, "platforms", id, names[k], named.id, NULL);

			if (stk_values_has(stk_node_get(all->items[p].node, (stk_sym)keys[k]),
					   who) &&
			    stk_mind_answered(walk, at))
				stk_say_gone(walk, at);
		}
	if (is_own_person(walk, named.id))
		stk_say_gone(walk, stk_at(walk, "stakeholders", named.id, NULL));
	return true;
}

/* "市场部", "reps": one of the usual teams, if this inventory has it. */
static const char *usual_team(const struct stk_walk *walk, const char *text)
{
	const char *usual = stk_said_team(text);

	STK_EACH_VALUE(team, stk_node_get(walk->inventory->root, STK_W_TEAMS))
	{
		const char *id = stk_text(walk->inventory, team, STK_W_ID);

		if (usual && id && stk_text_same(id, usual))
			return id;
	}
	return NULL;
}

const char *stk_name_team(struct stk_walk *walk, const char *text)
{
	struct stk_match found[4];
	size_t count = stk_matcher_find(walk->matcher, text, 1u << STK_MATCH_TEAM, found,
					STK_COUNT(found));

	if (count != 1 || found[0].grade == STK_MATCH_NEAR)
		return usual_team(walk, text);
	return stk_arena_strdup(&walk->changes.arena, found[0].id);
}
