/* What an import says: a summary by person and platform, and what was not understood. */
#include <stdlib.h>
#include <string.h>

#include "import.h"
#include "put_file.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "stocktake/base/tr.h"
#include "stocktake/sheets/unread.h"

#define MAX_TOLD 12 /* cells of one file that were not understood; the rest is in the sheet */

static const char *person_name(const struct stk_importing *it, const char *id)
{
	const struct stk_entity *person =
		stk_inventory_find(it->opened.inventory, STK_STAKEHOLDER, id);

	return person ? stk_entity_name(it->opened.inventory, person) : id;
}

static const char *platform_name(const struct stk_importing *it, const char *id)
{
	const struct stk_entity *platform =
		stk_inventory_find(it->opened.inventory, STK_PLATFORM, id);
	char *address = stk_xasprintf("platforms/%s/name", id);
	const char *name = id;

	for (size_t i = 0; i < it->import.said_count && !platform; i++)
		if (strcmp(it->import.said[i].change.address, address) == 0) {
			name = it->import.said[i].change.value->text;
			break;
		}
	free(address);
	return platform ? stk_entity_name(it->opened.inventory, platform) : name;
}

/* Wrapped, the blanks at its beginning kept. */
static void add_line(const struct stk_importing *it, struct stk_str *out, const char *text,
		     size_t indent)
{
	struct stk_str visible = STK_STR_INIT;
	size_t first = strspn(text, " ");

	stk_text_visible(&visible, text + first, strlen(text + first), true);
	for (char *c = visible.data; visible.len && *c; c++)
		if (*c == '\n')
			*c = ' ';
	stk_str_addf(out, "%*s", (int)first, "");
	stk_text_wrap(out, visible.data, it->app->out.width_cols - 1, first, indent);
	stk_str_addc(out, '\n');
	stk_str_release(&visible);
}

/* What a statement is about, below its platform, and what it says: "website: https://...". */
static void add_what(const struct stk_importing *it, struct stk_str *out,
		     const struct stk_statement *said)
{
	const char *address = said->change.address;
	const struct stk_value *value = said->change.value, *name;

	if (stk_starts(address, "inventory/columns/"))
		address = stk_t("a column of your own");
	else if (said->platform && stk_starts(address, "platforms/"))
		address += strlen("platforms/") + strlen(said->platform) + 1;
	stk_str_addf(out, "%s: ", address);
	if (said->change.op == STK_CHANGE_STATE) {
		if (said->change.state == STK_ANSWER_ASK)
			stk_str_addf(out, stk_t("ask %s"), person_name(it, said->change.ask));
		else
			stk_str_add(out, said->change.state == STK_ANSWER_UNKNOWN
						 ? stk_t("not known")
						 : stk_t("does not apply"));
		return;
	}
	name = value->kind == STK_NODE_MAP ? stk_value_member(value, "with") : NULL;
	if (value->kind == STK_NODE_MAP && !name)
		name = stk_value_member(value, "name");
	if (name)
		value = name;
	if (value->kind != STK_NODE_LIST) {
		stk_str_add(out, value->text ? value->text : "");
		return;
	}
	if (!value->first)
		stk_str_add(out, stk_t("none"));
	for (const struct stk_value *item = value->first; item; item = item->next)
		stk_str_addf(out, "%s%s", item == value->first ? "" : ", ",
			     item->text ? item->text : "");
}

static void add_said(const struct stk_importing *it, struct stk_str *out,
		     const struct stk_statement *said)
{
	add_what(it, out, said);
	if (said->settles)
		stk_str_add(out, stk_t(" (settled)"));
}

static bool is_news(const struct stk_statement *said)
{
	return said->outcome == STK_OUTCOME_FILLS || said->outcome == STK_OUTCOME_STATED;
}

static bool same_platform(const struct stk_statement *a, const struct stk_statement *b)
{
	return a->platform && b->platform ? strcmp(a->platform, b->platform) == 0
					  : a->platform == b->platform;
}

