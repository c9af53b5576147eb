/* Completion and what an editor leaves: any bytes. The lines before the last are words, the last is
 * what stands before the cursor. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "../../src/interview/complete.h"
#include "../../src/interview/editor.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/plain.h"
#include "stocktake/base/text.h"

static void complete(struct stk_completer *completer, const char *line)
{
	struct stk_candidates found = STK_CANDIDATES_INIT;
	size_t len = strlen(line);

	if (stk_completer_find(completer, line, len, 1u << (len % 9), &found) &&
	    (found.from > len || !found.count || found.count > STK_MAX_CANDIDATES))
		abort();
	/* What is put in is text as the words are. */
	if (found.common &&
	    stk_utf8_valid_bytes(found.common, strlen(found.common)) < strlen(found.common))
		abort();
	stk_candidates_release(&found);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct stk_completer *completer;
	struct stk_str text = STK_STR_INIT;
	char *copy, *line;

	if (size > 4096 || stk_utf8_valid_bytes((const char *)data, size) < size)
		return 0;
	copy = stk_xstrndup((const char *)data, size);
	stk_editor_strip(copy, &text);
	stk_str_reset(&text);
	stk_str_add(&text, copy);
	stk_plain_columns(&text, ": ");
	stk_plain_signs(&text);
	stk_str_release(&text);
	completer = stk_completer_new();
	for (line = copy; strchr(line, '\n'); line = strchr(line, '\0') + 1) {
		*strchr(line, '\n') = '\0';
		stk_completer_add(completer, (enum stk_word_kind)(strlen(line) % 9), line, line);
	}
	complete(completer, line);
	stk_completer_free(completer);
	free(copy);
	return 0;
}
