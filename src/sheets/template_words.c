/* The first tab, in plain words, and the hidden last one. */
#include <string.h>

#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "stocktake/base/tr.h"
#include "stocktake/base/when.h"
#include "template_private.h"

static void line(struct stk_templating *templating, enum stk_look look, const char *text)
{
	struct stk_grid_tab *tab = &templating->grid->tabs[0];
	struct stk_grid_cell *cells = stk_grid_row(templating->grid, tab);

	cells[0].look = look;
	stk_grid_put(templating->grid, &cells[0], text);
}

static void linef(struct stk_templating *templating, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
static void linef(struct stk_templating *templating, const char *format, ...)
{
	struct stk_str text = STK_STR_INIT;
	va_list args;

	va_start(args, format);
	stk_str_addv(&text, format, args);
	va_end(args);
	line(templating, STK_LOOK_PROSE, text.data);
	stk_str_release(&text);
}

/* A tool is looked over in half a minute, a question answered in the same. */
static unsigned minutes(const struct stk_templating *templating)
{
	unsigned halves =
		(unsigned)templating->platform_count + (unsigned)templating->question_count;

	return 5 + halves / 2;
}

static void who_and_why(struct stk_templating *templating)
{
	const struct stk_inventory *inventory = templating->inventory;
	const char *goal = stk_text(inventory, inventory->root, STK_W_GOAL),
		   *name = stk_text(inventory, inventory->root, STK_W_NAME);
	const struct stk_entity *person =
		templating->options->who
			? stk_inventory_find(inventory, STK_STAKEHOLDER, templating->options->who)
			: NULL;

	line(templating, STK_LOOK_TITLE, name ? name : stk_t("Where is our data kept?"));
	line(templating, STK_LOOK_PROSE, NULL);
	if (person)
		linef(templating, stk_t("For %s"), stk_entity_name(inventory, person));
	else
		line(templating, STK_LOOK_PROSE, stk_t("Your name: "));
	line(templating, STK_LOOK_PROSE, NULL);
	line(templating, STK_LOOK_HEADING, stk_t("What this is for"));
	line(templating, STK_LOOK_PROSE,
	     goal ? goal : stk_t("Find out where our data is kept, so that we can report on it."));
	line(templating, STK_LOOK_PROSE,
	     stk_t("Without it we do not know how to do better: a number can be shown only if "
		   "its data is somewhere, and gets to where the reports are made. You know the "
		   "tools that you use; nobody else does."));
	line(templating, STK_LOOK_PROSE, NULL);
}

static void what_to_do(struct stk_templating *templating)
{
	const struct stk_template_options *options = templating->options;
	unsigned long about = minutes(templating);
	char due[11];

	stk_date_format(options->due, due);
	line(templating, STK_LOOK_HEADING, stk_t("What to do"));
	linef(templating,
	      stk_tn("It takes about %lu minute.", "It takes about %lu minutes.", about), about);
	linef(templating,
	      stk_t("1. Open the tab %s. Put an x under \"%s\" where a row is right, "
		    "correct what is wrong, and add the tools that are missing: your "
		    "own spreadsheets, notes and exports too."),
	      stk_page_name(STK_PAGE_PLATFORMS), stk_t("All right?"));
	linef(templating,
	      stk_t("2. Open the tab %s and answer what you can. \"Don't know\" is a good answer, "
		    "and so is the name of somebody who would know."),
	      stk_page_name(STK_PAGE_QUESTIONS));
	if (templating->question_left)
		linef(templating,
		      stk_tn("%zu smaller question is left for another time.",
			     "%zu smaller questions are left for another time.",
			     templating->question_left),
		      templating->question_left);
	linef(templating,
	      stk_t("3. The tabs %s and %s are for who wants to go deeper. Leave them "
		    "alone if you like."),
	      stk_page_name(STK_PAGE_FIELDS), stk_page_name(STK_PAGE_INTEGRATIONS));
	if (options->to)
		linef(templating, stk_t("4. Save it and send it back to %s by %s."), options->to,
		      due);
	else
		linef(templating,
		      stk_t("4. Save it and send it back to whoever sent it to you by %s."), due);
	line(templating, STK_LOOK_PROSE, NULL);
}

void stk_template_read_me(struct stk_templating *templating)
{
	struct stk_grid_tab *tab = &templating->grid->tabs[0];

	tab->prose = tab->protected = tab->portrait = true;
	tab->columns[0].look = STK_LOOK_PROSE;
	who_and_why(templating);
	what_to_do(templating);
	line(templating, STK_LOOK_HEADING, stk_t("An example"));
	line(templating, STK_LOOK_PROSE,
	     stk_t("Name: Events sheet. Category: spreadsheet. Owner: Mia Sol. Used by: Marketing. "
		   "An x under leads, contacts, First name, Work e-mail. Integrates with: events "
		   "sheet > hubspot leads by hand Mia weekly."));
	line(templating, STK_LOOK_PROSE, NULL);
	line(templating, STK_LOOK_HEADING, stk_t("Good to know"));
	line(templating, STK_LOOK_PROSE,
	     stk_t("Rows and columns may be moved, added and renamed; write notes wherever you "
		   "like. Nothing that you leave empty or delete is deleted with us, and where "
		   "two people say different things, both are heard. Your answers are kept with "
		   "your name."));
}

/* --- the hidden tab --------------------------------------------------------------------------- */

static void stamp(struct stk_templating *templating, const char *a, const char *b, const char *c,
		  const char *d)
{
	struct stk_grid_tab *tab = &templating->grid->tabs[templating->grid->count - 1];
	struct stk_grid_cell *cells = stk_grid_row(templating->grid, tab);

	stk_grid_put(templating->grid, &cells[0], a);
	stk_grid_put(templating->grid, &cells[1], b);
	stk_grid_put(templating->grid, &cells[2], c);
	stk_grid_put(templating->grid, &cells[3], d);
}

/* The row's own name in the hidden tab: its id, else what its first two cells say: the platform,
 * and the field or the system at the other end. */
static const char *row_name(struct stk_templating *templating, const struct stk_grid_tab *tab,
			    const struct stk_grid_row *row)
{
	if (tab->columns[0].hidden || row->count < 2)
		return row->cells[0].text ? row->cells[0].text : "";
	return stk_arena_printf(&templating->grid->arena, "%s/%s",
				row->cells[0].text ? row->cells[0].text : "",
				row->cells[1].text ? row->cells[1].text : "");
}

/* The first tab is words alone; the others are the pages, in their order. */
static void stamp_tab(struct stk_templating *templating, size_t index)
{
	const struct stk_grid_tab *tab = &templating->grid->tabs[index];
	const char *page = tab->prose ? "" : stk_page_word((enum stk_page)(index - 1));

	for (size_t i = 0; i < tab->count; i++) {
		const struct stk_grid_row *row = &tab->rows[i];
		bool above = tab->prose || i < tab->heading;
		const char *name = above ? "" : row_name(templating, tab, row);

		if (!tab->prose && i == tab->heading)
			continue;
		for (uint32_t k = 0; k < row->count; k++)
			if (row->cells[k].text && !(k == 0 && tab->columns[0].hidden))
				stamp(templating, above ? "" : page, name,
				      above ? ""
					    : stk_column_word(
						      &templating->columns->items[index - 1][k]),
				      row->cells[k].text);
	}
}

void stk_template_stamp(struct stk_templating *templating)
{
	size_t tabs = templating->grid->count;
	struct stk_grid_tab *tab = stk_grid_tab(templating->grid, STK_STAMP_TAB, 4);
	const struct stk_inventory *inventory = templating->inventory;
	const char *name = stk_text(inventory, inventory->root, STK_W_NAME);
	char today[11];

	stk_date_format(inventory->clock.today, today);
	tab->hidden = tab->protected = true;
	for (uint32_t i = 0; i < 4; i++) {
		tab->columns[i].width = 24;
		tab->columns[i].look = STK_LOOK_FIXED;
	}
	stamp(templating, "stocktake", STK_STAMP_VERSION, name ? name : "", today);
	stamp(templating, "for", templating->options->who ? templating->options->who : "", "", "");
	for (size_t i = 0; i < tabs; i++)
		stamp_tab(templating, i);
}
