/* Next steps that workshops agreed on, as they are recorded. */
#include <stdlib.h>

#include "stocktake/base/mem.h"
#include "stocktake/model/task.h"

static size_t take_steps(const struct stk_inventory *inventory, const struct stk_entity *workshop,
			 struct stk_step_taken *out)
{
	size_t count = 0;

	STK_EACH_VALUE(step, stk_node_get(workshop->node, STK_W_NEXT_STEPS))
	{
		const char *what = stk_node_kind(step) == STK_NODE_MAP
					   ? stk_text(inventory, step, STK_W_WHAT)
					   : NULL,
			   *due;
		struct stk_step_taken *taken = &out[count];

		if (!what)
			continue;
		due = stk_text(inventory, step, STK_W_DUE);
		taken->workshop = workshop;
		taken->node = step;
		taken->what = what;
		taken->due = due ? stk_date_parse(due) : STK_DATE_NONE;
		taken->done = stk_word_of(step, STK_W_DONE) == STK_W_TRUE;
		taken->overdue = !taken->done && taken->due != STK_DATE_NONE &&
				 taken->due < inventory->clock.today;
		count++;
	}
	return count;
}

struct stk_step_taken *stk_steps_taken(const struct stk_inventory *inventory,
				       const struct stk_entity *workshop, size_t *count)
{
	const struct stk_entities *all = &inventory->kinds[STK_WORKSHOP];
	struct stk_step_taken *steps;
	size_t most = 0;

	for (uint32_t i = 0; i < all->count; i++)
		most += stk_values_count(stk_node_get(all->items[i].node, STK_W_NEXT_STEPS));
	steps = stk_xcalloc(most + 1, sizeof *steps);
	*count = 0;
	for (uint32_t i = 0; i < all->count; i++)
		if (!workshop || workshop == &all->items[i])
			*count += take_steps(inventory, &all->items[i], steps + *count);
	return steps;
}

bool stk_step_is_of(const struct stk_inventory *inventory, const struct stk_step_taken *step,
		    const struct stk_entity *person)
{
	STK_EACH_VALUE(item, stk_node_get(step->node, STK_W_WHO))
	if (stk_node_kind(item) == STK_NODE_SCALAR &&
	    stk_inventory_find_sym(inventory, STK_STAKEHOLDER, item->value) == person)
		return true;
	return false;
}
