/*
 * The schema table: for every key of every kind of entity its type, choices, what it refers to, its
 * plain-language question and example, its spreadsheet column. Validation, the JSON Schema for
 * editors, prompts, sheet columns, the words of a diff and the manual all derive from it: a new key
 * is a row here (and its word in words.h) and nothing else.
 *
 * The tables are constant.
 */
#ifndef STOCKTAKE_MODEL_SCHEMA_H
#define STOCKTAKE_MODEL_SCHEMA_H

#include <stdbool.h>
#include <stddef.h>

#include "stocktake/model/words.h"

enum stk_kind {
	STK_INVENTORY,   /* inventory.yaml; id "inventory" */
	STK_STAKEHOLDER, /* stakeholders/ID.yaml */
	STK_PLATFORM,    /* platforms/ID.yaml */
	STK_METRIC,      /* metrics/ID.yaml */
	STK_WORKSHOP,    /* workshops/ID.yaml */
	STK_EVIDENCE,    /* evidence/ID.yaml */
	STK_TERM,        /* members of terms.yaml */
	STK_WAIVER,      /* items of waivers.yaml; id CHECK:ADDRESS */
	STK_KIND_COUNT
};

enum stk_type {
	STK_TYPE_TEXT,   /* any text */
	STK_TYPE_REF,    /* the id of an entity of one of `refs`, or a team */
	STK_TYPE_TERMS,  /* a group, a term (or `all` where allow_all) */
	STK_TYPE_CHOICE, /* one of `choices` */
	STK_TYPE_DATE,   /* YYYY-MM-DD */
	STK_TYPE_TIME,   /* YYYY-MM-DDTHH:MM:SSZ */
	STK_TYPE_EVERY,  /* a duration: real time | N minutes/... | on demand */
	STK_TYPE_BOOL,   /* true | false */
	STK_TYPE_NUMBER, /* a whole number from 0 up */
	STK_TYPE_ADDRESS,
	STK_TYPE_CHECK,    /* a check's id */
	STK_TYPE_ITEM,     /* a map of the shape `item` */
	STK_TYPE_REASONS,  /* a map from group or term to a text (patchy) */
	STK_TYPE_SETTINGS, /* a map from a check's id to one of `choices` (checks) */
	STK_TYPE_ANY       /* anything: `says`, own columns' definitions */
};

#define STK_KEY_REQUIRED 1u
#define STK_KEY_MANY                                                                               \
	2u /* a list; one value may stand for a list of one; [] is the answer "none"               \
	    */
#define STK_KEY_SET     4u   /* MANY whose members are addressed by their value and have no order */
#define STK_KEY_ASKED   8u   /* its absence is a hole that the interview may ask about */
#define STK_KEY_TEAMS   16u  /* REF: a team of inventory.yaml is allowed too */
#define STK_KEY_ALL     32u  /* TERMS: `all` is allowed */
#define STK_KEY_OPEN    64u  /* CHOICE: other values than the choices are allowed */
#define STK_KEY_BY_NAME 128u /* ITEM: a map from a name to an item (the inventory's `columns`) */
#define STK_KEY_ROOM    256u /* REF: workshops/ID is allowed too: the room said it */
#define STK_KEY_FREE                                                                               \
	512u /* REF: somebody who is not in the inventory is no defect (a facilitator from         \
		outside) */
#define STK_KEY_KEEPER                                                                             \
	1024u /* known to, or decided by, whoever keeps the inventory, where it does not follow    \
		 from what people say: no stakeholder is asked by themselves */

struct stk_shape;

struct stk_key {
	enum stk_word word;
	const char *name;
	enum stk_type type;
	unsigned flags;
	const char *const *choices; /* CHOICE, SETTINGS: NULL-ended */
	unsigned refs;              /* REF: 1u << enum stk_kind */
	const struct stk_shape *item;
	const char
		*ask; /* the plain-language question, "What is its website?"; NULL: never asked */
	const char *example; /* "https://www.hubspot.com" */
	const char *about;   /* one line for manuals and the JSON Schema */
	const char *column;  /* heading in a sheet, or NULL */
};

struct stk_shape {
	const char *name; /* "platform", "field", "integration", ... */
	const struct stk_key *keys;
	size_t count;
	enum stk_word item_names[3]; /* the keys that name an item in an address, in order of
					preference; 0-ended */
};

struct stk_kind_info {
	enum stk_kind kind;
	const char *name;   /* "platform" */
	const char *plural; /* "platforms": folder, first part of the address, key in a memory
			       document */
	const struct stk_shape *shape;
};

extern const struct stk_kind_info stk_kinds[STK_KIND_COUNT];

/* Shapes of items inside entities. */
extern const struct stk_shape stk_shape_field, stk_shape_integration, stk_shape_dispute,
	stk_shape_team, stk_shape_step, stk_shape_answer, stk_shape_column;

/* NULL if the shape has no such key. */
const struct stk_key *stk_shape_key(const struct stk_shape *shape, stk_sym word);
const struct stk_key *stk_shape_key_by_name(const struct stk_shape *shape, const char *name);
/* By plural or singular name; -1 if none. */
int stk_kind_by_name(const char *name);

/* The ten categories of FIELD.md and those allowed beside them, the standard groups; NULL-ended. */
extern const char *const stk_categories[];
extern const char *const stk_other_categories[];
extern const char *const stk_groups[];

#endif
