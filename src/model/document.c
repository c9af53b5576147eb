#include <string.h>

#include "load.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "validate.h"

/* The entities below one key of the document: ids and their maps. */
static void load_members(struct stk_loading *loading, enum stk_kind kind,
			 const struct stk_node *map)
{
	struct stk_inventory *inventory = loading->inventory;

	STK_EACH_CHILD (child, map) {
		const char *id = stk_sym_text(&inventory->syms, child->key);
		size_t len = stk_sym_len(&inventory->syms, child->key);
		const char *defect = stk_text_id_defect(id, len);

		if (!defect)
			stk_load_add(loading, kind, child->key, 0,
				     stk_load_map(loading, kind, child->key, 0, child));
		else if (loading->what & STK_LOAD_VALIDATE)
			stk_validate_bad_id(inventory, 0, stk_node_at_bytes(child), kind, id, len,
					    defect);
	}
}

static void load_document(struct stk_loading *loading, const struct stk_node *root)
{
	struct stk_inventory *inventory = loading->inventory;

	STK_EACH_CHILD (child, root) {
		const char *key = stk_sym_text(&inventory->syms, child->key);
		int kind = stk_kind_by_name(key);

		if (kind < 0 || strcmp(stk_kinds[kind].plural, key) != 0) {
			if (loading->what & STK_LOAD_VALIDATE)
				stk_validate_bad_kind(inventory, stk_node_at_bytes(child), key);
			continue;
		}
		if (kind == STK_EVIDENCE && !(loading->what & STK_LOAD_EVIDENCE))
			continue;
		if (kind == STK_INVENTORY || kind == STK_TERM || kind == STK_WAIVER)
			stk_load_root(loading, (enum stk_kind)kind, STK_W_INVENTORY, 0, child);
		else
			load_members(loading, (enum stk_kind)kind,
				     stk_load_map(loading, (enum stk_kind)kind, 0, 0, child));
	}
}

struct stk_inventory *stk_inventory_load_document(const char *path, const char *text,
						  size_t len_bytes, const struct stk_clock *clock,
						  unsigned what, struct stk_err *err)
{
	struct stk_memory_file file = {path, text, len_bytes};
	struct stk_loading loading;
	struct stk_inventory *inventory = stk_load_begin(NULL, clock, what, &loading);
	const struct stk_node *root;

	inventory->document = stk_source_memory(&file, 1);
	STK_GROW(inventory->files, inventory->file_cap, 1);
	inventory->file_count = 1;
	inventory->files[0].path = stk_arena_strdup(&inventory->arena, path);
	inventory->files[0].broken = false;
	inventory->files[0].kind = STK_KIND_COUNT;
	root = stk_yaml_parse(path, text, len_bytes, &inventory->arena, &inventory->syms, err);
	inventory->files[0].root = root;
	if (root && stk_node_kind(root) != STK_NODE_MAP && stk_node_kind(root) != STK_NODE_NULL) {
		stk_err_set(err, STK_EUSAGE, "the document is not a map");
		stk_err_at(err, path, 1, 1);
		stk_err_hint(err, "Write kinds as keys: `platforms: {crm: {name: CRM}}`");
		root = NULL;
	}
	if (root) {
		load_document(&loading, root);
		stk_load_finish(&loading);
	}
	stk_load_release(&loading);
	if (!root) {
		stk_inventory_free(inventory);
		inventory = NULL;
	}
	return inventory;
}
