/*
 * Which holes are no questions to people.
 */
#ifndef STK_MODEL_QUESTION_PRIVATE_H
#define STK_MODEL_QUESTION_PRIVATE_H

#include "stocktake/model/questions.h"

/* It was said that the platform holds none of what is looked for. */
bool stk_platform_is_empty(const struct stk_inventory *inventory,
			   const struct stk_entity *platform);
/* True where the hole is for whoever keeps the inventory. `platform`: its index, or STK_NONE. */
bool stk_question_is_keepers(const struct stk_inventory *inventory, const struct stk_hole *hole,
			     uint32_t platform);

#endif
