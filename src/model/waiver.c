#include "stocktake/model/waiver.h"

#include <stdlib.h>
#include <string.h>

#include "canonical.h"
#include "stocktake/base/mem.h"

/* Waivers in force by "CHECK ADDRESS"; those that say the same are chained. */
struct book {
	struct stk_map first; /* index + 1 */
	uint32_t *next;
};

/* What a waiver must have to count, DESIGN: a reason, a person and an end date. */
static bool in_force(const struct stk_inventory *inventory, const struct stk_node *node)
{
	static const enum stk_word needed[] = {STK_W_CHECK, STK_W_AT, STK_W_BECAUSE, STK_W_BY};
	const char *until = stk_text(inventory, node, STK_W_UNTIL), *text;
	int32_t day = until ? stk_date_parse(until) : STK_DATE_NONE;

	if (day == STK_DATE_NONE || day < inventory->clock.today)
		return false;
	for (size_t i = 0; i < STK_COUNT(needed); i++) {
		text = stk_text(inventory, node, needed[i]);
		if (!text || !*text)
			return false;
	}
	return true;
}

static void add_waiver(const struct stk_inventory *inventory, struct book *book, uint32_t index,
		       struct stk_str *key)
{
	const struct stk_node *node = inventory->kinds[STK_WAIVER].items[index].node;
	uint32_t before = 0;

	if (!in_force(inventory, node))
		return;
	stk_str_reset(key);
	stk_str_addf(key, "%s ", stk_text(inventory, node, STK_W_CHECK));
	stk_address_canonical(inventory, stk_text(inventory, node, STK_W_AT), key);
	stk_map_get(&book->first, key->data, key->len, &before);
	book->next[index] = before;
	stk_map_put(&book->first, key->data, key->len, index + 1);
}

/* Credits every waiver over the finding; the address itself, then what is above it. Returns the
 * nearest: its index + 1, or 0. */
static uint32_t apply(const struct book *book, const struct stk_finding *finding, uint32_t *used,
		      struct stk_str *key)
{
	size_t check_bytes, end;
	uint32_t index, nearest = 0;

	stk_str_reset(key);
	stk_str_addf(key, "%s ", finding->check);
	check_bytes = key->len;
	stk_str_add(key, finding->address);
	for (end = key->len; end > check_bytes; end--) {
		if (end < key->len && key->data[end] != '/')
			continue;
		index = 0;
		stk_map_get(&book->first, key->data, end, &index);
		for (; index; index = book->next[index - 1]) {
			if (!nearest)
				nearest = index;
			if (used)
				used[index - 1]++;
		}
	}
	return nearest;
}

size_t stk_waivers_apply(const struct stk_inventory *inventory, struct stk_findings *findings,
			 uint32_t *used)
{
	uint32_t count = inventory->kinds[STK_WAIVER].count;
	struct book book = {STK_MAP_INIT, stk_xcalloc(count + 1, sizeof *book.next)};
	struct stk_str key = STK_STR_INIT;
	size_t waived = 0;

	if (used)
		memset(used, 0, count * sizeof *used);
	for (uint32_t i = 0; i < count; i++)
		add_waiver(inventory, &book, i, &key);
	for (size_t i = 0; book.first.count && i < findings->count; i++) {
		struct stk_finding *finding = &findings->items[i];
		uint32_t nearest = finding->address ? apply(&book, finding, used, &key) : 0;

		if (!nearest)
			continue;
		finding->state = STK_WAIVED;
		finding->waiver = nearest;
		waived++;
	}
	stk_map_release(&book.first);
	free(book.next);
	stk_str_release(&key);
	return waived;
}
