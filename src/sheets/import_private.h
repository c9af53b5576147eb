/*
 * What the files of an import share.
 */
#ifndef SHEETS_IMPORT_PRIVATE_H
#define SHEETS_IMPORT_PRIVATE_H

#include "columns.h"
#include "stocktake/base/map.h"
#include "stocktake/model/match.h"
#include "stocktake/model/said_answer.h"
#include "stocktake/record/draft.h"
#include "stocktake/sheets/import.h"

#define STK_NAMES_A_CELL 16

/* A tab that was recognised. */
struct stk_intake_tab {
	uint32_t file;
	const struct stk_tab *tab;
	enum stk_page page;
	bool is_ours;   /* from a workbook of ours: it is known what stood there */
	bool adds;      /* a part of a cell, filled in later: it adds to what the rest of it said */
	size_t heading; /* index of the heading row */
	uint32_t column_count;
	const struct stk_column **columns; /* by column; NULL: no heading */
	const char **headings;
};

/* A platform that rows mean. */
struct stk_target {
	const char *id, *name;
	const char *product; /* of the catalogue, for a new one */
	bool is_new;
	uint32_t file;  /* the first that names it */
	bool announced; /* a new one: its product is said */
};

/* A row of Platforms, and what it is about. */
struct stk_intake_row {
	const struct stk_intake_tab *tab;
	const struct stk_row *row;
	uint32_t targets[STK_NAMES_A_CELL];
	bool by_other_name[STK_NAMES_A_CELL]; /* the name is to be kept as `aka` */
	const char *names[STK_NAMES_A_CELL];
	uint32_t count;
	bool is_confirmed;
};

struct stk_intake {
	struct stk_inventory *inventory;
	const struct stk_evidence *evidence;
	const struct stk_import_options *options;
	struct stk_import *import;
	struct stk_columns *columns;
	struct stk_matcher *matcher; /* of the inventory; then of `future` */
	/* The inventory with the new platforms in it. */
	struct stk_inventory *future;
	struct stk_source *future_source;
	struct stk_draft draft;
	struct stk_intake_tab *tabs;
	size_t tab_count, tab_cap;
	struct stk_target *targets;
	size_t target_count, target_cap;
	struct stk_intake_row *rows;
	size_t row_count, row_cap;
	struct stk_map sent;    /* what stood in the cells that we sent */
	struct stk_map by_text; /* folded name -> target */
	struct stk_map by_name; /* of new targets: the same without blanks and marks */
	struct stk_map settled; /* ids of new ones that are none of those that they resemble */
	struct stk_map by_product;
	struct stk_map by_id;  /* existing platform's id -> target */
	struct stk_map ids;    /* ids of new platforms */
	struct stk_map people; /* ids of new stakeholders */
	struct stk_map teams;  /* ids of new teams */
	struct stk_map own;    /* keys of new own columns */
	uint32_t order;
};

/* One cell that is being read. */
struct stk_intake_cell {
	struct stk_intake *intake;
	const struct stk_intake_tab *tab;
	const struct stk_row *row;
	uint32_t column;
	const char *heading;
	const char *text;     /* the whole of it */
	const char *platform; /* id */
	const char *entity;   /* whose notes take a remark; NULL: the platform's */
	bool accepted;
};

static inline struct stk_arena *stk_intake_arena(const struct stk_intake *intake)
{
	return &intake->import->arena;
}

static inline const struct stk_guide_words *stk_intake_words(const struct stk_intake_cell *cell)
{
	return cell->intake->columns->words;
}

/* import_tabs.c: which tabs, which columns. */
int stk_intake_tabs(struct stk_intake *intake, uint32_t file, struct stk_err *err);
/* What we sent stands there still. `name` is the row's. */
bool stk_intake_is_sent(const struct stk_intake *intake, const struct stk_intake_tab *tab,
			const struct stk_row *row, const struct stk_column *column,
			const char *text);
