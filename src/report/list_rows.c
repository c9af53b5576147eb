#include "list_rows.h"

#include <string.h>

#include "names.h"
#include "stocktake/base/tr.h"
#include "stocktake/model/evidence.h"

static void add_value(const struct stk_inventory *inventory, enum stk_kind kind,
		      const struct stk_node *map, enum stk_word word, struct stk_table *table)
{
	struct stk_str text = STK_STR_INIT;

	stk_name_value(inventory, stk_shape_key(stk_kinds[kind].shape, word),
		       stk_node_get(map, word), &text);
	stk_table_add(table, text.data);
	stk_str_release(&text);
}

static void add_id(const struct stk_inventory *inventory, const struct stk_listed *listed,
		   struct stk_table *table)
{
	stk_table_add(table, stk_sym_text(&inventory->syms, listed->entity->id));
}

static void platform_row(const struct stk_inventory *inventory, const struct stk_listed *listed,
			 struct stk_table *table)
{
	const struct stk_node *node = listed->entity->node;

	add_id(inventory, listed, table);
	add_value(inventory, STK_PLATFORM, node, STK_W_CATEGORY, table);
	add_value(inventory, STK_PLATFORM, node, STK_W_OWNER, table);
	add_value(inventory, STK_PLATFORM, node, STK_W_STATUS, table);
	add_value(inventory, STK_PLATFORM, node, STK_W_HOLDS, table);
}

static void stakeholder_row(const struct stk_inventory *inventory, const struct stk_listed *listed,
			    struct stk_table *table)
{
	const struct stk_node *node = listed->entity->node;

	add_id(inventory, listed, table);
	stk_table_add(table, stk_entity_name(inventory, listed->entity));
	add_value(inventory, STK_STAKEHOLDER, node, STK_W_ROLE, table);
	add_value(inventory, STK_STAKEHOLDER, node, STK_W_TEAM, table);
	add_value(inventory, STK_STAKEHOLDER, node, STK_W_EMAIL, table);
}

static void metric_row(const struct stk_inventory *inventory, const struct stk_listed *listed,
		       struct stk_table *table)
{
	const struct stk_node *node = listed->entity->node;

	add_id(inventory, listed, table);
	add_value(inventory, STK_METRIC, node, STK_W_AUDIENCE, table);
	add_value(inventory, STK_METRIC, node, STK_W_FRESH, table);
	add_value(inventory, STK_METRIC, node, STK_W_NEEDS, table);
}

static void workshop_row(const struct stk_inventory *inventory, const struct stk_listed *listed,
			 struct stk_table *table)
{
	const struct stk_node *node = listed->entity->node;
	uint32_t open = 0;

	STK_EACH_VALUE(step, stk_node_get(node, STK_W_NEXT_STEPS))
	{
		if (stk_node_kind(step) == STK_NODE_MAP &&
		    stk_word_of(step, STK_W_DONE) != STK_W_TRUE)
			open++;
	}
	add_id(inventory, listed, table);
	add_value(inventory, STK_WORKSHOP, node, STK_W_DATE, table);
	add_value(inventory, STK_WORKSHOP, node, STK_W_FACILITATOR, table);
	stk_table_addf(table, "%u", stk_values_count(stk_node_get(node, STK_W_INVITED)));
	stk_table_addf(table, "%u", stk_values_count(stk_node_get(node, STK_W_ATTENDEES)));
	stk_table_addf(table, "%u", open);
}

static void evidence_row(const struct stk_inventory *inventory, const struct stk_listed *listed,
			 struct stk_table *table)
{
	const struct stk_node *node = listed->entity->node;
	const char *by = stk_text(inventory, node, STK_W_BY);
	struct stk_str who = STK_STR_INIT;

	if (by)
		stk_name_voice(inventory, by, &who);
	add_id(inventory, listed, table);
	stk_table_add(table, who.data);
	add_value(inventory, STK_EVIDENCE, node, STK_W_KIND, table);
	stk_table_addf(table, "%u", stk_values_count(stk_node_get(node, STK_W_ANSWERS)));
	stk_str_release(&who);
}

static void term_row(const struct stk_inventory *inventory, const struct stk_listed *listed,
		     struct stk_table *table)
{
	const struct stk_term *term = listed->term;

	stk_table_add(table, stk_sym_text(&inventory->syms, term->id));
	stk_table_add(table, term->name ? stk_tc("term", term->name) : NULL);
	stk_table_add(table, term->type);
	stk_table_addf(table, "%s%s%s%s%s", term->key ? stk_t("key") : "",
		       term->key && term->personal ? stk_tc("list", ", ") : "",
		       term->personal ? stk_t("personal") : "",
		       term->own && (term->key || term->personal) ? stk_tc("list", ", ") : "",
		       term->own ? stk_t("own") : "");
}

static void waiver_row(const struct stk_inventory *inventory, const struct stk_listed *listed,
		       struct stk_table *table)
{
	const struct stk_node *node = listed->entity->node;

	add_value(inventory, STK_WAIVER, node, STK_W_CHECK, table);
	add_value(inventory, STK_WAIVER, node, STK_W_AT, table);
	add_value(inventory, STK_WAIVER, node, STK_W_BY, table);
	add_value(inventory, STK_WAIVER, node, STK_W_UNTIL, table);
	add_value(inventory, STK_WAIVER, node, STK_W_BECAUSE, table);
}

