/* Lines of notes: what is read is written as the same line, and read again as the same. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "stocktake/model/unclear.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size_bytes);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size_bytes)
{
	struct stk_arena arena = STK_ARENA_INIT;
	struct stk_str line = STK_STR_INIT;
	struct stk_puzzle one = {.kind = STK_UNCLEAR_TEXT};
	char *text = malloc(size_bytes ? size_bytes : 1); /* no byte more, for the sanitizer */
	const char *rest, *address;

	if (!text)
		abort();
	memcpy(text, data, size_bytes);
	/* Notes are text in lines. */
	if (!memchr(text, 0, size_bytes) && !memchr(text, '\n', size_bytes) &&
	    !memchr(text, '\r', size_bytes) && stk_unclear_read(text, size_bytes, &arena, &one)) {
		stk_unclear_write(&one, &line);
		if (line.len != size_bytes || memcmp(line.data, text, size_bytes) != 0)
			abort();
		rest = one.where;
		while (stk_unclear_next(&rest, &address))
			if (address < one.where || rest > one.where + strlen(one.where))
				abort();
	}
	free(text);
	stk_str_release(&line);
	stk_arena_release(&arena);
	return 0;
}
