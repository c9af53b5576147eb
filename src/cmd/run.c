#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cmd.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/plain.h"
#include "stocktake/base/tr.h"

const char *stk_arg(const struct stk_args *args, const char *name)
{
	for (size_t i = 0; i < args->cmd->option_count; i++)
		if (strcmp(args->cmd->options[i].name, name) == 0)
			return args->values[i];
	abort(); /* an option that the descriptor does not have: a mistake in the command */
}

const char *stk_arg_each(const struct stk_args *args, const char *name, size_t *at)
{
	while (*at < args->given_count) {
		const struct stk_given *given = &args->given[(*at)++];

		if (strcmp(given->option->name, name) == 0)
			return given->value;
	}
	return NULL;
}

bool stk_wants_json(const struct stk_app *app)
{
	return strcmp(app->format, "json") == 0;
}

static int say_help(const struct stk_app *app, const struct stk_cmd *cmd, bool is_long)
{
	struct stk_str out = STK_STR_INIT;
	int status;

	if (!cmd)
		stk_help_all(&out);
	else if (is_long)
		stk_help_long(cmd, &out);
	else
		stk_help_short(cmd, &out);
	if (app->accessible)
		stk_plain_columns(&out, ": ");
	status = stk_put(&out);
	stk_str_release(&out);
	return status;
}

/* Standard descriptors that are closed would be given to the next file that is opened. */
static void plug_descriptors(void)
{
	for (int fd = 0; fd <= 2; fd++)
		if (write(fd, "", 0) < 0 && errno == EBADF && dup(fd ? 1 : 0) < 0)
			continue;
}

/* Before anything can be said: the environment's language, or that of --lang wherever it stands. */
static void choose_language(int argc, char **argv)
{
	const char *lang = stk_tr_env();

	for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++)
		if (stk_starts(argv[i], "--lang="))
			lang = argv[i] + strlen("--lang=");
		else if (strcmp(argv[i], "--lang") == 0 && i + 1 < argc)
			lang = argv[i + 1];
	stk_tr_speak(lang);
}

/* What programs read is English in every word, so that it is the same everywhere. */
static bool is_for_machines(const char *format)
{
	static const char *const formats[] = {"json", "sarif", "junit"};

	for (size_t i = 0; i < STK_COUNT(formats); i++)
		if (strcmp(format, formats[i]) == 0)
			return true;
	return false;
}

void stk_speak_as(const struct stk_app *app, const char *language)
{
	if (!app->lang && language && !is_for_machines(app->format))
		stk_tr_speak(language);
}

static int run(int argc, char **argv, struct stk_args *args)
{
	const char *accessible = getenv("STOCKTAKE_ACCESSIBLE");
	struct stk_app app = {.format = "text", .accessible = accessible && *accessible};
	struct stk_err err = {0};
	const char *today = NULL, *color = NULL;
	int parsed = stk_options_parse(&app, argc, argv, args, &err, &today, &color);

	if (parsed < 0)
		return stk_fail(&err);
	if (parsed > 0)
		return say_help(&app, args->cmd, parsed == 2);
	if (!args->cmd) {
		say_help(&app, NULL, false);
		return STK_EUSAGE;
	}
	if (stk_clock_init(&app.clock, today, &err))
		return stk_fail(&err);
	if (!stk_term_init(&app.out, color, STDOUT_FILENO) ||
	    !stk_term_init(&app.err, color, STDERR_FILENO)) {
		stk_err_set(&err, STK_EUSAGE, "--color takes auto, always or never, not \"%s\"",
			    color);
		return stk_fail(&err);
	}
	app.out.accessible = app.err.accessible = app.accessible;
	app.interactive = isatty(STDIN_FILENO) && isatty(STDERR_FILENO);
	if (is_for_machines(app.format))
		stk_tr_speak(NULL);
	return args->cmd->run(&app, args);
}

int stk_cmd_main(int argc, char **argv)
{
	struct stk_args args = {0};
	int status;

	plug_descriptors();
	choose_language(argc, argv);
	signal(SIGPIPE,
	       SIG_DFL); /* a closed pipe ends us quietly, also where a parent ignores it */
	status = run(argc, argv, &args);
	stk_tr_speak(NULL);
	free(args.given);
	return status;
}
