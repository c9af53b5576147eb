#include "stocktake/report/agenda.h"

#include <stdlib.h>
#include <string.h>

#include "bundle.h"
#include "coverage.h"
#include "markdown.h"
#include "metrics.h"
#include "names.h"
#include "page.h"
#include "plain.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/tr.h"
#include "stocktake/model/catalogue.h"
#include "stocktake/model/task.h"

#define MAX_METRICS  3 /* that are named as examples of what cannot be computed */
#define MAX_STEPS    12
#define MAX_PRODUCTS 3 /* examples of a category */

/* One document in two forms: a page of a terminal, or Markdown. */
struct sheet {
	const struct stk_agenda *agenda;
	const struct stk_inventory *inventory;
	bool markdown;
	struct stk_page page;
	struct stk_str *out;
	int part;
};

static void head(struct sheet *sheet, const char *title)
{
	struct stk_str text = STK_STR_INIT;

	stk_str_addf(&text, "%d. %s", ++sheet->part, title);
	if (sheet->markdown)
		stk_md_head(sheet->out, 2, text.data);
	else
		stk_page_head(&sheet->page, text.data);
	stk_str_release(&text);
}

static void paragraph(struct sheet *sheet, const char *text)
{
	if (sheet->markdown) {
		stk_md_gap(sheet->out);
		stk_md_prose(sheet->out, text);
		stk_str_add(sheet->out, "\n\n");
	} else {
		stk_page_text(&sheet->page, 3, STK_PLAIN, text);
	}
}

static void item(struct sheet *sheet, const char *text)
{
	if (sheet->markdown) {
		stk_str_add(sheet->out, "- ");
		stk_md_prose(sheet->out, text);
		stk_str_addc(sheet->out, '\n');
	} else {
		stk_page_pair(&sheet->page, 3, 3, STK_PLAIN, "-", text, NULL);
	}
}

static enum stk_word kind_of(const struct sheet *sheet)
{
	return (enum stk_word)stk_word_of(sheet->agenda->workshop->node, STK_W_KIND);
}

/* --- what and why -------------------------------------------------------------------------------
 */

static void add_names(struct sheet *sheet, struct stk_str *out, const struct stk_entity **people,
		      size_t count)
{
	for (size_t i = 0; i < count; i++)
		stk_str_addf(out, "%s%s", i ? stk_tc("list", ", ") : "",
			     stk_entity_name(sheet->inventory, people[i]));
}

static void add_title(struct sheet *sheet)
{
	const struct stk_agenda *agenda = sheet->agenda;
	const char *audit = stk_text(sheet->inventory, sheet->inventory->root, STK_W_NAME),
		   *date = stk_text(sheet->inventory, agenda->workshop->node, STK_W_DATE);
	struct stk_str text = STK_STR_INIT;
	size_t count;
	const struct stk_entity **room =
		stk_workshop_room(sheet->inventory, agenda->workshop, &count);

	stk_str_addf(&text, "%s%s%s", audit ? audit : "", audit ? stk_t(": ") : "", agenda->title);
	if (date)
		stk_str_addf(&text, stk_t(", %s"), date);
	if (sheet->markdown)
		stk_md_head(sheet->out, 1, text.data);
	else
		stk_page_text(&sheet->page, 0, STK_BOLD, text.data);
	stk_str_reset(&text);
	if (agenda->facilitator)
		stk_str_addf(&text, stk_t("Led by %s. "),
			     stk_name_of(sheet->inventory, STK_STAKEHOLDER, agenda->facilitator));
	if (count) {
		stk_str_add(&text,
			    stk_values_count(stk_node_get(agenda->workshop->node, STK_W_ATTENDEES))
				    ? stk_t("There: ")
				    : stk_t("Invited: "));
		add_names(sheet, &text, room, count);
	}
	if (text.len && sheet->markdown)
		paragraph(sheet, text.data);
	else if (text.len)
		stk_page_text(&sheet->page, 0, STK_DIM, text.data);
	free(room);
	stk_str_release(&text);
}

static void list_north_stars(const struct sheet *sheet, struct stk_str *out)
{
	const struct stk_entities *metrics = &sheet->inventory->kinds[STK_METRIC];

	for (uint32_t i = 0; i < metrics->count; i++)
		if (stk_word_of(metrics->items[i].node, STK_W_NORTH_STAR) == STK_W_TRUE)
			stk_str_addf(out, "%s%s", out->len ? stk_tc("list", ", ") : "",
				     stk_entity_shown(sheet->inventory, &metrics->items[i]));
}

