/*
 * Sheets that came back, and sheets that are not ours, as changes of an inventory.
 *
 * All files are taken together. Each row is matched to a platform: by its hidden id, by name, by
 * other names; where that is not sure the caller is asked, and where nobody can be asked the row is
 * kept apart and told. Then every cell is read; what it says fills a hole, agrees, or contradicts.
 * Nothing is ever deleted: an empty cell and a missing row say nothing. A cell that still holds
 * what we sent says something only where its row was ticked as right.
 *
 * What could not be understood is told by file, tab and cell, so that nothing that anybody typed
 * is lost. A dash says nothing.
 *
 * The same files give the same result in whatever order they are given.
 */
#ifndef STOCKTAKE_SHEETS_IMPORT_H
#define STOCKTAKE_SHEETS_IMPORT_H

#include "stocktake/model/evidence.h"
#include "stocktake/record/record.h"
#include "stocktake/sheets/book.h"

/* What somebody wrote on a cell: its note or comment. */
struct stk_import_note {
	const char *tab, *text;
	char cell[16];
};

struct stk_import_file {
	const char *path;
	const char *name;            /* as evidence calls it: "ana.xlsx" */
	const struct stk_book *book; /* outlives the import */
	const char *by;              /* whose it is: a stakeholder's id */
	const struct stk_import_note *notes;
	size_t note_count;
};

/* Whose a workbook of ours is. Texts live as long as the book. */
struct stk_import_stamp {
	bool is_ours;
	const char *who;  /* a stakeholder's id, "" where it was for anybody */
	const char *name; /* what was written behind "Your name:", or NULL */
};
void stk_import_stamp(const struct stk_book *book, struct stk_import_stamp *stamp);

/* Data between two platforms, from a line as the interview takes it. */
struct stk_import_link {
	const char *from, *to; /* ids */
	bool both, all;
	bool undirected; /* nobody said which way it goes */
	const char **groups;
	size_t group_count;
	int64_t every_minutes;
	const char *method, *via, *who; /* NULL: not said */
	const char *who_said;           /* somebody of that name is not known; NULL */
};

/* "Is `name` one of these?" */
struct stk_import_doubt {
	const char *name;
	const char *file, *tab, *cell;
	const char *candidates[8]; /* names */
	const char *ids[8];
	size_t count;
	bool is_certain; /* it is one of them, and only which is open: instances of one product */
};
#define STK_IMPORT_NEW    (-1) /* none of them */
#define STK_IMPORT_UNSURE (-2)

struct stk_import_options {
	/* --map and what was kept from former ones: heading and word, NULL-ended. */
	const char *const (*map)[2];
	size_t map_count;
	/* Which of the candidates; STK_IMPORT_NEW or STK_IMPORT_UNSURE. NULL: always unsure. */
	int (*choose)(void *data, const struct stk_import_doubt *doubt);
	/* The links of a line ("a > b l daily") in a cell of the platform `here`, which may be left
	 * out of it ("-> b weekly", "b weekly"); their texts in the arena. False where it is not
	 * understood. `inventory` is the one with the new platforms in it. NULL: none is. */
	bool (*links)(void *data, struct stk_inventory *inventory, const char *here,
		      const char *line, struct stk_arena *arena, struct stk_import_link **links,
		      size_t *count);
	void *data;
	/* The sheet begins an inventory: teams that it names are made, each row is a platform of
	 * its own, and what was not understood is kept in the notes. */
	bool begins;
};

enum stk_outcome {
	STK_OUTCOME_FILLS,
	STK_OUTCOME_AGREES,
	STK_OUTCOME_CONTRADICTS,
	STK_OUTCOME_STATED, /* not known, does not apply, ask somebody */
	STK_OUTCOME_BEFORE, /* this person has said so before: nothing is to be done */
	STK_OUTCOMES
};

/* What one cell says, or a part of it. */
struct stk_statement {
	uint32_t file;
	const char *tab;
	char cell[16];
	const char *place;    /* "Platforms!C7", for evidence */
	const char *text;     /* what stands there */
	const char *platform; /* id; NULL: about none */
	struct stk_change change;
	enum stk_outcome outcome;
	const char *was;   /* CONTRADICTS: what stands there */
	bool settles;      /* decides a dispute: stk_record_settle */
	uint32_t order;    /* private */
	bool replaces;     /* private */
	const char *whole; /* private: all that the cell says of the address */
};

struct stk_import_unread {
	uint32_t file;
	const char *tab;
	char cell[16];
	const char *heading; /* "" where there is none */
	const char *text;
	const char *why;
	bool is_kept; /* in the notes of what begins */
	/* Which cell it is, for unread.h: NULL where it is in no table that we know. */
	const char *about; /* the tool's name */
	const char *page, *row, *item, *word;
};

/* How a tab that is not ours was read: "name = Tool, owner = Boss; kept as they are: Tier". */
struct stk_import_mapping {
	uint32_t file;
	const char *tab;
	const char *text;
};

/* Probably the same, and nobody said so. */
struct stk_import_pair {
	const char *a, *b;
	const char *a_name, *b_name;
};

struct stk_import {
	struct stk_arena arena;
	const struct stk_import_file **files; /* in the order of people, then paths: what the
						 numbers above count */
	uint32_t file_count;
	struct stk_statement *said; /* by file, then place */
	size_t said_count, said_cap;
	struct stk_import_unread *unread;
	size_t unread_count, unread_cap;
	struct stk_import_mapping *mappings;
	size_t mapping_count, mapping_cap;
	struct stk_import_pair *pairs;
	size_t pair_count, pair_cap;
	uint32_t new_platforms;
};

/* Reads all files against the inventory, which was loaded with evidence. -1 and err where --map
 * names something that is nothing. */
int stk_import_read(struct stk_inventory *inventory, const struct stk_import_file *files,
		    uint32_t count, const struct stk_import_options *options,
		    struct stk_import *import, struct stk_err *err);
void stk_import_release(struct stk_import *import);

/* --- for those who only want to know what a sheet's rows are about --- */

struct stk_like_missing {
	const char *platform; /* id */
	const char **texts;   /* what would stand in each of their columns */
};
struct stk_like_tab {
	const struct stk_tab *tab; /* the one with the platforms; NULL: there is none */
	size_t heading;            /* index of the heading row in tab->rows */
	uint32_t columns;
	bool *aside;            /* by column: we put it there ourselves, an earlier time */
	const char **platforms; /* by row of the tab: id; NULL: none that is known */
	struct stk_like_missing *missing; /* platforms that they do not have */
	size_t missing_count;
};
/* Texts live in `import`, which holds nothing else and is released by the caller. */
int stk_import_like(struct stk_inventory *inventory, const char *path, const struct stk_book *book,
		    const struct stk_import_options *options, struct stk_import *import,
		    struct stk_like_tab *like, struct stk_err *err);
/* The headings of what is put beside their rows, in the language of this thread; `import` passes
 * over such columns. */
const char *stk_import_aside(unsigned index);
#define STK_IMPORT_ASIDES 3

#endif
