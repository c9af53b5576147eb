/* What each statement means for the record: a hole filled, an agreement, a contradiction. */
#include <stdlib.h>
#include <string.h>

#include "import_private.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "stocktake/base/tr.h"
#include "stocktake/model/questions.h"

/* What earlier statements of the same import have said, by address. */
struct scales {
	struct stk_intake *intake;
	struct stk_map said;   /* address -> index + 1 of the statement that stands there */
	struct stk_map own;    /* person, address, value: said in this import already */
	struct stk_map voiced; /* person, address -> index of what they said there first */
};

static const char *by_of(const struct scales *scales, const struct stk_statement *said)
{
	return scales->intake->import->files[said->file]->by;
}

/* Where evidence has the statement: a member has an address of its own. */
static void evidence_address(const struct stk_statement *said, struct stk_str *out)
{
	const struct stk_value *value = said->change.value, *name;

	stk_str_add(out, said->change.address);
	if (said->change.op != STK_CHANGE_ADD)
		return;
	name = value->kind == STK_NODE_SCALAR ? value : stk_value_member(value, "name");
	if (!name)
		name = stk_value_member(value, "with");
	stk_address_add(out, name->text);
}

static void value_text(const struct stk_statement *said, struct stk_str *out)
{
	const struct stk_change *change = &said->change;

	if (change->op == STK_CHANGE_STATE)
		stk_str_addf(out, "?%d %s", (int)change->state, change->ask ? change->ask : "");
	else if (change->op == STK_CHANGE_ADD && change->value->kind == STK_NODE_SCALAR)
		stk_str_add(out, "true");
	else
		stk_yaml_emit_flow(change->value, out);
}

static bool answer_is(const struct stk_inventory *inventory, const struct stk_answer *answer,
		      const struct stk_statement *said)
{
	const struct stk_change *change = &said->change;

	if (change->op == STK_CHANGE_STATE)
		return answer->state == change->state &&
		       (change->state != STK_ANSWER_ASK ||
			strcmp(answer->ask ? answer->ask : "", change->ask) == 0);
	if (answer->state != STK_ANSWER_SAYS || !answer->says)
		return false;
	if (change->op == STK_CHANGE_ADD && change->value->kind == STK_NODE_SCALAR)
		return stk_node_kind(answer->says) == STK_NODE_SCALAR &&
		       strcmp(stk_sym_text(&inventory->syms, answer->says->value), "true") == 0;
	return stk_value_equals_node(change->value, answer->says, &inventory->syms);
}

static bool says_no(const struct stk_statement *said)
{
	return said->change.op == STK_CHANGE_SET && said->change.value->text &&
	       strcmp(said->change.value->text, "false") == 0;
}

const struct stk_answer *stk_intake_last(const struct stk_intake *intake, const char *by,
					 const char *address)
{
	const struct stk_answer *last = NULL;
	size_t count;
	const struct stk_answer *const *answers =
		stk_evidence_at(intake->evidence, address, false, &count);

	for (size_t i = 0; i < count; i++)
		if (answers[i]->by && strcmp(answers[i]->by, by) == 0)
			last = answers[i];
	return last;
}

static const struct stk_answer *last_of(const struct scales *scales, const char *by,
					const char *address)
{
	return stk_intake_last(scales->intake, by, address);
}

/* One value of a list: said with all of them, or by itself. */
static bool value_said(const struct scales *scales, const char *by, const char *list,
		       const char *text)
{
	const struct stk_inventory *inventory = scales->intake->inventory;
	const struct stk_answer *whole = last_of(scales, by, list), *one;
	stk_sym sym = stk_sym_find(&inventory->syms, text, strlen(text));
	struct stk_str address = STK_STR_INIT;

	if (whole && whole->state == STK_ANSWER_SAYS && sym && whole->says &&
	    stk_values_has(whole->says, sym))
		return true;
	stk_str_add(&address, list);
	stk_address_add(&address, text);
	one = last_of(scales, by, address.data);
	stk_str_release(&address);
	return one && one->state == STK_ANSWER_SAYS && one->says &&
	       stk_node_kind(one->says) == STK_NODE_SCALAR &&
	       strcmp(stk_sym_text(&inventory->syms, one->says->value), "true") == 0;
}

