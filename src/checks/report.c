/*
 * report{...}: what a check says becomes a frame on the pipe. Everything is checked here, where an
 * error can still name the check's line; the parent checks it again, as it believes nothing.
 */
#include "report.h"

#include <stdio.h>
#include <string.h>

#include <lauxlib.h>

#include "stocktake/base/mem.h"
#include "stocktake/base/tr.h"
#include "stocktake/model/address.h"

#define MAX_LIST_SHOWN 5

/* --- putting a message together -------------------------------------------------------------- */

static void add_object(lua_State *L, int arg, luaL_Buffer *buffer)
{
	struct stk_world *world = stk_world_of(L);
	stk_str_reset(&world->scratch);
	stk_bind_name(L, arg, &world->scratch);
	luaL_addlstring(buffer, world->scratch.data, world->scratch.len);
}

static void add_list(lua_State *L, int arg, luaL_Buffer *buffer, const char *what, int number)
{
	lua_Integer count = (lua_Integer)lua_rawlen(L, arg);
	lua_Integer shown = count > MAX_LIST_SHOWN + 1 ? MAX_LIST_SHOWN : count;
	if (count == 0)
		luaL_error(L, "report: value %d of %s is an empty list", number, what);
	for (lua_Integer i = 1; i <= shown; i++) {
		/* A buffer wants the stack as it left it: the element is off again before it is
		 * added. */
		struct stk_world *world = stk_world_of(L);
		if (i > 1)
			luaL_addstring(buffer, i == count ? stk_t(" and ") : stk_tc("list", ", "));
		lua_rawgeti(L, arg, i);
		int type = lua_type(L, -1);
		stk_str_reset(&world->scratch);
		if (type == LUA_TSTRING || type == LUA_TNUMBER) {
			size_t len;
			const char *own = lua_tolstring(L, -1, &len), *text = stk_word_shown(own);
			stk_str_addn(&world->scratch, text, text == own ? len : strlen(text));
		} else if (type == LUA_TLIGHTUSERDATA || type == LUA_TUSERDATA) {
			stk_bind_name(L, -1, &world->scratch);
		} else {
			luaL_error(L, "report: value %d of %s lists a %s", number, what,
				   luaL_typename(L, -1));
		}
		lua_pop(L, 1);
		luaL_addlstring(buffer, world->scratch.data, world->scratch.len);
	}
	if (shown < count) {
		char rest[48];
		snprintf(rest, sizeof rest, stk_t(" and %lld more"), (long long)(count - shown));
		luaL_addstring(buffer, rest);
	}
}

/* The ids that the formats themselves give to categories, groups, stages and directions are words
 * of the message. */
static void add_word(luaL_Buffer *buffer, const char *own, size_t len)
{
	const char *text = stk_word_shown(own);
	luaL_addlstring(buffer, text, text == own ? len : strlen(text));
}

static void add_value(lua_State *L, int arg, luaL_Buffer *buffer, const char *what, int number)
{
	size_t len;
	switch (lua_type(L, arg)) {
	case LUA_TSTRING: {
		const char *text = lua_tolstring(L, arg, &len);
		add_word(buffer, text, len);
		break;
	}
	case LUA_TNUMBER: {
		char text[64];
		if (lua_isinteger(L, arg))
			snprintf(text, sizeof text, "%lld", (long long)lua_tointeger(L, arg));
		else
			snprintf(text, sizeof text, "%.14g", lua_tonumber(L, arg));
		luaL_addstring(buffer, text);
		break;
	}
	case LUA_TLIGHTUSERDATA:
	case LUA_TUSERDATA: add_object(L, arg, buffer); break;
	case LUA_TTABLE: add_list(L, arg, buffer, what, number); break;
	default: luaL_error(L, "report: value %d of %s is %s", number, what, luaL_typename(L, arg));
	}
}

static void add_nth(lua_State *L, int format, int count, int n, luaL_Buffer *buffer,
		    const char *what)
{
	if (n > count)
		luaL_error(L, "report: %s wants more values than it has", what);
	add_value(L, format + n, buffer, what, n);
}

/* phrase(format, ...): a piece of a message, in the language of who reads it. */
int stk_report_phrase(lua_State *L)
{
	int count = lua_gettop(L);
	/* What a check says of itself is read where there is no inventory. */
	for (int i = 1; i <= count; i++)
		if (lua_istable(L, i) && !stk_world_of(L))
			luaL_error(L, "phrase: it takes lists only while the check runs");
	lua_createtable(L, count, 0);
	lua_insert(L, 1);
	for (int i = count; i > 0; i--)
		lua_rawseti(L, 1, i);
	stk_report_compose(L, 1, "phrase");
	return 1;
}

