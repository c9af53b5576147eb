#include "follow_up.h"

#include <stdlib.h>
#include <string.h>

#include "markdown.h"
#include "names.h"
#include "page.h"
#include "plain.h"
#include "stocktake/base/tr.h"

#define MAX_OPEN 12

/* --- what came of it ----------------------------------------------------------------------------
 */

void stk_follow_up_platforms(const struct stk_inventory *has, const struct stk_inventory *lacks,
			     void (*each)(void *data, const struct stk_inventory *inventory,
					  const struct stk_entity *platform),
			     void *data)
{
	const struct stk_entities *all = &has->kinds[STK_PLATFORM];

	for (uint32_t i = 0; i < all->count; i++)
		if (!stk_inventory_find(lacks, STK_PLATFORM,
					stk_sym_text(&has->syms, all->items[i].id)))
			each(data, has, &all->items[i]);
}

/* Evidence of theirs, or of a room that they were in, that was not there before. */
bool stk_follow_up_spoke(const struct stk_follow_up *page, const struct stk_entity *person)
{
	const struct stk_inventory *after = page->after->inventory;
	const struct stk_entities *all = &after->kinds[STK_EVIDENCE];
	const char *id = stk_sym_text(&after->syms, person->id);

	for (uint32_t i = 0; i < all->count; i++) {
		const char *by = stk_text(after, all->items[i].node, STK_W_BY);
		const struct stk_entity *room;

		if (!by || stk_inventory_find(page->before->inventory, STK_EVIDENCE,
					      stk_sym_text(&after->syms, all->items[i].id)))
			continue;
		if (strcmp(by, id) == 0)
			return true;
		room = stk_starts(by, "workshops/")
			       ? stk_inventory_find(after, STK_WORKSHOP, by + strlen("workshops/"))
			       : NULL;
		if (room && stk_workshop_names(after, room, STK_W_ATTENDEES, person))
			return true;
	}
	return false;
}

bool stk_follow_up_is_silo(const struct stk_finding *finding)
{
	return stk_starts(finding->check, "silo-");
}

static bool can(const struct stk_metric *metric)
{
	return metric && metric->state <= STK_STALE;
}

bool stk_follow_up_is_gained(const struct stk_metric_change *change)
{
	return can(change->is) && !can(change->was);
}

bool stk_follow_up_is_lost(const struct stk_metric_change *change)
{
	return can(change->was) && !can(change->is);
}

bool stk_follow_up_is_done(const struct stk_follow_up *page, const struct stk_step_taken *step)
{
	const struct stk_inventory *before = page->before->inventory;
	const struct stk_entity *workshop =
		stk_inventory_find(before, STK_WORKSHOP,
				   stk_sym_text(&page->after->inventory->syms, step->workshop->id));
	struct stk_step_taken *steps;
	size_t count;
	bool was = false;

	if (!step->done || !workshop)
		return step->done;
	steps = stk_steps_taken(before, workshop, &count);
	for (size_t i = 0; i < count; i++)
		was |= steps[i].done && strcmp(steps[i].what, step->what) == 0;
	free(steps);
	return !was;
}

/* --- text and Markdown --------------------------------------------------------------------------
 */

struct sheet {
	const struct stk_follow_up *follow;
	bool markdown;
	struct stk_page page;
	struct stk_str *out;
	size_t count; /* of items under the last heading */
};

static void head(struct sheet *sheet, const char *title)
{
	if (sheet->markdown)
		stk_md_head(sheet->out, 2, title);
	else
		stk_page_head(&sheet->page, title);
	sheet->count = 0;
}

static void item(struct sheet *sheet, const char *mark, enum stk_color color, const char *text)
{
	sheet->count++;
	if (sheet->markdown) {
		stk_str_add(sheet->out, "- ");
		stk_md_prose(sheet->out, text);
		stk_str_addc(sheet->out, '\n');
	} else {
		stk_page_value(&sheet->page, 2, 3, *mark ? mark : "·", color, text, NULL);
	}
}

static void none(struct sheet *sheet, const char *text)
{
	if (sheet->count)
		return;
	if (sheet->markdown)
		stk_md_words(sheet->out, text);
	else
		stk_page_text(&sheet->page, 2, STK_PLAIN, text);
}

