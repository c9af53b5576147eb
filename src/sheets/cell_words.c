/* What people write into a cell in place of a value. */
#include <string.h>
#include <strings.h>

#include "list_words.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"

static const char *const unknown_words[] = {
	"?",         "??",       "unknown", "don't know", "don’t know", "dont know", "do not know",
	"not known", "not sure", "no idea", "unsure",     "tbd",        "tbc",       "未知",
	"不详",      "不知道",   "不清楚",  "待定",       "不确定"};
static const char *const not_applicable_words[] = {
	"n/a", "na", "n.a.", "not applicable", "does not apply", "doesn't apply", "不适用", "无需"};
static const char *const ask_words[] = {"ask ", "please ask ", "better ask ", "请问", "问"};
static const char *const tick_words[] = {"x", "y",  "yes", "true", "1",  "✓",    "✔", "☑",
					 "✅", "√",  "是",  "有",   "对", "ok",   "v", "●",
					 "•", "on", "t",   "ja",   "si", "true."};
static const char *const cross_words[] = {"n",  "no",   "false", "0",   "✗",  "✘",    "✕", "❌",
					  "否", "没有", "无",    "off", "不", "none", "f"};
static const char *const fillers[] = {
	"and ", "also ", "sometimes ",    "the ", "plus ",  "maybe ", "a ",    "some ", "our ",
	"via ", "or ",   "occasionally ", "my ",  "often ", "和",     "以及 ", "有时",  "还有"};

static bool is_in(const char *const *list, size_t count, const char *text)
{
	struct stk_str folded = STK_STR_INIT;
	bool found = false;

	stk_text_fold(&folded, text, strlen(text));
	for (size_t i = 0; i < count && !found; i++)
		found = strcmp(list[i], folded.data) == 0;
	stk_str_release(&folded);
	return found;
}

bool stk_list_says_unknown(const char *text)
{
	return is_in(unknown_words, STK_COUNT(unknown_words), text);
}

bool stk_list_says_not_applicable(const char *text)
{
	return is_in(not_applicable_words, STK_COUNT(not_applicable_words), text);
}

/* Bytes of the beginning of text that is one of the words, in any case; 0 if none. */
static size_t begins_with(const char *const *list, size_t count, const char *text)
{
	for (size_t i = 0; i < count; i++)
		if (strncasecmp(list[i], text, strlen(list[i])) == 0)
			return strlen(list[i]);
	return 0;
}

const char *stk_list_says_ask(const char *text)
{
	size_t len = begins_with(ask_words, STK_COUNT(ask_words), text);

	if (!len)
		return NULL;
	text += len;
	text += strspn(text, " :");
	if (stk_starts(text, "："))
		text += strlen("：");
	return *text ? text : NULL;
}

int stk_list_tick(const char *text)
{
	if (is_in(tick_words, STK_COUNT(tick_words), text))
		return 1;
	return is_in(cross_words, STK_COUNT(cross_words), text) ? 0 : -1;
}

const char *stk_list_after_filler(const char *text)
{
	size_t len;

	while ((len = begins_with(fillers, STK_COUNT(fillers), text)) && text[len])
		text += len + strspn(text + len, " ");
	return text;
}
