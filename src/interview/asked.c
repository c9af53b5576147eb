/* Which prompts of this session were put: never twice, but for :back and :undo; and what is said
 * twice at one. */
#include <stdlib.h>
#include <string.h>

#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "walk.h"

static char *asked_key(size_t section, const char *subject)
{
	return stk_xasprintf("%zu %s", section, subject ? subject : "");
}

bool stk_walk_was_asked(const struct stk_walk *walk, size_t section, const char *subject)
{
	char *key = asked_key(section, subject);
	uint32_t asked = 0;

	stk_map_get(&walk->asked, key, strlen(key), &asked);
	free(key);
	return asked != 0;
}

/* Also as "anything of this section". */
static void mark(struct stk_walk *walk, size_t section, const char *subject, uint32_t asked)
{
	char *key = asked_key(section, subject), *any = asked_key(section, "*");

	stk_map_put(&walk->asked, key, strlen(key), asked);
	stk_map_put(&walk->asked, any, strlen(any), asked);
	free(key);
	free(any);
}

void stk_walk_mark_asked(struct stk_walk *walk, const struct stk_asking *asking)
{
	mark(walk, asking->section, asking->subject, 1);
}

void stk_walk_unmark_asked(struct stk_walk *walk, size_t section, const char *subject)
{
	mark(walk, section, subject, 0);
}

bool stk_asking_insists(const struct stk_asking *asking, const char *text)
{
	const char *at = asking->refused;
	bool found = at && stk_text_same(at, text);

	while (at && *at && !found) {
		const char *end = strstr(at, "; ");
		char *piece = stk_xstrndup(at, end ? (size_t)(end - at) : strlen(at));

		found = stk_text_same(piece, text);
		free(piece);
		at = end ? end + 2 : NULL;
	}
	return found;
}
