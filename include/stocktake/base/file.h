/*
 * Files: bounded reading that follows no symbolic link, and the paths of a folder.
 */
#ifndef STOCKTAKE_BASE_FILE_H
#define STOCKTAKE_BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/stat.h>

#include "stocktake/base/err.h"
#include "stocktake/base/str.h"

/* Reads `path` relative to `dirfd` (AT_FDCWD for the current folder) into `out` (replacing it,
 * memory reused). Only regular files; a symbolic link as last component, a FIFO or a device is
 * refused without opening it for blocking; more than max_bytes is refused. `info` (may be NULL)
 * gets the fstat of what was read. */
int stk_file_read(int dirfd, const char *path, size_t max_bytes, struct stk_str *out,
		  struct stat *info, struct stk_err *err);

/* Reads all of a stream (stdin) up to max_bytes. */
int stk_file_slurp(int fd, const char *name, size_t max_bytes, struct stk_str *out,
		   struct stk_err *err);

/* "a" + "b/c" -> "a/b/c" (caller frees); an absolute second path wins. */
char *stk_path_join(const char *folder, const char *path);

/* True if a relative path stays inside its folder: no "..", no empty or "." part, not absolute, no
 * control character. */
bool stk_path_is_inside(const char *path);

#endif
