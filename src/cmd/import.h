/*
 * What the files of `import` share.
 */
#ifndef CMD_IMPORT_H
#define CMD_IMPORT_H

#include "heading_map.h"
#include "open.h"
#include "stocktake/interview/choose.h"
#include "stocktake/interview/typed.h"
#include "stocktake/sheets/import.h"

/* What a reader had to say about a file. */
struct stk_book_remark {
	uint32_t file; /* index of the file, as given */
	char *tab, *text, *why;
	char cell[16];
	bool is_unread;
};

/* What people wrote on the cells of a file. */
struct stk_importing_notes {
	struct stk_import_note *items;
	size_t count, cap;
};

struct stk_importing {
	const struct stk_app *app;
	const struct stk_args *args;
	struct stk_opened opened;
	struct stk_arena arena;
	struct stk_chooser *chooser; /* NULL: nobody can be asked */
	struct stk_import_file *files;
	struct stk_book *books;
	struct stk_importing_notes *notes; /* a file each */
	uint32_t count, read;              /* files; of these read */
	struct stk_book_remark *remarks;
	size_t remark_count, remark_cap;
	struct stk_heading_map map;
	struct stk_typed *typed;
	struct stk_import import;
	struct stk_record *record; /* while it is written */
	struct stk_repo *repo;
	bool gathers;           /* all are heard before anything is written */
	struct stk_err failure; /* of a question that was asked on the way */
	bool failed;
};

/* import_read.c: the files, and whose they are. */
int stk_importing_read(struct stk_importing *it, struct stk_err *err);
/* import_tell.c: the summary, and what was not understood. */
void stk_importing_tell(const struct stk_importing *it, struct stk_str *out);
/* Writes FILE-unread.xlsx beside each file of which something was not understood. */
int stk_importing_unread(const struct stk_importing *it, struct stk_err *err);

#endif
