#include "checks.h"

#include <stdlib.h>
#include <string.h>

#include "names.h"
#include "page.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/table.h"
#include "stocktake/base/tr.h"

static void add_failed(const struct stk_checks_page *all, struct stk_page *page)
{
	if (!all->failed_count)
		return;
	stk_page_head(page, stk_t("Checks that failed"));
	for (size_t i = 0; i < all->failed_count; i++)
		stk_page_pair(page, 2, 0, STK_RED, all->failed[i].check, all->failed[i].reason,
			      NULL);
}

void stk_checks_list_render(const struct stk_checks_page *all, bool json,
			    const struct stk_terminal *term, struct stk_str *out)
{
	struct stk_page page = {out, term};
	struct stk_str note = STK_STR_INIT;
	struct stk_table table;

	if (json) {
		stk_checks_list_json(all, out);
		return;
	}
	stk_table_init(&table, 4);
	stk_table_keep(&table, 0);
	stk_table_head(&table);
	stk_table_add(&table, stk_t("CHECK"));
	stk_table_add(&table, stk_t("SEVERITY"));
	stk_table_add(&table, stk_t("FINDS"));
	stk_table_add(&table, "");
	for (size_t i = 0; i < all->count; i++) {
		const struct stk_check_card *card = &all->cards[i];

		stk_table_add(&table, card->id);
		stk_table_add(&table,
			      card->off ? stk_t("off") : stk_tc("severity", card->severity));
		stk_table_add(&table, card->title);
		stk_str_reset(&note);
		stk_str_add(&note, card->builtin    ? stk_t("built in")
				   : card->replaces ? stk_t("own, replaces")
				   : card->own      ? stk_t("own")
						    : "");
		if (card->set)
			stk_str_add(&note, note.len ? stk_t(", set") : stk_t("set"));
		stk_table_add(&table, note.data);
	}
	stk_page_table(&page, &table, 0);
	stk_table_release(&table);
	stk_str_release(&note);
	add_failed(all, &page);
}

/* One line each of a text, indented, with a sign before it. */
static void add_lines(struct stk_page *page, size_t indent, enum stk_color color, const char *sign,
		      const char *text)
{
	while (text && *text) {
		size_t len = strcspn(text, "\n");
		char *line = stk_xasprintf("%s%.*s", sign, (int)len, text);

		if (len)
			stk_page_text(page, indent, color, line);
		free(line);
		text += len + (text[len] == '\n');
	}
}

/* A Lua long string: its lines are joined, blank lines part paragraphs. */
static void add_prose(struct stk_page *page, const char *text)
{
	struct stk_str prose = STK_STR_INIT;

	for (; text && *text; text++) {
		if (*text != '\n')
			stk_str_addc(&prose, *text);
		else if (text[1] == '\n')
			stk_str_add(&prose, stk_str_ends(&prose, "\n") ? "" : "\n\n");
		else if (prose.len && !stk_str_ends(&prose, "\n"))
			stk_str_addc(&prose, ' ');
	}
	stk_page_text(page, 2, STK_PLAIN, prose.data);
	stk_str_release(&prose);
}

void stk_checks_show_render(const struct stk_checks_page *all, bool json,
			    const struct stk_terminal *term, struct stk_str *out)
{
	const struct stk_check_card *card = &all->cards[0];
	struct stk_page page = {out, term};
	struct stk_str text = STK_STR_INIT;

	if (json) {
		stk_checks_show_json(all, out);
		return;
	}
	stk_page_text(&page, 0, STK_BOLD, card->title);
	stk_str_addf(&text, stk_t("%s, %s, %s, %s"), card->id, stk_tc("about", card->about),
		     stk_tc("severity", card->severity),
		     card->replaces  ? stk_t("the inventory's own, in place of the shipped one")
		     : card->own     ? stk_t("the inventory's own")
		     : card->builtin ? stk_t("built in")
				     : stk_t("shipped"));
	if (card->off || card->set)
		stk_str_add(&text, card->off ? stk_t("; off in this inventory")
					     : stk_t("; its severity is this inventory's"));
	stk_page_text(&page, 0, STK_DIM, text.data);
	if (card->own)
		stk_page_text(&page, 0, STK_DIM, card->file);
	stk_page_head(&page, stk_t("Why it matters"));
	add_prose(&page, card->explain);
	stk_page_head(&page, stk_t("What to do"));
	add_prose(&page, card->remedy);
	if (all->example_count)
		stk_page_head(&page, stk_t("Examples"));
	for (size_t i = 0; i < all->example_count; i++) {
		const char *finds = all->examples[i].expected;

		if (i)
			stk_page_gap(&page);
		stk_page_text(&page, 2, STK_PLAIN, all->examples[i].says);
		stk_page_verbatim(&page, 6, STK_DIM, all->examples[i].inventory);
		if (finds && *finds)
			add_lines(&page, 4, STK_YELLOW, stk_t("finds "), finds);
		else
			stk_page_text(&page, 4, STK_GREEN, stk_t("finds nothing"));
	}
	add_failed(all, &page);
	stk_str_release(&text);
}

