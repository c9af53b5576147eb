#include "load.h"

#include <stdlib.h>
#include <string.h>

#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "stocktake/base/tr.h"
#include "stocktake/model/address.h"
#include "validate.h"

enum { FOLDERS = STK_EVIDENCE - STK_STAKEHOLDER + 1 };

enum stk_kind stk_load_classify(const char *path)
{
	int kind;

	if (!strcmp(path, "inventory.yaml"))
		return STK_INVENTORY;
	if (!strcmp(path, "terms.yaml"))
		return STK_TERM;
	if (!strcmp(path, "waivers.yaml"))
		return STK_WAIVER;
	if (!stk_ends(path, ".yaml"))
		return STK_KIND_COUNT;
	for (kind = STK_STAKEHOLDER; kind < STK_STAKEHOLDER + FOLDERS; kind++) {
		size_t len = strlen(stk_kinds[kind].plural);

		if (!strncmp(path, stk_kinds[kind].plural, len) && path[len] == '/')
			return (enum stk_kind)kind;
	}
	return STK_KIND_COUNT;
}

const char *stk_load_base_name(const char *path, size_t *len)
{
	const char *slash = strrchr(path, '/');
	const char *base = slash ? slash + 1 : path;

	*len = strlen(base) - (stk_ends(base, ".yaml") ? 5 : 0);
	return base;
}

struct stk_inventory *stk_load_begin(struct stk_source *source, const struct stk_clock *clock,
				     unsigned what, struct stk_loading *loading)
{
	struct stk_inventory *inventory = stk_xcalloc(1, sizeof *inventory);

	inventory->source = source;
	inventory->clock = *clock;
	stk_syms_init(&inventory->syms);
	stk_words_preload(&inventory->syms);
	memset(loading, 0, sizeof *loading);
	loading->inventory = inventory;
	loading->what = what;
	return inventory;
}

void stk_load_release(struct stk_loading *loading)
{
	int kind;

	for (kind = 0; kind < STK_KIND_COUNT; kind++)
		free(loading->kinds[kind].items);
}

void stk_inventory_free(struct stk_inventory *inventory)
{
	if (!inventory)
		return;
	stk_catalogue_close(inventory->catalogue);
	stk_source_close(inventory->document);
	stk_map_release(&inventory->term_by_id);
	stk_map_release(&inventory->group_by_id);
	stk_findings_release(&inventory->defects);
	free(inventory->files);
	stk_syms_release(&inventory->syms);
	stk_arena_release(&inventory->arena);
	free(inventory);
}

/* --- entities --- */

void stk_load_add(struct stk_loading *loading, enum stk_kind kind, stk_sym id, uint32_t file,
		  const struct stk_node *node)
{
	struct stk_entity entity = {id, stk_fold_put(loading->inventory, id), file, node};

	STK_GROW(loading->kinds[kind].items, loading->kinds[kind].cap,
		 loading->kinds[kind].count + 1);
	loading->kinds[kind].items[loading->kinds[kind].count++] = entity;
}

const struct stk_node *stk_load_map(struct stk_loading *loading, enum stk_kind kind, stk_sym id,
				    uint32_t file, const struct stk_node *node)
{
	if (!node || stk_node_kind(node) == STK_NODE_NULL)
		return NULL;
	if (stk_node_kind(node) == STK_NODE_MAP)
		return node;
	if ((loading->what & STK_LOAD_VALIDATE) || kind < STK_TERM)
		stk_validate_no_map(loading->inventory, kind, id, file, node);
	return NULL;
}

void stk_load_terms(struct stk_loading *loading, uint32_t file, const struct stk_node *map)
{
	if (!map || stk_node_kind(map) != STK_NODE_MAP)
		return;
	STK_EACH_CHILD (child, map)
		stk_load_add(loading, STK_TERM, child->key, file,
			     stk_load_map(loading, STK_TERM, child->key, file, child));
}