/* The values of a list may have been said together or one by one. */
static bool values_said(const struct scales *scales, const struct stk_statement *said)
{
	const struct stk_value *value = said->change.value;
	const char *by = by_of(scales, said), *address = said->change.address;

	if (said->change.op == STK_CHANGE_STATE || !value)
		return false;
	if (said->change.op == STK_CHANGE_ADD)
		return value->kind == STK_NODE_SCALAR &&
		       value_said(scales, by, address, value->text);
	if (value->kind == STK_NODE_SCALAR)
		return !says_no(said) && value_said(scales, by, address, value->text);
	if (value->kind != STK_NODE_LIST || !value->first)
		return false;
	for (const struct stk_value *item = value->first; item; item = item->next)
		if (!item->text || !value_said(scales, by, address, item->text))
			return false;
	return true;
}

/* This person has said the same before, last time they spoke of it; notes, ever. */
static bool said_before(const struct scales *scales, const struct stk_statement *said,
			const char *address)
{
	const char *by = by_of(scales, said);
	const struct stk_answer *last = NULL;
	size_t count;
	const struct stk_answer *const *answers =
		stk_evidence_at(scales->intake->evidence, address, false, &count);

	for (size_t i = 0; i < count; i++) {
		if (!answers[i]->by || strcmp(answers[i]->by, by) != 0)
			continue;
		last = answers[i];
		if (said->replaces && last->says && stk_node_kind(last->says) == STK_NODE_SCALAR &&
		    strstr(stk_sym_text(&scales->intake->inventory->syms, last->says->value),
			   said->change.value->text))
			return true;
	}
	return (last && answer_is(scales->intake->inventory, last, said)) ||
	       values_said(scales, said);
}

static const char *shown(const struct scales *scales, const struct stk_node *node)
{
	struct stk_arena *arena = stk_intake_arena(scales->intake);
	struct stk_str text = STK_STR_INIT;
	const char *copy;

	stk_yaml_emit_flow(stk_value_from_node(arena, node, &scales->intake->inventory->syms),
			   &text);
	copy = stk_arena_strdup(arena, text.data);
	stk_str_release(&text);
	return copy;
}

static const char *shown_value(const struct scales *scales, const struct stk_value *value)
{
	struct stk_str text = STK_STR_INIT;
	const char *copy;

	stk_yaml_emit_flow(value, &text);
	copy = stk_arena_strdup(stk_intake_arena(scales->intake), text.data);
	stk_str_release(&text);
	return copy;
}

/* Notes are put below those that are there, unless they are among them; so are reasons. */
static void weigh_notes(struct scales *scales, struct stk_statement *said,
			const struct stk_node *node, const struct stk_statement *earlier)
{
	const struct stk_syms *syms = &scales->intake->inventory->syms;
	struct stk_arena *arena = stk_intake_arena(scales->intake);
	const char *old = earlier ? earlier->change.value->text
			  : node && stk_node_kind(node) == STK_NODE_SCALAR
				  ? stk_sym_text(syms, node->value)
				  : NULL,
		   *text = said->change.value->text;

	said->outcome = STK_OUTCOME_FILLS;
	if (!old)
		return;
	if (strstr(old, text)) {
		said->outcome = STK_OUTCOME_AGREES;
		said->change.heard = true;
		return;
	}
	said->change.value = stk_value_text(
		arena,
		stk_arena_printf(arena, "%s%s%s", old,
				 strstr(said->change.address, "/patchy/") ? "; " : "\n", text));
	said->change.on_conflict = STK_CONFLICT_REPLACE;
}

static void voice_text(const struct stk_statement *said, struct stk_str *out)
{
	if (said->whole)
		stk_str_add(out, said->whole);
	else
		value_text(said, out);
}

/* The same person says two things of one place in one import: which is meant is not for us. The
 * statement that came first, or NULL. */
static const struct stk_statement *wavers(struct scales *scales, size_t index, const char *address)
{
	const struct stk_import *import = scales->intake->import;
	const struct stk_statement *said = &import->said[index], *first = NULL;
	struct stk_str key = STK_STR_INIT, ours = STK_STR_INIT, theirs = STK_STR_INIT;
	uint32_t before;

	if (said->replaces || said->change.on_conflict == STK_CONFLICT_KEEP)
		return NULL;
	stk_str_addf(&key, "%s\x1f%s", by_of(scales, said),
		     said->whole ? said->change.address : address);
	if (stk_map_get(&scales->voiced, key.data, key.len, &before)) {
		voice_text(said, &ours);
		voice_text(&import->said[before], &theirs);
		first = strcmp(ours.data, theirs.data) == 0 ? NULL : &import->said[before];
	} else {
		stk_map_put(&scales->voiced, key.data, key.len, (uint32_t)index);
	}
	stk_str_release(&key);
	stk_str_release(&ours);
	stk_str_release(&theirs);
	return first;
}

