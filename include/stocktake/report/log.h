/*
 * Commits as a page or as JSON. The history room finds them; a command hands them over.
 */
#ifndef STOCKTAKE_REPORT_LOG_H
#define STOCKTAKE_REPORT_LOG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "stocktake/base/arena.h"
#include "stocktake/base/str.h"
#include "stocktake/base/term.h"

struct stk_commit_line {
	const char *id, *who, *email, *subject;
	int64_t time_seconds;
	const char **paths; /* changed, relative to the inventory */
	size_t path_count;
};

/* A list that owns its texts. */
struct stk_commit_lines {
	struct stk_arena arena;
	struct stk_commit_line *items; /* newest first */
	size_t count, cap;
	bool more; /* there are older ones that were left out */
};

void stk_commit_lines_release(struct stk_commit_lines *lines);
/* Adds a copy; paths end with NULL. */
void stk_commit_lines_add(struct stk_commit_lines *lines, const struct stk_commit_line *line,
			  const char *const *paths);

/* A line each: date, who, subject. JSON: {"commits": [{"id", "date", "who", "email", "subject",
 * "paths"}]}. */
void stk_log_render(const struct stk_commit_lines *lines, bool json,
		    const struct stk_terminal *term, struct stk_str *out);

#endif
