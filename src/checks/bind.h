/*
 * The inventory as Lua sees it: light proxies, nothing copied into tables until it is asked for.
 *
 * An object is a light userdata that packs its kind and index: making, comparing and hashing one
 * costs nothing, and a check cannot make one up, as no function turns numbers into them. Items of
 * lists (an integration, a field) are full userdata with their node. All C functions here may raise
 * Lua errors, so they hold no heap of their own while they do: texts are put together in the
 * world's scratch strings or on Lua's stack.
 */
#ifndef STOCKTAKE_CHECKS_BIND_H
#define STOCKTAKE_CHECKS_BIND_H

#include <lua.h>

#include "sandbox.h"
#include "world.h"

enum stk_object {
	STK_OBJECT_INVENTORY = 1,
	STK_OBJECT_PLATFORM,
	STK_OBJECT_LINK,
	STK_OBJECT_COMPONENT,
	STK_OBJECT_METRIC,
	STK_OBJECT_STAKEHOLDER,
	STK_OBJECT_WORKSHOP,
	STK_OBJECT_TERM,
	STK_OBJECT_TEAM,
	STK_OBJECT_ITEM,
	STK_OBJECT_KINDS
};

struct stk_object_member {
	const char *name;
	lua_CFunction function;
	bool value; /* called when it is read: `x.name`; else the function is what is read:
		       `x:name()` */
};

/* What a kind of object has beside the keys of its entity. */
struct stk_object_info {
	const char *name;                        /* "platform" */
	const struct stk_object_member *members; /* NULL-ended */
	int entity;                              /* enum stk_kind whose keys it has, or -1 */
};
extern const struct stk_object_info stk_object_infos[STK_OBJECT_KINDS];
extern const struct stk_object_member stk_inventory_members[], stk_platform_members[],
	stk_link_members[], stk_component_members[], stk_metric_members[],
	stk_stakeholder_members[], stk_workshop_members[], stk_term_members[], stk_team_members[],
	stk_item_members[];

/* An item of a list inside an entity. */
struct stk_object_item {
	enum stk_kind kind;
	uint32_t owner;
	const struct stk_key *list;
	const struct stk_node *node;
};

/* Makes the objects known to a new state. In a protected call. */
void stk_bind_open(lua_State *L);

static inline struct stk_world *stk_world_of(lua_State *L)
{
	return stk_sandbox_of(L)->world;
}

void stk_bind_push(lua_State *L, enum stk_object object, uint32_t index);
/* The index of the object at arg, which must be of that kind. */
uint32_t stk_bind_check(lua_State *L, int arg, enum stk_object object);
/* The kind of the object at arg, 0 if it is none. */
enum stk_object stk_bind_kind(lua_State *L, int arg, uint32_t *index);

void stk_bind_push_sym(lua_State *L, stk_sym sym);
/* Sets a key of the table on top; nothing for NULL. */
static inline void stk_bind_set_text(lua_State *L, const char *key, const char *text)
{
	if (!text)
		return;
	lua_pushstring(L, text);
	lua_setfield(L, -2, key);
}
/* A list of strings; nil for NULL. */
void stk_bind_push_values(lua_State *L, const struct stk_node *list);
/* The value of a key of an entity, as its type says; nil for NULL. */
void stk_bind_push_key(lua_State *L, enum stk_kind kind, uint32_t owner, const struct stk_key *key,
		       const struct stk_node *node);
/* The list of metrics for which `is` holds. */
void stk_bind_push_metrics(lua_State *L,
			   bool (*is)(const struct stk_metric *metric, uint32_t index),
			   uint32_t index);
/* The map whose keys an object has; NULL where it has none. */
const struct stk_node *stk_bind_node(struct stk_world *world, enum stk_object object,
				     uint32_t index);
/* The entity of an object; NULL for those that are none. */
const struct stk_entity *stk_bind_entity(struct stk_world *world, enum stk_object object,
					 uint32_t index);

/* bind_evidence.c */
int stk_bind_open_questions(lua_State *L);   /* inventory:open_questions() */
int stk_bind_days_unconfirmed(lua_State *L); /* platform:days_unconfirmed() */
int stk_bind_scan(lua_State *L);             /* platform:scan() */
/* bind_data.c */
int stk_bind_secrets(lua_State *L);  /* inventory:secrets() */
int stk_bind_holders(lua_State *L);  /* inventory:holders(x) */
int stk_bind_tally(lua_State *L);    /* inventory:tally(key) */
int stk_bind_count(lua_State *L);    /* x:count(key), of any entity */
int stk_bind_personal(lua_State *L); /* platform:personal() */
/* The object of an entity, nil for kinds that checks do not see. */
void stk_bind_push_entity(lua_State *L, enum stk_kind kind, uint32_t index);

/* Appends the address of the object at arg; false if it has none. Raises nothing. */
bool stk_bind_address(lua_State *L, int arg, struct stk_str *out);
/* Appends what people call it. Raises nothing. */
void stk_bind_name(lua_State *L, int arg, struct stk_str *out);
/* Pushes the address (or the name) of the object at 1. */
int stk_bind_tostring(lua_State *L);

#endif
