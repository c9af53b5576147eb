/*
 * The XLSX reader. A package as it is; or, where the input does not begin with PK, the parts of
 * one, apart by a line of "%%": sheet, styles, shared texts, workbook, its relationships.
 */
#include <stddef.h>
#include <stdint.h>

#define MAKE_METHOD(len) 0
#include "../unit/book_make.h"
#include "book_check.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct part parts[] = {
		{"xl/worksheets/sheet1.xml", "", 0},
		{"xl/styles.xml", "", 0},
		{"xl/sharedStrings.xml", "", 0},
		{"xl/workbook.xml", "<workbook><sheets><sheet name='T'/></sheets></workbook>", 0},
		{"xl/_rels/workbook.xml.rels", "<Relationships/>", 0},
		{NULL, NULL, 0}};
	const char *at = (const char *)data, *end = at + size;
	struct stk_str bytes;
	size_t count = 0;

	if (size >= 2 && memcmp(data, "PK", 2) == 0) {
		check_book(at, size);
		return 0;
	}
	for (; at < end && parts[count].name; count++) {
		const char *cut = memmem(at, (size_t)(end - at), "\n%%\n", 4);

		parts[count].text = at;
		parts[count].len = (size_t)((cut ? cut : end) - at);
		if (!parts[count].len)
			parts[count].text = "";
		at = cut ? cut + 4 : end;
	}
	/* What was not given is not there, but the workbook is. */
	if (count < 3)
		parts[count] = parts[3];
	if (count < 3)
		parts[count + 1].name = NULL;
	make_zip(&bytes, parts);
	check_book(bytes.data, bytes.len);
	stk_str_release(&bytes);
	return 0;
}
