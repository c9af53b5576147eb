/*
 * An inventory with one check of its own that means no good, beside another that is honest.
 */
#ifndef STOCKTAKE_TESTS_UNIT_CHECKS_HOSTILE_H
#define STOCKTAKE_TESTS_UNIT_CHECKS_HOSTILE_H

#include <string.h>

#include "stocktake/base/mem.h"
#include "stocktake/checks/runner.h"

struct scene {
	struct stk_source *source;
	struct stk_inventory *inventory;
	struct stk_graph *graph;
	struct stk_metrics *metrics;
	struct stk_findings findings;
	struct stk_checks *checks;
	struct stk_err err;
};

static const char honest_check[] =
	"return {id = 'zz-honest', severity = 'error', about = 'risk', title = 'Honest check',\n"
	" explain = 'It finds the CRM.', remedy = 'Nothing.',\n"
	" run = function(inventory, report) report{at = inventory:platform('crm'), message = "
	"'here'} end,\n"
	" examples = {}}\n";

/* A check named `bad` with this body of run. */
static inline char *check_with(const char *body)
{
	return stk_xasprintf(
		"return {id = 'bad', severity = 'note', about = 'risk', title = 'Bad check',\n"
		" explain = 'It is bad.', remedy = 'None.', examples = {},\n"
		" run = function(inventory, report)\n%s\nend}\n",
		body);
}

static inline void scene_open(struct scene *scene, const char *bad_file)
{
	static const char inventory[] =
		"stocktake: 1\nname: Acme\ndestination: [bi]\ncategories: []\n";
	static const char crm[] = "name: CRM\nowner: li\nintegrations: [{with: bi, flow: out}]\n";
	static const char bi[] = "name: BI\nowner: li\n";
	static const char sheet[] = "name: Sheet\nowner: li\nholds: [lead]\nintegrations: []\n";
	const struct stk_memory_file files[] = {
		{"checks/bad.lua", bad_file, strlen(bad_file)},
		{"checks/zz-honest.lua", honest_check, strlen(honest_check)},
		{"inventory.yaml", inventory, strlen(inventory)},
		{"platforms/bi.yaml", bi, strlen(bi)},
		{"platforms/crm.yaml", crm, strlen(crm)},
		{"platforms/sheet.yaml", sheet, strlen(sheet)},
		{"stakeholders/li.yaml", "name: Li\n", 9},
	};
	struct stk_clock clock = {.now_seconds = 1796076000, .frozen = true};
	clock.today = stk_date_parse("2026-12-01");
	memset(scene, 0, sizeof *scene);
	scene->source = stk_source_memory(files, STK_COUNT(files));
	scene->inventory = stk_inventory_load(scene->source, &clock, STK_LOAD_ALL, &scene->err);
	scene->graph = stk_graph_new(scene->inventory);
	scene->metrics = stk_metrics_new(scene->graph);
	scene->findings.arena = (struct stk_arena)STK_ARENA_INIT;
}

static inline void scene_run(struct scene *scene, const char *select, unsigned seconds,
			     size_t memory_bytes)
{
	struct stk_checks_options options = {
		.select = select, .seconds_per_check = seconds, .memory_bytes = memory_bytes};
	scene->checks = stk_checks_run(scene->inventory, scene->graph, scene->metrics, &options,
				       &scene->findings, &scene->err);
}

static inline void scene_close(struct scene *scene)
{
	stk_checks_free(scene->checks);
	stk_findings_release(&scene->findings);
	stk_metrics_free(scene->metrics);
	stk_graph_free(scene->graph);
	stk_inventory_free(scene->inventory);
	stk_source_close(scene->source);
}

static inline size_t scene_found(const struct scene *scene, const char *check)
{
	size_t found = 0;
	for (size_t i = 0; i < scene->findings.count; i++)
		found += strcmp(scene->findings.items[i].check, check) == 0;
	return found;
}

static inline const struct stk_finding *scene_first(const struct scene *scene, const char *check)
{
	for (size_t i = 0; i < scene->findings.count; i++)
		if (strcmp(scene->findings.items[i].check, check) == 0)
			return &scene->findings.items[i];
	return NULL;
}

#endif
