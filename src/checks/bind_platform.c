/* What a platform offers beside the keys of its file. */
#include "bind.h"

#include <string.h>

#include <lauxlib.h>

#include "stocktake/model/address.h"

static const struct stk_entity *check(lua_State *L, uint32_t *index,
				      const struct stk_platform_facts **facts)
{
	struct stk_world *world = stk_world_of(L);
	*index = stk_bind_check(L, 1, STK_OBJECT_PLATFORM);
	if (*index >= world->graph->platform_count)
		luaL_error(L, "this platform does not exist");
	*facts = &world->graph->platforms[*index];
	return &world->inventory->kinds[STK_PLATFORM].items[*index];
}

static int id(lua_State *L)
{
	uint32_t index;
	const struct stk_platform_facts *facts;
	stk_bind_push_sym(L, check(L, &index, &facts)->id);
	return 1;
}

static int name(lua_State *L)
{
	uint32_t index;
	const struct stk_platform_facts *facts;
	const struct stk_entity *entity = check(L, &index, &facts);
	lua_pushstring(L, stk_entity_name(stk_world_of(L)->inventory, entity));
	return 1;
}

static int is_active(lua_State *L)
{
	uint32_t index;
	const struct stk_platform_facts *facts;
	check(L, &index, &facts);
	lua_pushboolean(L, facts->active);
	return 1;
}

static int is_destination(lua_State *L)
{
	uint32_t index;
	const struct stk_platform_facts *facts;
	check(L, &index, &facts);
	lua_pushboolean(L, facts->destination);
	return 1;
}

static int degree(lua_State *L)
{
	uint32_t index;
	const struct stk_platform_facts *facts;
	check(L, &index, &facts);
	lua_pushinteger(L, facts->degree);
	return 1;
}

static int is_cut(lua_State *L)
{
	uint32_t index;
	const struct stk_platform_facts *facts;
	check(L, &index, &facts);
	lua_pushboolean(L, facts->cut);
	return 1;
}

static int cuts_off(lua_State *L)
{
	uint32_t index;
	const struct stk_platform_facts *facts;
	check(L, &index, &facts);
	lua_pushinteger(L, facts->cuts_off);
	return 1;
}

static int gate(lua_State *L)
{
	uint32_t index;
	const struct stk_platform_facts *facts;
	check(L, &index, &facts);
	if (facts->gate == STK_NONE)
		lua_pushnil(L);
	else
		stk_bind_push(L, STK_OBJECT_PLATFORM, facts->gate);
	return 1;
}

static int behind(lua_State *L)
{
	struct stk_world *world = stk_world_of(L);
	uint32_t index;
	const struct stk_platform_facts *facts;
	lua_Integer n = 0;
	check(L, &index, &facts);
	stk_world_gates(world);
	lua_createtable(L, 0, 0);
	for (uint32_t p = world->behind[index]; p != STK_NONE; p = world->behind_next[p]) {
		stk_bind_push(L, STK_OBJECT_PLATFORM, p);
		lua_rawseti(L, -2, ++n);
	}
	return 1;
}

static int bridge(lua_State *L)
{
	uint32_t index;
	const struct stk_platform_facts *facts;
	check(L, &index, &facts);
	if (facts->bridge == STK_NONE)
		lua_pushnil(L);
	else
		stk_bind_push(L, STK_OBJECT_LINK, facts->bridge);
	return 1;
}

static int reaches_destination(lua_State *L)
{
	uint32_t index;
	const struct stk_platform_facts *facts;
	check(L, &index, &facts);
	if (facts->reaches)
		lua_pushboolean(L, true);
	else if (facts->may_reach || !stk_world_of(L)->any_destination)
		lua_pushnil(L);
	else
		lua_pushboolean(L, false);
	return 1;
}

static int holds_nothing(lua_State *L)
{
	uint32_t index;
	const struct stk_platform_facts *facts;
	check(L, &index, &facts);
	lua_pushboolean(L, facts->holds == STK_SAID_NONE);
	return 1;
}

static int component(lua_State *L)
{
	struct stk_world *world = stk_world_of(L);
	uint32_t index;
	const struct stk_platform_facts *facts;
	check(L, &index, &facts);
	stk_world_components(world);
	if (world->component_of[index] == STK_NONE)
		lua_pushnil(L);
	else
		stk_bind_push(L, STK_OBJECT_COMPONENT, world->component_of[index]);
	return 1;
}