static void list_destination(const struct sheet *sheet, struct stk_str *out)
{
	const struct stk_inventory *inventory = sheet->inventory;

	STK_EACH_VALUE(item, stk_node_get(inventory->root, STK_W_DESTINATION))
	if (stk_node_kind(item) == STK_NODE_SCALAR)
		stk_str_addf(out, "%s%s", out->len ? stk_tc("list", ", ") : "",
			     stk_name_of(inventory, STK_PLATFORM,
					 stk_sym_text(&inventory->syms, item->value)));
}

static void add_goal(struct sheet *sheet)
{
	const char *goal = stk_text(sheet->inventory, sheet->inventory->root, STK_W_GOAL);
	struct stk_str names = STK_STR_INIT, stars = STK_STR_INIT, text = STK_STR_INIT;

	head(sheet, stk_t("What we want to achieve"));
	paragraph(sheet,
		  goal ? goal
		       : stk_t("Find out where our data is kept, so that we can report on it."));
	list_destination(sheet, &names);
	list_north_stars(sheet, &stars);
	if (names.len)
		stk_str_addf(&text,
			     stk_t("The data is for a dashboard in %s, with %u numbers on it."),
			     names.data, sheet->agenda->facts->metrics->count);
	else
		stk_str_addf(&text, stk_t("The data is for a dashboard with %u numbers on it."),
			     sheet->agenda->facts->metrics->count);
	if (stars.len)
		stk_str_addf(&text, stk_t(" The ones that everybody pulls towards: %s."),
			     stars.data);
	paragraph(sheet, text.data);
	if (kind_of(sheet) == STK_W_FOLLOW_UP)
		paragraph(sheet,
			  stk_t("Today we report what was found, and agree on what comes "
				"next. `stocktake workshop follow-up` is the page to show."));
	stk_str_release(&names);
	stk_str_release(&stars);
	stk_str_release(&text);
}

static void add_reason(struct sheet *sheet)
{
	const struct stk_facts *facts = sheet->agenda->facts;
	struct stk_str text = STK_STR_INIT;
	struct stk_unlock_step step;
	size_t shown = 0;

	head(sheet, stk_t("Why it matters"));
	paragraph(sheet, stk_t("A number can be computed only where its data is held and reaches "
			       "the place where reports are made, often enough. Without it we do "
			       "not know how to sell better, and revenue is lost unseen."));
	stk_str_addf(&text, stk_t("Today %u of %u numbers can be computed."),
		     stk_metrics_computable(facts->metrics), facts->metrics->count);
	paragraph(sheet, text.data);
	for (uint32_t i = 0; i < facts->metrics->count && shown < MAX_METRICS; i++) {
		const struct stk_metric *metric = &facts->metrics->items[i];

		if (metric->state <= STK_STALE || !metric->reason || !*metric->reason)
			continue;
		stk_str_reset(&text);
		stk_str_addf(&text, stk_t("%s: "), stk_metric_name(facts, metric));
		stk_plain_text(sheet->inventory, metric->reason, &text);
		item(sheet, text.data);
		shown++;
	}
	if (stk_unlock_step(facts, 0, &step)) {
		stk_str_reset(&text);
		stk_unlock_words(facts, &step, &text);
		stk_str_add(&text, stk_t(": "));
		stk_unlock_gain(&step, &text);
		item(sheet, text.data);
	}
	stk_str_release(&text);
}

/* --- examples -----------------------------------------------------------------------------------
 */

/* Products of a category, those of which the catalogue knows most first. */
struct products {
	const struct stk_inventory *inventory;
	stk_sym category;
	const char *names[MAX_PRODUCTS];
	uint32_t fields[MAX_PRODUCTS];
	size_t count;
};

static int take_product(void *data, const char *product, const struct stk_node *entry)
{
	struct products *products = data;
	const struct stk_node *first = stk_values_first(stk_node_get(entry, STK_W_CATEGORY));
	const char *name = stk_text(products->inventory, entry, STK_W_NAME);
	uint32_t fields = stk_values_count(stk_node_get(entry, STK_W_FIELDS));
	size_t at = products->count;

	if (!first || stk_node_kind(first) != STK_NODE_SCALAR || first->value != products->category)
		return 0;
	while (at && fields > products->fields[at - 1])
		at--;
	if (at == MAX_PRODUCTS)
		return 0;
	if (products->count < MAX_PRODUCTS)
		products->count++;
	for (size_t i = products->count - 1; i > at; i--) {
		products->names[i] = products->names[i - 1];
		products->fields[i] = products->fields[i - 1];
	}
	products->names[at] = name ? name : product;
	products->fields[at] = fields;
	return 0;
}

static void add_products(struct sheet *sheet, stk_sym category, struct stk_str *out)
{
	struct products products = {.inventory = sheet->inventory, .category = category};

	stk_catalogue_each(sheet->agenda->facts->inventory, take_product, &products);
	for (size_t i = 0; i < products.count; i++)
		stk_str_addf(out, "%s%s", i ? stk_tc("list", ", ") : stk_t("; for example "),
			     products.names[i]);
}

