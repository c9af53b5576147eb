/* Notes and comments that people wrote on cells. */
#include <string.h>

#include "import_private.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/tr.h"

void stk_intake_notes(struct stk_intake *intake, uint32_t file)
{
	struct stk_import *import = intake->import;
	const struct stk_import_file *from = import->files[file];

	for (size_t i = 0; i < from->note_count; i++) {
		const struct stk_import_note *note = &from->notes[i];
		struct stk_import_unread *unread;

		if (stk_columns_wrote(intake->columns, note->text))
			continue;
		STK_GROW(import->unread, import->unread_cap, import->unread_count + 1);
		unread = &import->unread[import->unread_count++];
		*unread = (struct stk_import_unread){.file = file,
						     .tab = note->tab,
						     .heading = "",
						     .text = note->text,
						     .why = stk_t("a note on the cell")};
		memcpy(unread->cell, note->cell, sizeof unread->cell);
	}
}
