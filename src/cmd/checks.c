#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "checks_new.h"
#include "open.h"
#include "stocktake/base/file.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/tr.h"
#include "stocktake/checks/runner.h"
#include "stocktake/model/builtin.h"
#include "stocktake/model/settings.h"
#include "stocktake/report/checks.h"

#define MAX_CHECK_BYTES ((size_t)1 << 20)

/* Where the checks come from: the inventory, if there is one here, and what ships. */
struct origin {
	char *folder;
	struct stk_source *source; /* NULL: what ships */
	struct stk_opened opened;  /* with --rev */
};

/* The inventory as far as it says something of checks: inventory.yaml alone. NULL outside of any,
 * or where that cannot be read: `check` says so. The source is kept in *file. */
static struct stk_inventory *settings_of(const struct stk_app *app, struct stk_source *source,
					 struct stk_source **file)
{
	struct stk_str text = STK_STR_INIT;
	struct stk_memory_file only = {.path = "inventory.yaml"};
	struct stk_inventory *inventory = NULL;
	struct stk_err ignored;

	*file = NULL;
	if (source && !stk_source_read(source, only.path, &text, &ignored)) {
		only.data = text.data;
		only.len_bytes = text.len;
		*file = stk_source_memory(&only, 1);
		inventory = stk_inventory_load(*file, &app->clock, 0, &ignored);
	}
	stk_str_release(&text);
	return inventory;
}

static void obey(struct stk_check_card *cards, size_t count, const struct stk_inventory *inventory)
{
	for (size_t i = 0; i < count; i++) {
		struct stk_setting setting = stk_setting_of(inventory, cards[i].id);

		cards[i].off = setting.off;
		cards[i].set = setting.set;
		if (setting.set)
			cards[i].severity = stk_severity_name(setting.severity);
	}
}

static int find_origin(const struct stk_app *app, struct origin *origin, struct stk_err *err)
{
	memset(origin, 0, sizeof *origin);
	if (app->rev) {
		if (stk_open(app, 0, &origin->opened, err))
			return -1;
		origin->source = origin->opened.source;
		return 0;
	}
	origin->folder = stk_open_find(app, err);
	if (!origin->folder)
		return app->inventory ? -1 : 0; /* outside of any, what ships can be seen */
	origin->source = stk_source_folder(origin->folder, err);
	return origin->source ? 0 : -1;
}

static void release_origin(struct origin *origin)
{
	if (origin->opened.inventory)
		stk_opened_release(&origin->opened);
	else
		stk_source_close(origin->source);
	free(origin->folder);
}

/* What the report room may know. */
struct cards {
	struct stk_check_card *cards;
	struct stk_example_card *examples;
	struct stk_failed_check *failed;
	struct stk_checks_page page;
};

static struct stk_check_card builtin_card(const struct stk_builtin *check)
{
	return (struct stk_check_card){.id = check->id,
				       .severity = stk_severity_name(check->severity),
				       .about = check->about,
				       .title = stk_t(check->title),
				       .explain = stk_t(check->explain),
				       .remedy = stk_t(check->remedy),
				       .builtin = true};
}

static int by_id(const void *a, const void *b)
{
	const struct stk_check_card *one = a, *two = b;

	return strcmp(one->id, two->id);
}

static void add_builtins(struct cards *cards)
{
	for (size_t i = 0; i < stk_builtin_count; i++)
		cards->cards[cards->page.count++] = builtin_card(&stk_builtins[i]);
	qsort(cards->cards, cards->page.count, sizeof *cards->cards, by_id);
}

static void fill_cards(struct cards *cards, const struct stk_checks *checks,
		       const struct stk_check_trial *trials, size_t trial_count)
{
	cards->cards = stk_xcalloc(checks->count + stk_builtin_count + 1, sizeof *cards->cards);
	for (size_t i = 0; i < checks->count; i++) {
		const struct stk_check *check = &checks->items[i];

		cards->cards[i] =
			(struct stk_check_card){.id = check->id,
						.file = check->file,
						.severity = stk_severity_name(check->severity),
						.about = check->about,
						.title = check->title,
						.explain = check->explain,
						.remedy = check->remedy,
						.own = check->own,
						.replaces = check->replaces};
	}
	cards->failed = stk_xcalloc(checks->failure_count + 1, sizeof *cards->failed);
	for (size_t i = 0; i < checks->failure_count; i++)
		cards->failed[i] = (struct stk_failed_check){checks->failures[i].check,
							     checks->failures[i].reason};
	cards->examples = stk_xcalloc(trial_count + 1, sizeof *cards->examples);
	for (size_t i = 0; i < trial_count; i++)
		cards->examples[i] = (struct stk_example_card){.check = trials[i].check,
							       .file = trials[i].file,
							       .says = trials[i].says,
							       .passed = trials[i].passed,
							       .inventory = trials[i].inventory,
							       .told = trials[i].told,
							       .expected = trials[i].expected,
							       .found = trials[i].found,
							       .reason = trials[i].reason};
	cards->page = (struct stk_checks_page){.cards = cards->cards,
					       .count = checks->count,
					       .examples = cards->examples,
					       .example_count = trial_count,
					       .failed = cards->failed,
					       .failed_count = checks->failure_count};
}

