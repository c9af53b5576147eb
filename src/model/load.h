/*
 * What the files of the loader share: from the list of files to entities that can be looked up.
 *
 *	stk_load_begin          an empty inventory with the words in its symbols
 *	stk_load_read           its files, parsed
 *	stk_load_add            one entity, as its file or document has it
 *	stk_load_root           all entities of one parsed file, by the file's kind
 *	stk_load_finish         sorts and indexes them, makes the dictionary, gathers defects
 */
#ifndef MODEL_LOAD_H
#define MODEL_LOAD_H

#include "stocktake/base/str.h"
#include "stocktake/model/inventory.h"

/* An entity that is not sorted in yet. */
struct stk_loading {
	struct stk_inventory *inventory;
	unsigned what; /* STK_LOAD_... */
	struct {
		struct stk_entity *items; /* heap, in the order of files */
		size_t count, cap;
	} kinds[STK_KIND_COUNT];
};

struct stk_inventory *stk_load_begin(struct stk_source *source, const struct stk_clock *clock,
				     unsigned what, struct stk_loading *loading);
void stk_load_add(struct stk_loading *loading, enum stk_kind kind, stk_sym id, uint32_t file,
		  const struct stk_node *node);
/* load_read.c: how many threads are worth while for the files of the inventory. */
unsigned stk_load_threads(const struct stk_inventory *inventory);
/* Gives every file of the inventory its root. The result is the same for any number of threads, up
 * to STK_THREADS_MAX. What it returns knows why a file has none; it is freed before the inventory.
 */
struct stk_load_read;
struct stk_load_read *stk_load_read(struct stk_inventory *inventory, unsigned threads);
const struct stk_err *stk_load_read_err(const struct stk_load_read *read, uint32_t file);
void stk_load_read_free(struct stk_load_read *read);
/* The entities of one file of the kind: `id` is its file's (0 for terms.yaml and waivers.yaml). */
void stk_load_root(struct stk_loading *loading, enum stk_kind kind, stk_sym id, uint32_t file,
		   const struct stk_node *root);
/* The node if it is a map, else NULL; a defect if it is something else than nothing. */
const struct stk_node *stk_load_map(struct stk_loading *loading, enum stk_kind kind, stk_sym id,
				    uint32_t file, const struct stk_node *node);
/* Members of a map of terms, items of a list of waivers. */
void stk_load_terms(struct stk_loading *loading, uint32_t file, const struct stk_node *map);
void stk_load_waivers(struct stk_loading *loading, uint32_t file, const struct stk_node *list);
void stk_load_finish(struct stk_loading *loading);
/* Frees what is left of the loading; the inventory stays. */
void stk_load_release(struct stk_loading *loading);

/* Sorted and indexed copies of the entities in the inventory's arena. */
void stk_entities_set(struct stk_inventory *inventory, enum stk_kind kind,
		      const struct stk_entity *items, size_t count);

/* The kind of a file by its path; STK_KIND_COUNT where it is none of an inventory's. */
enum stk_kind stk_load_classify(const char *path);
/* The base name without .yaml, into *len bytes. */
const char *stk_load_base_name(const char *path, size_t *len);

/* True for text that is its own folded form and needs no look: lower-case ASCII letters, digits, -
 * _ . */
bool stk_is_plain(const char *text, size_t len_bytes);
/* The symbol of the folded text, made if new (only while loading). Invalid text is its own. */
stk_sym stk_fold_put(struct stk_inventory *inventory, stk_sym sym);
/* The symbol of the folded text if it is known, else 0. */
stk_sym stk_fold_find(const struct stk_inventory *inventory, const char *text, size_t len_bytes);

/* The dictionary: embedded standard terms, the inventory's own (kinds[STK_TERM]) over them. */
void stk_terms_build(struct stk_inventory *inventory);

/* A defect of a file that could not be read. */
void stk_load_unreadable(struct stk_inventory *inventory, uint32_t file, const struct stk_err *err);

void stk_catalogue_close(struct stk_catalogue *catalogue);

#endif
