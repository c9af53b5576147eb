#include "findings.h"
#include "json.h"

static const char *state_name(enum stk_finding_state state)
{
	switch (state) {
	case STK_OPEN: return "open";
	case STK_WAIVED: return "waived";
	case STK_KNOWN: return "known";
	}
	return "";
}

static json_t *position(uint32_t number)
{
	return number ? json_integer(number) : json_null();
}

json_t *stk_finding_json(const struct stk_finding *finding)
{
	json_t *object = json_object(), *metrics = json_array();

	stk_json_set_text(object, "check", finding->check);
	stk_json_set_text(object, "severity", stk_severity_name(finding->severity));
	stk_json_set_text(object, "address", finding->address);
	stk_json_set_text(object, "file", finding->file);
	stk_json_set(object, "line", position(finding->line));
	stk_json_set(object, "column", position(finding->col));
	stk_json_set_text(object, "message", finding->message);
	stk_json_set_text(object, "remedy", finding->remedy);
	for (size_t i = 0; i < finding->metric_count; i++)
		stk_json_add(metrics, stk_json_text(finding->metrics[i]));
	stk_json_set(object, "metrics", metrics);
	stk_json_set_text(object, "fingerprint", finding->fingerprint);
	stk_json_set_text(object, "state", state_name(finding->state));
	return object;
}

void stk_findings_json(const struct stk_findings_page *page, const struct stk_terminal *term,
		       struct stk_str *out)
{
	json_t *document = json_object(), *findings = json_array(), *failed = json_array();
	json_t *summary = json_object();
	struct stk_findings_sum sum;

	(void)term;
	for (size_t i = 0; i < page->findings->count; i++)
		stk_json_add(findings, stk_finding_json(&page->findings->items[i]));
	stk_json_set(document, "findings", findings);
	for (size_t i = 0; i < page->failed_count; i++) {
		json_t *object = json_object();

		stk_json_set_text(object, "check", page->failed[i].check);
		stk_json_set_text(object, "reason", page->failed[i].reason);
		stk_json_add(failed, object);
	}
	stk_json_set(document, "failed_checks", failed);
	stk_findings_sum(page->findings, &sum);
	stk_json_set_number(summary, "error", (int64_t)sum.by_severity[STK_ERROR]);
	stk_json_set_number(summary, "warning", (int64_t)sum.by_severity[STK_WARNING]);
	stk_json_set_number(summary, "note", (int64_t)sum.by_severity[STK_NOTE]);
	stk_json_set_number(summary, "waived", (int64_t)sum.waived);
	stk_json_set(document, "summary", summary);
	stk_json_write(document, out);
}
