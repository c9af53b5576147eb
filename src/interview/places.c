/* Where something is looked up, or what it goes through: a tool, not a sentence. */
#include <string.h>

#include "lines_private.h"
#include "places.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "unclear.h"

#define MAX_NAME_WORDS  4
#define MAX_TWICE_WORDS 3 /* of a name that nobody knows, said twice */

static const char *const talk[] = {
	"i",         "i'm",     "i've",   "we",        "we're", "he",    "she",     "they",
	"you",       "it's",    "that's", "there",     "is",    "are",   "was",     "were",
	"am",        "be",      "do",     "does",      "don't", "dont",  "doesn't", "never",
	"always",    "usually", "mostly", "sometimes", "often", "just",  "ask",     "asks",
	"asked",     "because", "when",   "whenever",  "what",  "which", "where",   "nowhere",
	"somewhere", "me",      "him",    "them",      "us",    "不",    "我",      "问"};

bool stk_is_sentence(const struct stk_walk *walk, const char *text)
{
	struct stk_arena arena = STK_ARENA_INIT;
	struct stk_lines lines = {.words = walk->words, .arena = &arena, .unknown = STK_STR_INIT};
	struct stk_clause clause = {.text = text};
	bool is = false;

	stk_clause_words(&lines, &clause);
	for (size_t w = 0; w < clause.count && !is; w++)
		for (size_t i = 0; i < STK_COUNT(talk) && !is; i++)
			is = stk_text_same(talk[i], clause.words[w]);
	/* One word of them alone may be what it is called: "Always", "There". */
	is &= clause.count > 1;
	stk_str_release(&lines.unknown);
	stk_arena_release(&arena);
	return is;
}

static size_t count_words(const char *text)
{
	size_t count = 0;

	while (*text) {
		size_t len = strcspn(text, " ");

		count += len > 0;
		text += len + (text[len] != '\0');
	}
	return count;
}

/* May it be made? A sheet of theirs goes by the name they give it. */
static bool may_be_made(const struct stk_walk *walk, const char *text, bool twice)
{
	size_t words = count_words(text);

	if (!text[strspn(text, "0123456789 .-")])
		return false;
	if (stk_is_sentence(walk, text) || stk_is_role(walk, text) ||
	    stk_walk_is_name((void *)walk, STK_LINE_PERSON, text))
		return false;
	return (words <= MAX_NAME_WORDS && stk_says_sheet(text)) ||
	       (twice && words <= MAX_TWICE_WORDS);
}

const char *stk_pick_place(struct stk_walk *walk, const struct stk_asking *asking,
			   const struct stk_pick *pick, bool twice)
{
	const char *id = stk_pick_platform(walk, asking, pick, false), *why;
	struct stk_named named;

	if (id || !pick->name || stk_name_platform(walk, pick->name, &named, &why))
		return id;
	if (!named.product && !may_be_made(walk, pick->name, twice))
		return NULL;
	return stk_pick_platform(walk, asking, pick, true);
}
