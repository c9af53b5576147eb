/*
 * What somebody supposes, as changes: a platform retired, a link added. For `what-if`.
 */
#ifndef CMD_SUPPOSE_H
#define CMD_SUPPOSE_H

#include "open.h"
#include "stocktake/interview/typed.h"
#include "stocktake/model/affected.h"
#include "stocktake/record/record.h"

/* Texts in the arena, or of the inventory. */
struct stk_supposed {
	struct stk_opened *opened;
	struct stk_typed *typed;
	struct stk_arena arena;
	struct stk_change *changes;
	size_t change_count, change_cap;
	struct stk_touched *touched;
	size_t touched_count, touched_cap;
	const char **words; /* what is supposed, a line each */
	size_t word_count, word_cap;
	const char **notes; /* what cannot be judged, sentences */
	size_t note_count, note_cap;
};

/* On failure there is nothing to release. The opened inventory outlives it. */
int stk_suppose_init(struct stk_supposed *supposed, struct stk_opened *opened, struct stk_err *err);
void stk_suppose_release(struct stk_supposed *supposed);
/* "platforms/x", "x", or a name: the platform is retired. */
int stk_suppose_retired(struct stk_supposed *supposed, const char *text, struct stk_err *err);
/* An answer line with links. A link is one more beside those that there are between two platforms,
 * so that nothing that was said is changed. It is declared by the side that was asked what it
 * exchanges, so that the other one stays unknown. */
int stk_suppose_links(struct stk_supposed *supposed, const char *text, struct stk_err *err);
/* Adds a sentence to the notes. */
void stk_suppose_note(struct stk_supposed *supposed, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

#endif
