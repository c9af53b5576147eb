/*
 * Workflow commands: `::error file=...,line=...::message`, a line each. The page that shows them
 * takes the first ten of each kind, so what holds up most comes first. The tenth notice is kept for
 * the line that sums up: notes beyond the ninth are plain lines of the log.
 */
#include <string.h>

#include "findings.h"
#include "names.h"
#include "stocktake/base/text.h"
#include "stocktake/base/tr.h"

#define MAX_NOTICES   9
#define MAX_TITLE     200
#define MAX_TEXT_COLS 4000

/* What a command takes for a sign, as its own escapes. */
static void add_escaped(struct stk_str *out, const char *text, bool property)
{
	struct stk_str visible = STK_STR_INIT;

	stk_text_visible(&visible, text, strlen(text), true);
	for (size_t i = 0; i < visible.len; i++) {
		char c = visible.data[i];

		if (c == '%' || c == '\n' || (property && (c == ':' || c == ',')))
			stk_str_addf(out, "%%%02X", (unsigned)c);
		else
			stk_str_addc(out, c);
	}
	stk_str_release(&visible);
}

/* A line that is no command, whatever is in it: an older form begins with ##[ anywhere. */
static void add_plain(struct stk_str *out, const char *text)
{
	struct stk_str visible = STK_STR_INIT;

	stk_text_visible(&visible, text, strlen(text), false);
	for (size_t i = 0; i < visible.len; i++) {
		stk_str_addc(out, visible.data[i]);
		if (stk_str_ends(out, "##") && visible.data[i + 1] == '[')
			stk_str_addc(out, ' ');
	}
	stk_str_release(&visible);
}

static void add_property(struct stk_str *out, const char *name, const char *value)
{
	stk_str_addf(out, "%s%s=", stk_str_ends(out, " ") ? "" : ",", name);
	add_escaped(out, value, true);
}

static void add_place(const struct stk_findings_page *page, const struct stk_finding *finding,
		      struct stk_str *out)
{
	struct stk_str path = STK_STR_INIT;

	if (finding->file) {
		stk_findings_path(page, finding->file, &path);
		add_property(out, "file", path.data);
		if (finding->line)
			stk_str_addf(out, ",line=%u", finding->line);
		if (finding->line && finding->col)
			stk_str_addf(out, ",col=%u", finding->col);
	}
	stk_str_release(&path);
}

static void add_command(const struct stk_findings_page *page, const struct stk_finding *finding,
			const char *kind, const char *title, const char *text, struct stk_str *out)
{
	struct stk_str cut = STK_STR_INIT;

	stk_str_addf(out, "::%s ", kind);
	if (finding)
		add_place(page, finding, out);
	stk_text_cut(&cut, title, MAX_TITLE);
	add_property(out, "title", cut.data);
	stk_str_add(out, "::");
	stk_str_reset(&cut);
	stk_text_cut(&cut, text, MAX_TEXT_COLS);
	add_escaped(out, cut.data, false);
	stk_str_addc(out, '\n');
	stk_str_release(&cut);
}

static void add_finding(const struct stk_findings_page *page, const struct stk_finding *finding,
			size_t *notices, struct stk_str *out)
{
	bool waived = finding->state == STK_WAIVED;
	bool notice = waived || finding->severity == STK_NOTE;
	struct stk_str text = STK_STR_INIT, metrics = STK_STR_INIT, title = STK_STR_INIT;
	const char *because = stk_findings_because(page->facts, finding);

	stk_str_addf(&title, "%s%s", waived ? stk_t("Waived: ") : "",
		     stk_findings_title(page->checks, page->check_count, finding->check));
	if (notice && ++*notices > MAX_NOTICES) {
		stk_findings_where(page, finding, &text);
		stk_str_addf(&text, ": %s: %s", title.data, finding->message);
		stk_str_addf(out, "  %s: ", waived ? stk_t("waived") : "note");
		add_plain(out, text.data);
		stk_str_addc(out, '\n');
		goto out;
	}
	stk_str_add(&text, finding->message);
	stk_findings_metrics(page->facts, finding, &metrics);
	if (metrics.len)
		stk_str_addf(&text, stk_t("\nHolds up %s"), metrics.data);
	if (because)
		stk_str_addf(&text, stk_t("\nAccepted: %s"), because);
	else if (finding->remedy)
		stk_str_addf(&text, "\n%s", finding->remedy);
	stk_str_addf(&text, "\n%s", finding->check);
	add_command(page, finding, notice ? "notice" : stk_severity_name(finding->severity),
		    title.data, text.data, out);
out:
	stk_str_release(&text);
	stk_str_release(&metrics);
	stk_str_release(&title);
}

static void add_findings(const struct stk_findings_page *page, bool unreadable, size_t *notices,
			 struct stk_str *out)
{
	for (size_t i = 0; i < page->findings->count; i++) {
		const struct stk_finding *finding = &page->findings->items[i];

		if (finding->state == STK_KNOWN ||
		    (finding->state == STK_WAIVED && !page->show_waived) ||
		    (strcmp(finding->check, "quality-unreadable") == 0) != unreadable)
			continue;
		add_finding(page, finding, notices, out);
	}
}

void stk_findings_github(const struct stk_findings_page *page, const struct stk_terminal *term,
			 struct stk_str *out)
{
	struct stk_str text = STK_STR_INIT;
	size_t notices = 0;

	(void)term;
	for (size_t i = 0; i < page->failed_count; i++) {
		stk_str_reset(&text);
		stk_str_addf(&text, stk_t("A check failed: %s"), page->failed[i].check);
		add_command(page, NULL, "error", text.data, page->failed[i].reason, out);
	}
	/* What a file that cannot be read would have said, nobody knows: that comes first. */
	add_findings(page, true, &notices, out);
	add_findings(page, false, &notices, out);
	stk_str_reset(&text);
	stk_findings_summary(page, &text);
	if (page->since && page->resolved_count)
		stk_str_addf(&text, stk_t(", %zu resolved since %s"), page->resolved_count,
			     page->since);
	add_command(page, NULL, "notice", "stocktake check", text.data, out);
	stk_str_release(&text);
}
