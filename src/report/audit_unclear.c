/* What somebody said and nobody understood yet, as they said it. */
#include "audit.h"
#include "markdown.h"
#include "names.h"
#include "stocktake/base/tr.h"
#include "stocktake/model/unclear.h"

/* "HubSpot: Who could show us its fields?", of the first address; the rest is counted. */
static void add_wanted(const struct stk_audit *audit, const struct stk_puzzle *unclear,
		       struct stk_str *out)
{
	const char *rest = unclear->where, *address;
	size_t len, count = 0;

	while ((len = stk_unclear_next(&rest, &address))) {
		struct stk_str one = STK_STR_INIT;

		stk_str_addn(&one, address, len);
		if (!count++ && !stk_name_question(audit->inventory, one.data, out))
			stk_str_add(out, stk_t("Whom else should we ask?"));
		stk_str_release(&one);
	}
	if (count > 1)
		stk_str_addf(out, stk_t(" and %zu more"), count - 1);
}

static void add_row(const struct stk_audit *audit, const struct stk_puzzle *unclear)
{
	struct stk_str text = STK_STR_INIT;

	stk_md_cell(audit->out, stk_entity_name(audit->inventory, unclear->entity), false);
	stk_md_cell(audit->out, unclear->text, false);
	if (unclear->kind == STK_UNCLEAR_TEXT) {
		stk_str_add(&text, stk_t("in other words?"));
	} else {
		stk_str_addf(&text, "%s ", stk_t("Who is that?"));
		add_wanted(audit, unclear, &text);
	}
	stk_md_cell(audit->out, text.data, true);
	stk_str_release(&text);
}

void stk_audit_unclear(const struct stk_audit *audit)
{
	struct stk_puzzles *unclears = stk_unclears_new(audit->inventory);

	if (unclears->count) {
		stk_md_head(audit->out, 2, stk_t("Not clear yet"));
		stk_md_table(audit->out, stk_t("Who said it|In their words|What is open"));
	}
	for (size_t i = 0; i < unclears->count; i++)
		add_row(audit, &unclears->items[i]);
	if (unclears->count)
		stk_md_gap(audit->out);
	stk_unclears_free(unclears);
}
