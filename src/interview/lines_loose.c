/* How people name tools when they talk: "um, we mostly use hubspot and excel, etc.". */
#include <ctype.h>
#include <string.h>

#include "lines_private.h"
#include "stocktake/base/mem.h"

#define MAX_TAILS 3

static bool is_platform(const struct stk_lines *lines, const char *name)
{
	return lines->is_name && lines->is_name(lines->data, STK_LINE_PLATFORM, name);
}

/* --- behind it: "etc.", "等" --------------------------------------------------------------------
 */

/* Where the words that end the text begin; 0: none does. */
static size_t tail_at(const struct stk_lines *lines, const char *text)
{
	size_t len = strlen(text);

	for (size_t at = 1; at < len; at++) {
		size_t bytes = stk_line_flow_bytes(lines, STK_FLOW_TAIL, text + at);

		if ((bytes && at + bytes == len) ||
		    (text[at - 1] == ' ' &&
		     stk_guide_words_is(lines->words, STK_FLOW_TAIL, text + at)))
			return at;
	}
	return 0;
}

const char *stk_line_without_tail(struct stk_lines *lines, const char *text)
{
	for (int i = 0; i < MAX_TAILS && *text && !is_platform(lines, text); i++) {
		size_t at = tail_at(lines, text);

		if (stk_guide_words_is(lines->words, STK_FLOW_TAIL, text))
			return "";
		text = at ? stk_line_trimmed(lines, text, at) : text;
	}
	return text;
}

/* --- around it ----------------------------------------------------------------------------------
 */

/* "1." of a list that was written in one line. */
static size_t bullet_bytes(const char *text)
{
	size_t n = strspn(text, "0123456789");

	return n && n < 3 && (text[n] == '.' || text[n] == ')') && text[n + 1] == ' ' ? n + 1 : 0;
}

/* The text with blanks instead of signs that stand between names and behind them. */
static char *without_signs(struct stk_lines *lines, const char *text)
{
	char *plain = stk_arena_strdup(lines->arena, text);
	size_t n;

	for (char *c = plain; *c; c++) {
		bool first = c == plain || c[-1] == ' ', last = c[1] == ' ' || !c[1];

		if (first && (n = bullet_bytes(c)))
			memset(c, ' ', n);
		else if (strchr("/+&|?!", *c) || (last && strchr(".:)", *c)) ||
			 (first && (*c == '(' || *c == '-')))
			*c = ' ';
	}
	return plain;
}

/* "for email", "for deals": what it is used for is asked later. */
static size_t purpose(const struct stk_lines *lines, const char *const *words, size_t count)
{
	struct stk_line_groups groups = {.count = 0};
	size_t n = stk_words_flow(lines, STK_FLOW_FOR, words, count), more;

	if (!n || n == count)
		return 0;
	more = stk_words_groups(lines, words + n, count - n, &groups);
	return more && (words[n][1] || more > 1) ? n + more : 0;
}

/* How many words say nothing of a name; 0: the first does. */
static size_t around(const struct stk_lines *lines, const char *const *words, size_t count)
{
	static const enum stk_flow_word flows[] = {STK_FLOW_USE, STK_FLOW_AROUND, STK_FLOW_AND,
						   STK_FLOW_TAIL};
	size_t most = purpose(lines, words, count);

	for (size_t i = 0; i < STK_COUNT(flows); i++) {
		size_t n = stk_words_flow(lines, flows[i], words, count);

		most = n > most ? n : most;
	}
	return most;
}

bool stk_line_loose(struct stk_lines *lines, const char *text, const char ***names, size_t *count)
{
	struct stk_clause clause = {.text = without_signs(lines, text)};
	const char *arrow;
	size_t n;
	void *items = NULL;

	*count = 0;
	/* What goes where is asked later. */
	if (stk_arrow_symbol(text, &arrow, &n) != STK_ARROW_NONE)
		return false;
	stk_clause_words(lines, &clause);
	for (size_t at = 0; at < clause.count; at += n) {
		const char *const *words = (const char *const *)clause.words + at;
		size_t left = clause.count - at;

		n = stk_words_name(lines, STK_LINE_PLATFORM, words, left);
		if (n)
			*(const char **)stk_lines_push(lines, &items, count, sizeof(char *)) =
				stk_words_join(lines, words, 0, n);
		else if (!(n = around(lines, words, left)))
			return false;
	}
	*names = items;
	return clause.count > 0;
}
