/*
 * A file of answers: what would be typed, a line a prompt.
 *
 * An empty line is Enter, `#` at the beginning of a line a comment; `@ADDRESS = answer` waits for
 * that prompt, and those before it get Enter. From a named pipe a line is read when a prompt wants
 * it.
 */
#ifndef INTERVIEW_ANSWERS_H
#define INTERVIEW_ANSWERS_H

#include <stdbool.h>

#include "stocktake/base/err.h"
#include "stocktake/base/str.h"

struct stk_answers;
/* "-" is standard input. NULL and err if it cannot be read, or is not UTF-8. */
struct stk_answers *stk_answers_open(const char *path, struct stk_err *err);
void stk_answers_close(struct stk_answers *answers);
/* The line for a prompt that goes by `address` or `also` (may be NULL): false at the end. It is
 * empty where the next line waits for another prompt. */
bool stk_answers_next(struct stk_answers *answers, const char *address, const char *also,
		      struct stk_str *line);
/* Sets err for the line that was handed out last. */
int stk_answers_reject(const struct stk_answers *answers, const char *why, struct stk_err *err);
/* -1 and err if a line with something in it was never handed out. */
int stk_answers_finish(const struct stk_answers *answers, struct stk_err *err);

#endif
