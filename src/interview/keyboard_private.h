/*
 * What the two ways to read a line share: libedit's, and the terminal's own (TERM=dumb,
 * --accessible).
 */
#ifndef INTERVIEW_KEYBOARD_PRIVATE_H
#define INTERVIEW_KEYBOARD_PRIVATE_H

#include <histedit.h>
#include <signal.h>
#include <stdio.h>

#include "keyboard.h"

struct stk_keyboard {
	EditLine *editor; /* NULL: plain */
	History *history;
	FILE *out;
	sigset_t before;
	int signals; /* signalfd */
	char *mark;
	bool interrupted, brackets;
	stk_offer_fn offer;
	void *offer_data;
};

enum stk_key { STK_KEY_BYTE, STK_KEY_INTERRUPT, STK_KEY_RESUMED, STK_KEY_GONE };
/* The next byte of the keyboard, or what came instead. */
enum stk_key stk_keyboard_byte(struct stk_keyboard *keyboard, unsigned char *byte);
/* True if more has been typed or pasted already. */
bool stk_keyboard_has_more(void);

/* keyboard_tab.c */
unsigned char stk_keyboard_tab(EditLine *editor, int key);
/* The candidates, on lines of their own: side by side where in_columns. */
void stk_keyboard_list(FILE *out, const struct stk_candidates *candidates, size_t width_cols);

/* keyboard_plain.c: as stk_keyboard_read. Backspace and the like are the terminal's. */
enum stk_line_read stk_keyboard_read_plain(struct stk_keyboard *keyboard, struct stk_str *line,
					   struct stk_err *err);

#endif
