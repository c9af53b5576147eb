/* What evidence tells checks: questions that were put and not answered. */
#include "bind.h"

#include <string.h>

#include "stocktake/model/address.h"

/* True if the address leads to an entity of the inventory at which nothing is recorded. Raises
 * nothing. */
static bool is_hole(const struct stk_inventory *inventory, const char *text, enum stk_kind *kind,
		    uint32_t *index)
{
	struct stk_address address;
	struct stk_place place;
	struct stk_err err;
	bool hole = false;
	if (stk_address_parse(text, &address, &err))
		return false;
	if (stk_address_resolve(inventory, &address, &place, &err) && place.entity && !place.node) {
		hole = true;
		*kind = place.kind;
		*index = stk_entity_index(inventory, place.kind, place.entity);
	}
	stk_address_release(&address);
	return hole;
}

static void set_text(lua_State *L, const char *key, const char *text)
{
	lua_pushstring(L, text);
	lua_setfield(L, -2, key);
}

/* The object of an entity, nil for kinds that checks do not see. */
static void push_entity(lua_State *L, enum stk_kind kind, uint32_t index)
{
	for (int object = STK_OBJECT_INVENTORY; object < STK_OBJECT_ITEM; object++)
		if (stk_object_infos[object].entity == (int)kind) {
			stk_bind_push(L, (enum stk_object)object,
				      kind == STK_INVENTORY ? 0 : index);
			return;
		}
	lua_pushnil(L);
}

static void push_stakeholder(lua_State *L, const char *id)
{
	const struct stk_inventory *inventory = stk_world_of(L)->inventory;
	const struct stk_entity *who =
		id ? stk_inventory_find(inventory, STK_STAKEHOLDER, id) : NULL;
	if (who)
		stk_bind_push(L, STK_OBJECT_STAKEHOLDER,
			      stk_entity_index(inventory, STK_STAKEHOLDER, who));
	else
		lua_pushnil(L);
}

static void push_question(lua_State *L, const struct stk_answer *answer, enum stk_kind kind,
			  uint32_t index)
{
	lua_createtable(L, 0, 6);
	set_text(L, "at", answer->address);
	set_text(L, "state", answer->state == STK_ANSWER_ASK ? "ask" : "unknown");
	push_stakeholder(L, answer->by);
	lua_setfield(L, -2, "by");
	push_stakeholder(L, answer->ask);
	lua_setfield(L, -2, "ask");
	push_entity(L, kind, index);
	lua_setfield(L, -2, "entity");
	int32_t day = stk_date_parse(answer->at);
	if (day == STK_DATE_NONE)
		return;
	lua_pushinteger(L, stk_world_of(L)->inventory->clock.today - day);
	lua_setfield(L, -2, "days");
}

int stk_bind_open_questions(lua_State *L)
{
	struct stk_world *world = stk_world_of(L);
	size_t count;
	lua_Integer n = 0;
	stk_bind_check(L, 1, STK_OBJECT_INVENTORY);
	const struct stk_answer *const *all = stk_evidence_all(stk_world_evidence(world), &count);
	lua_createtable(L, 0, 0);
	for (size_t i = 0; i < count; i++) {
		enum stk_kind kind;
		uint32_t index;
		bool last = i + 1 == count || strcmp(all[i]->address, all[i + 1]->address) != 0;
		/* The last word on an address counts. */
		if (!last ||
		    (all[i]->state != STK_ANSWER_UNKNOWN && all[i]->state != STK_ANSWER_ASK) ||
		    !is_hole(world->inventory, all[i]->address, &kind, &index))
			continue;
		push_question(L, all[i], kind, index);
		lua_rawseti(L, -2, ++n);
	}
	return 1;
}