static void category_row(void *data, const char *category, size_t platforms)
{
	struct sheet *sheet = data;
	const struct stk_inventory *inventory = sheet->inventory;
	const struct stk_entities *all = &inventory->kinds[STK_PLATFORM];
	stk_sym word = stk_sym_find(&inventory->syms, category, strlen(category));
	struct stk_str text = STK_STR_INIT;
	size_t named = 0;

	(void)platforms;
	stk_name_word(category, &text);
	stk_str_add(&text, stk_t(": "));
	for (uint32_t i = 0; word && i < all->count; i++)
		if (stk_word_of(all->items[i].node, STK_W_STATUS) != STK_W_RETIRED &&
		    stk_values_has(stk_node_get(all->items[i].node, STK_W_CATEGORY), word))
			stk_str_addf(&text, "%s%s", named++ ? stk_tc("list", ", ") : "",
				     stk_entity_name(inventory, &all->items[i]));
	if (!named) {
		stk_str_add(&text, stk_t("nobody has named one yet"));
		add_products(sheet, word, &text);
	}
	item(sheet, text.data);
	stk_str_release(&text);
}

static void add_examples(struct sheet *sheet)
{
	head(sheet, stk_t("Examples of systems that hold such data"));
	if (kind_of(sheet) == STK_W_TEAM)
		paragraph(sheet,
			  stk_t("What you keep for yourself counts most: a sheet, a notebook, the "
				"phone. Nobody else can tell us of it, and nobody is blamed."));
	stk_coverage_categories(sheet->inventory, category_row, sheet);
}

/* --- next, up and down, the template ------------------------------------------------------------
 */

static void add_steps(struct sheet *sheet)
{
	size_t count, open = 0, shown = 0;
	struct stk_step_taken *steps = stk_steps_taken(sheet->inventory, NULL, &count);
	const struct stk_key *who_key = stk_shape_key(&stk_shape_step, STK_W_WHO);

	head(sheet, stk_t("What to do next"));
	paragraph(sheet,
		  stk_t("Everybody leaves with a list of their own: what to find out, whom to "
			"ask, until when. It is sent to you after the meeting."));
	for (size_t i = 0; i < count; i++)
		open += !steps[i].done;
	if (open)
		paragraph(sheet, stk_t("Still open from before:"));
	for (size_t i = 0; i < count && shown < MAX_STEPS; i++) {
		struct stk_str text = STK_STR_INIT, who = STK_STR_INIT;
		char due[11];

		if (steps[i].done)
			continue;
		stk_name_value(sheet->inventory, who_key, stk_node_get(steps[i].node, STK_W_WHO),
			       &who);
		stk_date_format(steps[i].due, due);
		stk_str_addf(&text, "%s%s%s", who.data, who.len ? stk_t(": ") : "", steps[i].what);
		if (*due)
			stk_str_addf(&text,
				     steps[i].overdue ? stk_t(" (since %s)") : stk_t(" (by %s)"),
				     due);
		item(sheet, text.data);
		shown++;
		stk_str_release(&text);
		stk_str_release(&who);
	}
	free(steps);
}

static void add_up_and_down(struct sheet *sheet)
{
	head(sheet, stk_t("Up and down in your own team"));
	paragraph(
		sheet,
		stk_t("Please go on in your own team and department, up and down. Above you: which "
		      "numbers are read, from whom, and which are kept there? Below you: which "
		      "tools and sheets of their own do people use? Beside you: what is handed "
		      "over, and how?"));
}

static void add_template(struct sheet *sheet)
{
	struct stk_str row = STK_STR_INIT;

	head(sheet, stk_t("The template"));
	paragraph(sheet, stk_t("A line for each platform. A sheet of your own is one too. Fill in "
			       "what you know, leave the rest empty, and send it back."));
	if (sheet->markdown) {
		stk_str_addf(&row, "%s|%s|%s|%s", stk_t("Name"), stk_t("Website"),
			     stk_t("Contact fields that it holds"),
			     stk_t("Systems that it integrates with"));
		stk_md_table(sheet->out, row.data);
		stk_md_cell(sheet->out, "HubSpot", false);
		stk_md_cell(sheet->out, "hubspot.com", false);
		stk_md_cell(sheet->out, stk_t("first name, last name, job role, e-mail"), false);
		stk_md_cell(sheet->out, "Salesforce", true);
		stk_md_cell(sheet->out, "", false);
		stk_md_cell(sheet->out, "", false);
		stk_md_cell(sheet->out, "", false);
		stk_md_cell(sheet->out, "", true);
	} else {
		item(sheet, stk_t("Name: HubSpot"));
		item(sheet, stk_t("Website: hubspot.com"));
		item(sheet, stk_t("Contact fields that it holds: first name, last name, job role, "
				  "e-mail"));
		item(sheet, stk_t("Systems that it integrates with: Salesforce"));
	}
	if (sheet->agenda->template_hint)
		paragraph(sheet, sheet->agenda->template_hint);
	stk_str_release(&row);
}

