/*
 * The columns of our sheets, and what the headings of other people's mean.
 *
 * One vocabulary for both ways: what `template` writes, `import` recognises, in every language that
 * the program speaks, renamed a little, in any order. It derives from the schema table, the data
 * dictionary and the guide's words; list_words.h adds what people call these things themselves.
 */
#ifndef SHEETS_COLUMNS_H
#define SHEETS_COLUMNS_H

#include "stocktake/base/map.h"
#include "stocktake/model/guide.h"
#include "stocktake/model/inventory.h"

enum stk_page {
	STK_PAGE_PLATFORMS,
	STK_PAGE_FIELDS,
	STK_PAGE_INTEGRATIONS,
	STK_PAGE_QUESTIONS,
	STK_PAGES
};

enum stk_column_role {
	STK_COLUMN_UNREAD,   /* has something in it and no heading */
	STK_COLUMN_IGNORED,  /* --map 'Heading=-' */
	STK_COLUMN_ID,       /* hidden: what the row is about */
	STK_COLUMN_KEY,      /* a key of the schema: of the platform, the field, the integration */
	STK_COLUMN_HOLDS,    /* a tick: the platform holds `member` */
	STK_COLUMN_OWN,      /* one of `columns`: `member` is its key */
	STK_COLUMN_CONFIRM,  /* a tick: all of this row is right */
	STK_COLUMN_PLATFORM, /* fields, integrations: whose they are */
	STK_COLUMN_QUESTION, /* ours: to be read only */
	STK_COLUMN_ANSWER,
	STK_COLUMN_UNKNOWN, /* a tick: I do not know */
	STK_COLUMN_NOT_APPLICABLE,
	STK_COLUMN_ASK,
	STK_COLUMN_ASIDE /* ours, in what report --like adds: to be read only */
};

struct stk_column {
	enum stk_column_role role;
	const struct stk_key *key; /* KEY */
	const char *member;        /* HOLDS, OWN */
	const char *heading;       /* English, to be translated; or the organisation's own words */
	const char *note;          /* English, to be translated; or the organisation's own words */
	bool is_own_words;         /* neither is translated */
	bool is_term;              /* the heading is the name of a term of the dictionary */
	double width;
};

struct stk_columns {
	struct stk_arena arena;
	struct stk_guide_words *words;
	struct stk_column *items[STK_PAGES];
	uint32_t count[STK_PAGES];
	struct stk_map by_form[STK_PAGES]; /* what a column may be called -> its index */
	struct stk_tr *tr[8]; /* catalogues to recognise headings by, English first (NULL) */
	size_t tr_count;
	struct stk_map terms; /* folded names in all languages -> index of the term; made on use */
	bool terms_named;
	struct stk_map wrote; /* columns_wrote.c: what we write ourselves, in every language */
};

/* Columns of all pages, in their order. NULL and err where the guide cannot be read. */
struct stk_columns *stk_columns_new(struct stk_inventory *inventory, struct stk_err *err);
void stk_columns_free(struct stk_columns *columns);
/* The heading in the language of this thread. */
const char *stk_column_heading(const struct stk_column *column);
const char *stk_column_note(const struct stk_column *column);
/* The name of a page's tab, in the language of this thread. */
const char *stk_page_name(enum stk_page page);
/* The line above the headings of a page, in the language of this thread. */
const char *stk_page_banner(enum stk_page page);
/* The note on the heading of a group. */
const char *stk_columns_tick_note(void);
/* How names of columns are compared: "E-mail" is "Email", "Web site" is "Website". Put into `form`.
 */
void stk_columns_form(const char *name, struct stk_str *form);
/* Once all columns are there. */
void stk_columns_keep_wrote(struct stk_columns *columns);
/* The text is one that we write above headings and as notes on them, in any language. */
bool stk_columns_wrote(const struct stk_columns *columns, const char *text);
/* The heading is the one that we write for that group, in any language, or its id; not only one
 * like it. */
bool stk_columns_wrote_group(const struct stk_columns *columns, const char *group,
			     const char *heading);
/* What columns and pages are called in the hidden tab, in any language: "website", "platforms". */
const char *stk_column_word(const struct stk_column *column);
const char *stk_page_word(enum stk_page page);
/* The column of that page that the heading means: its name in any language, one that people give
 * it, or one with a slip of the pen in it. NULL if none does. */
const struct stk_column *stk_columns_find(const struct stk_columns *columns, enum stk_page page,
					  const char *heading);
/* The column that a word of --map means: a key of the schema, a group, a term, one of our
 * headings; NULL if none. Only of platforms. */
const struct stk_column *stk_columns_meant(struct stk_columns *columns,
					   const struct stk_inventory *inventory, const char *word);
/* What a group is called in the language of the sheet: "leads"; the id where it has no words. */
const char *stk_columns_group(const struct stk_columns *columns, const char *group);
/* The group or term that a text names; NULL. */
const char *stk_columns_term(const struct stk_columns *columns,
			     const struct stk_inventory *inventory, const char *text);

#endif
