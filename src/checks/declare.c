#include "declare.h"

#include <stdlib.h>
#include <string.h>

#include <lauxlib.h>

#include "sandbox.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/tr.h"

static const char *const abouts[] = {STK_NC("about", "silo"),     STK_NC("about", "gap"),
				     STK_NC("about", "conflict"), STK_NC("about", "quality"),
				     STK_NC("about", "risk"),     STK_NC("about", "housekeeping")};

const char *stk_about_find(const char *name)
{
	for (size_t i = 0; i < STK_COUNT(abouts); i++)
		if (strcmp(abouts[i], name) == 0)
			return abouts[i];
	return NULL;
}

/* Every key of the table at `table` is one of `known`. */
static void check_keys(lua_State *L, int table, const char *const *known, size_t count,
		       const char *where)
{
	for (lua_pushnil(L); lua_next(L, table); lua_pop(L, 1)) {
		bool found = false;
		if (lua_type(L, -2) != LUA_TSTRING)
			luaL_error(L, "%s has a value without a key", where);
		for (size_t i = 0; i < count; i++)
			found |= strcmp(known[i], lua_tostring(L, -2)) == 0;
		if (!found)
			luaL_error(L, "%s has an unknown key '%s'", where, lua_tostring(L, -2));
	}
}

static const char *text(lua_State *L, int table, const char *key, size_t max, const char *where)
{
	size_t len;
	int type = lua_getfield(L, table, key);
	if (type == LUA_TNIL)
		luaL_error(L, "%s has no '%s'", where, key);
	if (type != LUA_TSTRING)
		luaL_error(L, "%s: '%s' must be a text, not a %s", where, key,
			   luaL_typename(L, -1));
	const char *value = lua_tolstring(L, -1, &len);
	if (len == 0 || len > max)
		luaL_error(L, "%s: '%s' is %s", where, key, len ? "too long" : "empty");
	lua_pop(L, 1);
	return value; /* the table holds it */
}

/* Returns how many addresses the example at the top of the stack expects. */
static lua_Integer check_example(lua_State *L, lua_Integer number)
{
	static const char *const known[] = {"says", "inventory", "finds"};
	char where[64];
	int table = lua_gettop(L);
	snprintf(where, sizeof where, "example %lld", (long long)number);
	if (lua_type(L, table) != LUA_TTABLE)
		luaL_error(L, "%s must be a table", where);
	check_keys(L, table, known, STK_COUNT(known), where);
	text(L, table, "says", 500, where);
	text(L, table, "inventory", (size_t)1 << 20, where);
	if (lua_getfield(L, table, "finds") != LUA_TTABLE)
		luaL_error(L, "%s: 'finds' must be a list of addresses", where);
	lua_Integer count = (lua_Integer)lua_rawlen(L, -1);
	if (count > 1000)
		luaL_error(L, "%s: 'finds' is too long", where);
	for (lua_Integer i = 1; i <= count; i++) {
		if (lua_rawgeti(L, -1, i) != LUA_TSTRING || lua_rawlen(L, -1) > 4096)
			luaL_error(L, "%s: 'finds' must be a list of addresses", where);
		lua_pop(L, 1);
	}
	lua_pop(L, 1);
	return count;
}

static void check_examples(lua_State *L, struct stk_declared *declared)
{
	int type = lua_getfield(L, 1, "examples");
	if (type != LUA_TTABLE)
		luaL_error(L, "the check's table: 'examples' must be a list of examples");
	lua_Integer count = (lua_Integer)lua_rawlen(L, -1);
	if (count > STK_DECLARE_MAX_EXAMPLES)
		luaL_error(L, "the check's table: more than %d examples", STK_DECLARE_MAX_EXAMPLES);
	for (lua_Integer i = 1; i <= count; i++) {
		lua_rawgeti(L, -1, i);
		if (check_example(L, i) > 0)
			declared->finds = true;
		else
			declared->finds_not = true;
		lua_pop(L, 1);
	}
	declared->example_count = (uint32_t)count;
	lua_pop(L, 1);
}

/* Takes the table and the struct; raises what is wrong. */
static int read_table(lua_State *L)
{
	static const char *const known[] = {"id",      "severity", "about", "title",
					    "explain", "remedy",   "run",   "examples"};
	static const char where[] = "the check's table";
	struct stk_declared *declared = lua_touserdata(L, 2);
	if (lua_type(L, 1) != LUA_TTABLE)
		return luaL_error(L, "the file must return a table, not %s", luaL_typename(L, 1));
	check_keys(L, 1, known, STK_COUNT(known), where);
	const char *id = text(L, 1, "id", 80, where);
	if (strcmp(id, declared->id) != 0)
		return luaL_error(L, "%s: its id is '%s', but the file is called %s.lua", where, id,
				  declared->id);
	int severity = stk_severity_parse(text(L, 1, "severity", 80, where));
	if (severity < 0)
		return luaL_error(L, "%s: 'severity' must be \"note\", \"warning\" or \"error\"",
				  where);
	declared->severity = (enum stk_severity)severity;
	declared->about = stk_about_find(text(L, 1, "about", 80, where));
	if (!declared->about)
		return luaL_error(
			L, "%s: 'about' must be silo, gap, conflict, quality, risk or housekeeping",
			where);
	declared->title = text(L, 1, "title", 200, where);
	declared->explain = text(L, 1, "explain", 16000, where);
	declared->remedy = text(L, 1, "remedy", 4000, where);
	if (lua_getfield(L, 1, "run") != LUA_TFUNCTION)
		return luaL_error(L, "%s: 'run' must be a function", where);
	lua_pop(L, 1);
	check_examples(L, declared);
	return 0;
}

int stk_declare_read(lua_State *L, struct stk_declared *declared, struct stk_str *reason)
{
	declared->finds = declared->finds_not = false;
	lua_pushcfunction(L, read_table);
	lua_pushvalue(L, -2);
	lua_pushlightuserdata(L, declared);
	return stk_sandbox_call(L, 2, 0, reason);
}

void stk_declare_example(lua_State *L, uint32_t number, struct stk_declared_example *example,
			 struct stk_str *expected)
{
	int top = lua_gettop(L);
	lua_getfield(L, top, "examples");
	lua_rawgeti(L, -1, (lua_Integer)number);
	lua_getfield(L, -1, "says");
	example->says = lua_tostring(L, -1);
	lua_getfield(L, -2, "inventory");
	example->inventory = lua_tolstring(L, -1, &example->inventory_bytes);
	lua_getfield(L, -3, "finds");
	lua_Integer count = (lua_Integer)lua_rawlen(L, -1);
	for (lua_Integer i = 1; i <= count; i++) {
		lua_rawgeti(L, -1, i);
		stk_str_add(expected, lua_tostring(L, -1));
		stk_str_addc(expected, '\n');
		lua_pop(L, 1);
	}
	stk_lines_sort(expected);
	lua_settop(L, top);
}

static int compare_lines(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

void stk_lines_sort(struct stk_str *lines)
{
	size_t count = 0, cap = 0;
	char **items = NULL;
	char *text_ = stk_str_detach(lines);
	for (char *line = text_; *line;) {
		char *end = strchr(line, '\n');
		STK_GROW(items, cap, count + 1);
		items[count++] = line;
		if (!end)
			break;
		*end = 0;
		line = end + 1;
	}
	if (count)
		qsort(items, count, sizeof *items, compare_lines);
	for (size_t i = 0; i < count; i++)
		stk_str_addf(lines, "%s\n", items[i]);
	free(items);
	free(text_);
}
