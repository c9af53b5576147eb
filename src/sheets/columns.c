#include "columns.h"

#include <stdlib.h>
#include <string.h>

#include "list_words.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/tr.h"
#include "stocktake/model/said.h"

#define TICK_WIDTH 4

/* The contact fields that people are asked about; the dictionary has more. */
static const char *const contact_terms[] = {
	"contact.first_name", "contact.last_name", "contact.job_role", "contact.email",
	"contact.phone",      "contact.mobile",    "contact.company",  "contact.country",
	"contact.linkedin",   "contact.consent"};

static void add(struct stk_columns *columns, enum stk_page page, struct stk_column column)
{
	struct stk_column *items = columns->items[page];
	uint32_t count = columns->count[page];

	if ((count & (count - 1)) == 0)
		items = columns->items[page] =
			stk_xrealloc(items, count ? count * 2 : 8, sizeof *items);
	items[columns->count[page]++] = column;
}

static void add_key(struct stk_columns *columns, enum stk_page page, const struct stk_shape *shape,
		    const char *key, const char *heading, double width, const char *note)
{
	const struct stk_key *row = stk_shape_key_by_name(shape, key);

	add(columns, page,
	    (struct stk_column){.role = STK_COLUMN_KEY,
				.key = row,
				.heading = heading ? heading : row->column,
				.width = width,
				.note = note ? note : row->ask});
}

static void add_ticks(struct stk_columns *columns, const struct stk_inventory *inventory)
{
	for (size_t i = 0; stk_groups[i]; i++)
		add(columns, STK_PAGE_PLATFORMS,
		    (struct stk_column){.role = STK_COLUMN_HOLDS,
					.member = stk_groups[i],
					.heading = stk_columns_group(columns, stk_groups[i]),
					.is_own_words = true,
					.width = TICK_WIDTH,
					.note = stk_columns_tick_note()});
	for (size_t i = 0; i < STK_COUNT(contact_terms); i++) {
		const struct stk_term *term = stk_term_find(inventory, contact_terms[i]);

		if (term)
			add(columns, STK_PAGE_PLATFORMS,
			    (struct stk_column){
				    .role = STK_COLUMN_HOLDS,
				    .member = contact_terms[i],
				    .heading = term->name,
				    .is_term = true,
				    .width = TICK_WIDTH,
				    .note = STK_N("Put an x here if it keeps this about people.")});
	}
}

static void add_own(struct stk_columns *columns, const struct stk_inventory *inventory)
{
	const struct stk_node *own = stk_node_get(inventory->root, STK_W_COLUMNS);

	if (!own || stk_node_kind(own) != STK_NODE_MAP)
		return;
	STK_EACH_CHILD (child, own) {
		const char *key = stk_sym_text(&inventory->syms, child->key),
			   *name = stk_text(inventory, child, STK_W_NAME),
			   *ask = stk_text(inventory, child, STK_W_ASK);
		char *words = stk_arena_strdup(&columns->arena, key);

		for (char *c = words; *c; c++)
			if (*c == '_')
				*c = ' ';
		if (*words >= 'a' && *words <= 'z')
			*words = (char)(*words - 'a' + 'A');
		add(columns, STK_PAGE_PLATFORMS,
		    (struct stk_column){.role = STK_COLUMN_OWN,
					.member = key,
					.heading = name ? name : words,
					.is_own_words = true,
					.width = 14,
					.note = ask});
	}
}

static void add_platforms(struct stk_columns *columns, const struct stk_inventory *inventory)
{
	const struct stk_shape *shape = stk_kinds[STK_PLATFORM].shape;

	add(columns, STK_PAGE_PLATFORMS,
	    (struct stk_column){.role = STK_COLUMN_ID, .heading = STK_N("Id"), .width = 10});
	add_key(columns, STK_PAGE_PLATFORMS, shape, "name", NULL, 24,
		STK_N("What people call it. One tool a row; spreadsheets count."));
	add(columns, STK_PAGE_PLATFORMS,
	    (struct stk_column){.role = STK_COLUMN_CONFIRM,
				.heading = STK_N("All right?"),
				.width = TICK_WIDTH,
				.note = STK_N("Put an x here if everything in this row is right as "
					      "it stands.")});
	add_key(columns, STK_PAGE_PLATFORMS, shape, "website", NULL, 26, NULL);
	add_key(columns, STK_PAGE_PLATFORMS, shape, "category", NULL, 20,
		STK_N("Choose one, or write several with commas between."));
	add_key(columns, STK_PAGE_PLATFORMS, shape, "owner", NULL, 16, NULL);
	add_key(columns, STK_PAGE_PLATFORMS, shape, "teams", NULL, 18, NULL);
	add_ticks(columns, inventory);
	add_key(columns, STK_PAGE_PLATFORMS, shape, "integrations", NULL, 34,
		STK_N("The systems that it exchanges data with: plain names, or what goes where. "
		      "hubspot > salesforce leads daily; on24 > hubspot contacts by hand Mia. "
		      "Write none if there are none."));
	add_own(columns, inventory);
	add_key(columns, STK_PAGE_PLATFORMS, shape, "notes", STK_N("Notes"), 30,
		STK_N("Anything else that we should know."));
}

