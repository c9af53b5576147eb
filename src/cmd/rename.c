#include <stdlib.h>
#include <string.h>

#include "look.h"
#include "moving.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "stocktake/model/address.h"

static const struct stk_option options[] = {
	{0, "name", "NAME", "what people call it from now on; the old name is kept as another"},
	{0, "by", "STAKEHOLDER", "who says so: kept as evidence"},
};

/* What is renamed: all texts live as long as the address and the arguments. */
struct renaming {
	struct stk_looked looked;
	struct stk_address address;
	struct stk_moving moving;
	struct stk_str id, to_file; /* the new id; where a file of its own goes */
	const char *by;
};

/* What the address is of: an entry, a term, a field, a team. */
static int find_what(const struct stk_opened *opened, struct renaming *renaming,
		     struct stk_err *err)
{
	struct stk_move *move = &renaming->moving.move;
	const struct stk_address *address = &renaming->address;
	const struct stk_looked *looked = &renaming->looked;
	const struct stk_term *term;

	move->kind = looked->kind;
	if (looked->kind == STK_INVENTORY && address->count == 3 &&
	    strcmp(address->parts[1], "teams") == 0) {
		move->what = STK_MOVE_TEAM;
		move->from = address->parts[2];
		if (stk_team_find(opened->inventory, move->from))
			return 0;
		return stk_err_set(err, STK_EUSAGE, "there is no team \"%s\"", move->from);
	}
	if (looked->kind == STK_PLATFORM && address->count == 4 &&
	    strcmp(address->parts[2], "fields") == 0) {
		move->what = STK_MOVE_FIELD;
		move->platform = address->parts[1];
		move->from = address->parts[3];
		return 0;
	}
	if (address->count == 2 && looked->kind == STK_TERM) {
		move->from = address->parts[1];
		term = stk_term_find(opened->inventory, move->from);
		if (term && term->own && looked->entity)
			return 0;
		stk_err_set(err, STK_EUSAGE, "%s is a term of the standard dictionary",
			    looked->address);
		stk_err_hint(err, "Only terms of the inventory's own terms.yaml have other ids.");
		return -1;
	}
	if (address->count == 2 && looked->entity && looked->kind != STK_EVIDENCE &&
	    looked->kind != STK_WAIVER) {
		move->from = stk_sym_text(&opened->inventory->syms, looked->entity->id);
		return 0;
	}
	stk_err_set(err, STK_EUSAGE, "%s has no id of its own to change", looked->address);
	stk_err_hint(err, "platforms/ID, stakeholders/ID, metrics/ID, workshops/ID, terms/ID, "
			  "inventory/teams/ID and platforms/ID/fields/NAME have.");
	return -1;
}

/* True if something goes by the new id already. */
static bool is_taken(const struct stk_opened *opened, const struct renaming *renaming)
{
	const struct stk_move *move = &renaming->moving.move;
	struct stk_str text = STK_STR_INIT;
	struct stk_address address;
	struct stk_place place;
	struct stk_err ignored;
	bool taken = false;

	if (move->what == STK_MOVE_TEAM)
		return stk_team_find(opened->inventory, move->to) != NULL;
	if (move->what == STK_MOVE_ENTITY)
		return (move->kind == STK_TERM &&
			stk_term_find(opened->inventory, move->to) != NULL) ||
		       stk_inventory_find(opened->inventory, move->kind, move->to) != NULL;
	stk_str_add(&text, "platforms");
	stk_address_add(&text, move->platform);
	stk_str_add(&text, "/fields");
	stk_address_add(&text, move->to);
	if (!stk_address_parse(text.data, &address, &ignored)) {
		taken = stk_address_resolve(opened->inventory, &address, &place, &ignored) &&
			place.found == address.count;
		stk_address_release(&address);
	}
	stk_str_release(&text);
	return taken;
}

static int id_is_sound(const struct stk_move *move, struct stk_err *err)
{
	const char *defect = NULL, *dot = strchr(move->to, '.');
	struct stk_str slug = STK_STR_INIT;

	if (move->what == STK_MOVE_FIELD) {
		if (!*move->to ||
		    stk_utf8_valid_bytes(move->to, strlen(move->to)) != strlen(move->to))
			return stk_err_set(err, STK_EUSAGE, "\"%s\" cannot be a field's name",
					   move->to);
		return 0;
	}
	if (move->kind == STK_TERM && (!dot || dot == move->to || !dot[1])) {
		stk_err_set(err, STK_EUSAGE, "\"%s\" is no term", move->to);
		stk_err_hint(err, "Write a group, a dot and a name: deal.region");
		return -1;
	}
	if (move->kind != STK_TERM)
		defect = stk_text_id_defect(move->to, strlen(move->to));
	if (!defect)
		return 0;
	stk_err_set(err, STK_EUSAGE, "\"%s\" cannot be an id: it %s", move->to, defect);
	stk_text_slug(&slug, move->to);
	if (slug.len && move->kind != STK_TERM)
		stk_err_hint(err,
			     "As an id that is %s. What it is called, with blanks and capitals, is "
			     "its name: `stocktake rename ... --name '%s'`.",
			     slug.data, move->to);
	else
		stk_err_hint(err, "Ids are lower-case letters and digits of any script, with - "
				  "between words.");
	stk_str_release(&slug);
	return -1;
}

