/*
 * What somebody at a command line means by a name: "Ana Ruiz", "ana" and "ana-ruiz" are one person,
 * "leads" is the group lead.
 */
#ifndef CMD_MEANT_H
#define CMD_MEANT_H

#include "stocktake/model/inventory.h"
#include "stocktake/model/schema.h"
#include "stocktake/yaml/value.h"

/* The value with what it refers to by id, in the arena: names of people, teams, platforms and
 * metrics, words for groups and terms. Also inside the maps and lists of items. A name that nobody
 * goes by stays, as the id that it would have, and is told on stderr: it may be added later. NULL
 * and err where several go by a name, where a word is no group and no term, where a map has a key
 * that its shape lacks. */
struct stk_value *stk_meant(struct stk_inventory *inventory, const struct stk_key *key,
			    const struct stk_value *value, struct stk_arena *arena,
			    struct stk_err *err);

#endif
