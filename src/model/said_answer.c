#include "stocktake/model/said_answer.h"

#include <string.h>
#include <strings.h>

#include "stocktake/base/mem.h"
#include "stocktake/base/str.h"
#include "stocktake/base/text.h"
#include "stocktake/base/when.h"

/* What only a form has; the words stand in the guides. */
static const char *const ticks[] = {"x", "✓", "✔", "☑", "✅", "√",  "●",
				    "•", "v", "1", "t", "*", "on", "true"};
static const char *const crosses[] = {"✗", "✘", "✕", "❌", "☐", "0", "f", "off", "false"};
static const char *const questions[] = {"?", "??", "???", "？", "？？"};
static const char *const dashes[] = {"-", "--", "—", "——", "–", "...", "…", "/"};
static const char *const fillers[] = {"also ", "sometimes ", "the ", "plus ", "maybe ",
				      "a ",    "some ",      "our ", "or ",   "occasionally ",
				      "my ",   "often ",     "有时"};

/* How it goes, in words that people use; beside those that the files use themselves. */
static const struct {
	const char *word, *method;
} methods[] = {
	{"native", "native"},   {"built-in", "native"},  {"api", "api"},
	{"webhook", "webhook"}, {"webhooks", "webhook"}, {"etl", "etl"},
	{"file", "file"},       {"csv", "file"},         {"export", "file"},
	{"manual", "manual"},   {"manually", "manual"},  {"typed", "manual"},
	{"view", "view"},       {"shown", "view"},       {"接口", "api"},
	{"文件", "file"},       {"导出", "file"},        {"原生", "native"},
	{"接口对接", "api"},    {"自带", "native"},      {"自带对接", "native"},
	{"原生对接", "native"}, {"文件导入", "file"},    {"导出文件", "file"},
	{"回调", "webhook"},    {"嵌入", "view"},        {"只看", "view"},
};

static bool is_in(const char *const *list, size_t count, const char *text)
{
	struct stk_str folded = STK_STR_INIT;
	bool found = false;

	if (strlen(text) < 16) {
		stk_text_fold(&folded, text, strlen(text));
		for (size_t i = 0; i < count && !found; i++)
			found = strcmp(list[i], folded.data) == 0;
	}
	stk_str_release(&folded);
	return found;
}

/* --- all of a text ------------------------------------------------------------------------------
 */

bool stk_said_unknown(const struct stk_guide_words *words, const char *text)
{
	return is_in(questions, STK_COUNT(questions), text) ||
	       stk_guide_words_is(words, STK_FLOW_UNKNOWN, text);
}

bool stk_said_not_applicable(const struct stk_guide_words *words, const char *text)
{
	return stk_guide_words_is(words, STK_FLOW_NOT_APPLICABLE, text);
}

bool stk_said_no(const struct stk_guide_words *words, const char *text)
{
	return stk_guide_words_is(words, STK_FLOW_NONE, text) ||
	       stk_guide_words_is(words, STK_FLOW_NO, text);
}

int stk_said_tick(const struct stk_guide_words *words, const char *text)
{
	if (is_in(ticks, STK_COUNT(ticks), text) || stk_guide_words_is(words, STK_FLOW_YES, text))
		return 1;
	return is_in(crosses, STK_COUNT(crosses), text) || stk_said_no(words, text) ? 0 : -1;
}

enum stk_saying stk_said_plainly(const struct stk_guide_words *words, const char *text)
{
	int tick;

	if (!*text || is_in(dashes, STK_COUNT(dashes), text))
		return STK_SAYING_NOTHING;
	if (stk_said_unknown(words, text))
		return STK_SAYING_UNKNOWN;
	if (stk_said_not_applicable(words, text))
		return STK_SAYING_NOT_APPLICABLE;
	tick = stk_said_tick(words, text);
	return tick == 1 ? STK_SAYING_YES : tick == 0 ? STK_SAYING_NO : STK_SAYING_TEXT;
}

/* --- whom to ask --------------------------------------------------------------------------------
 */