/* NEW-ID as it was given, also with the kind before it; else made of --name. */
static int find_new_id(const struct stk_opened *opened, const char *word, struct renaming *renaming,
		       struct stk_err *err)
{
	struct stk_move *move = &renaming->moving.move;
	const char *plural = stk_kinds[move->kind].plural;
	size_t kind = strlen(plural);

	if (!word)
		stk_text_slug(&renaming->id, renaming->moving.name);
	else if (move->what == STK_MOVE_ENTITY && strncmp(word, plural, kind) == 0 &&
		 word[kind] == '/')
		stk_str_add(&renaming->id, word + kind + 1);
	else
		stk_str_add(&renaming->id, word);
	move->to = renaming->id.data;
	if (id_is_sound(move, err))
		return -1;
	if (strcmp(move->from, move->to) == 0) {
		stk_err_set(err, STK_EUSAGE, "%s is called that already", renaming->looked.address);
		stk_err_hint(err, "`stocktake set %s/name NAME` changes the name alone.",
			     renaming->looked.address);
		return -1;
	}
	if (!is_taken(opened, renaming))
		return 0;
	stk_err_set(err, STK_EUSAGE, "there is a \"%s\" already", move->to);
	if (move->what == STK_MOVE_ENTITY && move->kind != STK_TERM && move->kind != STK_WORKSHOP)
		stk_err_hint(err, "If both are one: `stocktake fold %s %s/%s`.",
			     renaming->looked.address, plural, move->to);
	return -1;
}

static void find_new_file(struct renaming *renaming)
{
	const struct stk_move *move = &renaming->moving.move;
	const char *slash = strrchr(renaming->looked.file, '/');

	if (move->what == STK_MOVE_ENTITY && move->kind != STK_TERM && slash)
		stk_str_addf(&renaming->to_file, "%.*s/%s.yaml",
			     (int)(slash - renaming->looked.file), renaming->looked.file, move->to);
}

static int rename_it(const struct stk_app *app, struct stk_opened *opened,
		     struct renaming *renaming)
{
	struct stk_str to = STK_STR_INIT;
	char *message;
	int status;

	stk_str_add(&to, renaming->looked.address);
	*strrchr(to.data, '/') = '\0';
	to.len = strlen(to.data);
	stk_address_add(&to, renaming->moving.move.to);
	message = stk_xasprintf("Rename %s to %s", renaming->looked.address, to.data);
	find_new_file(renaming);
	status = stk_move_all(app, opened, &renaming->moving, renaming->by, message,
			      renaming->to_file.len ? renaming->looked.file : NULL,
			      renaming->to_file.data);
	if (!status && !app->dry_run)
		stk_tell("%s\n", to.data);
	free(message);
	stk_str_release(&to);
	return status;
}

static int run_rename(const struct stk_app *app, const struct stk_args *args)
{
	struct renaming renaming = {
		.id = STK_STR_INIT, .to_file = STK_STR_INIT, .moving.name = stk_arg(args, "name")};
	const char *word = args->count > 1 ? args->words[1] : NULL;
	struct stk_opened opened;
	struct stk_err err;
	int status;

	if (!word && (!renaming.moving.name || !*renaming.moving.name)) {
		stk_err_set(&err, STK_EUSAGE, "`rename` needs a new id, or a --name to make it of");
		return stk_fail(&err);
	}
	if (stk_open_writing(app, 0, &opened, &err))
		return stk_fail(&err);
	if (stk_look(&opened, args->words[0], true, &renaming.looked, &err) ||
	    stk_address_parse(renaming.looked.address, &renaming.address, &err) ||
	    find_what(&opened, &renaming, &err) || find_new_id(&opened, word, &renaming, &err) ||
	    stk_change_voice(&opened, stk_arg(args, "by"), &renaming.by, &err)) {
		status = stk_fail(&err);
	} else if (renaming.moving.move.what == STK_MOVE_FIELD && renaming.moving.name) {
		stk_err_set(&err, STK_EUSAGE, "a field has no name beside the one that is changed");
		stk_err_hint(&err, "`stocktake set %s/label LABEL` sets what people see.",
			     renaming.looked.address);
		status = stk_fail(&err);
	} else {
		status = rename_it(app, &opened, &renaming);
	}
	stk_looked_release(&renaming.looked);
	stk_address_release(&renaming.address);
	stk_str_release(&renaming.id);
	stk_str_release(&renaming.to_file);
	stk_opened_release(&opened);
	return status;
}

const struct stk_cmd stk_cmd_rename = {
	.name = "rename",
	.group = "edit",
	.usage = "ADDRESS [NEW-ID]",
	.about = "Give an entry, term, field or team another id, everywhere",
	.help = "Its file is called so from then on, and everything that spoke of it follows: "
		"integrations, people, workshops, terms, disputes, waivers, evidence. The old id "
		"and name stay as other names, so that whoever types them finds it; `who` and "
		"`log` follow. Without NEW-ID it is made of --name.\n"
		"\n"
		"  stocktake rename platforms/hubspot hubspot-eu --name 'HubSpot EU'\n"
		"  stocktake rename inventory/teams/sales field-sales\n"
		"  stocktake rename platforms/hubspot/fields/Contact.firstname "
		"Contact.first_name\n",
	.options = options,
	.option_count = STK_COUNT(options),
	.takes = STK_TAKES_INVENTORY | STK_TAKES_WRITING,
	.min_words = 1,
	.max_words = 2,
	.run = run_rename,
};
