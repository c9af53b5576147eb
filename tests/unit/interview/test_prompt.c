/* The prompter over a file of answers: which line goes to which prompt, commands, what is rejected.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "../tmp.h"
#include "prompt.h"

struct asked {
	struct stk_prompt *prompt;
	struct stk_str text;
	struct stk_err err;
};

static void begin(struct asked *asked, const char *answers)
{
	const struct stk_terminal term = {.width_cols = 80};
	FILE *file = fopen("answers", "w");

	assert_non_null(file);
	fputs(answers, file);
	fclose(file);
	/* Prompts go to stderr, which is not what is tested here. */
	assert_non_null(freopen("/dev/null", "w", stderr));
	*asked = (struct asked){.text = STK_STR_INIT};
	asked->prompt = stk_prompt_new("answers", false, &term, &asked->err);
	assert_non_null(asked->prompt);
}

static enum stk_reply ask(struct asked *asked, const char *address)
{
	return stk_prompt_ask(asked->prompt, address, "kind", "> ", &asked->text, &asked->err);
}

static void end(struct asked *asked)
{
	stk_prompt_free(asked->prompt);
	stk_str_release(&asked->text);
}

static void test_lines(void **state)
{
	struct asked asked;

	(void)state;
	begin(&asked, "# what Ana says\nhubspot, ga\n\n  trimmed  \r\n一 二\n");
	assert_int_equal(ask(&asked, "a"), STK_REPLY_TEXT);
	assert_string_equal(asked.text.data, "hubspot, ga");
	assert_int_equal(ask(&asked, "b"), STK_REPLY_ENTER);
	assert_int_equal(ask(&asked, "c"), STK_REPLY_TEXT);
	assert_string_equal(asked.text.data, "trimmed");
	assert_int_equal(ask(&asked, "d"), STK_REPLY_TEXT);
	assert_string_equal(asked.text.data, "一 二");
	assert_int_equal(ask(&asked, "e"), STK_REPLY_QUIT);
	assert_int_equal(stk_prompt_finish(asked.prompt, &asked.err), 0);
	end(&asked);
}

static void test_waiting(void **state)
{
	struct asked asked;

	(void)state;
	begin(&asked, "@platforms/x/fields = Name, Phone\n@kind=5\nlast\n");
	assert_int_equal(ask(&asked, "tools"), STK_REPLY_ENTER);
	assert_int_equal(ask(&asked, "platforms/x/fields"), STK_REPLY_TEXT);
	assert_string_equal(asked.text.data, "Name, Phone");
	assert_int_equal(ask(&asked, "anything"), STK_REPLY_TEXT); /* its second name is "kind" */
	assert_string_equal(asked.text.data, "5");
	assert_int_equal(ask(&asked, "z"), STK_REPLY_TEXT);
	end(&asked);
}

static void test_unused(void **state)
{
	struct asked asked;

	(void)state;
	begin(&asked, "one\n\n# only\ntwo\n");
	assert_int_equal(ask(&asked, "a"), STK_REPLY_TEXT);
	assert_int_equal(stk_prompt_finish(asked.prompt, &asked.err), -1);
	assert_int_equal(asked.err.code, STK_EUSAGE);
	assert_int_equal(asked.err.line, 4);
	assert_string_equal(asked.err.file, "answers");
	end(&asked);
	begin(&asked, "one\n\n\n# no answer\n");
	assert_int_equal(ask(&asked, "a"), STK_REPLY_TEXT);
	assert_int_equal(stk_prompt_finish(asked.prompt, &asked.err),
			 0); /* Enter too many harms nobody */
	end(&asked);
}

static void test_commands(void **state)
{
	static const enum stk_reply expected[] = {STK_REPLY_EXPLAIN, STK_REPLY_SKIP, STK_REPLY_NA,
						  STK_REPLY_BACK,    STK_REPLY_LIST, STK_REPLY_HELP,
						  STK_REPLY_QUIT};
	struct asked asked;

	(void)state;
	begin(&asked, "?\n:skip\n:na\n:back\n:list\n:help\n:quit\n:ask Mia Sol\n? what\n:ask\n");
	for (size_t i = 0; i < sizeof expected / sizeof *expected; i++)
		assert_int_equal(ask(&asked, "a"), expected[i]);
	assert_int_equal(ask(&asked, "a"), STK_REPLY_ASK);
	assert_string_equal(asked.text.data, "Mia Sol");
	assert_int_equal(ask(&asked, "a"),
			 STK_REPLY_TEXT); /* a question mark with words is an answer */
	assert_int_equal(ask(&asked, "a"), STK_REPLY_FAILED);
	assert_int_equal(asked.err.line, 10);
	end(&asked);
}

static void test_reject(void **state)
{
	struct asked asked;

	(void)state;
	begin(&asked, "fine\nwrong\n:nonsense\n");
	assert_int_equal(ask(&asked, "a"), STK_REPLY_TEXT);
	assert_int_equal(ask(&asked, "b"), STK_REPLY_TEXT);
	assert_int_equal(stk_prompt_reject(asked.prompt, "no such thing", &asked.err), -1);
	assert_int_equal(asked.err.line, 2);
	assert_string_equal(asked.err.message, "no such thing");
	assert_int_equal(ask(&asked, "c"), STK_REPLY_FAILED);
	assert_int_equal(asked.err.line, 3);
	end(&asked);
}

static void test_not_text(void **state)
{
	const struct stk_terminal term = {.width_cols = 80};
	struct stk_err err;
	FILE *file = fopen("answers", "w");

	(void)state;
	fputs("ok\n\xff\xfe\n", file);
	fclose(file);
	assert_null(stk_prompt_new("answers", false, &term, &err));
	assert_int_equal(err.code, STK_EUSAGE);
	assert_null(stk_prompt_new("not-there", false, &term, &err));
	assert_null(
		stk_prompt_new(NULL, false, &term, &err)); /* no terminal, no answers: no prompt */
	assert_int_equal(err.code, STK_EUSAGE);
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, tmp_enter, tmp_leave)
	const struct CMUnitTest tests[] = {
		TEST(test_lines),    TEST(test_waiting), TEST(test_unused),
		TEST(test_commands), TEST(test_reject),  TEST(test_not_text),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
