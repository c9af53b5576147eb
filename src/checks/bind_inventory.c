/* What `inventory` offers: iterators, look-ups, lists over all platforms. */
#include "bind.h"

#include <string.h>

#include <lauxlib.h>

#include "stocktake/model/address.h"
#include "stocktake/model/questions.h"

/* --- iterators: the control variable is the object itself, nothing is allocated -------------- */

static int next_of(lua_State *L, enum stk_object object, uint32_t count)
{
	uint32_t index = lua_isnoneornil(L, 2) ? 0 : stk_bind_check(L, 2, object) + 1;
	if (index >= count)
		lua_pushnil(L);
	else
		stk_bind_push(L, object, index);
	return 1;
}

static int begin(lua_State *L, lua_CFunction next)
{
	stk_bind_check(L, 1, STK_OBJECT_INVENTORY);
	lua_pushcfunction(L, next);
	return 1;
}

static int next_platform(lua_State *L)
{
	return next_of(L, STK_OBJECT_PLATFORM, stk_world_of(L)->graph->platform_count);
}

static int next_active(lua_State *L)
{
	const struct stk_graph *graph = stk_world_of(L)->graph;
	uint32_t index = lua_isnoneornil(L, 2) ? 0 : stk_bind_check(L, 2, STK_OBJECT_PLATFORM) + 1;
	while (index < graph->platform_count && !graph->platforms[index].active)
		index++;
	if (index >= graph->platform_count)
		lua_pushnil(L);
	else
		stk_bind_push(L, STK_OBJECT_PLATFORM, index);
	return 1;
}

static int platforms(lua_State *L)
{
	const char *which = luaL_optstring(L, 2, "all");
	if (strcmp(which, "active") == 0)
		return begin(L, next_active);
	if (strcmp(which, "all") != 0)
		return luaL_error(L, "platforms() takes \"active\" or nothing, not \"%s\"", which);
	return begin(L, next_platform);
}

