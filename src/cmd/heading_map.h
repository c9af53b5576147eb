/*
 * What --map says of headings ('Tool=name,Vendor URL=website'), and what an inventory kept of it.
 */
#ifndef CMD_HEADING_MAP_H
#define CMD_HEADING_MAP_H

#include "cmd.h"
#include "stocktake/model/inventory.h"
#include "stocktake/record/record.h"

struct stk_heading_map {
	const char *(*items)[2]; /* heading and word */
	size_t count, given;     /* of these from --map: the last ones */
};

/* Those that the inventory kept (NULL: none), then those of --map. Texts live in the arena. -1 and
 * err where --map is no map. Released by the caller in any case. */
int stk_heading_map_read(struct stk_heading_map *map, const struct stk_inventory *inventory,
			 const struct stk_args *args, struct stk_arena *arena, struct stk_err *err);
void stk_heading_map_release(struct stk_heading_map *map);
/* Changes that keep what --map said, map->given of them; in the arena. */
struct stk_change *stk_heading_map_changes(const struct stk_heading_map *map,
					   struct stk_arena *arena);

#endif
