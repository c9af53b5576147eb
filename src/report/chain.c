#include "chain.h"

#include <string.h>

#include "names.h"
#include "stocktake/base/table.h"
#include "stocktake/base/tr.h"

#define NARROW_COLS 60
#define MAX_PEOPLE  8 /* of one direction; the rest is counted */

/* A reason that says no more than the number of questions does. */
static bool is_plain(const char *why)
{
	return strstr(why, stk_t("question is open")) || strstr(why, stk_t("questions are open"));
}

/* One under the other, where a table would cut the reasons off. */
static void add_next(const struct stk_facts *facts, const struct stk_next *next,
		     struct stk_page *page)
{
	struct stk_str text = STK_STR_INIT;

	stk_str_add(&text, stk_name_of(facts->inventory, STK_STAKEHOLDER, next->who));
	stk_str_add(&text, stk_t(": "));
	if (next->questions)
		stk_str_addf(&text, stk_tn("%u question", "%u questions", next->questions),
			     next->questions);
	if (!is_plain(next->why))
		stk_str_addf(&text, "%s%s", next->questions ? stk_t("; ") : "", next->why);
	stk_page_pair(page, 2, 3, STK_PLAIN, "·", text.data, NULL);
	stk_str_release(&text);
}

void stk_chain_ask_next(const struct stk_facts *facts, size_t max, struct stk_page *page)
{
	const struct stk_chain *chain = facts->chain;
	struct stk_table table;

	stk_page_head(page, stk_t("Ask next"));
	if (!chain->next_count) {
		stk_page_text(page, 2, STK_PLAIN,
			      facts->inventory->kinds[STK_STAKEHOLDER].count
				      ? stk_t("Nobody: all that we know to ask was asked.")
				      : stk_t("Nobody is known yet. `stocktake walk` begins, and "
					      "asks who "
					      "else should be asked."));
		return;
	}
	stk_table_init(&table, 3);
	stk_table_keep(&table, 0);
	for (size_t i = 0; i < chain->next_count && i < max; i++) {
		if (page->term->width_cols < NARROW_COLS) {
			add_next(facts, &chain->next[i], page);
			continue;
		}
		stk_table_add(&table,
			      stk_name_of(facts->inventory, STK_STAKEHOLDER, chain->next[i].who));
		if (chain->next[i].questions)
			stk_table_addf(
				&table,
				stk_tn("%u question", "%u questions", chain->next[i].questions),
				chain->next[i].questions);
		else
			stk_table_add(&table, "");
		stk_table_add(&table, is_plain(chain->next[i].why) ? "" : chain->next[i].why);
	}
	stk_page_table(page, &table, 2);
	if (chain->next_count > max)
		stk_page_textf(page, 2, STK_DIM, "and %zu more", chain->next_count - max);
	stk_page_textf(page, 2, STK_DIM, "stocktake walk --as %s", chain->next[0].who);
	stk_table_release(&table);
}

const char *stk_last_said(const struct stk_inventory *inventory, const char *id)
{
	const struct stk_entities *all = &inventory->kinds[STK_EVIDENCE];
	const char *last = "";

	for (uint32_t i = 0; i < all->count; i++) {
		const char *by = stk_text(inventory, all->items[i].node, STK_W_BY);
		const char *at = stk_text(inventory, all->items[i].node, STK_W_AT);

		if (by && at && strcmp(by, id) == 0 && strcmp(at, last) > 0)
			last = at;
	}
	return last;
}

/* "answered 2026-12-01", "not yet; named by Ana Ruiz". */
static void add_state(const struct stk_inventory *inventory, const struct stk_entity *person,
		      struct stk_str *out)
{
	const char *said = stk_last_said(inventory, stk_sym_text(&inventory->syms, person->id));
	const struct stk_node *referred = stk_node_get(person->node, STK_W_REFERRED_BY);
	bool first = true;

	if (*said)
		stk_str_addf(out, stk_t("answered %.10s"), said);
	else
		stk_str_add(out, stk_stakeholder_answered(inventory, person)
					 ? stk_t("answered in a workshop")
					 : stk_t("not yet"));
	STK_EACH_VALUE(item, referred)
	{
		const char *id = stk_node_text(inventory, item);

		if (!id)
			continue;
		stk_str_add(out, first ? stk_t("; named by ") : stk_tc("list", ", "));
		stk_str_add(out, stk_name_of(inventory, STK_STAKEHOLDER, id));
		first = false;
	}
}

static void add_people(const struct stk_facts *facts, int direction, struct stk_table *table)
{
	const struct stk_entities *people = &facts->inventory->kinds[STK_STAKEHOLDER];
	size_t shown = 0, more = 0;

	for (uint32_t i = 0; i < people->count; i++) {
		struct stk_str state = STK_STR_INIT;

		if (stk_stakeholder_direction(facts->inventory, &people->items[i]) != direction)
			continue;
		if (shown == MAX_PEOPLE) {
			more++;
			continue;
		}
		add_state(facts->inventory, &people->items[i], &state);
		stk_table_add(table, shown           ? ""
				     : direction < 0 ? stk_t("no team")
						     : stk_t(stk_direction_name(direction)));
		stk_table_add(table, stk_entity_name(facts->inventory, &people->items[i]));
		stk_table_add(table, state.data);
		stk_str_release(&state);
		shown++;
	}
	if (!shown && direction >= 0) {
		stk_table_add(table, stk_t(stk_direction_name(direction)));
		stk_table_add(table, stk_t("nobody known"));
		stk_table_add(table, "");
	}
	if (more) {
		stk_table_add(table, "");
		stk_table_addf(table, stk_t("and %zu more"), more);
		stk_table_add(table, "");
	}
}

void stk_chain_render(const struct stk_facts *facts, size_t max, const struct stk_terminal *term,
		      struct stk_str *out)
{
	struct stk_page page = {out, term};
	struct stk_table table;

	if (facts->inventory->kinds[STK_STAKEHOLDER].count) {
		stk_page_head(&page, stk_t("Where the walk stands"));
		stk_table_init(&table, 3);
		for (int direction = 0; direction < STK_DIRECTIONS; direction++)
			add_people(facts, direction, &table);
		add_people(facts, -1, &table);
		stk_page_table(&page, &table, 2);
		stk_table_release(&table);
		stk_page_gap(&page);
	}
	stk_chain_ask_next(facts, max, &page);
}
