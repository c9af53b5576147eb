#include <string.h>

#include "audit.h"
#include "findings.h"
#include "markdown.h"
#include "names.h"
#include "stocktake/base/text.h"
#include "stocktake/base/tr.h"

/* Sections by what a check's id begins with. */
static const struct {
	const char *prefix, *title, *none;
} sections[] = {
	{"silo-", STK_N("Silos"), STK_N("No silo was found among what people have said so far.")},
	{"gap-", STK_N("Gaps"), STK_N("No gap was found.")},
	{"conflict-", STK_N("Where people say different things"), NULL},
	{"risk-", STK_N("Risks"), NULL},
	{NULL, STK_N("The inventory itself"), NULL}, /* all the rest */
};

#define HOUSEKEEPING (sizeof sections / sizeof *sections - 1)

static bool belongs(const char *check, size_t section)
{
	if (sections[section].prefix)
		return stk_starts(check, sections[section].prefix);
	for (size_t i = 0; sections[i].prefix; i++)
		if (stk_starts(check, sections[i].prefix))
			return false;
	return true;
}

/* How long the name is that a subject begins with: "HubSpot" of "HubSpot, Power BI: how often". */
static size_t name_bytes(const char *subject)
{
	const char *ends[] = {stk_t(", "), stk_t(": ")};
	size_t len = strlen(subject);

	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		const char *end = strstr(subject, ends[i]);

		if (end && (size_t)(end - subject) < len)
			len = (size_t)(end - subject);
	}
	return len;
}

/* True if the message does not say what it is about; then the subject does. */
static bool names_nothing(const struct stk_audit *audit, const struct stk_finding *finding,
			  struct stk_str *subject)
{
	size_t name;

	/* These are where it is written down, not what it is about. */
	if (stk_starts(finding->address, "inventory") || stk_starts(finding->address, "workshops/"))
		return false;
	stk_name_address(audit->inventory, finding->address, subject);
	name = name_bytes(subject->data);
	return strncmp(finding->message, subject->data, name) != 0 &&
	       !memmem(finding->message, strlen(finding->message), subject->data, name);
}

/* "HubSpot, integrations/power-bi/every: Jo says ..." with the question in place of the path, where
 * the message names the place so and the place has one. */
static bool add_asked(const struct stk_audit *audit, const struct stk_finding *finding)
{
	const char *slash = strchr(finding->address, '/'), *rest;
	const char *path = slash ? strchr(slash + 1, '/') : NULL;
	struct stk_str text = STK_STR_INIT;
	bool asked = false;

	if (!path || !stk_starts(finding->check, "conflict-"))
		return false;
	stk_str_addf(&text, stk_t(", %s: "), path + 1);
	rest = strstr(finding->message, text.data);
	if (rest) {
		rest += text.len;
		stk_str_reset(&text);
		asked = stk_name_question(audit->inventory, finding->address, &text);
	}
	if (asked) {
		stk_md_text(audit->out, text.data);
		stk_str_addc(audit->out, ' ');
		stk_audit_text(audit, rest);
	}
	stk_str_release(&text);
	return asked;
}

static void add_finding(const struct stk_audit *audit, const struct stk_finding *finding)
{
	struct stk_str subject = STK_STR_INIT;

	stk_str_add(audit->out, "- ");
	if (!add_asked(audit, finding)) {
		if (names_nothing(audit, finding, &subject)) {
			stk_md_text(audit->out, subject.data);
			stk_str_add(audit->out, stk_t(": "));
		}
		stk_audit_text(audit, finding->message);
	}
	stk_str_release(&subject);
	if (finding->metric_count && !stk_starts(finding->address, "metrics/")) {
		stk_str_add(audit->out, stk_t(". Holds up "));
		for (size_t i = 0; i < finding->metric_count; i++) {
			stk_str_add(audit->out, i ? stk_tc("list", ", ") : "");
			stk_md_text(audit->out,
				    stk_name_of(audit->inventory, STK_METRIC, finding->metrics[i]));
		}
	}
	stk_str_add(audit->out, "\n");
}

