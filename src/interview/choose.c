#include "stocktake/interview/choose.h"

#include <stdlib.h>
#include <string.h>

#include "prompt.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "stocktake/base/tr.h"

struct stk_chooser {
	struct stk_prompt *prompt;
};

struct stk_chooser *stk_chooser_new(const char *answers, bool interactive,
				    const struct stk_terminal *term, struct stk_err *err)
{
	struct stk_prompt *prompt = stk_prompt_new(answers, interactive, term, err);
	struct stk_chooser *chooser = prompt ? stk_xcalloc(1, sizeof *chooser) : NULL;

	if (chooser) {
		chooser->prompt = prompt;
		stk_prompt_set_unsaved(prompt);
	}
	return chooser;
}

void stk_chooser_free(struct stk_chooser *chooser)
{
	if (!chooser)
		return;
	stk_prompt_free(chooser->prompt);
	free(chooser);
}

/* The only choice that begins with what was typed, in any case. */
static int begins_one(const char *text, const char *const *choices, size_t count)
{
	struct stk_str typed = STK_STR_INIT, choice = STK_STR_INIT;
	int found = STK_CHOOSE_FAILED;
	size_t hits = 0;

	stk_text_fold(&typed, text, strlen(text));
	for (size_t i = 0; i < count && typed.len; i++) {
		stk_str_reset(&choice);
		stk_text_fold(&choice, choices[i], strlen(choices[i]));
		if (!stk_starts(choice.data, typed.data))
			continue;
		found = (int)i;
		hits++;
	}
	stk_str_release(&typed);
	stk_str_release(&choice);
	return hits == 1 ? found : STK_CHOOSE_FAILED;
}

/* The number or word that was typed; STK_CHOOSE_FAILED where it is none of them. */
static int read_choice(const char *text, const char *const *choices, size_t count, bool has_none)
{
	char *end;
	unsigned long number = strtoul(text, &end, 10);

	if (end != text && !*end && number <= count && (number || has_none))
		return number ? (int)number - 1 : STK_CHOOSE_NONE;
	for (size_t i = 0; i < count; i++)
		if (stk_text_same(choices[i], text))
			return (int)i;
	return begins_one(text, choices, count);
}

static int interrupted(struct stk_err *err)
{
	stk_err_set(err, STK_EINTERRUPT, "interrupted");
	return STK_CHOOSE_FAILED;
}

int stk_chooser_choose(struct stk_chooser *chooser, const char *address, const char *question,
		       const char *const *choices, size_t count, const char *none,
		       struct stk_err *err)
{
	struct stk_str text = STK_STR_INIT;
	int chosen = STK_CHOOSE_FAILED;
	bool again = true;

	stk_prompt_say(chooser->prompt, STK_PLAIN, 0, "%s", question);
	for (size_t i = 0; i < count; i++)
		stk_prompt_say(chooser->prompt, STK_PLAIN, 6, "  %zu  %s", i + 1, choices[i]);
	if (none)
		stk_prompt_say(chooser->prompt, STK_PLAIN, 6, "  0  %s", none);
	while (again) {
		enum stk_reply reply;

		stk_str_reset(&text);
		reply = stk_prompt_ask(chooser->prompt, address, NULL, "  > ", &text, err);
		again = false;
		if (reply == STK_REPLY_INTERRUPT) {
			chosen = interrupted(err);
		} else if (reply == STK_REPLY_TEXT) {
			chosen = read_choice(text.data, choices, count, none != NULL);
			if (chosen == STK_CHOOSE_FAILED)
				again = stk_prompt_reject(
						chooser->prompt,
						stk_t("One of the numbers, please; Enter leaves it "
						      "open."),
						err) == 0;
		} else if (reply == STK_REPLY_EXPLAIN || reply == STK_REPLY_HELP ||
			   reply == STK_REPLY_LIST) {
			stk_prompt_say(chooser->prompt, STK_PLAIN, 2,
				       "  A number chooses; Enter leaves it open.");
			again = true;
		} else if (reply != STK_REPLY_FAILED) {
			chosen = STK_CHOOSE_UNSURE;
		}
	}
	stk_str_release(&text);
	return chosen;
}

int stk_chooser_line(struct stk_chooser *chooser, const char *address, const char *question,
		     struct stk_str *out, struct stk_err *err)
{
	enum stk_reply reply;

	stk_prompt_say(chooser->prompt, STK_PLAIN, 0, "%s", question);
	stk_str_reset(out);
	reply = stk_prompt_ask(chooser->prompt, address, NULL, "  > ", out, err);
	if (reply == STK_REPLY_INTERRUPT)
		interrupted(err);
	if (reply != STK_REPLY_TEXT)
		stk_str_reset(out);
	return reply == STK_REPLY_FAILED || reply == STK_REPLY_INTERRUPT ? -1 : 0;
}

int stk_chooser_finish(struct stk_chooser *chooser, struct stk_err *err)
{
	return stk_prompt_finish(chooser->prompt, err);
}
