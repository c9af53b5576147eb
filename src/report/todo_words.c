/* What follows from what is left open, as people say it to one another. */
#include <string.h>

#include "metrics.h"
#include "names.h"
#include "stocktake/base/text.h"
#include "stocktake/base/tr.h"
#include "stocktake/model/address.h"
#include "stocktake/report/steps.h"

#define MAX_SUBJECTS 6 /* platforms that are named; of more the number is said */

/* "HubSpot"; of a link "HubSpot to Salesforce". */
static void add_subject(const struct stk_inventory *inventory, const char *text,
			struct stk_str *out)
{
	struct stk_address address;
	struct stk_err ignored;

	if (stk_address_parse(text, &address, &ignored)) {
		stk_str_add(out, text);
		return;
	}
	stk_str_add(out, address.count > 1 ? stk_name_of(inventory, address.kind, address.parts[1])
					   : text);
	if (address.kind == STK_PLATFORM && address.count > 3 &&
	    strcmp(address.parts[2], "integrations") == 0)
		stk_str_addf(out, stk_t(" with %s"),
			     stk_name_of(inventory, STK_PLATFORM, address.parts[3]));
	stk_address_release(&address);
}

static void add_subjects(const struct stk_inventory *inventory, const struct stk_todo *todo,
			 const char *between, struct stk_str *out)
{
	size_t shown = todo->count > MAX_SUBJECTS ? MAX_SUBJECTS - 1 : todo->count;

	for (size_t i = 0; i < shown; i++) {
		stk_str_add(out, i ? between : "");
		add_subject(inventory, todo->addresses[i], out);
	}
	if (shown < todo->count)
		stk_str_addf(out, stk_t(" and %zu more"), todo->count - shown);
}

static void add_people(const struct stk_inventory *inventory, const struct stk_todo *todo,
		       struct stk_str *out)
{
	for (size_t i = 0; i < todo->count; i++)
		stk_str_addf(out, "%s%s", i ? ", " : "",
			     stk_name_of(inventory, STK_STAKEHOLDER, todo->addresses[i]));
}

static void add_chain(const struct stk_inventory *inventory, const struct stk_todo *todo,
		      struct stk_str *out)
{
	const struct stk_node *team = stk_team_find(inventory, todo->group);
	const char *name = team ? stk_text(inventory, team, STK_W_NAME) : NULL;

	if (!team) { /* whose team nobody knows: by their name, so that no two are alike */
		stk_str_addf(out,
			     stk_t("%s: ask up and down in your own team which tools and sheets "
				   "they keep, and send back the filled-in template"),
			     stk_name_of(inventory, STK_STAKEHOLDER, todo->group));
		return;
	}
	stk_str_addf(out,
		     stk_t("Ask up and down in your own team (%s) which tools and sheets people "
			   "keep, and send back "
			   "the filled-in template"),
		     name ? name : todo->group);
}

static void add_todo(const struct stk_facts *facts, const struct stk_todo *todo,
		     struct stk_str *out)
{
	const struct stk_inventory *inventory = facts->inventory;
	struct stk_str subjects = STK_STR_INIT;
	struct stk_unlock_step step;

	switch (todo->kind) {
	case STK_TODO_ANSWER:
	case STK_TODO_FIND:
		add_subjects(inventory, todo, ", ", &subjects);
		if (todo->kind == STK_TODO_ANSWER)
			stk_str_addf(out, "%s: %s", subjects.data, stk_t(todo->key->ask));
		else
			stk_str_addf(out, stk_t("Find out who can say of %s: %s"), subjects.data,
				     stk_t(todo->key->ask));
		break;
	case STK_TODO_HEADINGS:
		add_subjects(inventory, todo, ", ", &subjects);
		stk_str_addf(out, stk_t("Send the heading row of %s: row 1 only, nobody's data"),
			     subjects.data);
		break;
	case STK_TODO_SENDER:
		add_subjects(inventory, todo, ", ", &subjects);
		stk_str_addf(out, stk_t("Find out who can send the heading row of %s"),
			     subjects.data);
		break;
	case STK_TODO_REST:
		stk_str_addf(out, stk_t("A short interview with %s: what is still open"),
			     todo->who_count ? stk_name_of(inventory, STK_STAKEHOLDER, todo->who[0])
					     : "?");
		break;
	case STK_TODO_SETTLE:
		stk_name_address(inventory, todo->addresses[0], &subjects);
		stk_str_addf(out, stk_t("Settle what people say differently: %s"), subjects.data);
		break;
	case STK_TODO_RECORD:
		add_subjects(inventory, todo, stk_t(" or "), &subjects);
		stk_str_addf(out, stk_t("Decide which one counts for %s: %s"), todo->group,
			     subjects.data);
		break;
	case STK_TODO_CONNECT:
		if (stk_unlock_step(facts, todo->unlock, &step)) {
			stk_unlock_words(facts, &step, &subjects);
			stk_str_addf(out,
				     stk_tn("%s: %u more number", "%s: %u more numbers",
					    step.metric_count),
				     subjects.data, step.metric_count);
		}
		break;
	case STK_TODO_ASK:
		add_people(inventory, todo, &subjects);
		stk_str_addf(out, stk_t("Ask those who were named and have not answered: %s"),
			     subjects.data);
		break;
	case STK_TODO_CHAIN: add_chain(inventory, todo, out); break;
	}
	stk_str_release(&subjects);
}

void stk_todo_words(const struct stk_facts *facts, const struct stk_todo *todo, struct stk_str *out)
{
	struct stk_str text = STK_STR_INIT;
	size_t at = 0, codes = 0, n;
	uint32_t code;

	add_todo(facts, todo, &text);
	while (at < text.len && codes < STK_ADDRESS_MAX_PART_CODES - 1 &&
	       (n = stk_utf8_next(text.data + at, text.len - at, &code))) {
		at += n;
		codes++;
	}
	stk_str_addn(out, text.data, at);
	stk_str_add(out, at < text.len ? "…" : "");
	stk_str_release(&text);
}
