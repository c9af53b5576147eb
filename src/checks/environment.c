/*
 * The curated environment: what of Lua's libraries a check sees, and what stands in for those
 * functions that can hang in C, where no hook counts, or that say something else every time
 * (addresses, the order of a table).
 */
#include "sandbox.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include <lauxlib.h>
#include <lualib.h>

#include "bind.h"
#include "report.h"

#define MAX_TABLE     10000000 /* a border that some holes make look like 2^62 */
#define MAX_REP_BYTES ((size_t)32 << 20)

static int read_only(lua_State *L)
{
	if (lua_type(L, 2) == LUA_TSTRING)
		return luaL_error(
			L, "'%s' cannot be set: there is nothing global here, write `local %s`",
			lua_tostring(L, 2), lua_tostring(L, 2));
	return luaL_error(L, "this table is read only");
}

static int not_there(lua_State *L)
{
	if (lua_type(L, 2) == LUA_TSTRING)
		return luaL_error(
			L, "'%s' is not there: scripts/checks/README.md lists what a check has",
			lua_tostring(L, 2));
	lua_pushnil(L);
	return 1;
}

/* string.rep: the original loops for ever over empty strings. */
static int rep(lua_State *L)
{
	size_t len, sep_len;
	const char *text = luaL_checklstring(L, 1, &len);
	lua_Integer n = luaL_checkinteger(L, 2);
	const char *sep = luaL_optlstring(L, 3, "", &sep_len);
	if (n <= 0 || len + sep_len == 0) {
		lua_pushliteral(L, "");
		return 1;
	}
	if (len > MAX_REP_BYTES || sep_len > MAX_REP_BYTES ||
	    (lua_Unsigned)n > MAX_REP_BYTES / (len + sep_len))
		return luaL_error(L, "the resulting string is too long");
	luaL_Buffer buffer;
	size_t unit = len + sep_len, total = unit * (size_t)n - sep_len;
	char *out = luaL_buffinitsize(L, &buffer, unit * (size_t)n);
	memcpy(out, text, len);
	memcpy(out + len, sep, sep_len);
	for (size_t done = unit; done < total;) {
		size_t more = done < total - done ? done : total - done;
		memcpy(out + done, out, more);
		done += more;
	}
	luaL_pushresultsize(&buffer, total);
	return 1;
}

static int to_string(lua_State *L)
{
	luaL_checkany(L, 1);
	switch (lua_type(L, 1)) {
	case LUA_TNIL:
	case LUA_TBOOLEAN:
	case LUA_TNUMBER:
	case LUA_TSTRING: luaL_tolstring(L, 1, NULL); return 1;
	case LUA_TLIGHTUSERDATA:
	case LUA_TUSERDATA: return stk_bind_tostring(L);
	default: lua_pushstring(L, luaL_typename(L, 1)); return 1;
	}
}

/* string.format: no addresses of tables and functions. */
static int format(lua_State *L)
{
	const char *spec = luaL_checkstring(L, 1);
	for (const char *c = spec; *c; c++) {
		if (*c != '%')
			continue;
		c += 1 + strspn(c + 1, "-+ #0.123456789");
		if (*c == 'p')
			return luaL_error(L, "invalid conversion '%%p' to 'format'");
		if (!*c)
			break;
	}
	int count = lua_gettop(L);
	for (int i = 2; i <= count; i++) {
		int type = lua_type(L, i);
		if (type == LUA_TNIL || type == LUA_TBOOLEAN || type == LUA_TNUMBER ||
		    type == LUA_TSTRING)
			continue;
		lua_pushcfunction(L, to_string);
		lua_pushvalue(L, i);
		lua_call(L, 1, 1);
		lua_replace(L, i);
	}
	lua_pushvalue(L, lua_upvalueindex(1));
	lua_insert(L, 1);
	lua_call(L, count, 1);
	return 1;
}

