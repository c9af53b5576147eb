#include "change.h"

#include <stdlib.h>
#include <string.h>

#include "meant.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "stocktake/base/tr.h"
#include "stocktake/history/save.h"
#include "stocktake/model/match.h"

/* --- telling --------------------------------------------------------- */

static void show_lines(struct stk_str *out, char sign, const char *text, size_t len)
{
	const char *end = text + len;

	while (text < end) {
		const char *line_end = memchr(text, '\n', (size_t)(end - text));
		size_t line = (size_t)((line_end ? line_end : end) - text);

		stk_str_addc(out, sign);
		stk_text_visible(out, text, line, false);
		stk_str_addc(out, '\n');
		text += line + (line_end != NULL);
	}
}

/* A splice changes one stretch of lines: what is alike at both ends is left out. */
static void show_difference(struct stk_str *out, const char *path, const char *before,
			    const char *after)
{
	size_t before_len = strlen(before), after_len = strlen(after), head = 0, tail = 0, line = 1;
	size_t shorter = before_len < after_len ? before_len : after_len;

	while (head < shorter && before[head] == after[head])
		head++;
	if (head < before_len || head < after_len)
		while (head && before[head - 1] != '\n')
			head--;
	while (tail < shorter - head &&
	       before[before_len - tail - 1] == after[after_len - tail - 1])
		tail++;
	/* Only whole lines are alike: both begin behind a line end, or where the heads end. */
	while (tail && ((before_len - tail > head && before[before_len - tail - 1] != '\n') ||
			(after_len - tail > head && after[after_len - tail - 1] != '\n')))
		tail--;
	for (size_t i = 0; i < head; i++)
		line += before[i] == '\n';
	stk_text_visible(out, path, strlen(path), false);
	stk_str_addf(out, ":%zu\n", line);
	show_lines(out, '-', before + head, before_len - tail - head);
	show_lines(out, '+', after + head, after_len - tail - head);
}

static int show_dry_run(const struct stk_record *record)
{
	struct stk_str out = STK_STR_INIT;
	size_t count, len;
	const struct stk_written *written = stk_record_written(record, &count);
	int status;

	for (size_t i = 0; i < count; i++) {
		const char *after = stk_record_preview(record, written[i].path, &len);

		show_difference(&out, written[i].path, written[i].before ? written[i].before : "",
				after ? after : "");
	}
	if (!count)
		stk_str_add(&out, stk_t("Nothing would change.\n"));
	status = stk_put(&out);
	stk_str_release(&out);
	return status;
}

int stk_change_finish(const struct stk_app *app, struct stk_opened *opened,
		      struct stk_record *record, const char *by, const char *message)
{
	struct stk_save save = {.folder = opened->folder,
				.by = by,
				.message = message,
				.no_commit = app->no_commit};
	struct stk_saved saved;
	struct stk_err err;
	int status = 0;

	if (app->dry_run)
		return show_dry_run(record);
	if (stk_history_save(opened->inventory, record, &save, &saved, &err))
		status = stk_fail(&err);
	stk_tell("%s\n", saved.said);
	return status;
}

int stk_change_all(const struct stk_app *app, struct stk_opened *opened, const char *by,
		   const struct stk_change *changes, size_t count, const char *message)
{
	struct stk_voice voice = {.by = by, .kind = "decision"};
	struct stk_err err;
	struct stk_record *record =
		stk_record_open(opened->folder, opened->inventory, &voice, &err);
	int status;

	if (!record)
		return stk_fail(&err);
	stk_record_set_dry_run(record, app->dry_run);
	if (stk_record_apply(record, changes, count, &err)) {
		status = stk_fail(&err);
	} else {
		uint32_t disputes = stk_record_counts(record)->disputes;

		status = stk_change_finish(app, opened, record, by, message);
		if (!status && disputes)
			stk_tell("It contradicts what stands there: kept as a dispute. "
				 "`stocktake settle %s` shows both sides.\n",
				 changes[0].address);
	}
	stk_record_close(record);
	return status;
}

/* --- reading the command line ---------------------------------------- */

int stk_change_voice(struct stk_opened *opened, const char *given, const char **by,
		     struct stk_err *err)
{
	const struct stk_entity *who;
	struct stk_matcher *matcher;
	struct stk_match matches[2];
	size_t count;

	*by = NULL;
	if (!given)
		return 0;
	who = stk_inventory_find(opened->inventory, STK_STAKEHOLDER, given);
	if (who) {
		*by = stk_sym_text(&opened->inventory->syms, who->id);
		return 0;
	}
	matcher = stk_matcher_new(opened->inventory, 1u << STK_MATCH_STAKEHOLDER);
	count = stk_matcher_find(matcher, given, 1u << STK_MATCH_STAKEHOLDER, matches,
				 STK_COUNT(matches));
	if (count == 1 && matches[0].grade >= STK_MATCH_PREFIX) {
		*by = stk_sym_text(
			&opened->inventory->syms,
			opened->inventory->kinds[STK_STAKEHOLDER].items[matches[0].index].id);
	} else {
		stk_err_set(err, STK_EUSAGE,
			    count > 1 ? "--by %s: several stakeholders go by that"
				      : "--by %s: there is no such stakeholder",
			    given);
		stk_err_hint(err, "`stocktake list stakeholders` shows them; `stocktake add "
				  "stakeholder NAME` adds one.");
	}
	stk_matcher_free(matcher);
	return *by ? 0 : -1;
}

