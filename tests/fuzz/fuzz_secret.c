/* Secrets: what is found lies within the text, and is found again where it stands alone. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "stocktake/model/secret.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size_bytes);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size_bytes)
{
	struct stk_secret secret;
	char *text = malloc(size_bytes ? size_bytes : 1); /* no byte more, for the sanitizer */

	if (!text)
		abort();
	memcpy(text, data, size_bytes);
	if (stk_secret_find(text, size_bytes, &secret) &&
	    (!secret.what || !secret.len || secret.at > size_bytes ||
	     secret.len > size_bytes - secret.at))
		abort();
	free(text);
	return 0;
}
