#include <stdlib.h>
#include <string.h>

#include "judge.h"
#include "look.h"
#include "suppose.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/tr.h"
#include "stocktake/record/draft.h"
#include "stocktake/report/what_if.h"

#define MOST_NAMES 4

static const struct stk_option options[] = {
	{0, "retire", "PLATFORM...", "it is no longer used; may be given again"},
	{0, "add", "LINKS...", "what goes where, as in the interview; may be given again"},
	{0, "select", "EXPR", "findings of these checks only, as in `check`"},
};

static int suppose_all(const struct stk_args *args, struct stk_supposed *supposed,
		       struct stk_err *err)
{
	const char *value;
	size_t at = 0;

	while ((value = stk_arg_each(args, "retire", &at)))
		if (stk_suppose_retired(supposed, value, err))
			return -1;
	at = 0;
	while ((value = stk_arg_each(args, "add", &at)))
		if (stk_suppose_links(supposed, value, err))
			return -1;
	return 0;
}

/* The inventory as it would be: the changed files over those that are. *over is the case's. */
static int open_after(const struct stk_app *app, const struct stk_case *before,
		      const struct stk_supposed *supposed, const char *select,
		      struct stk_case *after, struct stk_err *err)
{
	struct stk_opened opened;
	struct stk_draft draft;
	struct stk_source *over;

	if (stk_draft_make(before->opened.inventory, supposed->changes, supposed->change_count,
			   &draft, err))
		return -1;
	over = stk_source_overlay(before->opened.source, draft.files, draft.count);
	stk_draft_release(&draft);
	if (stk_open_source(app, over, stk_case_loads(select), &opened, err))
		return -1;
	return stk_case_judge(&opened, before->opened.inventory, 0, select, after, err);
}

/* Metrics of which nobody knows, whatever is supposed. */
static void note_unknown(const struct stk_case *after, struct stk_supposed *supposed)
{
	const struct stk_metrics *metrics = after->facts.metrics;
	const struct stk_inventory *inventory = after->opened.inventory;
	struct stk_str names = STK_STR_INIT;
	uint32_t count = metrics->by_state[STK_UNKNOWN], said = 0;

	for (uint32_t i = 0; i < metrics->count && count <= MOST_NAMES; i++) {
		if (metrics->items[i].state != STK_UNKNOWN)
			continue;
		stk_str_addf(
			&names, "%s%s",
			said == 0           ? ""
			: said == count - 1 ? stk_t(" and ")
					    : stk_tc("list", ", "),
			stk_entity_shown(
				inventory,
				&inventory->kinds[STK_METRIC].items[metrics->items[i].entity]));
		said++;
	}
	if (count > MOST_NAMES)
		stk_str_addf(&names, stk_tn("%u metric", "%u metrics", count), count);
	if (count)
		stk_suppose_note(supposed,
				 "%s: not known until somebody is asked; `stocktake metrics` says "
				 "whom.",
				 names.data);
	stk_str_release(&names);
}

static void note_failed(const struct stk_case *it, struct stk_supposed *supposed)
{
	for (size_t i = 0; i < it->judged.checks->failure_count; i++)
		stk_suppose_note(supposed, "The check %s failed: %s.",
				 it->judged.checks->failures[i].check,
				 it->judged.checks->failures[i].reason);
}

static int show(const struct stk_app *app, struct stk_case *before, struct stk_case *after,
		struct stk_supposed *supposed)
{
	struct stk_what_if_page page = {.before = &before->facts, .after = &after->facts};
	struct stk_compared compared;
	struct stk_affected affected;
	struct stk_str out = STK_STR_INIT;
	int status;

	note_unknown(after, supposed);
	note_failed(before, supposed);
	note_failed(after, supposed);
	stk_compare(&before->judged.findings, &after->judged.findings, before->facts.metrics,
		    after->facts.metrics, &compared);
	stk_affected_gather(before->facts.graph, supposed->touched, supposed->touched_count,
			    &compared, &affected);
	STK_GROW(supposed->words, supposed->word_cap, supposed->word_count + 1);
	supposed->words[supposed->word_count] = NULL;
	STK_GROW(supposed->notes, supposed->note_cap, supposed->note_count + 1);
	supposed->notes[supposed->note_count] = NULL;
	page.compared = &compared;
	page.affected = &affected;
	page.changes = supposed->words;
	page.not_judged = supposed->notes;
	stk_what_if_render(&page, stk_wants_json(app), &app->out, &out);
	status = stk_worse(stk_put(&out), stk_opened_complain(&before->opened));
	if (before->judged.checks->failure_count || after->judged.checks->failure_count)
		status = stk_worse(status, STK_ECHECK);
	stk_str_release(&out);
	stk_affected_release(&affected);
	stk_compared_release(&compared);
	return status;
}

static int run_what_if(const struct stk_app *app, const struct stk_args *args)
{
	struct stk_case before, after;
	struct stk_supposed supposed;
	struct stk_err err;
	const char *select = stk_arg(args, "select");
	int status;

	if (!args->given_count) {
		stk_err_set(&err, STK_EUSAGE, "`what-if` needs something to suppose");
		stk_err_hint(&err,
			     "--retire hubspot, --add 'hubspot > power-bi l daily', or both.");
		return stk_fail(&err);
	}
	if (stk_case_open(app, 0, select, &before, &err))
		return stk_fail(&err);
	if (stk_suppose_init(&supposed, &before.opened, &err)) {
		stk_case_release(&before);
		return stk_fail(&err);
	}
	if (suppose_all(args, &supposed, &err) ||
	    open_after(app, &before, &supposed, select, &after, &err)) {
		status = stk_fail(&err);
	} else {
		status = show(app, &before, &after, &supposed);
		stk_case_release(&after);
	}
	stk_suppose_release(&supposed);
	stk_case_release(&before);
	return status;
}

const struct stk_cmd stk_cmd_what_if = {
	.name = "what-if",
	.group = "judge",
	.usage = "",
	.about = "What would come of a platform retired or a link added",
	.help = "Metrics, findings and people, before and after; nothing is written. LINKS are "
		"written as in the interview: names, an arrow (> < <>), what goes across (letters "
		"or words of groups, all), how often, how. A new link stands beside those that "
		"there are. A product that the catalogue knows may be named although the "
		"inventory does not have it.\n"
		"\n"
		"  stocktake what-if --retire platforms/hubspot\n"
		"  stocktake what-if --add 'hubspot > power-bi leads daily'\n"
		"  stocktake what-if --retire jira --add 'zendesk > sf tickets 1h; sf > power-bi "
		"all daily'\n",
	.formats = "text json",
	.options = options,
	.option_count = STK_COUNT(options),
	.takes = STK_TAKES_INVENTORY | STK_TAKES_REV,
	.run = run_what_if,
};
