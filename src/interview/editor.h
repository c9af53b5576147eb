/*
 * An answer written in the editor that people are used to: $VISUAL, else $EDITOR, else the
 * system's.
 */
#ifndef INTERVIEW_EDITOR_H
#define INTERVIEW_EDITOR_H

#include <signal.h>

#include "stocktake/base/err.h"
#include "stocktake/base/str.h"

/* Opens a file of its own, removed afterwards, with `text` and below it the question as comments,
 * and replaces `text` by what is in it then. `signals` is the mask that the editor gets. -1 and err
 * where there is no editor or it failed; `text` is then as it was. */
int stk_editor_run(const char *question, const sigset_t *signals, struct stk_str *text,
		   struct stk_err *err);

/* What is left of a file without its comments (lines that begin with #) and without the empty lines
 * at both ends. */
void stk_editor_strip(const char *file, struct stk_str *text);

#endif
