/*
 * Validation: gathers all defects of a loaded inventory into its `defects`, with address and
 * position.
 */
#ifndef MODEL_VALIDATE_H
#define MODEL_VALIDATE_H

#include "stocktake/model/inventory.h"

/* All entities against the schema table; entities of one id. */
void stk_validate(struct stk_inventory *inventory);
/* True unless the inventory says that its format is one that this program does not know. */
bool stk_validate_format(const struct stk_inventory *inventory, const struct stk_entity *entity);
/* A file that belongs to no kind: a note if it looks as if it was meant to. */
void stk_validate_stray(struct stk_inventory *inventory, const char *path);
/* A file or member whose name is no id: it is left out. */
void stk_validate_bad_id(struct stk_inventory *inventory, uint32_t file, size_t at_bytes,
			 enum stk_kind kind, const char *id, size_t len_bytes, const char *why);
/* A text or list where an entity's map belongs (id 0: the file itself). */
void stk_validate_no_map(struct stk_inventory *inventory, enum stk_kind kind, stk_sym id,
			 uint32_t file, const struct stk_node *node);
/* A key of a document that is no kind. */
void stk_validate_bad_kind(struct stk_inventory *inventory, size_t at_bytes, const char *key);

#endif
