/*
 * Workshops: which one is meant, who is in the room, whom to invite and why.
 */
#ifndef STOCKTAKE_MODEL_WORKSHOP_H
#define STOCKTAKE_MODEL_WORKSHOP_H

#include "stocktake/model/chain.h"

/* Of those today or later the first; NULL: none is planned. */
const struct stk_entity *stk_workshop_next(const struct stk_inventory *inventory);
/* Of those today or earlier the last, on another day than `but` (NULL: any); NULL: none was held.
 */
const struct stk_entity *stk_workshop_last(const struct stk_inventory *inventory,
					   const struct stk_entity *but);
/* STK_DATE_NONE where it has none. */
int32_t stk_workshop_date(const struct stk_inventory *inventory, const struct stk_entity *workshop);
/* Who was there; who is invited where nobody was noted yet. Stakeholders that the inventory lacks
 * are left out. The array is the caller's (free). */
const struct stk_entity **stk_workshop_room(const struct stk_inventory *inventory,
					    const struct stk_entity *workshop, size_t *count);
/* True if the list key of the workshop (attendees, invited) names the stakeholder. */
bool stk_workshop_names(const struct stk_inventory *inventory, const struct stk_entity *workshop,
			enum stk_word key, const struct stk_entity *person);

/* A room where everybody still gets a word in. */
#define STK_ROOM_MAX 14

struct stk_invitee {
	const char *who; /* stakeholder id */
	const char *why; /* one clause, in the language of the thread */
};

struct stk_invitees {
	struct stk_arena arena;
	struct stk_invitee *items; /* most worthwhile first */
	size_t count;
	size_t left; /* who might have been asked as well, had there been room */
};

/* Whom to invite to a workshop of the kind (STK_W_ORGANISATION, STK_W_TEAM, STK_W_FOLLOW_UP):
 * - organisation: the best of each team, then whoever was not asked or holds up most
 * - team: the people of `teams`
 * - follow-up: all who were invited, were there, or answered
 * `teams` (folded ids, team_count of them) is for teams only. The facilitator (may be NULL) needs
 * no invitation. */
struct stk_invitees *stk_invitees_new(const struct stk_inventory *inventory,
				      const struct stk_chain *chain, enum stk_word kind,
				      const char *const *teams, size_t team_count,
				      const char *facilitator);
void stk_invitees_free(struct stk_invitees *invitees);

#endif
