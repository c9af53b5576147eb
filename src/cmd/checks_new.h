/*
 * `checks new`, a file of its own.
 */
#ifndef CMD_CHECKS_NEW_H
#define CMD_CHECKS_NEW_H

#include "cmd.h"

/* Writes checks/ID.lua into the inventory, never over one that is there, and the rules that
 * luacheck wants beside it; commits. `about`: the kind of check, NULL: as the id begins. Returns
 * the exit status. */
int stk_checks_new(const struct stk_app *app, const char *id, const char *about);

#endif