static bool has_line(const char *lines, const char *line, size_t len)
{
	for (const char *at = lines; at && *at; at += strcspn(at, "\n"), at += *at == '\n')
		if (strcspn(at, "\n") == len && strncmp(at, line, len) == 0)
			return true;
	return false;
}

/* The line of `told` that begins with the address, else the address. */
static size_t in_words(const char *told, const char **address, size_t len)
{
	for (const char *at = told; at && *at; at += strcspn(at, "\n"), at += *at == '\n')
		if (strncmp(at, *address, len) == 0 && strncmp(at + len, ": ", 2) == 0) {
			*address = at;
			return strcspn(at, "\n");
		}
	return len;
}

/* The lines of one text that are not in the other; with what was told about them. */
static void add_missing(struct stk_page *page, enum stk_color color, const char *sign,
			const char *lines, const char *other, const char *told)
{
	while (lines && *lines) {
		size_t len = strcspn(lines, "\n");

		if (len && !has_line(other, lines, len)) {
			const char *words = lines;
			size_t words_len = in_words(told, &words, len);
			char *line = stk_xasprintf("%s%.*s", sign, (int)words_len, words);

			stk_page_text(page, 4, color, line);
			free(line);
		}
		lines += len + (lines[len] == '\n');
	}
}

static void add_example(const struct stk_example_card *card, struct stk_page *page)
{
	size_t before = page->out->len;

	stk_page_pair(page, 0, 0, STK_RED, stk_t("FAIL"), card->check, NULL);
	stk_page_text(page, 2, STK_PLAIN, card->says ? card->says : card->file);
	if (card->reason && *card->reason) {
		stk_page_text(page, 4, STK_RED, card->reason);
		return;
	}
	before = page->out->len;
	add_missing(page, STK_GREEN, stk_t("should be found, and was not: "), card->expected,
		    card->found, NULL);
	add_missing(page, STK_RED, stk_t("found, and should not be: "), card->found, card->expected,
		    card->told);
	if (page->out->len != before)
		return;
	stk_page_text(page, 4, STK_YELLOW,
		      stk_t("found, but not as often as it should be; found is"));
	add_lines(page, 6, STK_YELLOW, "", card->told);
}

static bool has_example(const struct stk_checks_page *all, const char *check)
{
	for (size_t i = 0; i < all->example_count; i++)
		if (strcmp(all->examples[i].check, check) == 0)
			return true;
	return false;
}

void stk_checks_test_render(const struct stk_checks_page *all, bool json,
			    const struct stk_terminal *term, struct stk_str *out)
{
	struct stk_page page = {out, term};
	struct stk_str text = STK_STR_INIT;
	size_t failed = 0, checks = 0, untried = 0;

	if (json) {
		stk_checks_test_json(all, out);
		return;
	}
	for (size_t i = 0; i < all->example_count; i++) {
		if (!i || strcmp(all->examples[i].check, all->examples[i - 1].check) != 0)
			checks++;
		if (all->examples[i].passed)
			continue;
		failed++;
		add_example(&all->examples[i], &page);
	}
	for (size_t i = 0; i < all->failed_count; i++)
		untried += !has_example(all, all->failed[i].check);
	add_failed(all, &page);
	stk_page_gap(&page);
	stk_name_count(&text, checks + untried, "check", "checks");
	stk_str_add(&text, stk_t(", "));
	stk_name_count(&text, all->example_count, "example", "examples");
	stk_str_add(&text, stk_t(": "));
	if (failed)
		stk_str_addf(&text, stk_t("%zu failed%s"), failed, untried ? stk_t(", ") : "");
	if (untried)
		stk_name_count(&text, untried, "check could not be tested",
			       "checks could not be tested");
	else if (!failed)
		stk_str_add(&text,
			    all->failed_count ? stk_t("not enough of them") : stk_t("all pass"));
	stk_str_add(&text, stk_t("."));
	stk_page_text(&page, 0, failed || all->failed_count ? STK_RED : STK_GREEN, text.data);
	stk_str_release(&text);
}
