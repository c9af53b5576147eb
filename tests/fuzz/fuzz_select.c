/* Selections: whatever is typed parses or fails with a column inside of it; what parses can be
 * asked. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "stocktake/model/select.h"

static bool is_long(void *data, const char *word)
{
	++*(unsigned *)data;
	return strlen(word) > 3;
}

static void count(void *data, const char *word)
{
	if (!*word)
		abort();
	++*(unsigned *)data;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	char *text = stk_xstrndup((const char *)bytes, size);
	struct stk_err err = {.code = STK_OK};
	struct stk_select *select = stk_select_parse(text, &err);
	unsigned words = 0, asked = 0;

	if (select) {
		stk_select_words(select, count, &words);
		stk_select_matches(select, is_long, &asked);
		if (!words || !asked || asked > words)
			abort();
	} else if (!err.message[0] || !err.col || err.col > strlen(text) + 1) {
		abort();
	}
	stk_select_free(select);
	free(text);
	return 0;
}
