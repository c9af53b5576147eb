#include "stocktake/report/sheets.h"

#include <stdlib.h>
#include <string.h>

#include "metrics.h"
#include "names.h"
#include "plain.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/str.h"
#include "stocktake/base/tr.h"
#include "stocktake/report/facts.h"

/* --- making a table ----------------------------------------------------------------------------
 */

static struct stk_report_sheet *begin(struct stk_report_sheets *sheets, const char *name,
				      const char *const *headings, const double *widths,
				      size_t columns)
{
	struct stk_report_sheet *sheet = &sheets->items[sheets->count++];
	double *copy = stk_arena_alloc(&sheets->arena, columns * sizeof *copy);

	*sheet = (struct stk_report_sheet){.name = stk_t(name), .columns = columns, .widths = copy};
	sheet->headings = stk_arena_alloc(&sheets->arena, columns * sizeof *sheet->headings);
	for (size_t i = 0; i < columns; i++) {
		sheet->headings[i] = stk_t(headings[i]);
		copy[i] = widths[i];
	}
	return sheet;
}

static struct stk_report_cell *row(struct stk_report_sheets *sheets, struct stk_report_sheet *sheet)
{
	struct stk_report_cell *cells =
		stk_arena_zalloc(&sheets->arena, (sheet->columns + 1) * sizeof *cells);

	STK_GROW(sheet->rows, sheet->cap, sheet->count + 1);
	sheet->rows[sheet->count++] = cells;
	for (size_t i = 0; i < sheet->columns; i++)
		cells[i].text = "";
	return cells;
}

/* Takes the text over into the arena, and empties it. */
static const char *take(struct stk_arena *arena, struct stk_str *text)
{
	const char *copy = stk_arena_strdup(arena, text->data);

	stk_str_reset(text);
	return copy;
}

/* --- inventory ---------------------------------------------------------------------------------
 */

/* "-> Salesforce: leads, every 15 minutes, native; <- Events sheet: ..." */
static void add_links(const struct stk_inventory *inventory, const struct stk_node *links,
		      struct stk_str *out)
{
	bool first = true;

	STK_EACH_VALUE(link, links)
	{
		const char *with = stk_node_kind(link) == STK_NODE_MAP
					   ? stk_text(inventory, link, STK_W_WITH)
					   : NULL;

		if (!with)
			continue;
		stk_str_addf(out, "%s%s %s: ", first ? "" : stk_t("; "), stk_name_flow(link, false),
			     stk_name_of(inventory, STK_PLATFORM, with));
		stk_name_integration(inventory, link, out);
		first = false;
	}
}

static void inventory_sheet(const struct stk_findings_page *page, struct stk_report_sheets *sheets)
{
	static const enum stk_word keys[] = {
		STK_W_NAME,         STK_W_WEBSITE,   STK_W_CATEGORY, STK_W_STATUS,
		STK_W_OWNER,        STK_W_TEAMS,     STK_W_HOLDS,    STK_W_SYSTEM_OF_RECORD,
		STK_W_INTEGRATIONS, STK_W_CONFIRMED, STK_W_NOTES};
	static const double widths[] = {24, 28, 22, 11, 18, 20, 28, 18, 28, 12, 30, 22, 44, 18};
	const char *headings[STK_COUNT(widths)];
	const struct stk_inventory *inventory = page->facts->inventory;
	const struct stk_entities *all = &inventory->kinds[STK_PLATFORM];
	const struct stk_shape *shape = stk_kinds[STK_PLATFORM].shape;
	struct stk_report_sheet *sheet;
	struct stk_str text = STK_STR_INIT;

	for (size_t i = 0; i < STK_COUNT(keys); i++)
		headings[i] = keys[i] == STK_W_NOTES ? STK_N("Notes")
						     : stk_shape_key(shape, keys[i])->column;
	headings[11] = STK_N("State");
	headings[12] = STK_N("Open question");
	headings[13] = STK_N("Ask");
	sheet = begin(sheets, STK_N("Inventory"), headings, widths, STK_COUNT(widths));
	for (uint32_t i = 0; i < all->count; i++) {
		struct stk_report_cell *cells = row(sheets, sheet);
		struct stk_report_beside beside;

		for (size_t k = 0; k < STK_COUNT(keys); k++) {
			const struct stk_node *node = stk_node_get(all->items[i].node, keys[k]);

			if (keys[k] == STK_W_NAME)
				stk_str_add(&text, stk_entity_name(inventory, &all->items[i]));
			else if (keys[k] == STK_W_INTEGRATIONS && stk_values_count(node))
				add_links(inventory, node, &text);
			else if (node)
				stk_name_value(inventory, stk_shape_key(shape, keys[k]), node,
					       &text);
			cells[k].text = take(&sheets->arena, &text);
		}
		stk_report_beside(page, stk_sym_text(&inventory->syms, all->items[i].id),
				  &sheets->arena, &beside);
		cells[11].text = beside.state;
		cells[12].text = beside.question;
		cells[13].text = beside.ask;
	}
	stk_str_release(&text);
}

