/* What follows from what is left open, as people say it to one another. */
#include <string.h>

#include "bundle.h"
#include "metrics.h"
#include "names.h"
#include "stocktake/base/text.h"
#include "stocktake/base/tr.h"
#include "stocktake/model/address.h"
#include "stocktake/report/steps.h"

#define MAX_SUBJECTS 6 /* platforms that are named; of more the number is said */

static void add_subjects(const struct stk_inventory *inventory, const struct stk_task *task,
			 const char *between, struct stk_str *out)
{
	size_t shown = task->count > MAX_SUBJECTS ? MAX_SUBJECTS - 1 : task->count;

	for (size_t i = 0; i < shown; i++) {
		stk_str_add(out, i ? between : "");
		stk_name_subject(inventory, task->addresses[i], out);
	}
	if (shown < task->count)
		stk_str_addf(out, stk_t(" and %zu more"), task->count - shown);
}

static void add_people(const struct stk_inventory *inventory, const struct stk_task *task,
		       struct stk_str *out)
{
	for (size_t i = 0; i < task->count; i++)
		stk_str_addf(out, "%s%s", i ? stk_tc("list", ", ") : "",
			     stk_name_of(inventory, STK_STAKEHOLDER, task->addresses[i]));
}

static void add_chain(const struct stk_inventory *inventory, const struct stk_task *task,
		      struct stk_str *out)
{
	const struct stk_node *team = stk_team_find(inventory, task->group);
	const char *name = team ? stk_text(inventory, team, STK_W_NAME) : NULL;

	if (!team) { /* whose team nobody knows: by their name, so that no two are alike */
		stk_str_addf(out,
			     stk_t("%s: ask up and down in your own team which tools and sheets "
				   "they keep, and send back the filled-in template"),
			     stk_name_of(inventory, STK_STAKEHOLDER, task->group));
		return;
	}
	stk_str_addf(out,
		     stk_t("Ask up and down in your own team (%s) which tools and sheets people "
			   "keep, and send back "
			   "the filled-in template"),
		     name ? name : task->group);
}

static void add_task(const struct stk_facts *facts, const struct stk_task *task,
		     struct stk_str *out)
{
	const struct stk_inventory *inventory = facts->inventory;
	struct stk_str subjects = STK_STR_INIT;
	struct stk_unlock_step step;

	switch (task->kind) {
	case STK_TASK_ANSWER:
	case STK_TASK_FIND:
		add_subjects(inventory, task, stk_tc("list", ", "), &subjects);
		if (task->kind == STK_TASK_ANSWER)
			stk_str_addf(out, stk_t("%s: %s"), subjects.data, stk_t(task->ask));
		else
			stk_str_addf(out, stk_t("Find out who can say of %s: %s"), subjects.data,
				     stk_t(task->ask));
		break;
	case STK_TASK_HEADINGS:
		add_subjects(inventory, task, stk_tc("list", ", "), &subjects);
		stk_str_addf(out, stk_t("Send the heading row of %s: row 1 only, nobody's data"),
			     subjects.data);
		break;
	case STK_TASK_SENDER:
		add_subjects(inventory, task, stk_tc("list", ", "), &subjects);
		stk_str_addf(out, stk_t("Find out who can send the heading row of %s"),
			     subjects.data);
		break;
	case STK_TASK_REST:
		stk_str_addf(out, stk_t("A short interview with %s: what is still open"),
			     task->who_count ? stk_name_of(inventory, STK_STAKEHOLDER, task->who[0])
					     : "?");
		break;
	case STK_TASK_SETTLE:
		stk_name_contested(inventory, task->addresses[0], &subjects);
		stk_str_addf(out, stk_t("Settle what people say differently: %s"), subjects.data);
		break;
	case STK_TASK_RECORD:
		add_subjects(inventory, task, stk_t(" or "), &subjects);
		stk_str_addf(out, stk_t("Decide which one counts for %s: %s"),
			     stk_word_shown(task->group), subjects.data);
		break;
	case STK_TASK_CONNECT:
		if (stk_unlock_step(facts, task->unlock, &step)) {
			stk_unlock_words(facts, &step, &subjects);
			stk_str_addf(out,
				     stk_tn("%s: %u more number", "%s: %u more numbers",
					    step.metric_count),
				     subjects.data, step.metric_count);
		}
		break;
	case STK_TASK_ASK:
		add_people(inventory, task, &subjects);
		stk_str_addf(out, stk_t("Ask those who were named and have not answered: %s"),
			     subjects.data);
		break;
	case STK_TASK_CHAIN: add_chain(inventory, task, out); break;
	}
	stk_str_release(&subjects);
}

void stk_task_words(const struct stk_facts *facts, const struct stk_task *task, struct stk_str *out)
{
	struct stk_str text = STK_STR_INIT;
	size_t at = 0, codes = 0, n;
	uint32_t code;

	add_task(facts, task, &text);
	while (at < text.len && codes < STK_ADDRESS_MAX_PART_CODES - 1 &&
	       (n = stk_utf8_next(text.data + at, text.len - at, &code))) {
		at += n;
		codes++;
	}
	stk_str_addn(out, text.data, at);
	stk_str_add(out, at < text.len ? "…" : "");
	stk_str_release(&text);
}
