#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "change.h"
#include "judge.h"
#include "look.h"
#include "put_file.h"
#include "stocktake/base/file.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/tr.h"
#include "stocktake/history/repo.h"
#include "stocktake/model/chain.h"
#include "stocktake/sheets/template.h"

#define DAYS_TO_ANSWER 7

static const struct stk_option options[] = {
	{0, "for", "STAKEHOLDER", "whose workbook: a name or id"},
	{0, "all", NULL, "one for each stakeholder, into the folder of -o"},
	{'o', "output", "FILE", "FILE.xlsx, FILE.csv, or with --all a folder"},
	{0, "due", "DATE", "by when it is wanted; else the next workshop's day, or in a week"},
};

/* What all workbooks of one run are made from. */
struct making {
	const struct stk_app *app;
	struct stk_opened *opened;
	struct stk_facts facts;
	struct stk_findings findings;
	int32_t due;
	const char *to;
	struct stk_arena arena;
};

static int32_t next_workshop(const struct stk_inventory *inventory)
{
	const struct stk_entities *all = &inventory->kinds[STK_WORKSHOP];
	int32_t next = STK_DATE_NONE;

	for (uint32_t i = 0; i < all->count; i++) {
		const char *date = stk_text(inventory, all->items[i].node, STK_W_DATE);
		int32_t day = date ? stk_date_parse(date) : STK_DATE_NONE;

		if (day > inventory->clock.today && (next == STK_DATE_NONE || day < next))
			next = day;
	}
	return next;
}

/* Whoever runs it: by the git identity's e-mail a stakeholder, else that address. */
static const char *sender(struct making *making)
{
	const struct stk_inventory *inventory = making->opened->inventory;
	const struct stk_entities *all = &inventory->kinds[STK_STAKEHOLDER];
	struct stk_err ignored;
	bool found;
	struct stk_repo *repo = stk_repo_open(making->opened->folder, &found, &ignored);
	char *email = repo ? stk_repo_email(repo) : NULL;
	const char *to = email ? stk_arena_strdup(&making->arena, email) : NULL;

	for (uint32_t i = 0; i < all->count && email; i++) {
		const char *theirs = stk_text(inventory, all->items[i].node, STK_W_EMAIL);

		if (theirs && strcmp(theirs, email) == 0)
			to = stk_arena_printf(&making->arena, "%s (%s)",
					      stk_entity_name(inventory, &all->items[i]), email);
	}
	free(email);
	stk_repo_close(repo);
	return to;
}

static void making_init(struct making *making, int32_t due)
{
	struct stk_inventory *inventory = making->opened->inventory;

	stk_judge_facts(inventory, &making->facts, &making->findings);
	making->to = sender(making);
	making->due = due != STK_DATE_NONE ? due : next_workshop(inventory);
	if (making->due == STK_DATE_NONE)
		making->due = inventory->clock.today + DAYS_TO_ANSWER;
}

static void making_release(struct making *making)
{
	stk_facts_release(&making->facts);
	stk_findings_release(&making->findings);
	stk_arena_release(&making->arena);
}

static int make_one(struct making *making, const char *who, const char *path, struct stk_err *err)
{
	struct stk_template_options how = {.who = who,
					   .evidence = making->facts.evidence,
					   .questions = making->facts.questions,
					   .due = making->due,
					   .to = making->to};
	struct stk_inventory *inventory = making->opened->inventory;
	const char *name = stk_text(inventory, inventory->root, STK_W_NAME);
	struct stk_grid grid = {0};
	struct stk_str out = STK_STR_INIT;
	int failed = stk_template_make(inventory, &how, &grid, err);

	if (!failed && stk_ends(path, ".csv"))
		stk_grid_csv(stk_template_platforms(&grid), &out);
	else if (!failed)
		failed = stk_grid_xlsx(&grid, name ? name : "stocktake",
				       making->app->clock.now_seconds, &out, err);
	if (!failed && strcmp(path, "-") == 0)
		failed = stk_put(&out) ? stk_err_set(err, STK_EIO, "nothing could be written") : 0;
	else if (!failed)
		failed = stk_put_file(path, &out, err);
	stk_str_release(&out);
	stk_grid_release(&grid);
	return failed;
}

