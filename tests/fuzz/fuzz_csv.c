/* The CSV reader, and what finds out encodings, over any bytes: it ends, within its bounds, and
 * what it keeps is text. */
#include <assert.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "book_check.h"
#include "stocktake/base/text.h"
#include "stocktake/sheets/csv.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char delimiters[] = {0, ',', ';', '\t'};
	struct stk_sheet sheet;
	struct stk_err err;
	uint32_t last = 0;

	if (size < 1)
		return 0;
	/* In any encoding, as the beginning of everything that is read. */
	if (data[0] & 0x40) {
		check_book((const char *)data + 1, size - 1);
		return 0;
	}
	if (stk_csv_read("fuzz.csv", (const char *)data + 1, size - 1, delimiters[data[0] & 3],
			 &sheet, &err)) {
		assert(*err.message);
		return 0;
	}
	for (size_t i = 0; i < sheet.count; i++) {
		const struct stk_sheet_row *row = &sheet.rows[i];

		assert(row->number > last && row->count > 0);
		last = row->number;
		for (uint32_t c = 0; c < row->count; c++)
			assert(stk_utf8_valid_bytes(row->cells[c], strlen(row->cells[c])) ==
			       strlen(row->cells[c]));
	}
	stk_sheet_release(&sheet);
	return 0;
}
