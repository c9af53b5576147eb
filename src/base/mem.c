#include "stocktake/base/mem.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void stk_out_of_memory(void)
{
	fputs("stocktake: out of memory\n", stderr);
	abort();
}

void *stk_xmalloc(size_t size_bytes)
{
	void *made = malloc(size_bytes ? size_bytes : 1);

	if (!made)
		stk_out_of_memory();
	return made;
}

void *stk_xcalloc(size_t count, size_t size_bytes)
{
	void *made = calloc(count ? count : 1, size_bytes ? size_bytes : 1);

	if (!made)
		stk_out_of_memory();
	return made;
}

void *stk_xaligned(size_t alignment_bytes, size_t size_bytes)
{
	void *made = aligned_alloc(alignment_bytes, size_bytes);

	if (!made)
		stk_out_of_memory();
	return made;
}

void *stk_xrealloc(void *old, size_t count, size_t size_bytes)
{
	void *made;

	if (size_bytes && count > SIZE_MAX / size_bytes)
		stk_out_of_memory();
	/* realloc of nothing may free: an empty array keeps one byte. */
	made = realloc(old, count && size_bytes ? count * size_bytes : 1);
	if (!made)
		stk_out_of_memory();
	return made;
}

char *stk_xstrdup(const char *text)
{
	return stk_xstrndup(text, strlen(text));
}

char *stk_xstrndup(const char *text, size_t len_bytes)
{
	char *copy;

	if (len_bytes == SIZE_MAX)
		stk_out_of_memory();
	copy = stk_xmalloc(len_bytes + 1);
	if (len_bytes)
		memcpy(copy, text, len_bytes);
	copy[len_bytes] = '\0';
	return copy;
}

char *stk_xasprintf(const char *format, ...)
{
	va_list args;
	char *made = NULL;
	int len;

	va_start(args, format);
	len = vasprintf(&made, format, args);
	va_end(args);
	if (len < 0)
		stk_out_of_memory();
	return made;
}
