/* What evidence tells checks: questions that were not answered, when something was last confirmed,
 * what a scan saw. */
#include "bind.h"

#include <string.h>

#include "stocktake/model/address.h"
#include "stocktake/model/questions.h"

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

void stk_bind_push_entity(lua_State *L, enum stk_kind kind, uint32_t index)
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
	stk_bind_set_text(L, "at", answer->address);
	stk_bind_set_text(L, "state", answer->state == STK_ANSWER_ASK ? "ask" : "unknown");
	push_stakeholder(L, answer->by);
	lua_setfield(L, -2, "by");
	push_stakeholder(L, answer->ask);
	lua_setfield(L, -2, "ask");
	stk_bind_push_entity(L, kind, index);
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

/* --- platforms ------------------------------------------------------------------------------- */

/* The answers about the platform at 1 and all below it. */
static const struct stk_answer *const *answers_of(lua_State *L, size_t *count)
{
	struct stk_world *world = stk_world_of(L);
	stk_bind_check(L, 1, STK_OBJECT_PLATFORM);
	stk_str_reset(&world->scratch);
	stk_bind_address(L, 1, &world->scratch);
	return stk_evidence_at(stk_world_evidence(world), world->scratch.data, true, count);
}

int stk_bind_days_unconfirmed(lua_State *L)
{
	struct stk_world *world = stk_world_of(L);
	uint32_t index = stk_bind_check(L, 1, STK_OBJECT_PLATFORM);
	const struct stk_entity *entity = stk_bind_entity(world, STK_OBJECT_PLATFORM, index);
	int32_t days =
		entity ? stk_days_unconfirmed(world->inventory, stk_world_evidence(world), entity)
		       : -1;
	if (days < 0)
		lua_pushnil(L);
	else
		lua_pushinteger(L, days);
	return 1;
}

static bool is_scan(const struct stk_answer *answer)
{
	return answer->kind && strcmp(answer->kind, "scan") == 0;
}

/* The part of an address behind platforms/ID/fields/; 0 bytes where it is about something else. */
static const char *field_of(const char *address, size_t prefix_bytes, size_t *len)
{
	static const char fields[] = "/fields/";
	const char *at = address + prefix_bytes;
	*len = 0;
	if (strncmp(at, fields, strlen(fields)) == 0)
		*len = strcspn(at + strlen(fields), "/");
	return at + strlen(fields);
}

/* Marks the name as seen in the table on top, unescaped. */
static void add_field(lua_State *L, const char *name, size_t len)
{
	struct stk_str *text = &stk_world_of(L)->scratch_too;
	stk_str_reset(text);
	for (size_t i = 0; i < len; i++) {
		bool escaped = name[i] == '~' && i + 1 < len;
		char c = name[i];
		if (escaped)
			c = name[++i] == '1' ? '/' : '~';
		stk_str_addc(text, c);
	}
	lua_pushlstring(L, text->data, text->len);
	lua_pushboolean(L, true);
	lua_settable(L, -3);
}

/* `at: platforms/ID/fields, says: [{name: ...}, ...]`: all of them at once. */
static void add_fields(lua_State *L, const struct stk_node *list)
{
	const struct stk_inventory *inventory = stk_world_of(L)->inventory;
	STK_EACH_VALUE(item, list)
	{
		const char *name = stk_node_kind(item) == STK_NODE_MAP
					   ? stk_text(inventory, item, STK_W_NAME)
					   : NULL;
		if (!name)
			continue;
		lua_pushboolean(L, true);
		lua_setfield(L, -2, name);
	}
}

int stk_bind_scan(lua_State *L)
{
	size_t count, prefix, len;
	const struct stk_answer *const *answers = answers_of(L, &count);
	const struct stk_answer *last = NULL;
	prefix = stk_world_of(L)->scratch.len;
	for (size_t i = 0; i < count; i++)
		if (is_scan(answers[i]) && (!last || strcmp(answers[i]->at, last->at) > 0))
			last = answers[i];
	if (!last) {
		lua_pushnil(L);
		return 1;
	}
	lua_createtable(L, 0, 0);
	for (size_t i = 0; i < count; i++) {
		const char *name;
		/* One scan is one file of evidence. */
		if (answers[i]->entity != last->entity || answers[i]->state != STK_ANSWER_SAYS)
			continue;
		name = field_of(answers[i]->address, prefix, &len);
		if (len)
			add_field(L, name, len);
		else if (strcmp(answers[i]->address + prefix, "/fields") == 0)
			add_fields(L, answers[i]->says);
	}
	return 1;
}