/* --- findings ----------------------------------------------------------------------------------
 */

static void findings_sheet(const struct stk_findings_page *page, struct stk_report_sheets *sheets)
{
	static const char *const headings[] = {
		STK_N("Severity"),   STK_N("Check"),    STK_N("Where"), STK_N("Finding"),
		STK_N("What to do"), STK_N("Holds up"), STK_N("Ask"),   STK_N("Address")};
	static const double widths[] = {9, 22, 20, 40, 40, 20, 15, 24};
	static const char *const severities[] = {[STK_NOTE] = STK_NC("severity", "note"),
						 [STK_WARNING] = STK_NC("severity", "warning"),
						 [STK_ERROR] = STK_NC("severity", "error")};
	const struct stk_inventory *inventory = page->facts->inventory;
	struct stk_report_sheet *sheet =
		begin(sheets, STK_N("Findings"), headings, widths, STK_COUNT(widths));
	struct stk_str text = STK_STR_INIT;

	for (size_t i = 0; i < page->findings->count; i++) {
		const struct stk_finding *finding = &page->findings->items[i];
		struct stk_report_cell *cells;
		const char *who;

		if (finding->state != STK_OPEN)
			continue;
		cells = row(sheets, sheet);
		cells[0].text = stk_tc("severity", severities[finding->severity]);
		cells[0].is_strong = finding->severity == STK_ERROR;
		cells[1].text =
			stk_t(stk_findings_title(page->checks, page->check_count, finding->check));
		stk_name_address(inventory, finding->address, &text);
		cells[2].text = take(&sheets->arena, &text);
		cells[3].text = finding->message;
		cells[4].text = finding->remedy ? finding->remedy : "";
		for (size_t k = 0; k < finding->metric_count; k++)
			stk_str_addf(&text, "%s%s", k ? stk_tc("list", ", ") : "",
				     stk_name_of(inventory, STK_METRIC, finding->metrics[k]));
		cells[5].text = take(&sheets->arena, &text);
		who = finding->ask ? stk_facts_whom(page->facts, finding->ask) : NULL;
		cells[6].text = who ? stk_name_of(inventory, STK_STAKEHOLDER, who) : "";
		cells[7].text = finding->address;
	}
	stk_str_release(&text);
}

/* --- metrics -----------------------------------------------------------------------------------
 */

static void metrics_sheet(const struct stk_findings_page *page, struct stk_report_sheets *sheets)
{
	static const char *const headings[] = {STK_N("Metric"), STK_N("State"), STK_N("Why"),
					       STK_N("From"),   STK_N("Mind"),  STK_N("Ask")};
	static const double widths[] = {28, 12, 56, 26, 24, 22};
	const struct stk_facts *facts = page->facts;
	const struct stk_inventory *inventory = facts->inventory;
	struct stk_report_sheet *sheet =
		begin(sheets, STK_N("Metrics"), headings, widths, STK_COUNT(widths));
	struct stk_str text = STK_STR_INIT;

	for (uint32_t i = 0; i < facts->metrics->count; i++) {
		const struct stk_metric *metric = &facts->metrics->items[i];
		struct stk_report_cell *cells = row(sheets, sheet);

		cells[0].text = stk_metric_name(facts, metric);
		cells[1].text = stk_t(stk_metric_state_name(metric->state));
		cells[1].is_strong = metric->state != STK_READY && metric->state != STK_STALE;
		if (metric->reason)
			stk_plain_text(inventory, metric->reason, &text);
		cells[2].text = take(&sheets->arena, &text);
		stk_metric_sources(facts, metric, &text);
		cells[3].text = take(&sheets->arena, &text);
		stk_metric_caveats(metric, &text);
		cells[4].text = take(&sheets->arena, &text);
		for (uint32_t k = 0; k < metric->need_count; k++)
			for (uint32_t n = 0; n < metric->needs[k].ask_count; n++) {
				const char *who = stk_name_of(
					inventory, STK_STAKEHOLDER,
					stk_sym_text(&inventory->syms, metric->needs[k].ask[n]));

				if (!strstr(text.data, who))
					stk_str_addf(&text, "%s%s", text.len ? ", " : "", who);
			}
		cells[5].text = take(&sheets->arena, &text);
	}
	stk_str_release(&text);
}

/* --- crosswalk ---------------------------------------------------------------------------------
 */

/* The platform counts for the group, or for a term of it. */
static bool is_record(const struct stk_inventory *inventory, const struct stk_node *platform,
		      const char *group)
{
	size_t len = strlen(group);

	STK_EACH_VALUE(item, stk_node_get(platform, STK_W_SYSTEM_OF_RECORD))
	{
		const char *text = stk_node_kind(item) == STK_NODE_SCALAR
					   ? stk_sym_text(&inventory->syms, item->value)
					   : "";

		if (strncmp(text, group, len) == 0 && (!text[len] || text[len] == '.'))
			return true;
	}
	return false;
}

