/*
 * JUnit: a test a check. Failed are those with open findings from --fail-on upwards; what is below
 * is told in the test's output; where all is waived the test is skipped; a check that failed is an
 * error. The form is the one that Jenkins reads, and whoever reads what Jenkins does.
 */
#include <stdlib.h>
#include <string.h>

#include "findings.h"
#include "names.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "xml.h"

struct test {
	const struct stk_check_words *check;
	const struct stk_finding_group *group; /* open and waived ones, or NULL */
	const char *reason;                    /* of one that failed */
	size_t failing, below, waived;
};

struct suite {
	const struct stk_findings_page *page;
	struct stk_finding_rules rules;
	struct stk_finding_groups groups;
	struct test *tests; /* as the rules */
	size_t failures, errors, skipped;
};

static bool is_failing(const struct stk_findings_page *page, const struct stk_finding *finding)
{
	return finding->state == STK_OPEN && finding->severity >= page->fail_on;
}

static bool is_skipped(const struct test *test)
{
	return test->waived && !test->failing && !test->below && !test->reason;
}

static void count(struct suite *suite, const struct stk_finding_group *group)
{
	struct test *test;
	uint32_t at = 0;

	stk_map_get(&suite->rules.at, group->check, strlen(group->check), &at);
	test = &suite->tests[at];
	test->group = group;
	for (size_t i = 0; i < group->count; i++) {
		if (group->items[i]->state == STK_WAIVED)
			test->waived++;
		else if (is_failing(suite->page, group->items[i]))
			test->failing++;
		else
			test->below++;
	}
}

static void suite_init(struct suite *suite, const struct stk_findings_page *page)
{
	*suite = (struct suite){.page = page};
	stk_finding_rules_init(&suite->rules, page, true);
	stk_finding_groups_init(&suite->groups, page, true);
	suite->tests = stk_xcalloc(suite->rules.count + 1, sizeof *suite->tests);
	for (size_t i = 0; i < suite->rules.count; i++)
		suite->tests[i].check = &suite->rules.items[i];
	for (size_t i = 0; i < suite->groups.count; i++)
		count(suite, &suite->groups.items[i]);
	for (size_t i = 0; i < page->failed_count; i++) {
		const char *check = page->failed[i].check;
		uint32_t at = 0;

		stk_map_get(&suite->rules.at, check, strlen(check), &at);
		suite->tests[at].reason = page->failed[i].reason;
	}
	for (size_t i = 0; i < suite->rules.count; i++) {
		suite->errors += suite->tests[i].reason != NULL;
		suite->failures += suite->tests[i].failing > 0;
		suite->skipped += is_skipped(&suite->tests[i]);
	}
}

static void suite_release(struct suite *suite)
{
	free(suite->tests);
	stk_finding_groups_release(&suite->groups);
	stk_finding_rules_release(&suite->rules);
}

static void add_finding(const struct suite *suite, const struct stk_finding *finding,
			struct stk_str *text)
{
	const struct stk_facts *facts = suite->page->facts;
	const char *because = stk_findings_because(facts, finding);
	struct stk_str metrics = STK_STR_INIT;

	stk_str_addf(text, "%s: %s\n  ",
		     finding->state == STK_WAIVED ? "waived" : stk_severity_name(finding->severity),
		     finding->message);
	stk_findings_where(suite->page, finding, text);
	if (finding->file && *finding->address)
		stk_str_addf(text, " (%s)", finding->address);
	stk_str_addc(text, '\n');
	stk_findings_metrics(facts, finding, &metrics);
	if (metrics.len)
		stk_str_addf(text, "  Holds up %s\n", metrics.data);
	if (because)
		stk_str_addf(text, "  Accepted: %s\n", because);
	else if (finding->remedy)
		stk_str_addf(text, "  To do: %s\n", finding->remedy);
	stk_str_release(&metrics);
}

/* What is told of a test: the findings that fail it, or the others. */
static void add_findings(const struct suite *suite, const struct test *test, bool failing,
			 struct stk_str *out)
{
	struct stk_str text = STK_STR_INIT;

	for (size_t i = 0; i < test->group->count; i++)
		if (is_failing(suite->page, test->group->items[i]) == failing)
			add_finding(suite, test->group->items[i], &text);
	stk_xml_text(out, text.data);
	stk_str_release(&text);
}

