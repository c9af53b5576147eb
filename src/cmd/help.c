#include <stdlib.h>
#include <string.h>

#include "cmd.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/plain.h"
#include "stocktake/base/text.h"
#include "stocktake/base/tr.h"

#define HELP_WIDTH_COLS 79
#define ABOUT_COL       26

static const char *const groups[][2] = {
	{"begin", STK_N("Begin")},         {"collect", STK_N("Collect")},
	{"edit", STK_N("Edit")},           {"look", STK_N("Look")},
	{"judge", STK_N("Judge")},         {"history", STK_N("History")},
	{"hand over", STK_N("Hand over")}, {"help", STK_N("Help")},
};

static void add_pair(struct stk_str *out, const char *left, const char *about)
{
	size_t width = stk_text_width_cols(left) + 2;

	stk_str_addf(out, "  %s", left);
	if (width + 2 > ABOUT_COL) {
		stk_str_addc(out, '\n');
		width = 0;
	}
	for (; width < ABOUT_COL; width++)
		stk_str_addc(out, ' ');
	stk_text_wrap(out, about, HELP_WIDTH_COLS, ABOUT_COL, ABOUT_COL);
	stk_str_addc(out, '\n');
}

static void add_option(struct stk_str *out, char letter, const char *name, const char *value,
		       const char *about)
{
	struct stk_str left = STK_STR_INIT;

	if (letter)
		stk_str_addf(&left, "-%c, ", letter);
	stk_str_addf(&left, "--%s%s%s", name, value ? " " : "", value ? value : "");
	add_pair(out, left.data, about);
	stk_str_release(&left);
}

static void add_shared(struct stk_str *out, const struct stk_cmd *cmd)
{
	if (cmd->takes & STK_TAKES_INVENTORY)
		add_option(out, 'i', "inventory", "INVENTORY",
			   stk_t("the inventory, by name or path"));
	if (cmd->takes & STK_TAKES_REV)
		add_option(out, 0, "rev", "REV",
			   stk_t("as it stands in a commit, without a checkout"));
	if (cmd->formats) {
		char *words = stk_xasprintf(stk_t("one of: %s"), cmd->formats);

		add_option(out, 0, "format", "FORMAT", words);
		free(words);
	}
	if (cmd->takes & STK_TAKES_COMMIT)
		add_option(out, 0, "no-commit", NULL, stk_t("write the files, commit nothing"));
	if (cmd->takes & STK_TAKES_DRY_RUN)
		add_option(out, 0, "dry-run", NULL,
			   stk_t("say what would be written, write nothing"));
}

void stk_help_short(const struct stk_cmd *cmd, struct stk_str *out)
{
	stk_str_addf(out, stk_t("usage: stocktake %s"), cmd->name);
	if (*cmd->usage)
		stk_str_addf(out, " %s", cmd->usage);
	stk_str_addf(out, stk_tc("sentence", "\n\n%s.\n"), stk_t(cmd->about));
	if (!cmd->option_count && !cmd->takes && !cmd->formats)
		return;
	stk_str_add(out, "\n");
	for (size_t i = 0; i < cmd->option_count; i++)
		add_option(out, cmd->options[i].letter, cmd->options[i].name, cmd->options[i].value,
			   stk_t(cmd->options[i].about));
	add_shared(out, cmd);
}

/* Paragraphs are wrapped; lines that begin with a blank (examples) stay as they are. */
static void add_paragraphs(struct stk_str *out, const char *text)
{
	while (*text) {
		size_t len = strcspn(text, "\n");
		char *line = stk_xstrndup(text, len);

		if (*line == ' ')
			stk_str_add(out, line);
		else
			stk_text_wrap(out, line, HELP_WIDTH_COLS, 0, 0);
		stk_str_addc(out, '\n');
		free(line);
		text += len + (text[len] == '\n');
	}
}

void stk_help_long(const struct stk_cmd *cmd, struct stk_str *out)
{
	stk_help_short(cmd, out);
	if (cmd->help) {
		stk_str_addc(out, '\n');
		add_paragraphs(out, stk_t(cmd->help));
	}
	stk_str_add(out, stk_t("\nEverywhere: -C DIR, --lang LANG, --today DATE, --color WHEN "
			       "(`stocktake help`).\n"));
}

void stk_help_all(struct stk_str *out)
{
	stk_str_add(out, stk_t("usage: stocktake [-C DIR] [-i INVENTORY] COMMAND\n\n"
			       "Find out where your organisation's data lives.\n"));
	for (size_t group = 0; group < STK_COUNT(groups); group++) {
		bool any = false;

		for (const struct stk_cmd *const *cmd = stk_commands; *cmd; cmd++) {
			if (strcmp((*cmd)->group, groups[group][0]) != 0)
				continue;
			if (!any)
				stk_str_addf(out, "\n%s\n", stk_t(groups[group][1]));
			any = true;
			add_pair(out, (*cmd)->name, stk_t((*cmd)->about));
		}
	}
	stk_str_add(out, stk_t("\nEverywhere\n"));
	add_option(out, 'C', "directory", "DIR", stk_t("work as if begun in DIR"));
	add_option(out, 'i', "inventory", "INVENTORY", stk_t("the inventory, by name or path"));
	add_option(out, 0, "today", "DATE",
		   stk_t("take this day for today (or SOURCE_DATE_EPOCH)"));
	add_option(out, 0, "color", "WHEN", stk_t("auto, always or never (NO_COLOR is heeded)"));
	add_option(out, 0, "accessible", NULL,
		   stk_t("plain lines for screen readers (or STOCKTAKE_ACCESSIBLE=1)"));
	add_option(out, 0, "lang", "LANG", stk_t("say everything in this language: en or zh_CN"));
	stk_str_add(
		out,
		stk_t("\n`stocktake COMMAND -h` is short, `stocktake help COMMAND` is long.\n"));
}

static int run_help(const struct stk_app *app, const struct stk_args *args)
{
	struct stk_str out = STK_STR_INIT;
	int status = 0;

	if (args->count) {
		const struct stk_cmd *cmd = stk_command_find(args->words[0]);

		if (cmd) {
			stk_help_long(cmd, &out);
		} else {
			struct stk_err err;

			stk_err_set(&err, STK_EUSAGE, "there is no command \"%s\"", args->words[0]);
			stk_err_hint(&err, "`stocktake help` lists the commands.");
			status = stk_fail(&err);
		}
	} else {
		stk_help_all(&out);
	}
	if (app->accessible)
		stk_plain_columns(&out, ": ");
	if (!status)
		status = stk_put(&out);
	stk_str_release(&out);
	return status;
}

const struct stk_cmd stk_cmd_help = {
	.name = "help",
	.group = "help",
	.usage = "[COMMAND]",
	.about = "List the commands, or explain one",
	.max_words = 1,
	.run = run_help,
};
