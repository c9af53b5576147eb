/*
 * Links and platforms as people type them in the interview ("hubspot > power-bi l daily"), for
 * commands that take the same words: the same grammar, the same names. Nothing is asked or
 * recorded.
 */
#ifndef STOCKTAKE_INTERVIEW_TYPED_H
#define STOCKTAKE_INTERVIEW_TYPED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "stocktake/model/inventory.h"

struct stk_typed_platform {
	const char *id;
	const char *name;
	const char
		*product; /* of the catalogue, where the inventory has none of it yet; else NULL */
	bool made;        /* it is not in the inventory */
};

struct stk_typed_link {
	struct stk_typed_platform from, to;
	bool both;
	const char **groups; /* what it carries, as far as that was said */
	size_t group_count;
	bool all;
	int64_t every_minutes;         /* STK_EVERY_NONE: not said */
	const char *method;            /* as in the file; NULL: not said */
	struct stk_typed_platform via; /* id NULL: not said */
	const char *who;               /* stakeholder id; NULL: not said */
	/* Only of links_of. */
	bool undirected;      /* nobody said which way it goes */
	const char *who_said; /* who does it, as typed, where nobody of that name is known; NULL */
};

struct stk_typed;

/* `inventory`'s language decides which words mean something. NULL and err where its guide cannot be
 * read. */
struct stk_typed *stk_typed_new(struct stk_inventory *inventory, struct stk_err *err);
void stk_typed_free(struct stk_typed *typed);

/* The platform that the text names, which may be one that the catalogue knows and the inventory
 * does not have. -1 and err where it is none or could be several. Texts live as long as `typed`. */
int stk_typed_platform(struct stk_typed *typed, const char *text,
		       struct stk_typed_platform *platform, struct stk_err *err);
/* The links of one answer line; fails where any of it is not understood. */
int stk_typed_links(struct stk_typed *typed, const char *text, struct stk_typed_link **links,
		    size_t *count, struct stk_err *err);
/* The same in the place of a platform (its id), which need not be named: "-> salesforce weekly by
 * hand", "from on24", "salesforce, leads". Where no arrow stands, the link is undirected. People
 * need not be known. */
int stk_typed_links_of(struct stk_typed *typed, const char *here, const char *text,
		       struct stk_typed_link **links, size_t *count, struct stk_err *err);

/* Bytes of what stands between two names (a comma, a semicolon, a line end; "，", "、", "；") at
 * the beginning of the text; 0: none does. */
size_t stk_typed_separator_bytes(const char *text);

#endif
