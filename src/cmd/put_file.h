/*
 * A file that a command writes for its user, outside of any inventory.
 */
#ifndef CMD_PUT_FILE_H
#define CMD_PUT_FILE_H

#include "stocktake/base/err.h"
#include "stocktake/base/str.h"

/* Whole or not at all, durably; takes the place of an ordinary file, and of nothing else. */
int stk_put_file(const char *path, const struct stk_str *out, struct stk_err *err);

#endif
