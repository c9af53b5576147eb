#include "stocktake/checks/runner.h"

#include <stdlib.h>
#include <string.h>

#include "declare.h"
#include "set.h"
#include "stocktake/base/mem.h"
#include "stocktake/model/builtin.h"
#include "stocktake/model/select.h"
#include "supervise.h"
#include "worker.h"

#define DEFAULT_SECONDS      10
#define DEFAULT_MEMORY_BYTES ((size_t)64 << 20)

static int compare_checks(const void *a, const void *b)
{
	return strcmp(((const struct stk_check *)a)->id, ((const struct stk_check *)b)->id);
}

static int compare_failures(const void *a, const void *b)
{
	const struct stk_check_failure *x = a, *y = b;
	int order = strcmp(x->check, y->check);
	return order ? order : strcmp(x->reason, y->reason);
}

/* By check; those of one check stay in their order. What ships and what is own come as two sorted
 * runs: few steps. */
static void sort_trials(struct stk_check_trial *trials, size_t count)
{
	for (size_t i = 1; i < count; i++) {
		struct stk_check_trial moved = trials[i];
		size_t at = i;
		for (; at > 0 && strcmp(trials[at - 1].check, moved.check) > 0; at--)
			trials[at] = trials[at - 1];
		trials[at] = moved;
	}
}

static struct stk_checks *checks_new(void)
{
	struct stk_checks *checks = stk_xcalloc(1, sizeof *checks);
	checks->arena = (struct stk_arena)STK_ARENA_INIT;
	return checks;
}

static void sort(struct stk_checks *checks)
{
	if (checks->count)
		qsort(checks->items, checks->count, sizeof *checks->items, compare_checks);
	if (checks->failure_count)
		qsort(checks->failures, checks->failure_count, sizeof *checks->failures,
		      compare_failures);
}

static struct stk_checks *do_job(const struct stk_job *job, struct stk_findings *findings,
				 struct stk_trials *trials, struct stk_err *err)
{
	struct stk_checks *checks = checks_new();
	if (stk_supervise(job, checks, findings, trials, err)) {
		stk_checks_free(checks);
		return NULL;
	}
	sort(checks);
	return checks;
}

