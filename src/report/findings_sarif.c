/*
 * SARIF 2.1.0: one run, a rule a check, a result a finding. Columns are counted in code points, as
 * everywhere in this program, and the document says so. Whether a result is new is said where
 * something was known before; of those that are waived nobody looked.
 */
#include <stdlib.h>
#include <string.h>

#include "names.h"
#include "sarif.h"
#include "stocktake/base/mem.h"
#include "stocktake/model/address.h"

#define FINGERPRINT "stocktake/v1" /* the number grows when what is hashed changes */

/* Kinds of notifications, by their place in the list. */
enum { CHECK_FAILED, FILE_UNREADABLE };

struct run {
	const struct stk_findings_page *page;
	struct stk_finding_rules rules;
	struct stk_findings places; /* beside the findings: related ones, then unreadable files */
	size_t *first;              /* per finding: the first of its places; one more at the end */
};

/* --- places ---------------------------------------------------------------------------------- */

static void add_place(struct run *run, const char *address, const char *message)
{
	struct stk_finding place = {.address = address, .message = message};

	stk_finding_place(run->page->facts->inventory, &place);
	if (place.file)
		stk_findings_add(&run->places, &place);
}

/* An address of a link, platforms/ID/integrations/NAME...: the platform at its other end, best
 * where that one speaks of the link as well. */
static void add_other_end(struct run *run, const char *text)
{
	const struct stk_inventory *inventory = run->page->facts->inventory;
	const struct stk_entity *platform = NULL;
	const char *with = NULL;
	struct stk_address address, back = {0};
	struct stk_place place = {0};
	struct stk_err err;
	struct stk_str shown = STK_STR_INIT, message = STK_STR_INIT;

	if (stk_address_parse(text, &address, &err))
		return;
	if (address.kind == STK_PLATFORM && address.count >= 4 &&
	    strcmp(address.parts[2], "integrations") == 0) {
		address.count = 4;
		if (stk_address_resolve(inventory, &address, &place, &err) && place.node)
			with = stk_text(inventory, place.node, STK_W_WITH);
	}
	if (with)
		platform = stk_inventory_find(inventory, STK_PLATFORM, with);
	if (platform) {
		stk_entity_address(inventory, STK_PLATFORM, platform, &shown);
		stk_str_addf(&message, "The other end: %s", stk_entity_name(inventory, platform));
		stk_str_add(&shown, "/integrations");
		stk_address_add(&shown, address.parts[1]);
		if (stk_address_parse(shown.data, &back, &err) ||
		    !stk_address_resolve(inventory, &back, &place, &err) || !place.node) {
			stk_str_reset(&shown);
			stk_entity_address(inventory, STK_PLATFORM, platform, &shown);
		}
		stk_address_release(&back);
		add_place(run, shown.data, message.data);
	}
	stk_address_release(&address);
	stk_str_release(&shown);
	stk_str_release(&message);
}

static void add_places(struct run *run, const struct stk_finding *finding)
{
	struct stk_str question = STK_STR_INIT;

	if (finding->ask) {
		if (!stk_name_question(run->page->facts->inventory, finding->ask, &question))
			stk_str_add(&question, "What would close it");
		add_place(run, finding->ask, question.data);
	}
	add_other_end(run, finding->address);
	stk_str_release(&question);
}

/* Also those that a selection leaves out: a run that could not read all has not succeeded. */
static void add_unreadable(struct run *run)
{
	const struct stk_findings *defects = &run->page->facts->inventory->defects;

	for (size_t i = 0; i < defects->count; i++)
		if (strcmp(defects->items[i].check, "quality-unreadable") == 0)
			stk_findings_add(&run->places, &defects->items[i]);
}

static void run_init(struct run *run, const struct stk_findings_page *page)
{
	const struct stk_findings *findings = page->findings;

	*run = (struct run){.page = page, .places = STK_FINDINGS_INIT};
	stk_finding_rules_init(&run->rules, page, false);
	run->first = stk_xcalloc(findings->count + 1, sizeof *run->first);
	for (size_t i = 0; i < findings->count; i++) {
		run->first[i] = run->places.count;
		add_places(run, &findings->items[i]);
	}
	run->first[findings->count] = run->places.count;
	add_unreadable(run);
	stk_findings_locate(page->facts->inventory, &run->places);
}

