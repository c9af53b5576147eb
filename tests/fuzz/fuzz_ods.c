/* The ODS reader: a flat document, or the content of a packed one where it does not look like any.
 */
#include <stddef.h>
#include <stdint.h>

#define MAKE_METHOD(len) 0
#include "../unit/book_make.h"
#include "book_check.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct part parts[] = {{"content.xml", (const char *)data, size}, {NULL, NULL, 0}};
	struct stk_str bytes;

	if (!size)
		return 0;
	if (*data == '<' || *data == 'P') {
		check_book((const char *)data, size);
		return 0;
	}
	make_zip(&bytes, parts);
	check_book(bytes.data, bytes.len);
	stk_str_release(&bytes);
	return 0;
}
