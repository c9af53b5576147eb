#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "init.h"
#include "stocktake/base/embed.h"
#include "stocktake/base/file.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "stocktake/base/tr.h"
#include "stocktake/history/save.h"
#include "stocktake/model/catalogue.h"
#include "stocktake/model/match.h"
#include "stocktake/record/durable.h"

static const struct stk_option options[] = {
	{0, "name", "NAME", "what is audited; otherwise DIR's name, or Sales data"},
	{0, "goal", "TEXT", "what the data is needed for"},
	{0, "destination", "PLATFORM", "where the reports are to be made"},
	{0, "language", "LANG", "en or zh: of goal, teams and metrics; kept for asking"},
	{0, "from", "LIST", "begin with the list of tools that there is already: XLSX, ODS or CSV"},
	{0, "map", "HEADING=KEY...", "what a heading of the list means; kept for next time"},
	{0, "encoding", "NAME", "of CSV, where it is not found out: GB18030, CP1252"},
	{0, "by", "NAME", "who made that list: kept as evidence"},
};

/* --- what -------------------------------------------------------------- */

static void add_key(struct stk_str *out, const char *key, const char *text)
{
	struct stk_arena arena = STK_ARENA_INIT;

	stk_str_addf(out, "%s:", key);
	stk_yaml_emit_block(stk_value_text(&arena, text), 0, "\n", out);
	stk_str_addc(out, '\n');
	stk_arena_release(&arena);
}

static const struct {
	const char *id, *name, *chinese, *chain;
} teams[] = {
	{"board", "Board", "董事会", "up"},
	{"sales-management", "Sales management", "销售管理", "home"},
	{"sales", "Sales reps", "销售", "down"},
	{"marketing", "Marketing", "市场", "across"},
};

static void first_file(const struct stk_init *begin, const char *destination_id,
		       struct stk_str *out)
{
	const char *goal = stk_arg(begin->args, "goal"),
		   *language = stk_arg(begin->args, "language");
	bool chinese = language && strcmp(language, "zh") == 0;

	stk_str_add(out, "stocktake: 1                         # version of the file format\n");
	add_key(out, "name", begin->name);
	add_key(out, "goal",
		goal      ? goal
		: chinese ? "查明我们的销售数据在购买周期的每个阶段存放在哪里，以便做出准确的报表。"
			  : "Find out where our sales data is kept at each stage of the buying "
			    "cycle, "
			    "so that we can make accurate reports.");
	add_key(out, "language", language ? language : "en");
	if (destination_id)
		stk_str_addf(out, "destination: [%s]\n", destination_id);
	else
		stk_str_add(out, "# destination: [power-bi]            # where the reports are to "
				 "be made: not said so far\n");
	stk_str_add(out, "stages: [awareness, consideration, decision, retention]       # the "
			 "buying cycle, in order\n"
			 "categories: [");
	for (size_t i = 0; stk_categories[i]; i++)
		stk_str_addf(out, "%s%s%s", i ? "," : "", i ? (i % 5 ? " " : "\n  ") : "",
			     stk_categories[i]);
	stk_str_add(out,
		    "]\n"
		    "teams:                               # where they stand in the chain: up, "
		    "down, across, home\n");
	for (size_t i = 0; i < STK_COUNT(teams); i++)
		stk_str_addf(out, "  - {id: %s, name: %s, chain: %s}\n", teams[i].id,
			     chinese ? teams[i].chinese : teams[i].name, teams[i].chain);
	stk_str_add(
		out,
		"confirm_every: 6 months              # after that a platform counts as stale\n");
}

/* The name of a metric that ships is data of the inventory from now on: in its language. The
 * English one stays among its other names. */
static void translate_metric(const struct stk_tr *tr, struct stk_str *text)
{
	char *line = strstr(text->data, "\nname: ");
	size_t at = stk_starts(text->data, "name: ") ? strlen("name: ")
		    : line ? (size_t)(line - text->data) + strlen("\nname: ")
			   : 0,
	       len = strcspn(text->data + at, "\n");
	char *name = stk_xstrndup(text->data + at, len);
	const char *other = at ? stk_tr_c(tr, "metric", name) : name;
	struct stk_str aka = STK_STR_INIT;

	if (other != name) {
		const char *list = strstr(text->data, "\naka: [");

		stk_str_addf(&aka, list ? "%s, " : "\naka: [%s]", name);
		stk_str_splice(text,
			       list ? (size_t)(list - text->data) + strlen("\naka: [") : at + len,
			       0, aka.data, aka.len);
		stk_str_splice(text, at, len, other, strlen(other));
	}
	stk_str_release(&aka);
	free(name);
}