static void add_failure(const struct suite *suite, const struct test *test, struct stk_str *out)
{
	struct stk_str text = STK_STR_INIT;

	if (test->check->title)
		stk_str_addf(&text, "%s: ", test->check->title);
	stk_name_count(&text, test->failing, "finding", "findings");
	stk_str_add(out, "      <failure");
	stk_xml_attribute(out, "message", text.data);
	stk_xml_attribute(out, "type", stk_severity_name(test->group->severity));
	stk_str_addc(out, '>');
	add_findings(suite, test, true, out);
	stk_str_add(out, "</failure>\n");
	stk_str_release(&text);
}

/* The reasons, once each: they are all there is to say of a test that is skipped. */
static void add_skipped(const struct suite *suite, const struct test *test, struct stk_str *out)
{
	struct stk_str text = STK_STR_INIT;

	stk_name_count(&text, test->waived, "finding", "findings");
	stk_str_add(&text, " waived");
	for (size_t i = 0; i < test->group->count; i++) {
		const struct stk_finding *finding = test->group->items[i];
		const char *because = stk_findings_because(suite->page->facts, finding);

		if (because && (!i || test->group->items[i - 1]->waiver != finding->waiver))
			stk_str_addf(&text, "%s %s", i ? ";" : ":", because);
	}
	stk_str_add(out, "      <skipped>");
	stk_xml_text(out, text.data);
	stk_str_add(out, "</skipped>\n");
	stk_str_release(&text);
}

static void add_test(const struct suite *suite, const struct test *test, struct stk_str *out)
{
	stk_str_add(out, "    <testcase");
	stk_xml_attribute(out, "classname", test->check->about ? test->check->about : "check");
	stk_xml_attribute(out, "name", test->check->id);
	stk_str_add(out, " time=\"0\"");
	if (!test->reason && !test->group) {
		stk_str_add(out, "/>\n");
		return;
	}
	stk_str_add(out, ">\n");
	if (is_skipped(test))
		add_skipped(suite, test, out);
	if (test->reason) {
		stk_str_add(out,
			    "      <error message=\"The check failed: what it would have found "
			    "is not known\" type=\"check-failed\">");
		stk_xml_text(out, test->reason);
		stk_str_add(out, "</error>\n");
	}
	if (test->failing)
		add_failure(suite, test, out);
	if (test->below || test->waived) {
		stk_str_add(out, "      <system-out>");
		add_findings(suite, test, false, out);
		stk_str_add(out, "</system-out>\n");
	}
	stk_str_add(out, "    </testcase>\n");
}

static void add_property(const char *name, const char *value, struct stk_str *out)
{
	stk_str_add(out, "      <property");
	stk_xml_attribute(out, "name", name);
	stk_xml_attribute(out, "value", value);
	stk_str_add(out, "/>\n");
}

void stk_findings_junit(const struct stk_findings_page *page, const struct stk_terminal *term,
			struct stk_str *out)
{
	struct suite suite;
	struct stk_str summary = STK_STR_INIT;

	(void)term;
	suite_init(&suite, page);
	stk_findings_summary(page, &summary);
	stk_str_add(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites");
	for (int inner = 0; inner < 2; inner++) {
		stk_str_add(out, inner ? "  <testsuite" : "");
		stk_xml_attribute(out, "name", inner ? "stocktake check" : "stocktake");
		stk_xml_count(out, "tests", suite.rules.count);
		stk_xml_count(out, "failures", suite.failures);
		stk_xml_count(out, "errors", suite.errors);
		if (inner)
			stk_xml_count(out, "skipped", suite.skipped);
		stk_str_add(out, " time=\"0\">\n");
	}
	stk_str_add(out, "    <properties>\n");
	add_property("fail-on", stk_severity_name(page->fail_on), out);
	add_property("summary", summary.data, out);
	stk_str_add(out, "    </properties>\n");
	for (size_t i = 0; i < suite.rules.count; i++)
		add_test(&suite, &suite.tests[i], out);
	stk_str_add(out, "  </testsuite>\n</testsuites>\n");
	suite_release(&suite);
	stk_str_release(&summary);
}
