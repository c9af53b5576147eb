#include "stocktake/record/draft.h"

#include <stdlib.h>
#include <string.h>

#include "locate.h"
#include "plan.h"
#include "stocktake/base/mem.h"

/* One file on its way. */
struct sheet {
	char *path;
	struct stk_str text;
	bool changed;
};

struct drafting {
	const struct stk_inventory *inventory;
	struct stk_arena arena; /* of the values that the plans make */
	struct sheet *sheets;
	size_t count, cap;
};

static bool is_there(const struct stk_inventory *inventory, const char *path)
{
	for (uint32_t i = 0; i < inventory->file_count; i++)
		if (strcmp(inventory->files[i].path, path) == 0)
			return true;
	return false;
}

static struct sheet *sheet_of(struct drafting *drafting, const struct stk_address *address,
			      struct stk_err *err)
{
	char *path = stk_locate_file(drafting->inventory, address);
	struct sheet *sheet;

	for (size_t i = 0; i < drafting->count; i++)
		if (strcmp(drafting->sheets[i].path, path) == 0) {
			free(path);
			return &drafting->sheets[i];
		}
	STK_GROW(drafting->sheets, drafting->cap, drafting->count + 1);
	sheet = &drafting->sheets[drafting->count++];
	*sheet = (struct sheet){.path = path, .text = STK_STR_INIT};
	if (is_there(drafting->inventory, path) &&
	    stk_source_read(drafting->inventory->source, path, &sheet->text, err))
		return NULL;
	return sheet;
}

static int make_one(struct drafting *drafting, const struct stk_change *change, struct stk_err *err)
{
	struct stk_plan plan = {.arena = &drafting->arena,
				.inventory = drafting->inventory,
				.today = drafting->inventory->clock.today};
	enum stk_plan_result result = STK_PLAN_NOTHING;
	struct stk_address address;
	struct sheet *sheet;
	int failed = -1;

	if (stk_address_parse(change->address, &address, err))
		return -1;
	sheet = sheet_of(drafting, &address, err);
	if (sheet) {
		plan.path = sheet->path;
		failed = stk_plan_change(&plan, &sheet->text, change, &result, err);
		sheet->changed |= result == STK_PLAN_CHANGED;
	}
	stk_address_release(&address);
	return failed;
}

static void hand_over(const struct drafting *drafting, struct stk_draft *draft)
{
	draft->files = stk_arena_alloc(&draft->arena, (drafting->count + 1) * sizeof *draft->files);
	for (size_t i = 0; i < drafting->count; i++) {
		const struct sheet *sheet = &drafting->sheets[i];
		struct stk_memory_file *file = &draft->files[draft->count];

		if (!sheet->changed)
			continue;
		file->path = stk_arena_strdup(&draft->arena, sheet->path);
		file->len_bytes = sheet->text.len;
		file->data = sheet->text.len ? stk_arena_strndup(&draft->arena, sheet->text.data,
								 sheet->text.len)
					     : NULL;
		draft->count++;
	}
}

int stk_draft_make(const struct stk_inventory *inventory, const struct stk_change *changes,
		   size_t count, struct stk_draft *draft, struct stk_err *err)
{
	struct drafting drafting = {.inventory = inventory, .arena = STK_ARENA_INIT};
	int failed = 0;

	*draft = (struct stk_draft){.arena = STK_ARENA_INIT};
	for (size_t i = 0; i < count && !failed; i++)
		if (changes[i].op != STK_CHANGE_STATE)
			failed = make_one(&drafting, &changes[i], err);
	if (!failed)
		hand_over(&drafting, draft);
	for (size_t i = 0; i < drafting.count; i++) {
		free(drafting.sheets[i].path);
		stk_str_release(&drafting.sheets[i].text);
	}
	free(drafting.sheets);
	stk_arena_release(&drafting.arena);
	return failed;
}

void stk_draft_release(struct stk_draft *draft)
{
	stk_arena_release(&draft->arena);
	*draft = (struct stk_draft){.arena = STK_ARENA_INIT};
}
