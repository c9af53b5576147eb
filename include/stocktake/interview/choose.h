/*
 * Single questions of commands that are no interview: which of these, or a few words.
 *
 * Asked on a terminal, or answered from a file as the interview is (DESIGN's --answers).
 */
#ifndef STOCKTAKE_INTERVIEW_CHOOSE_H
#define STOCKTAKE_INTERVIEW_CHOOSE_H

#include <stdbool.h>
#include <stddef.h>

#include "stocktake/base/err.h"
#include "stocktake/base/str.h"
#include "stocktake/base/term.h"

struct stk_chooser;

#define STK_CHOOSE_NONE   (-1) /* "0": none of them */
#define STK_CHOOSE_UNSURE (-2) /* Enter, :skip, :quit: left open */
#define STK_CHOOSE_FAILED (-3) /* err says why; Ctrl-C too, with STK_EINTERRUPT */

/* What is answered is written only when all is asked: a Ctrl-C says so, a second one leaves. NULL
 * and err where there is neither a terminal nor a file of answers. */
struct stk_chooser *stk_chooser_new(const char *answers, bool interactive,
				    const struct stk_terminal *term, struct stk_err *err);
void stk_chooser_free(struct stk_chooser *chooser);
/* Shows the question and the numbered choices; `none` is what 0 means (NULL: there is no 0). Takes
 * a number or a choice's words, as many as tell it from the others. `address` is what @ADDRESS in a
 * file of answers waits for.
 */
int stk_chooser_choose(struct stk_chooser *chooser, const char *address, const char *question,
		       const char *const *choices, size_t count, const char *none,
		       struct stk_err *err);
/* A line of text; "" for Enter. -1 and err as above. */
int stk_chooser_line(struct stk_chooser *chooser, const char *address, const char *question,
		     struct stk_str *out, struct stk_err *err);
/* -1 and err where lines of the file of answers are left over. */
int stk_chooser_finish(struct stk_chooser *chooser, struct stk_err *err);

#endif
