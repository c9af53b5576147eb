#include "cell_links.h"

static const char *copy(struct stk_arena *arena, const char *text)
{
	return text ? stk_arena_strdup(arena, text) : NULL;
}

bool stk_cell_links(struct stk_typed **typed, struct stk_inventory *inventory, const char *here,
		    const char *line, struct stk_arena *arena, struct stk_import_link **found,
		    size_t *count)
{
	struct stk_typed_link *links;
	struct stk_err ignored;

	if (!*typed)
		*typed = stk_typed_new(inventory, &ignored);
	if (!*typed || stk_typed_links_of(*typed, here, line, &links, count, &ignored))
		return false;
	*found = stk_arena_zalloc(arena, (*count + 1) * sizeof **found);
	for (size_t i = 0; i < *count; i++) {
		const struct stk_typed_link *from = &links[i];
		struct stk_import_link *link = &(*found)[i];

		if (from->from.made || from->to.made || (from->via.id && from->via.made))
			return false;
		*link = (struct stk_import_link){.from = copy(arena, from->from.id),
						 .to = copy(arena, from->to.id),
						 .both = from->both,
						 .undirected = from->undirected,
						 .all = from->all,
						 .every_minutes = from->every_minutes,
						 .method = copy(arena, from->method),
						 .via = copy(arena, from->via.id),
						 .who = copy(arena, from->who),
						 .who_said = copy(arena, from->who_said)};
		link->groups =
			stk_arena_alloc(arena, (from->group_count + 1) * sizeof *link->groups);
		for (size_t k = 0; k < from->group_count; k++)
			link->groups[link->group_count++] = copy(arena, from->groups[k]);
	}
	return true;
}
