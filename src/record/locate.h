/*
 * From an address to a place in the bytes of a file: steps for the splice editor.
 */
#ifndef RECORD_LOCATE_H
#define RECORD_LOCATE_H

#include "stocktake/model/address.h"
#include "stocktake/yaml/edit.h"

/* Where an address leads in one parsed file. `first` is the part that the file's root stands for
 * plus one: parts[first] is the first step. */
struct stk_locus {
	struct stk_step steps[STK_ADDRESS_MAX_PARTS];
	size_t step_count;
	size_t found; /* parts of the address that exist, `first` included */
	const struct stk_node
		*node; /* of the last part that exists (NULL: an empty file, or a NULL value) */
	const struct stk_shape *
		shape; /* of the map that holds the first missing part, or of the last map passed */
	const struct stk_key
		*key; /* the schema row of the last found part, or of the list that holds it */
	bool in_list; /* the first missing part (or the last found) is an item of the list `key` */
	const struct stk_node
		*map; /* the map that holds, or would hold, the part that the last step names */
};

/* The path of the file that holds the address ("platforms/hubspot.yaml"), where the entity lies now
 * or where a new one goes. Caller frees. */
char *stk_locate_file(const struct stk_inventory *inventory, const struct stk_address *address);
/* How many leading parts of the address the file's root stands for: 2 for platforms/ID, 1 for
 * inventory, terms and waivers. */
size_t stk_locate_first(const struct stk_address *address);
/* Descends as far as the address exists. `syms` are those that root was parsed with (preloaded with
 * the words). */
int stk_locate(const struct stk_address *address, const struct stk_node *root,
	       const struct stk_syms *syms, struct stk_locus *locus, struct stk_err *err);
/* What an item of the shape is called, or NULL. */
const char *stk_locate_item_name(const struct stk_shape *shape, const struct stk_node *item,
				 const struct stk_syms *syms);

#endif
