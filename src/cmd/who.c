#include "look.h"
#include "stocktake/base/mem.h"
#include "stocktake/model/evidence.h"
#include "stocktake/report/who.h"

#define SHOWN_COMMITS 50

/* True if there is no such entity, and there never was. */
static bool is_unheard_of(const struct stk_opened *opened, const struct stk_looked *looked,
			  const struct stk_commit_lines *lines)
{
	struct stk_evidence *evidence;
	size_t said;

	if (looked->entity || lines->count || looked->kind == STK_TERM)
		return false;
	evidence = stk_evidence_new(opened->inventory);
	stk_evidence_at(evidence, looked->address, true, &said);
	stk_evidence_free(evidence);
	return said == 0;
}

static int run_who(const struct stk_app *app, const struct stk_args *args)
{
	struct stk_opened opened;
	struct stk_looked looked = {0};
	struct stk_commit_lines lines = {0};
	struct stk_str out = STK_STR_INIT;
	struct stk_err err;
	bool has_git;
	int status;

	if (stk_open(app, STK_LOAD_EVIDENCE, &opened, &err))
		return stk_fail(&err);
	if (stk_look(&opened, args->words[0], false, &looked, &err) ||
	    stk_look_commits(app, &opened, looked.file, SHOWN_COMMITS, &lines, &has_git, &err)) {
		status = stk_fail(&err);
	} else if (is_unheard_of(&opened, &looked, &lines)) {
		stk_err_set(&err, STK_EUSAGE, "nobody ever spoke of %s", looked.address);
		stk_err_hint(&err, "`stocktake list %s` shows what there is.",
			     stk_kinds[looked.kind].plural);
		status = stk_fail(&err);
	} else {
		struct stk_evidence *evidence = stk_evidence_new(opened.inventory);
		struct stk_who who = {.inventory = opened.inventory,
				      .evidence = evidence,
				      .address = looked.address,
				      .file = looked.file,
				      .commits = has_git ? &lines : NULL};

		stk_who_render(&who, stk_wants_json(app), &app->out, &out);
		stk_evidence_free(evidence);
		status = stk_look_finish(&opened, &out, 0);
	}
	stk_str_release(&out);
	stk_commit_lines_release(&lines);
	stk_looked_release(&looked);
	stk_opened_release(&opened);
	return status;
}

const struct stk_cmd stk_cmd_who = {
	.name = "who",
	.group = "look",
	.usage = "ADDRESS",
	.about = "Who said it, when, and who changed its file",
	.help = "The evidence at ADDRESS and below it, then the commits of the file that holds it. "
		"A "
		"name will do for a platform or a person.\n"
		"\n"
		"  stocktake who hubspot\n"
		"  stocktake who platforms/hubspot/integrations/salesforce\n",
	.formats = "text json",
	.takes = STK_TAKES_INVENTORY | STK_TAKES_REV,
	.min_words = 1,
	.max_words = 1,
	.run = run_who,
};
