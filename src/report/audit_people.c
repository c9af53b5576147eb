#include <string.h>

#include "audit.h"
#include "markdown.h"
#include "names.h"
#include "stocktake/base/map.h"
#include "stocktake/base/tr.h"

#define MAX_QUESTIONS 25 /* of one person; the rest is counted */

static void add_question(const struct stk_audit *audit, const struct stk_hole *hole)
{
	struct stk_str text = STK_STR_INIT;
	bool first = true;

	if (!stk_name_question(audit->inventory, hole->address, &text))
		stk_str_add(&text, hole->address);
	stk_str_add(audit->out, "- ");
	stk_md_text(audit->out, text.data);
	for (uint32_t i = 0; hole->metrics && i < audit->facts->metrics->count && i < 64; i++) {
		const struct stk_entities *metrics = &audit->inventory->kinds[STK_METRIC];

		if (!(hole->metrics >> i & 1u))
			continue;
		stk_str_add(audit->out, first ? stk_t(" Holds up ") : stk_tc("list", ", "));
		stk_md_text(audit->out, stk_entity_shown(audit->inventory, &metrics->items[i]));
		first = false;
	}
	stk_str_add(audit->out, first ? "\n" : stk_t(".\n"));
	stk_str_release(&text);
}

static bool is_for(const struct stk_hole *hole, const char *who)
{
	return who ? hole->who && strcmp(hole->who, who) == 0 : !hole->who;
}

static void add_questions_of(const struct stk_audit *audit, const char *who)
{
	const struct stk_holes *holes = audit->facts->holes;
	struct stk_str title = STK_STR_INIT;
	size_t count = 0, shown = 0;

	for (size_t i = 0; i < holes->count; i++)
		count += is_for(&holes->items[i], who);
	if (!count)
		return;
	stk_str_addf(&title, stk_t("%s: "),
		     who ? stk_name_of(audit->inventory, STK_STAKEHOLDER, who)
			 : stk_t("Whoever can say"));
	stk_name_count(&title, count, "question", "questions");
	stk_md_head(audit->out, 3, title.data);
	for (size_t i = 0; i < holes->count && shown < MAX_QUESTIONS; i++) {
		if (!is_for(&holes->items[i], who))
			continue;
		add_question(audit, &holes->items[i]);
		shown++;
	}
	if (count > shown)
		stk_str_addf(audit->out, stk_t("- and %zu more\n"), count - shown);
	stk_str_release(&title);
}

static void add_questions(const struct stk_audit *audit)
{
	const struct stk_holes *holes = audit->facts->holes;
	struct stk_map seen = STK_MAP_INIT;

	stk_md_head(audit->out, 2, stk_t("Open questions"));
	if (!holes->count)
		stk_md_words(audit->out, stk_t("None: everything that is asked was answered."));
	for (size_t i = 0; i < holes->count; i++) {
		const char *who = holes->items[i].who;

		if (who && stk_map_put(&seen, who, strlen(who), 0))
			add_questions_of(audit, who);
	}
	add_questions_of(audit, NULL);
	stk_map_release(&seen);
}

static void add_chain(const struct stk_audit *audit)
{
	static const char *const titles[] = {STK_N("up: the board"), STK_N("down: the reps"),
					     STK_N("across: other teams"), STK_N("home")};
	const struct stk_chain *chain = audit->facts->chain;

	stk_md_table(audit->out, stk_t("Chain|Known|Asked|Answered"));
	for (int i = 0; i < STK_DIRECTIONS; i++)
		stk_str_addf(audit->out, "| %s | %u | %u | %u |\n", stk_t(titles[i]),
			     chain->directions[i].known, chain->directions[i].asked,
			     chain->directions[i].answered);
}

/* The day of the last evidence that somebody gave; "" if there is none. */
static void last_said(const struct stk_audit *audit, const char *id, struct stk_str *out)
{
	const struct stk_entities *all = &audit->inventory->kinds[STK_EVIDENCE];
	const char *last = "";

	for (uint32_t i = 0; i < all->count; i++) {
		const char *by = stk_text(audit->inventory, all->items[i].node, STK_W_BY);
		const char *at = stk_text(audit->inventory, all->items[i].node, STK_W_AT);

		if (by && at && strcmp(by, id) == 0 && strcmp(at, last) > 0)
			last = at;
	}
	stk_str_addf(out, "%.10s", last);
}

static void add_people(const struct stk_audit *audit)
{
	const struct stk_entities *people = &audit->inventory->kinds[STK_STAKEHOLDER];
	struct stk_str text = STK_STR_INIT;

	if (!people->count)
		return;
	stk_md_table(audit->out, stk_t("Who|Role|Team|Last answered"));
	for (uint32_t i = 0; i < people->count; i++) {
		const struct stk_entity *person = &people->items[i];
		const char *team = stk_text(audit->inventory, person->node, STK_W_TEAM);

		stk_md_cell(audit->out, stk_entity_name(audit->inventory, person), false);
		stk_md_cell(audit->out, stk_text(audit->inventory, person->node, STK_W_ROLE),
			    false);
		stk_str_reset(&text);
		if (team)
			stk_name_voice(audit->inventory, team, &text);
		stk_md_cell(audit->out, text.data, false);
		stk_str_reset(&text);
		last_said(audit, stk_sym_text(&audit->inventory->syms, person->id), &text);
		if (!text.len)
			stk_str_add(&text, stk_stakeholder_answered(audit->inventory, person)
						   ? stk_t("in a workshop")
						   : stk_t("not yet"));
		stk_md_cell(audit->out, text.data, true);
	}
	stk_str_release(&text);
}

static void add_steps(const struct stk_audit *audit)
{
	const struct stk_entities *workshops = &audit->inventory->kinds[STK_WORKSHOP];
	const struct stk_key *who_key = stk_shape_key(&stk_shape_step, STK_W_WHO);
	size_t shown = 0;

	for (uint32_t i = 0; i < workshops->count; i++) {
		STK_EACH_VALUE(step, stk_node_get(workshops->items[i].node, STK_W_NEXT_STEPS))
		{
			struct stk_str who = STK_STR_INIT;

			if (stk_node_kind(step) != STK_NODE_MAP ||
			    stk_word_of(step, STK_W_DONE) == STK_W_TRUE)
				continue;
			if (!shown++) {
				stk_md_head(audit->out, 2, stk_t("Next steps agreed on"));
				stk_md_table(audit->out, stk_t("What|Who|Due"));
			}
			stk_name_value(audit->inventory, who_key, stk_node_get(step, STK_W_WHO),
				       &who);
			stk_md_cell(audit->out, stk_text(audit->inventory, step, STK_W_WHAT),
				    false);
			stk_md_cell(audit->out, who.data, false);
			stk_md_cell(audit->out, stk_text(audit->inventory, step, STK_W_DUE), true);
			stk_str_release(&who);
		}
	}
}

void stk_audit_people(const struct stk_audit *audit)
{
	add_questions(audit);
	add_steps(audit);
	stk_md_head(audit->out, 2, stk_t("Who was asked"));
	add_chain(audit);
	add_people(audit);
}
