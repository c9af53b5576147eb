/*
 * What the parent makes of a worker that was taken over: frames that lie about who speaks, that are
 * cut, that are noise. Nothing of it may crash the parent, pass for another check's word, or make a
 * check pass that did not run.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "hear.h"
#include "stocktake/base/mem.h"

struct ear {
	struct stk_check_set set;
	struct stk_check_file files[3];
	struct stk_inventory *inventory;
	struct stk_graph *graph;
	struct stk_metrics *metrics;
	struct stk_world world;
	struct stk_job job;
	struct stk_checks *checks;
	struct stk_findings findings;
	struct stk_trials trials;
	struct stk_hearing hearing;
	struct stk_wire_out wire;
};

static void open_ear(struct ear *ear, enum stk_job_mode mode)
{
	static const char document[] =
		"platforms: {crm: {name: CRM}}\nmetrics: {m: {name: M, needs: []}}\n";
	struct stk_clock clock = {.frozen = true};
	struct stk_err err = {0};
	memset(ear, 0, sizeof *ear);
	for (size_t i = 0; i < 3; i++) {
		static const char *const ids[] = {"a", "b", "c"};
		ear->files[i] =
			(struct stk_check_file){.id = ids[i], .file = "checks/x.lua", .text = ""};
	}
	ear->set = (struct stk_check_set){.items = ear->files, .count = 3};
	ear->inventory = stk_inventory_load_document("d", document, strlen(document), &clock,
						     STK_LOAD_ALL, &err);
	assert_non_null(ear->inventory);
	ear->graph = stk_graph_new(ear->inventory);
	ear->metrics = stk_metrics_new(ear->graph);
	stk_world_init(&ear->world, ear->inventory, ear->graph, ear->metrics);
	ear->job = (struct stk_job){
		.mode = mode, .set = &ear->set, .world = &ear->world, .seconds = 1};
	ear->checks = stk_xcalloc(1, sizeof *ear->checks);
	ear->hearing = (struct stk_hearing){.job = &ear->job,
					    .checks = ear->checks,
					    .findings = &ear->findings,
					    .trials = &ear->trials,
					    .end = 3,
					    .current = STK_HEAR_NOBODY};
	stk_str_init(&ear->wire.buffer);
	ear->wire.fd = -1;
}

static void close_ear(struct ear *ear)
{
	stk_hear_release(&ear->hearing);
	free(ear->trials.items);
	stk_str_release(&ear->wire.buffer);
	stk_findings_release(&ear->findings);
	stk_checks_free(ear->checks);
	stk_world_release(&ear->world);
	stk_metrics_free(ear->metrics);
	stk_graph_free(ear->graph);
	stk_inventory_free(ear->inventory);
}

/* Hands over what was written; how far it got before something was refused, -1 if nothing was. */
static long say(struct ear *ear)
{
	const struct stk_str *bytes = &ear->wire.buffer;
	size_t at = 0;
	long refused = -1;
	for (long frame = 0; at < bytes->len && refused < 0; frame++) {
		struct stk_wire_in payload;
		char type;
		long size = stk_wire_frame(bytes->data + at, bytes->len - at, &type, &payload);
		if (size <= 0 || stk_hear(&ear->hearing, type, &payload))
			refused = frame;
		at += size > 0 ? (size_t)size : 0;
	}
	stk_str_reset(&ear->wire.buffer);
	return refused;
}

static void start(struct ear *ear, uint32_t index)
{
	stk_wire_begin(&ear->wire, STK_WIRE_START);
	stk_wire_u32(&ear->wire, index);
	stk_wire_end(&ear->wire);
}

static void meta(struct ear *ear, const char *about)
{
	stk_wire_begin(&ear->wire, STK_WIRE_META);
	stk_wire_u32(&ear->wire, STK_NOTE);
	stk_wire_u32(&ear->wire, 1);
	stk_wire_u32(&ear->wire, 2);
	stk_wire_cstr(&ear->wire, about, 100);
	stk_wire_cstr(&ear->wire, "Title", 100);
	stk_wire_cstr(&ear->wire, "Explain", 100);
	stk_wire_cstr(&ear->wire, "Remedy", 100);
	stk_wire_end(&ear->wire);
}

static void finding(struct ear *ear, uint32_t severity, const char *address, const char *ask,
		    const char *metric)
{
	stk_wire_begin(&ear->wire, STK_WIRE_FINDING);
	stk_wire_u32(&ear->wire, severity);
	stk_wire_cstr(&ear->wire, address, 10000);
	stk_wire_cstr(&ear->wire, "message", 100);
	stk_wire_cstr(&ear->wire, "", 100);
	stk_wire_cstr(&ear->wire, ask, 10000);
	stk_wire_cstr(&ear->wire, "", 100);
	stk_wire_u32(&ear->wire, metric ? 1 : 0);
	if (metric)
		stk_wire_cstr(&ear->wire, metric, 100);
	stk_wire_end(&ear->wire);
}

static void just(struct ear *ear, enum stk_wire_type type)
{
	stk_wire_begin(&ear->wire, type);
	stk_wire_end(&ear->wire);
}

