/* What is sent to each after a workshop. */
#include <stdlib.h>
#include <string.h>

#include "bundle.h"
#include "markdown.h"
#include "metrics.h"
#include "names.h"
#include "page.h"
#include "stocktake/base/map.h"
#include "stocktake/base/tr.h"
#include "stocktake/report/steps.h"

#define MAIL_COLS 72
#define MAX_OPEN  8 /* different questions that are put; the rest is counted */

struct letters {
	const struct stk_facts *facts;
	const struct stk_inventory *inventory;
	const struct stk_entity *workshop;
	const char *facilitator;
	struct stk_step_taken *steps;
	size_t step_count;
	struct stk_tasks *tasks; /* that follow from what is open now */
	bool markdown;
	struct stk_str *out;
};

static size_t count_steps(const struct letters *letters, const struct stk_entity *person)
{
	size_t count = 0;

	for (size_t i = 0; i < letters->step_count; i++)
		count += !letters->steps[i].done &&
			 stk_step_is_of(letters->inventory, &letters->steps[i], person);
	return count;
}

static void paragraph(const struct letters *letters, const char *text)
{
	static const struct stk_terminal mail = {.width_cols = MAIL_COLS, .color = false};
	struct stk_page page = {letters->out, &mail};

	if (letters->markdown) {
		stk_md_text(letters->out, text);
		stk_str_add(letters->out, "\n\n");
	} else {
		stk_page_text(&page, 0, STK_PLAIN, text);
		stk_str_addc(letters->out, '\n');
	}
}

static void add_head(const struct letters *letters, const struct stk_entity *person)
{
	const struct stk_inventory *inventory = letters->inventory;
	const char *name = stk_entity_name(inventory, person),
		   *email = stk_text(inventory, person->node, STK_W_EMAIL),
		   *audit = stk_text(inventory, inventory->root, STK_W_NAME),
		   *date = stk_text(inventory, letters->workshop->node, STK_W_DATE);
	struct stk_str to = STK_STR_INIT, subject = STK_STR_INIT;

	stk_str_addf(&to, email ? "%s <%s>" : "%s", name, email ? email : "");
	stk_str_addf(&subject, stk_t("%s: your next steps after %s"),
		     audit ? audit : stk_t("Data audit"), date ? date : stk_t("the workshop"));
	if (letters->markdown) {
		stk_md_head(letters->out, 2, name);
		stk_str_addf(letters->out, "%s", stk_t("To: "));
		stk_md_text(letters->out, to.data);
		stk_str_addf(letters->out, "  \n%s", stk_t("Subject: "));
		stk_md_text(letters->out, subject.data);
		stk_str_add(letters->out, "\n\n");
	} else {
		stk_str_addf(letters->out, "%s%s\n%s%s\n\n", stk_t("To: "), to.data,
			     stk_t("Subject: "), subject.data);
	}
	stk_str_release(&to);
	stk_str_release(&subject);
}

static void add_line(const struct letters *letters, const char *box, const char *text)
{
	static const struct stk_terminal mail = {.width_cols = MAIL_COLS, .color = false};
	struct stk_page page = {letters->out, &mail};

	if (letters->markdown) {
		stk_str_add(letters->out, box);
		stk_md_text(letters->out, text);
		stk_str_addc(letters->out, '\n');
	} else {
		stk_page_pair(&page, 2, 3, STK_PLAIN, "-", text, NULL);
	}
}

static void add_step(const struct letters *letters, const struct stk_step_taken *step)
{
	struct stk_str text = STK_STR_INIT;
	char due[11];

	stk_date_format(step->due, due);
	stk_str_add(&text, step->what);
	if (*due)
		stk_str_addf(&text, stk_t(" (by %s)"), due);
	add_line(letters, "- [ ] ", text.data);
	stk_str_release(&text);
}

static void gather(const struct letters *letters, const struct stk_task *task,
		   struct stk_bundles *bundles)
{
	const struct stk_questions *questions = letters->facts->questions;
	struct stk_map wanted = STK_MAP_INIT;

	for (size_t i = 0; i < task->count; i++)
		stk_map_put(&wanted, task->addresses[i], strlen(task->addresses[i]), 1);
	for (size_t i = 0; i < questions->count; i++)
		if (stk_map_get(&wanted, questions->items[i].address,
				strlen(questions->items[i].address), NULL))
			stk_bundles_add(bundles, &questions->items[i], NULL, 0);
	stk_map_release(&wanted);
}

