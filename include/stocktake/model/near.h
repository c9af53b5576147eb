/*
 * "Did you mean": the nearest of several words.
 */
#ifndef STOCKTAKE_MODEL_NEAR_H
#define STOCKTAKE_MODEL_NEAR_H

/* The nearest of a NULL-ended list by small spelling differences, or NULL. */
const char *stk_near_choice(const char *const *choices, const char *word);

#endif
