#include "stocktake/report/status.h"

#include <string.h>

#include "chain.h"
#include "coverage.h"
#include "json.h"
#include "metrics.h"
#include "names.h"
#include "page.h"
#include "stocktake/base/tr.h"

#define LABEL_COLS 13
#define MAX_NEXT   5

static void category_json(void *data, const char *category, size_t platforms)
{
	stk_json_set_number(data, category, (int64_t)platforms);
}

static void team_json(void *data, const char *team, size_t known, size_t answered)
{
	json_t *counts = json_object();

	stk_json_set_number(counts, "known", (int64_t)known);
	stk_json_set_number(counts, "answered", (int64_t)answered);
	stk_json_set(data, team, counts);
}

static json_t *coverage_json(const struct stk_facts *facts)
{
	json_t *coverage = json_object();

	for (int i = 0; i < STK_DIRECTIONS; i++) {
		json_t *direction = json_object();

		stk_json_set_number(direction, "asked", facts->chain->directions[i].asked);
		stk_json_set_number(direction, "answered", facts->chain->directions[i].answered);
		stk_json_set(coverage, stk_direction_name(i), direction);
	}
	return coverage;
}

static void render_json(const struct stk_facts *facts, struct stk_str *out)
{
	json_t *document = json_object(), *part = json_object(), *next = json_array();
	struct stk_answer_counts counts = {0};

	stk_json_set(document, "coverage", coverage_json(facts));
	stk_coverage_categories(facts->inventory, category_json, part);
	stk_json_set(document, "categories", part);
	part = json_object();
	stk_coverage_stages(facts->inventory, category_json, part);
	stk_json_set(document, "stages", part);
	part = json_object();
	stk_coverage_teams(facts->inventory, team_json, part);
	stk_json_set(document, "teams", part);
	stk_answers_count(facts->inventory, facts->evidence, &counts);
	part = json_object();
	stk_json_set_number(part, "known", counts.known);
	stk_json_set_number(part, "unknown", counts.unknown);
	stk_json_set_number(part, "not_applicable", counts.not_applicable);
	stk_json_set_number(part, "open", counts.open);
	stk_json_set(document, "answers", part);
	stk_json_set_number(document, "disputes", (int64_t)stk_coverage_disputes(facts->inventory));
	part = json_object();
	for (int i = 0; i < STK_METRIC_STATES; i++)
		stk_json_set_number(part, stk_metric_state_name(i), facts->metrics->by_state[i]);
	stk_json_set(document, "metrics", part);
	for (size_t i = 0; i < facts->chain->next_count; i++) {
		part = json_object();
		stk_json_set_text(part, "who", facts->chain->next[i].who);
		stk_json_set_number(part, "questions", facts->chain->next[i].questions);
		stk_json_set_text(part, "why", facts->chain->next[i].why);
		stk_json_add(next, part);
	}
	stk_json_set(document, "next", next);
	stk_json_write(document, out);
}

struct covered {
	struct stk_str missing;
	size_t count, of;
};

static void take_category(void *data, const char *category, size_t platforms)
{
	struct covered *covered = data;

	covered->of++;
	if (platforms) {
		covered->count++;
	} else {
		stk_str_add(&covered->missing, covered->missing.len ? stk_tc("list", ", ") : "");
		stk_name_word(category, &covered->missing);
	}
}

struct covered_teams {
	struct covered covered;
	const struct stk_inventory *inventory;
};

static void take_team(void *data, const char *team, size_t known, size_t answered)
{
	struct covered_teams *teams = data;
	struct covered *covered = &teams->covered;

	(void)known;
	covered->of++;
	covered->count += answered > 0;
	if (answered)
		return;
	stk_str_add(&covered->missing, covered->missing.len ? stk_tc("list", ", ") : "");
	stk_name_voice(teams->inventory, team, &covered->missing);
}

static void add_silent_teams(const struct stk_facts *facts, struct stk_str *out)
{
	struct covered_teams teams = {.covered = {.missing = STK_STR_INIT},
				      .inventory = facts->inventory};

	stk_coverage_teams(facts->inventory, take_team, &teams);
	if (teams.covered.missing.len && teams.covered.count)
		stk_str_addf(out, stk_t("; nobody of %s"), teams.covered.missing.data);
	stk_str_release(&teams.covered.missing);
}

static void add_chain(const struct stk_facts *facts, struct stk_page *page)
{
	struct stk_str text = STK_STR_INIT;

	if (!facts->inventory->kinds[STK_STAKEHOLDER].count) {
		stk_page_pair(page, 0, LABEL_COLS, STK_PLAIN, stk_t("Answered"),
			      stk_t("nobody yet"), NULL);
		return;
	}
	for (int i = 0; i < STK_DIRECTIONS; i++) {
		unsigned known = facts->chain->directions[i].known;
		unsigned asked = facts->chain->directions[i].asked;
		unsigned answered = facts->chain->directions[i].answered;

		stk_str_addf(&text, "%s%s ", i ? stk_t(", ") : "", stk_t(stk_direction_name(i)));
		if (!known)
			stk_str_add(&text, stk_t("nobody known"));
		else
			stk_str_addf(&text, stk_t("%u of %u"), answered, known);
		if (asked > answered)
			stk_str_addf(&text, stk_t(" (%u pending)"), asked - answered);
	}
	add_silent_teams(facts, &text);
	stk_page_pair(page, 0, LABEL_COLS, STK_PLAIN, stk_t("Answered"), text.data, NULL);
	stk_str_release(&text);
}

