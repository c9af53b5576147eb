/*
 * What somebody said and nobody understood: kept verbatim in the notes of the person or the room,
 * one line each, so that it can be read, corrected or struck out in any editor.
 *
 *     Not understood (holds): 7 zz
 *     Who is that (platforms/hubspot/admin): the guy from IT
 *     Whom to ask (platforms/hubspot/holds, platforms/crm/holds): the CFO
 *     Left open: Who is that (referral): somebody in finance
 *
 * "Left open" was raised once more at the end of an interview, and is not raised again.
 */
#ifndef STOCKTAKE_MODEL_UNCLEAR_H
#define STOCKTAKE_MODEL_UNCLEAR_H

#include "stocktake/model/inventory.h"

enum stk_unclear_kind {
	STK_UNCLEAR_TEXT, /* an answer; `where` is the kind of section, then what it was about */
	STK_UNCLEAR_WHO,  /* a person without a name; `where`: the addresses that want one, or
			     STK_UNCLEAR_REFERRAL */
	STK_UNCLEAR_WHOM  /* the same, but they are to be asked about these addresses */
};

#define STK_UNCLEAR_REFERRAL "referral"

struct stk_puzzle {
	enum stk_unclear_kind kind;
	bool left;                       /* it was raised, and left open */
	enum stk_kind of;                /* STK_STAKEHOLDER or STK_WORKSHOP: whose notes */
	const struct stk_entity *entity; /* who said it */
	const char *where, *text;
	const char *line; /* as it stands in the notes */
};

struct stk_puzzles {
	struct stk_arena arena;
	struct stk_puzzle *items; /* people before workshops, in order of id, then as written */
	size_t count, cap;
};

/* Freed with stk_unclears_free. */
struct stk_puzzles *stk_unclears_new(const struct stk_inventory *inventory);
void stk_unclears_free(struct stk_puzzles *unclears);

/* One line of notes taken apart; `entity` and `of` stay as they are, texts lie in the arena. False:
 * an ordinary remark. */
bool stk_unclear_read(const char *line, size_t len, struct stk_arena *arena,
		      struct stk_puzzle *unclear);
/* Appends the line for it, of `kind`, `left`, `where` and `text`: line ends become "; ". */
void stk_unclear_write(const struct stk_puzzle *unclear, struct stk_str *out);
/* The next of the addresses in `where`: its length, 0 at the end. *rest is moved behind it. */
size_t stk_unclear_next(const char **rest, const char **address);

#endif
