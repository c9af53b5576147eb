/*
 * Evidence: who said what about an address, from the files under evidence/.
 */
#ifndef STOCKTAKE_MODEL_EVIDENCE_H
#define STOCKTAKE_MODEL_EVIDENCE_H

#include "stocktake/model/inventory.h"

enum stk_answer_state {
	STK_ANSWER_SAYS,
	STK_ANSWER_UNKNOWN,
	STK_ANSWER_NOT_APPLICABLE,
	STK_ANSWER_ASK,
	STK_ANSWER_SILENT /* asked together with others, and not a word was said of it: as open as
			     before, but this person is not asked again */
};

struct stk_answer {
	const char *address; /* in its canonical form */
	enum stk_answer_state state;
	const struct stk_node *says; /* SAYS */
	const char *ask;             /* ASK: a stakeholder's id */
	const char *by;              /* stakeholder id, or workshops/ID */
	const char *at;              /* time, as written; "" if absent */
	const char *kind;            /* "interview", "sheet", ... */
	bool accepted;
	uint32_t entity; /* index in kinds[STK_EVIDENCE] */
	const struct stk_node *node;
};

/* An answer without address, or with none of says, state and ask, is left out. An address that
 * cannot be one stands as it is written. "At" an address is exact: lookups want the canonical form
 * (kind's plural, id as its file is called). */
struct stk_evidence;
/* Indexes all answers by address, each address's in order of time; but silence comes before all
 * that was said, so that it is the last word only where there is no other. */
struct stk_evidence *stk_evidence_new(const struct stk_inventory *inventory);
void stk_evidence_free(struct stk_evidence *evidence);
/* The answers at exactly this address; with `below`, also at what is below it. In order of address
 * and time; the array lives as long as the index. */
const struct stk_answer *const *stk_evidence_at(const struct stk_evidence *evidence,
						const char *address, bool below, size_t *count);
/* The last answer at the address, or NULL. */
const struct stk_answer *stk_evidence_last(const struct stk_evidence *evidence,
					   const char *address);
/* The answer that names somebody else for the address (`ask`), NULL where nobody is named or it was
 * answered since: that others do not know takes nothing away. */
const struct stk_answer *stk_evidence_routed(const struct stk_evidence *evidence,
					     const char *address);
/* How many different people have said something (not: "I don't know") about the address or what is
 * below it. What a workshop's room said counts for its attendees, at least for one. */
size_t stk_evidence_voices(const struct stk_evidence *evidence, const char *address);
/* All answers, sorted. */
const struct stk_answer *const *stk_evidence_all(const struct stk_evidence *evidence,
						 size_t *count);

#endif