/* Bytes of "ask" and of what parts it from the name; 0: it does not begin so. */
static size_t ask_bytes(const struct stk_guide_words *words, const char *text, bool *parted)
{
	size_t n = stk_guide_words_glued(words, STK_FLOW_ASK, text), word;
	char head[32];

	if (!n)
		n = stk_guide_words_begins(words, STK_FLOW_ASK, text);
	word = strcspn(text, ":");
	if (!n && text[word] && word < sizeof head) { /* "ask: Ben" */
		memcpy(head, text, word);
		head[word] = '\0';
		n = stk_guide_words_is(words, STK_FLOW_ASK, head) ? word : 0;
	}
	word = n;
	if (n && text[n] == ':')
		n++;
	else if (n && stk_starts(text + n, "："))
		n += strlen("：");
	if (n)
		n += strspn(text + n, " \t");
	*parted = n > word;
	return n;
}

const char *stk_said_ask(const struct stk_said_words *words, const char *text)
{
	bool parted;
	size_t n = ask_bytes(words->words, text, &parted);
	const char *who = text + n;

	if (!n || !*who || strpbrk(who, ",;\t\n") || strstr(who, "  "))
		return NULL;
	if (!parted && (!words->is_person || !words->is_person(words->data, who)))
		return NULL;
	return who;
}

/* --- with a remark behind it --------------------------------------------------------------------
 */

/* Bytes of what parts an answer from a remark at text; 0: nothing does. */
static size_t mark_bytes(const char *text)
{
	static const char *const wide[] = {"，", "。", "；", "：", "（", "【",
					   "—",  "–",  "！", "、", "－"};

	if (strchr("\n\r;([!", *text) && *text)
		return 1;
	if (*text && strchr(",:.", *text) && (!text[1] || strchr(" \t\n", text[1])))
		return 1;
	if (*text == '-' && (text[1] == ' ' || text[1] == '-'))
		return 1;
	for (size_t i = 0; i < STK_COUNT(wide); i++)
		if (stk_starts(text, wide[i]))
			return strlen(wide[i]);
	return 0;
}

static size_t blank_bytes(const char *text)
{
	if (*text && strchr(" \t\r\n", *text))
		return 1;
	return stk_starts(text, "\xc2\xa0") ? 2 : stk_starts(text, "\xe3\x80\x80") ? 3 : 0;
}

/* Marks and blanks at both ends go, and brackets where they close what they open. */
static void set_remark(struct stk_said_answer *answer, const char *text)
{
	static const char *const buts[] = {"but ", "however, ", "但是", "但", "不过"};
	static const char *const closing[] = {"）", "】"};
	bool opened = false;
	size_t len, n;

	while ((n = blank_bytes(text)) || (n = mark_bytes(text))) {
		opened |= *text == '(' || *text == '[' || stk_starts(text, "（") ||
			  stk_starts(text, "【");
		text += n;
	}
	for (size_t i = 0; i < STK_COUNT(buts); i++) /* "x, but only EU" */
		if (strncasecmp(text, buts[i], strlen(buts[i])) == 0) {
			text += strlen(buts[i]);
			break;
		}
	len = strlen(text);
	while (len && strchr(" \t\r\n", text[len - 1]))
		len--;
	if (opened && len && (text[len - 1] == ')' || text[len - 1] == ']'))
		len--;
	for (size_t i = 0; i < STK_COUNT(closing) && opened; i++)
		if (len >= 3 && memcmp(text + len - 3, closing[i], 3) == 0) {
			len -= 3;
			break;
		}
	if (len) {
		answer->remark = text;
		answer->remark_bytes = len;
	}
}

/* Where the beginning of the text, up to `len`, is an answer by itself. */
static enum stk_saying beginning(const struct stk_guide_words *words, const char *text, size_t len)
{
	char head[64];

	while (len && strchr(" \t", text[len - 1]))
		len--;
	if (!len || len >= sizeof head)
		return STK_SAYING_TEXT;
	memcpy(head, text, len);
	head[len] = '\0';
	return stk_said_plainly(words, head);
}

/* "ask Ben Adeyemi (he set it up)": the name ends where a mark stands. */
static bool read_ask(const struct stk_said_words *words, const char *text,
		     struct stk_said_answer *answer)
{
	bool parted;
	size_t n = ask_bytes(words->words, text, &parted), len = 0;
	const char *who = text + n;
	struct stk_str name = STK_STR_INIT;

