#include <string.h>

#include "audit.h"
#include "markdown.h"
#include "names.h"
#include "stocktake/report/chain.h"
#include "stocktake/base/tr.h"

#define MAX_QUESTIONS 25 /* of one person; the rest is counted */

static void add_question(const struct stk_audit *audit, const struct stk_question *question)
{
	struct stk_str text = STK_STR_INIT;
	bool first = true;

	if (!stk_name_asked(audit->inventory, question, &text))
		stk_str_add(&text, question->address);
	stk_str_add(audit->out, "- ");
	stk_md_text(audit->out, text.data);
	stk_str_add(audit->out, question->kind == STK_QUESTION_DISPUTE ? stk_t(".") : "");
	for (uint32_t i = 0; question->metrics && i < audit->facts->metrics->count && i < 64; i++) {
		const struct stk_entities *metrics = &audit->inventory->kinds[STK_METRIC];

		if (!(question->metrics >> i & 1u))
			continue;
		stk_str_add(audit->out, first ? stk_t(" Holds up ") : stk_tc("list", ", "));
		stk_md_text(audit->out, stk_entity_shown(audit->inventory, &metrics->items[i]));
		first = false;
	}
	stk_str_add(audit->out, first ? "\n" : stk_t(".\n"));
	stk_str_release(&text);
}

/* The questions of one person (an index), of whoever can say, or of whoever keeps the inventory. */
#define ANYBODY STK_NONE
#define KEEPER  (STK_NONE - 1)

static bool is_for(const struct stk_question *question, uint32_t who)
{
	if (who == ANYBODY)
		return !question->keeper && !question->who_count;
	return who == KEEPER ? question->keeper : stk_question_is_for(question, who);
}

static void add_questions_of(const struct stk_audit *audit, uint32_t who)
{
	const struct stk_questions *questions = audit->facts->questions;
	struct stk_str title = STK_STR_INIT;
	size_t count = 0, shown = 0;

	for (size_t i = 0; i < questions->count; i++)
		count += is_for(&questions->items[i], who);
	if (!count)
		return;
	stk_str_addf(
		&title, stk_t("%s: "),
		who == ANYBODY ? stk_t("Whoever can say")
		: who == KEEPER
			? stk_t("Whoever keeps this inventory")
			: stk_entity_name(audit->inventory,
					  &audit->inventory->kinds[STK_STAKEHOLDER].items[who]));
	stk_name_count(&title, count, "question", "questions");
	stk_md_head(audit->out, 3, title.data);
	for (size_t i = 0; i < questions->count && shown < MAX_QUESTIONS; i++) {
		if (!is_for(&questions->items[i], who))
			continue;
		add_question(audit, &questions->items[i]);
		shown++;
	}
	if (count > shown)
		stk_str_addf(audit->out, stk_t("- and %zu more\n"), count - shown);
	stk_str_release(&title);
}

/* In the order in which the chain would ask them. */
static void add_questions(const struct stk_audit *audit)
{
	const struct stk_chain *chain = audit->facts->chain;

	stk_md_head(audit->out, 2, stk_t("Open questions"));
	if (!audit->facts->questions->count)
		stk_md_words(audit->out, stk_t("None: everything that is asked was answered."));
	for (size_t i = 0; i < chain->next_count; i++)
		add_questions_of(audit, stk_entity_index(audit->inventory, STK_STAKEHOLDER,
							 stk_inventory_find(audit->inventory,
									    STK_STAKEHOLDER,
									    chain->next[i].who)));
	add_questions_of(audit, ANYBODY);
	add_questions_of(audit, KEEPER);
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
		stk_str_addf(&text, "%.10s",
			     stk_last_said(audit->inventory,
					   stk_sym_text(&audit->inventory->syms, person->id)));
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
