#define SHEETS_XLSXWRITER_ITSELF
#include "xlsxwriter_calls.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/* Filled once, and the same from then on. */
static struct stk_xlsx_calls calls;
static bool is_there;

static bool find(void *library, const char *name, void *at, size_t size_bytes)
{
	void *symbol = dlsym(library, name);

	if (symbol)
		memcpy(at, &symbol, size_bytes);
	return symbol != NULL;
}

static void load(void)
{
	void *library = dlopen("libxlsxwriter.so." LXW_SOVERSION, RTLD_LAZY | RTLD_LOCAL);

	is_there = library != NULL;
#define FIND(name)                                                                                 \
	is_there = is_there && find(library, #name, &calls.call_##name, sizeof calls.call_##name);
	STK_XLSX_CALLS(FIND)
#undef FIND
}

const struct stk_xlsx_calls *stk_xlsx_calls(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	pthread_once(&once, load);
	return is_there ? &calls : NULL;
}
