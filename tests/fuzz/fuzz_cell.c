/* The understanding of headings and of a cell's text: the first line is a heading, the rest stands
 * below it, in our own columns, and as an answer. Whatever they are, it ends, and what was typed is
 * said, or kept as not understood. */
#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "../../src/cmd/cell_links.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/source.h"
#include "stocktake/base/text.h"
#include "stocktake/model/said_answer.h"
#include "stocktake/sheets/csv.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size_bytes);

static const char *const files[][2] = {
	{"inventory.yaml", "stocktake: 1\nname: Test\nlanguage: en\n"
			   "teams:\n  - {id: sales, name: Sales, chain: down}\n"
			   "columns: {tier: {ask: How?, choices: [1, 2]}}\n"},
	{"stakeholders/ana.yaml", "name: Ana\n"},
	{"stakeholders/ben-li.yaml", "name: Ben Li\n"},
	{"platforms/hub.yaml", "name: Hub\ncategory: [crm]\ndisputes:\n"
			       "  - {at: category, says: other, by: ben-li}\n"},
	{"platforms/desk.yaml", "name: Desk\n"},
};
static const char *const headings[] = {"Website",          "Category",   "Owner",
				       "Used by",          "leads",      "First name",
				       "Integrates with",  "Notes",      "Contact fields",
				       "Would not bet on", "All right?", "tier"};
static const char *const addresses[] = {"platforms/hub/owner",    "platforms/hub/holds/lead",
					"platforms/hub/category", "platforms/hub/confirmed",
					"platforms/hub/tier",     "platforms/desk/integrations"};

static struct stk_inventory *load(void)
{
	struct stk_memory_file memory[STK_COUNT(files)];
	struct stk_clock clock = {1796120400, 20788, true};
	struct stk_inventory *inventory;
	struct stk_err err;

	for (size_t i = 0; i < STK_COUNT(files); i++)
		memory[i] = (struct stk_memory_file){files[i][0], files[i][1], strlen(files[i][1])};
	/* Both live as long as the process. */
	inventory = stk_inventory_load(stk_source_memory(memory, STK_COUNT(files)), &clock,
				       STK_LOAD_EVIDENCE, &err);
	assert(inventory);
	return inventory;
}

static bool links(void *data, struct stk_inventory *inventory, const char *here, const char *line,
		  struct stk_arena *arena, struct stk_import_link **found, size_t *count)
{
	return stk_cell_links(data, inventory, here, line, arena, found, count);
}

static struct stk_cell cell(const char *text, uint32_t column)
{
	return (struct stk_cell){.text = text, .column = column};
}

static void check(const struct stk_import *import, const struct stk_guide_words *words,
		  const char *text, const char *where)
{
	bool found = stk_said_plainly(words, text) != STK_SAYING_TEXT; /* "no" may say nothing */

	for (size_t i = 0; i < import->said_count && !found; i++)
		found = strcmp(import->said[i].cell, where) == 0;
	for (size_t i = 0; i < import->unread_count && !found; i++)
		found = strcmp(import->unread[i].cell, where) == 0 && *import->unread[i].text;
	assert(found);
}

/* Something else than marks: those alone say nothing. */
static bool has_word(const char *text)
{
	uint32_t code;
	size_t len = strlen(text), n;

	for (; len && (n = stk_utf8_next(text, len, &code)); text += n, len -= n)
		if (code == '?' || code >= 0x2e80 ||
		    (code < 0x80 && strchr("0123456789", (int)code)) ||
		    (code >= 'a' && code <= 'z') || (code >= 'A' && code <= 'Z'))
			return true;
	return false;
}

static void take(struct stk_inventory *inventory, const struct stk_guide_words *words,
		 const char *heading, const char *text)
{
	struct stk_cell top[16], row[16], qtop[2], question[STK_COUNT(addresses)][2];
	struct stk_row rows[2] = {{.number = 1, .cells = top}, {.number = 2, .cells = row}},
		       answers[1 + STK_COUNT(addresses)] = {
			       {.number = 1, .count = 2, .cells = qtop}};
	struct stk_tab tabs[2] = {{.name = "A", .count = 2, .rows = rows},
				  {.name = "Questions", .columns = 2, .rows = answers}};
	struct stk_book book = {.tabs = tabs, .count = 2};
	struct stk_import_file file = {.path = "f", .name = "f", .book = &book, .by = "ana"};
	struct stk_typed *typed = NULL;
	const struct stk_import_options options = {.links = links, .data = &typed};
	struct stk_import import;
	struct stk_err err;
	uint32_t count = 1;

	top[0] = cell("Name", 0);
	row[0] = cell("Hub", 0);
	for (; count <= STK_COUNT(headings); count++) {
		top[count] = cell(headings[count - 1], count);
		row[count] = cell(text, count);
	}
	top[count] = cell(heading, count);
	row[count] = cell(text, count);
	rows[0].count = rows[1].count = tabs[0].columns = count + 1;
	qtop[0] = cell("Id", 0);
	qtop[1] = cell("Answer", 1);
	for (size_t i = 0; i < STK_COUNT(addresses); i++) {
		question[i][0] = cell(addresses[i], 0);
		question[i][1] = cell(text, 1);
		answers[i + 1] = (struct stk_row){
			.number = (uint32_t)i + 2, .count = 2, .cells = question[i]};
	}
	tabs[1].count = 1 + STK_COUNT(addresses);
	assert(stk_import_read(inventory, &file, 1, &options, &import, &err) == 0);
	for (uint32_t i = 1; i < count && has_word(text); i++) {
		char where[16];

		stk_cell_name(i, 2, where);
		check(&import, words, text, where);
	}
	stk_typed_free(typed);
	stk_import_release(&import);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size_bytes)
{
	static struct stk_inventory *inventory;
	static struct stk_guide_words *words;
	struct stk_str heading = STK_STR_INIT, text = STK_STR_INIT;
	struct stk_said_answer answer;
	struct stk_err err;
	const uint8_t *end = memchr(data, '\n', size_bytes);
	size_t first = end ? (size_t)(end - data) : 0;

	if (size_bytes > 2000 || memchr(data, 0, size_bytes) ||
	    stk_utf8_valid_bytes((const char *)data, size_bytes) != size_bytes)
		return 0; /* no reader gives such a cell */
	if (!inventory) {
		inventory = load();
		words = stk_guide_words_load(NULL, "en", &err);
	}
	stk_str_addn(&heading, (const char *)data, first);
	stk_str_addn(&text, (const char *)data + first + (end != NULL),
		     size_bytes - first - (end != NULL));
	while (text.len && strchr(" \t\r\n", text.data[text.len - 1]))
		stk_str_truncate(&text, text.len - 1);
	for (int loose = 0; loose < 2; loose++) {
		const struct stk_said_words plain = {words, NULL, NULL};

		stk_said_answer(&plain, text.data, loose, &answer);
		assert(!answer.remark ||
		       (answer.remark >= text.data && answer.remark_bytes &&
			answer.remark + answer.remark_bytes <= text.data + text.len));
		assert(!answer.whom || answer.whom + answer.whom_bytes <= text.data + text.len);
	}
	if (text.len && !strchr(" \t\r\n", text.data[0]))
		take(inventory, words, heading.len ? heading.data : "x", text.data);
	stk_str_release(&heading);
	stk_str_release(&text);
	return 0;
}