const struct stk_column *stk_intake_column(const struct stk_intake_tab *tab, uint32_t column);
/* The text of the row's cell in the column of that role, key or member; "" if there is none. */
const char *stk_intake_text(const struct stk_intake_tab *tab, const struct stk_row *row,
			    enum stk_column_role role, const char *key);
/* The cell shows what went wrong in a formula: nobody typed it, and it says nothing. */
bool stk_intake_is_error(const struct stk_cell *cell);
#define STK_INTAKE_ERROR STK_N("a formula that went wrong")
void stk_intake_unread(struct stk_intake *intake, const struct stk_intake_tab *tab,
		       const struct stk_row *row, uint32_t column, const char *text,
		       const char *why);
/* The same; `platform`: whose cell it is. */
void stk_intake_unread_of(struct stk_intake *intake, const struct stk_intake_tab *tab,
			  const struct stk_row *row, uint32_t column, const char *text,
			  const char *why, const char *platform);
/* What stands at the address in the inventory as it is, or NULL. */
const struct stk_node *stk_intake_present(const struct stk_intake *intake, const char *text);
void stk_intake_read_stamp(struct stk_intake *intake, uint32_t file);

/* import_again.c: the list of what was not understood, filled in. False: it is none. */
bool stk_intake_again(struct stk_intake *intake, uint32_t file);
/* Fills in which cell it is, so that it can come back. */
void stk_intake_locate(const struct stk_intake *intake, const struct stk_intake_tab *tab,
		       const struct stk_row *row, uint32_t column, const char *platform,
		       struct stk_import_unread *unread);

/* import_numbers.c: the tab is Numbers' list of the others; the text of a first row is the title
 * that Numbers gave its table. */
bool stk_numbers_lists(const struct stk_tab *tab);
bool stk_numbers_titles(const struct stk_book *book, const struct stk_row *row, const char *text);

/* import_notes.c: what people wrote on cells of the file: not understood, and kept. */
void stk_intake_notes(struct stk_intake *intake, uint32_t file);

/* import_rows.c: which platform a row is about. */
void stk_intake_rows(struct stk_intake *intake);
/* Makes `future`. */
int stk_intake_foresee(struct stk_intake *intake, struct stk_err *err);
/* The two may be one: told, and kept apart. Each pair once. */
void stk_intake_pair(struct stk_intake *intake, const char *a, const char *a_name, const char *b,
		     const char *b_name);

/* import_refs.c: names in cells. NULL: nobody of that name; *why says so. */
const char *stk_intake_platform(struct stk_intake *intake, const char *text);
const char *stk_intake_person(struct stk_intake_cell *cell, const char *text, bool make);
/* "Ben or Mia", "李伟、王芳": each of them. */
size_t stk_intake_people_in(struct stk_intake_cell *cell, const char *text, const char **parts,
			    size_t max);
const char *stk_intake_team(struct stk_intake *intake, const char *text);
/* The same, made where the inventory begins and that is what it is called. */
const char *stk_intake_new_team(struct stk_intake_cell *cell, const char *text);
const char *stk_intake_metric(const struct stk_intake *intake, const char *text);
const char *stk_intake_choice(const struct stk_intake *intake, const struct stk_key *key,
			      const char *text);
/* Calls each with the values of a cell. */
size_t stk_intake_split(struct stk_arena *arena, const char *text, const char **parts, size_t max);

/* import_cells.c: what a cell says. */
void stk_intake_cells(struct stk_intake *intake);
/* False: nothing of the cell was understood. */
bool stk_intake_take(struct stk_intake_cell *cell, const struct stk_key *key, const char *address);
void stk_intake_links(struct stk_intake_cell *cell);
/* The systems that a cell names, by themselves or in a line of what goes where. */
size_t stk_intake_systems(struct stk_intake *intake, const char *text, const char **names,
			  size_t max);
struct stk_statement *stk_intake_say(struct stk_intake_cell *cell, enum stk_change_op op,
				     const char *address, const struct stk_value *value);
