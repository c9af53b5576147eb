/* What links and components offer. */
#include "bind.h"

#include <string.h>

#include <lauxlib.h>

/* --- links ----------------------------------------------------------------------------------- */

static const struct stk_link *check(lua_State *L, uint32_t *index)
{
	const struct stk_graph *graph = stk_world_of(L)->graph;
	*index = stk_bind_check(L, 1, STK_OBJECT_LINK);
	if (*index >= graph->link_count)
		luaL_error(L, "this link does not exist");
	return &graph->links[*index];
}

static int from(lua_State *L)
{
	uint32_t index;
	stk_bind_push(L, STK_OBJECT_PLATFORM, check(L, &index)->from);
	return 1;
}

static int to(lua_State *L)
{
	uint32_t index;
	stk_bind_push(L, STK_OBJECT_PLATFORM, check(L, &index)->to);
	return 1;
}

static int push_word(lua_State *L, stk_sym word)
{
	if (word)
		stk_bind_push_sym(L, word);
	else
		lua_pushnil(L);
	return 1;
}

static int name(lua_State *L)
{
	uint32_t index;
	return push_word(L, check(L, &index)->name);
}

static int method(lua_State *L)
{
	uint32_t index;
	return push_word(L, check(L, &index)->method);
}

static int via(lua_State *L)
{
	uint32_t index;
	return push_word(L, check(L, &index)->via);
}

static int who(lua_State *L)
{
	uint32_t index;
	stk_bind_push_values(L, check(L, &index)->who);
	return 1;
}

static int every(lua_State *L)
{
	uint32_t index;
	char text[32];
	int64_t minutes = check(L, &index)->every_minutes;
	if (minutes == STK_EVERY_NONE) {
		lua_pushnil(L);
		return 1;
	}
	if (minutes == STK_EVERY_ON_DEMAND) {
		lua_pushliteral(L, "on demand");
		return 1;
	}
	stk_every_format(minutes, text);
	lua_pushstring(L, text);
	return 1;
}

static int every_minutes(lua_State *L)
{
	uint32_t index;
	int64_t minutes = check(L, &index)->every_minutes;
	if (minutes < 0)
		lua_pushnil(L);
	else
		lua_pushinteger(L, (lua_Integer)minutes);
	return 1;
}

#define FLAG(member, value)                                                                        \
	static int member(lua_State *L)                                                            \
	{                                                                                          \
		uint32_t index;                                                                    \
		const struct stk_link *link = check(L, &index);                                    \
		lua_pushboolean(L, value);                                                         \
		return 1;                                                                          \
	}

FLAG(on_demand, link->every_minutes == STK_EVERY_ON_DEMAND)
FLAG(by_hand, link->by_hand)
FLAG(native, link->native)
FLAG(view, link->view)
FLAG(both, link->twin)
FLAG(disputed, link->disputed)

static bool source_holds(const struct stk_graph *graph, const struct stk_link *link, uint32_t group)
{
	return stk_bits_has(graph->group_holds + (size_t)graph->group_words * link->from, group);
}

/* 1 yes, 0 no, -1 not known: a group goes over the link if it is named there and held at its
 * source, or if a term of it does. */
static int carries_group(const struct stk_graph *graph, const struct stk_link *link, uint32_t group)
{
	const struct stk_inventory *inventory = graph->inventory;
	bool named = link->carries_all || stk_values_has(link->carries, inventory->groups[group]);
	bool possibly = false;
	if (named && source_holds(graph, link, group))
		return 1;
	for (uint32_t i = 0; i < inventory->term_count; i++) {
		if (inventory->terms[i].group != group)
			continue;
		if (stk_link_carries(graph, link, i, false))
			return 1;
		possibly = possibly || stk_link_carries(graph, link, i, true);
	}
	if (!link->carries_known && source_holds(graph, link, group))
		possibly = true;
	return possibly ? -1 : 0;
}