static void add_details(struct stk_columns *columns)
{
	const struct stk_shape *field = &stk_shape_field, *link = &stk_shape_integration;
	const struct stk_column platform = {
		.role = STK_COLUMN_PLATFORM, .heading = STK_N("Platform"), .width = 24};

	add(columns, STK_PAGE_FIELDS, platform);
	add_key(columns, STK_PAGE_FIELDS, field, "name", STK_N("Field"), 28,
		STK_N("As the export or the API calls it."));
	add_key(columns, STK_PAGE_FIELDS, field, "label", STK_N("On the screen"), 24,
		STK_N("What people see on the screen, where that differs."));
	add_key(columns, STK_PAGE_FIELDS, field, "term", STK_N("What it means"), 28, NULL);
	add_key(columns, STK_PAGE_FIELDS, field, "type", STK_N("Kind of value"), 14, NULL);
	add_key(columns, STK_PAGE_FIELDS, field, "personal", STK_N("About a person"), 12,
		STK_N("Put an x here if it is about a person."));
	add_key(columns, STK_PAGE_FIELDS, field, "notes", STK_N("Notes"), 30, NULL);
	add(columns, STK_PAGE_INTEGRATIONS, platform);
	add_key(columns, STK_PAGE_INTEGRATIONS, link, "with", STK_N("Exchanges data with"), 24,
		NULL);
	add_key(columns, STK_PAGE_INTEGRATIONS, link, "flow", STK_N("Which way"), 14,
		STK_N("Out: from the platform on the left. In: to it. Or both ways."));
	add_key(columns, STK_PAGE_INTEGRATIONS, link, "carries", STK_N("What goes across"), 28,
		STK_N("leads, contacts, deals ... or everything"));
	add_key(columns, STK_PAGE_INTEGRATIONS, link, "method", STK_N("How"), 14, NULL);
	add_key(columns, STK_PAGE_INTEGRATIONS, link, "every", STK_N("How often"), 16,
		STK_N("15 minutes, 1 day, real time, on demand"));
	add_key(columns, STK_PAGE_INTEGRATIONS, link, "via", STK_N("Through"), 18, NULL);
	add_key(columns, STK_PAGE_INTEGRATIONS, link, "who", STK_N("Done by"), 18, NULL);
	add_key(columns, STK_PAGE_INTEGRATIONS, link, "notes", STK_N("Notes"), 30, NULL);
}

static void add_questions(struct stk_columns *columns)
{
	static const struct stk_column items[] = {
		{.role = STK_COLUMN_ID, .heading = STK_N("Id"), .width = 10},
		{.role = STK_COLUMN_QUESTION, .heading = STK_N("Question"), .width = 58},
		{.role = STK_COLUMN_ANSWER, .heading = STK_N("Answer"), .width = 40},
		{.role = STK_COLUMN_UNKNOWN,
		 .heading = STK_N("Don't know"),
		 .width = 11,
		 .note = STK_N("An x here is a good answer: we will ask somebody else.")},
		{.role = STK_COLUMN_NOT_APPLICABLE,
		 .heading = STK_N("Does not apply"),
		 .width = 11,
		 .note = STK_N("An x here means that the question makes no sense for it.")},
		{.role = STK_COLUMN_ASK,
		 .heading = STK_N("Ask instead"),
		 .width = 20,
		 .note = STK_N("The name of somebody who would know.")},
	};

	for (size_t i = 0; i < STK_COUNT(items); i++)
		add(columns, STK_PAGE_QUESTIONS, items[i]);
}

static void open_catalogues(struct stk_columns *columns)
{
	struct stk_str names = STK_STR_INIT;

	columns->tr_count = 1; /* English, which needs none */
	stk_tr_names(&names);
	for (char *at = names.data; *at && columns->tr_count < STK_COUNT(columns->tr);) {
		size_t len = strcspn(at, ",");
		char *name = stk_xstrndup(at, len);
		struct stk_tr *tr = stk_tr_open(name);

		if (tr)
			columns->tr[columns->tr_count++] = tr;
		free(name);
		at += len;
		at += strspn(at, ", ");
	}
	stk_str_release(&names);
}

void stk_columns_form(const char *name, struct stk_str *form)
{
	size_t kept = 0;

	stk_str_reset(form);
	stk_said_form(form, name);
	for (size_t i = 0; i < form->len; i++)
		if (form->data[i] != ' ')
			form->data[kept++] = form->data[i];
	stk_str_truncate(form, kept);
}