void stk_intake_state(struct stk_intake_cell *cell, const char *address,
		      enum stk_answer_state state, const char *ask);
void stk_intake_misread(struct stk_intake_cell *cell, const char *text, const char *why);

/* The address of a part below another; in the arena. */
const char *stk_intake_below(struct stk_arena *arena, const char *address, const char *part);

/* import_items.c: the rows of the other tabs. */
void stk_intake_items(struct stk_intake *intake);

/* import_answers.c: answers that are no values, and the rows of Questions. */
/* As stk_said_answer, where people of the inventory are known. `key`: of the cell; NULL: no tool
 * could stand there. */
void stk_intake_answer(struct stk_intake_cell *cell, const struct stk_key *key, const char *text,
		       bool loose, struct stk_said_answer *answer);
/* "ask Ben" becomes a state; false, and told, where that is nobody's name. */
bool stk_intake_ask(struct stk_intake_cell *cell, const char *address,
		    const struct stk_said_answer *answer);
/* Not known, does not apply, ask somebody: taken, with its remark. False: the text says neither. */
bool stk_intake_stated(struct stk_intake_cell *cell, const struct stk_key *key, const char *address,
		       const struct stk_said_answer *answer);
void stk_intake_question(struct stk_intake *intake, const struct stk_intake_tab *tab,
			 const struct stk_row *row);
/* That is surely somebody whom we know. */
bool stk_intake_is_person(const struct stk_intake *intake, const char *name);

/* import_disputes.c: "keep", "both", "Ben". False: the answer is taken as any other; then what it
 * said, from statement `first` on, decides the dispute, where there is one. */
bool stk_intake_dispute(struct stk_intake_cell *cell, const struct stk_place *place,
			const char *address);
void stk_intake_settles(struct stk_intake_cell *cell, const struct stk_place *place,
			const char *address, size_t first);

/* import_remarks.c: what stands behind an answer. */
/* "only EU", "partly", "只有欧洲": it limits what was ticked. */
bool stk_cell_limits(const char *text);
/* Kept in the notes of what the cell is about: "Owner: he set it up". */
void stk_intake_remark(struct stk_intake_cell *cell, const char *about, const char *remark,
		       size_t len);
/* What a remark in this cell is about: the heading, or the key in words. */
const char *stk_intake_about(const struct stk_intake_cell *cell, const struct stk_key *key);
/* "weekly (Mondays)", "weekly - Mondays", with `commas` "weekly, Mondays": bytes of the value
 * before the remark, 0 if there is none. `from`: only marks behind that place. */
size_t stk_cell_value_bytes(const char *text, bool commas, size_t from, const char **remark,
			    size_t *remark_bytes);

/* import_ticks.c: tick columns, fields that they name, and what one would not bet on. */
void stk_intake_tick(struct stk_intake_cell *cell, const char *address, const char *member);
void stk_intake_patchy(struct stk_intake_cell *cell, const char *address);
/* "email=Email Address": the left side, and *value; NULL where no such sign stands there. */
const char *stk_cell_map(struct stk_arena *arena, const char *text, const char **value);
/* A tick, its opposite, don't know, only EU, a field's name: what stands in columns of ticks. */
bool stk_cell_says_whether(const struct stk_guide_words *words, const char *text);
/* "called contact_email", "contact_email": a field's name, whatever the column. */
bool stk_cell_names_field(const char *text);
/* Without the quotes around it, and the full stop behind it; in the arena. */
const char *stk_cell_unquoted(struct stk_arena *arena, const char *text);
/* The term that a heading means, in the arena; NULL. */
const char *stk_intake_term_of(const struct stk_intake_cell *cell, const char *heading);

/* import_weigh.c: what it means for the record. */
/* What a person said last at exactly this address, before this import; NULL if nothing. */
const struct stk_answer *stk_intake_last(const struct stk_intake *intake, const char *by,
					 const char *address);
void stk_intake_weigh(struct stk_intake *intake);

#endif
