/*
 * A list while it is read: what each row is to become.
 */
#ifndef SHEETS_LIST_DRAFT_H
#define SHEETS_LIST_DRAFT_H

#include "list_words.h"
#include "stocktake/base/map.h"
#include "stocktake/model/match.h"
#include "stocktake/sheets/list.h"

/* One platform to be. */
struct draft {
	const char *id, *name;
	const char *product;     /* of the catalogue, or NULL */
	const char *other;       /* an earlier row's name for the same product, or NULL */
	struct stk_value *map;   /* its entity, as it grows */
	struct stk_value *links; /* its integrations; NULL: nothing was said */
	struct stk_str notes;
	const struct stk_sheet_row *row; /* NULL: only named by another row */
};

struct column {
	enum stk_list_role role;
	const char *heading;
	const char *key; /* OWN: its key in `columns` */
};

struct reading {
	struct stk_inventory *inventory;
	const char *path;
	const struct stk_sheet *sheet;
	struct stk_list *list;
	struct stk_matcher *matcher;
	struct column *columns;
	uint32_t column_count;
	struct draft *drafts;
	size_t count, cap;
	struct stk_map by_name; /* folded names and product ids -> draft */
	struct stk_map by_id;
	struct stk_map people; /* folded names -> 1; ids in people_ids */
	struct stk_map teams;  /* team ids that are there */
	struct stk_value *new_teams;
};

/* Calls each with every value of a cell; the pieces are trimmed and not empty. */
void stk_list_each_value(struct reading *reading, const char *cell,
			 void (*each)(void *data, const char *value), void *data);

/* A draft of that name, made if it is new. */
size_t stk_list_draft(struct reading *reading, const char *name, const struct stk_sheet_row *row);
/* The draft that a name means: by name, other name or product; SIZE_MAX if none. */
size_t stk_list_find(struct reading *reading, const char *name);

/* The cell (or a piece of it) was not understood: told, and kept in the draft's notes (NULL: told
 * only). */
void stk_list_doubt(struct reading *reading, struct draft *draft, const struct stk_sheet_row *row,
		    uint32_t column, const char *text, const char *why);

/* Takes one cell into the draft. */
void stk_list_take(struct reading *reading, size_t draft, uint32_t column);

#endif
