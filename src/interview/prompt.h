/*
 * The prompter: the only place that reads a keyboard. A terminal through libedit, or a file of
 * answers.
 *
 * Prompts, echoes and messages go to stderr, for a file of answers as for a terminal, so that what
 * is seen is what would have been seen. While a prompter of a terminal lives, Ctrl-C, Ctrl-Z and
 * changes of size reach it as events, not as signals.
 */
#ifndef INTERVIEW_PROMPT_H
#define INTERVIEW_PROMPT_H

#include <stdbool.h>
#include <stddef.h>

#include "keyboard.h"
#include "stocktake/base/err.h"
#include "stocktake/base/str.h"
#include "stocktake/base/term.h"

enum stk_reply {
	STK_REPLY_TEXT,    /* something was said: in `text`, with newlines where several lines were
			      pasted */
	STK_REPLY_ENTER,   /* nothing: the default */
	STK_REPLY_EXPLAIN, /* ? */
	STK_REPLY_SKIP,    /* :skip */
	STK_REPLY_NA,      /* :na */
	STK_REPLY_ASK,     /* :ask NAME; the name in `text` */
	STK_REPLY_BACK,    /* :back */
	STK_REPLY_LIST,    /* :list */
	STK_REPLY_HELP,    /* :help */
	STK_REPLY_QUIT,    /* :quit, Ctrl-D, the end of the answers */
	STK_REPLY_UNDO,    /* :undo */
	STK_REPLY_NOTE,    /* :note TEXT; the text in `text` */
	STK_REPLY_EDIT,    /* :edit; comes to no caller: what is written there is TEXT */
	STK_REPLY_INTERRUPT, /* Ctrl-C, the second time */
	STK_REPLY_FAILED     /* err says why */
};

struct stk_prompt;

/* With `answers` the lines of that file are what is typed ("-": standard input); else stdin and
 * stderr must be terminals. NULL and err otherwise. */
struct stk_prompt *stk_prompt_new(const char *answers, bool interactive,
				  const struct stk_terminal *term, struct stk_err *err);
void stk_prompt_free(struct stk_prompt *prompt);

/* Whom to ask what a Tab may complete. */
void stk_prompt_offer(struct stk_prompt *prompt, stk_offer_fn offer, void *data);
/* The commands that may be typed (":skip"), one after the other; NULL after the last. */
const char *stk_prompt_command(size_t index);

/* Asks at the place called `address` (what @ADDRESS in a file of answers waits for; `also` is a
 * second name of it, or NULL). `mark` stands before what is typed. An unknown :word is said and
 * asked again here. */
enum stk_reply stk_prompt_ask(struct stk_prompt *prompt, const char *address, const char *also,
			      const char *mark, struct stk_str *text, struct stk_err *err);

/* The last line as it was typed, commands too: "" for Enter. */
const char *stk_prompt_last(const struct stk_prompt *prompt);
/* What :edit begins with: the last text that was answered to the question that stands. */
const char *stk_prompt_hand(const struct stk_prompt *prompt);
void stk_prompt_set_hand(struct stk_prompt *prompt, const char *text); /* NULL: nothing */

/* The last reply cannot be taken, and why. From a keyboard: said in a line, 0, ask again. From a
 * file: -1 and err with file and line. */
int stk_prompt_reject(struct stk_prompt *prompt, const char *why, struct stk_err *err);
/* Nothing is written before all is answered: so says a Ctrl-C. */
void stk_prompt_set_unsaved(struct stk_prompt *prompt);
/* The last line came right after a Ctrl-C: perhaps it was meant for the shell. */
bool stk_prompt_was_interrupted(const struct stk_prompt *prompt);
/* At the end: -1 and err where lines of the file are left over. */
int stk_prompt_finish(struct stk_prompt *prompt, struct stk_err *err);

/* Prints to stderr, made visible, wrapped to the terminal; `indent` blanks before lines after the
 * first. A newline ends it. What is said in STK_BOLD is the question that stands, for :edit. */
void stk_prompt_say(struct stk_prompt *prompt, enum stk_color color, size_t indent,
		    const char *format, ...) __attribute__((format(printf, 4, 5)));
/* Prints to stderr what was laid out already. */
void stk_prompt_put(struct stk_prompt *prompt, const char *text);
const struct stk_terminal *stk_prompt_term(const struct stk_prompt *prompt);

#endif
