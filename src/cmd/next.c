#include <stdlib.h>
#include <string.h>

#include "change.h"
#include "judge.h"
#include "look.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "stocktake/base/tr.h"
#include "stocktake/model/address.h"
#include "stocktake/report/steps.h"

#define MOST_NAMED 4

static const struct stk_option options[] = {
	{0, "who", "STAKEHOLDER", "only theirs, all of it"},
	{0, "done", "WORDS...", "a step is done: some words of it; may be given again"},
	{0, "by", "STAKEHOLDER", "with --done: who says so, kept as evidence"},
};

static bool says(const char *what, const char *words)
{
	struct stk_str all = STK_STR_INIT, part = STK_STR_INIT;
	bool found = stk_text_fold(&all, what, strlen(what)) &&
		     stk_text_fold(&part, words, strlen(words)) && strstr(all.data, part.data);

	stk_str_release(&all);
	stk_str_release(&part);
	return found;
}

/* Which of the open steps is meant: one that is called so, else the only one that has the words. */
static const struct stk_step_taken *meant(const struct stk_inventory *inventory,
					  const struct stk_step_taken *steps, size_t count,
					  const char *who, const char *words, struct stk_err *err)
{
	const struct stk_entity *person =
		who ? stk_inventory_find(inventory, STK_STAKEHOLDER, who) : NULL;
	const struct stk_step_taken *found = NULL;
	struct stk_str names = STK_STR_INIT;
	size_t matches = 0;

	for (size_t i = 0; i < count; i++) {
		bool exact = strcmp(steps[i].what, words) == 0;

		if (steps[i].done || !*words || !says(steps[i].what, words) ||
		    (person && !stk_step_is_of(inventory, &steps[i], person)))
			continue;
		if (matches++ < MOST_NAMED)
			stk_str_addf(&names, "%s\"%.120s\"", names.len ? ", " : "", steps[i].what);
		found = &steps[i];
		if (exact) {
			matches = 1;
			break;
		}
	}
	if (!matches) {
		stk_err_set(err, STK_EUSAGE, "no step that is open says \"%s\"", words);
		stk_err_hint(err, "`stocktake next` lists them.");
	} else if (matches > 1) {
		stk_err_set(err, STK_EUSAGE, "\"%s\" may be %zu steps: %s", words, matches,
			    names.data);
		stk_err_hint(err, "Say more of it, or whose it is with --who.");
	}
	stk_str_release(&names);
	return matches == 1 ? found : NULL;
}

static int mark_done(const struct stk_app *app, const struct stk_args *args,
		     struct stk_opened *opened, const char *who)
{
	struct stk_arena arena = STK_ARENA_INIT;
	struct stk_str address = STK_STR_INIT;
	struct stk_change changes[64];
	struct stk_err err;
	const char *words, *by;
	char *message = NULL;
	size_t count = 0, at = 0, step_count;
	struct stk_step_taken *steps = stk_steps_taken(opened->inventory, NULL, &step_count);
	int status = STK_EUSAGE;

	if (stk_change_voice(opened, stk_arg(args, "by"), &by, &err)) {
		stk_fail(&err);
		goto out;
	}
	while ((words = stk_arg_each(args, "done", &at))) {
		const struct stk_step_taken *step =
			meant(opened->inventory, steps, step_count, who, words, &err);

		if (step && count == STK_COUNT(changes))
			stk_err_set(&err, STK_EUSAGE, "at most %zu steps at once",
				    STK_COUNT(changes));
		if (!step || count == STK_COUNT(changes)) {
			stk_fail(&err);
			goto out;
		}
		stk_str_reset(&address);
		stk_entity_address(opened->inventory, STK_WORKSHOP, step->workshop, &address);
		stk_str_add(&address, "/next_steps");
		stk_address_add(&address, step->what);
		stk_str_add(&address, "/done");
		changes[count++] =
			(struct stk_change){.op = STK_CHANGE_SET,
					    .address = stk_arena_strdup(&arena, address.data),
					    .value = stk_value_text(&arena, "true"),
					    .on_conflict = STK_CONFLICT_REPLACE};
		if (!message)
			message = stk_xasprintf("Done: %s", step->what);
	}
	if (count > 1) {
		free(message);
		message = stk_xasprintf("Done: %zu steps", count);
	}
	status = stk_change_all(app, opened, by, changes, count, message);
out:
	free(message);
	free(steps);
	stk_str_release(&address);
	stk_arena_release(&arena);
	return status;
}

static int show(const struct stk_app *app, struct stk_opened *opened, const char *who)
{
	struct stk_findings findings;
	struct stk_facts facts;
	struct stk_str out = STK_STR_INIT;
	int status;

	stk_judge_facts(opened->inventory, &facts, &findings);
	stk_next_render(&facts, who, stk_wants_json(app), &app->out, &out);
	status = stk_look_finish(opened, &out, 0);
	stk_facts_release(&facts);
	stk_findings_release(&findings);
	stk_str_release(&out);
	return status;
}

static int run_next(const struct stk_app *app, const struct stk_args *args)
{
	struct stk_opened opened;
	struct stk_err err;
	bool done = args->given_count > 0;
	const char *who;
	int status;

	if (!done && (stk_arg(args, "by") || app->dry_run || app->no_commit)) {
		stk_err_set(&err, STK_EUSAGE,
			    "--by, --dry-run and --no-commit go with --done: nothing else is "
			    "written");
		return stk_fail(&err);
	}
	if (done && (app->rev || stk_wants_json(app))) {
		stk_err_set(&err, STK_EUSAGE, "--done goes with neither --rev nor --format json");
		return stk_fail(&err);
	}
	if (done ? stk_open_writing(app, 0, &opened, &err)
		 : stk_open(app, STK_LOAD_EVIDENCE, &opened, &err))
		return stk_fail(&err);
	if (stk_change_person(&opened, "who", stk_arg(args, "who"), &who, &err))
		status = stk_fail(&err);
	else
		status = done ? mark_done(app, args, &opened, who) : show(app, &opened, who);
	stk_opened_release(&opened);
	return status;
}

const struct stk_cmd stk_cmd_next = {
	.name = "next",
	.group = "look",
	.usage = "",
	.about = "What is to be done next: steps and questions, by person",
	.help = "Steps that workshops agreed on and that are not done, the earliest day first, and "
		"the questions that are open. A step is done with --done and some words of it; "
		"`set` changes the rest of it: its address is "
		"workshops/ID/next_steps/WHAT.\n"
		"\n"
		"  stocktake next\n"
		"  stocktake next --who ana\n"
		"  stocktake next --done 'heading row' --by mia\n",
	.formats = "text json",
	.options = options,
	.option_count = STK_COUNT(options),
	.takes = STK_TAKES_INVENTORY | STK_TAKES_REV | STK_TAKES_WRITING,
	.run = run_next,
};
