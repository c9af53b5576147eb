/* What checks can ask about data: who holds it, what of it is about people, what should not be in
 * an inventory at all. */
#include "bind.h"

#include <lauxlib.h>
#include <string.h>

#include "stocktake/model/address.h"
#include "stocktake/model/secret.h"

static bool has(const uint64_t *rows, uint32_t words, uint32_t row, uint32_t bit)
{
	return stk_bits_has(rows + (size_t)words * row, bit);
}

int stk_bind_holders(lua_State *L)
{
	const struct stk_graph *graph = stk_world_of(L)->graph;
	const struct stk_inventory *inventory = graph->inventory;
	lua_Integer n = 0;
	stk_bind_check(L, 1, STK_OBJECT_INVENTORY);
	const char *word = luaL_checkstring(L, 2);
	const struct stk_term *term = stk_term_find(inventory, word);
	uint32_t bit = term ? (uint32_t)(term - inventory->terms) : stk_group_find(inventory, word);
	if (bit == STK_NONE)
		return luaL_error(L, "there is no term or group '%s'", word);
	lua_createtable(L, 0, 0);
	for (uint32_t p = 0; p < graph->platform_count; p++) {
		if (!graph->platforms[p].active ||
		    !(term ? has(graph->holds, graph->term_words, p, bit)
			   : has(graph->group_holds, graph->group_words, p, bit)))
			continue;
		stk_bind_push(L, STK_OBJECT_PLATFORM, p);
		lua_rawseti(L, -2, ++n);
	}
	return 1;
}

int stk_bind_tally(lua_State *L)
{
	const struct stk_graph *graph = stk_world_of(L)->graph;
	const struct stk_inventory *inventory = graph->inventory;
	stk_bind_check(L, 1, STK_OBJECT_INVENTORY);
	const char *name = luaL_checkstring(L, 2);
	const struct stk_key *key = stk_shape_key_by_name(stk_kinds[STK_PLATFORM].shape, name);
	if (!key)
		return luaL_error(L, "a platform has no '%s'", name);
	lua_createtable(L, 0, 0);
	for (uint32_t p = 0; p < graph->platform_count; p++) {
		if (!graph->platforms[p].active)
			continue;
		STK_EACH_VALUE(value, stk_node_get(inventory->kinds[STK_PLATFORM].items[p].node,
						   (stk_sym)key->word))
		{
			if (stk_node_kind(value) != STK_NODE_SCALAR)
				continue;
			stk_bind_push_sym(L, value->value);
			lua_pushvalue(L, -1);
			lua_rawget(L, -3);
			lua_Integer count = lua_tointeger(L, -1) + 1;
			lua_pop(L, 1);
			lua_pushinteger(L, count);
			lua_rawset(L, -3);
		}
	}
	return 1;
}

/* How many values a key has, without a table of them; nil where it was not asked. */
int stk_bind_count(lua_State *L)
{
	uint32_t index;
	enum stk_object object = stk_bind_kind(L, 1, &index);
	const char *name = luaL_checkstring(L, 2);
	if (!object || object >= STK_OBJECT_ITEM || stk_object_infos[object].entity < 0)
		return luaL_error(L, "this is no entity of the inventory");
	const struct stk_key *key =
		stk_shape_key_by_name(stk_kinds[stk_object_infos[object].entity].shape, name);
	if (!key)
		return luaL_error(L, "a %s has no '%s'", stk_object_infos[object].name, name);
	const struct stk_node *node =
		stk_node_get(stk_bind_node(stk_world_of(L), object, index), (stk_sym)key->word);
	if (node)
		lua_pushinteger(L, stk_values_count(node));
	else
		lua_pushnil(L);
	return 1;
}

/* --- what is about people -------------------------------------------------------------------- */

/* 1 where a field is said to be personal or one of its terms is; 0 where it is said not to be. */
static bool field_is_personal(const struct stk_inventory *inventory, const struct stk_node *field)
{
	const char *said = stk_text(inventory, field, STK_W_PERSONAL);
	if (said)
		return strcmp(said, "true") == 0;
	STK_EACH_VALUE(item, stk_node_get(field, STK_W_TERM))
	{
		const struct stk_term *term =
			stk_node_kind(item) == STK_NODE_SCALAR
				? stk_term_find(inventory,
						stk_sym_text(&inventory->syms, item->value))
				: NULL;
		if (term && term->personal)
			return true;
	}
	return false;
}