static void crosswalk_sheet(const struct stk_findings_page *page, struct stk_report_sheets *sheets)
{
	const struct stk_graph *graph = page->facts->graph;
	const struct stk_inventory *inventory = page->facts->inventory;
	const struct stk_entities *all = &inventory->kinds[STK_PLATFORM];
	size_t columns = inventory->group_count + 1;
	const char **headings = stk_xcalloc(columns, sizeof *headings);
	double *widths = stk_xcalloc(columns, sizeof *widths);
	struct stk_report_sheet *sheet;

	headings[0] = STK_N("Platform");
	widths[0] = 26;
	for (uint32_t i = 0; i < inventory->group_count; i++) {
		headings[i + 1] = stk_sym_text(&inventory->syms, inventory->groups[i]);
		widths[i + 1] = 10;
	}
	sheet = begin(sheets, STK_N("Crosswalk"), headings, widths, columns);
	sheet->is_ticks = true;
	for (uint32_t i = 0; i < inventory->group_count; i++)
		sheet->headings[i + 1] = stk_word_shown(headings[i + 1]);
	for (uint32_t p = 0; p < all->count; p++) {
		struct stk_report_cell *cells = row(sheets, sheet);
		const uint64_t *held = &graph->group_holds[(size_t)p * graph->group_words];

		cells[0].text = stk_entity_name(inventory, &all->items[p]);
		for (uint32_t i = 0; i < inventory->group_count; i++) {
			bool holds = held[i / 64] >> (i % 64) & 1u;

			if (is_record(inventory, all->items[p].node, headings[i + 1])) {
				cells[i + 1].text = stk_t("counts");
				cells[i + 1].is_strong = true;
			} else if (holds) {
				cells[i + 1].text = "x";
			} else if (graph->platforms[p].holds == STK_SAID_NOTHING) {
				cells[i + 1].text = "?";
			}
		}
	}
	free(headings);
	free(widths);
}

void stk_report_sheets(const struct stk_findings_page *page, struct stk_report_sheets *sheets)
{
	*sheets = (struct stk_report_sheets){.arena = STK_ARENA_INIT};
	inventory_sheet(page, sheets);
	findings_sheet(page, sheets);
	metrics_sheet(page, sheets);
	crosswalk_sheet(page, sheets);
}

void stk_report_sheets_release(struct stk_report_sheets *sheets)
{
	for (size_t i = 0; i < sheets->count; i++)
		free(sheets->items[i].rows);
	stk_arena_release(&sheets->arena);
	sheets->count = 0;
}

/* --- beside somebody else's rows -----------------------------------------------------------------
 */

static bool is_below(const char *address, const char *platform)
{
	size_t len = strlen(platform);

	return strncmp(address, "platforms/", 10) == 0 &&
	       strncmp(address + 10, platform, len) == 0 &&
	       (!address[10 + len] || address[10 + len] == '/');
}

void stk_report_beside(const struct stk_findings_page *page, const char *platform,
		       struct stk_arena *arena, struct stk_report_beside *beside)
{
	const struct stk_facts *facts = page->facts;
	const struct stk_inventory *inventory = facts->inventory;
	const struct stk_entity *entity = stk_inventory_find(inventory, STK_PLATFORM, platform);
	const char *status = entity ? stk_text(inventory, entity->node, STK_W_STATUS) : NULL;
	const struct stk_question *first = NULL;
	struct stk_str text = STK_STR_INIT;
	unsigned long open = 0, findings = 0, disputes;

	*beside = (struct stk_report_beside){"", "", ""};
	for (size_t i = 0; i < facts->questions->count; i++)
		if (is_below(facts->questions->items[i].address, platform)) {
			first = first ? first : &facts->questions->items[i];
			open++;
		}
	for (size_t i = 0; i < page->findings->count; i++)
		findings += page->findings->items[i].state == STK_OPEN &&
			    is_below(page->findings->items[i].address, platform);
	disputes = entity ? stk_values_count(stk_node_get(entity->node, STK_W_DISPUTES)) : 0;
	if (status && strcmp(status, "in-use") != 0)
		stk_str_addf(&text, "%s; ", stk_tc("status", status));
	if (disputes) {
		stk_str_addf(&text, stk_tn("%lu dispute", "%lu disputes", disputes), disputes);
		stk_str_add(&text, "; ");
	}
	if (findings) {
		stk_str_addf(&text, stk_tn("%lu finding", "%lu findings", findings), findings);
		stk_str_add(&text, "; ");
	}
	if (open)
		stk_str_addf(&text, stk_tn("%lu open question", "%lu open questions", open), open);
	else
		stk_str_add(&text, stk_t("known"));
	beside->state = take(arena, &text);
	if (first && stk_name_asked(inventory, first, &text))
		beside->question = take(arena, &text);
	if (first && first->who_count)
		beside->ask = stk_entity_name(
			inventory, &inventory->kinds[STK_STAKEHOLDER].items[first->who[0]]);
	stk_str_release(&text);
}
