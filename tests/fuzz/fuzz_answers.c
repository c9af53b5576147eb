/* Answer lines: any bytes, read by every parser. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "../../src/interview/lines_private.h"
#include "stocktake/base/mem.h"

static bool is_name(void *data, enum stk_line_name what, const char *text)
{
	(void)data;
	return strlen(text) % 5 == (size_t)what;
}

static void check_pick(const struct stk_lines *lines, const struct stk_pick *pick)
{
	if (pick->number > lines->numbers || (pick->name && pick->number))
		abort();
}

static void read_all(struct stk_lines *lines, const char *text)
{
	struct stk_line_holds *holds;
	struct stk_line_link *links;
	struct stk_line_shows *shows;
	struct stk_line_patchy *patchy;
	struct stk_line_number *numbers;
	struct stk_line_reply *replies;
	struct stk_line_people *people;
	struct stk_line_person *persons;
	struct stk_line_groups groups = {.count = 0};
	struct stk_line_link about;
	struct stk_pick *picks;
	const char **names, *who;
	size_t n;

	n = stk_lines_names(lines, text, &names);
	for (size_t i = 0; i < n; i++)
		if (!*names[i])
			abort();
	n = stk_lines_headings(lines, text, &names);
	for (size_t i = 0; i < n; i++)
		if (!*names[i] || strpbrk(names[i], "\r\n"))
			abort();
	n = stk_lines_picks(lines, text, &picks);
	for (size_t i = 0; i < n; i++)
		check_pick(lines, &picks[i]);
	n = stk_lines_holds(lines, text, &holds);
	for (size_t i = 0; i < n; i++)
		check_pick(lines, &holds[i].of);
	n = stk_lines_links(lines, text, &links);
	for (size_t i = 0; i < n; i++) {
		check_pick(lines, &links[i].from);
		check_pick(lines, &links[i].to);
		if (!links[i].from.number && !links[i].from.name)
			abort();
	}
	n = stk_lines_shows(lines, text, &shows);
	for (size_t i = 0; i < n; i++)
		check_pick(lines, &shows[i].what);
	n = stk_lines_patchy(lines, text, &patchy);
	for (size_t i = 0; i < n; i++)
		check_pick(lines, &patchy[i].of);
	stk_lines_numbers(lines, text, &numbers);
	n = stk_lines_replies(lines, text, &replies);
	for (size_t i = 0; i < n; i++)
		if (!replies[i].number || replies[i].number > lines->numbers)
			abort();
	stk_lines_people(lines, text, &people);
	n = stk_lines_referrals(lines, text, &persons);
	for (size_t i = 0; i < n; i++)
		if (!*persons[i].name)
			abort();
	stk_lines_about_link(lines, text, &about);
	who = stk_lines_ask(lines, text);
	if (who && !*who)
		abort();
	stk_lines_groups_in(lines->words, text, &groups);
	stk_lines_says_links(lines, text);
	if (strlen(stk_line_without_tail(lines, text)) > strlen(text))
		abort();
	if (stk_line_loose(lines, text, &names, &n))
		for (size_t i = 0; i < n; i++)
			if (!*names[i] || !is_name(NULL, STK_LINE_PLATFORM, names[i]))
				abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size_bytes);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size_bytes)
{
	/* Read once: the files are long. */
	static struct stk_guide_words *languages[2];
	struct stk_arena arena = STK_ARENA_INIT;
	struct stk_err err;
	struct stk_lines lines = {.numbers = 9, .arena = &arena, .unknown = STK_STR_INIT};
	char *text;

	if (size_bytes > 4096)
		return 0;
	for (size_t i = 0; i < 2 && !languages[i]; i++) {
		languages[i] = stk_guide_words_load(NULL, i ? "zh_CN" : "en", &err);
		if (!languages[i])
			abort();
	}
	text = stk_xstrndup((const char *)data, size_bytes);
	lines.words = languages[size_bytes / 2 % 2];
	lines.is_name = size_bytes % 2 ? is_name : NULL;
	read_all(&lines, text);
	free(text);
	stk_str_release(&lines.unknown);
	stk_arena_release(&arena);
	return 0;
}
