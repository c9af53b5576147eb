#include "meanwhile.h"

#include <stdlib.h>
#include <string.h>

#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "stocktake/model/former.h"

/* --- what is recorded where it is asked ----------------------------------------------------------
 */

static void add_value(struct stk_walk *walk, const char *text)
{
	struct stk_arena arena = STK_ARENA_INIT;
	struct stk_address address;
	struct stk_place place;
	struct stk_err ignored;

	stk_str_addf(&walk->recorded, "%s ", text);
	if (stk_address_parse(text, &address, &ignored) == 0) {
		if (stk_address_resolve(walk->inventory, &address, &place, &ignored) && place.node)
			stk_yaml_emit_flow(
				stk_value_from_node(&arena, place.node, &walk->inventory->syms),
				&walk->recorded);
		stk_address_release(&address);
	}
	stk_str_addc(&walk->recorded, '\n');
	stk_arena_release(&arena);
}

void stk_meanwhile_begin(struct stk_walk *walk, const struct stk_asking *asking)
{
	stk_str_reset(&walk->recorded);
	asking->ops->addresses(walk, asking, add_value);
}

/* --- what was changed ----------------------------------------------------------------------------
 */

struct changed {
	char **paths;
	size_t count, cap;
};

static void note(void *data, const char *path)
{
	struct changed *changed = data;

	STK_GROW(changed->paths, changed->cap, changed->count + 1);
	changed->paths[changed->count++] = stk_xstrdup(path);
}

/* A file that an editor left half done: what it said before goes on to count. */
static void tell_unreadable(struct stk_walk *walk, const char *path)
{
	struct stk_err err;

	if (stk_inventory_reload(walk->inventory, path, &err) == 0)
		return;
	stk_prompt_say(walk->prompt, STK_YELLOW, 4,
		       "    %s:%u:%u cannot be read any more: %s. What you say of it is kept, and "
		       "goes in once that is mended.",
		       path, err.line, err.col, err.message);
}

static void tell_changed(struct stk_walk *walk, const struct changed *changed)
{
	struct stk_str list = STK_STR_INIT;

	for (size_t i = 0; i < changed->count; i++)
		if (!stk_starts(changed->paths[i], "evidence/"))
			stk_str_addf(&list, "%s%s", list.len ? ", " : "", changed->paths[i]);
	if (list.len)
		stk_prompt_say(walk->prompt, STK_YELLOW, 4,
			       "    Meanwhile somebody changed %s. That counts now:", list.data);
	stk_str_release(&list);
}

bool stk_meanwhile_look(struct stk_walk *walk, const struct stk_asking *asking, bool is_enter)
{
	struct changed changed = {0};
	struct stk_str before = walk->recorded;
	bool other = false;

	if (!stk_record_refresh_each(walk->record, note, &changed))
		return false;
	stk_walk_renew(walk);
	for (size_t i = 0; i < changed.count; i++)
		tell_unreadable(walk, changed.paths[i]);
	stk_str_init(&walk->recorded);
	stk_meanwhile_begin(walk, asking);
	other = strcmp(before.data, walk->recorded.data) != 0;
	if (other && is_enter) {
		tell_changed(walk, &changed);
		if (asking->ops->show)
			asking->ops->show(walk, asking);
	}
	for (size_t i = 0; i < changed.count; i++)
		free(changed.paths[i]);
	free(changed.paths);
	stk_str_release(&before);
	return other && is_enter;
}

void stk_meanwhile_waiting(struct stk_walk *walk)
{
	const struct stk_err *why;
	size_t count = stk_record_waiting(walk->record, &why);

	if (count > walk->waiting)
		stk_prompt_say(walk->prompt, STK_YELLOW, 4,
			       "    %s:%u:%u %s. Your answer is kept, and goes in once that is "
			       "mended.",
			       why->file, why->line, why->col, why->message);
	else if (walk->waiting && !count)
		stk_prompt_say(walk->prompt, STK_PLAIN, 4,
			       "    What waited for a file to be mended is in it now.");
	walk->waiting = count;
}

void stk_meanwhile_end(struct stk_walk *walk)
{
	const struct stk_err *why;
	struct stk_err ignored;

	if (!walk->record || !stk_record_waiting(walk->record, &why))
		return;
	stk_record_retry(walk->record, &ignored);
	stk_meanwhile_waiting(walk);
	if (stk_record_waiting(walk->record, &why))
		stk_prompt_say(walk->prompt, STK_YELLOW, 0,
			       "%s:%u:%u %s. What you said of it is kept in the evidence; the next "
			       "command that writes puts it in, once that is mended.",
			       why->file, why->line, why->col, why->message);
}

/* --- numbers -------------------------------------------------------------------------------------
 */

void stk_mine_order_take(struct stk_mine_order *order, const struct stk_mind *mind)
{
	order->count = mind->count;
	order->ids = stk_xcalloc(mind->count + 1, sizeof *order->ids);
	for (size_t i = 0; i < mind->count; i++)
		order->ids[i] = stk_xstrdup(mind->mine[i].id);
}

/* Where the id is in the list, by its own name or the one that it has now; count where it is not.
 */
static size_t find_mine(const struct stk_walk *walk, const char *id)
{
	const struct stk_mind *mind = &walk->mind;
	const struct stk_entity *moved;
	size_t at = 0;

	while (at < mind->count && !stk_text_same(mind->mine[at].id, id))
		at++;
	if (at < mind->count)
		return at;
	moved = stk_moved_find(walk->inventory, STK_PLATFORM, id);
	if (moved)
		for (at = 0; at < mind->count; at++)
			if (stk_text_same(mind->mine[at].id,
					  stk_sym_text(&walk->inventory->syms, moved->id)))
				break;
	return at;
}

void stk_mine_order_give(struct stk_mine_order *order, struct stk_walk *walk)
{
	struct stk_mind *mind = &walk->mind;
	struct stk_mine *sorted =
		stk_arena_alloc(&mind->arena, (order->count + mind->count + 1) * sizeof *sorted);
	bool *taken = stk_xcalloc(mind->count + 1, sizeof *taken);
	size_t count = 0;

	for (size_t i = 0; i < order->count; i++) {
		size_t at = find_mine(walk, order->ids[i]);

		if (at < mind->count && !taken[at]) {
			taken[at] = true;
			sorted[count++] = mind->mine[at];
		} else { /* its number is nobody else's */
			sorted[count++] = (struct stk_mine){
				.id = stk_arena_strdup(&mind->arena, order->ids[i]), .gone = true};
		}
		free(order->ids[i]);
	}
	for (size_t i = 0; i < mind->count; i++)
		if (!taken[i])
			sorted[count++] = mind->mine[i];
	mind->mine = sorted;
	mind->count = count;
	free(taken);
	free(order->ids);
	*order = (struct stk_mine_order){NULL, 0};
}