static void add_covered(struct stk_page *page, const char *label, struct covered *covered)
{
	struct stk_str text = STK_STR_INIT;

	if (covered->of) {
		stk_str_addf(&text, stk_t("%zu of %zu covered"), covered->count, covered->of);
		if (covered->missing.len && covered->count)
			stk_str_addf(&text, stk_t("; nothing recorded for %s"),
				     covered->missing.data);
		stk_page_pair(page, 0, LABEL_COLS, STK_PLAIN, label, text.data, NULL);
	}
	stk_str_release(&covered->missing);
	stk_str_release(&text);
}

static void add_coverage(const struct stk_facts *facts, struct stk_page *page)
{
	struct covered categories = {.missing = STK_STR_INIT}, stages = {.missing = STK_STR_INIT};

	stk_coverage_categories(facts->inventory, take_category, &categories);
	stk_coverage_stages(facts->inventory, take_category, &stages);
	add_covered(page, stk_t("Categories"), &categories);
	/* All of them covered is no news. */
	if (stages.count < stages.of)
		add_covered(page, stk_t("Stages"), &stages);
	else
		stk_str_release(&stages.missing);
}

static void add_answers(const struct stk_facts *facts, struct stk_page *page)
{
	struct stk_answer_counts counts = {0};
	struct stk_str text = STK_STR_INIT;
	size_t disputes = stk_coverage_disputes(facts->inventory);

	stk_answers_count(facts->inventory, facts->evidence, &counts);
	stk_str_addf(&text, stk_t("%u known, %u open"), counts.known, counts.open);
	if (counts.unknown)
		stk_str_addf(&text, stk_t(", %u \"I don't know\""), counts.unknown);
	if (counts.not_applicable)
		stk_str_addf(&text, stk_t(", %u not applicable"), counts.not_applicable);
	stk_page_pair(page, 0, LABEL_COLS, STK_PLAIN, stk_t("Answers"), text.data, NULL);
	stk_str_reset(&text);
	if (!disputes)
		stk_str_add(&text, stk_t("none"));
	else
		stk_str_addf(&text, stk_t("%zu to settle: `stocktake list disputes`"), disputes);
	stk_page_value(page, 0, LABEL_COLS, stk_t("Disputes"), disputes ? STK_YELLOW : STK_PLAIN,
		       text.data, NULL);
	stk_str_release(&text);
}

static void add_metrics(const struct stk_facts *facts, struct stk_page *page)
{
	struct stk_unlock_step step;
	struct stk_str text = STK_STR_INIT;
	bool first = true;

	if (!facts->metrics->count) {
		stk_page_pair(page, 0, LABEL_COLS, STK_PLAIN, stk_t("Metrics"),
			      stk_t("none: nothing is to be computed"), NULL);
		return;
	}
	stk_metrics_sum(facts, &text);
	for (int i = 0; i < STK_METRIC_STATES; i++) {
		if (!facts->metrics->by_state[i])
			continue;
		stk_str_add(&text, first ? stk_t(": ") : stk_t(", "));
		stk_str_addf(&text, stk_tc("metrics in a state", "%u %s"),
			     facts->metrics->by_state[i], stk_t(stk_metric_state_name(i)));
		first = false;
	}
	stk_page_value(page, 0, LABEL_COLS, stk_t("Metrics"),
		       stk_metrics_computable(facts->metrics) ? STK_GREEN : STK_YELLOW, text.data,
		       NULL);
	if (stk_unlock_step(facts, 0, &step)) {
		stk_str_reset(&text);
		stk_unlock_words(facts, &step, &text);
		stk_str_addf(&text, stk_t(": %u more"), step.metric_count);
		stk_page_pair(page, 0, LABEL_COLS, STK_PLAIN, stk_t("Next unlock"), text.data,
			      NULL);
	}
	stk_str_release(&text);
}

void stk_status_render(const struct stk_facts *facts, bool json, const struct stk_terminal *term,
		       struct stk_str *out)
{
	struct stk_page page = {out, term};
	const char *name = stk_text(facts->inventory, facts->inventory->root, STK_W_NAME);
	const char *goal = stk_text(facts->inventory, facts->inventory->root, STK_W_GOAL);
	struct stk_str text = STK_STR_INIT;

	if (json) {
		render_json(facts, out);
		return;
	}
	stk_page_text(&page, 0, STK_BOLD, name ? name : stk_t("An inventory without a name"));
	if (goal)
		stk_page_text(&page, 0, STK_DIM, goal);
	stk_page_gap(&page);
	add_metrics(facts, &page);
	stk_name_count(&text, stk_coverage_platforms(facts->inventory), "platform", "platforms");
	stk_str_add(&text, stk_t(", "));
	stk_name_count(&text, facts->inventory->kinds[STK_STAKEHOLDER].count, "person", "people");
	stk_page_pair(&page, 0, LABEL_COLS, STK_PLAIN, stk_t("Recorded"), text.data, NULL);
	add_chain(facts, &page);
	add_coverage(facts, &page);
	add_answers(facts, &page);
	stk_chain_ask_next(facts, MAX_NEXT, &page);
	stk_str_release(&text);
}
