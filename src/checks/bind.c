#include "bind.h"

#include <string.h>

#include <lauxlib.h>

#include "stocktake/model/address.h"

#define INDEX_BITS 28
#define INDEX_MASK (((uintptr_t)1 << INDEX_BITS) - 1)

static const char item_tag[] = "stocktake.item";

const struct stk_object_info stk_object_infos[STK_OBJECT_KINDS] = {
	[0] = {"nothing", NULL, -1},
	[STK_OBJECT_INVENTORY] = {"inventory", stk_inventory_members, STK_INVENTORY},
	[STK_OBJECT_PLATFORM] = {"platform", stk_platform_members, STK_PLATFORM},
	[STK_OBJECT_LINK] = {"link", stk_link_members, -1},
	[STK_OBJECT_COMPONENT] = {"component", stk_component_members, -1},
	[STK_OBJECT_METRIC] = {"metric", stk_metric_members, STK_METRIC},
	[STK_OBJECT_STAKEHOLDER] = {"stakeholder", stk_stakeholder_members, STK_STAKEHOLDER},
	[STK_OBJECT_WORKSHOP] = {"workshop", stk_workshop_members, STK_WORKSHOP},
	[STK_OBJECT_TERM] = {"term", stk_term_members, -1},
	[STK_OBJECT_TEAM] = {"team", stk_team_members, -1},
	[STK_OBJECT_ITEM] = {"item", stk_item_members, -1},
};

/* --- objects --------------------------------------------------------------------------------- */

void stk_bind_push(lua_State *L, enum stk_object object, uint32_t index)
{
	lua_pushlightuserdata(L, (void *)(((uintptr_t)object << INDEX_BITS) | index));
}

enum stk_object stk_bind_kind(lua_State *L, int arg, uint32_t *index)
{
	*index = 0;
	if (lua_type(L, arg) == LUA_TLIGHTUSERDATA) {
		uintptr_t packed = (uintptr_t)lua_touserdata(L, arg);
		*index = (uint32_t)(packed & INDEX_MASK);
		return (enum stk_object)(packed >> INDEX_BITS);
	}
	return luaL_testudata(L, arg, item_tag) ? STK_OBJECT_ITEM : (enum stk_object)0;
}

uint32_t stk_bind_check(lua_State *L, int arg, enum stk_object object)
{
	if (lua_type(L, arg) == LUA_TLIGHTUSERDATA) {
		uintptr_t packed = (uintptr_t)lua_touserdata(L, arg);
		if (packed >> INDEX_BITS == (uintptr_t)object)
			return (uint32_t)(packed & INDEX_MASK);
	}
	const char *name = stk_object_infos[object].name;
	if (arg == 1)
		luaL_error(L, "a function of a %s was called without one: write a colon, %s:f()",
			   name, name);
	luaL_error(L, "argument %d must be a %s, not a %s", arg - 1, name, luaL_typename(L, arg));
	return 0;
}

const struct stk_entity *stk_bind_entity(struct stk_world *world, enum stk_object object,
					 uint32_t index)
{
	int kind = stk_object_infos[object].entity;
	const struct stk_entities *entities;
	if (kind < 0)
		return NULL;
	entities = &world->inventory->kinds[kind];
	return index < entities->count ? &entities->items[index] : NULL;
}

const struct stk_node *stk_bind_node(struct stk_world *world, enum stk_object object,
				     uint32_t index)
{
	if (object == STK_OBJECT_INVENTORY)
		return world->inventory->root;
	const struct stk_entity *entity = stk_bind_entity(world, object, index);
	return entity ? entity->node : NULL;
}

/* --- values ---------------------------------------------------------------------------------- */

void stk_bind_push_sym(lua_State *L, stk_sym sym)
{
	const struct stk_syms *syms = &stk_world_of(L)->inventory->syms;
	lua_pushlstring(L, stk_sym_text(syms, sym), stk_sym_len(syms, sym));
}