/* In front of the functions of `table` that run over the whole length in C. */
static int bounded(lua_State *L)
{
	luaL_checktype(L, 1, LUA_TTABLE);
	if (lua_rawlen(L, 1) > MAX_TABLE)
		return luaL_error(L, "the table is too long");
	lua_pushvalue(L, lua_upvalueindex(1));
	lua_insert(L, 1);
	lua_call(L, lua_gettop(L) - 1, LUA_MULTRET);
	return lua_gettop(L);
}

/* --- pairs, in the order of keys ------------------------------------------------------------- */

struct key {
	int type;
	lua_Number number;
	const char *text; /* anchored in the table that is walked, and in the list of keys */
	lua_Integer position;
};

static int compare_keys(const void *a, const void *b)
{
	const struct key *x = a, *y = b;
	if (x->type != y->type)
		return x->type < y->type ? -1 : 1;
	if (x->type == LUA_TNUMBER && x->number != y->number)
		return x->number < y->number ? -1 : 1;
	if (x->type == LUA_TSTRING) {
		int order = strcmp(x->text, y->text);
		if (order)
			return order;
	}
	return x->position < y->position ? -1 : x->position > y->position;
}

static int next_pair(lua_State *L)
{
	lua_Integer at = lua_tointeger(L, lua_upvalueindex(3)) + 1;
	for (;; at++) {
		if (lua_rawgeti(L, lua_upvalueindex(2), at) == LUA_TNIL)
			return 1;
		lua_pushvalue(L, -1);
		if (lua_rawget(L, lua_upvalueindex(1)) != LUA_TNIL)
			break; /* else removed on the way */
		lua_pop(L, 2);
	}
	lua_pushinteger(L, at);
	lua_replace(L, lua_upvalueindex(3));
	return 2;
}

static int pairs(lua_State *L)
{
	luaL_checktype(L, 1, LUA_TTABLE);
	lua_settop(L, 1);
	lua_Integer count = 0;
	for (lua_pushnil(L); lua_next(L, 1); lua_pop(L, 1))
		count++;
	struct key *keys = lua_newuserdatauv(L, (size_t)(count + 1) * sizeof *keys, 0); /* 2 */
	lua_createtable(L, count < INT_MAX ? (int)count : 0, 0); /* 3: in found order */
	lua_Integer n = 0;
	for (lua_pushnil(L); lua_next(L, 1); lua_pop(L, 1)) {
		struct key *key = &keys[n++];
		key->type = lua_type(L, -2);
		key->number = key->type == LUA_TNUMBER ? lua_tonumber(L, -2) : 0;
		key->text = key->type == LUA_TSTRING ? lua_tostring(L, -2) : NULL;
		key->position = n;
		if (key->type == LUA_TLIGHTUSERDATA)
			key->position = (lua_Integer)(uintptr_t)lua_touserdata(L, -2);
		lua_pushvalue(L, -2);
		lua_rawseti(L, 3, n);
		if (key->type == LUA_TLIGHTUSERDATA)
			key->number = (lua_Number)n;
	}
	qsort(keys, (size_t)n, sizeof *keys, compare_keys);
	lua_pushvalue(L, 1);
	lua_createtable(L, count < INT_MAX ? (int)count : 0, 0);
	for (lua_Integer i = 0; i < n; i++) {
		const struct key *key = &keys[i];
		lua_rawgeti(L, 3,
			    key->type == LUA_TLIGHTUSERDATA ? (lua_Integer)key->number
							    : key->position);
		lua_rawseti(L, -2, i + 1);
	}
	lua_pushinteger(L, 0);
	lua_pushcclosure(L, next_pair, 3);
	return 1;
}

/* --- putting it together --------------------------------------------------------------------- */

/* Replaces the table on top by a proxy through which it can be read only. */
static void protect(lua_State *L, bool strict)
{
	if (strict) {
		lua_createtable(L, 0, 1);
		lua_pushcfunction(L, not_there);
		lua_setfield(L, -2, "__index");
		lua_setmetatable(L, -2);
	}
	lua_createtable(L, 0, 0);
	lua_createtable(L, 0, 3);
	lua_pushvalue(L, -3);
	lua_setfield(L, -2, "__index");
	lua_pushcfunction(L, read_only);
	lua_setfield(L, -2, "__newindex");
	lua_pushboolean(L, 0);
	lua_setfield(L, -2, "__metatable");
	lua_setmetatable(L, -2);
	lua_remove(L, -2);
}

