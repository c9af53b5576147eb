#include "stocktake/report/baseline.h"

#include <string.h>

#include "json.h"

/* Adds the place and what to do. */
static int placed(struct stk_err *err, const char *path, int line, int col)
{
	stk_err_at(err, path, line > 0 ? (unsigned)line : 0, col > 0 ? (unsigned)col : 0);
	stk_err_hint(err, "A baseline is what `stocktake check --format json > FILE` writes; write "
			  "it anew.");
	return -1;
}

static const char *text_of(json_t *object, const char *key)
{
	return json_string_value(json_object_get(object, key));
}

static bool is_fingerprint(const char *text)
{
	return text && strlen(text) == 16 && strspn(text, "0123456789abcdef") == 16;
}

/* -1 for what is none of them. */
static int state_of(const char *text)
{
	static const struct {
		const char *name;
		enum stk_finding_state state;
	} states[] = {{"open", STK_OPEN}, {"waived", STK_WAIVED}, {"known", STK_KNOWN}};

	for (size_t i = 0; text && i < sizeof states / sizeof *states; i++)
		if (strcmp(states[i].name, text) == 0)
			return (int)states[i].state;
	return -1;
}

static int read_finding(json_t *object, struct stk_findings *findings)
{
	const char *fingerprint = text_of(object, "fingerprint"), *check = text_of(object, "check"),
		   *severity = text_of(object, "severity");
	int state = state_of(text_of(object, "state")),
	    how = severity ? stk_severity_parse(severity) : -1;
	struct stk_finding finding = {.check = check,
				      .address = text_of(object, "address"),
				      .message = text_of(object, "message"),
				      .at_bytes = SIZE_MAX},
			   *added;

	if (!is_fingerprint(fingerprint) || !check || state < 0 || how < 0)
		return -1;
	finding.severity = (enum stk_severity)how;
	added = stk_findings_add(findings, &finding);
	memcpy(added->fingerprint, fingerprint, sizeof added->fingerprint);
	added->state = (enum stk_finding_state)state;
	return 0;
}

int stk_baseline_read(const char *path, const char *text, size_t len_bytes,
		      struct stk_findings *findings, struct stk_err *err)
{
	json_error_t error;
	json_t *document = json_loadb(text, len_bytes, 0, &error), *list, *item;
	size_t i;
	int failed = 0;

	if (!document) {
		stk_err_set(err, STK_EUSAGE, "is no baseline: it is not JSON (%s)", error.text);
		return placed(err, path, error.line, error.column);
	}
	list = json_object_get(document, "findings");
	if (!json_is_array(list)) {
		stk_err_set(err, STK_EUSAGE, "is no baseline: it has no list of `findings`");
		failed = placed(err, path, 0, 0);
	}
	for (i = 0; !failed && i < json_array_size(list); i++) {
		item = json_array_get(list, i);
		if (!read_finding(item, findings))
			continue;
		stk_err_set(err, STK_EUSAGE,
			    "is no baseline: finding %zu of it lacks its check, severity, "
			    "fingerprint or state",
			    i + 1);
		failed = placed(err, path, 0, 0);
	}
	json_decref(document);
	if (failed)
		stk_findings_release(findings);
	return failed;
}