static void push_any(lua_State *L, const struct stk_node *node)
{
	lua_Integer n = 0;
	luaL_checkstack(L, 4, "nested too deep");
	switch (stk_node_kind(node)) {
	case STK_NODE_NULL: lua_pushnil(L); break;
	case STK_NODE_SCALAR: stk_bind_push_sym(L, node->value); break;
	case STK_NODE_LIST:
		lua_createtable(L, (int)node->value, 0);
		STK_EACH_CHILD (child, node) {
			push_any(L, child);
			lua_rawseti(L, -2, ++n);
		}
		break;
	case STK_NODE_MAP:
		lua_createtable(L, 0, (int)node->value);
		STK_EACH_CHILD (child, node) {
			stk_bind_push_sym(L, child->key);
			push_any(L, child);
			lua_rawset(L, -3);
		}
		break;
	}
}

void stk_bind_push_values(lua_State *L, const struct stk_node *list)
{
	lua_Integer n = 0;
	if (!list) {
		lua_pushnil(L);
		return;
	}
	lua_createtable(L, (int)stk_values_count(list), 0);
	STK_EACH_VALUE(item, list)
	{
		if (stk_node_kind(item) == STK_NODE_NULL)
			continue;
		push_any(L, item);
		lua_rawseti(L, -2, ++n);
	}
}

static void push_item(lua_State *L, enum stk_kind kind, uint32_t owner, const struct stk_key *key,
		      const struct stk_node *node)
{
	if (stk_node_kind(node) != STK_NODE_MAP) {
		push_any(L, node);
		return;
	}
	struct stk_object_item *item = lua_newuserdatauv(L, sizeof *item, 0);
	*item = (struct stk_object_item){kind, owner, key, node};
	luaL_setmetatable(L, item_tag);
}

static void push_scalar(lua_State *L, const struct stk_key *key, const struct stk_node *node)
{
	const char *text;
	if (stk_node_kind(node) != STK_NODE_SCALAR) {
		push_any(L, node);
		return;
	}
	if (key->type == STK_TYPE_BOOL &&
	    (node->value == STK_W_TRUE || node->value == STK_W_FALSE)) {
		lua_pushboolean(L, node->value == STK_W_TRUE);
		return;
	}
	if (key->type == STK_TYPE_NUMBER) {
		text = stk_sym_text(&stk_world_of(L)->inventory->syms, node->value);
		if (text[0] && strspn(text, "0123456789") == strlen(text) && strlen(text) < 16) {
			lua_Integer number = 0;
			for (; *text; text++)
				number = number * 10 + (*text - '0');
			lua_pushinteger(L, number);
			return;
		}
	}
	stk_bind_push_sym(L, node->value);
}

void stk_bind_push_key(lua_State *L, enum stk_kind kind, uint32_t owner, const struct stk_key *key,
		       const struct stk_node *node)
{
	lua_Integer n = 0;
	if (!node || stk_node_kind(node) == STK_NODE_NULL) {
		lua_pushnil(L);
	} else if (key->type == STK_TYPE_ITEM && (key->flags & STK_KEY_MANY)) {
		lua_createtable(L, (int)stk_values_count(node), 0);
		STK_EACH_VALUE(item, node)
		{
			push_item(L, kind, owner, key, item);
			lua_rawseti(L, -2, ++n);
		}
	} else if (key->type == STK_TYPE_ITEM || key->type == STK_TYPE_REASONS ||
		   key->type == STK_TYPE_SETTINGS || key->type == STK_TYPE_ANY) {
		push_any(L, node);
	} else if (key->flags & STK_KEY_MANY) {
		stk_bind_push_values(L, node);
	} else {
		push_scalar(L, key, node);
	}
}

