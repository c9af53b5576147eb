/*
 * Open questions as people go through them: what is asked of several at once stands once, and below
 * it who could say it of what.
 */
#ifndef REPORT_BUNDLE_H
#define REPORT_BUNDLE_H

#include "stocktake/base/arena.h"
#include "stocktake/model/questions.h"

/* Questions of the same wording that are for the same people. */
struct stk_bundle_part {
	const uint32_t *who; /* indexes of stakeholders, the nearest first; none: whoever knows */
	size_t who_count;
	const struct stk_question **items;
	size_t count;
};

struct stk_bundle {
	const char *ask; /* English, to be translated */
	struct stk_bundle_part *parts;
	size_t count;
	uint64_t metrics; /* that any of them holds up */
};

struct stk_bundles {
	struct stk_arena arena;
	struct stk_bundle *items;
	size_t count, cap;
};

/* Adds a question for those people, who are copied; questions outlive the bundles. In the order in
 * which they are added. */
void stk_bundles_add(struct stk_bundles *bundles, const struct stk_question *question,
		     const uint32_t *who, size_t who_count);
void stk_bundles_release(struct stk_bundles *bundles);

/* What the questions of a part are about: "HubSpot, Outreach with Power BI"; of a dispute both
 * sides. */
void stk_bundle_subjects(const struct stk_inventory *inventory, const struct stk_bundle_part *part,
			 struct stk_str *out);
/* "Ana Ruiz, Ben Adeyemi and 5 more"; "" for nobody. */
void stk_bundle_people(const struct stk_inventory *inventory, const struct stk_bundle_part *part,
		       struct stk_str *out);
/* What an address is about: "HubSpot"; of a link "HubSpot with Salesforce". */
void stk_name_subject(const struct stk_inventory *inventory, const char *address,
		      struct stk_str *out);

#endif