	if (!n)
		return false;
	while (who[len] && !mark_bytes(who + len))
		len++;
	while (len && strchr(" \t", who[len - 1]))
		len--;
	stk_str_addn(&name, who, len);
	if (!parted && len && words->is_person && words->is_person(words->data, name.data))
		parted = true;
	stk_str_release(&name);
	if (!parted || !len)
		return false;
	answer->saying = STK_SAYING_ASK;
	answer->whom = who;
	answer->whom_bytes = len;
	set_remark(answer, who + len);
	return true;
}

/* "不知道，问李伟": who is to be asked says more than that it is not known. */
static void look_for_ask(const struct stk_said_words *words, struct stk_said_answer *answer)
{
	struct stk_said_answer inner = {.saying = STK_SAYING_TEXT};

	if (answer->saying == STK_SAYING_UNKNOWN && answer->remark &&
	    read_ask(words, answer->remark, &inner))
		*answer = inner;
}

void stk_said_answer(const struct stk_said_words *words, const char *text, bool loose,
		     struct stk_said_answer *answer)
{
	size_t n;

	*answer = (struct stk_said_answer){.saying = stk_said_plainly(words->words, text)};
	if (answer->saying != STK_SAYING_TEXT || read_ask(words, text, answer))
		return;
	for (size_t at = 0; at < 64 && text[at]; at++) {
		bool blank = blank_bytes(text + at) && !mark_bytes(text + at);
		enum stk_saying saying;

		n = mark_bytes(text + at);
		if (!at || (!n && !(blank && loose)))
			continue;
		saying = beginning(words->words, text, at);
		/* "no leads", "- leads" are sentences; "x only EU" is not. */
		if (saying == STK_SAYING_TEXT || saying == STK_SAYING_NOTHING ||
		    (!n && saying == STK_SAYING_NO))
			continue;
		answer->saying = saying;
		set_remark(answer, text + at);
		if (answer->remark || n)
			break;
		answer->saying = STK_SAYING_TEXT;
	}
	look_for_ask(words, answer);
}

/* --- how often, and how -------------------------------------------------------------------------
 */

int64_t stk_said_every(const struct stk_guide_words *words, const char *text)
{
	int64_t minutes;
	size_t n;

	if (stk_guide_words_is(words, STK_FLOW_ON_DEMAND, text))
		return STK_EVERY_ON_DEMAND;
	if (stk_guide_words_is(words, STK_FLOW_REAL_TIME, text))
		return 0;
	minutes = stk_every_parse(text);
	n = minutes == STK_EVERY_NONE ? stk_guide_words_begins(words, STK_FLOW_EVERY, text) : 0;
	if (n && text[n])
		minutes = stk_every_parse(text + n + strspn(text + n, " "));
	return minutes;
}

const char *stk_said_method(const struct stk_guide_words *words, const char *text)
{
	for (size_t i = 0; i < STK_COUNT(methods); i++)
		if (stk_text_same(text, methods[i].word))
			return methods[i].method;
	return stk_guide_words_is(words, STK_FLOW_BY_HAND, text) ? "manual" : NULL;
}

size_t stk_said_method_begins(const char *text)
{
	size_t longest = 0;

	for (size_t i = 0; i < STK_COUNT(methods); i++)
		if ((unsigned char)*methods[i].word >= 0x80 && strlen(methods[i].word) > longest &&
		    stk_starts(text, methods[i].word))
			longest = strlen(methods[i].word);
	return longest;
}

/* Bytes of one filler at the beginning; 0: none. */
static size_t filler_bytes(const struct stk_guide_words *words, const char *text)
{
	size_t n = stk_guide_words_glued(words, STK_FLOW_AND, text);

	/* 跟 and 与 begin other words as well: 跟踪. */
	if (n > strlen("和") || (n && stk_starts(text, "和")))
		return n;
	for (size_t i = 0; i < STK_COUNT(fillers); i++)
		if (strncasecmp(text, fillers[i], strlen(fillers[i])) == 0)
			return strlen(fillers[i]);
	n = stk_guide_words_begins(words, STK_FLOW_AND, text);
	if (!n)
		n = stk_guide_words_begins(words, STK_FLOW_VIA, text);
	return n && text[n] == ' ' ? n + 1 : 0;
}

const char *stk_said_after_filler(const struct stk_guide_words *words, const char *text)
{
	size_t n;

	while ((n = filler_bytes(words, text)) && text[n])
		text += n + strspn(text + n, " ");
	return text;
}