/* --- lists of its file ----------------------------------------------------------------------- */

static int list(lua_State *L, const struct stk_key *key)
{
	uint32_t index;
	const struct stk_platform_facts *facts;
	const struct stk_entity *entity = check(L, &index, &facts);
	stk_bind_push_key(L, STK_PLATFORM, index, key,
			  stk_node_get(entity->node, (stk_sym)key->word));
	return 1;
}

static int integrations(lua_State *L)
{
	return list(L, stk_world_of(L)->integrations);
}

static int fields(lua_State *L)
{
	return list(L, stk_world_of(L)->fields);
}

static int links(lua_State *L)
{
	const struct stk_graph *graph = stk_world_of(L)->graph;
	uint32_t index;
	const struct stk_platform_facts *facts;
	lua_Integer n = 0;
	check(L, &index, &facts);
	const char *which = luaL_optstring(L, 2, "all");
	bool all = strcmp(which, "all") == 0, out = strcmp(which, "out") == 0,
	     in = strcmp(which, "in") == 0;
	if (!all && !out && !in)
		return luaL_error(L, "links() takes \"in\", \"out\" or nothing, not \"%s\"", which);
	uint32_t outs = in ? 0 : graph->out_first[index + 1] - graph->out_first[index];
	uint32_t ins = out ? 0 : graph->in_first[index + 1] - graph->in_first[index];
	lua_createtable(L, (int)(outs + ins), 0);
	for (uint32_t i = graph->out_first[index]; !in && i < graph->out_first[index + 1]; i++) {
		stk_bind_push(L, STK_OBJECT_LINK, i);
		lua_rawseti(L, -2, ++n);
	}
	for (uint32_t i = graph->in_first[index]; !out && i < graph->in_first[index + 1]; i++) {
		stk_bind_push(L, STK_OBJECT_LINK, graph->in_links[i]);
		lua_rawseti(L, -2, ++n);
	}
	return 1;
}

/* --- what it holds --------------------------------------------------------------------------- */

enum three { NO, YES, NOT_KNOWN };

static int push_three(lua_State *L, enum three answer)
{
	if (answer == NOT_KNOWN)
		lua_pushnil(L);
	else
		lua_pushboolean(L, answer == YES);
	return 1;
}

static const uint64_t *row(const uint64_t *rows, uint32_t words, uint32_t index)
{
	return rows + (size_t)words * index;
}

static enum three holds_group(const struct stk_graph *graph, uint32_t platform, uint32_t group)
{
	const struct stk_platform_facts *facts = &graph->platforms[platform];
	if (stk_bits_has(row(graph->group_holds, graph->group_words, platform), group))
		return YES;
	if (!facts->active)
		return NO;
	if (facts->holds == STK_SAID_NOTHING)
		return NOT_KNOWN;
	const uint64_t *may = row(graph->may_hold, graph->term_words, platform);
	for (uint32_t i = 0; i < graph->inventory->term_count; i++)
		if (graph->inventory->terms[i].group == group && stk_bits_has(may, i))
			return NOT_KNOWN;
	return NO;
}

static enum three holds_word(lua_State *L, uint32_t platform)
{
	const struct stk_graph *graph = stk_world_of(L)->graph;
	const char *word = luaL_checkstring(L, 2);
	const struct stk_term *term = stk_term_find(graph->inventory, word);
	if (term) {
		uint32_t index = (uint32_t)(term - graph->inventory->terms);
		if (stk_bits_has(row(graph->holds, graph->term_words, platform), index))
			return YES;
		return stk_bits_has(row(graph->may_hold, graph->term_words, platform), index)
			       ? NOT_KNOWN
			       : NO;
	}
	uint32_t group = stk_group_find(graph->inventory, word);
	if (group == STK_NONE)
		luaL_error(L, "there is no term or group '%s'", word);
	return holds_group(graph, platform, group);
}

static int holds(lua_State *L)
{
	uint32_t index;
	const struct stk_platform_facts *facts;
	const struct stk_entity *entity = check(L, &index, &facts);
	if (lua_isnoneornil(L, 2)) {
		stk_bind_push_values(L, stk_node_get(entity->node, STK_W_HOLDS));
		return 1;
	}
	return push_three(L, holds_word(L, index));
}

static int may_hold(lua_State *L)
{
	uint32_t index;
	const struct stk_platform_facts *facts;
	check(L, &index, &facts);
	lua_pushboolean(L, holds_word(L, index) != NO);
	return 1;
}

