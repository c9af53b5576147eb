/* What metrics, stakeholders, workshops, terms, teams and items of lists offer beside their keys.
 */
#include "bind.h"

#include <lauxlib.h>

/* --- what all entities have ------------------------------------------------------------------ */

static const struct stk_entity *check_entity(lua_State *L)
{
	uint32_t index;
	enum stk_object object = stk_bind_kind(L, 1, &index);
	const struct stk_entity *entity = object && object < STK_OBJECT_ITEM
						  ? stk_bind_entity(stk_world_of(L), object, index)
						  : NULL;
	if (!entity)
		luaL_error(L, "this is no entity of the inventory");
	return entity;
}

static int id(lua_State *L)
{
	stk_bind_push_sym(L, check_entity(L)->id);
	return 1;
}

static int name(lua_State *L)
{
	lua_pushstring(L, stk_entity_name(stk_world_of(L)->inventory, check_entity(L)));
	return 1;
}

/* --- metrics --------------------------------------------------------------------------------- */

static const struct stk_metric *check_metric(lua_State *L)
{
	const struct stk_metrics *metrics = stk_world_of(L)->metrics;
	uint32_t index = stk_bind_check(L, 1, STK_OBJECT_METRIC);
	if (index >= metrics->count)
		luaL_error(L, "this metric does not exist");
	return &metrics->items[index];
}

static int state(lua_State *L)
{
	lua_pushstring(L, stk_metric_state_name(check_metric(L)->state));
	return 1;
}

static int reason(lua_State *L)
{
	const char *text = check_metric(L)->reason;
	lua_pushstring(L, text ? text : "");
	return 1;
}

static int caveats(lua_State *L)
{
	unsigned bits = check_metric(L)->caveats;
	lua_Integer n = 0;
	lua_createtable(L, 0, 0);
	for (unsigned i = 0; i < STK_CAVEATS; i++) {
		if (!(bits >> i & 1u))
			continue;
		lua_pushstring(L, stk_caveat_name(i));
		lua_rawseti(L, -2, ++n);
	}
	return 1;
}

static int destination(lua_State *L)
{
	uint32_t platform = check_metric(L)->destination;
	if (platform == STK_NONE)
		lua_pushnil(L);
	else
		stk_bind_push(L, STK_OBJECT_PLATFORM, platform);
	return 1;
}

static void set_words(lua_State *L, const char *key, const stk_sym *words, uint32_t count)
{
	lua_createtable(L, (int)count, 0);
	for (uint32_t i = 0; i < count; i++) {
		stk_bind_push_sym(L, words[i]);
		lua_rawseti(L, -2, (lua_Integer)i + 1);
	}
	lua_setfield(L, -2, key);
}

static void set_missing(lua_State *L, const char *terms)
{
	lua_Integer n = 0;
	lua_createtable(L, 0, 0);
	for (const char *c = terms ? terms : ""; *c;) {
		const char *begin = c;
		while (*c && *c != ' ')
			c++;
		if (c > begin) {
			lua_pushlstring(L, begin, (size_t)(c - begin));
			lua_rawseti(L, -2, ++n);
		}
		while (*c == ' ')
			c++;
	}
	lua_setfield(L, -2, "missing");
}

static void push_need(lua_State *L, const struct stk_need *need)
{
	lua_createtable(L, 0, 8);
	stk_bind_push_sym(L, need->group);
	lua_setfield(L, -2, "group");
	set_words(L, "terms", need->terms, need->term_count);
	lua_pushstring(L, stk_metric_state_name(need->state));
	lua_setfield(L, -2, "state");
	if (need->from != STK_NONE) {
		stk_bind_push(L, STK_OBJECT_PLATFORM, need->from);
		lua_setfield(L, -2, "from");
	}
	set_missing(L, need->missing_terms);
	set_words(L, "ask", need->ask, need->ask_count);
	lua_createtable(L, (int)need->path_len, 0);
	for (uint32_t i = 0; i < need->path_len; i++) {
		stk_bind_push(L, STK_OBJECT_LINK, need->path[i]);
		lua_rawseti(L, -2, (lua_Integer)i + 1);
	}
	lua_setfield(L, -2, "path");
	if (need->age_minutes >= 0) {
		lua_pushinteger(L, (lua_Integer)need->age_minutes);
		lua_setfield(L, -2, "age_minutes");
	}
}