static void add_title(struct sheet *sheet)
{
	const struct stk_follow_up *follow = sheet->follow;
	const struct stk_inventory *after = follow->after->inventory;
	const char *audit = stk_text(after, after->root, STK_W_NAME);
	const struct stk_entity *workshop =
		follow->workshop ? stk_inventory_find(after, STK_WORKSHOP, follow->workshop) : NULL;
	const char *date = workshop ? stk_text(after, workshop->node, STK_W_DATE) : NULL;
	struct stk_str text = STK_STR_INIT;

	stk_str_addf(&text, "%s%s", audit ? audit : "", audit ? ": " : "");
	if (date)
		stk_str_addf(&text, stk_t("since the workshop of %s"), date);
	else
		stk_str_addf(&text, stk_t("since %s"), follow->since);
	if (sheet->markdown)
		stk_md_head(sheet->out, 1, text.data);
	else
		stk_page_text(&sheet->page, 0, STK_BOLD, text.data);
	stk_str_release(&text);
}

static void add_name(void *data, const struct stk_inventory *inventory,
		     const struct stk_entity *platform)
{
	struct stk_str *out = data;

	stk_str_addf(out, "%s%s", out->len ? ", " : "", stk_entity_name(inventory, platform));
}

static void add_learnt(struct sheet *sheet)
{
	const struct stk_follow_up *follow = sheet->follow;
	struct stk_inventory *before = follow->before->inventory, *after = follow->after->inventory;
	const struct stk_entities *people = &after->kinds[STK_STAKEHOLDER];
	struct stk_answer_counts was = {0}, is = {0};
	struct stk_str names = STK_STR_INIT, text = STK_STR_INIT;

	head(sheet, stk_t("Learnt"));
	for (uint32_t i = 0; i < people->count; i++)
		if (stk_follow_up_spoke(follow, &people->items[i]))
			add_name(&names, after, &people->items[i]);
	if (names.len) {
		stk_str_addf(&text, stk_t("Answered: %s"), names.data);
		item(sheet, "", STK_PLAIN, text.data);
	}
	stk_str_reset(&names);
	stk_str_reset(&text);
	stk_follow_up_platforms(after, before, add_name, &names);
	if (names.len) {
		stk_str_addf(&text, stk_t("New platforms: %s"), names.data);
		item(sheet, "", STK_PLAIN, text.data);
	}
	stk_str_reset(&names);
	stk_str_reset(&text);
	stk_follow_up_platforms(before, after, add_name, &names);
	if (names.len) {
		stk_str_addf(&text, stk_t("No longer there: %s"), names.data);
		item(sheet, "", STK_PLAIN, text.data);
	}
	stk_answers_count(before, follow->before->evidence, &was);
	stk_answers_count(after, follow->after->evidence, &is);
	stk_str_reset(&text);
	if (was.known != is.known) {
		stk_str_addf(&text, stk_t("Answers known: %u, before %u"), is.known, was.known);
		item(sheet, "", STK_PLAIN, text.data);
	}
	none(sheet, stk_t("Nothing new was said."));
	stk_str_release(&names);
	stk_str_release(&text);
}

static void add_silo(struct sheet *sheet, const struct stk_inventory *inventory,
		     const struct stk_finding *finding, bool opened)
{
	struct stk_str text = STK_STR_INIT;

	if (!stk_follow_up_is_silo(finding))
		return;
	stk_plain_text(inventory, finding->message, &text);
	item(sheet, opened ? "+" : "-", opened ? STK_YELLOW : STK_GREEN, text.data);
	stk_str_release(&text);
}

static void add_silos(struct sheet *sheet)
{
	const struct stk_compared *compared = sheet->follow->compared;

	head(sheet, stk_t("Silos closed"));
	for (size_t i = 0; i < compared->gone_count; i++)
		add_silo(sheet, sheet->follow->before->inventory, compared->gone[i], false);
	none(sheet, stk_t("None."));
	head(sheet, stk_t("Silos opened or found"));
	for (size_t i = 0; i < compared->fresh_count; i++)
		add_silo(sheet, sheet->follow->after->inventory, compared->fresh[i], true);
	none(sheet, stk_t("None."));
}

