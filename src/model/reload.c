#include <stdlib.h>
#include <string.h>

#include "load.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"

static uint32_t file_index(const struct stk_inventory *inventory, const char *path)
{
	uint32_t i;

	for (i = 0; i < inventory->file_count; i++)
		if (!strcmp(inventory->files[i].path, path))
			return i;
	return STK_NONE;
}

struct listed {
	const char *path;
	bool found;
};

static int look_for(void *data, const char *path)
{
	struct listed *listed = data;

	if (strcmp(listed->path, path) != 0)
		return 0;
	listed->found = true;
	return 1;
}

/* True only if the folder can be listed and does not have the file. */
static bool is_gone(struct stk_source *source, const char *path)
{
	struct listed listed = {path, false};
	struct stk_err err;
	const char *slash = strrchr(path, '/');
	char *under = stk_xstrndup(path, slash ? (size_t)(slash - path) : 0);
	int ret = stk_source_each(source, under, look_for, &listed, &err);

	free(under);
	return !ret && !listed.found;
}

/* The one entity of this file, if the reload changes nothing but its node. */
static struct stk_entity *same_entity(struct stk_inventory *inventory, enum stk_kind kind,
				      stk_sym id, uint32_t file)
{
	const struct stk_entity *found = stk_inventory_find_sym(inventory, kind, id);
	struct stk_entities *set = &inventory->kinds[kind];
	uint32_t i;

	if (kind == STK_TERM || kind == STK_WAIVER || !found)
		return NULL;
	for (i = (uint32_t)(found - set->items);
	     i < set->count && set->items[i].fold == found->fold; i++)
		if (set->items[i].file == file)
			return &set->items[i];
	return NULL;
}

/* All entities of the kind but those of the file, and then its new ones. */
static void replace_entities(struct stk_inventory *inventory, uint32_t file, stk_sym id,
			     const struct stk_node *root)
{
	enum stk_kind kind = (enum stk_kind)inventory->files[file].kind;
	const struct stk_entities *old = &inventory->kinds[kind];
	struct stk_loading loading = {.inventory = inventory};
	uint32_t i;

	for (i = 0; i < old->count; i++) {
		if (old->items[i].file == file)
			continue;
		STK_GROW(loading.kinds[kind].items, loading.kinds[kind].cap,
			 loading.kinds[kind].count + 1);
		loading.kinds[kind].items[loading.kinds[kind].count++] = old->items[i];
	}
	if (kind == STK_INVENTORY)
		inventory->root = NULL;
	if (root && (id || kind == STK_TERM || kind == STK_WAIVER))
		stk_load_root(&loading, kind, id, file, root);
	stk_entities_set(inventory, kind, loading.kinds[kind].items, loading.kinds[kind].count);
	stk_load_release(&loading);
	if (kind == STK_TERM)
		stk_terms_build(inventory);
}

static void renew(struct stk_inventory *inventory, uint32_t file, stk_sym id,
		  const struct stk_node *root)
{
	enum stk_kind kind = (enum stk_kind)inventory->files[file].kind;
	struct stk_entity *entity = root ? same_entity(inventory, kind, id, file) : NULL;

	inventory->renewed[kind]++;
	if (!entity) {
		replace_entities(inventory, file, id, root);
		return;
	}
	entity->node = stk_node_kind(root) == STK_NODE_MAP ? root : NULL;
	if (kind == STK_INVENTORY)
		inventory->root = entity->node;
}

int stk_inventory_reload_text(struct stk_inventory *inventory, const char *path, const char *text,
			      size_t len_bytes, struct stk_err *err)
{
	enum stk_kind kind = stk_load_classify(path);
	uint32_t index = file_index(inventory, path);
	const struct stk_node *root = NULL;
	const char *base;
	size_t len;
	stk_sym id = 0;

	if (kind == STK_KIND_COUNT)
		return 0; /* a guide, a check: no entity comes from it */
	if (text) {
		root = stk_yaml_parse(path, text, len_bytes, &inventory->arena, &inventory->syms,
				      err);
		if (!root)
			return -1;
	}
	if (index == STK_NONE) {
		if (!root)
			return 0;
		STK_GROW(inventory->files, inventory->file_cap, inventory->file_count + 1);
		index = inventory->file_count++;
		inventory->files[index].path = stk_arena_strdup(&inventory->arena, path);
		inventory->files[index].kind = (uint8_t)kind;
	}
	inventory->files[index].root = root;
	inventory->files[index].broken = false;
	base = stk_load_base_name(path, &len);
	if (!stk_text_id_defect(base, len))
		id = stk_sym_put(&inventory->syms, base, len);
	renew(inventory, index, id, root);
	return 0;
}

int stk_inventory_reload(struct stk_inventory *inventory, const char *path, struct stk_err *err)
{
	struct stk_str text = STK_STR_INIT;
	int ret = -1;

	if (stk_load_classify(path) == STK_KIND_COUNT || !inventory->source)
		return 0;
	if (stk_source_read(inventory->source, path, &text, err) == 0)
		ret = stk_inventory_reload_text(inventory, path, text.data, text.len, err);
	else if (is_gone(inventory->source, path))
		ret = stk_inventory_reload_text(inventory, path, NULL, 0, err);
	stk_str_release(&text);
	return ret;
}
