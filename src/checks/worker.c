#include "worker.h"

#include <string.h>
#include <unistd.h>

#include "declare.h"
#include "jail.h"
#include "report.h"
#include "sandbox.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/tr.h"

#ifdef STK_SANITIZED
#define BUDGET_BASE UINT64_C(4000000) /* each takes many times as long */
#else
#define BUDGET_BASE UINT64_C(100000000)
#endif
#define BUDGET_PER_PLATFORM UINT64_C(20000)
#define SLACK_BYTES         ((size_t)64 << 20) /* for what C makes on first use: evidence, twins */
#define SLACK_PER_PLATFORM  1024
#define EXAMPLE_TODAY       "2026-12-01"

struct worker {
	const struct stk_job *job;
	struct stk_wire_out wire;
	const struct stk_check_file *check;
	struct stk_str reason, expected;
};

static void send_reason(struct worker *worker, enum stk_wire_type type, const char *reason)
{
	stk_wire_begin(&worker->wire, type);
	if (type == STK_WIRE_TRIED)
		stk_wire_u32(&worker->wire, reason == NULL);
	stk_wire_cstr(&worker->wire, reason, 1000);
	stk_wire_end(&worker->wire);
}

/* Where a limit cannot be an error, as the check could catch it: says why, and ends the process. */
static void end_worker(void *data, const char *reason)
{
	struct worker *worker = data;
	send_reason(worker, STK_WIRE_FAILED, reason);
	stk_wire_flush(&worker->wire);
	_exit(3);
}

/* --- selection ------------------------------------------------------------------------------- */

struct words {
	const char *id, *about, *severity;
};

static bool is_word(void *data, const char *word)
{
	const struct words *words = data;
	size_t len = strlen(word);
	if (len && word[len - 1] == '*')
		return strncmp(words->id, word, len - 1) == 0;
	return strcmp(word, words->id) == 0 || strcmp(word, words->about) == 0 ||
	       strcmp(word, words->severity) == 0;
}

bool stk_job_selects(const struct stk_select *select, const char *id, const char *about,
		     const char *severity)
{
	struct words words = {id, about, severity};
	return !select || stk_select_matches(select, is_word, &words);
}

/* --- one check ------------------------------------------------------------------------------- */

static int open_bindings(lua_State *L)
{
	stk_bind_open(L);
	return 0;
}

/* A state with the check's table on its stack; NULL: worker->reason says why not. */
static lua_State *open_check(struct worker *worker, struct stk_sandbox *sandbox,
			     struct stk_world *world)
{
	uint64_t platforms = world ? world->graph->platform_count : 0;
	*sandbox = (struct stk_sandbox){
		.cap_bytes = worker->job->memory_bytes,
		.budget = BUDGET_BASE + BUDGET_PER_PLATFORM * platforms,
		.end = end_worker,
		.data = worker,
		.world = world,
	};
	stk_str_reset(&worker->reason);
	lua_State *L = stk_sandbox_open(sandbox);
	if (!L) {
		stk_str_add(&worker->reason, stk_t("there is no memory to begin"));
		return NULL;
	}
	if (world) {
		lua_pushcfunction(L, open_bindings);
		if (stk_sandbox_call(L, 0, 0, &worker->reason))
			goto failed;
	}
	if (stk_sandbox_load(L, worker->check->file, worker->check->text, worker->check->len_bytes,
			     &worker->reason) ||
	    stk_sandbox_call(L, 0, 1, &worker->reason))
		goto failed;
	return L;
failed:
	lua_close(L);
	return NULL;
}

static int run_check(lua_State *L, struct stk_report_sink *sink, struct stk_str *reason)
{
	lua_getfield(L, -1, "run");
	stk_bind_push(L, STK_OBJECT_INVENTORY, 0);
	stk_report_push(L, sink);
	return stk_sandbox_call(L, 2, 0, reason);
}

