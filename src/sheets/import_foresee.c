/* The inventory as it will be, with the platforms that the sheets make. */
#include <string.h>

#include "import_private.h"

static int twin(void *data, uint32_t a, uint32_t b, bool exact)
{
	struct stk_intake *intake = data;
	const struct stk_entities *all = &intake->future->kinds[STK_PLATFORM];
	const char *a_id = stk_sym_text(&intake->future->syms, all->items[a].id),
		   *b_id = stk_sym_text(&intake->future->syms, all->items[b].id);
	bool is_settled = stk_map_get(&intake->settled, a_id, strlen(a_id), NULL) ||
			  stk_map_get(&intake->settled, b_id, strlen(b_id), NULL);
	bool is_new = stk_map_get(&intake->ids, a_id, strlen(a_id), NULL) ||
		      stk_map_get(&intake->ids, b_id, strlen(b_id), NULL);

	(void)exact;
	is_new &= !is_settled;
	for (size_t i = 0; i < intake->import->pair_count && is_new; i++)
		is_new = !(strcmp(intake->import->pairs[i].a, b_id) == 0 &&
			   strcmp(intake->import->pairs[i].b, a_id) == 0);
	if (is_new)
		stk_intake_pair(intake, a_id, stk_entity_name(intake->future, &all->items[a]), b_id,
				stk_entity_name(intake->future, &all->items[b]));
	return 0;
}

int stk_intake_foresee(struct stk_intake *intake, struct stk_err *err)
{
	struct stk_arena *arena = stk_intake_arena(intake);
	struct stk_change *changes =
		stk_arena_alloc(arena, (intake->target_count + 1) * sizeof *changes);
	size_t count = 0;

	for (size_t i = 0; i < intake->target_count; i++) {
		const struct stk_target *target = &intake->targets[i];
		struct stk_value *map;

		if (!target->is_new)
			continue;
		map = stk_value_put_text(arena, stk_value_map(arena), "name", target->name);
		if (target->product)
			stk_value_put_text(arena, map, "product", target->product);
		changes[count++] = (struct stk_change){
			.op = STK_CHANGE_SET,
			.address = stk_arena_printf(arena, "platforms/%s", target->id),
			.value = map};
	}
	intake->future = intake->inventory;
	if (!count)
		return 0;
	if (stk_draft_make(intake->inventory, changes, count, &intake->draft, err))
		return -1;
	intake->future_source = stk_source_overlay(intake->inventory->source, intake->draft.files,
						   intake->draft.count);
	intake->future =
		stk_inventory_load(intake->future_source, &intake->inventory->clock, 0, err);
	if (!intake->future)
		return -1;
	stk_matcher_twins(intake->future, twin, intake);
	stk_matcher_free(intake->matcher);
	intake->matcher = stk_matcher_new(
		intake->future, 1u << STK_MATCH_PLATFORM | 1u << STK_MATCH_PRODUCT |
					1u << STK_MATCH_STAKEHOLDER | 1u << STK_MATCH_TERM);
	return 0;
}
