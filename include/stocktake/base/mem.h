/*
 * Memory that is always there: out of memory aborts here and nowhere else.
 *
 * All results belong to the caller and are freed with free().
 */
#ifndef STOCKTAKE_BASE_MEM_H
#define STOCKTAKE_BASE_MEM_H

#include <stddef.h>

/* Where every failed allocation ends, also that of a size which does not fit a size_t. */
_Noreturn void stk_out_of_memory(void);

void *stk_xmalloc(size_t size_bytes);
void *stk_xcalloc(size_t count, size_t size_bytes);
void *stk_xrealloc(void *old, size_t count, size_t size_bytes);
/* As aligned_alloc: the size is a multiple of the alignment, a power of two. */
void *stk_xaligned(size_t alignment_bytes, size_t size_bytes);
char *stk_xstrdup(const char *text);
char *stk_xstrndup(const char *text, size_t len_bytes);

/* printf into a new string. */
char *stk_xasprintf(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Makes room for at least `want` items in a growing array (`items`, `cap` are the array's own
 *fields): STK_GROW(list->items, list->cap, list->count + 1);
 */
#define STK_GROW(items, cap, want)                                                                 \
	do {                                                                                       \
		if ((size_t)(want) > (size_t)(cap)) {                                              \
			size_t stk_cap_ = (size_t)(cap)*2;                                         \
			if (stk_cap_ < (size_t)(want))                                             \
				stk_cap_ = (size_t)(want) < 8 ? 8 : (size_t)(want);                \
			(items) = stk_xrealloc((items), stk_cap_, sizeof *(items));                \
			(cap) = stk_cap_;                                                          \
		}                                                                                  \
	} while (0)

#define STK_COUNT(array) (sizeof(array) / sizeof *(array))

#endif
