#include <stdlib.h>

#include "follow_up.h"
#include "json.h"
#include "stocktake/model/address.h"

static void add_platform(void *data, const struct stk_inventory *inventory,
			 const struct stk_entity *platform)
{
	struct stk_str address = STK_STR_INIT;

	stk_entity_address(inventory, STK_PLATFORM, platform, &address);
	stk_json_add(data, stk_json_text(address.data));
	stk_str_release(&address);
}

static json_t *learnt(const struct stk_follow_up *page)
{
	struct stk_inventory *before = page->before->inventory, *after = page->after->inventory;
	const struct stk_entities *people = &after->kinds[STK_STAKEHOLDER];
	json_t *object = json_object(), *fresh = json_array(), *gone = json_array(),
	       *spoke = json_array(), *answers = json_object();
	struct stk_answer_counts was = {0}, is = {0};

	stk_follow_up_platforms(after, before, add_platform, fresh);
	stk_follow_up_platforms(before, after, add_platform, gone);
	for (uint32_t i = 0; i < people->count; i++)
		if (stk_follow_up_spoke(page, &people->items[i]))
			stk_json_add(spoke, stk_json_text(stk_sym_text(&after->syms,
								       people->items[i].id)));
	stk_answers_count(before, page->before->evidence, &was);
	stk_answers_count(after, page->after->evidence, &is);
	stk_json_set_number(answers, "before", was.known);
	stk_json_set_number(answers, "after", is.known);
	stk_json_set(object, "platforms", fresh);
	stk_json_set(object, "platforms_gone", gone);
	stk_json_set(object, "people", spoke);
	stk_json_set(object, "answers", answers);
	return object;
}

static json_t *silos(const struct stk_finding *const *findings, size_t count)
{
	json_t *list = json_array();

	for (size_t i = 0; i < count; i++)
		if (stk_follow_up_is_silo(findings[i]))
			stk_json_add(list, stk_finding_json(findings[i]));
	return list;
}

static json_t *metrics(const struct stk_follow_up *page)
{
	json_t *object = json_object(), *gained = json_array(), *lost = json_array();

	for (size_t i = 0; i < page->compared->metric_count; i++) {
		const struct stk_metric_change *change = &page->compared->metrics[i];

		if (stk_follow_up_is_gained(change))
			stk_json_add(gained, stk_json_text(change->metric));
		if (stk_follow_up_is_lost(change))
			stk_json_add(lost, stk_json_text(change->metric));
	}
	stk_json_set_number(object, "before", stk_metrics_computable(page->before->metrics));
	stk_json_set_number(object, "after", stk_metrics_computable(page->after->metrics));
	stk_json_set(object, "gained", gained);
	stk_json_set(object, "lost", lost);
	return object;
}

static json_t *step_json(const struct stk_follow_up *page, const struct stk_step_taken *step)
{
	const struct stk_inventory *inventory = page->after->inventory;
	json_t *object = json_object(), *who = json_array();
	struct stk_str address = STK_STR_INIT;
	char due[11];

	stk_entity_address(inventory, STK_WORKSHOP, step->workshop, &address);
	stk_str_add(&address, "/next_steps");
	stk_address_add(&address, step->what);
	stk_date_format(step->due, due);
	STK_EACH_VALUE(item, stk_node_get(step->node, STK_W_WHO))
	if (stk_node_kind(item) == STK_NODE_SCALAR)
		stk_json_add(who, stk_json_text(stk_sym_text(&inventory->syms, item->value)));
	stk_json_set_text(object, "address", address.data);
	stk_json_set_text(object, "what", step->what);
	stk_json_set(object, "who", who);
	stk_json_set_text(object, "due", *due ? due : NULL);
	stk_json_set(object, "overdue", json_boolean(step->overdue));
	stk_str_release(&address);
	return object;
}

static json_t *steps(const struct stk_follow_up *page)
{
	json_t *object = json_object(), *done = json_array(), *overdue = json_array(),
	       *open = json_array();
	size_t count;
	struct stk_step_taken *all = stk_steps_taken(page->after->inventory, NULL, &count);

	for (size_t i = 0; i < count; i++) {
		if (stk_follow_up_is_done(page, &all[i]))
			stk_json_add(done, step_json(page, &all[i]));
		else if (!all[i].done)
			stk_json_add(all[i].overdue ? overdue : open, step_json(page, &all[i]));
	}
	free(all);
	stk_json_set(object, "done", done);
	stk_json_set(object, "overdue", overdue);
	stk_json_set(object, "open", open);
	return object;
}

void stk_follow_up_json(const struct stk_follow_up *page, struct stk_str *out)
{
	json_t *document = json_object(), *part = json_object();

	stk_json_set_text(document, "since", page->since);
	stk_json_set_text(document, "workshop", page->workshop);
	stk_json_set(document, "learnt", learnt(page));
	stk_json_set(part, "closed", silos(page->compared->gone, page->compared->gone_count));
	stk_json_set(part, "opened", silos(page->compared->fresh, page->compared->fresh_count));
	stk_json_set(document, "silos", part);
	stk_json_set(document, "metrics", metrics(page));
	stk_json_set(document, "steps", steps(page));
	stk_json_write(document, out);
}
