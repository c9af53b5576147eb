/*
 * Ids on the move: every place of a file that names what is renamed, or folded into another.
 *
 * By the schema table: values that refer to it, addresses that lead to it or through it (of
 * evidence, waivers, disputes), what was said there, and where it is called so itself (a field's
 * `name`, a team's `id`, a term's key). Texts that only happen to be alike are not among them.
 */
#ifndef STOCKTAKE_MODEL_MOVES_H
#define STOCKTAKE_MODEL_MOVES_H

#include "stocktake/model/inventory.h"
#include "stocktake/yaml/edit.h"

enum stk_move_what { STK_MOVE_ENTITY, STK_MOVE_FIELD, STK_MOVE_TEAM };

struct stk_move {
	enum stk_move_what what;
	enum stk_kind kind;   /* of the entity or term; of a field STK_PLATFORM, of a team
				 STK_INVENTORY */
	const char *platform; /* FIELD: whose */
	const char *from, *to;
};

enum stk_spot_op {
	STK_SPOT_SET,   /* the scalar becomes `text` */
	STK_SPOT_KEY,   /* the member's key becomes `text` */
	STK_SPOT_REMOVE /* the list has the new one already */
};

struct stk_spot {
	enum stk_spot_op op;
	const struct stk_step *path;
	size_t path_len;
	const char *text;
};

/* In the order of the file: whoever edits begins with the last, so that no path shifts. */
struct stk_spots {
	struct stk_arena arena;
	struct stk_spot *items;
	size_t count, cap;
};

/* Gathers the places of one file. `kind` and `id` say whose it is; `syms` are those that root was
 * parsed with, preloaded with the words; `inventory` tells teams from people. */
void stk_move_find(const struct stk_inventory *inventory, const struct stk_move *move,
		   enum stk_kind kind, const char *id, const struct stk_node *root,
		   const struct stk_syms *syms, struct stk_spots *spots);
void stk_spots_release(struct stk_spots *spots);
/* Appends the address as it is after the move; false, and nothing, where it stays as it is. */
bool stk_move_address(const struct stk_inventory *inventory, const struct stk_move *move,
		      const char *address, struct stk_str *out);

#endif
