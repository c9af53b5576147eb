/*
 * The words that answer a question before they say anything of its subject: yes, no, none, don't
 * know, does not apply, ask Ben, every week, by hand. Typed in an interview or written into a cell,
 * in every language that ships: both understand the same, for both ask here.
 *
 * The words themselves stand in the guides (`flows`, see guide.h); here is what a form has beside
 * them: ticks and crosses, "?", a dash. A remark may stand behind a word: "x (only EU)", "don't
 * know, ask Ben", "是，但只有欧洲". It is never lost: whoever asks gets it.
 */
#ifndef STOCKTAKE_MODEL_SAID_ANSWER_H
#define STOCKTAKE_MODEL_SAID_ANSWER_H

#include "stocktake/model/guide.h"

enum stk_saying {
	STK_SAYING_TEXT, /* none of these: it is about the subject */
	STK_SAYING_NOTHING,
	STK_SAYING_YES,
	STK_SAYING_NO, /* no, and none: which of them, the question says */
	STK_SAYING_UNKNOWN,
	STK_SAYING_NOT_APPLICABLE,
	STK_SAYING_ASK
};

struct stk_said_answer {
	enum stk_saying saying;
	const char *whom; /* ASK: where the name begins, in the text; NULL */
	size_t whom_bytes;
	const char *remark; /* what stands behind it, brackets and marks taken off; NULL: nothing */
	size_t remark_bytes;
};

/* How words and names are told apart. */
struct stk_said_words {
	const struct stk_guide_words *words;
	/* True if that is surely somebody's name: "问李伟" asks Li Wei, "问卷星" is a tool. NULL:
	 * nobody is known. */
	bool (*is_person)(void *data, const char *name);
	void *data;
};

/* What a text says, with the remark behind it. `loose`: a remark may follow without any mark ("x
 * only EU"), where nothing but such an answer is expected. */
void stk_said_answer(const struct stk_said_words *words, const char *text, bool loose,
		     struct stk_said_answer *answer);
/* What it says where nothing stands behind it. */
enum stk_saying stk_said_plainly(const struct stk_guide_words *words, const char *text);
/* "don't know", "?", "不知道"; "n/a", "不适用"; "no", "none", "没有". All of the text. */
bool stk_said_unknown(const struct stk_guide_words *words, const char *text);
bool stk_said_not_applicable(const struct stk_guide_words *words, const char *text);
bool stk_said_no(const struct stk_guide_words *words, const char *text);
/* 1: a tick (x, yes, TRUE, 是, ✓); 0: its opposite; -1: other text. */
int stk_said_tick(const struct stk_guide_words *words, const char *text);
/* "ask mia", "问李伟": where the name begins, in the text; NULL. */
const char *stk_said_ask(const struct stk_said_words *words, const char *text);
/* "every week", "每周", "on demand", "实时": minutes as in base/when.h; STK_EVERY_NONE. */
int64_t stk_said_every(const struct stk_guide_words *words, const char *text);
/* How data goes, as the file has it ("manual", "api"), for "by hand", "接口"; NULL. */
const char *stk_said_method(const struct stk_guide_words *words, const char *text);
/* Bytes of a word for such a way that is written without blanks, at the beginning; 0: none. What is
 * done by hand is not among them: see the guides. */
size_t stk_said_method_begins(const char *text);
/* What stands before a name without meaning anything: "and sometimes the"; points into text. */
const char *stk_said_after_filler(const struct stk_guide_words *words, const char *text);

#endif
