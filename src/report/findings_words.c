#include <stdlib.h>
#include <string.h>

#include "findings.h"
#include "names.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/tr.h"
#include "stocktake/model/address.h"
#include "stocktake/model/builtin.h"

static const struct stk_findings_format formats[] = {
	{"text", true, false, stk_findings_text},
	{"json", false, false, stk_findings_json},
	{"sarif", false, true, stk_findings_sarif},
	{"junit", false, true, stk_findings_junit},
	{"github", false, true, stk_findings_github},
	{"markdown", true, true, stk_findings_markdown},
};

const struct stk_findings_format *stk_findings_format(const char *name)
{
	for (size_t i = 0; i < STK_COUNT(formats); i++)
		if (strcmp(formats[i].name, name) == 0)
			return &formats[i];
	return NULL;
}

/* --- the checks ------------------------------------------------------------------------------ */

static void add_rule(struct stk_finding_rules *rules, const struct stk_check_words *words)
{
	uint32_t at;

	if (stk_map_get(&rules->at, words->id, strlen(words->id), &at))
		return;
	stk_map_put(&rules->at, words->id, strlen(words->id), 0);
	STK_GROW(rules->items, rules->cap, rules->count + 1);
	rules->items[rules->count++] = *words;
}

static void add_by_id(struct stk_finding_rules *rules, const char *id, enum stk_severity severity)
{
	const struct stk_builtin *builtin = stk_builtin_find(id);
	struct stk_check_words words = {.id = id, .severity = severity};

	if (builtin)
		words = (struct stk_check_words){builtin->id,      builtin->title,
						 builtin->remedy,  builtin->about,
						 builtin->explain, builtin->severity};
	add_rule(rules, &words);
}

static int by_id(const void *a, const void *b)
{
	return strcmp(((const struct stk_check_words *)a)->id,
		      ((const struct stk_check_words *)b)->id);
}

void stk_finding_rules_init(struct stk_finding_rules *rules, const struct stk_findings_page *page,
			    bool failed)
{
	const struct stk_findings *findings = page->findings;

	*rules = (struct stk_finding_rules){.at = STK_MAP_INIT};
	for (size_t i = 0; i < page->check_count; i++)
		add_rule(rules, &page->checks[i]);
	for (size_t i = 0; i < findings->count; i++)
		add_by_id(rules, findings->items[i].check, findings->items[i].severity);
	for (size_t i = 0; failed && i < page->failed_count; i++)
		add_by_id(rules, page->failed[i].check, STK_ERROR);
	if (rules->count)
		qsort(rules->items, rules->count, sizeof *rules->items, by_id);
	for (size_t i = 0; i < rules->count; i++)
		stk_map_put(&rules->at, rules->items[i].id, strlen(rules->items[i].id),
			    (uint32_t)i);
}

void stk_finding_rules_release(struct stk_finding_rules *rules)
{
	free(rules->items);
	stk_map_release(&rules->at);
}

/* --- a finding ------------------------------------------------------------------------------- */

void stk_findings_path(const struct stk_findings_page *page, const char *file, struct stk_str *out)
{
	if (page->prefix && *page->prefix)
		stk_str_addf(out, "%s/", page->prefix);
	stk_str_add(out, file);
}

void stk_findings_where(const struct stk_findings_page *page, const struct stk_finding *finding,
			struct stk_str *out)
{
	if (!finding->file) {
		stk_str_add(out, finding->address);
		return;
	}
	stk_findings_path(page, finding->file, out);
	if (finding->line)
		stk_str_addf(out, ":%u", finding->line);
	if (finding->line && finding->col > 1)
		stk_str_addf(out, ":%u", finding->col);
}

void stk_findings_metrics(const struct stk_facts *facts, const struct stk_finding *finding,
			  struct stk_str *out)
{
	if (stk_starts(finding->address, "metrics/"))
		return;
	for (size_t i = 0; i < finding->metric_count; i++)
		stk_str_addf(out, "%s%s", i ? stk_tc("list", ", ") : "",
			     stk_name_of(facts->inventory, STK_METRIC, finding->metrics[i]));
}

/* True if something is recorded at an address: then the answer is to be checked, not given. */
static bool is_recorded(const struct stk_inventory *inventory, const char *text)
{
	struct stk_address address;
	struct stk_place place = {0};
	struct stk_err err;
	bool there;

	if (stk_address_parse(text, &address, &err))
		return false;
	there = stk_address_resolve(inventory, &address, &place, &err) && place.node;
	stk_address_release(&address);
	return there;
}

bool stk_findings_question(const struct stk_facts *facts, const struct stk_finding *finding,
			   struct stk_str *out)
{
	const struct stk_inventory *inventory = facts->inventory;
	struct stk_str question = STK_STR_INIT;
	const char *whom;
	bool has = finding->ask && stk_name_question(inventory, finding->ask, &question);

	if (has) {
		whom = facts->asker ? stk_facts_whom(facts, finding->ask) : NULL;
		stk_str_addf(
			out,
			whom && is_recorded(inventory, finding->ask) ? stk_t("Check with %s%s%s")
								     : stk_t("Ask %s%s%s"),
			whom ? stk_name_of(inventory, STK_STAKEHOLDER, whom) : stk_t("around"),
			stk_starts(finding->ask, "inventory/") ? stk_t(": ") : stk_t(" about "),
			question.data);
	}
	stk_str_release(&question);
	return has;
}

const char *stk_findings_because(const struct stk_facts *facts, const struct stk_finding *finding)
{
	const struct stk_entities *waivers = &facts->inventory->kinds[STK_WAIVER];

	if (finding->state != STK_WAIVED || !finding->waiver || finding->waiver > waivers->count)
		return NULL;
	return stk_text(facts->inventory, waivers->items[finding->waiver - 1].node, STK_W_BECAUSE);
}

void stk_findings_summary(const struct stk_findings_page *page, struct stk_str *out)
{
	stk_findings_count(page->findings, out);
	if (page->failed_count) {
		stk_str_add(out, stk_t(", "));
		stk_name_count(out, page->failed_count, "check failed", "checks failed");
	}
	if (page->off_count) {
		stk_str_add(out, stk_t(", "));
		stk_name_count(out, page->off_count, "check off", "checks off");
	}
}