static int write_metrics(int dirfd, const char *language, struct stk_err *err)
{
	struct stk_tr *tr = language ? stk_tr_open(language) : NULL;
	struct stk_str text = STK_STR_INIT;
	int failed = 0;

	for (size_t i = 0; i < stk_embedded_count && !failed; i++) {
		const struct stk_embedded *file = &stk_embedded_files[i];

		if (!stk_starts(file->name, "metrics/"))
			continue;
		stk_str_reset(&text);
		stk_str_addn(&text, file->data, file->size_bytes);
		translate_metric(tr, &text);
		failed = stk_durable_write(dirfd, file->name, text.data, text.len, err);
	}
	stk_str_release(&text);
	stk_tr_close(tr);
	return failed;
}

static int make_folder(const char *folder, struct stk_err *err)
{
	char *path = stk_xstrdup(folder);
	int result = 0;

	for (char *slash = path + 1; !result && slash; *slash = '/', slash++) {
		slash = strchr(slash, '/');
		if (!slash)
			break;
		*slash = '\0';
		if (mkdir(path, 0777) && errno != EEXIST)
			result = stk_err_errno(err, errno, "cannot make the folder %s", path);
	}
	if (!result && mkdir(folder, 0777) && errno != EEXIST)
		result = stk_err_errno(err, errno, "cannot make the folder %s", folder);
	free(path);
	return result;
}

/* --- all of it ----------------------------------------------------------- */

struct paths {
	const char **items;
	size_t count, cap;
};

static int add_path(void *data, const char *path)
{
	struct paths *paths = data;

	STK_GROW(paths->items, paths->cap, paths->count + 2);
	paths->items[paths->count++] = stk_xstrdup(path);
	paths->items[paths->count] = NULL;
	return 0;
}

static int commit_all(struct stk_init *begin, struct stk_opened *opened, struct stk_err *err)
{
	struct paths paths = {0};
	char *message =
		begin->has_list
			? stk_xasprintf("Begin the inventory %s, with %u platforms from a list",
					begin->name, stk_init_platforms(begin))
			: stk_xasprintf("Begin the inventory %s", begin->name);
	struct stk_save save = {
		.folder = opened->folder, .message = message, .no_commit = begin->app->no_commit};
	struct stk_saved saved = {0};
	int failed = stk_source_each(opened->source, "", add_path, &paths, err);

	if (!failed)
		failed = stk_history_save_paths(opened->inventory, paths.items, &save, &saved, err);
	if (*saved.said)
		stk_tell("%s\n", saved.said);
	for (size_t i = 0; i < paths.count; i++)
		free((char *)paths.items[i]);
	free(paths.items);
	free(message);
	return failed;
}

static int write_beginning(struct stk_init *begin, const char *destination, struct stk_err *err)
{
	struct stk_str text = STK_STR_INIT;
	struct stk_repo *repo;
	int dirfd = -1, failed = make_folder(begin->folder, err);

	if (!failed && begin->own_repository && !begin->app->no_commit) {
		repo = stk_repo_init(begin->folder, err);
		failed = repo ? 0 : -1;
		stk_repo_close(repo);
	}
	if (!failed && (dirfd = open(begin->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)) < 0)
		failed = stk_err_errno(err, errno, "cannot open %s", begin->folder);
	first_file(begin, destination, &text);
	if (!failed)
		failed = write_metrics(dirfd, stk_arg(begin->args, "language"), err);
	if (!failed) /* last, for it is what makes the folder an inventory */
		failed = stk_durable_write(dirfd, "inventory.yaml", text.data, text.len, err);
	stk_str_release(&text);
	if (dirfd >= 0)
		close(dirfd);
	return failed;
}

static int fill(struct stk_init *begin, const char *destination, struct stk_err *err)
{
	struct stk_opened opened = {0};
	int failed;

	opened.folder = stk_xstrdup(begin->folder);
	opened.source = stk_source_folder(begin->folder, err);
	if (opened.source)
		opened.inventory = stk_inventory_load(opened.source, &begin->app->clock,
						      STK_LOAD_EVIDENCE, err);
	failed = opened.inventory ? 0 : -1;
	if (!failed && begin->has_list)
		failed = stk_init_take(begin, &opened, err);
	if (!failed && destination &&
	    !stk_inventory_find(opened.inventory, STK_PLATFORM, destination))
		failed = stk_init_destination(begin, &opened, destination, err);
	if (!failed)
		failed = commit_all(begin, &opened, err);
	stk_opened_release(&opened);
	return failed;
}

/* The first file in memory: what the list is tried on before anything is written. */
static struct stk_source *first_source(const struct stk_init *begin, struct stk_str *text)
{
	struct stk_memory_file file = {.path = "inventory.yaml"};

