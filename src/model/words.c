#include "stocktake/model/words.h"

#include <stdlib.h>
#include <string.h>

#define WORD_TEXT(suffix, text) text,
static const char *const words[] = {STK_WORDS(WORD_TEXT)};
#undef WORD_TEXT

void stk_words_preload(struct stk_syms *syms)
{
	size_t i;

	for (i = 0; i < sizeof words / sizeof *words; i++) {
		/* A word that stands twice in the list, or a table that was not empty, would shift
		 * all that follow: a mistake in the program, seen by every test. */
		if (stk_sym_put(syms, words[i], strlen(words[i])) != i + 1)
			abort();
	}
}