int stk_bind_personal(lua_State *L)
{
	struct stk_world *world = stk_world_of(L);
	const struct stk_graph *graph = world->graph;
	const struct stk_inventory *inventory = world->inventory;
	uint32_t index = stk_bind_check(L, 1, STK_OBJECT_PLATFORM);
	const struct stk_entity *entity = stk_bind_entity(world, STK_OBJECT_PLATFORM, index);
	const struct stk_node *fields;
	lua_Integer n = 0;
	lua_createtable(L, 0, 0);
	if (!entity || index >= graph->platform_count)
		return 1;
	fields = stk_node_get(entity->node, STK_W_FIELDS);
	STK_EACH_VALUE(field, fields)
	{
		if (stk_node_kind(field) != STK_NODE_MAP || !field_is_personal(inventory, field))
			continue;
		lua_pushstring(L, stk_text(inventory, field, STK_W_NAME));
		lua_rawseti(L, -2, ++n);
	}
	if (fields) /* the detail is there: it has the last word */
		return 1;
	for (uint32_t t = 0; t < inventory->term_count; t++) {
		if (!inventory->terms[t].personal ||
		    !has(graph->holds, graph->term_words, index, t))
			continue;
		lua_pushstring(L, inventory->terms[t].name
					  ? inventory->terms[t].name
					  : stk_sym_text(&inventory->syms, inventory->terms[t].id));
		lua_rawseti(L, -2, ++n);
	}
	return 1;
}

/* --- secrets --------------------------------------------------------------------------------- */

#define MAX_SECRETS 10000

/* Gathered before Lua is called, which may raise. */
struct gathered {
	struct stk_arena *arena;
	struct stk_secret_place *items;
	size_t count;
};

static int gather(void *data, const struct stk_secret_place *place)
{
	struct gathered *gathered = data;
	if ((gathered->count & (gathered->count - 1)) == 0) {
		size_t cap = gathered->count ? gathered->count * 2 : 1;
		struct stk_secret_place *items =
			stk_arena_alloc(gathered->arena, cap * sizeof *items);
		if (gathered->count)
			memcpy(items, gathered->items, gathered->count * sizeof *items);
		gathered->items = items;
	}
	gathered->items[gathered->count++] = *place;
	return gathered->count == MAX_SECRETS;
}

static void push_secret(lua_State *L, const struct stk_secret_place *place)
{
	struct stk_world *world = stk_world_of(L);
	const struct stk_inventory *inventory = world->inventory;
	lua_createtable(L, 0, 4);
	stk_bind_push_entity(L, place->kind, place->entity);
	lua_setfield(L, -2, "entity");
	stk_str_reset(&world->scratch);
	if (place->kind == STK_INVENTORY)
		stk_str_add(&world->scratch, "inventory");
	else
		stk_entity_address(inventory, place->kind,
				   &inventory->kinds[place->kind].items[place->entity],
				   &world->scratch);
	stk_address_add(&world->scratch, stk_sym_text(&inventory->syms, place->key));
	stk_bind_set_text(L, "at", world->scratch.data);
	stk_bind_set_text(L, "what", place->what);
	/* Enough to find it by, of what is long enough to stay secret all the same. */
	if (place->len < 20)
		return;
	lua_pushlstring(L, place->begin, 4);
	lua_setfield(L, -2, "begins");
}

int stk_bind_secrets(lua_State *L)
{
	struct stk_world *world = stk_world_of(L);
	struct gathered gathered = {&world->arena, NULL, 0};
	stk_bind_check(L, 1, STK_OBJECT_INVENTORY);
	stk_secrets_each(world->inventory, gather, &gathered);
	lua_createtable(L, (int)gathered.count, 0);
	for (size_t i = 0; i < gathered.count; i++) {
		push_secret(L, &gathered.items[i]);
		lua_rawseti(L, -2, (lua_Integer)i + 1);
	}
	return 1;
}
