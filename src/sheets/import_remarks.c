/* What stands behind an answer in its cell: kept where it belongs. */
#include <string.h>

#include "import_private.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "stocktake/base/tr.h"

/* Words by which a remark limits what was ticked: held, but not to be counted on. */
static const char *const limits[] = {"only",       "part of",   "partly",    "partial", "partially",
				     "mostly",     "some",      "sometimes", "not all", "half",
				     "incomplete", "missing",   "rarely",    "few",     "except",
				     "without",    "until",     "since",     "but not", "old",
				     "outdated",   "not always"};
static const char *const wide_limits[] = {"部分", "只有", "仅",   "不全", "有些", "有时",   "偶尔",
					  "缺",   "少数", "一半", "除了", "不含", "不完整", "旧"};

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80;
}

bool stk_cell_limits(const char *text)
{
	struct stk_str folded = STK_STR_INIT;
	bool found = false;

	stk_text_fold(&folded, text, strlen(text));
	for (size_t i = 0; i < STK_COUNT(limits) && !found; i++) {
		const char *at = folded.data;

		while (!found && (at = strstr(at, limits[i]))) {
			size_t len = strlen(limits[i]);

			found = (at == folded.data || !is_letter(at[-1])) && !is_letter(at[len]);
			at += len;
		}
	}
	for (size_t i = 0; i < STK_COUNT(wide_limits) && !found; i++)
		found = strstr(folded.data, wide_limits[i]) != NULL;
	stk_str_release(&folded);
	return found;
}

void stk_intake_remark(struct stk_intake_cell *cell, const char *about, const char *remark,
		       size_t len)
{
	struct stk_arena *arena = stk_intake_arena(cell->intake);
	const char *kept = stk_arena_strndup(arena, remark, len);
	struct stk_statement *said;

	if (!len)
		return;
	if (!cell->platform && !cell->entity) {
		stk_intake_misread(cell, kept,
				   STK_N("the answer was understood, what stands behind it was "
					 "not"));
		return;
	}
	said = stk_intake_say(
		cell, STK_CHANGE_SET,
		cell->entity ? stk_intake_below(arena, cell->entity, "notes")
			     : stk_arena_printf(arena, "platforms/%s/notes", cell->platform),
		stk_value_text(arena, stk_arena_printf(arena, "%s: %s", about, kept)));
	said->replaces = true;
}

const char *stk_intake_about(const struct stk_intake_cell *cell, const struct stk_key *key)
{
	const struct stk_intake_tab *tab = cell->tab;
	const struct stk_columns *columns = cell->intake->columns;

	if (tab->page != STK_PAGE_QUESTIONS && cell->column < tab->column_count &&
	    *tab->headings[cell->column])
		return tab->headings[cell->column];
	for (int page = 0; page < STK_PAGES && key; page++)
		for (uint32_t i = 0; i < columns->count[page]; i++)
			if (columns->items[page][i].key == key)
				return stk_column_heading(&columns->items[page][i]);
	return key && key->column ? stk_t(key->column) : key ? key->name : "";
}

/* "a)", "（a）", "[a]": bytes before the bracket that the end of the text closes; 0: there is none.
 */
static size_t before_bracket(const char *text)
{
	static const char *const pairs[][2] = {{"(", ")"}, {"[", "]"}, {"（", "）"}, {"【", "】"}};

	for (size_t i = 0; i < STK_COUNT(pairs); i++) {
		const char *open = strstr(text, pairs[i][0]);

		if (open && open != text && stk_ends(text, pairs[i][1]))
			return (size_t)(open - text);
	}
	return 0;
}

/* Bytes before the first of what parts a value from words behind it, from a place on; 0: none. */
static size_t before_mark(const char *text, size_t from, bool commas)
{
	static const char *const wide[] = {"，", "；", "。", "——", "—", "–"};

	for (size_t at = from; text[at]; at++) {
		const char *c = text + at;

		if (stk_starts(c, " - ") || *c == '\n' || (commas && stk_starts(c, ", ")) ||
		    (commas && stk_starts(c, "; ")))
			return at;
		for (size_t i = 0; i < STK_COUNT(wide); i++)
			if (stk_starts(c, wide[i]) && (commas || i > 2))
				return at;
	}
	return 0;
}

size_t stk_cell_value_bytes(const char *text, bool commas, size_t from, const char **remark,
			    size_t *remark_bytes)
{
	size_t len = from ? 0 : before_bracket(text), at = len;
	const char *rest;

	if (!len)
		len = at = before_mark(text, from ? from + 1 : 0, commas);
	*remark = NULL;
	*remark_bytes = 0;
	if (!len)
		return 0;
	while (len && strchr(" \t", text[len - 1]))
		len--;
	rest = text + at;
	rest += strspn(rest, " -,;(\n\r\t[");
	while (stk_starts(rest, "（") || stk_starts(rest, "【") || stk_starts(rest, "，") ||
	       stk_starts(rest, "；") || stk_starts(rest, "。") || stk_starts(rest, "—") ||
	       stk_starts(rest, "–"))
		rest += strlen("（");
	rest += strspn(rest, " ");
	*remark = rest;
	*remark_bytes = strlen(rest);
	if (stk_ends(rest, ")") || stk_ends(rest, "]"))
		*remark_bytes -= 1;
	else if (stk_ends(rest, "）") || stk_ends(rest, "】"))
		*remark_bytes -= strlen("）");
	return len;
}
