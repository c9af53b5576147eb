/* Changes that wait until their file can be read again. */
#include <stdlib.h>

#include "record_private.h"
#include "stocktake/base/mem.h"

static const struct stk_value *copy_value(struct stk_arena *arena, const struct stk_value *value)
{
	struct stk_value *copy;

	if (!value)
		return NULL;
	copy = stk_arena_alloc(arena, sizeof *copy);
	*copy = (struct stk_value){.kind = value->kind,
				   .text = value->text ? stk_arena_strdup(arena, value->text)
						       : NULL};
	for (const struct stk_value *item = value->first; item; item = item->next) {
		struct stk_value *member = (struct stk_value *)(uintptr_t)copy_value(arena, item);

		if (value->kind == STK_NODE_MAP)
			stk_value_put(arena, copy, item->key, member);
		else
			stk_value_push(copy, member);
	}
	return copy;
}

void stk_waiting_add(struct stk_waiting *waiting, const struct stk_change *change)
{
	struct stk_change *kept;

	STK_GROW(waiting->items, waiting->cap, waiting->count + 1);
	kept = &waiting->items[waiting->count++];
	*kept = *change;
	kept->address = stk_arena_strdup(&waiting->arena, change->address);
	kept->value = copy_value(&waiting->arena, change->value);
	kept->ask = change->ask ? stk_arena_strdup(&waiting->arena, change->ask) : NULL;
	kept->by = change->by ? stk_arena_strdup(&waiting->arena, change->by) : NULL;
}

void stk_waiting_release(struct stk_waiting *waiting)
{
	free(waiting->items);
	stk_arena_release(&waiting->arena);
	*waiting = (struct stk_waiting){.arena = STK_ARENA_INIT};
}

void stk_record_set_patient(struct stk_record *record, bool patient)
{
	record->patient = patient;
}

size_t stk_record_waiting(const struct stk_record *record, const struct stk_err **why)
{
	*why = &record->waiting.why;
	return record->waiting.count;
}

int stk_record_retry(struct stk_record *record, struct stk_err *err)
{
	return record->waiting.count ? stk_record_apply(record, NULL, 0, err) : 0;
}

int stk_record_hold(const struct stk_record *record, struct stk_err *err)
{
	return stk_record_lock(record->dirfd, err);
}

void stk_record_let_go(const struct stk_record *record)
{
	stk_record_unlock(record->dirfd);
}
