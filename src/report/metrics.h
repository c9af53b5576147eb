/*
 * Words about metrics that more than one page uses.
 */
#ifndef REPORT_METRICS_H
#define REPORT_METRICS_H

#include "page.h"
#include "stocktake/report/metrics.h"

/* "Silo: held, but it does not reach the reports"; static. */
const char *stk_metric_state_words(enum stk_metric_state state);
enum stk_color stk_metric_state_color(enum stk_metric_state state);
const char *stk_metric_name(const struct stk_facts *facts, const struct stk_metric *metric);
/* "Salesforce, NetSuite": where its data comes from, or lies. */
void stk_metric_sources(const struct stk_facts *facts, const struct stk_metric *metric,
			struct stk_str *out);
/* "by hand, one voice". */
void stk_metric_caveats(const struct stk_metric *metric, struct stk_str *out);
/* Its caveats on a page, each in a sentence with the platforms that it is about. */
void stk_metric_mind(const struct stk_facts *facts, const struct stk_metric *metric,
		     struct stk_page *page);
/* Links that are to be made together: only with the last of them can more be computed. */
struct stk_unlock_step {
	const struct stk_unlock *links;
	uint32_t count;
	const uint32_t *metrics; /* what they bring, indexes of metrics->items */
	uint32_t metric_count;
	bool native; /* the catalogue knows a native integration for each */
};
/* The step that begins at unlocks[at]; false where there is none. The next begins at
 * at + step->count. */
bool stk_unlock_step(const struct stk_facts *facts, uint32_t at, struct stk_unlock_step *step);
/* "Connect Xactly to Power BI (quota)"; of two: ", and connect ... (deal)". */
void stk_unlock_words(const struct stk_facts *facts, const struct stk_unlock_step *step,
		      struct stk_str *out);
/* "2 more metrics". */
void stk_unlock_gain(const struct stk_unlock_step *step, struct stk_str *out);
/* The names of its metrics, joined by ", ". */
void stk_unlock_metrics(const struct stk_facts *facts, const struct stk_unlock_step *step,
			struct stk_str *out);
/* "4 of 21 can be computed". */
void stk_metrics_sum(const struct stk_facts *facts, struct stk_str *out);
/* Appends the JSON of stk_metrics_render. */
void stk_metrics_json(const struct stk_facts *facts, uint32_t only, struct stk_str *out);

#endif