static void run_release(struct run *run)
{
	stk_finding_rules_release(&run->rules);
	stk_findings_release(&run->places);
	free(run->first);
}

/* --- results --------------------------------------------------------------------------------- */

static json_t *suppressions(const struct run *run, const struct stk_finding *finding)
{
	const struct stk_inventory *inventory = run->page->facts->inventory;
	const char *because = stk_findings_because(run->page->facts, finding), *word;
	json_t *list = json_array(), *object, *properties;
	const struct stk_node *waiver;

	if (finding->state != STK_WAIVED)
		return list;
	object = json_object();
	stk_json_set_text(object, "kind", "external");
	stk_json_set_text(object, "status", "accepted");
	if (because) {
		waiver = inventory->kinds[STK_WAIVER].items[finding->waiver - 1].node;
		stk_json_set_text(object, "justification", because);
		properties = json_object();
		if ((word = stk_text(inventory, waiver, STK_W_BY)))
			stk_json_set_text(properties, "by", word);
		if ((word = stk_text(inventory, waiver, STK_W_UNTIL)))
			stk_json_set_text(properties, "until", word);
		stk_json_set(object, "properties", properties);
	}
	stk_json_add(list, object);
	return list;
}

static json_t *related(const struct run *run, size_t from, size_t to)
{
	json_t *list = json_array();

	for (size_t i = from; i < to; i++) {
		const struct stk_finding *place = &run->places.items[i];
		json_t *location = stk_sarif_location(run->page, place);

		stk_json_set_number(location, "id", (int64_t)(i - from + 1));
		stk_json_set(location, "message", stk_sarif_message(place->message));
		stk_json_add(list, location);
	}
	return list;
}

static json_t *properties_of(const struct stk_finding *finding)
{
	json_t *object = json_object(), *metrics = json_array();

	for (size_t i = 0; i < finding->metric_count; i++)
		stk_json_add(metrics, stk_json_text(finding->metrics[i]));
	stk_json_set(object, "metrics", metrics);
	if (finding->remedy)
		stk_json_set_text(object, "remedy", finding->remedy);
	return object;
}

static json_t *result(const struct run *run, size_t index)
{
	const struct stk_finding *finding = &run->page->findings->items[index];
	json_t *object = json_object(), *locations = json_array(), *fingerprints = json_object();
	uint32_t rule = 0;

	stk_map_get(&run->rules.at, finding->check, strlen(finding->check), &rule);
	stk_json_set_text(object, "ruleId", finding->check);
	stk_json_set_number(object, "ruleIndex", rule);
	stk_json_set_text(object, "level", stk_severity_name(finding->severity));
	stk_json_set(object, "message", stk_sarif_message(finding->message));
	if (finding->file || *finding->address)
		stk_json_add(locations, stk_sarif_location(run->page, finding));
	stk_json_set(object, "locations", locations);
	if (run->first[index] < run->first[index + 1])
		stk_json_set(object, "relatedLocations",
			     related(run, run->first[index], run->first[index + 1]));
	stk_json_set_text(fingerprints, FINGERPRINT, finding->fingerprint);
	stk_json_set(object, "partialFingerprints", fingerprints);
	stk_json_set(object, "suppressions", suppressions(run, finding));
	if (run->page->since && finding->state != STK_WAIVED)
		stk_json_set_text(object, "baselineState",
				  finding->state == STK_KNOWN ? "unchanged" : "new");
	stk_json_set(object, "properties", properties_of(finding));
	return object;
}

/* --- the run --------------------------------------------------------------------------------- */

static json_t *notification(int kind, const char *message)
{
	static const char *const ids[] = {"check-failed", "file-unreadable"};
	json_t *object = json_object(), *descriptor = json_object();

	stk_json_set_text(descriptor, "id", ids[kind]);
	stk_json_set_number(descriptor, "index", kind);
	stk_json_set(object, "descriptor", descriptor);
	stk_json_set_text(object, "level", "error");
	stk_json_set(object, "message", stk_sarif_message(message));
	return object;
}

