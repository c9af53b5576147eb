#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "cmd.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/tr.h"

/* The options that go everywhere, before the command and after it. */
enum shared {
	SHARED_DIR,
	SHARED_INVENTORY,
	SHARED_REV,
	SHARED_FORMAT,
	SHARED_TODAY,
	SHARED_COLOR,
	SHARED_LANG,
	SHARED_ACCESSIBLE,
	SHARED_NO_COMMIT,
	SHARED_DRY_RUN
};

static const struct {
	struct stk_option option;
	unsigned takes; /* 0: every command heeds it */
} shared_options[] = {
	[SHARED_DIR] = {{'C', "directory", "DIR", NULL}, 0},
	[SHARED_INVENTORY] = {{'i', "inventory", "INVENTORY", NULL}, STK_TAKES_INVENTORY},
	[SHARED_REV] = {{0, "rev", "REV", NULL}, STK_TAKES_REV},
	[SHARED_FORMAT] = {{0, "format", "FORMAT", NULL}, 0},
	[SHARED_TODAY] = {{0, "today", "DATE", NULL}, 0},
	[SHARED_COLOR] = {{0, "color", "WHEN", NULL}, 0},
	[SHARED_LANG] = {{0, "lang", "LANG", NULL}, 0},
	[SHARED_ACCESSIBLE] = {{0, "accessible", NULL, NULL}, 0},
	[SHARED_NO_COMMIT] = {{0, "no-commit", NULL, NULL}, STK_TAKES_COMMIT},
	[SHARED_DRY_RUN] = {{0, "dry-run", NULL, NULL}, STK_TAKES_DRY_RUN},
};

struct parse {
	struct stk_app *app;
	struct stk_args *args;
	const char **today, **color;
	bool given[STK_COUNT(shared_options)];
	int at, argc;
	char **argv;
};

static bool is_option(const struct stk_option *option, const char *word, size_t len, bool is_long)
{
	if (is_long)
		return strlen(option->name) == len && strncmp(option->name, word, len) == 0;
	return option->letter && option->letter == *word;
}

/* The option's value: what follows =, the rest of a short option's word, or the next word. */
static int take_value(struct parse *parse, const struct stk_option *option, const char *rest,
		      const char **value, struct stk_err *err)
{
	if (!option->value) {
		if (rest)
			return stk_err_set(err, STK_EUSAGE, "--%s takes no value", option->name);
		*value = "";
		return 0;
	}
	if (rest) {
		*value = rest;
		return 0;
	}
	if (parse->at + 1 >= parse->argc)
		return stk_err_set(err, STK_EUSAGE, "--%s needs a value: --%s %s", option->name,
				   option->name, option->value);
	*value = parse->argv[++parse->at];
	return 0;
}

static int format_is_known(const char *formats, const char *format)
{
	size_t len = strlen(format);

	for (const char *word = formats; word && *word;
	     word += strcspn(word, " "), word += *word == ' ')
		if (strcspn(word, " ") == len && strncmp(word, format, len) == 0)
			return 1;
	return 0;
}

static int set_shared(struct parse *parse, enum shared which, const char *value,
		      struct stk_err *err)
{
	struct stk_app *app = parse->app;

	parse->given[which] = true;
	switch (which) {
	case SHARED_DIR:
		if (chdir(value))
			return stk_err_errno(err, errno, "cannot go to the folder %s", value);
		break;
	case SHARED_INVENTORY: app->inventory = value; break;
	case SHARED_REV: app->rev = value; break;
	case SHARED_FORMAT: app->format = value; break;
	case SHARED_TODAY: *parse->today = value; break;
	case SHARED_COLOR: *parse->color = value; break;
	case SHARED_LANG: app->lang = value; break;
	case SHARED_ACCESSIBLE: app->accessible = true; break;
	case SHARED_NO_COMMIT: app->no_commit = true; break;
	case SHARED_DRY_RUN: app->dry_run = true; break;
	}
	return 0;
}

static int one_option(struct parse *parse, const char *word, struct stk_err *err)
{
	bool is_long = word[1] == '-';
	const char *name = word + 1 + is_long;
	size_t len = is_long ? strcspn(name, "=") : 1;
	const char *rest =
		is_long ? (name[len] ? name + len + 1 : NULL) : (name[1] ? name + 1 : NULL);
	const struct stk_cmd *cmd = parse->args->cmd;
	const char *value;

	for (size_t i = 0; cmd && i < cmd->option_count; i++)
		if (is_option(&cmd->options[i], name, len, is_long)) {
			if (take_value(parse, &cmd->options[i], rest, &value, err))
				return -1;
			parse->args->values[i] = value;
			if (!cmd->options[i].value || !stk_ends(cmd->options[i].value, "..."))
				return 0;
			STK_GROW(parse->args->given, parse->args->given_cap,
				 parse->args->given_count + 1);
			parse->args->given[parse->args->given_count++] =
				(struct stk_given){&cmd->options[i], value};
			return 0;
		}
	for (size_t i = 0; i < STK_COUNT(shared_options); i++)
		if (is_option(&shared_options[i].option, name, len, is_long)) {
			if (take_value(parse, &shared_options[i].option, rest, &value, err))
				return -1;
			return set_shared(parse, (enum shared)i, value, err);
		}
	stk_err_set(err, STK_EUSAGE, "there is no option %.*s", (int)(len + 1 + is_long), word);
	stk_err_hint(err, "`stocktake %s%s-h` lists them.", cmd ? cmd->name : "", cmd ? " " : "");
	return -1;
}

