/*
 * Files written so that a kill, a full disk or a power cut leaves either the old or the new bytes.
 */
#ifndef STOCKTAKE_RECORD_DURABLE_H
#define STOCKTAKE_RECORD_DURABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "stocktake/base/err.h"

/* Writes path (relative to dirfd) through a temp file beside it, fsync, rename, fsync of its
 * folder. Missing folders are made. The mode of an existing file is kept. A symbolic link at path,
 * or on the way, is refused. */
int stk_durable_write(int dirfd, const char *path, const void *bytes, size_t len_bytes,
		      struct stk_err *err);
/* One of several files that are written together. */
struct stk_durable_item {
	const char *path;
	const void *bytes; /* NULL: the file goes */
	size_t len_bytes;
	bool failed; /* out: it is as it was */
};
/* The same for many files at the price of a few: all temp files are written, made sure of together,
 * and only then renamed, in the order given; each folder is synced once. Each file is old or new
 * whenever the process dies. One that cannot be written keeps none of the others back: -1 with the
 * first reason, and `failed` says which. No path may be given twice. */
int stk_durable_write_all(int dirfd, struct stk_durable_item *items, size_t count,
			  struct stk_err *err);

/* An empty file that must not be there yet. It is sure to stay once anything else in its folder has
 * been written durably. */
int stk_durable_create(int dirfd, const char *path, struct stk_err *err);
/* Removes a file durably; one that is not there is fine. */
int stk_durable_remove(int dirfd, const char *path, struct stk_err *err);

#endif
