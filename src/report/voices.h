/*
 * Who said what about an address, in words.
 */
#ifndef REPORT_VOICES_H
#define REPORT_VOICES_H

#include "stocktake/model/evidence.h"

/* "(Ana Ruiz 2026-11-09, Li Wei 2026-11-18)": everybody who said what stands at or below the
 * address, each with their last date, in the order of these; nothing appended where nobody did. Who
 * says something else is in a dispute. */
void stk_voices(const struct stk_inventory *inventory, const struct stk_evidence *evidence,
		const char *address, struct stk_str *out);
/* Why there is no value at exactly this address: "not asked", "not known (Ana Ruiz 2026-11-09)",
 * "does not apply (...)", "Mia Sol is to be asked (...)". True where somebody was asked. */
bool stk_voice_hole(const struct stk_inventory *inventory, const struct stk_evidence *evidence,
		    const char *address, struct stk_str *out);
/* What an answer says: its value, "not known", "does not apply", "ask Mia Sol". */
void stk_voice_says(const struct stk_inventory *inventory, const struct stk_answer *answer,
		    struct stk_str *out);

#endif