static int unknown_language(const char *lang, struct stk_err *err)
{
	struct stk_str names = STK_STR_INIT;

	stk_tr_names(&names);
	stk_err_set(err, STK_EUSAGE, "--lang %s: the program does not speak this language", lang);
	stk_err_hint(err, "It speaks: %s.", names.data);
	stk_str_release(&names);
	return -1;
}

/* Options that the command would not heed are refused: none is parsed and ignored. */
static int heeded(const struct parse *parse, struct stk_err *err)
{
	const struct stk_cmd *cmd = parse->args->cmd;

	for (size_t i = 0; i < STK_COUNT(shared_options); i++)
		if (parse->given[i] && shared_options[i].takes &&
		    !(cmd->takes & shared_options[i].takes))
			return stk_err_set(err, STK_EUSAGE, "`%s` has no use for --%s", cmd->name,
					   shared_options[i].option.name);
	if (parse->app->lang && !stk_tr_has(parse->app->lang) && !(cmd->takes & STK_TAKES_GUIDE))
		return unknown_language(parse->app->lang, err);
	if (parse->given[SHARED_FORMAT] && !format_is_known(cmd->formats, parse->app->format)) {
		if (!cmd->formats)
			return stk_err_set(err, STK_EUSAGE, "`%s` has no use for --format",
					   cmd->name);
		stk_err_set(err, STK_EUSAGE, "--format %s: `%s` has no such format",
			    parse->app->format, cmd->name);
		stk_err_hint(err, "It takes: %s.", cmd->formats);
		return -1;
	}
	if (parse->args->count < cmd->min_words ||
	    (cmd->max_words >= 0 && parse->args->count > cmd->max_words)) {
		stk_err_set(err, STK_EUSAGE,
			    parse->args->count < cmd->min_words ? "`%s` needs more words"
								: "`%s` takes fewer words",
			    cmd->name);
		stk_err_hint(err, "usage: stocktake %s %s", cmd->name, cmd->usage);
		return -1;
	}
	return 0;
}

static bool asks_for_help(const char *word)
{
	return strcmp(word, "-h") == 0 || strcmp(word, "--help") == 0;
}

/* True if the words are alike but for two letters next to each other. */
static bool is_slip(const char *a, const char *b)
{
	size_t a_len = strlen(a), b_len = strlen(b), head = 0, tail = 0;

	while (head < a_len && head < b_len && a[head] == b[head])
		head++;
	while (tail < a_len - head && tail < b_len - head &&
	       a[a_len - tail - 1] == b[b_len - tail - 1])
		tail++;
	return head + tail >= 2 && a_len - head - tail <= 2 && b_len - head - tail <= 2;
}

static const struct stk_cmd *near_command(const char *word)
{
	for (const struct stk_cmd *const *cmd = stk_commands; *cmd; cmd++)
		if (is_slip(word, (*cmd)->name))
			return *cmd;
	return NULL;
}

int stk_options_parse(struct stk_app *app, int argc, char **argv, struct stk_args *args,
		      struct stk_err *err, const char **today, const char **color)
{
	struct parse parse = {.app = app,
			      .args = args,
			      .today = today,
			      .color = color,
			      .argc = argc,
			      .argv = argv,
			      .at = 1};
	bool only_words = false;

	args->words = argv; /* compacted in place: words never outrun what was read */
	for (; parse.at < argc; parse.at++) {
		char *word = argv[parse.at];

		if (!only_words && strcmp(word, "--") == 0) {
			only_words = true;
		} else if (!only_words && asks_for_help(word)) {
			return 1 + (word[1] == '-'); /* 1: short, 2: long */
		} else if (!only_words && word[0] == '-' && word[1]) {
			if (one_option(&parse, word, err))
				return -1;
		} else if (!args->cmd) {
			args->cmd = stk_command_find(word);
			if (!args->cmd) {
				const struct stk_cmd *near = near_command(word);

				stk_err_set(err, STK_EUSAGE, "there is no command \"%s\"", word);
				if (near)
					stk_err_hint(err, "Did you mean `stocktake %s`?",
						     near->name);
				else
					stk_err_hint(err, "`stocktake help` lists the commands.");
				return -1;
			}
		} else {
			args->words[args->count++] = word;
		}
	}
	if (args->cmd)
		return heeded(&parse, err);
	return app->lang && !stk_tr_has(app->lang) ? unknown_language(app->lang, err) : 0;
}