/* Which cell of Platforms it would be: the key, of ticks the member. */
static void locate(const struct scales *scales, const struct stk_statement *said,
		   struct stk_import_unread *unread)
{
	const struct stk_inventory *future = scales->intake->future;
	const struct stk_entity *platform =
		said->platform ? stk_inventory_find(future, STK_PLATFORM, said->platform) : NULL;
	struct stk_address address;
	struct stk_err ignored;

	if (!platform || stk_address_parse(said->change.address, &address, &ignored))
		return;
	if (address.kind == STK_PLATFORM && address.count > 2) {
		bool tick = address.count == 4 && strcmp(address.parts[2], "holds") == 0;

		unread->page = stk_page_word(STK_PAGE_PLATFORMS);
		unread->row = said->platform;
		unread->about = stk_arena_strdup(stk_intake_arena(scales->intake),
						 stk_entity_name(future, platform));
		unread->word = stk_arena_strdup(stk_intake_arena(scales->intake),
						address.parts[tick ? 3 : 2]);
	}
	stk_address_release(&address);
}

static void leave_unread(struct scales *scales, const struct stk_statement *said,
			 const struct stk_statement *first)
{
	struct stk_import *import = scales->intake->import;
	struct stk_import_unread unread = {
		.file = said->file,
		.tab = said->tab,
		.heading = "",
		.text = said->text,
		.why = stk_arena_printf(&import->arena,
					stk_t("%s says something else of the same thing"),
					first->cell)};

	locate(scales, said, &unread);
	memcpy(unread.cell, said->cell, sizeof unread.cell);
	STK_GROW(import->unread, import->unread_cap, import->unread_count + 1);
	import->unread[import->unread_count++] = unread;
}

static bool is_same(const struct scales *scales, const struct stk_value *a,
		    const struct stk_value *b)
{
	if (a->kind == STK_NODE_SCALAR && b->kind == STK_NODE_SCALAR &&
	    (stk_text_same(a->text, b->text) || stk_text_same_site(a->text, b->text)))
		return true;
	return strcmp(shown_value(scales, a), shown_value(scales, b)) == 0;
}

static void weigh_value(struct scales *scales, struct stk_statement *said, const char *address,
			const struct stk_statement *earlier)
{
	const struct stk_change *change = &said->change;
	const struct stk_node *node = stk_intake_present(scales->intake, address);
	bool there;

	if (said->replaces) {
		weigh_notes(scales, said, node, earlier);
		return;
	}
	if (change->on_conflict == STK_CONFLICT_KEEP && (node || earlier)) {
		said->outcome = STK_OUTCOME_BEFORE; /* what was only derived gives way */
		return;
	}
	if (change->op == STK_CHANGE_ADD) {
		there = node != NULL || change->heard || (earlier && !says_no(earlier));
		said->outcome = there ? STK_OUTCOME_AGREES : STK_OUTCOME_FILLS;
		/* An item that is there may lack what this one brings. */
		said->change.heard = there && (change->value->kind == STK_NODE_SCALAR ||
					       change->value->first == change->value->last);
		return;
	}
	if (node)
		there = !stk_record_conflict(scales->intake->inventory, address, change->value) &&
			!says_no(said);
	else
		there = earlier && is_same(scales, earlier->change.value, change->value);
	if (says_no(said) && !node && !earlier)
		there = true; /* it is not there: so it is */
	said->outcome = there             ? STK_OUTCOME_AGREES
			: node || earlier ? STK_OUTCOME_CONTRADICTS
					  : STK_OUTCOME_FILLS;
	if (said->outcome == STK_OUTCOME_CONTRADICTS)
		said->was = node ? shown(scales, node) : shown_value(scales, earlier->change.value);
	if (said->settles && earlier) { /* somebody decided it before, in this very import */
		said->settles = false;
		said->change.on_conflict = STK_CONFLICT_DISPUTE;
		return;
	}
	if (said->settles || (change->on_conflict == STK_CONFLICT_REPLACE && !there))
		said->outcome = STK_OUTCOME_FILLS;
	said->change.heard = there;
}

/* The same cell of the same file has decided so before, and no dispute came up since: whoever sends
 * it again says nothing of what others have said in between. */
