/*
 * Files written so that a kill, a full disk or a power cut leaves either the old or the new bytes.
 */
#ifndef STOCKTAKE_RECORD_DURABLE_H
#define STOCKTAKE_RECORD_DURABLE_H

#include <stddef.h>

#include "stocktake/base/err.h"

/* Writes path (relative to dirfd) through a temp file beside it, fsync, rename, fsync of its
 * folder. Missing folders are made. The mode of an existing file is kept. A symbolic link at path,
 * or on the way, is refused. */
int stk_durable_write(int dirfd, const char *path, const void *bytes, size_t len_bytes,
		      struct stk_err *err);
/* Removes a file durably; one that is not there is fine. */
int stk_durable_remove(int dirfd, const char *path, struct stk_err *err);

#endif