/* --- what this room can answer ------------------------------------------------------------------
 */

/* Whose it is of those in the room, the nearest first; what is nobody's an organisation-wide room
 * may know. False: not for this room. */
static bool for_room(const struct sheet *sheet, const struct stk_question *question,
		     const bool *here, uint32_t *who, size_t *count)
{
	*count = 0;
	for (uint32_t i = 0; i < question->who_count; i++)
		if (here[question->who[i]])
			who[(*count)++] = question->who[i];
	return *count || (kind_of(sheet) != STK_W_TEAM && stk_question_is_nobodys(question));
}

static void gather(struct sheet *sheet, struct stk_bundles *bundles)
{
	const struct stk_inventory *inventory = sheet->inventory;
	const struct stk_questions *questions = sheet->agenda->facts->questions;
	uint32_t people = inventory->kinds[STK_STAKEHOLDER].count;
	bool *here = stk_xcalloc((size_t)people + 1, sizeof *here);
	uint32_t *who = stk_xcalloc((size_t)people + 1, sizeof *who);
	size_t count;
	const struct stk_entity **room =
		stk_workshop_room(inventory, sheet->agenda->workshop, &count);

	for (size_t i = 0; i < count; i++)
		here[stk_entity_index(inventory, STK_STAKEHOLDER, room[i])] = true;
	for (size_t i = 0; i < questions->count; i++)
		if (for_room(sheet, &questions->items[i], here, who, &count))
			stk_bundles_add(bundles, &questions->items[i], who, count);
	free(room);
	free(who);
	free(here);
}

/* Who could say it, and of what: below the question. */
static void add_part(struct sheet *sheet, const struct stk_bundle_part *part)
{
	struct stk_str text = STK_STR_INIT;

	stk_bundle_people(sheet->inventory, part, &text);
	if (!text.len)
		stk_str_add(&text, stk_t("Whoever knows"));
	stk_str_add(&text, stk_t(": "));
	stk_bundle_subjects(sheet->inventory, part, &text);
	if (sheet->markdown) {
		stk_str_add(sheet->out, "  - ");
		stk_md_prose(sheet->out, text.data);
		stk_str_addc(sheet->out, '\n');
	} else {
		stk_page_pair(&sheet->page, 6, 3, STK_PLAIN, "·", text.data, NULL);
	}
	stk_str_release(&text);
}

static void add_bundle(struct sheet *sheet, const struct stk_bundle *bundle)
{
	unsigned metrics = (unsigned)__builtin_popcountll(bundle->metrics);
	struct stk_str text = STK_STR_INIT;

	stk_str_add(&text, stk_t(bundle->ask));
	if (metrics)
		stk_str_addf(&text,
			     stk_tn(" (holds up %u number)", " (holds up %u numbers)", metrics),
			     metrics);
	item(sheet, text.data);
	for (size_t i = 0; i < bundle->count; i++)
		add_part(sheet, &bundle->parts[i]);
	stk_str_release(&text);
}

static void add_questions(struct sheet *sheet)
{
	struct stk_bundles bundles = {.arena = STK_ARENA_INIT};

	head(sheet, stk_t("What this room can answer"));
	gather(sheet, &bundles);
	for (size_t i = 0; i < bundles.count; i++)
		add_bundle(sheet, &bundles.items[i]);
	if (!bundles.count)
		paragraph(sheet,
			  sheet->inventory->kinds[STK_PLATFORM].count >
					  stk_values_count(stk_node_get(sheet->inventory->root,
									STK_W_DESTINATION))
				  ? stk_t("Nothing that is known to be open: ask what nobody "
					  "has named yet.")
				  : stk_t("Nothing yet: nobody has named a tool of theirs. "
					  "That is the first question."));
	stk_bundles_release(&bundles);
}

void stk_agenda_render(const struct stk_agenda *agenda, bool markdown,
		       const struct stk_terminal *term, struct stk_str *out)
{
	struct sheet sheet = {.agenda = agenda,
			      .inventory = agenda->facts->inventory,
			      .markdown = markdown,
			      .page = {out, term},
			      .out = out};

	add_title(&sheet);
	add_goal(&sheet);
	add_reason(&sheet);
	add_examples(&sheet);
	add_steps(&sheet);
	add_up_and_down(&sheet);
	add_template(&sheet);
	add_questions(&sheet);
}
