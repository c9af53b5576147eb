#include "stocktake/base/embed.h"

#include <stdlib.h>
#include <string.h>

static int compare(const void *key, const void *item)
{
	return strcmp(key, ((const struct stk_embedded *)item)->name);
}

const struct stk_embedded *stk_embedded_find(const char *name)
{
	return bsearch(name, stk_embedded_files, stk_embedded_count, sizeof *stk_embedded_files,
		       compare);
}