	first_file(begin, NULL, text);
	file.data = text->data;
	file.len_bytes = text->len;
	return stk_source_memory(&file, 1);
}

static int begin_it(struct stk_init *begin, struct stk_err *err)
{
	struct stk_str text = STK_STR_INIT;
	struct stk_source *source = first_source(begin, &text);
	struct stk_inventory *scratch = stk_inventory_load(source, &begin->app->clock, 0, err);
	struct stk_import trial = {.arena = STK_ARENA_INIT};
	char *destination = NULL;
	int failed = scratch ? 0 : -1;

	/* The list is read against an inventory in memory first: where it cannot be read, nothing
	 * is begun. */
	if (!failed && begin->has_list)
		failed = stk_init_understand(begin, scratch, "", &trial, err);
	if (!failed)
		destination =
			stk_init_destination_id(begin, scratch, begin->has_list ? &trial : NULL);
	if (!failed && begin->app->dry_run) {
		stk_tell("Would begin the inventory \"%s\" in %s\n", begin->name, begin->folder);
		if (begin->has_list) {
			begin->list = trial;
			stk_init_tell(begin);
			trial = (struct stk_import){.arena = STK_ARENA_INIT};
		}
	} else if (!failed) {
		failed = write_beginning(begin, destination, err);
		if (!failed)
			failed = fill(begin, destination, err);
	}
	stk_import_release(&trial);
	free(destination);
	stk_inventory_free(scratch);
	stk_source_close(source);
	stk_str_release(&text);
	return failed;
}

/* -i only where the inventory would not be found from here without it. */
static void tell_next(const struct stk_init *begin)
{
	struct stk_err ignored;
	char *found = stk_open_find(begin->app, &ignored),
	     *there = found ? realpath(found, NULL) : NULL, *ours = realpath(begin->folder, NULL);

	if (there && ours && strcmp(there, ours) == 0)
		stk_tell("%s is ready. Next: stocktake walk --as NAME\n", begin->name);
	else
		stk_tell("%s is ready. Next: stocktake -i '%s' walk --as NAME\n", begin->name,
			 begin->folder);
	free(found);
	free(there);
	free(ours);
}

/* Options that say something of the list. */
static const char *const of_list[] = {"by", "map", "encoding"};

static int run_init(const struct stk_app *app, const struct stk_args *args)
{
	struct stk_init begin = {.app = app, .args = args, .arena = STK_ARENA_INIT};
	struct stk_err err;
	const char *language = stk_arg(args, "language");
	int status = 0;

	if (language && strcmp(language, "en") != 0 && strcmp(language, "zh") != 0) {
		stk_err_set(&err, STK_EUSAGE, "--language takes en or zh, not \"%s\"", language);
		return stk_fail(&err);
	}
	for (size_t i = 0; i < STK_COUNT(of_list) && !stk_arg(args, "from"); i++)
		if (stk_arg(args, of_list[i])) {
			stk_err_set(&err, STK_EUSAGE, "--%s is about the list: it goes with --from",
				    of_list[i]);
			return stk_fail(&err);
		}
	if (stk_init_folder(&begin, &err) || stk_init_repository(&begin, &err) ||
	    stk_init_read(&begin, &err))
		status = stk_fail(&err);
	if (!status) {
		stk_init_name(&begin);
		if (begin_it(&begin, &err))
			status = stk_fail(&err);
		else if (!app->dry_run)
			tell_next(&begin);
	}
	stk_init_release(&begin);
	free(begin.name);
	free(begin.folder);
	return status;
}

const struct stk_cmd stk_cmd_init = {
	.name = "init",
	.group = "begin",
	.usage = "[DIR]",
	.about = "Begin an inventory, from nothing or from a list",
	.help = "DIR becomes the inventory. Without DIR it is inventories/NAME in the git "
		"repository you stand in; where there is none, "
		"./NAME with a repository of its own.\n"
		"\n"
		"The list is a spreadsheet or CSV with a heading row: name (or tool, system, "
		"名称), "
		"website, category, owner, used by, integrates with, contact fields, notes, "
		"in English or Chinese; --map says what another heading means, as for import. "
		"Every "
		"other column is kept as it is. A cell may hold "
		"several values. What could not be read is listed "
		"by cell and kept in the notes.\n"
		"\n"
		"  stocktake init --name 'Acme sales data' --destination 'Power BI' --from "
		"tools.csv\n",
	.options = options,
	.option_count = STK_COUNT(options),
	.takes = STK_TAKES_WRITING,
	.max_words = 1,
	.run = run_init,
};