void stk_bind_push_metrics(lua_State *L,
			   bool (*is)(const struct stk_metric *metric, uint32_t index),
			   uint32_t index)
{
	const struct stk_metrics *metrics = stk_world_of(L)->metrics;
	lua_Integer n = 0;
	lua_createtable(L, 0, 0);
	for (uint32_t i = 0; i < metrics->count; i++) {
		if (!is(&metrics->items[i], index))
			continue;
		stk_bind_push(L, STK_OBJECT_METRIC, i);
		lua_rawseti(L, -2, ++n);
	}
}

/* --- addresses and names --------------------------------------------------------------------- */

static void add_entity(struct stk_world *world, enum stk_kind kind, uint32_t index,
		       struct stk_str *out)
{
	const struct stk_entities *entities = &world->inventory->kinds[kind];
	if (kind == STK_INVENTORY)
		stk_str_add(out, "inventory");
	else if (index < entities->count)
		stk_entity_address(world->inventory, kind, &entities->items[index], out);
}

static void add_item(struct stk_world *world, enum stk_kind kind, uint32_t owner,
		     const struct stk_key *list, const struct stk_node *node, struct stk_str *out)
{
	const char *name = list->item ? stk_item_name(world->inventory, list->item, node) : NULL;
	add_entity(world, kind, owner, out);
	stk_address_add(out, list->name);
	if (name && *name)
		stk_address_add(out, name);
}

static const struct stk_node *team_node(struct stk_world *world, uint32_t index)
{
	STK_EACH_VALUE(team, stk_node_get(world->inventory->root, STK_W_TEAMS))
	if (index-- == 0)
		return team;
	return NULL;
}

bool stk_bind_address(lua_State *L, int arg, struct stk_str *out)
{
	struct stk_world *world = stk_world_of(L);
	uint32_t index;
	enum stk_object object = stk_bind_kind(L, arg, &index);
	switch (object) {
	case STK_OBJECT_LINK: {
		const struct stk_link *link = &world->graph->links[index];
		add_item(world, STK_PLATFORM, link->declared_by, world->integrations,
			 link->declared, out);
		return true;
	}
	case STK_OBJECT_TERM:
		stk_str_add(out, "terms");
		stk_address_add(out, stk_sym_text(&world->inventory->syms,
						  world->inventory->terms[index].id));
		return true;
	case STK_OBJECT_TEAM: {
		const char *id = stk_text(world->inventory, team_node(world, index), STK_W_ID);
		stk_str_add(out, "inventory/teams");
		if (id)
			stk_address_add(out, id);
		return true;
	}
	case STK_OBJECT_ITEM: {
		const struct stk_object_item *item = lua_touserdata(L, arg);
		add_item(world, item->kind, item->owner, item->list, item->node, out);
		return true;
	}
	default: break;
	}
	int kind = object < STK_OBJECT_KINDS ? stk_object_infos[object].entity : -1;
	if (kind < 0)
		return false;
	add_entity(world, (enum stk_kind)kind, index, out);
	return true;
}

static void add_platform_name(struct stk_world *world, uint32_t index, struct stk_str *out)
{
	stk_str_add(out, stk_entity_name(world->inventory,
					 &world->inventory->kinds[STK_PLATFORM].items[index]));
}

void stk_bind_name(lua_State *L, int arg, struct stk_str *out)
{
	struct stk_world *world = stk_world_of(L);
	struct stk_inventory *inventory = world->inventory;
	uint32_t index;
	enum stk_object object = stk_bind_kind(L, arg, &index);
	const struct stk_entity *entity =
		object < STK_OBJECT_KINDS ? stk_bind_entity(world, object, index) : NULL;
	const char *name;
	switch (object) {
	case STK_OBJECT_LINK:
		add_platform_name(world, world->graph->links[index].from, out);
		stk_str_add(out, " \xe2\x86\x92 ");
		add_platform_name(world, world->graph->links[index].to, out);
		return;
	case STK_OBJECT_TERM:
		stk_str_add(out,
			    inventory->terms[index].name
				    ? inventory->terms[index].name
				    : stk_sym_text(&inventory->syms, inventory->terms[index].id));
		return;
	case STK_OBJECT_TEAM:
		name = stk_text(inventory, team_node(world, index), STK_W_NAME);
		if (!name)
			name = stk_text(inventory, team_node(world, index), STK_W_ID);
		stk_str_add(out, name ? name : "?");
		return;
	case STK_OBJECT_COMPONENT: stk_str_add(out, "component"); return;
	default:
		if (entity)
			stk_str_add(out, stk_entity_shown(inventory, entity));
		else if (!stk_bind_address(L, arg, out))
			stk_str_add(out, "?");
	}
}