#define ITERATOR(name, object, counted)                                                            \
	static int next_in_##name(lua_State *L)                                                    \
	{                                                                                          \
		return next_of(L, object, counted);                                                \
	}                                                                                          \
	static int name(lua_State *L)                                                              \
	{                                                                                          \
		return begin(L, next_in_##name);                                                   \
	}

ITERATOR(metrics, STK_OBJECT_METRIC, stk_world_of(L)->metrics->count)
ITERATOR(stakeholders, STK_OBJECT_STAKEHOLDER,
	 stk_world_of(L)->inventory->kinds[STK_STAKEHOLDER].count)
ITERATOR(workshops, STK_OBJECT_WORKSHOP, stk_world_of(L)->inventory->kinds[STK_WORKSHOP].count)
ITERATOR(terms, STK_OBJECT_TERM, stk_world_of(L)->inventory->term_count)

static uint32_t team_count(struct stk_world *world)
{
	return stk_values_count(stk_node_get(world->inventory->root, STK_W_TEAMS));
}
ITERATOR(teams, STK_OBJECT_TEAM, team_count(stk_world_of(L)))

static uint32_t component_count(struct stk_world *world)
{
	stk_world_components(world);
	return world->component_count;
}
ITERATOR(components, STK_OBJECT_COMPONENT, component_count(stk_world_of(L)))

ITERATOR(all_links, STK_OBJECT_LINK, stk_world_of(L)->graph->link_count)

static int next_by_hand(lua_State *L)
{
	const struct stk_graph *graph = stk_world_of(L)->graph;
	uint32_t index = lua_isnoneornil(L, 2) ? 0 : stk_bind_check(L, 2, STK_OBJECT_LINK) + 1;
	while (index < graph->link_count && !graph->links[index].by_hand)
		index++;
	if (index >= graph->link_count)
		lua_pushnil(L);
	else
		stk_bind_push(L, STK_OBJECT_LINK, index);
	return 1;
}

static int links(lua_State *L)
{
	const char *which = luaL_optstring(L, 2, "all");
	if (strcmp(which, "by_hand") == 0)
		return begin(L, next_by_hand);
	if (strcmp(which, "all") != 0)
		return luaL_error(L, "links() takes \"by_hand\" or nothing, not \"%s\"", which);
	return all_links(L);
}

/* --- look-ups -------------------------------------------------------------------------------- */

static int find(lua_State *L, enum stk_kind kind, enum stk_object object)
{
	struct stk_inventory *inventory = stk_world_of(L)->inventory;
	stk_bind_check(L, 1, STK_OBJECT_INVENTORY);
	const struct stk_entity *entity =
		stk_inventory_find(inventory, kind, luaL_checkstring(L, 2));
	if (entity)
		stk_bind_push(L, object, stk_entity_index(inventory, kind, entity));
	else
		lua_pushnil(L);
	return 1;
}

static int platform(lua_State *L)
{
	return find(L, STK_PLATFORM, STK_OBJECT_PLATFORM);
}

static int stakeholder(lua_State *L)
{
	return find(L, STK_STAKEHOLDER, STK_OBJECT_STAKEHOLDER);
}

static int metric(lua_State *L)
{
	return find(L, STK_METRIC, STK_OBJECT_METRIC);
}

static int workshop(lua_State *L)
{
	return find(L, STK_WORKSHOP, STK_OBJECT_WORKSHOP);
}

static int term(lua_State *L)
{
	const struct stk_inventory *inventory = stk_world_of(L)->inventory;
	stk_bind_check(L, 1, STK_OBJECT_INVENTORY);
	const struct stk_term *found = stk_term_find(inventory, luaL_checkstring(L, 2));
	if (found)
		stk_bind_push(L, STK_OBJECT_TERM, (uint32_t)(found - inventory->terms));
	else
		lua_pushnil(L);
	return 1;
}

static int team(lua_State *L)
{
	const struct stk_inventory *inventory = stk_world_of(L)->inventory;
	uint32_t index = 0;
	stk_bind_check(L, 1, STK_OBJECT_INVENTORY);
	const struct stk_node *found = stk_team_find(inventory, luaL_checkstring(L, 2));
	STK_EACH_VALUE(node, stk_node_get(inventory->root, STK_W_TEAMS))
	{
		if (node == found) {
			stk_bind_push(L, STK_OBJECT_TEAM, index);
			return 1;
		}
		index++;
	}
	lua_pushnil(L);
	return 1;
}

/* --- lists ----------------------------------------------------------------------------------- */

static int destinations(lua_State *L)
{
	const struct stk_graph *graph = stk_world_of(L)->graph;
	lua_Integer n = 0;
	stk_bind_check(L, 1, STK_OBJECT_INVENTORY);
	lua_createtable(L, 0, 0);
	for (uint32_t i = 0; i < graph->platform_count; i++) {
		if (!graph->platforms[i].destination)
			continue;
		stk_bind_push(L, STK_OBJECT_PLATFORM, i);
		lua_rawseti(L, -2, ++n);
	}
	return 1;
}

static int categories(lua_State *L)
{
	const struct stk_node *said =
		stk_node_get(stk_world_of(L)->inventory->root, STK_W_CATEGORIES);
	stk_bind_check(L, 1, STK_OBJECT_INVENTORY);
	if (said) {
		stk_bind_push_values(L, said);
		return 1;
	}
	lua_createtable(L, 10, 0);
	for (int i = 0; stk_categories[i]; i++) {
		lua_pushstring(L, stk_categories[i]);
		lua_rawseti(L, -2, i + 1);
	}
	return 1;
}

static int groups(lua_State *L)
{
	const struct stk_inventory *inventory = stk_world_of(L)->inventory;
	stk_bind_check(L, 1, STK_OBJECT_INVENTORY);
	lua_createtable(L, (int)inventory->group_count, 0);
	for (uint32_t i = 0; i < inventory->group_count; i++) {
		stk_bind_push_sym(L, inventory->groups[i]);
		lua_rawseti(L, -2, (lua_Integer)i + 1);
	}
	return 1;
}

static int path(lua_State *L)
{
	struct stk_world *world = stk_world_of(L);
	uint32_t hops[256];
	stk_bind_check(L, 1, STK_OBJECT_INVENTORY);
	uint32_t from = stk_bind_check(L, 2, STK_OBJECT_PLATFORM);
	uint32_t to = stk_bind_check(L, 3, STK_OBJECT_PLATFORM);
	uint32_t count =
		stk_graph_path(world->graph, from, to, NULL, lua_toboolean(L, 4), hops, 256);
	if (count == STK_NONE) {
		lua_pushnil(L);
		return 1;
	}
	lua_createtable(L, (int)count, 0);
	for (uint32_t i = 0; i < count && i < 256; i++) {
		stk_bind_push(L, STK_OBJECT_LINK, hops[i]);
		lua_rawseti(L, -2, (lua_Integer)i + 1);
	}
	return 1;
}

static int twins(lua_State *L)
{
	struct stk_world *world = stk_world_of(L);
	stk_bind_check(L, 1, STK_OBJECT_INVENTORY);
	stk_world_twins(world);
	lua_createtable(L, (int)world->twin_count, 0);
	for (size_t i = 0; i < world->twin_count; i++) {
		lua_createtable(L, 0, 3);
		stk_bind_push(L, STK_OBJECT_PLATFORM, world->twins[i].a);
		lua_setfield(L, -2, "a");
		stk_bind_push(L, STK_OBJECT_PLATFORM, world->twins[i].b);
		lua_setfield(L, -2, "b");
		lua_pushboolean(L, world->twins[i].exact);
		lua_setfield(L, -2, "exact");
		lua_rawseti(L, -2, (lua_Integer)i + 1);
	}
	return 1;
}

static bool is_open(const struct stk_metric *metric_, uint32_t destination)
{
	return metric_->state != STK_READY && metric_->state != STK_STALE &&
	       (destination == STK_NONE || metric_->destination == destination);
}

static int open_metrics(lua_State *L)
{
	stk_bind_check(L, 1, STK_OBJECT_INVENTORY);
	stk_bind_push_metrics(L, is_open,
			      lua_isnoneornil(L, 2) ? STK_NONE
						    : stk_bind_check(L, 2, STK_OBJECT_PLATFORM));
	return 1;
}

/* --- disputes -------------------------------------------------------------------------------- */

/* A value in one line: a text, or a list with commas. Into scratch_too. */
static bool say(struct stk_world *world, const struct stk_node *node)
{
	struct stk_str *out = &world->scratch_too;
	const char *between = "";
	stk_str_reset(out);
	if (!node || stk_node_kind(node) == STK_NODE_NULL || stk_node_kind(node) == STK_NODE_MAP)
		return false;
	if (stk_node_kind(node) == STK_NODE_LIST && node->size == 1)
		stk_str_add(out, "none");
	STK_EACH_VALUE(item, node)
	{
		if (stk_node_kind(item) != STK_NODE_SCALAR || out->len > 300)
			return false;
		stk_str_add(out, between);
		stk_str_add(out, stk_sym_text(&world->inventory->syms, item->value));
		between = ", ";
	}
	return true;
}

static bool recorded(struct stk_world *world, const char *text)
{
	struct stk_address address;
	struct stk_place place;
	struct stk_err err;
	bool there = false;
	if (stk_address_parse(text, &address, &err))
		return false;
	if (stk_address_resolve(world->inventory, &address, &place, &err) && place.node)
		there = say(world, place.node);
	stk_address_release(&address);
	return there;
}

static void push_dispute(lua_State *L, enum stk_object object, enum stk_kind kind, uint32_t index,
			 const struct stk_node *node)
{
	struct stk_world *world = stk_world_of(L);
	const struct stk_inventory *inventory = world->inventory;
	const char *at = stk_text(inventory, node, STK_W_AT);
	lua_createtable(L, 0, 7);
	stk_bind_push(L, object, index);
	lua_setfield(L, -2, "entity");
	stk_str_reset(&world->scratch);
	if (kind == STK_INVENTORY)
		stk_str_add(&world->scratch, "inventory");
	else
		stk_entity_address(inventory, kind, &inventory->kinds[kind].items[index],
				   &world->scratch);
	if (at && *at)
		stk_str_addf(&world->scratch, "/%s", at);
	stk_bind_set_text(L, "at", world->scratch.data);
	if (recorded(world, world->scratch.data))
		stk_bind_set_text(L, "recorded", world->scratch_too.data);
	if (say(world, stk_node_get(node, STK_W_SAYS)))
		stk_bind_set_text(L, "says", world->scratch_too.data);
	const char *by = stk_text(inventory, node, STK_W_BY);
	const struct stk_entity *who =
		by ? stk_inventory_find(inventory, STK_STAKEHOLDER, by) : NULL;
	stk_bind_set_text(L, "key", by ? by : "");
	stk_bind_set_text(L, "by", who ? stk_entity_name(inventory, who) : by);
	stk_bind_set_text(L, "on", stk_text(inventory, node, STK_W_ON));
}

static int disputes(lua_State *L)
{
	static const struct {
		enum stk_object object;
		enum stk_kind kind;
	} all[] = {{STK_OBJECT_INVENTORY, STK_INVENTORY},
		   {STK_OBJECT_PLATFORM, STK_PLATFORM},
		   {STK_OBJECT_STAKEHOLDER, STK_STAKEHOLDER},
		   {STK_OBJECT_METRIC, STK_METRIC}};
	struct stk_world *world = stk_world_of(L);
	lua_Integer n = 0;
	stk_bind_check(L, 1, STK_OBJECT_INVENTORY);
	lua_createtable(L, 0, 0);
	for (size_t k = 0; k < sizeof all / sizeof *all; k++) {
		const struct stk_entities *entities = &world->inventory->kinds[all[k].kind];
		for (uint32_t i = 0; i < entities->count; i++) {
			STK_EACH_VALUE(node, stk_node_get(entities->items[i].node, STK_W_DISPUTES))
			{
				if (stk_node_kind(node) != STK_NODE_MAP)
					continue;
				push_dispute(L, all[k].object, all[k].kind, i, node);
				lua_rawseti(L, -2, ++n);
			}
		}
	}
	return 1;
}

static int today(lua_State *L)
{
	char text[11];
	stk_date_format(stk_world_of(L)->inventory->clock.today, text);
	lua_pushstring(L, text);
	return 1;
}

static int confirm_days(lua_State *L)
{
	lua_pushinteger(L, stk_confirm_days(stk_world_of(L)->inventory));
	return 1;
}

const struct stk_object_member stk_inventory_members[] = {
	{"platforms", platforms, false},
	{"platform", platform, false},
	{"stakeholders", stakeholders, false},
	{"stakeholder", stakeholder, false},
	{"metrics", metrics, false},
	{"metric", metric, false},
	{"workshops", workshops, false},
	{"workshop", workshop, false},
	{"terms", terms, false},
	{"term", term, false},
	{"teams", teams, false},
	{"team", team, false},
	{"links", links, false},
	{"components", components, false},
	{"destinations", destinations, false},
	{"categories", categories, false},
	{"groups", groups, false},
	{"path", path, false},
	{"twins", twins, false},
	{"open_metrics", open_metrics, false},
	{"disputes", disputes, false},
	{"open_questions", stk_bind_open_questions, false},
	{"holders", stk_bind_holders, false},
	{"tally", stk_bind_tally, false},
	{"secrets", stk_bind_secrets, false},
	{"confirm_days", confirm_days, true},
	{"today", today, true},
	{NULL, NULL, false},
};
