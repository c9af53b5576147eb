/* A baseline of any bytes is read whole or refused with a reason, never half. */
#include <stdint.h>
#include <stdlib.h>

#include "stocktake/report/baseline.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size_bytes);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size_bytes)
{
	struct stk_findings known = STK_FINDINGS_INIT;
	struct stk_err err = {0};

	if (stk_baseline_read("baseline.json", (const char *)data, size_bytes, &known, &err)) {
		if (!err.message[0] || known.count)
			abort();
	}
	for (size_t i = 0; i < known.count; i++)
		if (!known.items[i].check || !known.items[i].fingerprint[0])
			abort();
	stk_findings_release(&known);
	return 0;
}