/* An item of waivers.yaml is called CHECK:ADDRESS. */
static stk_sym waiver_id(struct stk_inventory *inventory, const struct stk_node *item)
{
	const char *check = stk_text(inventory, item, STK_W_CHECK);
	const char *at = stk_text(inventory, item, STK_W_AT);
	struct stk_str id = STK_STR_INIT;
	stk_sym sym;

	stk_str_addf(&id, "%s:%s", check ? check : "", at ? at : "");
	sym = stk_sym_put(&inventory->syms, id.data, id.len);
	stk_str_release(&id);
	return sym;
}

void stk_load_waivers(struct stk_loading *loading, uint32_t file, const struct stk_node *list)
{
	STK_EACH_VALUE(item, list)
	if (stk_load_map(loading, STK_WAIVER, 0, file, item))
		stk_load_add(loading, STK_WAIVER, waiver_id(loading->inventory, item), file, item);
}

void stk_load_root(struct stk_loading *loading, enum stk_kind kind, stk_sym id, uint32_t file,
		   const struct stk_node *root)
{
	const struct stk_node *map;

	if (kind == STK_WAIVER) {
		stk_load_waivers(loading, file, root);
		return;
	}
	map = stk_load_map(loading, kind, id, file, root);
	if (kind == STK_TERM)
		stk_load_terms(loading, file, map);
	else
		stk_load_add(loading, kind, id, file, map);
	if (kind == STK_INVENTORY)
		loading->inventory->root = map;
}

/* --- sorted and indexed --- */

static int compare_entities(const void *a, const void *b, void *data)
{
	const struct stk_entity *x = a, *y = b;
	const struct stk_syms *syms = data;

	if (x->fold != y->fold)
		return strcmp(stk_sym_text(syms, x->fold), stk_sym_text(syms, y->fold));
	if (x->file != y->file)
		return x->file < y->file ? -1 : 1;
	return x->node < y->node ? -1 : x->node > y->node;
}

void stk_entities_set(struct stk_inventory *inventory, enum stk_kind kind,
		      const struct stk_entity *items, size_t count)
{
	struct stk_entities *set = &inventory->kinds[kind];
	uint32_t mask, i, slot;

	set->count = set->cap = (uint32_t)count;
	set->items = stk_arena_alloc(&inventory->arena, (count ? count : 1) * sizeof *set->items);
	if (count)
		memcpy(set->items, items, count * sizeof *items);
	for (i = 1; i < count; i++)
		if (compare_entities(&set->items[i - 1], &set->items[i], &inventory->syms) > 0)
			break;
	if (i < count)
		qsort_r(set->items, count, sizeof *items, compare_entities, &inventory->syms);
	for (set->slot_cap = 8; set->slot_cap < count * 2; set->slot_cap *= 2)
		;
	set->slots = stk_arena_zalloc(&inventory->arena, set->slot_cap * sizeof *set->slots);
	mask = set->slot_cap - 1;
	for (i = 0; i < count; i++) {
		if (i && set->items[i].fold == set->items[i - 1].fold)
			continue;
		for (slot = set->items[i].fold & mask; set->slots[slot]; slot = (slot + 1) & mask)
			;
		set->slots[slot] = i + 1;
	}
}

void stk_load_finish(struct stk_loading *loading)
{
	struct stk_inventory *inventory = loading->inventory;
	int kind;

	for (kind = 0; kind < STK_KIND_COUNT; kind++)
		stk_entities_set(inventory, (enum stk_kind)kind, loading->kinds[kind].items,
				 loading->kinds[kind].count);
	stk_terms_build(inventory);
	if (loading->what & STK_LOAD_VALIDATE)
		stk_validate(inventory);
	else if (loading->what & STK_LOAD_FORMAT)
		for (uint32_t i = 0; i < inventory->kinds[STK_INVENTORY].count; i++)
			inventory->unreadable |= !stk_validate_format(
				inventory, &inventory->kinds[STK_INVENTORY].items[i]);
}

/* --- files --- */

