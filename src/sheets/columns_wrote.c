/* What our sheets say beside the columns: the tabs' names, a line above the headings, and the notes
 * on them. */
#include <string.h>

#include "columns.h"
#include "unread.h"
#include "stocktake/base/str.h"
#include "stocktake/base/tr.h"
#include "stocktake/model/said.h"

#define LONGEST 2000 /* bytes; more we do not write */

static const char *const banners[STK_PAGES] = {
	STK_N("One tool a row; spreadsheets count. Correct what is wrong, add what is "
	      "missing at the bottom; an x is a tick. What you leave empty stays open."),
	STK_N("Only for who knows the details: the fields that a tool has. "
	      "Pasting the heading row of an export is enough."),
	STK_N("Only for who knows the details: what goes from one tool to "
	      "another, which way, how, and how often."),
	STK_N("What is still open. \"Don't know\" is a good answer; so is "
	      "who would know.")};

/* Of columns whose headings are somebody's own words. */
static const char tick_note[] = STK_N("Put an x here if it holds any of these.");

const char *stk_columns_tick_note(void)
{
	return stk_t(tick_note);
}

const char *stk_page_name(enum stk_page page)
{
	static const char *const names[STK_PAGES] = {STK_N("Platforms"), STK_N("Fields"),
						     STK_N("Integrations"), STK_N("Questions")};

	return stk_t(names[page]);
}

const char *stk_page_word(enum stk_page page)
{
	static const char *const words[STK_PAGES] = {"platforms", "fields", "integrations",
						     "questions"};

	return words[page];
}

const char *stk_page_banner(enum stk_page page)
{
	return stk_t(banners[page]);
}

static void keep(struct stk_columns *columns, const char *text, bool is_own_words)
{
	struct stk_str form = STK_STR_INIT;

	for (size_t i = 0; text && i < (is_own_words ? 1 : columns->tr_count); i++) {
		stk_str_reset(&form);
		stk_said_form(&form, stk_tr(columns->tr[i], text));
		stk_map_put(&columns->wrote, form.data, form.len, 1);
	}
	stk_str_release(&form);
}

void stk_columns_keep_wrote(struct stk_columns *columns)
{
	keep(columns, tick_note, false);
	keep(columns, stk_unread_note, false);
	for (int page = 0; page < STK_PAGES; page++) {
		keep(columns, banners[page], false);
		for (uint32_t i = 0; i < columns->count[page]; i++)
			keep(columns, columns->items[page][i].note,
			     columns->items[page][i].is_own_words);
	}
}

bool stk_columns_wrote(const struct stk_columns *columns, const char *text)
{
	struct stk_str form = STK_STR_INIT;
	bool ours;

	if (strlen(text) > LONGEST)
		return false;
	stk_said_form(&form, text);
	ours = form.len && stk_map_get(&columns->wrote, form.data, form.len, NULL);
	stk_str_release(&form);
	return ours;
}

static bool is_label(const struct stk_guide_words *words, const char *group,
		     const struct stk_str *form)
{
	struct stk_str ours = STK_STR_INIT;
	bool is = false;

	for (size_t i = 0; i < words->group_count && !is; i++)
		for (size_t l = 0; l < words->groups[i].label_count && !is; l++) {
			stk_str_reset(&ours);
			stk_said_form(&ours, words->groups[i].labels[l]);
			is = strcmp(words->groups[i].group, group) == 0 && form->len == ours.len &&
			     memcmp(form->data, ours.data, ours.len) == 0;
		}
	stk_str_release(&ours);
	return is;
}

bool stk_columns_wrote_group(const struct stk_columns *columns, const char *group,
			     const char *heading)
{
	struct stk_str form = STK_STR_INIT;
	bool is;

	stk_said_form(&form, heading);
	is = strcmp(form.data, group) == 0 || (form.len && is_label(columns->words, group, &form));
	stk_str_release(&form);
	return is;
}
