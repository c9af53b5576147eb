#include "heading_map.h"

#include <stdlib.h>
#include <string.h>

#include "stocktake/base/mem.h"
#include "stocktake/base/tr.h"

static void add_mapping(struct stk_heading_map *map, const char *heading, const char *word)
{
	map->items = stk_xrealloc(map->items, map->count + 1, sizeof *map->items);
	map->items[map->count][0] = heading;
	map->items[map->count++][1] = word;
}

/* A comma parts two only where an = follows. */
static int parse(struct stk_heading_map *map, const char *text, struct stk_arena *arena,
		 struct stk_err *err)
{
	while (*text) {
		const char *equals = strchr(text, '='), *end, *next;

		if (!equals || equals == text)
			return stk_err_set(err, STK_EUSAGE,
					   "--map takes 'HEADING=key,HEADING=key', not \"%s\"",
					   text);
		end = strchr(equals, ',');
		if (!end)
			end = equals + strlen(equals);
		next = *end ? end + 1 : end;
		add_mapping(map, stk_arena_strndup(arena, text, (size_t)(equals - text)),
			    stk_arena_strndup(arena, equals + 1, (size_t)(end - equals - 1)));
		map->given++;
		text = next;
	}
	return 0;
}

int stk_heading_map_read(struct stk_heading_map *map, const struct stk_inventory *inventory,
			 const struct stk_args *args, struct stk_arena *arena, struct stk_err *err)
{
	const struct stk_node *kept =
		inventory ? stk_node_get(inventory->root, STK_W_HEADINGS) : NULL;
	const char *value;
	size_t at = 0;

	*map = (struct stk_heading_map){0};
	if (kept && stk_node_kind(kept) == STK_NODE_MAP)
		STK_EACH_CHILD (child, kept)
			if (stk_node_kind(child) == STK_NODE_SCALAR)
				add_mapping(map, stk_sym_text(&inventory->syms, child->key),
					    stk_sym_text(&inventory->syms, child->value));
	while ((value = stk_arg_each(args, "map", &at)))
		if (parse(map, value, arena, err))
			return -1;
	return 0;
}

void stk_heading_map_release(struct stk_heading_map *map)
{
	free(map->items);
	*map = (struct stk_heading_map){0};
}

struct stk_change *stk_heading_map_changes(const struct stk_heading_map *map,
					   struct stk_arena *arena)
{
	struct stk_change *changes = stk_arena_zalloc(arena, (map->given + 1) * sizeof *changes);

	for (size_t i = 0; i < map->given; i++) {
		const char **pair = map->items[map->count - map->given + i];
		struct stk_str address = STK_STR_INIT;

		stk_str_add(&address, "inventory/headings");
		stk_address_add(&address, pair[0]);
		changes[i] = (struct stk_change){.op = STK_CHANGE_SET,
						 .address = stk_arena_strdup(arena, address.data),
						 .value = stk_value_text(arena, pair[1])};
		stk_str_release(&address);
	}
	return changes;
}
