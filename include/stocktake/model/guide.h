/*
 * Interview guides: the sections, their order and wording, from scripts/guides/LANG.yaml (embedded as guides/LANG.yaml; an inventory may bring guides/LANG.yaml of its own).
 */
#ifndef STOCKTAKE_MODEL_GUIDE_H
#define STOCKTAKE_MODEL_GUIDE_H

#include "stocktake/model/inventory.h"

/* Which mechanism of the interview a section uses. What they do is in interview/; the words are the guide's. */
enum stk_section_kind {
	STK_SECTION_TOOLS,    /* a line of names becomes platforms; verbs and categories proposed from the catalogue */
	STK_SECTION_NOTHING,  /* which of them hold none of what we look for: holds [] */
	STK_SECTION_HOLDS,    /* groups by number and letters */
	STK_SECTION_HEADINGS, /* a pasted heading row becomes fields with terms (one prompt for each sheet without fields) */
	STK_SECTION_LINKS,    /* `>` and `<>` lines */
	STK_SECTION_SHOWS,    /* which metrics they look at, and where */
	STK_SECTION_PATCHY,   /* what they would not bet on, and why */
	STK_SECTION_COPIES,   /* does everyone keep one, how many */
	STK_SECTION_ADMIN,    /* who decides, who can show the fields: owner and admin */
	STK_SECTION_NUMBERS,  /* up: "revenue monthly pdf dana; win rate quarterly slide li" */
	STK_SECTION_RECORD,   /* several hold one group: which one counts */
	STK_SECTION_OPEN,     /* questions routed to this person, or open at their platforms */
	STK_SECTION_REFER,    /* who else should be asked: stakeholders with referred_by */
	STK_SECTION_KINDS
};

struct stk_section {
	enum stk_section_kind kind;
	const char *ask;     /* the question */
	const char *example; /* for `?` */
	const char *help;    /* for `?` */
	const char *fallback; /* what Enter means, shown in brackets; NULL: nothing */
};

struct stk_guide {
	struct stk_arena arena;
	const char *name; /* "across", "down", "up", "home", "room" */
	const char *opening; /* first line; {goal} is put in */
	const char *closing;
	struct stk_section *sections;
	size_t count;
};

/* The guide of a direction or "room". NULL and err with file:line:column where the guide is malformed or missing. */
struct stk_guide *stk_guide_load(struct stk_source *inventory_source, const char *language, const char *name, struct stk_err *err);
void stk_guide_free(struct stk_guide *guide);

#endif
