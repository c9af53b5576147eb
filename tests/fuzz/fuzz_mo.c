/* Catalogues: whatever the bytes, they are refused or every look-up stays inside them. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "stocktake/base/tr.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size_bytes);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size_bytes)
{
	static const char *const words[] = {"Owner", "a", "%lu tool", "Untranslated", "~"};
	struct stk_tr *tr = stk_tr_from(data, size_bytes);
	size_t i, total = 0;
	unsigned long n;

	if (!tr)
		return 0;
	for (i = 0; i < sizeof words / sizeof *words; i++) {
		total += strlen(stk_tr(tr, words[i]));
		total += strlen(stk_tr_c(tr, "flow", words[i]));
		for (n = 0; n < 120; n += 7)
			total += strlen(stk_tr_n(tr, words[i], "many", n));
	}
	stk_tr_close(tr);
	if (total < 16)
		abort(); /* every answer is at least the question */
	return 0;
}