static bool decided_before(const struct scales *scales, const struct stk_statement *said,
			   const char *address)
{
	const struct stk_inventory *inventory = scales->intake->inventory;
	const struct stk_import_file *file = scales->intake->import->files[said->file];
	const struct stk_node *dispute = stk_dispute_at(inventory, address);
	const char *since = dispute ? stk_text(inventory, dispute, STK_W_ON) : NULL;
	size_t count;
	const struct stk_answer *const *answers =
		stk_evidence_at(scales->intake->evidence, address, false, &count);

	for (size_t i = 0; i < count; i++) {
		const struct stk_answer *answer = answers[i];
		const struct stk_node *sheet =
			inventory->kinds[STK_EVIDENCE].items[answer->entity].node;
		const char *source = stk_text(inventory, sheet, STK_W_SOURCE),
			   *cell = stk_text(inventory, answer->node, STK_W_CELL);

		if (answer->by && strcmp(answer->by, file->by) == 0 && source && cell &&
		    strcmp(source, file->name) == 0 && strcmp(cell, said->place) == 0 &&
		    answer_is(inventory, answer, said) &&
		    (!since || strncmp(answer->at, since, strlen(since)) >= 0))
			return true;
	}
	return false;
}

/* True where this very thing was said by this person in this import already. */
static bool is_repeated(struct scales *scales, const struct stk_statement *said,
			const char *address)
{
	struct stk_str key = STK_STR_INIT;
	bool repeated;

	stk_str_addf(&key, "%s\x1f%s\x1f", by_of(scales, said), address);
	value_text(said, &key);
	repeated = !stk_map_put(&scales->own, key.data, key.len, 1);
	stk_str_release(&key);
	return repeated;
}

static void weigh_one(struct scales *scales, size_t index)
{
	struct stk_import *import = scales->intake->import;
	struct stk_statement *said = &import->said[index];
	const struct stk_statement *earlier = NULL, *first;
	struct stk_str address = STK_STR_INIT;
	uint32_t before;

	evidence_address(said, &address);
	if (stk_map_get(&scales->said, address.data, address.len, &before))
		earlier = &import->said[before - 1];
	first = wavers(scales, index, address.data);
	said->outcome = STK_OUTCOME_BEFORE;
	if (first)
		leave_unread(scales, said, first);
	else if (said->settles && !earlier)
		said->outcome = decided_before(scales, said, address.data) ? STK_OUTCOME_BEFORE
									   : STK_OUTCOME_FILLS;
	else if (is_repeated(scales, said, address.data) || said_before(scales, said, address.data))
		said->outcome = STK_OUTCOME_BEFORE;
	else if (said->change.op == STK_CHANGE_STATE)
		said->outcome = STK_OUTCOME_STATED;
	else
		weigh_value(scales, said, address.data, earlier);
	if (said->change.op != STK_CHANGE_STATE &&
	    (said->outcome == STK_OUTCOME_FILLS ||
	     (said->replaces && said->outcome != STK_OUTCOME_BEFORE)))
		stk_map_put(&scales->said, address.data, address.len, (uint32_t)index + 1);
	stk_str_release(&address);
}

static int by_order(const void *a, const void *b)
{
	const struct stk_statement *left = a, *right = b;

	if (left->file != right->file)
		return left->file < right->file ? -1 : 1;
	return left->order < right->order ? -1 : 1;
}

void stk_intake_weigh(struct stk_intake *intake)
{
	struct stk_import *import = intake->import;
	struct scales scales = {.intake = intake, .said = STK_MAP_INIT, .own = STK_MAP_INIT};
	struct stk_import_unread *sorted;
	size_t kept = 0;

	if (import->said_count)
		qsort(import->said, import->said_count, sizeof *import->said, by_order);
	/* What was only derived comes last, and gives way to what anybody typed. */
	for (size_t i = 0; i < import->said_count; i++)
		if (import->said[i].change.on_conflict != STK_CONFLICT_KEEP)
			weigh_one(&scales, i);
	for (size_t i = 0; i < import->said_count; i++)
		if (import->said[i].change.on_conflict == STK_CONFLICT_KEEP)
			weigh_one(&scales, i);
	/* Stable, by file: the order of cells within a file stays. */
	sorted = stk_xcalloc(import->unread_count + 1, sizeof *sorted);
	for (uint32_t file = 0; file < import->file_count; file++)
		for (size_t i = 0; i < import->unread_count; i++)
			if (import->unread[i].file == file)
				sorted[kept++] = import->unread[i];
	free(import->unread);
	import->unread = sorted;
	import->unread_cap = import->unread_count + 1;
	stk_map_release(&scales.said);
	stk_map_release(&scales.own);
	stk_map_release(&scales.voiced);
}
