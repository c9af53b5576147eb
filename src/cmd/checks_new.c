/* `checks new`: a start for a check of the inventory's own. */
#include "checks_new.h"

#include <stdlib.h>
#include <string.h>

#include "change.h"
#include "stocktake/base/embed.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "stocktake/base/tr.h"
#include "stocktake/checks/runner.h"
#include "stocktake/model/builtin.h"

static const char *const kinds[] = {"silo", "gap",          "conflict", "quality",
				    "risk", "housekeeping", NULL};

/* The kind that was asked for, else the one that the id begins with, else a gap: the only one that
 * may begin from silence. NULL and err for what is none. */
static const char *kind_of(const char *id, const char *about, struct stk_err *err)
{
	size_t len = about ? strlen(about) : strcspn(id, "-");
	const char *word = about ? about : id;

	for (size_t i = 0; kinds[i]; i++)
		if (strlen(kinds[i]) == len && strncmp(kinds[i], word, len) == 0)
			return kinds[i];
	if (!about)
		return "gap";
	stk_err_set(err, STK_EUSAGE, "--about %s: there is no such kind of check", about);
	stk_err_hint(err, "It is silo, gap, conflict, quality, risk or housekeeping.");
	return NULL;
}

static int check_id(const char *id, struct stk_err *err)
{
	const char *defect = stk_text_id_defect(id, strlen(id));

	if (defect)
		return stk_err_set(err, STK_EUSAGE, "\"%s\" cannot be an id: it %s", id, defect);
	if (!stk_builtin_find(id))
		return 0;
	stk_err_set(err, STK_EUSAGE, "%s is built in: no check can take its place", id);
	stk_err_hint(err,
		     "Choose another id; `checks: {%s: off}` in inventory.yaml switches it off.",
		     id);
	return -1;
}

static void fill(struct stk_str *out, const char *text, const char *mark, const char *value)
{
	const char *at;

	while ((at = strstr(text, mark))) {
		stk_str_addn(out, text, (size_t)(at - text));
		stk_str_add(out, value);
		text = at + strlen(mark);
	}
	stk_str_add(out, text);
}

/* The shipped one whose place it takes, else the start with its marks filled in. */
static void compose(struct stk_str *out, const struct stk_embedded *shipped, const char *id,
		    const char *about)
{
	struct stk_str named = STK_STR_INIT;

	if (shipped) {
		stk_str_addn(out, shipped->data, shipped->size_bytes);
		return;
	}
	fill(&named, stk_embedded_find("checks/start.lua.in")->data, "@ID@", id);
	fill(out, named.data, "@ABOUT@", about);
	stk_str_release(&named);
}

static int write_files(struct stk_record *record, const char *path, const struct stk_str *text,
		       struct stk_err *err)
{
	const struct stk_embedded *rules = stk_embedded_find("checks/.luacheckrc");
	struct stk_err ignored;

	if (stk_record_new_file(record, path, text->data, text->len, err))
		return -1;
	/* One that is there already is somebody's own. */
	stk_record_new_file(record, "checks/.luacheckrc", rules->data, rules->size_bytes, &ignored);
	return 0;
}

int stk_checks_new(const struct stk_app *app, const char *id, const char *about_option)
{
	struct stk_opened opened;
	struct stk_record *record = NULL;
	struct stk_str text = STK_STR_INIT;
	struct stk_err err;
	char *path = stk_xasprintf("checks/%s.lua", id);
	char *message = stk_xasprintf("Check %s: a start", id);
	const struct stk_embedded *shipped = stk_embedded_find(path);
	const char *about = kind_of(id, about_option, &err);
	int status;

	if (!about || check_id(id, &err) || stk_open_writing(app, 0, &opened, &err)) {
		status = stk_fail(&err);
		goto out;
	}
	compose(&text, shipped, id, about);
	record = stk_record_open(opened.folder, opened.inventory, NULL, &err);
	if (record)
		stk_record_set_dry_run(record, app->dry_run);
	if (!record || write_files(record, path, &text, &err)) {
		status = stk_fail(&err);
	} else {
		status = stk_change_finish(app, &opened, record, NULL, message);
		if (!status && !app->dry_run)
			stk_tell("%s/%s%s\n"
				 "Next: edit it, then `stocktake checks test %s`.\n",
				 opened.folder, path,
				 shipped ? stk_t(" takes the place of the shipped check of that "
						 "id, and "
						 "begins as a copy of it.")
					 : "",
				 id);
	}
	stk_record_close(record);
	stk_opened_release(&opened);
out:
	free(path);
	free(message);
	stk_str_release(&text);
	return status;
}