static void release_cards(struct cards *cards)
{
	free(cards->cards);
	free(cards->examples);
	free(cards->failed);
}

static void tell_protection(const struct stk_checks *checks)
{
	if (checks->not_enforced)
		stk_tell("stocktake: checks run with less protection: %s\n", checks->not_enforced);
}

static int list_checks(const struct stk_app *app, struct stk_source *source)
{
	struct stk_source *file;
	struct stk_inventory *inventory = settings_of(app, source, &file);
	struct stk_str out = STK_STR_INIT;
	struct cards cards = {0};
	struct stk_err err;
	struct stk_checks *checks = stk_checks_list(source, &err);
	int status;

	if (!checks) {
		status = stk_fail(&err);
		goto out;
	}
	tell_protection(checks);
	fill_cards(&cards, checks, NULL, 0);
	add_builtins(&cards);
	if (inventory)
		obey(cards.cards, cards.page.count, inventory);
	stk_checks_list_render(&cards.page, stk_wants_json(app), &app->out, &out);
	status = stk_put(&out);
	if (!status && checks->failure_count)
		status = STK_ECHECK;
	release_cards(&cards);
	stk_checks_free(checks);
out:
	stk_inventory_free(inventory);
	stk_source_close(file);
	stk_str_release(&out);
	return status;
}

static int show_builtin(const struct stk_app *app, const struct stk_builtin *check)
{
	struct stk_check_card card = builtin_card(check);
	struct stk_checks_page page = {.cards = &card, .count = 1};
	struct stk_str out = STK_STR_INIT;
	int status;

	stk_checks_show_render(&page, stk_wants_json(app), &app->out, &out);
	status = stk_put(&out);
	stk_str_release(&out);
	return status;
}

static int show_check(const struct stk_app *app, struct stk_source *source, const char *id)
{
	struct stk_str out = STK_STR_INIT;
	struct cards cards = {0};
	struct stk_check_trial *trials = NULL;
	size_t count = 0, at = 0;
	struct stk_err err;
	struct stk_checks *checks, *tried = NULL;
	int status;

	if (stk_builtin_find(id))
		return show_builtin(app, stk_builtin_find(id));
	checks = stk_checks_list(source, &err);
	if (!checks)
		return stk_fail(&err);
	tell_protection(checks);
	while (at < checks->count && strcmp(checks->items[at].id, id) != 0)
		at++;
	if (at < checks->count)
		tried = stk_checks_test(source, checks->items[at].file, &trials, &count, &err);
	if (!tried) {
		if (at == checks->count) {
			stk_err_set(&err, STK_EUSAGE, "there is no check \"%s\"", id);
			stk_err_hint(&err, "`stocktake checks list` shows what there is.");
		}
		status = stk_fail(&err);
		goto out;
	}
	fill_cards(&cards, checks, trials, count);
	cards.page.cards += at;
	cards.page.failed_count = 0;
	stk_checks_show_render(&cards.page, stk_wants_json(app), &app->out, &out);
	status = stk_put(&out);
	release_cards(&cards);
	stk_checks_free(tried);
out:
	stk_checks_free(checks);
	stk_str_release(&out);
	return status;
}

/* A check that lies on disk, wherever that is, as the only one of a source. *name is what it is
 * called there. */
static struct stk_source *source_of_file(const char *path, char **name, struct stk_err *err)
{
	struct stk_memory_file files[2] = {{.path = "inventory.yaml", .data = ""}};
	const char *slash = strrchr(path, '/');
	struct stk_str text = STK_STR_INIT;
	struct stk_source *source = NULL;

	*name = NULL;
	if (!stk_file_read(AT_FDCWD, path, MAX_CHECK_BYTES, &text, NULL, err)) {
		*name = stk_xasprintf("checks/%s", slash ? slash + 1 : path);
		files[1] = (struct stk_memory_file){*name, text.data, text.len};
		source = stk_source_memory(files, 2);
	}
	stk_str_release(&text);
	return source;
}