static int make_all(struct making *making, const char *folder, struct stk_err *err)
{
	const struct stk_inventory *inventory = making->opened->inventory;
	const struct stk_entities *all = &inventory->kinds[STK_STAKEHOLDER];
	int failed = 0;

	if (mkdir(folder, 0777) && errno != EEXIST)
		return stk_err_errno(err, errno, "cannot make the folder %s", folder);
	for (uint32_t i = 0; i < all->count && !failed; i++) {
		const char *id = stk_sym_text(&inventory->syms, all->items[i].id);
		char *file = stk_xasprintf("%s.xlsx", id), *path = stk_path_join(folder, file);

		failed = make_one(making, id, path, err);
		free(path);
		free(file);
	}
	if (!failed)
		stk_tell(stk_tn("%u workbook is in %s\n", "%u workbooks are in %s\n", all->count),
			 all->count, folder);
	return failed;
}

static int usage(const struct stk_args *args, const char *path, struct stk_err *err)
{
	if (stk_arg(args, "for") && stk_arg(args, "all"))
		return stk_err_set(err, STK_EUSAGE, "--for and --all are two ways to say for whom");
	if (!stk_arg(args, "all") && path && strcmp(path, "-") != 0 && !stk_ends(path, ".xlsx") &&
	    !stk_ends(path, ".csv"))
		return stk_err_set(err, STK_EUSAGE, "-o takes FILE.xlsx or FILE.csv, not \"%s\"",
				   path);
	if (stk_arg(args, "all") && path && (stk_ends(path, ".xlsx") || stk_ends(path, ".csv")))
		return stk_err_set(err, STK_EUSAGE, "with --all, -o takes a folder, not \"%s\"",
				   path);
	if (stk_arg(args, "due") && stk_date_parse(stk_arg(args, "due")) == STK_DATE_NONE)
		return stk_err_set(err, STK_EUSAGE,
				   "--due takes a date as in 2026-11-30, not \"%s\"",
				   stk_arg(args, "due"));
	return 0;
}

static int run_template(const struct stk_app *app, const struct stk_args *args)
{
	const char *path = stk_arg(args, "output"), *who = NULL, *due = stk_arg(args, "due");
	struct stk_opened opened;
	struct making making = {.app = app, .opened = &opened, .arena = STK_ARENA_INIT};
	struct stk_err err;
	int status, failed;

	if (usage(args, path, &err) || stk_open(app, STK_LOAD_EVIDENCE, &opened, &err))
		return stk_fail(&err);
	status = stk_opened_complain(&opened);
	failed = stk_change_voice(&opened, stk_arg(args, "for"), &who, &err);
	if (!failed) {
		char *own = stk_xasprintf("%s.xlsx", who ? who : "template");

		stk_speak_as(app,
			     stk_text(opened.inventory, opened.inventory->root, STK_W_LANGUAGE));
		making_init(&making, due ? stk_date_parse(due) : STK_DATE_NONE);
		if (stk_arg(args, "all")) {
			failed = make_all(&making, path ? path : ".", &err);
		} else {
			failed = make_one(&making, who, path ? path : own, &err);
			if (!failed && (!path || strcmp(path, "-") != 0))
				stk_tell("The workbook is in %s\n", path ? path : own);
		}
		making_release(&making);
		free(own);
	}
	if (failed)
		status = stk_worse(status, stk_fail(&err));
	stk_opened_release(&opened);
	return status;
}

const struct stk_cmd stk_cmd_template = {
	.name = "template",
	.group = "collect",
	.usage = "[--for STAKEHOLDER | --all]",
	.about = "Write the spreadsheet that a stakeholder fills in",
	.help = "A workbook with what is known already, to confirm or correct, room for more, and "
		"the open questions that are theirs; `import` reads it back, whatever people did "
		"with it. Without --for it is for anybody, with all platforms. A name that ends in "
		".csv gives the platforms alone, as CSV. The same inventory and day give the same "
		"bytes.\n"
		"\n"
		"  stocktake template --for ana -o ana.xlsx\n"
		"  stocktake template --all -o sheets --due 2026-12-12\n",
	.options = options,
	.option_count = STK_COUNT(options),
	.takes = STK_TAKES_INVENTORY | STK_TAKES_REV,
	.run = run_template,
};