static void send_meta(struct worker *worker, const struct stk_declared *declared, bool selected)
{
	struct stk_wire_out *wire = &worker->wire;
	stk_wire_begin(wire, STK_WIRE_META);
	stk_wire_u32(wire, (uint32_t)declared->severity);
	stk_wire_u32(wire, selected);
	stk_wire_u32(wire, declared->example_count);
	stk_wire_cstr(wire, declared->about, 80);
	stk_wire_cstr(wire, declared->title, 200);
	stk_wire_cstr(wire, declared->explain, 16000);
	stk_wire_cstr(wire, declared->remedy, 4000);
	stk_wire_end(wire);
}

/* --- examples -------------------------------------------------------------------------------- */

/* Why an example's inventory is none; its line there, 0 where it has none. */
static const char *example_defect(struct stk_inventory *inventory, unsigned *line)
{
	struct stk_findings *defects = &inventory->defects;
	stk_findings_locate(inventory, defects);
	for (size_t i = 0; i < defects->count; i++) {
		*line = defects->items[i].line;
		if (inventory->unreadable ||
		    strcmp(defects->items[i].check, "quality-unknown-key") == 0)
			return defects->items[i].message;
	}
	return inventory->unreadable ? stk_t("it cannot be read") : NULL;
}

/* The line of the check's file where that line of the example stands: a long string stands there as
 * it is. 0: it was put together in some other way. */
static unsigned line_in_file(const struct stk_check_file *file,
			     const struct stk_declared_example *example, unsigned line)
{
	const char *at =
		memmem(file->text, file->len_bytes, example->inventory, example->inventory_bytes);
	if (!at || !line || !example->inventory_bytes)
		return 0;
	for (const char *c = file->text; c < at; c++)
		line += *c == '\n';
	return line;
}

static void run_over(struct worker *worker, struct stk_inventory *inventory,
		     enum stk_severity severity)
{
	struct stk_graph *graph = stk_graph_new(inventory);
	struct stk_metrics *metrics = stk_metrics_new(graph);
	struct stk_report_sink sink = {&worker->wire, severity, 0};
	struct stk_sandbox sandbox;
	struct stk_world world;
	stk_world_init(&world, inventory, graph, metrics);
	lua_State *L = open_check(worker, &sandbox, &world);
	bool ran = L && run_check(L, &sink, &worker->reason) == 0;
	if (L)
		lua_close(L);
	stk_world_release(&world);
	stk_metrics_free(metrics);
	stk_graph_free(graph);
	send_reason(worker, STK_WIRE_TRIED, ran ? NULL : worker->reason.data);
}

static void try_example(struct worker *worker, const struct stk_declared *declared,
			const struct stk_declared_example *example)
{
	struct stk_clock clock = {.frozen = true};
	struct stk_err err = {0};
	struct stk_wire_out *wire = &worker->wire;
	stk_wire_begin(wire, STK_WIRE_TRIAL);
	stk_wire_cstr(wire, example->says, 500);
	stk_wire_text(wire, worker->expected.data, worker->expected.len, 100000);
	stk_wire_text(wire, example->inventory, example->inventory_bytes, 100000);
	stk_wire_end(wire);
	stk_wire_flush(wire);
	clock.today = stk_date_parse(EXAMPLE_TODAY);
	clock.now_seconds = (int64_t)clock.today * 86400;
	struct stk_inventory *inventory =
		stk_inventory_load_document("example", example->inventory, example->inventory_bytes,
					    &clock, STK_LOAD_ALL, &err);
	unsigned line = err.line;
	const char *defect = inventory ? example_defect(inventory, &line) : err.message;
	if (defect) {
		unsigned in_file = line_in_file(worker->check, example, line);
		stk_str_reset(&worker->reason);
		if (in_file)
			stk_str_addf(&worker->reason, "%s:%u: ", worker->check->file, in_file);
		stk_str_addf(&worker->reason, stk_t("its inventory: %s"), defect);
		if (!in_file && line)
			stk_str_addf(&worker->reason, stk_t(" (line %u of the example)"), line);
		send_reason(worker, STK_WIRE_TRIED, worker->reason.data);
	} else {
		run_over(worker, inventory, declared->severity);
	}
	stk_inventory_free(inventory);
}