static void add_group(const struct stk_audit *audit, const struct stk_finding_group *group)
{
	stk_md_gap(audit->out);
	stk_str_add(audit->out, "**");
	stk_md_text(audit->out, group->title);
	stk_str_addf(audit->out, "%s**", stk_t("."));
	if (group->remedy) {
		stk_str_addc(audit->out, ' ');
		stk_str_add(audit->out, stk_t("*To do:* "));
		stk_md_prose(audit->out, group->remedy);
	}
	stk_str_add(audit->out, "\n\n");
	for (size_t i = 0; i < group->count; i++)
		add_finding(audit, group->items[i]);
}

static void add_accepted(const struct stk_audit *audit)
{
	const struct stk_inventory *inventory = audit->inventory;
	const struct stk_entities *waivers = &inventory->kinds[STK_WAIVER];

	if (!waivers->count)
		return;
	stk_md_head(audit->out, 2, stk_t("Accepted, with an end"));
	stk_md_table(audit->out, stk_t("What|Where|Why|Who|Until"));
	for (uint32_t i = 0; i < waivers->count; i++) {
		const struct stk_node *node = waivers->items[i].node;
		const char *check = stk_text(inventory, node, STK_W_CHECK);
		const char *at = stk_text(inventory, node, STK_W_AT);
		const char *by = stk_text(inventory, node, STK_W_BY);
		struct stk_str where = STK_STR_INIT;

		if (at)
			stk_name_address(inventory, at, &where);
		stk_md_cell(audit->out,
			    check ? stk_findings_title(audit->findings->checks,
						       audit->findings->check_count, check)
				  : "",
			    false);
		stk_md_cell(audit->out, where.data, false);
		stk_md_cell(audit->out, stk_text(inventory, node, STK_W_BECAUSE), false);
		stk_md_cell(audit->out, by ? stk_name_of(inventory, STK_STAKEHOLDER, by) : "",
			    false);
		stk_md_cell(audit->out, stk_text(inventory, node, STK_W_UNTIL), true);
		stk_str_release(&where);
	}
}

static void add_failed(const struct stk_audit *audit)
{
	if (!audit->findings->failed_count)
		return;
	stk_md_words(audit->out,
		     stk_t("These checks failed: what they would have found is not known."));
	for (size_t i = 0; i < audit->findings->failed_count; i++) {
		stk_str_add(audit->out, "- ");
		stk_md_text(audit->out, audit->findings->failed[i].check);
		stk_str_add(audit->out, ": ");
		stk_md_text(audit->out, audit->findings->failed[i].reason);
		stk_str_addc(audit->out, '\n');
	}
}

static void add_section(const struct stk_audit *audit, const struct stk_finding_groups *groups,
			size_t section)
{
	size_t shown = 0;

	for (size_t i = 0; i < groups->count; i++) {
		if (!belongs(groups->items[i].check, section) ||
		    stk_starts(groups->items[i].check, "gap-metric-"))
			continue; /* the metrics have a table of their own */
		if (!shown++)
			stk_md_head(audit->out, 2, stk_t(sections[section].title));
		add_group(audit, &groups->items[i]);
	}
	if (!shown && sections[section].none) {
		stk_md_head(audit->out, 2, stk_t(sections[section].title));
		stk_md_words(audit->out, stk_t(sections[section].none));
	}
}

void stk_audit_findings(const struct stk_audit *audit)
{
	struct stk_finding_groups groups;

	stk_finding_groups_init(&groups, audit->findings, false);
	for (size_t section = 0; section < HOUSEKEEPING; section++)
		add_section(audit, &groups, section);
	stk_finding_groups_release(&groups);
	add_failed(audit);
	add_accepted(audit);
}

void stk_audit_housekeeping(const struct stk_audit *audit)
{
	struct stk_finding_groups groups;

	stk_finding_groups_init(&groups, audit->findings, false);
	add_section(audit, &groups, HOUSEKEEPING);
	stk_finding_groups_release(&groups);
}