void stk_load_unreadable(struct stk_inventory *inventory, uint32_t file, const struct stk_err *err)
{
	struct stk_file *it = &inventory->files[file];
	struct stk_str address = STK_STR_INIT;
	struct stk_finding finding = {.check = "quality-unreadable", .severity = STK_ERROR};
	size_t len;
	const char *base = stk_load_base_name(it->path, &len);

	it->broken = true;
	inventory->unreadable = true;
	stk_str_add(&address, stk_kinds[it->kind].plural);
	if (!strchr(it->path, '/')) {
		finding.key = NULL;
	} else if (!stk_text_id_defect(base, len)) {
		stk_str_addc(&address, '/');
		stk_str_addn(&address, base, len);
	} else {
		finding.key = it->path;
	}
	finding.address = address.data;
	finding.file = it->path;
	finding.line = err->line;
	finding.col = err->col;
	finding.message = err->message;
	finding.remedy =
		err->hint[0] ? err->hint : stk_t("Mend the file; all the others were read");
	finding.at_bytes = SIZE_MAX;
	stk_findings_add(&inventory->defects, &finding);
	stk_str_release(&address);
}

struct listing {
	struct stk_loading *loading;
	bool has_inventory, sorted;
};

static int list_file(void *data, const char *path)
{
	struct listing *listing = data;
	struct stk_inventory *inventory = listing->loading->inventory;
	enum stk_kind kind = stk_load_classify(path);
	struct stk_file *file;

	if (kind == STK_KIND_COUNT) {
		if (listing->loading->what & STK_LOAD_VALIDATE)
			stk_validate_stray(inventory, path);
		return 0;
	}
	if (kind == STK_EVIDENCE && !(listing->loading->what & STK_LOAD_EVIDENCE))
		return 0;
	STK_GROW(inventory->files, inventory->file_cap, inventory->file_count + 1);
	file = &inventory->files[inventory->file_count++];
	memset(file, 0, sizeof *file);
	file->path = stk_arena_strdup(&inventory->arena, path);
	file->kind = (uint8_t)kind;
	listing->has_inventory |= kind == STK_INVENTORY;
	if (inventory->file_count > 1 && strcmp(file[-1].path, file->path) > 0)
		listing->sorted = false;
	return 0;
}

static int compare_files(const void *a, const void *b)
{
	const struct stk_file *x = a, *y = b;

	return strcmp(x->path, y->path);
}

/* The entities of one file that was read. */
static void take_file(struct stk_loading *loading, uint32_t index, const struct stk_err *err)
{
	struct stk_inventory *inventory = loading->inventory;
	const struct stk_file *file = &inventory->files[index];
	enum stk_kind kind = (enum stk_kind)file->kind;
	const char *base, *defect = NULL;
	size_t len;
	stk_sym id = 0;

	base = stk_load_base_name(file->path, &len);
	if (kind != STK_TERM && kind != STK_WAIVER) {
		defect = stk_text_id_defect(base, len);
		if (!defect)
			id = stk_sym_put(&inventory->syms, base, len);
	}
	if (err)
		stk_load_unreadable(inventory, index, err);
	else if (!defect)
		stk_load_root(loading, kind, id, index, file->root);
	else if (loading->what & STK_LOAD_VALIDATE)
		stk_validate_bad_id(inventory, index, SIZE_MAX, kind, base, len, defect);
}

struct stk_inventory *stk_inventory_load(struct stk_source *source, const struct stk_clock *clock,
					 unsigned what, struct stk_err *err)
{
	struct stk_loading loading;
	struct stk_inventory *inventory = stk_load_begin(source, clock, what, &loading);
	struct listing listing = {&loading, false, true};
	struct stk_load_read *read = NULL;
	uint32_t i;
	int ret = -1;

	if (stk_source_each(source, "", list_file, &listing, err) != 0)
		goto out;
	if (!listing.has_inventory) {
		stk_err_set(err, STK_EUSAGE, "there is no inventory.yaml in %s", source->name);
		stk_err_hint(err, "Begin one with `stocktake init`, or name its folder with -i");
		goto out;
	}
	if (!listing.sorted)
		qsort(inventory->files, inventory->file_count, sizeof *inventory->files,
		      compare_files);
	read = stk_load_read(inventory, stk_load_threads(inventory));
	for (i = 0; i < inventory->file_count; i++)
		take_file(&loading, i, stk_load_read_err(read, i));
	stk_load_finish(&loading);
	ret = 0;
out:
	stk_load_read_free(read);
	stk_load_release(&loading);
	if (ret) {
		stk_inventory_free(inventory);
		inventory = NULL;
	}
	return inventory;
}
