#include "command_words.h"

#include <string.h>

#include "stocktake/base/mem.h"

/* Longer ones first; the name of a person may follow without a blank. */
static const struct {
	const char *word, *command;
	bool takes_text;
} words[] = {
	{"？", ":?", false},        {"跳过", ":skip", false}, {"不知道", ":skip", false},
	{"不适用", ":na", false},   {"问一下", ":ask", true}, {"问", ":ask", true},
	{"转给", ":ask", true},     {"返回", ":back", false}, {"上一题", ":back", false},
	{"上一步", ":back", false}, {"清单", ":list", false}, {"列表", ":list", false},
	{"帮助", ":help", false},   {"退出", ":quit", false}, {"结束", ":quit", false},
	{"编辑", ":edit", false},   {"备注", ":note", true},  {"记一下", ":note", true},
	{"撤销", ":undo", false},   {"撤回", ":undo", false},
};

void stk_command_in_english(struct stk_str *text)
{
	const char *wide = "：";
	size_t at;

	if (stk_starts(text->data, wide))
		stk_str_splice(text, 0, strlen(wide), ":", 1);
	if (*text->data != ':')
		return;
	at = 1 + strspn(text->data + 1, " ");
	for (size_t i = 0; i < STK_COUNT(words); i++) {
		size_t bytes = strlen(words[i].word);
		const char *rest = text->data + at + bytes;

		if (!stk_starts(text->data + at, words[i].word))
			continue;
		if (*rest && !strchr(" \t", *rest)) {
			if (!words[i].takes_text)
				continue;
			stk_str_splice(text, at + bytes, 0, " ", 1);
		}
		stk_str_splice(text, 0, at + bytes, words[i].command, strlen(words[i].command));
		return;
	}
}
