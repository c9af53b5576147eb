/*
 * Usage: checks ROUNDS FOLDER
 * Loads an inventory, runs each check that ships by itself, and prints for each the median of the
 * CPU time that it adds (its worker's and what hearing of its findings costs), as a share of the
 * bare pass too. What all runs have in common, the worker and reading all checks, has a row of its
 * own.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "stocktake/checks/runner.h"
#include "stocktake/model/graph.h"
#include "stocktake/model/inventory.h"
#include "stocktake/yaml/tree.h"

enum { MAX_ROUNDS = 31, MAX_CHECKS = 200 };

/* No Lua: what it costs is what every run costs. */
static const char nothing[] = "waiver-expired";

struct row {
	const char *name;
	double ms[MAX_ROUNDS];
	size_t findings;
};

struct bench {
	struct stk_source *source;
	struct stk_inventory *inventory;
	struct stk_graph *graph;
	struct stk_metrics *metrics;
	struct stk_checks *list;
	struct row bare, rows[MAX_CHECKS];
	size_t count;
};

static double used_ms(int who)
{
	struct rusage usage;

	getrusage(who, &usage);
	return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1e3 +
	       (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e3;
}

static double now_ms(void)
{
	return used_ms(RUSAGE_SELF) + used_ms(RUSAGE_CHILDREN);
}

static int pass(void *data, const char *path)
{
	struct bench *bench = data;
	struct stk_str text = STK_STR_INIT;
	struct stk_err err;
	int failed = 0;

	if (stk_ends(path, ".yaml"))
		failed = stk_source_read(bench->source, path, &text, &err) ||
			 stk_yaml_bare_pass(text.data, text.len);
	stk_str_release(&text);
	return failed;
}

static int run_one(struct bench *bench, const char *select, size_t *found, struct stk_err *err)
{
	struct stk_checks_options options = {.select = select};
	struct stk_findings findings = {0};
	struct stk_checks *checks = stk_checks_run(bench->inventory, bench->graph, bench->metrics,
						   &options, &findings, err);
	int failed = !checks || checks->failure_count;

	*found = findings.count;
	if (checks && checks->failure_count)
		stk_err_set(err, STK_ECHECK, "%s: %s", checks->failures[0].check,
			    checks->failures[0].reason);
	stk_checks_free(checks);
	stk_findings_release(&findings);
	return failed;
}

static int run_round(struct bench *bench, unsigned round, struct stk_err *err)
{
	double begin = now_ms();

	if (stk_source_each(bench->source, "", pass, bench, err))
		return -1;
	bench->bare.ms[round] = now_ms() - begin;
	for (size_t i = 0; i < bench->count; i++) {
		struct row *row = &bench->rows[i];

		begin = now_ms();
		if (run_one(bench, row->name, &row->findings, err))
			return -1;
		row->ms[round] = now_ms() - begin;
	}
	return 0;
}

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static double median(struct row *row, unsigned rounds)
{
	qsort(row->ms, rounds, sizeof *row->ms, compare);
	return row->ms[rounds / 2];
}

static void print(struct bench *bench, unsigned rounds)
{
	double bare = median(&bench->bare, rounds), common = median(&bench->rows[0], rounds);

	printf("%-28s %9s %9s %9s\n", "", "CPU ms", "of bare", "findings");
	printf("%-28s %9.1f %9.3f\n", "bare pass", bare, 1.0);
	printf("%-28s %9.1f %9.3f\n", "any run", common, common / bare);
	for (size_t i = 1; i < bench->count; i++) {
		double more = median(&bench->rows[i], rounds) - common;

		printf("%-28s %9.1f %9.3f %9zu\n", bench->rows[i].name, more, more / bare,
		       bench->rows[i].findings);
	}
}

static int open_all(struct bench *bench, const char *folder, struct stk_err *err)
{
	struct stk_clock clock;

	if (stk_clock_init(&clock, NULL, err))
		return -1;
	bench->source = stk_source_folder(folder, err);
	if (!bench->source)
		return -1;
	bench->inventory =
		stk_inventory_load(bench->source, &clock, STK_LOAD_EVIDENCE | STK_LOAD_FORMAT, err);
	bench->list = stk_checks_list(NULL, err);
	if (!bench->inventory || !bench->list)
		return -1;
	bench->graph = stk_graph_new(bench->inventory);
	bench->metrics = stk_metrics_new(bench->graph);
	bench->rows[bench->count++].name = nothing;
	for (size_t i = 0; i < bench->list->count && bench->count < MAX_CHECKS; i++)
		bench->rows[bench->count++].name = bench->list->items[i].id;
	return 0;
}

int main(int argc, char **argv)
{
	static struct bench bench;
	unsigned rounds = argc == 3 ? (unsigned)atoi(argv[1]) : 0, i;
	struct stk_err err = {0};
	int failed;

	if (!rounds || rounds > MAX_ROUNDS) {
		fprintf(stderr, "usage: checks ROUNDS FOLDER\n");
		return 2;
	}
	failed = open_all(&bench, argv[2], &err);
	for (i = 0; i < rounds && !failed; i++)
		failed = run_round(&bench, i, &err);
	if (failed)
		stk_err_print(&err, stderr);
	else
		print(&bench, rounds);
	return failed ? 2 : 0;
}
