/*
 * One line from a terminal, through libedit's native interface. Started only where a terminal is
 * asked.
 */
#ifndef INTERVIEW_KEYBOARD_H
#define INTERVIEW_KEYBOARD_H

#include <signal.h>
#include <stdbool.h>

#include "stocktake/base/err.h"
#include "stocktake/base/str.h"

enum stk_typed { STK_TYPED_LINE, STK_TYPED_END, STK_TYPED_INTERRUPT, STK_TYPED_FAILED };

struct stk_keyboard;
/* Blocks SIGINT, SIGTSTP, SIGWINCH, SIGHUP and SIGTERM until it is freed: they come as events. */
struct stk_keyboard *stk_keyboard_new(struct stk_err *err);
void stk_keyboard_free(struct stk_keyboard *keyboard);
/* The signal mask from before, for a program that is started meanwhile. */
const sigset_t *stk_keyboard_signals(const struct stk_keyboard *keyboard);
/* Replaces `line` by what was typed, without the line end; pasted line ends are newlines in it. */
enum stk_typed stk_keyboard_read(struct stk_keyboard *keyboard, const char *mark,
				 struct stk_str *line, struct stk_err *err);

#endif