static void team_row(const struct stk_inventory *inventory, const struct stk_listed *listed,
		     struct stk_table *table)
{
	const char *id = stk_text(inventory, listed->node, STK_W_ID);
	const char *name = stk_text(inventory, listed->node, STK_W_NAME);
	const char *chain = stk_text(inventory, listed->node, STK_W_CHAIN);
	const struct stk_entities *people = &inventory->kinds[STK_STAKEHOLDER];
	uint32_t members = 0;

	for (uint32_t i = 0; id && i < people->count; i++) {
		const char *team = stk_text(inventory, people->items[i].node, STK_W_TEAM);

		members += team && stk_team_find(inventory, team) == listed->node;
	}
	stk_table_add(table, id);
	stk_table_add(table, name);
	stk_table_add(table, chain);
	stk_table_addf(table, "%u", members);
}

static void integration_row(const struct stk_inventory *inventory, const struct stk_listed *listed,
			    struct stk_table *table)
{
	const struct stk_node *node = listed->node;
	stk_sym flow = stk_word_of(node, STK_W_FLOW);
	const char *with = stk_text(inventory, node, STK_W_WITH);
	struct stk_str carries = STK_STR_INIT;

	stk_table_add(table, stk_sym_text(&inventory->syms, listed->entity->id));
	stk_table_add(table, flow == STK_W_OUT    ? "->"
			     : flow == STK_W_IN   ? "<-"
			     : flow == STK_W_BOTH ? "<->"
						  : "?");
	stk_table_add(table, with);
	stk_name_value(inventory, NULL, stk_node_get(node, STK_W_CARRIES), &carries);
	stk_table_add(table, stk_text(inventory, node, STK_W_EVERY));
	stk_table_add(table, stk_text(inventory, node, STK_W_METHOD));
	stk_table_add(table, stk_node_get(node, STK_W_CARRIES) ? carries.data : "?");
	stk_str_release(&carries);
}

static void dispute_row(const struct stk_inventory *inventory, const struct stk_listed *listed,
			struct stk_table *table)
{
	const struct stk_node *node = listed->node;
	const char *by = stk_text(inventory, node, STK_W_BY);
	struct stk_str text = STK_STR_INIT;

	stk_table_add(table, listed->address);
	stk_name_value(inventory, NULL, stk_node_get(node, STK_W_SAYS), &text);
	stk_table_add(table, text.data);
	stk_str_reset(&text);
	if (by)
		stk_name_voice(inventory, by, &text);
	stk_table_add(table, text.data);
	stk_table_add(table, stk_text(inventory, node, STK_W_ON));
	stk_str_release(&text);
}

#define KEEP(column) (1u << (column))

const struct stk_lister stk_listers[] = {
	{"platforms", "platform", STK_PLATFORM,
	 STK_N(STK_N("PLATFORM|CATEGORY|OWNER|STATUS|HOLDS")), KEEP(0),
	 STK_N("No platforms yet. `stocktake walk` asks for them; `stocktake add platform NAME` "
	       "adds "
	       "one."),
	 platform_row},
	{"stakeholders", "stakeholder", STK_STAKEHOLDER,
	 STK_N(STK_N("STAKEHOLDER|NAME|ROLE|TEAM|E-MAIL")), KEEP(0),
	 STK_N("Nobody to ask yet. `stocktake add stakeholder NAME` adds somebody."),
	 stakeholder_row},
	{"metrics", "metric", STK_METRIC, STK_N(STK_N("METRIC|AUDIENCE|FRESH|NEEDS")), KEEP(0),
	 STK_N("No metrics: nothing is to be computed. `stocktake add metric NAME` adds one."),
	 metric_row},
	{"terms", "term", STK_TERM, STK_N(STK_N("TERM|NAME|TYPE|")), KEEP(0), STK_N("No terms."),
	 term_row},
	{"teams", "team", -1, STK_N(STK_N("TEAM|NAME|CHAIN|PEOPLE")), KEEP(0),
	 STK_N("No teams in inventory.yaml."), team_row},
	{"integrations", "integration", -1, STK_N(STK_N("PLATFORM||WITH|EVERY|METHOD|CARRIES")),
	 KEEP(0), STK_N("No integrations yet: nobody has said what goes from where to where."),
	 integration_row},
	{"disputes", "dispute", -1, STK_N(STK_N("ADDRESS|SAYS|BY|ON")), KEEP(2) | KEEP(3),
	 STK_N("No disputes: nobody contradicts another."), dispute_row},
	{"workshops", "workshop", STK_WORKSHOP,
	 STK_N(STK_N("WORKSHOP|DATE|FACILITATOR|INVITED|CAME|OPEN STEPS")), KEEP(0) | KEEP(1),
	 STK_N("No workshops yet."), workshop_row},
	{"evidence", "evidence", STK_EVIDENCE, STK_N(STK_N("EVIDENCE|WHO|KIND|ANSWERS")), KEEP(0),
	 STK_N("No evidence yet: nobody has been asked. `stocktake walk` asks."), evidence_row},
	{"waivers", "waiver", STK_WAIVER, STK_N(STK_N("CHECK|AT|BY|UNTIL|BECAUSE")),
	 KEEP(1) | KEEP(3), STK_N("No waivers."), waiver_row},
	{NULL, NULL, -1, NULL, 0, NULL, NULL},
};
