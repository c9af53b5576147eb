/*
 * What the files of validation share: the walk through one entity after the other.
 *
 * A valid node costs a table lookup by its key's symbol and one by its value's symbol; text is made
 * only for a defect.
 */
#ifndef MODEL_VALIDATOR_H
#define MODEL_VALIDATOR_H

#include "stocktake/base/str.h"
#include "stocktake/model/inventory.h"

/* What is known of a symbol: computed once for all of them. An entity whose file could not be read
 * is there all the same. */
#define STK_SEEN_TEAM     0x0100u /* low bits: 1u << enum stk_kind: is the id of such an entity */
#define STK_SEEN_TERM     0x0200u /* a term or a group */
#define STK_SEEN_LONG     0x0400u /* more than 256 code points */
#define STK_SEEN_CONTROL  0x0800u /* has control or bidirectional characters */
#define STK_SEEN_DATE     0x1000u /* was looked at and is a date */
#define STK_SEEN_EVERY    0x2000u /* a duration */
#define STK_SEEN_STAGE    0x4000u /* one of the inventory's stages */
#define STK_SEEN_CATEGORY 0x8000u /* a known category, or one of the inventory's */

enum { STK_VALIDATOR_MAX_PARTS = 24, STK_VALIDATOR_SHAPES = STK_KIND_COUNT + 7 };

/* A shape's keys by word: index + 1, 0 for none. */
struct stk_shape_index {
	const struct stk_shape *shape;
	uint8_t at[STK_W_COUNT];
};

struct stk_validator {
	struct stk_inventory *inventory;
	uint16_t *seen; /* by symbol */
	struct stk_shape_index shapes[STK_VALIDATOR_SHAPES];
	const struct stk_node **columns; /* the organisation's own keys, sorted by symbol */
	size_t column_count;
	/* What hostile files could make expensive is bounded: */
	uint64_t look_budget; /* nodes left to look through for addresses */
	uint32_t near_budget; /* comparisons left for "did you mean": bounded however many defects
				 there are */
	bool no_teams,
		no_terms; /* their file is broken: nothing can be said of references to them */
	/* The entity at hand, and the way down from it. */
	enum stk_kind kind;
	const struct stk_entity *entity;
	const char *parts[STK_VALIDATOR_MAX_PARTS]; /* NULL: without a name */
	size_t depth;
	const char *key; /* of the next report: what tells apart defects of one address; NULL after
			    it */
};

/* Makes the address of where the walk stands. */
void stk_validator_address(const struct stk_validator *walk, struct stk_str *out);
/* Adds a defect where the walk stands, at the node's place. */
void stk_validator_report(struct stk_validator *walk, const char *check, enum stk_severity severity,
			  const struct stk_node *node, const char *remedy, const char *format, ...)
	__attribute__((format(printf, 6, 7)));
void stk_validator_push(struct stk_validator *walk, const char *part);
void stk_validator_pop(struct stk_validator *walk);
/* Text of a symbol as messages may quote it: cut to some 60 columns. Lives as long as the defects.
 */
const char *stk_validator_quote(struct stk_validator *walk, stk_sym sym);
/* A line for people, in the same memory. */
const char *stk_validator_text(struct stk_validator *walk, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
static inline unsigned stk_validator_seen(const struct stk_validator *walk, stk_sym sym)
{
	return walk->seen[sym];
}

/* The definition of an own key, or NULL. */
const struct stk_node *stk_validator_column(const struct stk_validator *walk, stk_sym key);
/* validate_value.c: one value of a key, at its type. */
void stk_validator_value(struct stk_validator *walk, const struct stk_key *key,
			 const struct stk_node *node);
/* validate_ref.c: a reference, a group or term, an address. */
void stk_validator_ref(struct stk_validator *walk, const struct stk_key *key,
		       const struct stk_node *node);
void stk_validator_term(struct stk_validator *walk, const struct stk_key *key,
			const struct stk_node *node, stk_sym id);
void stk_validator_points(struct stk_validator *walk, const struct stk_node *node);
/* validate.c: a map at its shape. `named`: false where its lack of a name was reported already. */
void stk_validator_map(struct stk_validator *walk, const struct stk_shape *shape,
		       const struct stk_node *map, bool named);
/* validate_text.c: what YAML swallowed, and characters and lengths that no text should have,
 * anywhere in an entity. */
void stk_validator_texts(struct stk_validator *walk, const struct stk_shape *shape,
			 const struct stk_node *map);
/* validate_seen.c: fills and frees `seen`. */
void stk_validator_begin(struct stk_validator *walk, struct stk_inventory *inventory);
void stk_validator_end(struct stk_validator *walk);

#endif
