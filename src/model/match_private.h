/*
 * What the files of the matcher share.
 */
#ifndef STK_MODEL_MATCH_PRIVATE_H
#define STK_MODEL_MATCH_PRIVATE_H

#include "match_index.h"
#include "stocktake/model/match.h"

/* Which kind of name: lower is surer. */
enum stk_name_rank {
	STK_RANK_OWN,     /* id, name, other name */
	STK_RANK_PRODUCT, /* a platform by the names of its product */
	STK_RANK_WORD     /* a stakeholder by one word of the name */
};

/* Headings. */
enum stk_heading_rank {
	STK_HEADING_TERM,      /* a term's id, name, other name */
	STK_HEADING_TAIL,      /* its id without the group: first_name */
	STK_HEADING_FIELD,     /* name or label of a field in the catalogue */
	STK_HEADING_FIELD_TAIL /* its name without the object: firstname */
};

struct stk_matcher {
	struct stk_inventory *inventory;
	struct stk_arena arena;
	struct stk_match *entries; /* what the names' entries are; grade unset */
	stk_sym *products;         /* per entry: a platform's product, or the product itself */
	uint32_t count, cap, product_cap;
	struct stk_names names;
	struct stk_names headings; /* entries are term indexes */
};

/* Fills `headings` from terms and catalogue. */
void stk_matcher_fill_headings(struct stk_matcher *matcher);

#endif