static int compare_ids(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

const char **stk_checks_ids(struct stk_source *source, struct stk_arena *arena, struct stk_err *err)
{
	struct stk_check_set set;
	size_t count = 0;
	if (stk_check_set_load(&set, source, err))
		return NULL;
	size_t most = set.count + stk_builtin_count;
	const char **ids = stk_arena_alloc(arena, (most + 1) * sizeof *ids);
	for (size_t i = 0; i < set.count; i++)
		ids[count++] = stk_arena_strdup(arena, set.items[i].id);
	for (size_t i = 0; i < stk_builtin_count; i++)
		ids[count++] = stk_builtins[i].id;
	qsort(ids, count, sizeof *ids, compare_ids);
	size_t kept = 0; /* an inventory's own check may be called as one that is no Lua */
	for (size_t i = 0; i < count; i++)
		if (!kept || strcmp(ids[kept - 1], ids[i]) != 0)
			ids[kept++] = ids[i];
	ids[kept] = NULL;
	stk_check_set_release(&set);
	return ids;
}

struct stk_checks *stk_checks_list(struct stk_source *source, struct stk_err *err)
{
	struct stk_check_set set;
	if (stk_check_set_load(&set, source, err))
		return NULL;
	struct stk_job job = {.mode = STK_JOB_LIST, .set = &set, .seconds = DEFAULT_SECONDS};
	job.memory_bytes = DEFAULT_MEMORY_BYTES;
	struct stk_checks *checks = do_job(&job, NULL, NULL, err);
	stk_check_set_release(&set);
	return checks;
}

/* --- the words of an expression -------------------------------------------------------------- */

struct word_check {
	const struct stk_check_set *set;
	char unknown[100];
};

static bool names_something(const struct stk_check_set *set, const char *word)
{
	if (stk_about_find(word) || stk_severity_parse(word) >= 0)
		return true;
	for (size_t i = 0; i < set->count; i++)
		if (stk_select_word_is(word, set->items[i].id))
			return true;
	for (size_t i = 0; i < stk_builtin_count; i++)
		if (stk_select_word_is(word, stk_builtins[i].id))
			return true;
	return false;
}

static void check_word(void *data, const char *word)
{
	struct word_check *check = data;
	if (!check->unknown[0] && !names_something(check->set, word))
		snprintf(check->unknown, sizeof check->unknown, "%s", word);
}

static int parse_selection(const char *text, const struct stk_check_set *set,
			   struct stk_select **select, struct stk_err *err)
{
	struct word_check check = {set, ""};
	*select = NULL;
	if (!text)
		return 0;
	*select = stk_select_parse(text, err);
	if (!*select)
		return -1;
	stk_select_words(*select, check_word, &check);
	if (!check.unknown[0])
		return 0;
	stk_select_free(*select);
	*select = NULL;
	stk_err_set(err, STK_EUSAGE, "'%s' is no check, no kind of check and no severity",
		    check.unknown);
	stk_err_hint(err, "`stocktake checks list` shows what there is");
	return -1;
}

struct stk_checks *stk_checks_run(struct stk_inventory *inventory, struct stk_graph *graph,
				  struct stk_metrics *metrics,
				  const struct stk_checks_options *options,
				  struct stk_findings *findings, struct stk_err *err)
{
	struct stk_checks *checks = NULL;
	struct stk_select *select = NULL;
	const struct stk_inventory *rules = options && options->rules ? options->rules : inventory;
	struct stk_check_set set;
	struct stk_world world;
	if (stk_check_set_load(&set, rules->source, err))
		return NULL;
	stk_world_init(&world, inventory, graph, metrics);
	struct stk_job job = {
		.mode = STK_JOB_RUN,
		.set = &set,
		.world = &world,
		.seconds = options && options->seconds_per_check ? options->seconds_per_check
								 : DEFAULT_SECONDS,
		.memory_bytes = options && options->memory_bytes ? options->memory_bytes
								 : DEFAULT_MEMORY_BYTES,
	};
	if (parse_selection(options ? options->select : NULL, &set, &select, err))
		goto out;
	job.select = select;
	stk_check_set_obey(&set, rules);
	checks = do_job(&job, findings, NULL, err);
	if (checks)
		stk_findings_locate(inventory, findings);
out:
	stk_select_free(select);
	stk_world_release(&world);
	stk_check_set_release(&set);
	return checks;
}

struct stk_checks *stk_checks_test(struct stk_source *source, const char *path,
				   struct stk_check_trial **trials, size_t *count,
				   struct stk_err *err)
{
	struct stk_checks *checks = NULL;
	struct stk_trials found = {NULL, 0, 0};
	struct stk_check_set set;
	bool known = path == NULL;
	*trials = NULL;
	*count = 0;
	if (stk_check_set_load(&set, source, err))
		return NULL;
	for (size_t i = 0; i < set.count && path; i++)
		known |= strcmp(set.items[i].file, path) == 0 || strcmp(set.items[i].id, path) == 0;
	if (!known) {
		stk_err_set(err, STK_EUSAGE, "there is no check '%s'", path);
		stk_err_hint(err, "`stocktake checks list` shows what there is");
		goto out;
	}
	struct stk_job job = {
		.mode = STK_JOB_TEST, .set = &set, .only = path, .seconds = DEFAULT_SECONDS};
	job.memory_bytes = DEFAULT_MEMORY_BYTES;
	checks = do_job(&job, NULL, &found, err);
	if (!checks)
		goto out;
	if (found.count) {
		size_t bytes = found.count * sizeof *found.items;
		*trials = stk_arena_alloc(&checks->arena, bytes);
		sort_trials(found.items, found.count);
		memcpy(*trials, found.items, bytes);
	}
	*count = found.count;
out:
	free(found.items);
	stk_check_set_release(&set);
	return checks;
}

void stk_checks_free(struct stk_checks *checks)
{
	if (!checks)
		return;
	free(checks->items);
	free(checks->failures);
	stk_arena_release(&checks->arena);
	free(checks);
}
