#include <stdlib.h>
#include <string.h>

#include "look.h"
#include "moving.h"
#include "stocktake/base/mem.h"

static const struct stk_option options[] = {
	{0, "by", "STAKEHOLDER", "who says that they are one: kept as evidence"},
};

/* Two entries of one kind, that are two. */
static int are_two(const struct stk_looked *goes, const struct stk_looked *stays,
		   struct stk_err *err)
{
	if (goes->kind != stays->kind) {
		stk_err_set(err, STK_EUSAGE, "%s is a %s and %s a %s", goes->address,
			    stk_kinds[goes->kind].name, stays->address,
			    stk_kinds[stays->kind].name);
		stk_err_hint(err, "Only two of a kind can be one.");
	} else if (goes->kind != STK_PLATFORM && goes->kind != STK_STAKEHOLDER &&
		   goes->kind != STK_METRIC) {
		stk_err_set(err, STK_EUSAGE, "%s cannot be folded into another", goes->address);
		stk_err_hint(err, "Platforms, stakeholders and metrics can.");
	} else if (!goes->entity || !stays->entity || strchr(strchr(goes->address, '/') + 1, '/') ||
		   strchr(strchr(stays->address, '/') + 1, '/')) {
		stk_err_set(err, STK_EUSAGE, "`fold` takes two whole entries");
		stk_err_hint(err, "platforms/hubspot, for one, or its name.");
	} else if (goes->entity == stays->entity) {
		stk_err_set(err, STK_EUSAGE, "%s is one already", goes->address);
	} else {
		return 0;
	}
	return -1;
}

static int fold(const struct stk_app *app, struct stk_opened *opened, const struct stk_looked *goes,
		const struct stk_looked *stays, const char *by)
{
	const struct stk_syms *syms = &opened->inventory->syms;
	struct stk_moving moving = {.move = {.what = STK_MOVE_ENTITY,
					     .kind = goes->kind,
					     .from = stk_sym_text(syms, goes->entity->id),
					     .to = stk_sym_text(syms, stays->entity->id)},
				    .fold = true};
	char *message = stk_xasprintf("Fold %s into %s", goes->address, stays->address);
	int status = stk_move_all(app, opened, &moving, by, message, goes->file, stays->file);

	free(message);
	return status;
}

static int run_fold(const struct stk_app *app, const struct stk_args *args)
{
	struct stk_opened opened;
	struct stk_looked goes = {0}, stays = {0};
	struct stk_err err;
	const char *by;
	int status;

	if (stk_open_writing(app, 0, &opened, &err))
		return stk_fail(&err);
	if (stk_look(&opened, args->words[0], true, &goes, &err) ||
	    stk_look(&opened, args->words[1], true, &stays, &err) || are_two(&goes, &stays, &err) ||
	    stk_change_voice(&opened, stk_arg(args, "by"), &by, &err))
		status = stk_fail(&err);
	else
		status = fold(app, &opened, &goes, &stays, by);
	stk_looked_release(&goes);
	stk_looked_release(&stays);
	stk_opened_release(&opened);
	return status;
}

const struct stk_cmd stk_cmd_fold = {
	.name = "fold",
	.group = "edit",
	.usage = "A B",
	.about = "Make one of two entries that are the same thing",
	.help = "A's file goes, and what it said goes to B: its names become other names of B, "
		"lists are united, holes filled; a value that contradicts B's becomes a dispute. "
		"Fields and integrations are united by name, comments are kept, links between the "
		"two are dropped and named. Everything that spoke of A speaks of B from then on: "
		"integrations, people, workshops, terms, disputes, waivers, evidence. Two "
		"instances of one product are two, and stay so.\n"
		"\n"
		"  stocktake fold hubspot-crm hubspot --dry-run\n"
		"  stocktake fold stakeholders/ana-r stakeholders/ana-ruiz --by li\n",
	.options = options,
	.option_count = STK_COUNT(options),
	.takes = STK_TAKES_INVENTORY | STK_TAKES_WRITING,
	.min_words = 2,
	.max_words = 2,
	.run = run_fold,
};