static void test_honest(void **state)
{
	struct ear ear;
	(void)state;
	open_ear(&ear, STK_JOB_RUN);
	for (uint32_t i = 0; i < 3; i++) {
		start(&ear, i);
		meta(&ear, "gap");
		finding(&ear, STK_ERROR, "platforms/crm", "", i == 1 ? "m" : "no-such-metric");
		just(&ear, STK_WIRE_DONE);
	}
	just(&ear, STK_WIRE_END);
	assert_int_equal(say(&ear), -1);
	assert_true(ear.hearing.ended);
	assert_int_equal(ear.findings.count, 3);
	assert_string_equal(ear.findings.items[1].check, "b");
	assert_int_equal(ear.findings.items[0].metric_count, 0);
	assert_int_equal(ear.findings.items[1].metric_count, 1);
	assert_string_equal(ear.findings.items[2].remedy, "Remedy");
	assert_int_equal(ear.checks->count, 3);
	close_ear(&ear);
}

/* Each of these is refused at the frame that lies. */
static void test_lies(void **state)
{
	struct ear ear;
	(void)state;
	for (int lie = 0; lie < 14; lie++) {
		long at = 2;
		open_ear(&ear, STK_JOB_RUN);
		start(&ear, lie == 0 ? 1 : lie == 1 ? 99 : 0);
		if (lie > 2)
			meta(&ear, lie == 3 ? "nonsense" : "gap");
		switch (lie) {
		case 0:
		case 1: at = 0; break;
		case 2:
			at = 1;
			just(&ear, STK_WIRE_DONE);
			break; /* through without having been read */
		case 3: at = 1; break;
		case 4: start(&ear, 1); break;           /* another while this one runs */
		case 5: just(&ear, STK_WIRE_END); break; /* the end while one runs */
		case 6: finding(&ear, 7, "platforms/crm", "", NULL); break;
		case 7: finding(&ear, STK_NOTE, "../../etc/passwd", "", NULL); break;
		case 8: finding(&ear, STK_NOTE, "", "", NULL); break;
		case 9: finding(&ear, STK_NOTE, "platforms/crm", "not an address", NULL); break;
		case 10: finding(&ear, STK_NOTE, "platforms/\xff", "", NULL); break;
		case 11: just(&ear, STK_WIRE_FINDING); break; /* cut */
		case 12: just(&ear, (enum stk_wire_type)'?'); break;
		case 13: just(&ear, STK_WIRE_TRIAL); break; /* not a test */
		default: break;
		}
		just(&ear, STK_WIRE_DONE);
		long refused = say(&ear);
		if (refused != at)
			print_error("lie %d: refused at %ld\n", lie, refused);
		assert_int_equal(refused, at);
		assert_int_equal(ear.findings.count, 0);
		close_ear(&ear);
	}
}

/* What was said by one that then failed is forgotten, and the next one is not touched. */
static void test_blame(void **state)
{
	struct ear ear;
	(void)state;
	open_ear(&ear, STK_JOB_RUN);
	start(&ear, 0);
	meta(&ear, "gap");
	finding(&ear, STK_NOTE, "platforms/crm", "", NULL);
	assert_int_equal(say(&ear), -1);
	stk_hear_blame(&ear.hearing, "why \x1b[2J");
	start(&ear, 1);
	meta(&ear, "gap");
	finding(&ear, STK_NOTE, "platforms/crm", "platforms/crm/owner", NULL);
	just(&ear, STK_WIRE_DONE);
	assert_int_equal(say(&ear), -1);
	assert_int_equal(ear.checks->failure_count, 1);
	assert_string_equal(ear.checks->failures[0].check, "a");
	assert_string_equal(ear.checks->failures[0].reason, "why <U+001B>[2J");
	assert_int_equal(ear.findings.count, 1);
	assert_string_equal(ear.findings.items[0].check, "b");
	assert_string_equal(ear.findings.items[0].ask, "platforms/crm/owner");
	close_ear(&ear);
}

static void test_sizes(void **state)
{
	struct stk_wire_in payload;
	char type;
	const char huge[] = "\xff\xff\xff\x7f"
			    "F",
		   part[] = "\x08\0\0\0"
			    "Fabc";
	(void)state;
	assert_int_equal(stk_wire_frame(huge, 5, &type, &payload), -1);
	assert_int_equal(stk_wire_frame(part, 8, &type, &payload), 0);
	assert_int_equal(stk_wire_frame(part, 3, &type, &payload), 0);
}

/* Noise, and honest frames with bytes changed: no crash (the sanitizers watch), and no finding
 * without a check. */
static void test_noise(void **state)
{
	uint64_t seed = 88172645463325252u;
	struct ear ear;
	(void)state;
	for (int round = 0; round < 3000; round++) {
		if (round % 100 == 0)
			open_ear(&ear, round % 200 ? STK_JOB_RUN : STK_JOB_TEST);
		start(&ear, (uint32_t)ear.hearing.next);
		meta(&ear, "gap");
		finding(&ear, STK_NOTE, "platforms/crm", "platforms/crm/owner", "m");
		just(&ear, STK_WIRE_TRIAL);
		just(&ear, STK_WIRE_TRIED);
		just(&ear, STK_WIRE_DONE);
		for (int i = 0; i < round % 7; i++) {
			seed ^= seed << 13;
			seed ^= seed >> 7;
			seed ^= seed << 17;
			ear.wire.buffer.data[seed % ear.wire.buffer.len] = (char)(seed >> 32);
		}
		say(&ear);
		ear.hearing.next = (size_t)(round % 3);
		if (round % 100 == 99)
			close_ear(&ear);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_honest), cmocka_unit_test(test_lies),
		cmocka_unit_test(test_blame),  cmocka_unit_test(test_sizes),
		cmocka_unit_test(test_noise),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