static int needs(lua_State *L)
{
	const struct stk_metric *metric = check_metric(L);
	lua_createtable(L, (int)metric->need_count, 0);
	for (uint32_t i = 0; i < metric->need_count; i++) {
		push_need(L, &metric->needs[i]);
		lua_rawseti(L, -2, (lua_Integer)i + 1);
	}
	return 1;
}

const struct stk_object_member stk_metric_members[] = {
	{"id", id, true},         {"name", name, true},       {"state", state, true},
	{"reason", reason, true}, {"caveats", caveats, true}, {"destination", destination, true},
	{"needs", needs, true},   {NULL, NULL, false},
};

/* --- stakeholders, workshops ----------------------------------------------------------------- */

static int direction(lua_State *L)
{
	const struct stk_world *world = stk_world_of(L);
	stk_bind_check(L, 1, STK_OBJECT_STAKEHOLDER);
	const char *team = stk_text(world->inventory, check_entity(L)->node, STK_W_TEAM);
	stk_sym chain = team ? stk_team_chain(world->inventory, team) : 0;
	if (chain)
		stk_bind_push_sym(L, chain);
	else
		lua_pushnil(L);
	return 1;
}

static int answered(lua_State *L)
{
	uint32_t index = stk_bind_check(L, 1, STK_OBJECT_STAKEHOLDER);
	check_entity(L);
	lua_pushboolean(L, stk_world_answered(stk_world_of(L), index));
	return 1;
}

const struct stk_object_member stk_stakeholder_members[] = {
	{"id", id, true},
	{"name", name, true},
	{"direction", direction, false},
	{"answered", answered, false},
	{NULL, NULL, false},
};

const struct stk_object_member stk_workshop_members[] = {{"id", id, true}, {NULL, NULL, false}};

/* --- terms ----------------------------------------------------------------------------------- */

static const struct stk_term *check_term(lua_State *L)
{
	const struct stk_inventory *inventory = stk_world_of(L)->inventory;
	uint32_t index = stk_bind_check(L, 1, STK_OBJECT_TERM);
	if (index >= inventory->term_count)
		luaL_error(L, "this term does not exist");
	return &inventory->terms[index];
}

static int term_id(lua_State *L)
{
	stk_bind_push_sym(L, check_term(L)->id);
	return 1;
}

static int term_name(lua_State *L)
{
	const struct stk_term *term = check_term(L);
	if (!term->name)
		return term_id(L);
	lua_pushstring(L, term->name);
	return 1;
}

static int term_group(lua_State *L)
{
	stk_bind_push_sym(L, stk_world_of(L)->inventory->groups[check_term(L)->group]);
	return 1;
}

static int term_type(lua_State *L)
{
	lua_pushstring(L, check_term(L)->type);
	return 1;
}

static int term_key(lua_State *L)
{
	lua_pushboolean(L, check_term(L)->key);
	return 1;
}

static int term_personal(lua_State *L)
{
	lua_pushboolean(L, check_term(L)->personal);
	return 1;
}

static int term_own(lua_State *L)
{
	lua_pushboolean(L, check_term(L)->own);
	return 1;
}

const struct stk_object_member stk_term_members[] = {
	{"id", term_id, true},     {"name", term_name, true}, {"group", term_group, true},
	{"type", term_type, true}, {"key", term_key, true},   {"personal", term_personal, true},
	{"own", term_own, true},   {NULL, NULL, false},
};

/* --- teams ----------------------------------------------------------------------------------- */

static int team_text(lua_State *L, enum stk_word key, enum stk_word fallback)
{
	const struct stk_inventory *inventory = stk_world_of(L)->inventory;
	uint32_t index = stk_bind_check(L, 1, STK_OBJECT_TEAM);
	STK_EACH_VALUE(team, stk_node_get(inventory->root, STK_W_TEAMS))
	{
		if (index-- > 0)
			continue;
		const char *text = stk_text(inventory, team, key);
		lua_pushstring(L, text || !fallback ? text : stk_text(inventory, team, fallback));
		return 1;
	}
	lua_pushnil(L);
	return 1;
}

static int team_id(lua_State *L)
{
	return team_text(L, STK_W_ID, STK_W_NONE_);
}

static int team_name(lua_State *L)
{
	return team_text(L, STK_W_NAME, STK_W_ID);
}

static int team_chain(lua_State *L)
{
	return team_text(L, STK_W_CHAIN, STK_W_NONE_);
}

const struct stk_object_member stk_team_members[] = {{"id", team_id, true},
						     {"name", team_name, true},
						     {"chain", team_chain, true},
						     {NULL, NULL, false}};

const struct stk_object_member stk_item_members[] = {{NULL, NULL, false}};
