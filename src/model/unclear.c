#include "stocktake/model/unclear.h"

#include <stdlib.h>
#include <string.h>

#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"

static const char left_open[] = "Left open: ";
static const char *const beginnings[] = {
	[STK_UNCLEAR_TEXT] = "Not understood (",
	[STK_UNCLEAR_WHO] = "Who is that (",
	[STK_UNCLEAR_WHOM] = "Whom to ask (",
};

static bool begins(const char *text, const char *end, const char *with)
{
	size_t len = strlen(with);

	return (size_t)(end - text) >= len && memcmp(text, with, len) == 0;
}

bool stk_unclear_read(const char *line, size_t len, struct stk_arena *arena,
		      struct stk_puzzle *unclear)
{
	const char *end = line + len, *text = line, *close = NULL;
	size_t kind = 0;

	unclear->left = begins(text, end, left_open);
	text += unclear->left ? strlen(left_open) : 0;
	while (kind < STK_COUNT(beginnings) && !begins(text, end, beginnings[kind]))
		kind++;
	if (kind == STK_COUNT(beginnings))
		return false;
	text += strlen(beginnings[kind]);
	for (const char *c = text; c + 2 < end && !close; c++)
		if (memcmp(c, "): ", 3) == 0)
			close = c;
	if (!close || close + 3 == end)
		return false;
	unclear->kind = (enum stk_unclear_kind)kind;
	unclear->where = stk_arena_strndup(arena, text, (size_t)(close - text));
	unclear->text = stk_arena_strndup(arena, close + 3, (size_t)(end - close - 3));
	unclear->line = stk_arena_strndup(arena, line, len);
	return true;
}

void stk_unclear_write(const struct stk_puzzle *unclear, struct stk_str *out)
{
	stk_str_addf(out, "%s%s%s): ", unclear->left ? left_open : "", beginnings[unclear->kind],
		     unclear->where);
	for (const char *text = unclear->text; *text;) {
		size_t len = strcspn(text, "\r\n");

		stk_str_addn(out, text, len);
		text += len + strspn(text + len, "\r\n");
		if (len && *text)
			stk_str_add(out, "; ");
	}
}

/* Between two addresses, and never in one that people are asked about. */
size_t stk_unclear_next(const char **rest, const char **address)
{
	const char *end;
	size_t len;

	*rest += strspn(*rest, ", ");
	*address = *rest;
	end = strstr(*rest, ", ");
	len = end ? (size_t)(end - *rest) : strlen(*rest);
	*rest += len;
	return len;
}

static void read_notes(struct stk_puzzles *unclears, const struct stk_inventory *inventory,
		       enum stk_kind kind, const struct stk_entity *entity)
{
	const char *notes = stk_text(inventory, entity->node, STK_W_NOTES);

	while (notes && *notes) {
		size_t len = strcspn(notes, "\n");
		struct stk_puzzle unclear = {.of = kind, .entity = entity};

		if (stk_unclear_read(notes, len, &unclears->arena, &unclear)) {
			STK_GROW(unclears->items, unclears->cap, unclears->count + 1);
			unclears->items[unclears->count++] = unclear;
		}
		notes += len + (notes[len] != '\0');
	}
}

struct stk_puzzles *stk_unclears_new(const struct stk_inventory *inventory)
{
	static const enum stk_kind kinds[] = {STK_STAKEHOLDER, STK_WORKSHOP};
	struct stk_puzzles *unclears = stk_xcalloc(1, sizeof *unclears);

	unclears->arena = (struct stk_arena)STK_ARENA_INIT;
	for (size_t k = 0; k < STK_COUNT(kinds); k++)
		for (uint32_t i = 0; i < inventory->kinds[kinds[k]].count; i++)
			read_notes(unclears, inventory, kinds[k],
				   &inventory->kinds[kinds[k]].items[i]);
	return unclears;
}

void stk_unclears_free(struct stk_puzzles *unclears)
{
	if (!unclears)
		return;
	stk_arena_release(&unclears->arena);
	free(unclears->items);
	free(unclears);
}
