/*
 * Commands: one per file, each one constant descriptor; table.c lists them.
 *
 * To add a command: write src/cmd/NAME.c with a `const struct stk_cmd stk_cmd_NAME`, name it in the
 * list below and in table.c, describe it in src/man/stocktake.1.scd, and add tests/cli/NAME.t. Its
 * help is made from the descriptor.
 *
 * A command's run() returns an exit status of DESIGN's list: 0, 1 findings, 2 usage or unreadable
 * files, 3 a check failed, 4 git or I/O, 130. Data goes to stdout, everything else to stderr.
 */
#ifndef CMD_CMD_H
#define CMD_CMD_H

#include <stdbool.h>
#include <stdio.h>

#include "stocktake/base/err.h"
#include "stocktake/base/str.h"
#include "stocktake/base/term.h"
#include "stocktake/base/when.h"

#define STK_MAX_OPTIONS 16

/* What was said before and beside the command: the options that go everywhere. */
struct stk_app {
	struct stk_clock clock;
	struct stk_terminal out, err; /* of stdout and stderr */
	const char *inventory;        /* -i; NULL: find it */
	const char *rev;              /* --rev; NULL: the folder */
	const char *format;           /* --format; "text" where it was not said */
	const char *lang;             /* --lang; NULL: the environment's, or the inventory's */
	bool accessible;              /* --accessible; out and err know it too */
	bool no_commit, dry_run;
	bool interactive; /* stdin and stderr are terminals */
};

struct stk_option {
	char letter;       /* 'o' for -o, or 0 */
	const char *name;  /* "from": --from */
	const char *value; /* "LIST.csv"; NULL: a switch; "LINKS...": may be given again
			      (stk_arg_each) */
	const char *about; /* one line, no full stop */
};

/* Which of the shared options a command heeds; the others it refuses. */
#define STK_TAKES_INVENTORY 1u  /* -i, and a stocktake inventory is looked for */
#define STK_TAKES_REV       2u  /* --rev */
#define STK_TAKES_COMMIT    4u  /* --no-commit */
#define STK_TAKES_DRY_RUN   8u  /* --dry-run */
#define STK_TAKES_GUIDE     16u /* --lang may name a language that only a guide has */
#define STK_TAKES_WRITING   (STK_TAKES_COMMIT | STK_TAKES_DRY_RUN)

struct stk_args;

struct stk_cmd {
	const char *name;
	const char *group; /* begin | collect | edit | look | judge | history | hand over | help */
	const char *usage; /* "[DIR]": what follows the name */
	const char *about; /* one line for the list of commands */
	const char *help;  /* paragraphs for --help, wrapped by the program; lines that begin with a
			      blank stay as they are */
	const char *formats; /* "text json": what --format takes; NULL: the option is refused */
	const struct stk_option *options;
	size_t option_count;
	unsigned takes;
	int min_words, max_words; /* arguments that are no options; max -1: any number */
	int (*run)(const struct stk_app *app, const struct stk_args *args);
};

/* An option that may be given again, as it was given. */
struct stk_given {
	const struct stk_option *option;
	const char *value;
};

struct stk_args {
	const struct stk_cmd *cmd;
	const char *values[STK_MAX_OPTIONS]; /* per option: its value, "" for a switch, NULL where
						it was not given */
	struct stk_given *given; /* those that may be given again, in the order of the line;
				     owned */
	size_t given_count, given_cap;
	int count;
	char **words;
};

extern const struct stk_cmd *const stk_commands[]; /* NULL-ended, in the order of help */
const struct stk_cmd *stk_command_find(const char *name);

/* The value of --name; NULL if it was not given. The name must be in the descriptor. */
const char *stk_arg(const struct stk_args *args, const char *name);
/* The values of --name in their order, one a call: *at begins at 0. NULL: no more. */
const char *stk_arg_each(const struct stk_args *args, const char *name, size_t *at);
/* Prints the error and returns its exit status. */
int stk_fail(const struct stk_err *err);
/* Tells the user on stderr, a line or more; what came from files or people is shown visibly. */
void stk_tell(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* Writes out to stdout; returns 0, or 4 with a message where that fails (a closed pipe ends the
 * program quietly). */
int stk_put(const struct stk_str *out);
/* From here on the program speaks the inventory's language (NULL: it has none), unless --lang says
 * otherwise: for what is asked of people. */
void stk_speak_as(const struct stk_app *app, const char *language);
/* True for --format json. */
bool stk_wants_json(const struct stk_app *app);

/* The whole program: parses argv, finds the command, runs it. */
int stk_cmd_main(int argc, char **argv);

/* options.c */
int stk_options_parse(struct stk_app *app, int argc, char **argv, struct stk_args *args,
		      struct stk_err *err, const char **today, const char **color);
/* help.c */
void stk_help_short(const struct stk_cmd *cmd, struct stk_str *out);
void stk_help_long(const struct stk_cmd *cmd, struct stk_str *out);
void stk_help_all(struct stk_str *out);

#endif