static void add_metrics(struct sheet *sheet)
{
	const struct stk_follow_up *follow = sheet->follow;
	const struct stk_compared *compared = follow->compared;
	struct stk_str text = STK_STR_INIT;

	head(sheet, stk_t("Numbers"));
	stk_str_addf(&text, stk_t("%u of %u can be computed, before %u"),
		     stk_metrics_computable(follow->after->metrics), follow->after->metrics->count,
		     stk_metrics_computable(follow->before->metrics));
	item(sheet, "", STK_PLAIN, text.data);
	for (size_t i = 0; i < compared->metric_count; i++) {
		const struct stk_metric_change *change = &compared->metrics[i];
		bool gained = stk_follow_up_is_gained(change), lost = stk_follow_up_is_lost(change);
		const struct stk_inventory *inventory =
			change->is ? follow->after->inventory : follow->before->inventory;

		if (!gained && !lost)
			continue;
		stk_str_reset(&text);
		if (sheet->markdown) /* which has no signs in front */
			stk_str_add(&text, gained ? stk_t("Gained: ") : stk_t("Lost: "));
		stk_str_add(&text, stk_name_of(inventory, STK_METRIC, change->metric));
		if (lost && change->is && change->is->reason && *change->is->reason)
			stk_str_addf(&text, ": %s", stk_t(change->is->reason));
		item(sheet, gained ? "+" : "-", gained ? STK_GREEN : STK_RED, text.data);
	}
	stk_str_release(&text);
}

static void add_step(struct sheet *sheet, const struct stk_step_taken *step, const char *mark,
		     enum stk_color color)
{
	const struct stk_inventory *inventory = sheet->follow->after->inventory;
	const struct stk_key *who_key = stk_shape_key(&stk_shape_step, STK_W_WHO);
	struct stk_str text = STK_STR_INIT, who = STK_STR_INIT;
	char due[11];

	stk_name_value(inventory, who_key, stk_node_get(step->node, STK_W_WHO), &who);
	stk_date_format(step->due, due);
	stk_str_addf(&text, "%s%s%s", who.data, who.len ? ": " : "", step->what);
	if (*due && !step->done)
		stk_str_addf(&text, step->overdue ? stk_t(" (since %s)") : stk_t(" (by %s)"), due);
	item(sheet, mark, color, text.data);
	stk_str_release(&text);
	stk_str_release(&who);
}

static void add_steps(struct sheet *sheet)
{
	size_t count, left = 0;
	struct stk_step_taken *steps =
		stk_steps_taken(sheet->follow->after->inventory, NULL, &count);

	head(sheet, stk_t("Steps done"));
	for (size_t i = 0; i < count; i++)
		if (stk_follow_up_is_done(sheet->follow, &steps[i]))
			add_step(sheet, &steps[i], "+", STK_GREEN);
	none(sheet, stk_t("None."));
	head(sheet, stk_t("Steps overdue"));
	for (size_t i = 0; i < count; i++)
		if (steps[i].overdue)
			add_step(sheet, &steps[i], "!", STK_RED);
	none(sheet, stk_t("None."));
	head(sheet, stk_t("Steps still to do"));
	for (size_t i = 0; i < count; i++) {
		if (steps[i].done || steps[i].overdue)
			continue;
		if (sheet->count < MAX_OPEN)
			add_step(sheet, &steps[i], "", STK_PLAIN);
		else
			left++;
	}
	none(sheet, stk_t("None."));
	if (left) {
		struct stk_str text = STK_STR_INIT;

		stk_str_addf(&text, stk_tn("and %zu more", "and %zu more", left), left);
		item(sheet, "", STK_DIM, text.data);
		stk_str_release(&text);
	}
	free(steps);
}

void stk_follow_up_render(const struct stk_follow_up *page, enum stk_follow_up_form form,
			  const struct stk_terminal *term, struct stk_str *out)
{
	struct sheet sheet = {.follow = page,
			      .markdown = form == STK_FOLLOW_MARKDOWN,
			      .page = {out, term},
			      .out = out};

	if (form == STK_FOLLOW_JSON) {
		stk_follow_up_json(page, out);
		return;
	}
	add_title(&sheet);
	add_learnt(&sheet);
	add_silos(&sheet);
	add_metrics(&sheet);
	add_steps(&sheet);
}
