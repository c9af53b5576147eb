/* Groups of data as people say them. */
#include <string.h>

#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "stocktake/base/tr.h"
#include "walk.h"

bool stk_groups_has(const struct stk_line_groups *groups, const char *group)
{
	for (size_t i = 0; i < groups->count; i++)
		if (strcmp(groups->items[i], group) == 0)
			return true;
	return false;
}

static void add(struct stk_line_groups *groups, const char *group)
{
	if (!stk_groups_has(groups, group) && groups->count < STK_LINE_MAX_GROUPS)
		groups->items[groups->count++] = group;
}

/* The group of a group's or term's id, in the inventory's own text. */
static const char *group_of(const struct stk_walk *walk, const char *text)
{
	const struct stk_inventory *inventory = walk->inventory;
	uint32_t group = stk_group_find(inventory, text);

	if (group == STK_NONE) {
		const struct stk_term *term = stk_term_find(inventory, text);

		group = term ? term->group : STK_NONE;
	}
	return group == STK_NONE ? NULL : stk_sym_text(&inventory->syms, inventory->groups[group]);
}

void stk_groups_of(const struct stk_walk *walk, const struct stk_node *list,
		   struct stk_line_groups *groups)
{
	STK_EACH_VALUE(item, list)
	{
		const char *group;

		if (stk_node_kind(item) != STK_NODE_SCALAR)
			continue;
		group = group_of(walk, stk_sym_text(&walk->inventory->syms, item->value));
		if (group)
			add(groups, group);
	}
}

void stk_groups_held(const struct stk_walk *walk, const char *platform,
		     struct stk_line_groups *groups)
{
	stk_groups_of(walk, stk_platform_key(walk, platform, STK_W_HOLDS), groups);
	STK_EACH_VALUE(field, stk_platform_key(walk, platform, STK_W_FIELDS))
	stk_groups_of(walk, stk_node_get(field, STK_W_TERM), groups);
}

static const struct stk_group_words *words_of(const struct stk_walk *walk, const char *group)
{
	for (size_t i = 0; i < walk->words->group_count; i++)
		if (strcmp(walk->words->groups[i].group, group) == 0)
			return &walk->words->groups[i];
	return NULL;
}

const char *stk_group_label(const struct stk_walk *walk, const char *group)
{
	const struct stk_group_words *words = words_of(walk, group);

	return words ? words->label : group;
}

void stk_groups_letters(const struct stk_walk *walk, const struct stk_line_groups *groups,
			struct stk_str *out)
{
	size_t before = out->len;

	for (size_t i = 0; i < groups->count; i++) {
		const struct stk_group_words *words = words_of(walk, groups->items[i]);

		if (words && *words->letter) {
			stk_str_add(out, words->letter);
			continue;
		}
		stk_str_addf(out, "%s%s", out->len > before ? " " : "",
			     words ? words->label : groups->items[i]);
		if (i + 1 < groups->count)
			stk_str_addc(out, ' ');
	}
}

void stk_groups_labels(const struct stk_walk *walk, const struct stk_line_groups *groups,
		       struct stk_str *out)
{
	for (size_t i = 0; i < groups->count; i++)
		stk_str_addf(out, "%s%s", i ? stk_tc("list", ", ") : "",
			     stk_group_label(walk, groups->items[i]));
}