void stk_report_compose(lua_State *L, int arg, const char *what)
{
	luaL_Buffer buffer;
	size_t len;
	int value = 0;
	arg = lua_absindex(L, arg);
	if (lua_type(L, arg) == LUA_TSTRING) {
		const char *own = lua_tostring(L, arg), *text = stk_t(own);
		if (text == own)
			lua_pushvalue(L, arg);
		else
			lua_pushstring(L, text);
		return;
	}
	if (lua_type(L, arg) != LUA_TTABLE || lua_rawgeti(L, arg, 1) != LUA_TSTRING)
		luaL_error(L, "report: %s must be a text or {format, value, ...}", what);
	int count = (int)lua_rawlen(L, arg) - 1;
	if (count > 20)
		luaL_error(L, "report: %s has too many values", what);
	int format = lua_gettop(L);
	/* All values lie on the stack before the buffer begins, which wants the top for itself. */
	luaL_checkstack(L, count + LUA_MINSTACK, NULL);
	for (int i = 1; i <= count; i++)
		lua_rawgeti(L, arg, i + 1);
	const char *own = lua_tolstring(L, format, &len), *text = stk_t(own);
	if (text != own)
		len = strlen(text);
	luaL_buffinit(L, &buffer);
	for (const char *c = text; c < text + len; c++) {
		if (*c != '%') {
			luaL_addchar(&buffer, *c);
			continue;
		}
		c++;
		/* A translation may want them in another order: "%2$s". */
		if (text != own && *c >= '1' && *c <= '9' && c[1] == '$') {
			add_nth(L, format, count, *c - '0', &buffer, what);
			value++;
			c += 2;
		} else if (*c == '%') {
			luaL_addchar(&buffer, '%');
		} else if (*c == 's' || *c == 'd') {
			if (++value > count)
				luaL_error(L, "report: %s wants more values than it has", what);
			if (*c == 'd' && !lua_isinteger(L, format + value))
				luaL_error(L,
					   "report: value %d of %s must be a whole number for %%d",
					   value, what);
			add_value(L, format + value, &buffer, what, value);
		} else {
			luaL_error(L, "report: a format has only %%s, %%d and %%%%");
		}
	}
	if (value != count)
		luaL_error(L, "report: %s has %d values, its format takes %d", what, count, value);
	luaL_pushresult(&buffer);
	lua_replace(L, format);
	lua_settop(L, format);
}

/* --- the table ------------------------------------------------------------------------------- */

enum { ARG_TABLE = 1, AT, MESSAGE, REMEDY, ASK, KEY, METRICS, PARTS };

static void check_keys(lua_State *L)
{
	static const char *const known[] = {"at",  "message", "remedy",  "ask",
					    "key", "metrics", "severity"};
	for (lua_pushnil(L); lua_next(L, ARG_TABLE); lua_pop(L, 1)) {
		bool found = false;
		if (lua_type(L, -2) != LUA_TSTRING)
			luaL_error(L,
				   "report: it takes keys only, report{at = ..., message = ...}");
		for (size_t i = 0; i < STK_COUNT(known); i++)
			found |= strcmp(known[i], lua_tostring(L, -2)) == 0;
		if (!found)
			luaL_error(L, "report: it knows no '%s'", lua_tostring(L, -2));
	}
}

/* Replaces what is on top, an object or an address, by the address as text. */
static void to_address(lua_State *L, const char *what)
{
	struct stk_world *world = stk_world_of(L);
	struct stk_address address;
	struct stk_err err = {0};
	int type = lua_type(L, -1);
	stk_str_reset(&world->scratch);
	if (type == LUA_TSTRING) {
		size_t len;
		const char *text = lua_tolstring(L, -1, &len);
		if (len > STK_REPORT_MAX_ADDRESS || strlen(text) != len)
			luaL_error(L, "report: %s is no address: it is too long", what);
		stk_str_addn(&world->scratch, text, len);
	} else if (type == LUA_TLIGHTUSERDATA || type == LUA_TUSERDATA) {
		if (!stk_bind_address(L, -1, &world->scratch))
			luaL_error(L, "report: %s is an object without an address", what);
	} else {
		luaL_error(L, "report: %s must be an object or an address, not %s", what,
			   luaL_typename(L, -1));
	}
	if (stk_address_parse(world->scratch.data, &address, &err))
		luaL_error(L, "report: %s is no address: %s", what, err.message);
	stk_address_release(&address);
	lua_pushlstring(L, world->scratch.data, world->scratch.len);
	lua_replace(L, -2);
}

static void push_optional_address(lua_State *L, const char *key)
{
	if (lua_getfield(L, ARG_TABLE, key) != LUA_TNIL)
		to_address(L, key);
}

static void push_composed(lua_State *L, const char *key)
{
	if (lua_getfield(L, ARG_TABLE, key) == LUA_TNIL)
		return;
	stk_report_compose(L, -1, key);
	lua_replace(L, -2);
}