static void try_examples(struct worker *worker, lua_State *L, const struct stk_declared *declared)
{
	for (uint32_t i = 1; i <= declared->example_count; i++) {
		struct stk_declared_example example;
		stk_str_reset(&worker->expected);
		stk_declare_example(L, i, &example, &worker->expected);
		try_example(worker, declared, &example);
	}
	if (!declared->finds || !declared->finds_not)
		send_reason(worker, STK_WIRE_FAILED,
			    declared->finds
				    ? stk_t("it has no example in which nothing is found")
				    : stk_t("it has no example in which something is found"));
	else
		send_reason(worker, STK_WIRE_DONE, NULL);
}

/* --- all of them ----------------------------------------------------------------------------- */

/* What is wrong with the table has no line, but it has a file. */
static void name_file(struct worker *worker)
{
	struct stk_str *reason = &worker->reason;
	if (stk_starts(reason->data, "checks/"))
		return;
	stk_str_splice(reason, 0, 0, ": ", 2);
	stk_str_splice(reason, 0, 0, worker->check->file, strlen(worker->check->file));
}

static void do_check(struct worker *worker)
{
	const struct stk_job *job = worker->job;
	struct stk_world *world = job->mode == STK_JOB_RUN ? job->world : NULL;
	struct stk_declared declared = {.id = worker->check->id};
	struct stk_sandbox sandbox;
	if (worker->check->defect) {
		send_reason(worker, STK_WIRE_FAILED, worker->check->defect);
		return;
	}
	lua_State *L = open_check(worker, &sandbox, world);
	bool failed = !L;
	if (!failed && stk_declare_read(L, &declared, &worker->reason)) {
		failed = true;
		name_file(worker);
	}
	if (!failed && worker->check->setting.set)
		declared.severity = worker->check->setting.severity;
	if (!failed) {
		bool selected = stk_job_selects(job->select, declared.id, declared.about,
						stk_severity_name(declared.severity));
		struct stk_report_sink sink = {&worker->wire, declared.severity, 0};
		send_meta(worker, &declared, selected);
		if (job->mode == STK_JOB_RUN && selected)
			failed = run_check(L, &sink, &worker->reason) != 0;
	}
	if (failed)
		send_reason(worker, STK_WIRE_FAILED, worker->reason.data);
	else if (job->mode == STK_JOB_TEST)
		try_examples(worker, L, &declared);
	else
		send_reason(worker, STK_WIRE_DONE, NULL);
	if (L)
		lua_close(L);
}

static void enter_jail(struct worker *worker, int fd, size_t checks, pid_t parent)
{
	const struct stk_job *job = worker->job;
	char lost[200];
	size_t platforms = job->world ? job->world->graph->platform_count : 0;
	struct stk_jail jail = {
		.memory_bytes = job->memory_bytes + SLACK_BYTES + platforms * SLACK_PER_PLATFORM,
		.cpu_seconds = job->seconds * (unsigned)checks + 2,
		.parent = parent,
	};
	worker->wire.fd = stk_jail_enter(fd, &jail, lost, sizeof lost);
	if (worker->wire.fd < 0)
		_exit(4);
	if (lost[0])
		send_reason(worker, STK_WIRE_LOST, lost);
}

void stk_worker_main(const struct stk_job *job, size_t first, size_t end, int fd, pid_t parent)
{
	struct worker worker = {.job = job, .reason = STK_STR_INIT, .expected = STK_STR_INIT};
	stk_str_init(&worker.wire.buffer);
	enter_jail(&worker, fd, end - first, parent);
	for (size_t i = first; i < end; i++) {
		worker.check = &job->set->items[i];
		stk_wire_begin(&worker.wire, STK_WIRE_START);
		stk_wire_u32(&worker.wire, (uint32_t)i);
		stk_wire_end(&worker.wire);
		stk_wire_flush(&worker.wire);
		if (!job->only || strcmp(job->only, worker.check->file) == 0 ||
		    strcmp(job->only, worker.check->id) == 0)
			do_check(&worker);
		else
			send_reason(&worker, STK_WIRE_DONE, NULL);
	}
	stk_wire_begin(&worker.wire, STK_WIRE_END);
	stk_wire_end(&worker.wire);
	stk_wire_flush(&worker.wire);
	_exit(0);
}
