#include "log.h"

#include <stdlib.h>

#include "json.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/table.h"
#include "stocktake/base/tr.h"
#include "stocktake/base/when.h"

void stk_commit_lines_release(struct stk_commit_lines *lines)
{
	stk_arena_release(&lines->arena);
	free(lines->items);
	*lines = (struct stk_commit_lines){0};
}

static const char *copy(struct stk_commit_lines *lines, const char *text)
{
	return stk_arena_strdup(&lines->arena, text ? text : "");
}

void stk_commit_lines_add(struct stk_commit_lines *lines, const struct stk_commit_line *line,
			  const char *const *paths)
{
	struct stk_commit_line *added;
	size_t count = 0;

	while (paths && paths[count])
		count++;
	STK_GROW(lines->items, lines->cap, lines->count + 1);
	added = &lines->items[lines->count++];
	*added = (struct stk_commit_line){.id = copy(lines, line->id),
					  .who = copy(lines, line->who),
					  .email = copy(lines, line->email),
					  .subject = copy(lines, line->subject),
					  .time_seconds = line->time_seconds,
					  .path_count = count};
	added->paths = stk_arena_alloc(&lines->arena, (count + 1) * sizeof *added->paths);
	for (size_t i = 0; i < count; i++)
		added->paths[i] = copy(lines, paths[i]);
}

void stk_log_table(struct stk_page *page, const struct stk_commit_lines *lines, size_t indent)
{
	struct stk_table table;

	stk_table_init(&table, 3);
	stk_table_keep(&table, 0);
	for (size_t i = 0; i < lines->count; i++) {
		char time[21];

		stk_time_format(lines->items[i].time_seconds, time);
		stk_table_addf(&table, "%.10s", time);
		stk_table_add(&table, lines->items[i].who);
		stk_table_add(&table, lines->items[i].subject);
	}
	stk_page_table(page, &table, indent);
	stk_table_release(&table);
}

json_t *stk_log_json(const struct stk_commit_lines *lines)
{
	json_t *list = json_array();

	for (size_t i = 0; i < lines->count; i++) {
		const struct stk_commit_line *line = &lines->items[i];
		json_t *object = json_object(), *paths = json_array();
		char time[21];

		stk_time_format(line->time_seconds, time);
		stk_json_set_text(object, "id", line->id);
		stk_json_set_text(object, "date", time);
		stk_json_set_text(object, "who", line->who);
		stk_json_set_text(object, "email", line->email);
		stk_json_set_text(object, "subject", line->subject);
		for (size_t j = 0; j < line->path_count; j++)
			stk_json_add(paths, stk_json_text(line->paths[j]));
		stk_json_set(object, "paths", paths);
		stk_json_add(list, object);
	}
	return list;
}

void stk_log_render(const struct stk_commit_lines *lines, bool json,
		    const struct stk_terminal *term, struct stk_str *out)
{
	struct stk_page page = {out, term};

	if (json) {
		json_t *document = json_object();

		stk_json_set(document, "commits", stk_log_json(lines));
		stk_json_write(document, out);
		return;
	}
	stk_log_table(&page, lines, 0);
	if (!lines->count)
		stk_page_text(&page, 0, STK_PLAIN, stk_t("No commits yet."));
	else if (lines->more)
		stk_page_text(&page, 0, STK_DIM, stk_t("Older ones are left out: -n shows more."));
}