/* Leaves a list of ids. */
static void push_metrics(lua_State *L)
{
	const struct stk_world *world = stk_world_of(L);
	const struct stk_inventory *inventory = world->inventory;
	lua_Integer n = 0;
	int type = lua_getfield(L, ARG_TABLE, "metrics");
	if (type == LUA_TNIL)
		return;
	if (type != LUA_TTABLE)
		luaL_error(L, "report: metrics must be a list of metrics or their ids");
	lua_Integer count = (lua_Integer)lua_rawlen(L, -1);
	if (count > STK_REPORT_MAX_METRICS)
		luaL_error(L, "report: more than %d metrics", STK_REPORT_MAX_METRICS);
	lua_createtable(L, (int)count, 0);
	for (lua_Integer i = 1; i <= count; i++) {
		uint32_t index;
		lua_rawgeti(L, -2, i);
		const struct stk_entity *metric = NULL;
		if (lua_type(L, -1) == LUA_TSTRING)
			metric = stk_inventory_find(inventory, STK_METRIC, lua_tostring(L, -1));
		else if (stk_bind_kind(L, -1, &index) == STK_OBJECT_METRIC)
			metric = &inventory->kinds[STK_METRIC].items[index];
		if (!metric)
			luaL_error(L, "report: item %d of metrics is no metric", (int)i);
		lua_pop(L, 1);
		stk_bind_push_sym(L, metric->id);
		lua_rawseti(L, -2, ++n);
	}
	lua_replace(L, -2);
}

static enum stk_severity severity(lua_State *L, enum stk_severity usual)
{
	int type = lua_getfield(L, ARG_TABLE, "severity");
	int parsed = type == LUA_TNIL      ? (int)usual
		     : type == LUA_TSTRING ? stk_severity_parse(lua_tostring(L, -1))
					   : -1;
	if (parsed < 0)
		luaL_error(L, "report: severity must be \"note\", \"warning\" or \"error\"");
	lua_pop(L, 1);
	return (enum stk_severity)parsed;
}

static void put_text(lua_State *L, int at, struct stk_wire_out *wire, size_t max)
{
	size_t len = 0;
	const char *text = lua_type(L, at) == LUA_TSTRING ? lua_tolstring(L, at, &len) : NULL;
	stk_wire_text(wire, text, len, max);
}

static int report(lua_State *L)
{
	struct stk_report_sink *sink = lua_touserdata(L, lua_upvalueindex(1));
	if (lua_gettop(L) != 1 || lua_type(L, 1) != LUA_TTABLE)
		return luaL_error(L, "report: it takes one table, report{at = ..., message = ...}");
	check_keys(L);
	lua_getfield(L, ARG_TABLE, "at");
	to_address(L, "at");
	if (lua_getfield(L, ARG_TABLE, "message") == LUA_TNIL)
		return luaL_error(L, "report: message is missing");
	lua_pop(L, 1);
	push_composed(L, "message");
	push_composed(L, "remedy");
	push_optional_address(L, "ask");
	int type = lua_getfield(L, ARG_TABLE, "key");
	if (type != LUA_TNIL && type != LUA_TSTRING)
		return luaL_error(L, "report: key must be a string");
	push_metrics(L);
	enum stk_severity how = severity(L, sink->severity);
	if (sink->count >= STK_REPORT_MAX_FINDINGS)
		stk_sandbox_of(L)->end(stk_sandbox_of(L)->data,
				       stk_t("stopped: it reported more than 200,000 findings"));
	sink->count++;
	/* From here on nothing can raise. */
	struct stk_wire_out *wire = sink->wire;
	stk_wire_begin(wire, STK_WIRE_FINDING);
	stk_wire_u32(wire, (uint32_t)how);
	put_text(L, AT, wire, STK_REPORT_MAX_ADDRESS);
	put_text(L, MESSAGE, wire, STK_REPORT_MAX_MESSAGE);
	put_text(L, REMEDY, wire, STK_REPORT_MAX_MESSAGE);
	put_text(L, ASK, wire, STK_REPORT_MAX_ADDRESS);
	put_text(L, KEY, wire, STK_REPORT_MAX_ADDRESS);
	uint32_t count = lua_type(L, METRICS) == LUA_TTABLE ? (uint32_t)lua_rawlen(L, METRICS) : 0;
	stk_wire_u32(wire, count);
	for (uint32_t i = 1; i <= count; i++) {
		lua_rawgeti(L, METRICS, i);
		put_text(L, -1, wire, 80);
		lua_pop(L, 1);
	}
	stk_wire_end(wire);
	return 0;
}

void stk_report_push(lua_State *L, struct stk_report_sink *sink)
{
	lua_pushlightuserdata(L, sink);
	lua_pushcclosure(L, report, 1);
}
