/*
 * One line from a terminal, through libedit's native interface. Started only where a terminal is
 * asked.
 */
#ifndef INTERVIEW_KEYBOARD_H
#define INTERVIEW_KEYBOARD_H

#include <signal.h>
#include <stdbool.h>

#include "complete.h"
#include "stocktake/base/err.h"
#include "stocktake/base/str.h"

enum stk_line_read { STK_TYPED_LINE, STK_TYPED_END, STK_TYPED_INTERRUPT, STK_TYPED_FAILED };

struct stk_keyboard;
/* What the first bytes of the line may become. */
typedef void (*stk_offer_fn)(void *data, const char *line, size_t len_bytes,
			     struct stk_candidates *candidates);
/* Blocks SIGINT, SIGTSTP, SIGWINCH, SIGHUP and SIGTERM until it is freed: they come as events.
 * With `accessible`, as on TERM=dumb, the terminal itself edits the line: no escape sequences,
 * nothing is printed over, and a tab at the end of a line completes it. */
struct stk_keyboard *stk_keyboard_new(bool accessible, struct stk_err *err);
void stk_keyboard_free(struct stk_keyboard *keyboard);
/* Whom to ask at a Tab. */
void stk_keyboard_offer(struct stk_keyboard *keyboard, stk_offer_fn offer, void *data);
/* The signal mask from before, for a program that is started meanwhile. */
const sigset_t *stk_keyboard_signals(const struct stk_keyboard *keyboard);
/* Replaces `line` by what was typed, without the line end; pasted line ends are newlines in it. */
enum stk_line_read stk_keyboard_read(struct stk_keyboard *keyboard, const char *mark,
				     struct stk_str *line, struct stk_err *err);

#endif
