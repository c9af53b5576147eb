#include "set.h"

#include <stdlib.h>
#include <string.h>

#include "stocktake/base/embed.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "stocktake/base/tr.h"

#define MAX_CHECK_BYTES ((size_t)1 << 20)
#define MAX_OWN_CHECKS  1000

struct gather {
	struct stk_check_set *set;
	struct stk_source *source;
};

static struct stk_check_file *find(struct stk_check_set *set, const char *id)
{
	for (size_t i = 0; i < set->count; i++)
		if (strcmp(set->items[i].id, id) == 0)
			return &set->items[i];
	return NULL;
}

static struct stk_check_file *add(struct stk_check_set *set, const char *file)
{
	const char *name = strrchr(file, '/') ? strrchr(file, '/') + 1 : file;
	STK_GROW(set->items, set->cap, set->count + 1);
	struct stk_check_file *check = &set->items[set->count++];
	*check = (struct stk_check_file){0};
	check->file = stk_arena_strdup(&set->arena, file);
	check->id = stk_arena_strndup(&set->arena, name, strlen(name) - strlen(".lua"));
	check->text = "";
	return check;
}

static void read_own(struct gather *gather, struct stk_check_file *check)
{
	struct stk_arena *arena = &gather->set->arena;
	struct stk_str text = STK_STR_INIT;
	struct stk_err err = {0};
	const char *defect = stk_text_id_defect(check->id, strlen(check->id));
	if (defect) {
		check->defect = stk_arena_printf(arena, stk_t("%s: the name of a check: %s"),
						 check->file, defect);
	} else if (stk_source_read(gather->source, check->file, &text, &err)) {
		check->defect = stk_arena_printf(arena, "%s: %s", check->file, err.message);
	} else if (text.len > MAX_CHECK_BYTES) {
		check->defect = stk_arena_printf(arena, "%s: over 1 MiB", check->file);
	} else {
		check->text = stk_arena_strndup(arena, text.data, text.len);
		check->len_bytes = text.len;
	}
	stk_str_release(&text);
}

static int each_own(void *data, const char *path)
{
	struct gather *gather = data;
	struct stk_check_set *set = gather->set;
	if (!stk_starts(path, "checks/") || !stk_ends(path, ".lua") || strchr(path + 7, '/') ||
	    strlen(path) == strlen("checks/.lua"))
		return 0;
	size_t own = 0;
	for (size_t i = 0; i < set->count; i++)
		own += set->items[i].own;
	if (own >= MAX_OWN_CHECKS)
		return 0;
	struct stk_check_file *check = add(set, path);
	struct stk_check_file *shipped = find(set, check->id);
	if (shipped != check && !shipped->own) {
		/* The place of the shipped one is taken; what is last moves into the gap in order.
		 */
		struct stk_check_file moved = *check;
		size_t at = (size_t)(shipped - set->items);
		memmove(shipped, shipped + 1, (set->count - at - 1) * sizeof *shipped);
		set->count--;
		check = &set->items[set->count - 1];
		*check = moved;
		check->replaces = true;
	}
	check->own = true;
	read_own(gather, check);
	return 0;
}

int stk_check_set_load(struct stk_check_set *set, struct stk_source *source, struct stk_err *err)
{
	*set = (struct stk_check_set){.arena = STK_ARENA_INIT};
	for (size_t i = 0; i < stk_embedded_count; i++) {
		const struct stk_embedded *file = &stk_embedded_files[i];
		if (!stk_starts(file->name, "checks/") || !stk_ends(file->name, ".lua"))
			continue;
		struct stk_check_file *check = add(set, file->name);
		check->text = file->data;
		check->len_bytes = file->size_bytes;
	}
	struct gather gather = {set, source};
	if (source && stk_source_each(source, "checks", each_own, &gather, err)) {
		stk_check_set_release(set);
		return -1;
	}
	return 0;
}

void stk_check_set_obey(struct stk_check_set *set, const struct stk_inventory *rules)
{
	size_t kept = 0;
	for (size_t i = 0; i < set->count; i++) {
		struct stk_check_file *check = &set->items[i];
		check->setting = stk_setting_of(rules, check->id);
		if (!check->setting.off)
			set->items[kept++] = *check;
	}
	set->count = kept;
}

void stk_check_set_release(struct stk_check_set *set)
{
	free(set->items);
	stk_arena_release(&set->arena);
	*set = (struct stk_check_set){.arena = STK_ARENA_INIT};
}
