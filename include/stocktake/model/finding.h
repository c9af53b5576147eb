/*
 * Findings: what the loader and the checks say, in one form.
 *
 * A list owns all its texts (one arena). Sorted by stk_findings_sort they are in the order of every
 * output.
 */
#ifndef STOCKTAKE_MODEL_FINDING_H
#define STOCKTAKE_MODEL_FINDING_H

#include <stddef.h>
#include <stdint.h>

#include "stocktake/base/arena.h"

enum stk_severity { STK_NOTE, STK_WARNING, STK_ERROR };
enum stk_finding_state { STK_OPEN, STK_WAIVED, STK_KNOWN };

struct stk_finding {
	const char *check;
	enum stk_severity severity;
	const char *address;
	const char *file;    /* relative to the inventory; NULL where none */
	uint32_t line, col;  /* 1-based; 0 unknown */
	const char *message; /* one sentence, no full stop at its end */
	const char *remedy;
	const char *ask;      /* address of the question that would close it, or NULL */
	const char **metrics; /* ids it holds up, sorted */
	size_t metric_count;
	const char *key;      /* the check's own, where one address can bear several; or NULL */
	char fingerprint[17]; /* 16 hex digits: hash of check, address, key */
	enum stk_finding_state state;
	uint32_t waiver; /* where it is waived: index + 1 of the waiver; else 0 */
	size_t at_bytes; /* position for a finding whose line is not computed: SIZE_MAX none */
};

struct stk_findings {
	struct stk_arena arena;
	struct stk_finding *items;
	size_t count, cap;
};

#define STK_FINDINGS_INIT                                                                          \
	{                                                                                          \
		STK_ARENA_INIT, NULL, 0, 0                                                         \
	}

void stk_findings_release(struct stk_findings *findings);
/* Adds a finding: texts are copied, the fingerprint computed, state OPEN, metrics copied. Returns
 * it (valid until the next add). */
struct stk_finding *stk_findings_add(struct stk_findings *findings,
				     const struct stk_finding *finding);
/* Holding up most metrics first, then severity, check, address, key, message. */
void stk_findings_sort(struct stk_findings *findings);
const char *stk_severity_name(enum stk_severity severity); /* "note" "warning" "error" */
int stk_severity_parse(const char *name);                  /* -1 if none */

#endif