int stk_bind_tostring(lua_State *L)
{
	struct stk_world *world = stk_world_of(L);
	uint32_t index;
	if (!world || !stk_bind_kind(L, 1, &index)) {
		lua_pushliteral(L, "userdata");
		return 1;
	}
	stk_str_reset(&world->scratch);
	if (!stk_bind_address(L, 1, &world->scratch))
		stk_bind_name(L, 1, &world->scratch);
	lua_pushlstring(L, world->scratch.data, world->scratch.len);
	return 1;
}

static int address(lua_State *L)
{
	struct stk_world *world = stk_world_of(L);
	stk_str_reset(&world->scratch);
	if (!stk_bind_address(L, 1, &world->scratch))
		return luaL_error(L, "it has no address");
	lua_pushlstring(L, world->scratch.data, world->scratch.len);
	return 1;
}

static int at(lua_State *L)
{
	struct stk_world *world = stk_world_of(L);
	int count = lua_gettop(L);
	for (int i = 2; i <= count; i++) {
		size_t len;
		const char *part = luaL_checklstring(L, i, &len);
		if (!len || len > 1024 || strlen(part) != len)
			return luaL_error(L, "part %d of the address is empty or too long", i - 1);
	}
	address(L);
	for (int i = 2; i <= count; i++)
		stk_address_add(&world->scratch, lua_tostring(L, i));
	lua_pushlstring(L, world->scratch.data, world->scratch.len);
	return 1;
}

/* --- reading a member ------------------------------------------------------------------------ */

static const struct stk_object_member common_members[] = {{"address", address, true},
							  {"at", at, false},
							  {"count", stk_bind_count, false},
							  {NULL, NULL, false}};

/* One of an inventory's own columns, or an error that names the mistake. */
static int own_column(lua_State *L, enum stk_object object, uint32_t index)
{
	struct stk_world *world = stk_world_of(L);
	const struct stk_inventory *inventory = world->inventory;
	size_t len;
	if (lua_type(L, 2) != LUA_TSTRING)
		return luaL_error(L, "a %s has no %s keys", stk_object_infos[object].name,
				  luaL_typename(L, 2));
	const char *name = lua_tolstring(L, 2, &len);
	stk_sym key = stk_sym_find(&inventory->syms, name, len);
	const struct stk_node *columns = stk_node_get(inventory->root, STK_W_COLUMNS);
	if (object == STK_OBJECT_PLATFORM && key && stk_node_get(columns, key)) {
		const struct stk_node *value =
			stk_node_get(stk_bind_node(world, object, index), key);
		if (value)
			push_any(L, value);
		else
			lua_pushnil(L);
		return 1;
	}
	return luaL_error(L, "a %s has no '%s'", stk_object_infos[object].name, name);
}

/* The upvalues are tables from name to member, and from name to key, two for each kind of object.
 */