/* Statements are sorted by file: where those of one begin. */
static size_t first_said(const struct stk_import *import, uint32_t file)
{
	size_t low = 0, high = import->said_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (import->said[middle].file < file)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* All that one file says of one platform, in a line; then each contradiction in one. */
static void tell_platform(const struct stk_importing *it, uint32_t file,
			  const struct stk_statement *first, struct stk_str *out)
{
	const struct stk_import *import = &it->import;
	size_t begin = first_said(import, file), end = first_said(import, file + 1);
	struct stk_str line = STK_STR_INIT;
	bool any = false;

	stk_str_addf(&line, "  %s",
		     first->platform ? platform_name(it, first->platform) : stk_t("besides"));
	for (size_t i = begin; i < end; i++) {
		const struct stk_statement *said = &import->said[i];

		if (!same_platform(said, first) || !is_news(said))
			continue;
		stk_str_add(&line, any ? ", " : ": ");
		add_said(it, &line, said);
		any = true;
	}
	if (any)
		add_line(it, out, line.data, 6);
	for (size_t i = begin; i < end; i++) {
		const struct stk_statement *said = &import->said[i];

		if (!same_platform(said, first) || said->outcome != STK_OUTCOME_CONTRADICTS)
			continue;
		stk_str_reset(&line);
		stk_str_addf(&line, "  %s: ",
			     first->platform ? platform_name(it, first->platform)
					     : stk_t("besides"));
		add_what(it, &line, said);
		stk_str_addf(&line, stk_t("; the record says %s"), said->was);
		add_line(it, out, line.data, 6);
	}
	stk_str_release(&line);
}

static void tell_platforms(const struct stk_importing *it, uint32_t file, struct stk_str *out)
{
	const struct stk_import *import = &it->import;
	struct stk_map seen = STK_MAP_INIT;

	for (size_t i = 0; i < import->said_count; i++) {
		const struct stk_statement *said = &import->said[i];
		const char *key = said->platform ? said->platform : "";

		if (said->file != file ||
		    (!is_news(said) && said->outcome != STK_OUTCOME_CONTRADICTS) ||
		    !stk_map_put(&seen, key, strlen(key), 1))
			continue;
		tell_platform(it, file, said, out);
	}
	stk_map_release(&seen);
}

static size_t unread_count(const struct stk_importing *it, uint32_t file)
{
	size_t count = 0;

	for (size_t i = 0; i < it->import.unread_count; i++)
		count += it->import.unread[i].file == file;
	for (size_t i = 0; i < it->remark_count; i++)
		count += it->remarks[i].is_unread &&
			 &it->files[it->remarks[i].file] == it->import.files[file];
	return count;
}

static void tell_file(const struct stk_importing *it, uint32_t file, struct stk_str *out)
{
	const struct stk_import *import = &it->import;
	const struct stk_import_file *from = import->files[file];
	unsigned long counts[STK_OUTCOMES] = {0}, news, unread = unread_count(it, file);
	struct stk_str line = STK_STR_INIT;

	for (size_t i = 0; i < import->said_count; i++)
		if (import->said[i].file == file)
			counts[import->said[i].outcome]++;
	news = counts[STK_OUTCOME_FILLS] + counts[STK_OUTCOME_STATED];
	stk_str_addf(&line, "%s (%s): ", from->path, person_name(it, from->by));
	stk_str_addf(&line, stk_tn("%lu new", "%lu new", news), news);
	stk_str_addf(&line, ", ");
	stk_str_addf(&line, stk_tn("%lu agrees", "%lu agree", counts[STK_OUTCOME_AGREES]),
		     counts[STK_OUTCOME_AGREES]);
	stk_str_addf(&line, ", ");
	stk_str_addf(&line,
		     stk_tn("%lu contradicts", "%lu contradict", counts[STK_OUTCOME_CONTRADICTS]),
		     counts[STK_OUTCOME_CONTRADICTS]);
	stk_str_addf(&line, ", ");
	stk_str_addf(&line, stk_tn("%lu not understood", "%lu not understood", unread), unread);
	add_line(it, out, line.data, 2);
	for (size_t i = 0; i < import->mapping_count; i++)
		if (import->mappings[i].file == file) {
			stk_str_reset(&line);
			stk_str_addf(&line, stk_t("  read as: %s"), import->mappings[i].text);
			add_line(it, out, line.data, 6);
		}
	tell_platforms(it, file, out);
	stk_str_release(&line);
}

static void tell_cell(const struct stk_importing *it, const struct stk_import_file *file,
		      const char *tab, const char *cell, const char *text, const char *why,
		      struct stk_str *out)
{
	struct stk_str line = STK_STR_INIT, cut = STK_STR_INIT;

	stk_text_cut(&cut, text, 40);
	stk_str_addf(&line, "  %s%s%s%s%s", file->name, *tab || *cell ? " " : "", tab,
		     *tab && *cell ? "!" : "", cell);
	if (*text)
		stk_str_addf(&line, " \"%s\"", cut.data);
	stk_str_addf(&line, ": %s", why);
	add_line(it, out, line.data, 6);
	stk_str_release(&line);
	stk_str_release(&cut);
}

static void tell_unread(const struct stk_importing *it, uint32_t file, struct stk_str *out)
{
	const struct stk_import *import = &it->import;
	size_t told = 0, count = unread_count(it, file);

	for (size_t i = 0; i < it->remark_count; i++)
		if (&it->files[it->remarks[i].file] == import->files[file] &&
		    (!it->remarks[i].is_unread || told++ < MAX_TOLD))
			tell_cell(it, import->files[file], it->remarks[i].tab, it->remarks[i].cell,
				  it->remarks[i].text, it->remarks[i].why, out);
	for (size_t i = 0; i < import->unread_count; i++)
		if (import->unread[i].file == file && told++ < MAX_TOLD)
			tell_cell(it, import->files[file], import->unread[i].tab,
				  import->unread[i].cell, import->unread[i].text,
				  import->unread[i].why, out);
	if (count > MAX_TOLD) {
		stk_str_addf(out,
			     stk_tn("  and %zu more, in the -unread sheet",
				    "  and %zu more, in the -unread sheet", count - MAX_TOLD),
			     count - MAX_TOLD);
		stk_str_addc(out, '\n');
	}
}

void stk_importing_tell(const struct stk_importing *it, struct stk_str *out)
{
	const struct stk_import *import = &it->import;
	struct stk_str line = STK_STR_INIT;

	for (uint32_t i = 0; i < import->file_count; i++) {
		tell_file(it, i, out);
		tell_unread(it, i, out);
	}
	for (size_t i = 0; i < import->pair_count; i++) {
		stk_str_reset(&line);
		stk_str_addf(&line,
			     stk_t("%s and %s may be the same; they are kept apart. If they are: "
				   "stocktake fold %s %s"),
			     import->pairs[i].a_name, import->pairs[i].b_name, import->pairs[i].a,
			     import->pairs[i].b);
		add_line(it, out, line.data, 2);
	}
	stk_str_release(&line);
}

/* --- the sheet to send back ---------------------------------------------------------------------
 */

static char *unread_path(const char *path)
{
	const char *slash = strrchr(path, '/'), *dot = strrchr(path, '.');
	size_t len = dot && (!slash || dot > slash + 1) ? (size_t)(dot - path) : strlen(path);

	size_t digits = len;

	/* What is left of such a list gets the next number: the one that came stays as it is. */
	while (digits && path[digits - 1] >= '0' && path[digits - 1] <= '9')
		digits--;
	if (digits < len && digits > 8 && len - digits < 6 &&
	    strncmp(path + digits - 8, "-unread-", 8) == 0)
		return stk_xasprintf("%.*s%lu.xlsx", (int)digits, path,
				     strtoul(path + digits, NULL, 10) + 1);
	if (len > 7 && strncmp(path + len - 7, "-unread", 7) == 0)
		return stk_xasprintf("%.*s-2.xlsx", (int)len, path);
	return stk_xasprintf("%.*s-unread.xlsx", (int)len, path);
}

static void fill_unread(const struct stk_importing *it, uint32_t file, struct stk_grid *grid)
{
	const struct stk_import *import = &it->import;
	struct stk_grid_tab *tab = stk_unread_sheet(grid, import->files[file]->by);

	for (size_t i = 0; i < it->remark_count; i++) {
		const struct stk_book_remark *remark = &it->remarks[i];
		struct stk_import_unread unread = {.tab = remark->tab,
						   .heading = "",
						   .text = remark->text,
						   .why = remark->why};

		if (!remark->is_unread || &it->files[remark->file] != import->files[file])
			continue;
		memcpy(unread.cell, remark->cell, sizeof unread.cell);
		stk_unread_put(grid, tab, &unread);
	}
	for (size_t i = 0; i < import->unread_count; i++)
		if (import->unread[i].file == file)
			stk_unread_put(grid, tab, &import->unread[i]);
}

int stk_importing_unread(const struct stk_importing *it, struct stk_err *err)
{
	int failed = 0;

	for (uint32_t i = 0; i < it->import.file_count && !failed; i++) {
		struct stk_grid grid = {0};
		struct stk_str bytes = STK_STR_INIT;
		char *path;

		if (!unread_count(it, i))
			continue;
		path = unread_path(it->import.files[i]->path);
		fill_unread(it, i, &grid);
		failed = stk_grid_xlsx(&grid, "unread", it->app->clock.now_seconds, &bytes, err);
		if (!failed)
			failed = stk_put_file(path, &bytes, err);
		if (!failed)
			stk_tell("What was not understood is in %s\n", path);
		free(path);
		stk_str_release(&bytes);
		stk_grid_release(&grid);
	}
	return failed;
}