static int test_checks(const struct stk_app *app, struct stk_source *source, const char *path)
{
	struct stk_str out = STK_STR_INIT;
	struct cards cards = {0};
	struct stk_check_trial *trials;
	struct stk_source *own = NULL;
	struct stk_checks *checks = NULL;
	struct stk_err err;
	char *name = NULL;
	size_t count;
	int status;

	if (path && access(path, F_OK) == 0) {
		own = source_of_file(path, &name, &err);
		if (!own)
			return stk_fail(&err);
	}
	checks = stk_checks_test(own ? own : source, own ? name : path, &trials, &count, &err);
	if (!checks) {
		status = stk_fail(&err);
		goto out;
	}
	tell_protection(checks);
	fill_cards(&cards, checks, trials, count);
	stk_checks_test_render(&cards.page, stk_wants_json(app), &app->out, &out);
	status = stk_put(&out);
	for (size_t i = 0; i < count && !status; i++)
		if (!trials[i].passed)
			status = 1;
	for (size_t i = 0; i < count; i++)
		if (!trials[i].passed && trials[i].reason && *trials[i].reason && status < STK_EIO)
			status = STK_ECHECK;
	if (checks->failure_count && status < STK_EIO)
		status = STK_ECHECK;
	release_cards(&cards);
	stk_checks_free(checks);
out:
	free(name);
	stk_source_close(own);
	stk_str_release(&out);
	return status;
}

static int usage(const char *what, struct stk_err *err)
{
	stk_err_set(err, STK_EUSAGE, "%s", what);
	stk_err_hint(err, "`stocktake checks list` shows the ids.");
	return stk_fail(err);
}

/* What goes with one verb and not with the others. */
static const char *misfit(const struct stk_app *app, const struct stk_args *args, const char *verb)
{
	bool new = strcmp(verb, "new") == 0;

	if (!new && (app->no_commit || app->dry_run || stk_arg(args, "about")))
		return stk_t("--about, --no-commit and --dry-run go with `checks new`");
	if (new && (app->rev || stk_wants_json(app)))
		return stk_t("`checks new` takes neither --rev nor --format");
	if (strcmp(verb, "list") == 0 && args->count > 1)
		return stk_t("`checks list` takes nothing more");
	if ((new || strcmp(verb, "show") == 0) && args->count < 2)
		return new ? stk_t("`checks new` needs an id for the check")
			   : stk_t("`checks show` needs the id of a check");
	return NULL;
}

static int run_checks(const struct stk_app *app, const struct stk_args *args)
{
	static const char *const verbs[] = {"list", "show", "new", "test"};
	const char *verb = args->words[0], *word = args->count > 1 ? args->words[1] : NULL, *wrong;
	struct origin origin;
	struct stk_err err;
	size_t which = 0;
	int status;

	while (which < STK_COUNT(verbs) && strcmp(verb, verbs[which]) != 0)
		which++;
	if (which == STK_COUNT(verbs)) {
		stk_err_set(&err, STK_EUSAGE,
			    "`checks` goes with list, show ID, new ID or test [FILE], not \"%s\"",
			    verb);
		return stk_fail(&err);
	}
	wrong = misfit(app, args, verb);
	if (wrong)
		return usage(wrong, &err);
	if (strcmp(verb, "new") == 0)
		return stk_checks_new(app, word, stk_arg(args, "about"));
	if (find_origin(app, &origin, &err))
		status = stk_fail(&err);
	else if (strcmp(verb, "list") == 0)
		status = list_checks(app, origin.source);
	else if (strcmp(verb, "show") == 0)
		status = show_check(app, origin.source, word);
	else
		status = test_checks(app, origin.source, word);
	release_origin(&origin);
	return status;
}

static const struct stk_option options[] = {
	{0, "about", "KIND", "new: silo, gap, conflict, quality, risk or housekeeping"},
};

const struct stk_cmd stk_cmd_checks = {
	.name = "checks",
	.group = "judge",
	.usage = "list | show ID | new ID | test [FILE]",
	.about = "List the checks, explain one, begin one, run their examples",
	.help = "The checks are those that ship and the inventory's own in its checks/ folder; one "
		"of the same id takes the place of a shipped one. Their examples are their tests: "
		"`test` runs those of all, or of FILE (a path, or a check's id). Status 1 where "
		"one does not find what it should, 3 where a check cannot be run.\n"
		"\n"
		"`new` writes checks/ID.lua, a commented start that passes its tests; of a shipped "
		"check's id a copy of that. `man stocktake-checks` (7) tells all that a check can "
		"ask.\n"
		"\n"
		"  stocktake checks show silo-isolated\n"
		"  stocktake checks new gap-website\n"
		"  stocktake checks test checks/gap-website.lua\n",
	.formats = "text json",
	.options = options,
	.option_count = STK_COUNT(options),
	.takes = STK_TAKES_INVENTORY | STK_TAKES_REV | STK_TAKES_WRITING,
	.min_words = 1,
	.max_words = 2,
	.run = run_checks,
};