static int read_object(lua_State *L)
{
	uint32_t index;
	enum stk_object object = stk_bind_kind(L, 1, &index);
	if (!object || object >= STK_OBJECT_ITEM)
		return luaL_error(L, "this is no object of the inventory");
	lua_pushvalue(L, 2);
	lua_rawget(L, lua_upvalueindex((int)object * 2));
	const struct stk_object_member *member = lua_touserdata(L, -1);
	if (member) {
		if (member->value)
			return member->function(L);
		lua_pushcfunction(L, member->function);
		return 1;
	}
	lua_pushvalue(L, 2);
	lua_rawget(L, lua_upvalueindex((int)object * 2 + 1));
	const struct stk_key *key = lua_touserdata(L, -1);
	if (!key)
		return own_column(L, object, index);
	const struct stk_node *node = stk_bind_node(stk_world_of(L), object, index);
	stk_bind_push_key(L, (enum stk_kind)stk_object_infos[object].entity, index, key,
			  stk_node_get(node, (stk_sym)key->word));
	return 1;
}

static int read_item(lua_State *L)
{
	const struct stk_object_item *item = luaL_checkudata(L, 1, item_tag);
	const char *name = luaL_checkstring(L, 2);
	const struct stk_object_member *sets[] = {common_members, stk_item_members};
	for (size_t i = 0; i < 2; i++) {
		for (const struct stk_object_member *member = sets[i]; member->name; member++) {
			if (strcmp(member->name, name) != 0)
				continue;
			if (member->value)
				return member->function(L);
			lua_pushcfunction(L, member->function);
			return 1;
		}
	}
	const struct stk_key *key =
		item->list->item ? stk_shape_key_by_name(item->list->item, name) : NULL;
	if (!key)
		return luaL_error(L, "a %s has no '%s'",
				  item->list->item ? item->list->item->name : "item", name);
	stk_bind_push_key(L, item->kind, item->owner, key,
			  stk_node_get(item->node, (stk_sym)key->word));
	return 1;
}

static int refuse_write(lua_State *L)
{
	return luaL_error(L, "the inventory is read only");
}

static void push_members(lua_State *L, const struct stk_object_info *info)
{
	const struct stk_object_member *sets[] = {common_members, info->members};
	lua_createtable(L, 0, 32);
	for (size_t i = 0; i < 2; i++) {
		for (const struct stk_object_member *member = sets[i]; member && member->name;
		     member++) {
			lua_pushlightuserdata(L, (void *)(uintptr_t)member);
			lua_setfield(L, -2, member->name);
		}
	}
}

static void push_keys(lua_State *L, const struct stk_object_info *info)
{
	const struct stk_shape *shape = info->entity >= 0 ? stk_kinds[info->entity].shape : NULL;
	lua_createtable(L, 0, shape ? (int)shape->count : 0);
	for (size_t i = 0; shape && i < shape->count; i++) {
		lua_pushlightuserdata(L, (void *)(uintptr_t)&shape->keys[i]);
		lua_setfield(L, -2, shape->keys[i].name);
	}
}

static void set_common(lua_State *L)
{
	lua_setfield(L, -2, "__index");
	lua_pushcfunction(L, refuse_write);
	lua_setfield(L, -2, "__newindex");
	lua_pushcfunction(L, stk_bind_tostring);
	lua_setfield(L, -2, "__tostring");
	lua_pushboolean(L, 0);
	lua_setfield(L, -2, "__metatable");
}

void stk_bind_open(lua_State *L)
{
	stk_bind_push(L, STK_OBJECT_INVENTORY, 0);
	lua_createtable(L, 0, 4);
	lua_pushnil(L); /* upvalue 1: objects begin at 1, their tables at 2 */
	for (int object = 1; object < STK_OBJECT_ITEM; object++) {
		push_members(L, &stk_object_infos[object]);
		push_keys(L, &stk_object_infos[object]);
	}
	lua_pushcclosure(L, read_object, (STK_OBJECT_ITEM - 1) * 2 + 1);
	set_common(L);
	lua_setmetatable(L, -2);
	lua_pop(L, 1);
	luaL_newmetatable(L, item_tag);
	lua_pushcfunction(L, read_item);
	set_common(L);
	lua_pop(L, 1);
}