/* Copies the named fields of the table at `from` to the one on top. */
static void pick(lua_State *L, int from, const char *const *names)
{
	for (; *names; names++) {
		lua_getfield(L, from, *names);
		lua_setfield(L, -2, *names);
	}
}

static void put_bounded(lua_State *L, int from, const char *name)
{
	lua_getfield(L, from, name);
	lua_pushcclosure(L, bounded, 1);
	lua_setfield(L, -2, name);
}

static void put_string(lua_State *L)
{
	static const char *const names[] = {"byte",  "char",  "find",    "gmatch", "gsub",  "len",
					    "lower", "match", "reverse", "sub",    "upper", NULL};
	luaL_requiref(L, "string", luaopen_string, 0);
	int library = lua_gettop(L);
	lua_createtable(L, 0, 16);
	pick(L, library, names);
	lua_getfield(L, library, "format");
	lua_pushcclosure(L, format, 1);
	lua_setfield(L, -2, "format");
	lua_pushcfunction(L, rep);
	lua_setfield(L, -2, "rep");
	/* ("x"):rep(3) finds the same functions and no more. */
	lua_pushliteral(L, "");
	lua_getmetatable(L, -1);
	lua_pushvalue(L, -3);
	lua_setfield(L, -2, "__index");
	lua_pushboolean(L, 0);
	lua_setfield(L, -2, "__metatable");
	lua_pop(L, 2);
	lua_remove(L, library);
}

static void put_table(lua_State *L)
{
	static const char *const names[] = {"unpack", NULL};
	static const char *const whole[] = {"concat", "insert", "remove", "sort", NULL};
	luaL_requiref(L, "table", luaopen_table, 0);
	int library = lua_gettop(L);
	lua_createtable(L, 0, 8);
	pick(L, library, names);
	for (const char *const *name = whole; *name; name++)
		put_bounded(L, library, *name);
	lua_remove(L, library);
}

static void put_library(lua_State *L, const char *name, lua_CFunction open,
			const char *const *names)
{
	luaL_requiref(L, name, open, 0);
	int library = lua_gettop(L);
	lua_createtable(L, 0, 16);
	pick(L, library, names);
	lua_remove(L, library);
}

void stk_environment_push(lua_State *L)
{
	static const char *const base[] = {"assert",   "error", "ipairs", "pcall", "select",
					   "tonumber", "type",  "xpcall", NULL};
	static const char *const math[] = {"abs",       "ceil",       "floor", "fmod",       "huge",
					   "max",       "maxinteger", "min",   "mininteger", "pi",
					   "tointeger", "type",       "ult",   NULL};
	static const char *const utf8[] = {"char", "charpattern", "codepoint", "codes",
					   "len",  "offset",      NULL};
	luaL_requiref(L, "_G", luaopen_base, 0);
	int globals = lua_gettop(L);
	lua_createtable(L, 0, 24);
	pick(L, globals, base);
	lua_pushcfunction(L, pairs);
	lua_setfield(L, -2, "pairs");
	lua_pushcfunction(L, to_string);
	lua_setfield(L, -2, "tostring");
	lua_pushcfunction(L, stk_report_phrase);
	lua_setfield(L, -2, "phrase");
	put_string(L);
	protect(L, false);
	lua_setfield(L, -2, "string");
	put_table(L);
	protect(L, false);
	lua_setfield(L, -2, "table");
	put_library(L, "math", luaopen_math, math);
	protect(L, false);
	lua_setfield(L, -2, "math");
	put_library(L, "utf8", luaopen_utf8, utf8);
	protect(L, false);
	lua_setfield(L, -2, "utf8");
	protect(L, true);
	lua_remove(L, globals);
}