/* A column is found by any of its names; of two of one name it is the first. */
static void name_column(struct stk_columns *columns, enum stk_page page, uint32_t index,
			const char *name)
{
	struct stk_str form = STK_STR_INIT;

	stk_columns_form(name, &form);
	if (form.len && !stk_map_get(&columns->by_form[page], form.data, form.len, NULL))
		stk_map_put(&columns->by_form[page], form.data, form.len, index);
	stk_str_release(&form);
}

/* A group by the words of any language, after all that columns are called by us. */
static void name_groups(struct stk_columns *columns)
{
	for (uint32_t i = 0; i < columns->count[STK_PAGE_PLATFORMS]; i++) {
		const struct stk_column *column = &columns->items[STK_PAGE_PLATFORMS][i];

		for (size_t g = 0; g < columns->words->group_count; g++) {
			const struct stk_group_words *group = &columns->words->groups[g];

			if (column->role != STK_COLUMN_HOLDS ||
			    strcmp(group->group, column->member) != 0)
				continue;
			for (size_t w = 0; w < group->count; w++)
				name_column(columns, STK_PAGE_PLATFORMS, i, group->words[w]);
		}
	}
}

static void name_columns(struct stk_columns *columns, enum stk_page page)
{
	for (uint32_t i = 0; i < columns->count[page]; i++) {
		const struct stk_column *column = &columns->items[page][i];

		name_column(columns, page, i, column->heading);
		for (size_t k = 1; k < columns->tr_count && !column->is_own_words; k++)
			name_column(columns, page, i,
				    column->is_term
					    ? stk_tr_c(columns->tr[k], "term", column->heading)
					    : stk_tr(columns->tr[k], column->heading));
		if (column->role == STK_COLUMN_OWN || column->role == STK_COLUMN_HOLDS)
			name_column(columns, page, i, column->member);
	}
}

struct stk_columns *stk_columns_new(struct stk_inventory *inventory, struct stk_err *err)
{
	struct stk_columns *columns = stk_xcalloc(1, sizeof *columns);
	const char *language = stk_text(inventory, inventory->root, STK_W_LANGUAGE);
	char spoken[32];

	/* As the sheet is: in the inventory's own language only where the program lacks that. */
	stk_tr_language(stk_tr_used(), spoken);
	columns->words = stk_guide_words_load(
		inventory->source, !language || stk_tr_has(language) ? spoken : language, err);
	if (!columns->words) {
		free(columns);
		return NULL;
	}
	open_catalogues(columns);
	add_platforms(columns, inventory);
	add_details(columns);
	add_questions(columns);
	stk_columns_keep_wrote(columns);
	for (int page = 0; page < STK_PAGES; page++)
		name_columns(columns, (enum stk_page)page);
	name_groups(columns);
	return columns;
}

void stk_columns_free(struct stk_columns *columns)
{
	if (!columns)
		return;
	for (size_t i = 0; i < STK_PAGES; i++) {
		stk_map_release(&columns->by_form[i]);
		free(columns->items[i]);
	}
	for (size_t i = 0; i < columns->tr_count; i++)
		stk_tr_close(columns->tr[i]);
	stk_map_release(&columns->wrote);
	stk_guide_words_free(columns->words);
	stk_map_release(&columns->terms);
	stk_arena_release(&columns->arena);
	free(columns);
}

const char *stk_column_heading(const struct stk_column *column)
{
	return column->is_own_words ? column->heading
	       : column->is_term    ? stk_tc("term", column->heading)
				    : stk_t(column->heading);
}

const char *stk_column_note(const struct stk_column *column)
{
	return column->is_own_words || !column->note ? column->note : stk_t(column->note);
}

const char *stk_columns_group(const struct stk_columns *columns, const char *group)
{
	for (size_t i = 0; i < columns->words->group_count; i++)
		if (strcmp(columns->words->groups[i].group, group) == 0)
			return columns->words->groups[i].label;
	return group;
}

const char *stk_column_word(const struct stk_column *column)
{
	static const char *const words[] = {[STK_COLUMN_ID] = "id",
					    [STK_COLUMN_CONFIRM] = "confirm",
					    [STK_COLUMN_PLATFORM] = "platform",
					    [STK_COLUMN_QUESTION] = "question",
					    [STK_COLUMN_ANSWER] = "answer",
					    [STK_COLUMN_UNKNOWN] = "unknown",
					    [STK_COLUMN_NOT_APPLICABLE] = "not-applicable",
					    [STK_COLUMN_ASK] = "ask",
					    [STK_COLUMN_ASIDE] = "aside"};

	if (column->role == STK_COLUMN_KEY)
		return column->key->name;
	if (column->member)
		return column->member;
	return column->role < STK_COUNT(words) && words[column->role] ? words[column->role] : "";
}