int stk_change_person(struct stk_opened *opened, const char *option, const char *given,
		      const char **id, struct stk_err *err)
{
	if (!stk_change_voice(opened, given, id, err))
		return 0;
	stk_err_set(err, STK_EUSAGE, "--%s %s: no stakeholder goes by that, or more than one",
		    option, given);
	stk_err_hint(err, "`stocktake list stakeholders` shows them.");
	return -1;
}

static int is_choice(const struct stk_key *key, const char *text, struct stk_err *err)
{
	struct stk_str list = STK_STR_INIT;

	if ((key->flags & STK_KEY_OPEN) || !key->choices)
		return 0;
	for (size_t i = 0; key->choices[i]; i++) {
		if (strcmp(key->choices[i], text) == 0) {
			stk_str_release(&list);
			return 0;
		}
		stk_str_addf(&list, "%s%s", i ? ", " : "", key->choices[i]);
	}
	stk_err_set(err, STK_EUSAGE, "%s cannot be \"%s\"", key->name, text);
	stk_err_hint(err, "One of: %s.", list.data);
	stk_str_release(&list);
	return -1;
}

static int check_text(const struct stk_key *key, const char *text, struct stk_err *err)
{
	switch (key->type) {
	case STK_TYPE_CHOICE:
	case STK_TYPE_SETTINGS: return is_choice(key, text, err);
	case STK_TYPE_DATE:
		if (stk_date_parse(text) == STK_DATE_NONE || strlen(text) != 10)
			return stk_err_set(err, STK_EUSAGE,
					   "%s takes a date as in 2026-11-30, not \"%s\"",
					   key->name, text);
		return 0;
	case STK_TYPE_EVERY:
		if (stk_every_parse(text) == STK_EVERY_NONE)
			return stk_err_set(err, STK_EUSAGE,
					   "%s takes how often, as in 15 minutes, 1 day, real time "
					   "or on demand, not \"%s\"",
					   key->name, text);
		return 0;
	case STK_TYPE_BOOL:
		if (strcmp(text, "true") != 0 && strcmp(text, "false") != 0)
			return stk_err_set(err, STK_EUSAGE, "%s takes true or false, not \"%s\"",
					   key->name, text);
		return 0;
	case STK_TYPE_NUMBER:
		if (!*text || strspn(text, "0123456789") != strlen(text))
			return stk_err_set(err, STK_EUSAGE, "%s takes a whole number, not \"%s\"",
					   key->name, text);
		return 0;
	default: return 0;
	}
}

static int check_value(const struct stk_key *key, const struct stk_value *value,
		       struct stk_err *err)
{
	if (value->kind == STK_NODE_SCALAR)
		return check_text(key, value->text, err);
	if (value->kind == STK_NODE_LIST)
		for (const struct stk_value *item = value->first; item; item = item->next)
			if (check_value(key, item, err))
				return -1;
	if (value->kind == STK_NODE_MAP && key->type == STK_TYPE_SETTINGS)
		for (const struct stk_value *member = value->first; member; member = member->next)
			if (check_value(key, member, err))
				return -1;
	if (value->kind == STK_NODE_MAP && key->type == STK_TYPE_ITEM && key->item &&
	    !(key->flags & STK_KEY_BY_NAME))
		for (const struct stk_value *member = value->first; member; member = member->next) {
			const struct stk_key *below = stk_shape_key_by_name(key->item, member->key);

			if (below && check_value(below, member, err))
				return -1;
		}
	return 0;
}

static const struct stk_value *from_yaml(const char *text, struct stk_arena *arena,
					 struct stk_err *err)
{
	struct stk_syms syms;
	const struct stk_node *root;
	const struct stk_value *value = NULL;

	stk_syms_init(&syms);
	root = stk_yaml_parse("VALUE", text, strlen(text), arena, &syms, err);
	if (root)
		value = stk_value_from_node(arena, root, &syms);
	stk_syms_release(&syms);
	return value;
}

static const struct stk_value *from_commas(const char *text, struct stk_arena *arena)
{
	struct stk_value *list = stk_value_list(arena);

	while (*text) {
		size_t len = strcspn(text, ",");
		const char *end = text + len;

		while (*text == ' ')
			text++;
		while (end > text && end[-1] == ' ')
			end--;
		if (end > text)
			stk_value_push(list, stk_value_text(arena, stk_arena_strndup(
									   arena, text,
									   (size_t)(end - text))));
		text += strcspn(text, ",");
		text += *text == ',';
	}
	return list;
}

const struct stk_value *stk_change_value(struct stk_inventory *inventory, const struct stk_key *key,
					 bool member, const char *text, struct stk_arena *arena,
					 struct stk_err *err)
{
	const struct stk_value *value;

	if (stk_utf8_valid_bytes(text, strlen(text)) != strlen(text)) {
		stk_err_set(err, STK_EUSAGE, "the value is not valid UTF-8");
		return NULL;
	}
	if (!key || member ||
	    (!(key->flags & STK_KEY_MANY) && key->type != STK_TYPE_ITEM &&
	     key->type != STK_TYPE_REASONS && key->type != STK_TYPE_SETTINGS &&
	     key->type != STK_TYPE_ANY))
		value = stk_value_text(arena, stk_arena_strdup(arena, text));
	else if (*text == '[' || *text == '{')
		value = from_yaml(text, arena, err);
	else
		value = from_commas(text, arena);
	if (value && key && !member)
		value = stk_meant(inventory, key, value, arena, err);
	if (value && key && (!member || key->type == STK_TYPE_SETTINGS) &&
	    check_value(key, value, err))
		value = NULL;
	return value;
}