static int groups(lua_State *L)
{
	const struct stk_graph *graph = stk_world_of(L)->graph;
	uint32_t index;
	const struct stk_platform_facts *facts;
	lua_Integer n = 0;
	check(L, &index, &facts);
	lua_createtable(L, 0, 0);
	for (uint32_t i = 0; i < graph->inventory->group_count; i++) {
		if (!stk_bits_has(row(graph->group_holds, graph->group_words, index), i))
			continue;
		stk_bind_push_sym(L, graph->inventory->groups[i]);
		lua_rawseti(L, -2, ++n);
	}
	return 1;
}

static int is_record(lua_State *L)
{
	const struct stk_inventory *inventory = stk_world_of(L)->inventory;
	uint32_t index;
	const struct stk_platform_facts *facts;
	const struct stk_entity *entity = check(L, &index, &facts);
	const char *word = luaL_checkstring(L, 2);
	const struct stk_node *said = stk_node_get(entity->node, STK_W_SYSTEM_OF_RECORD);
	const struct stk_term *term = stk_term_find(inventory, word);
	bool found = false;
	if (!said) {
		lua_pushnil(L);
		return 1;
	}
	STK_EACH_VALUE(value, said)
	{
		if (stk_node_kind(value) != STK_NODE_SCALAR)
			continue;
		const char *text = stk_sym_text(&inventory->syms, value->value);
		found |= strcmp(text, word) == 0;
		found |= term && strcmp(text, stk_sym_text(&inventory->syms,
							   inventory->groups[term->group])) == 0;
	}
	lua_pushboolean(L, found);
	return 1;
}

/* --- what is said about it ------------------------------------------------------------------- */

static int disputed(lua_State *L)
{
	const struct stk_inventory *inventory = stk_world_of(L)->inventory;
	uint32_t index;
	const struct stk_platform_facts *facts;
	const struct stk_entity *entity = check(L, &index, &facts);
	const char *key = luaL_optstring(L, 2, NULL);
	size_t len = key ? strlen(key) : 0;
	bool found = false;
	STK_EACH_VALUE(dispute, stk_node_get(entity->node, STK_W_DISPUTES))
	{
		const char *at = stk_node_kind(dispute) == STK_NODE_MAP
					 ? stk_text(inventory, dispute, STK_W_AT)
					 : NULL;
		found |= at &&
			 (!key || (strncmp(at, key, len) == 0 && (!at[len] || at[len] == '/')));
	}
	lua_pushboolean(L, found);
	return 1;
}

static int holds_up(lua_State *L)
{
	uint32_t index;
	const struct stk_platform_facts *facts;
	check(L, &index, &facts);
	stk_bind_push_metrics(L, stk_world_held_up, index);
	return 1;
}

static int voices(lua_State *L)
{
	struct stk_world *world = stk_world_of(L);
	uint32_t index;
	const struct stk_platform_facts *facts;
	check(L, &index, &facts);
	const char *key = luaL_optstring(L, 2, NULL);
	stk_str_reset(&world->scratch);
	stk_bind_address(L, 1, &world->scratch);
	if (key)
		stk_address_add(&world->scratch, key);
	lua_pushinteger(L, (lua_Integer)stk_evidence_voices(stk_world_evidence(world),
							    world->scratch.data));
	return 1;
}

const struct stk_object_member stk_platform_members[] = {
	{"id", id, true},
	{"name", name, true},
	{"is_active", is_active, false},
	{"is_destination", is_destination, false},
	{"integrations", integrations, false},
	{"fields", fields, false},
	{"links", links, false},
	{"holds", holds, false},
	{"may_hold", may_hold, false},
	{"holds_nothing", holds_nothing, false},
	{"groups", groups, false},
	{"is_record", is_record, false},
	{"degree", degree, false},
	{"reaches_destination", reaches_destination, false},
	{"component", component, false},
	{"is_cut", is_cut, false},
	{"cuts_off", cuts_off, false},
	{"gate", gate, false},
	{"behind", behind, false},
	{"bridge", bridge, false},
	{"personal", stk_bind_personal, false},
	{"days_unconfirmed", stk_bind_days_unconfirmed, false},
	{"scan", stk_bind_scan, false},
	{"disputed", disputed, false},
	{"holds_up", holds_up, false},
	{"voices", voices, false},
	{NULL, NULL, false},
};
