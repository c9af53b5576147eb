#include "sandbox.h"
#include "stocktake/base/tr.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <lauxlib.h>

#define HOOK_EVERY   10000
#define MAX_REFUSALS 16
#define MAX_REASON   400

static void refused(struct stk_sandbox *sandbox)
{
	/* A check that catches the error and tries again would never end. */
	if (++sandbox->refusals > MAX_REFUSALS)
		sandbox->end(sandbox->data,
			     stk_t("stopped: it goes on asking for more memory than it may have"));
}

static void *allocate(void *data, void *old, size_t old_bytes, size_t want_bytes)
{
	struct stk_sandbox *sandbox = data;
	size_t before = old ? old_bytes : 0;
	if (want_bytes == 0) {
		free(old);
		sandbox->used_bytes -= before;
		return NULL;
	}
	if (want_bytes > before && want_bytes - before > sandbox->cap_bytes - sandbox->used_bytes) {
		refused(sandbox);
		return NULL;
	}
	void *new = realloc(old, want_bytes);
	if (!new) {
		if (want_bytes <= before)
			return old; /* Lua holds that shrinking cannot fail */
		refused(sandbox);
		return NULL;
	}
	sandbox->used_bytes += want_bytes - before;
	return new;
}

static void count(lua_State *L, lua_Debug *activation)
{
	struct stk_sandbox *sandbox = stk_sandbox_of(L);
	(void)activation;
	sandbox->instructions += HOOK_EVERY;
	if (sandbox->instructions > sandbox->budget)
		sandbox->end(
			sandbox->data,
			stk_t("stopped after too many instructions: it seems to run for ever"));
}

static int panic(lua_State *L)
{
	struct stk_sandbox *sandbox = stk_sandbox_of(L);
	sandbox->end(sandbox->data, stk_t("failed outside of any protection"));
	_exit(4);
}

static int set_up(lua_State *L)
{
	stk_environment_push(L);
	lua_setfield(L, LUA_REGISTRYINDEX, "stocktake.environment");
	return 0;
}

lua_State *stk_sandbox_open(struct stk_sandbox *sandbox)
{
	sandbox->used_bytes = 0;
	sandbox->refusals = 0;
	sandbox->instructions = 0;
	lua_State *L = lua_newstate(allocate, sandbox);
	if (!L)
		return NULL;
	*(struct stk_sandbox **)lua_getextraspace(L) = sandbox;
	lua_atpanic(L, panic);
	lua_pushcfunction(L, set_up);
	if (lua_pcall(L, 0, 0, 0) != LUA_OK) {
		lua_close(L);
		return NULL;
	}
	lua_sethook(L, count, LUA_MASKCOUNT, HOOK_EVERY);
	return L;
}

/* Gives an error its place in the check where C raised it without one. Never calls anything of the
 * check's. */
static int explain(lua_State *L)
{
	lua_Debug at;
	if (lua_type(L, 1) != LUA_TSTRING) {
		if (lua_type(L, 1) == LUA_TNUMBER)
			lua_tostring(L, 1);
		else
			lua_pushfstring(L, stk_t("it raised an error that is a %s value"),
					luaL_typename(L, 1));
	} else {
		lua_pushvalue(L, 1);
	}
	if (strncmp(lua_tostring(L, -1), "checks/", 7) == 0)
		return 1;
	for (int level = 1; level < 32 && lua_getstack(L, level, &at); level++) {
		lua_getinfo(L, "Sl", &at);
		if (at.currentline > 0) {
			lua_pushfstring(L, "%s:%d: %s", at.short_src, at.currentline,
					lua_tostring(L, -1));
			break;
		}
	}
	return 1;
}

static void tell(lua_State *L, int status, struct stk_str *reason)
{
	stk_str_reset(reason);
	if (status == LUA_ERRMEM) {
		stk_str_addf(reason,
			     stk_t("stopped: it needs more than the %zu MiB of memory that a check "
				   "may have"),
			     stk_sandbox_of(L)->cap_bytes >> 20);
		return;
	}
	size_t len = 0;
	const char *text = lua_type(L, -1) == LUA_TSTRING ? lua_tolstring(L, -1, &len) : NULL;
	if (!text)
		stk_str_add(reason, stk_t("failed, and its error handling too"));
	else
		stk_str_addn(reason, text, len > MAX_REASON ? MAX_REASON : len);
}

int stk_sandbox_load(lua_State *L, const char *file, const char *text, size_t len_bytes,
		     struct stk_str *reason)
{
	char name[300];
	snprintf(name, sizeof name, "@%s", file);
	int status = luaL_loadbufferx(L, text, len_bytes, name, "t");
	if (status != LUA_OK) {
		tell(L, status, reason);
		if (strncmp(reason->data, "checks/", 7) != 0) {
			stk_str_splice(reason, 0, 0, ": ", 2);
			stk_str_splice(reason, 0, 0, file, strlen(file));
		}
		lua_pop(L, 1);
		return -1;
	}
	lua_getfield(L, LUA_REGISTRYINDEX, "stocktake.environment");
	if (!lua_setupvalue(L, -2, 1))
		lua_pop(L, 1);
	return 0;
}

int stk_sandbox_call(lua_State *L, int arg_count, int result_count, struct stk_str *reason)
{
	int handler = lua_gettop(L) - arg_count;
	lua_pushcfunction(L, explain);
	lua_insert(L, handler);
	int status = lua_pcall(L, arg_count, result_count, handler);
	lua_remove(L, handler);
	if (status == LUA_OK)
		return 0;
	tell(L, status, reason);
	lua_pop(L, 1);
	return -1;
}
