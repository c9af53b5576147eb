/*
 * What `fold` and `rename` share.
 */
#ifndef CMD_MOVING_H
#define CMD_MOVING_H

#include "change.h"
#include "stocktake/record/move.h"

/* Moves, commits under `message` and tells. `from_file` and `to_file` are the paths of a file that
 * is called otherwise afterwards, NULL where none is: the commit's message says so, and the log
 * follows. Returns the exit status. */
int stk_move_all(const struct stk_app *app, struct stk_opened *opened, struct stk_moving *moving,
		 const char *by, const char *message, const char *from_file, const char *to_file);

#endif
