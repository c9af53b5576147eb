/*
 * Sources: where the files of an inventory are read from. A folder, memory (tests, examples of
 * checks), the files embedded in the program, one with others laid over it; a git revision is one
 * more, made by the history room.
 *
 * A source hands out paths relative to its top, with "/" between, sorted bytewise by path, hidden
 * files left out. It is read only. It is opened by the maker's function and closed by
 * stk_source_close. Where it is `shared`, several threads may read it at once (a folder, memory and
 * the program's own files; not a revision: libgit2's objects are one thread's).
 */
#ifndef STOCKTAKE_BASE_SOURCE_H
#define STOCKTAKE_BASE_SOURCE_H

#include <stdbool.h>
#include <stddef.h>

#include "stocktake/base/err.h"
#include "stocktake/base/str.h"

#define STK_SOURCE_MAX_FILE_BYTES ((size_t)4 << 20)
#define STK_SOURCE_MAX_FILES      2000000
#define STK_SOURCE_MAX_DEPTH      32

struct stk_source;

/* Called for each file; a nonzero return stops and is handed on. */
typedef int (*stk_source_each_fn)(void *data, const char *path);

struct stk_source_ops {
	/* All files below `under` ("" for all; a folder that is not there has none), by their path
	 * from the top; a symbolic link or a special file is passed to each as well, so that
	 * reading it reports it. */
	int (*each)(struct stk_source *source, const char *under, stk_source_each_fn each,
		    void *data, struct stk_err *err);
	/* Replaces out by the file's bytes. At most STK_SOURCE_MAX_FILE_BYTES; err has path and
	 * reason. */
	int (*read)(struct stk_source *source, const char *path, struct stk_str *out,
		    struct stk_err *err);
	void (*close)(struct stk_source *source);
};

struct stk_source {
	const struct stk_source_ops *ops;
	char *name;  /* what messages call it: a folder's path, "v1.2:inventories/acme", "(memory)";
			owned by the source */
	bool shared; /* several threads may read it at once */
};

int stk_source_each(struct stk_source *source, const char *under, stk_source_each_fn each,
		    void *data, struct stk_err *err);
int stk_source_read(struct stk_source *source, const char *path, struct stk_str *out,
		    struct stk_err *err);
void stk_source_close(struct stk_source *source); /* NULL is fine */

/* A folder on disk. Fails if it is none. Subfolders are read through directory handles that follow
 * no links. */
struct stk_source *stk_source_folder(const char *path, struct stk_err *err);

/* Files in memory. `files` are copied. */
struct stk_memory_file {
	const char *path;
	const char *data;
	size_t len_bytes;
};
struct stk_source *stk_source_memory(const struct stk_memory_file *files, size_t count);

/* The files of `below`, which outlives it, with others over them: they take the place of those of
 * the same path; data NULL: the file is not there. `files` are copied. Several may lie over each
 * other. */
struct stk_source *stk_source_overlay(struct stk_source *below, const struct stk_memory_file *files,
				      size_t count);

/* The files embedded in the program whose names begin with `prefix` ("known/"); paths are given
 * without it. */
struct stk_source *stk_source_embedded(const char *prefix);

#endif
