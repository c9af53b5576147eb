/*
 * An index of names in their loose form: equal ones, those that begin with a text, and those near
 * it.
 *
 * Filled with add, closed with finish, then asked. Names lie sorted; each also stands in the
 * buckets of its trigrams.
 */
#ifndef STK_MODEL_MATCH_INDEX_H
#define STK_MODEL_MATCH_INDEX_H

#include <stddef.h>
#include <stdint.h>

#include "loose.h"
#include "stocktake/base/arena.h"

struct stk_name {
	const char *loose;
	const char *written; /* not owned */
	uint32_t len;        /* bytes of loose */
	uint32_t entry;      /* what it names; the filler's number */
	uint64_t starts;     /* where words begin in loose, see stk_name_loosen */
	uint8_t rank;        /* which kind of name it is; the filler's */
	struct stk_sketch sketch;
};

struct stk_names {
	struct stk_arena arena;
	struct stk_name *items; /* after finish: by loose, rank, entry */
	size_t count, cap;
	uint32_t *first, *postings; /* trigram buckets; NULL until finish */
};

void stk_names_release(struct stk_names *names);
/* Adds a name, unless nothing of it is left in the loose form. `written` must outlive the index. */
void stk_names_add(struct stk_names *names, const char *written, uint32_t entry, uint8_t rank);
/* Sorts; with trigrams only if somebody will ask what is near. */
void stk_names_finish(struct stk_names *names, int with_near);

/* The names equal to / beginning with the loose text: items[*first .. result). */
size_t stk_names_equal(const struct stk_names *names, const char *loose, size_t *first);
size_t stk_names_beginning(const struct stk_names *names, const char *loose, size_t *first);

/* Calls each with every name within the allowed edits of the loose text (written is as it was
 * typed), once, in no order. Looked up are the rarest trigrams, as many as the edits cannot all
 * have changed; of a bucket at most STK_NEAR_MAX_LOOKED names are looked at. */
#define STK_NEAR_MAX_LOOKED 4096
void stk_names_near(const struct stk_names *names, const char *loose, const char *written,
		    void (*each)(void *data, const struct stk_name *name, unsigned distance),
		    void *data);

#endif
