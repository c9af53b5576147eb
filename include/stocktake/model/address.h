/*
 * Addresses: JSON Pointers (RFC 6901) without the leading slash, in which list items go by name,
 *never by number.
 *
 *	platforms/hubspot/fields/Contact.firstname/term     inventory/goal
 *	platforms/hubspot/integrations/salesforce/every     waivers/CHECK:ADDRESS (one part, / as
 *~1) platforms/hubspot/teams/marketing                   terms/contact.email/name
 *
 * "~" is written ~0 and "/" ~1 in a part. At most 16 parts, 256 code points each. Ids compare
 *folded.
 */
#ifndef STOCKTAKE_MODEL_ADDRESS_H
#define STOCKTAKE_MODEL_ADDRESS_H

#include "stocktake/base/str.h"
#include "stocktake/model/inventory.h"

#define STK_ADDRESS_MAX_PARTS      16
#define STK_ADDRESS_MAX_PART_CODES 256

struct stk_address {
	enum stk_kind kind;
	size_t count; /* parts, the kind's and id's included: inventory/goal has 2 */
	char *parts[STK_ADDRESS_MAX_PARTS]; /* unescaped */
	char *memory_;                      /* owned */
};

/* Parses and checks the form (known kind, no empty part, bounds, escapes). It need not exist. */
int stk_address_parse(const char *text, struct stk_address *address, struct stk_err *err);
void stk_address_release(struct stk_address *address);
void stk_address_render(const struct stk_address *address, struct stk_str *out);
/* Appends "/" and the part, escaped. */
void stk_address_add(struct stk_str *out, const char *part);

/* Where an address leads in a loaded inventory. */
struct stk_place {
	enum stk_kind kind;
	const struct stk_entity *entity; /* NULL: no such entity */
	const struct stk_node *node;     /* NULL: nothing there (a hole) */
	const struct stk_key *key; /* the schema row of the last part, or of the list it is a member
				      of; NULL for the entity itself and unknown keys */
	const struct stk_shape *shape; /* shape of the map that holds it, or of the entity */
	size_t found;                  /* how many parts exist */
	bool member;                   /* the last part is a member of a SET, by value */
	bool named; /* the last part is a name in a map of texts (patchy, checks) */
};
/* False (and err) only where the address cannot be one by the schema (an unknown key; a part below
 * a scalar; an item with an ambiguous name). A hole is no error: place->node is NULL. */
bool stk_address_resolve(const struct stk_inventory *inventory, const struct stk_address *address,
			 struct stk_place *place, struct stk_err *err);

/* What an item of a list is called in an address (by its shape's item_names; scalars by their
 * value), or NULL where it has no name. */
const char *stk_item_name(const struct stk_inventory *inventory, const struct stk_shape *shape,
			  const struct stk_node *item);

/* Appends the address of an entity. */
void stk_entity_address(const struct stk_inventory *inventory, enum stk_kind kind,
			const struct stk_entity *entity, struct stk_str *out);

#endif
