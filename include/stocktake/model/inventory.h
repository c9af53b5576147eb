/*
 * A loaded inventory: every entity as a view on tree nodes, all in one arena.
 *
 * It is never changed; after a write the changed file is loaded again (stk_inventory_reload). All
 * pointers handed out live until stk_inventory_free. Absent key, NULL-valued key: "not asked"
 * (stk_node_get gives NULL for both); [] is the answer "none".
 */
#ifndef STOCKTAKE_MODEL_INVENTORY_H
#define STOCKTAKE_MODEL_INVENTORY_H

#include <stdbool.h>
#include <stdint.h>

#include "stocktake/base/arena.h"
#include "stocktake/base/err.h"
#include "stocktake/base/map.h"
#include "stocktake/base/source.h"
#include "stocktake/base/sym.h"
#include "stocktake/base/tr.h"
#include "stocktake/base/when.h"
#include "stocktake/model/finding.h"
#include "stocktake/model/schema.h"
#include "stocktake/yaml/tree.h"

#define STK_NONE UINT32_MAX

struct stk_entity {
	stk_sym id;                  /* as the file is called */
	stk_sym fold;                /* NFC and case-folded: what references are compared by */
	uint32_t file;               /* index into files */
	const struct stk_node *node; /* its map; NULL for an empty file */
};

struct stk_entities {
	struct stk_entity *items; /* sorted bytewise by folded id; entities of one id in the order
				     of their files */
	uint32_t count, cap;
	uint32_t *slots; /* hash table from folded id to index + 1; private to the loader */
	uint32_t slot_cap;
};

struct stk_file {
	const char *path;            /* relative to the inventory */
	const struct stk_node *root; /* NULL: empty, or it could not be read */
	bool broken;                 /* a finding says why */
	uint8_t kind; /* enum stk_kind; STK_TERM for terms.yaml, STK_WAIVER for waivers.yaml;
			 STK_KIND_COUNT for a document of all kinds */
};

struct stk_term {
	stk_sym id;     /* "contact.email" */
	uint32_t group; /* index into groups */
	const char *name;
	const char *type;        /* "text", "money", ... or NULL */
	bool key, personal, own; /* own: from this inventory's terms.yaml */
	stk_sym identifies;      /* `key: rep`: what it identifies; 0 where it joins only itself */
	const struct stk_node *node; /* its map in terms.yaml: `from`, `aka` */
};

struct stk_inventory {
	struct stk_arena arena;
	struct stk_syms syms;
	struct stk_source *source;   /* not owned */
	struct stk_source *document; /* the one document it was loaded from, kept for positions;
					owned; else NULL */
	struct stk_clock clock;
	struct stk_file *files;
	uint32_t file_count, file_cap;
	struct stk_entities kinds[STK_KIND_COUNT];
	const struct stk_node *root; /* inventory.yaml, or NULL */
	/* The data dictionary: the standard terms and the inventory's own over them, sorted by id.
	 */
	struct stk_term *terms;
	uint32_t term_count;
	struct stk_map term_by_id;
	stk_sym *groups; /* standard groups first, then those of own terms */
	uint32_t group_count;
	struct stk_map group_by_id;
	struct stk_findings defects;      /* quality-* findings of the loader, and unreadable files
					     (severity error) */
	bool unreadable;                  /* some file could not be read: exit status 2 */
	struct stk_catalogue *catalogue;  /* opened on first use */
	uint32_t renewed[STK_KIND_COUNT]; /* how often a file of that kind was read again */
};

/* What to read. */
#define STK_LOAD_EVIDENCE 1u /* evidence/ too: who said what */
#define STK_LOAD_VALIDATE 2u /* gather defects (else only unreadable files) */
#define STK_LOAD_ALL      3u
#define STK_LOAD_FORMAT   4u /* without VALIDATE: a format that is not known still is unreadable */

/* Reads all files of the source. Unreadable files and defects are findings in `defects`; fails
 * (NULL) only where there is no inventory.yaml at all, or the source cannot be listed. The source
 * must live as long as the inventory. */
struct stk_inventory *stk_inventory_load(struct stk_source *source, const struct stk_clock *clock,
					 unsigned what, struct stk_err *err);
/* The same from one YAML document with kinds as keys and ids below (examples of checks; tests):
 *	inventory: {destination: [bi]}
 *	platforms: {bi: {name: BI}, crm: {name: CRM, integrations: []}}
 *	terms: {...}   waivers: [...]   evidence: {...}
 * `path` is what defects call the document. */
