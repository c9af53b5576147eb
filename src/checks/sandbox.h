/*
 * A Lua state for one check: a curated, read-only environment, an allocation cap, and a number of
 * instructions after which the process ends (an error could be swallowed by pcall).
 */
#ifndef STOCKTAKE_CHECKS_SANDBOX_H
#define STOCKTAKE_CHECKS_SANDBOX_H

#include <stdint.h>

#include <lua.h>

#include "stocktake/base/str.h"

struct stk_world;

struct stk_sandbox {
	size_t cap_bytes;
	uint64_t budget;                             /* instructions */
	void (*end)(void *data, const char *reason); /* does not return: the process ends */
	void *data;
	struct stk_world *world; /* what the bindings show; NULL while only the table is read */
	/* --- its own --- */
	size_t used_bytes;
	unsigned refusals;
	uint64_t instructions;
};

/* The caller fills what is above "its own" and keeps the struct until lua_close. NULL if the cap is
 * too small to begin. */
lua_State *stk_sandbox_open(struct stk_sandbox *sandbox);

static inline struct stk_sandbox *stk_sandbox_of(lua_State *L)
{
	return *(struct stk_sandbox **)lua_getextraspace(L);
}

/* Compiles the text (never a binary chunk) and pushes it as a function. -1: reason says why. */
int stk_sandbox_load(lua_State *L, const char *file, const char *text, size_t len_bytes,
		     struct stk_str *reason);

/* lua_pcall with errors in words, at the check's line. -1: the stack holds neither function,
 * arguments nor results. */
int stk_sandbox_call(lua_State *L, int arg_count, int result_count, struct stk_str *reason);

/* Pushes the environment's table; private to this and environment.c. */
void stk_environment_push(lua_State *L);

#endif