static int carries(lua_State *L)
{
	const struct stk_graph *graph = stk_world_of(L)->graph;
	uint32_t index;
	int answer;
	const struct stk_link *link = check(L, &index);
	if (lua_isnoneornil(L, 2)) {
		stk_bind_push_values(L, link->carries);
		return 1;
	}
	const char *word = luaL_checkstring(L, 2);
	const struct stk_term *term = stk_term_find(graph->inventory, word);
	if (term) {
		uint32_t bit = (uint32_t)(term - graph->inventory->terms);
		answer = stk_link_carries(graph, link, bit, false)  ? 1
			 : stk_link_carries(graph, link, bit, true) ? -1
								    : 0;
	} else {
		uint32_t group = stk_group_find(graph->inventory, word);
		if (group == STK_NONE)
			return luaL_error(L, "there is no term or group '%s'", word);
		answer = carries_group(graph, link, group);
	}
	if (answer < 0)
		lua_pushnil(L);
	else
		lua_pushboolean(L, answer);
	return 1;
}

static int holds_up(lua_State *L)
{
	uint32_t index;
	check(L, &index);
	stk_bind_push_metrics(L, stk_world_rests_on, index);
	return 1;
}

const struct stk_object_member stk_link_members[] = {
	{"from", from, true},
	{"to", to, true},
	{"name", name, true},
	{"method", method, true},
	{"via", via, true},
	{"who", who, true},
	{"every", every, true},
	{"every_minutes", every_minutes, true},
	{"on_demand", on_demand, true},
	{"by_hand", by_hand, true},
	{"native", native, true},
	{"view", view, true},
	{"both", both, true},
	{"disputed", disputed, true},
	{"carries", carries, false},
	{"holds_up", holds_up, false},
	{NULL, NULL, false},
};

/* --- components ------------------------------------------------------------------------------ */

static const struct stk_component *check_component(lua_State *L)
{
	struct stk_world *world = stk_world_of(L);
	uint32_t index = stk_bind_check(L, 1, STK_OBJECT_COMPONENT);
	stk_world_components(world);
	if (index >= world->component_count)
		luaL_error(L, "this component does not exist");
	return &world->components[index];
}

static int size(lua_State *L)
{
	lua_pushinteger(L, check_component(L)->count);
	return 1;
}

static int platforms(lua_State *L)
{
	const struct stk_component *component = check_component(L);
	lua_createtable(L, (int)component->count, 0);
	for (uint32_t i = 0; i < component->count; i++) {
		stk_bind_push(L, STK_OBJECT_PLATFORM,
			      stk_world_of(L)->members[component->first + i]);
		lua_rawseti(L, -2, (lua_Integer)i + 1);
	}
	return 1;
}

static int has_destination(lua_State *L)
{
	lua_pushboolean(L, check_component(L)->destination);
	return 1;
}

static int all_asked(lua_State *L)
{
	lua_pushboolean(L, check_component(L)->all_asked);
	return 1;
}

static int holds_nothing(lua_State *L)
{
	lua_pushboolean(L, check_component(L)->nothing);
	return 1;
}

static int component_holds_up(lua_State *L)
{
	const struct stk_world *world = stk_world_of(L);
	const struct stk_component *component = check_component(L);
	lua_Integer n = 0;
	lua_createtable(L, 0, 0);
	for (uint32_t i = 0; i < world->metrics->count; i++) {
		bool held = false;
		for (uint32_t m = 0; m < component->count && !held; m++)
			held = stk_world_held_up(&world->metrics->items[i],
						 world->members[component->first + m]);
		if (!held)
			continue;
		stk_bind_push(L, STK_OBJECT_METRIC, i);
		lua_rawseti(L, -2, ++n);
	}
	return 1;
}

const struct stk_object_member stk_component_members[] = {
	{"size", size, false},
	{"platforms", platforms, false},
	{"has_destination", has_destination, false},
	{"all_asked", all_asked, false},
	{"holds_nothing", holds_nothing, false},
	{"holds_up", component_holds_up, false},
	{NULL, NULL, false},
};
