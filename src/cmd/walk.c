#include <stdlib.h>
#include <string.h>

#include "cmd.h"
#include "judge.h"
#include "look.h"
#include "open.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/tr.h"
#include "stocktake/history/repo.h"
#include "stocktake/interview/walk.h"
#include "stocktake/report/chain.h"

#define MAX_PROPOSED 10

static const struct stk_option options[] = {
	{0, "as", "STAKEHOLDER", "who is asked: a name or id, or workshops/ID for a room"},
	{0, "answers", "FILE", "take from FILE what would be typed, a line a prompt"},
	{0, "facilitator", "STAKEHOLDER", "who asks; else whoever has the git identity's e-mail"},
	{0, "minutes", "N", "ask no more than fits into N minutes"},
	{0, "by-room", NULL, "ask the latest workshop as a room"},
	{0, "guide", "NAME", "up, down, across, home or room, whatever the team"},
};

static int judge(void *data, struct stk_inventory *inventory, const struct stk_facts *facts,
		 struct stk_findings *findings, struct stk_err *err)
{
	(void)data;
	return stk_judge(inventory, facts, findings, err);
}

/* Nobody is there to answer: where the walk stands, whom to ask next, and why. */
static int show_next(const struct stk_app *app, struct stk_opened *opened)
{
	struct stk_facts facts;
	struct stk_findings findings;
	struct stk_str out = STK_STR_INIT;
	int status;

	stk_judge_facts(opened->inventory, &facts, &findings);
	stk_chain_render(&facts, MAX_PROPOSED, &app->out, &out);
	status = stk_put(&out);
	stk_str_release(&out);
	stk_facts_release(&facts);
	stk_findings_release(&findings);
	return status;
}

static const char *latest_workshop(const struct stk_inventory *inventory)
{
	const struct stk_entities *all = &inventory->kinds[STK_WORKSHOP];
	const char *latest = "", *id = NULL;

	for (uint32_t i = 0; i < all->count; i++) {
		const char *date = stk_text(inventory, all->items[i].node, STK_W_DATE);

		if (date && strcmp(date, latest) >= 0) {
			latest = date;
			id = stk_sym_text(&inventory->syms, all->items[i].id);
		}
	}
	return id;
}

/* Whoever sits at the keyboard asks. */
static char *own_email(const char *folder)
{
	struct stk_err ignored;
	bool found;
	struct stk_repo *repo = stk_repo_open(folder, &found, &ignored);
	char *email = repo ? stk_repo_email(repo) : NULL;

	stk_repo_close(repo);
	return email;
}

static int parse_minutes(const char *text, int *minutes, struct stk_err *err)
{
	char *end;
	long value = text ? strtol(text, &end, 10) : 0;

	if (text && (*end || end == text || value < 1 || value > 600)) {
		stk_err_set(err, STK_EUSAGE, "--minutes %s: a whole number from 1 to 600", text);
		return -1;
	}
	*minutes = (int)value;
	return 0;
}

static int walk(const struct stk_app *app, const struct stk_args *args, struct stk_opened *opened)
{
	struct stk_walk_options walk_options = {
		.as = stk_arg(args, "as"),
		.answers = stk_arg(args, "answers"),
		.facilitator = stk_arg(args, "facilitator"),
		.guide = stk_arg(args, "guide"),
		.language =
			app->lang && stk_tr_name(app->lang) ? stk_tr_name(app->lang) : app->lang,
		.no_commit = app->no_commit,
		.interactive = app->interactive,
		.term = app->err,
		.judge = judge,
	};
	struct stk_err err;
	char *room = NULL, *email;
	int status;

	if (parse_minutes(stk_arg(args, "minutes"), &walk_options.minutes, &err))
		return stk_fail(&err);
	if (stk_arg(args, "by-room")) {
		const char *id = latest_workshop(opened->inventory);

		if (!id || walk_options.as) {
			stk_err_set(&err, STK_EUSAGE,
				    id ? "--by-room and --as are two ways to say who is asked"
				       : "there is no workshop with a date");
			return stk_fail(&err);
		}
		walk_options.as = room = stk_xasprintf("workshops/%s", id);
	}
	if (!walk_options.as && !walk_options.answers && !app->interactive)
		return show_next(app, opened);
	email = own_email(opened->folder);
	walk_options.facilitator_email = email;
	status = stk_walk_run(opened->folder, opened->inventory, &walk_options, &err);
	if (status && status != STK_EINTERRUPT)
		stk_fail(&err);
	free(email);
	free(room);
	return status;
}

static int run_walk(const struct stk_app *app, const struct stk_args *args)
{
	struct stk_opened opened;
	struct stk_err err;
	int status;

	if (stk_open_writing(app, 0, &opened, &err))
		return stk_fail(&err);
	/* Nobody asks well of what cannot be read, but that is no reason to send people home. */
	status = stk_opened_complain(&opened);
	stk_speak_as(app, stk_text(opened.inventory, opened.inventory->root, STK_W_LANGUAGE));
	status = stk_worse(walk(app, args, &opened), status);
	stk_opened_release(&opened);
	return status;
}

const struct stk_cmd stk_cmd_walk = {
	.name = "walk",
	.group = "collect",
	.usage = "[--as STAKEHOLDER]",
	.about = "Interview somebody, or a room, about their data",
	.help = "Asks what the inventory does not know yet: one question across all of a person's "
		"tools, at "
		"most ten a person. Every answer is on disk before the next question; leaving, "
		"crashing or "
		"coming back next week loses nothing. Without --as it proposes whom to ask next.\n"
		"\n"
		"At any prompt Enter takes what stands in brackets and ? explains with an example. "
		":skip says "
		"that it is not known, :na that it does not apply, :ask NAME that somebody else "
		"knows; :back "
		"goes to the question before, :undo takes back the last answer, :note TEXT keeps a "
		"remark, "
		":edit opens your editor, :list shows what was said, :quit leaves. Tab completes "
		"names. Ctrl-C "
		"twice leaves with status 130.\n"
		"\n"
		"What is not understood is asked for once more (said again as it was, it is meant "
		"so), kept as it was said, in the notes and in the report, and raised once more at "
		"the end; so is somebody without a name (\"the CFO\").\n"
		"\n"
		"  1/9 What goes from where to where?\n"
		"      > hubspot <> sf l c 15m; on24 > hubspot l daily; events > hubspot l by hand "
		"mia\n",
	.options = options,
	.option_count = STK_COUNT(options),
	.takes = STK_TAKES_INVENTORY | STK_TAKES_COMMIT | STK_TAKES_GUIDE,
	.run = run_walk,
};