struct stk_inventory *stk_inventory_load_document(const char *path, const char *text,
						  size_t len_bytes, const struct stk_clock *clock,
						  unsigned what, struct stk_err *err);
void stk_inventory_free(struct stk_inventory *inventory);

/* Reads one changed, new or removed file again in place: entities, terms and lookups are renewed,
 * all else stays (nodes of the old version stay in the arena). Defects are not gathered again.
 * Returns -1 if the file cannot be read now (the old version stays). */
int stk_inventory_reload(struct stk_inventory *inventory, const char *path, struct stk_err *err);
/* The same for bytes that the file is to have, and has not yet; NULL: it is to go. */
int stk_inventory_reload_text(struct stk_inventory *inventory, const char *path, const char *text,
			      size_t len_bytes, struct stk_err *err);

/* --- looking things up; ids and names may come in any case and form --- */
const struct stk_entity *stk_inventory_find(const struct stk_inventory *inventory,
					    enum stk_kind kind, const char *id);
const struct stk_entity *stk_inventory_find_sym(const struct stk_inventory *inventory,
						enum stk_kind kind, stk_sym id);
/* Index of an entity in its kind. */
uint32_t stk_entity_index(const struct stk_inventory *inventory, enum stk_kind kind,
			  const struct stk_entity *entity);
const struct stk_term *stk_term_find(const struct stk_inventory *inventory, const char *id);
/* Index into groups, or STK_NONE. */
uint32_t stk_group_find(const struct stk_inventory *inventory, const char *id);
/* The team with that id in inventory.yaml, or NULL; its `chain` word (STK_W_UP ...) or 0. */
const struct stk_node *stk_team_find(const struct stk_inventory *inventory, const char *id);
stk_sym stk_team_chain(const struct stk_inventory *inventory, const char *id);

/* --- reading values --- */
/* The text of a scalar member, or NULL (absent, NULL-valued, or a collection). */
const char *stk_text(const struct stk_inventory *inventory, const struct stk_node *map,
		     enum stk_word key);
/* The symbol of a scalar member, or 0. */
stk_sym stk_word_of(const struct stk_node *map, enum stk_word key);
/* `name`, else the id. */
const char *stk_entity_name(const struct stk_inventory *inventory, const struct stk_entity *entity);
/* The same for people to read: of a metric that ships, its name in their language. */
const char *stk_entity_shown(const struct stk_inventory *inventory,
			     const struct stk_entity *entity);
/* A word of the formats (a category, group, stage, direction) for people to read: in their language
 * where the program has one, else as it stands. */
const char *stk_word_shown(const char *word);
/* The same of a choice of a key; of a catalogue that need not be the thread's (NULL: English). */
const char *stk_choice_shown(const struct stk_key *key, const char *choice);
const char *stk_choice_in(const struct stk_tr *tr, const struct stk_key *key, const char *choice);

/* Walks the values of a list key where one value may stand for a list of one:
 *	STK_EACH_VALUE(item, stk_node_get(platform->node, STK_W_OWNER))
 * Nothing for NULL. A map in place of a list counts as one value. */
#define STK_EACH_VALUE(item, list)                                                                 \
	for (const struct stk_node *stk_list_ = (list), *item = stk_values_first(stk_list_);       \
	     item && item < stk_list_ + stk_list_->size; item += item->size)
static inline const struct stk_node *stk_values_first(const struct stk_node *list)
{
	if (!list || stk_node_kind(list) != STK_NODE_LIST)
		return list;
	return list->size > 1 ? list + 1 : NULL;
}
uint32_t stk_values_count(const struct stk_node *list); /* 0 for NULL */
bool stk_values_has(const struct stk_node *list, stk_sym value);

/* Reads the file again and computes line and column of a node (1-based; both 0 if it cannot be
 * read). */
void stk_inventory_position(struct stk_inventory *inventory, uint32_t file, size_t at_bytes,
			    uint32_t *line, uint32_t *col);
/* Fills file and at_bytes of a finding: where its address is written down; where nothing is, its
 * nearest part that is. Leaves file alone, and at_bytes SIZE_MAX, where there is none. */
void stk_finding_place(const struct stk_inventory *inventory, struct stk_finding *finding);
/* Fills line and col of findings that have at_bytes; each file is read once. */
void stk_findings_locate(struct stk_inventory *inventory, struct stk_findings *findings);

#endif