/* What an interview would ask them: whoever has no time for one answers here. */
static void add_rest(const struct letters *letters, const char *who)
{
	struct stk_bundles bundles = {.arena = STK_ARENA_INIT};
	struct stk_str text = STK_STR_INIT;
	size_t more = 0;

	for (size_t i = 0; i < letters->tasks->count; i++)
		if (letters->tasks->items[i].kind == STK_TASK_REST &&
		    letters->tasks->items[i].who_count &&
		    strcmp(letters->tasks->items[i].who[0], who) == 0)
			gather(letters, &letters->tasks->items[i], &bundles);
	if (bundles.count)
		paragraph(letters,
			  stk_t("What is still open, for an interview or for your reply:"));
	for (size_t i = 0; i < bundles.count; i++) {
		if (i >= MAX_OPEN) {
			more += bundles.items[i].parts[0].count;
			continue;
		}
		stk_str_reset(&text);
		stk_str_addf(&text, stk_tc("sentence before another", "%s "),
			     stk_t(bundles.items[i].ask));
		stk_bundle_subjects(letters->inventory, &bundles.items[i].parts[0], &text);
		add_line(letters, "- ", text.data);
	}
	if (more) {
		stk_str_reset(&text);
		stk_str_addf(&text, stk_tn("and %zu more", "and %zu more", more), more);
		add_line(letters, "- ", text.data);
	}
	if (bundles.count)
		stk_str_addc(letters->out, '\n');
	stk_str_release(&text);
	stk_bundles_release(&bundles);
}

static void add_letter(const struct letters *letters, const struct stk_entity *person)
{
	const struct stk_inventory *inventory = letters->inventory;
	const char *from = letters->facilitator
				   ? stk_name_of(inventory, STK_STAKEHOLDER, letters->facilitator)
				   : NULL;
	const char *id = stk_sym_text(&inventory->syms, person->id);
	struct stk_str text = STK_STR_INIT;
	size_t count = count_steps(letters, person);
	bool leads = letters->facilitator && strcmp(letters->facilitator, id) == 0,
	     there = stk_workshop_names(inventory, letters->workshop, STK_W_ATTENDEES, person);

	add_head(letters, person);
	stk_str_addf(&text, stk_t("Hello %s,"), stk_entity_name(inventory, person));
	paragraph(letters, text.data);
	stk_str_reset(&text);
	if (!leads)
		stk_str_addf(&text, stk_tc("sentence before another", "%s "),
			     there ? stk_t("Thank you for coming.")
				   : stk_t("You were not there, and we need your help."));
	stk_str_addf(&text, stk_t("Of %u numbers that we want to report, %u can be computed."),
		     letters->facts->metrics->count,
		     stk_metrics_computable(letters->facts->metrics));
	stk_str_addf(&text, stk_t(" %s"),
		     stk_tn("This is yours to do:", "These are yours to do:", count));
	paragraph(letters, text.data);
	for (size_t i = 0; i < letters->step_count; i++)
		if (!letters->steps[i].done &&
		    stk_step_is_of(inventory, &letters->steps[i], person))
			add_step(letters, &letters->steps[i]);
	stk_str_addc(letters->out, '\n');
	add_rest(letters, id);
	if (!leads)
		paragraph(letters,
			  stk_t("Reply with what you find out. \"I do not know, ask Li\" is a good "
				"answer too."));
	if (from && !leads)
		paragraph(letters, from);
	stk_str_release(&text);
}

static int by_day(const void *a, const void *b)
{
	const struct stk_step_taken *one = a, *two = b;
	/* Without a day last; of one day as they were noted. */
	int32_t x = one->due == STK_DATE_NONE ? INT32_MAX : one->due,
		y = two->due == STK_DATE_NONE ? INT32_MAX : two->due;

	if (x != y)
		return x < y ? -1 : 1;
	return (one->node > two->node) - (one->node < two->node);
}

void stk_letters_render(const struct stk_facts *facts, const struct stk_entity *workshop,
			const char *facilitator, bool markdown, struct stk_str *out)
{
	const struct stk_entities *people = &facts->inventory->kinds[STK_STAKEHOLDER];
	struct letters letters = {.facts = facts,
				  .inventory = facts->inventory,
				  .workshop = workshop,
				  .facilitator = facilitator,
				  .markdown = markdown,
				  .out = out};
	bool any = false;

	letters.steps = stk_steps_taken(facts->inventory, workshop, &letters.step_count);
	letters.tasks = stk_tasks_new(facts->inventory, facts->evidence, facts->questions,
				      facts->metrics, workshop, facilitator, STK_DATE_NONE);
	if (letters.step_count)
		qsort(letters.steps, letters.step_count, sizeof *letters.steps, by_day);
	for (uint32_t i = 0; i < people->count; i++) {
		if (!count_steps(&letters, &people->items[i]))
			continue;
		if (any)
			stk_str_add(out, markdown ? "---\n\n"
						  : "----------------------------------------\n\n");
		add_letter(&letters, &people->items[i]);
		any = true;
	}
	free(letters.steps);
	stk_tasks_free(letters.tasks);
}