/* The kinds of notifications, in words. */
static json_t *notifications(void)
{
	static const struct {
		const char *id, *name, *text, *help;
	} kinds[] = {
		{"check-failed", "CheckFailed",
		 "A check failed: what it would have found is not known.",
		 "Mend the check where the message says, or switch it off in inventory.yaml."},
		{"file-unreadable", "FileUnreadable",
		 "A file cannot be read: what it says is not known.",
		 "Mend the file where the message says."},
	};
	json_t *list = json_array();

	for (size_t i = 0; i < STK_COUNT(kinds); i++) {
		json_t *object = json_object();

		stk_json_set_text(object, "id", kinds[i].id);
		stk_json_set_text(object, "name", kinds[i].name);
		stk_json_set(object, "shortDescription", stk_sarif_message(kinds[i].text));
		stk_json_set(object, "fullDescription", stk_sarif_message(kinds[i].text));
		stk_json_set(object, "help", stk_sarif_message(kinds[i].help));
		stk_json_add(list, object);
	}
	return list;
}

static json_t *invocation(const struct run *run)
{
	const struct stk_findings_page *page = run->page;
	json_t *object = json_object(), *list = json_array(), *said, *rule, *locations;
	uint32_t index;

	for (size_t i = 0; i < page->failed_count; i++) {
		const char *check = page->failed[i].check;

		said = notification(CHECK_FAILED, page->failed[i].reason);
		rule = json_object();
		stk_json_set_text(rule, "id", check);
		if (stk_map_get(&run->rules.at, check, strlen(check), &index))
			stk_json_set_number(rule, "index", index);
		stk_json_set(said, "associatedRule", rule);
		stk_json_add(list, said);
	}
	for (size_t i = run->first[page->findings->count]; i < run->places.count; i++) {
		said = notification(FILE_UNREADABLE, run->places.items[i].message);
		locations = json_array();
		stk_json_add(locations, stk_sarif_location(page, &run->places.items[i]));
		stk_json_set(said, "locations", locations);
		stk_json_add(list, said);
	}
	stk_json_set(object, "executionSuccessful",
		     json_boolean(!page->failed_count && !page->facts->inventory->unreadable));
	stk_json_set(object, "toolExecutionNotifications", list);
	return object;
}

static json_t *run_object(const struct run *run)
{
	static const char *const line_ends[] = {"\r\n", "\n", "\r"};
	json_t *object = json_object(), *tool = json_object(), *driver = json_object();
	json_t *invocations = json_array(), *ends = json_array(), *results = json_array();

	stk_json_set_text(driver, "name", "stocktake");
	stk_json_set_text(driver, "version", STK_VERSION);
	stk_json_set(driver, "rules", stk_sarif_rules(&run->rules));
	stk_json_set(driver, "notifications", notifications());
	stk_json_set(tool, "driver", driver);
	stk_json_set(object, "tool", tool);
	stk_json_add(invocations, invocation(run));
	stk_json_set(object, "invocations", invocations);
	stk_json_set(object, "originalUriBaseIds", stk_sarif_bases(run->page));
	stk_json_set_text(object, "columnKind", "unicodeCodePoints");
	for (size_t i = 0; i < STK_COUNT(line_ends); i++)
		stk_json_add(ends, stk_json_text(line_ends[i]));
	stk_json_set(object, "newlineSequences", ends);
	for (size_t i = 0; i < run->page->findings->count; i++)
		stk_json_add(results, result(run, i));
	stk_json_set(object, "results", results);
	return object;
}

void stk_findings_sarif(const struct stk_findings_page *page, const struct stk_terminal *term,
			struct stk_str *out)
{
	json_t *document = json_object(), *runs = json_array();
	struct run run;

	(void)term;
	run_init(&run, page);
	stk_json_set_text(document, "$schema",
			  "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/"
			  "sarif-schema-2.1.0.json");
	stk_json_set_text(document, "version", "2.1.0");
	stk_json_add(runs, run_object(&run));
	stk_json_set(document, "runs", runs);
	stk_json_write(document, out);
	run_release(&run);
}
