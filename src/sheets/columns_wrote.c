/* What our sheets say beside the columns: a line above the headings, and the notes on them. */
#include <string.h>

#include "columns.h"
#include "stocktake/base/str.h"
#include "stocktake/base/tr.h"
#include "stocktake/model/said.h"

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

const char *stk_page_banner(enum stk_page page)
{
	return stk_t(banners[page]);
}

static bool is_text(const struct stk_columns *columns, const char *ours, bool is_own_words,
		    const struct stk_str *form)
{
	struct stk_str said = STK_STR_INIT;
	bool same = false;

	for (size_t i = 0; ours && i < (is_own_words ? 1 : columns->tr_count) && !same; i++) {
		stk_str_reset(&said);
		stk_said_form(&said, stk_tr(columns->tr[i], ours));
		same = said.len == form->len && memcmp(said.data, form->data, said.len) == 0;
	}
	stk_str_release(&said);
	return same;
}

bool stk_columns_wrote(const struct stk_columns *columns, const char *text)
{
	struct stk_str form = STK_STR_INIT;
	bool ours = false;

	stk_said_form(&form, text);
	ours = is_text(columns, tick_note, false, &form);
	for (int page = 0; page < STK_PAGES && !ours; page++) {
		ours = is_text(columns, banners[page], false, &form);
		for (uint32_t i = 0; i < columns->count[page] && !ours; i++)
			ours = is_text(columns, columns->items[page][i].note,
				       columns->items[page][i].is_own_words, &form);
	}
	stk_str_release(&form);
	return ours;
}
