/* Ids that entities had before: among their other names, or what an id is made of their name. */
#include <stdlib.h>
#include <string.h>

#include "stocktake/base/map.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "stocktake/model/address.h"
#include "stocktake/model/former.h"

#define TWO STK_NONE /* both were called so: nobody can say which is meant */

struct stk_former {
	const struct stk_inventory *inventory;
	struct stk_map by_id[STK_KIND_COUNT]; /* to the entity's index, or TWO */
};

static void remember(struct stk_map *map, const char *id, size_t len, uint32_t index)
{
	uint32_t before;

	if (len && stk_map_get(map, id, len, &before) && before != index)
		index = TWO;
	if (len)
		stk_map_put(map, id, len, index);
}

static void gather_name(struct stk_former *former, enum stk_kind kind, uint32_t index,
			const struct stk_node *name, struct stk_str *text)
{
	const char *written = name && stk_node_kind(name) == STK_NODE_SCALAR
				      ? stk_sym_text(&former->inventory->syms, name->value)
				      : "";

	stk_str_reset(text);
	stk_text_slug(text, written);
	remember(&former->by_id[kind], text->data, text->len, index);
	stk_str_reset(text);
	stk_text_fold(text, written, strlen(written));
	remember(&former->by_id[kind], text->data, text->len, index);
}

static void gather(struct stk_former *former, enum stk_kind kind, uint32_t index,
		   struct stk_str *text)
{
	const struct stk_node *node = former->inventory->kinds[kind].items[index].node;

	if (!node)
		return;
	gather_name(former, kind, index, stk_node_get(node, STK_W_NAME), text);
	STK_EACH_VALUE(item, stk_node_get(node, STK_W_AKA))
	gather_name(former, kind, index, item, text);
}

struct stk_former *stk_former_new(const struct stk_inventory *inventory)
{
	static const enum stk_kind kinds[] = {STK_STAKEHOLDER, STK_PLATFORM, STK_METRIC, STK_TERM};
	struct stk_former *former = stk_xcalloc(1, sizeof *former);
	struct stk_str text = STK_STR_INIT;

	former->inventory = inventory;
	for (size_t i = 0; i < STK_COUNT(kinds); i++)
		for (uint32_t at = 0; at < inventory->kinds[kinds[i]].count; at++)
			gather(former, kinds[i], at, &text);
	stk_str_release(&text);
	return former;
}

void stk_former_free(struct stk_former *former)
{
	if (!former)
		return;
	for (size_t i = 0; i < STK_KIND_COUNT; i++)
		stk_map_release(&former->by_id[i]);
	free(former);
}

bool stk_former_address(const struct stk_former *former, const char *text, struct stk_str *out)
{
	struct stk_address address;
	struct stk_err ignored;
	struct stk_str id = STK_STR_INIT;
	uint32_t index = TWO;

	if (stk_address_parse(text, &address, &ignored))
		return false;
	if (address.count > 1 && address.kind != STK_INVENTORY &&
	    !stk_inventory_find(former->inventory, address.kind, address.parts[1]) &&
	    stk_text_fold(&id, address.parts[1], strlen(address.parts[1])) &&
	    !stk_map_get(&former->by_id[address.kind], id.data, id.len, &index))
		index = TWO;
	if (index != TWO) {
		const struct stk_entity *entity =
			&former->inventory->kinds[address.kind].items[index];

		stk_str_add(out, stk_kinds[address.kind].plural);
		stk_address_add(out, stk_sym_text(&former->inventory->syms, entity->id));
		for (size_t i = 2; i < address.count; i++)
			stk_address_add(out, address.parts[i]);
	}
	stk_str_release(&id);
	stk_address_release(&address);
	return index != TWO;
}

const struct stk_entity *stk_moved_find(const struct stk_inventory *inventory, enum stk_kind kind,
					const char *id)
{
	struct stk_former *former;
	struct stk_str folded = STK_STR_INIT;
	uint32_t index = TWO;

	if (kind == STK_INVENTORY || stk_inventory_find(inventory, kind, id))
		return NULL;
	former = stk_former_new(inventory);
	if (!stk_text_fold(&folded, id, strlen(id)) ||
	    !stk_map_get(&former->by_id[kind], folded.data, folded.len, &index))
		index = TWO;
	stk_str_release(&folded);
	stk_former_free(former);
	return index == TWO ? NULL : &inventory->kinds[kind].items[index];
}
