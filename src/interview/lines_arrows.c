/* Arrows between names: symbols, and the words that say the same. */
#include <string.h>

#include "lines_private.h"
#include "stocktake/base/mem.h"

/* Longer ones first. */
static const struct {
	const char *text;
	enum stk_arrow arrow;
} arrows[] = {
	{"＜＞", STK_ARROW_BOTH}, {"＜－＞", STK_ARROW_BOTH}, {"——>", STK_ARROW_TO},
	{"——＞", STK_ARROW_TO},   {"－＞", STK_ARROW_TO},     {"<->", STK_ARROW_BOTH},
	{"<=>", STK_ARROW_BOTH},  {"<>", STK_ARROW_BOTH},     {"↔", STK_ARROW_BOTH},
	{"⇔", STK_ARROW_BOTH},    {"《》", STK_ARROW_BOTH},   {"->", STK_ARROW_TO},
	{"=>", STK_ARROW_TO},     {"→", STK_ARROW_TO},        {"⇒", STK_ARROW_TO},
	{"》", STK_ARROW_TO},     {"＞", STK_ARROW_TO},       {">", STK_ARROW_TO},
	{"<-", STK_ARROW_FROM},   {"←", STK_ARROW_FROM},      {"《", STK_ARROW_FROM},
	{"＜", STK_ARROW_FROM},   {"<", STK_ARROW_FROM},
};

/* The symbol that stands first in the text. */
enum stk_arrow stk_arrow_symbol(const char *text, const char **at, size_t *len)
{
	for (const char *p = text; *p; p++)
		for (size_t i = 0; i < STK_COUNT(arrows); i++)
			if (stk_starts(p, arrows[i].text)) {
				*at = p;
				*len = strlen(arrows[i].text);
				return arrows[i].arrow;
			}
	return STK_ARROW_NONE;
}

/* Bytes of one of the words at p: glued where the script leaves no blanks, else by itself. */
static size_t arrow_word(const struct stk_lines *lines, enum stk_flow_word flow, const char *text,
			 const char *p)
{
	size_t n = stk_line_flow_bytes(lines, flow, p);

	if (n || stk_line_is_wide(p) || (p > text && p[-1] != ' '))
		return n;
	return stk_guide_words_begins(lines->words, flow, p);
}

/* "从官网到hubspot", "hubspot to sf": only behind "from", or behind what is surely a tool, is "to"
 * an arrow by itself. */
static size_t plain_to(const char *p)
{
	static const char *const words[] = {"到", "至"};

	for (size_t i = 0; i < STK_COUNT(words); i++)
		if (stk_starts(p, words[i]))
			return strlen(words[i]);
	return stk_starts(p, "to") && p[2] == ' ' ? 3 : 0;
}

/* What stands before `end` is a known tool, or the number of one. */
static bool is_tool_before(struct stk_lines *lines, const char *text, const char *end)
{
	const char *name = stk_line_trimmed(lines, text, (size_t)(end - text));
	uint32_t first, last;

	return stk_word_range(lines, name, &first, &last) ||
	       (lines->is_name && lines->is_name(lines->data, STK_LINE_PLATFORM, name));
}

/* "hubspot 同步到 销售易", "a 双向同步 b": words that say what an arrow says; not as the first of
 * the text. */
static enum stk_arrow find_word(struct stk_lines *lines, const char *text, bool from,
				const char **at, size_t *len)
{
	for (const char *p = text; *p; p++) {
		size_t n;

		if (((unsigned char)*p & 0xc0) == 0x80 || p == text)
			continue;
		*at = p;
		if ((*len = arrow_word(lines, STK_FLOW_TO, text, p)))
			return STK_ARROW_TO;
		if ((*len = arrow_word(lines, STK_FLOW_BOTH, text, p)))
			return STK_ARROW_BOTH;
		n = stk_line_is_wide(p) || p[-1] == ' ' ? plain_to(p) : 0;
		if (n && !from && !is_tool_before(lines, text, p))
			n = 0;
		if ((*len = n))
			return STK_ARROW_TO;
	}
	return STK_ARROW_NONE;
}

enum stk_arrow stk_arrow_find(struct stk_lines *lines, const char *text, bool from, const char **at,
			      size_t *len)
{
	enum stk_arrow arrow = stk_arrow_symbol(text, at, len);

	return arrow == STK_ARROW_NONE ? find_word(lines, text, from, at, len) : arrow;
}

/* Bytes of "from" in front: "从", "from ". */
size_t stk_arrow_from_bytes(const struct stk_lines *lines, const char *text)
{
	size_t n = stk_line_flow_bytes(lines, STK_FLOW_FROM, text);

	if (n)
		return n;
	n = stk_guide_words_begins(lines->words, STK_FLOW_FROM, text);
	return n && text[n] == ' ' ? n + 1 : 0;
}
