#include "plan.h"

#include <string.h>

#include "compose.h"
#include "locate.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "stocktake/base/when.h"

/* The text of a file as it stands before a change. */
struct parsed {
	struct stk_reading own, *reading; /* own: where the plan has none */
	const struct stk_node *root;
	struct stk_locus locus;
};

static void parsed_release(struct parsed *parsed)
{
	stk_reading_release(&parsed->own);
}

static int parse(const struct stk_plan *plan, const struct stk_str *text,
		 const struct stk_address *address, struct parsed *parsed, struct stk_err *err)
{
	parsed->own = (struct stk_reading){.begun = false};
	parsed->reading = plan->reading ? plan->reading : &parsed->own;
	if (stk_reading_begin(parsed->reading))
		stk_words_preload(&parsed->reading->syms);
	parsed->root = stk_reading_tree(parsed->reading, text, plan->path, err);
	if (parsed->root &&
	    stk_locate(address, parsed->root, &parsed->reading->syms, &parsed->locus, err) == 0)
		return 0;
	parsed_release(parsed);
	return -1;
}

static int edit(const struct stk_plan *plan, struct stk_str *text, const struct stk_edit *edit,
		struct stk_err *err)
{
	if (plan->reading)
		return stk_reading_edit(plan->reading, text, edit, plan->path, err);
	return stk_yaml_edit(text, edit, plan->path, err);
}

/* True of a member of a set (`teams/marketing`), which is there or is not. */
static bool is_member(const struct stk_locus *locus)
{
	return locus->in_list && !(locus->key && locus->key->item);
}

static bool says_no(const struct stk_value *value)
{
	return value->text && strcmp(value->text, "false") == 0;
}

static int remove_found(const struct stk_plan *plan, struct stk_str *text,
			const struct parsed *parsed, enum stk_plan_result *result,
			struct stk_err *err)
{
	const struct stk_locus *locus = &parsed->locus;
	struct stk_edit remove = {
		.op = STK_EDIT_REMOVE, .path = locus->steps, .path_len = locus->step_count};

	if (locus->in_list && locus->steps[locus->step_count - 1].key) {
		remove.op = STK_EDIT_SET; /* one value that stood for a list of one */
		remove.value = stk_value_list(plan->arena);
	}
	*result = STK_PLAN_CHANGED;
	return edit(plan, text, &remove, err);
}

/* --- the three operations ------------------------------------------- */

static int dispute(const struct stk_plan *plan, struct stk_str *text,
		   const struct stk_address *address, const struct stk_value *value,
		   struct stk_err *err)
{
	struct stk_str relative = STK_STR_INIT, list = STK_STR_INIT;
	struct stk_value *map = stk_value_map(plan->arena);
	struct stk_plan by_hand = *plan;
	enum stk_plan_result result;
	char on[11];
	int failed;

	for (size_t i = stk_locate_first(address); i < address->count; i++)
		stk_address_add(&relative, address->parts[i]);
	stk_date_format(plan->today, on);
	stk_value_put_text(
		plan->arena, map, "at",
		stk_arena_strdup(plan->arena, relative.data + (relative.data[0] == '/')));
	stk_value_put(plan->arena, map, "says", stk_compose_copy(plan, value));
	stk_value_put_text(plan->arena, map, "by", plan->by);
	stk_value_put_text(plan->arena, map, "on", stk_arena_strdup(plan->arena, on));
	stk_str_addf(&list, "%s/%s/disputes", address->parts[0], address->parts[1]);
	by_hand.by = NULL;
	failed = stk_plan_change(
		&by_hand, text,
		&(struct stk_change){.op = STK_CHANGE_ADD, .address = list.data, .value = map},
		&result, err);
	stk_str_release(&relative);
	stk_str_release(&list);
	return failed;
}

/* The value is there and says something else. */
static int contradict(const struct stk_plan *plan, struct stk_str *text,
		      const struct stk_address *address, const struct stk_change *change,
		      const struct parsed *parsed, enum stk_plan_result *result,
		      struct stk_err *err)
{
	bool can_dispute =
		stk_shape_key_by_name(stk_kinds[address->kind].shape, "disputes") != NULL;

	if (plan->by && change->on_conflict == STK_CONFLICT_KEEP) {
		*result = STK_PLAN_KEPT;
		return 0;
	}
	if (plan->by && change->on_conflict == STK_CONFLICT_DISPUTE && can_dispute) {
		*result = STK_PLAN_DISPUTED;
		return dispute(plan, text, address, change->value, err);
	}
	*result = STK_PLAN_CHANGED;
	return edit(plan, text,
		    &(struct stk_edit){.op = STK_EDIT_SET,
				       .path = parsed->locus.steps,
				       .path_len = parsed->locus.step_count,
				       .value = change->value},
		    err);
}

static int set_present(const struct stk_plan *plan, struct stk_str *text,
		       const struct stk_address *address, const struct stk_change *change,
		       const struct parsed *parsed, enum stk_plan_result *result,
		       struct stk_err *err)
{
	const struct stk_locus *locus = &parsed->locus;

	if (is_member(locus) && !says_no(change->value))
		return 0; /* it is there */
	if (is_member(locus) && (!plan->by || change->on_conflict == STK_CONFLICT_REPLACE))
		return remove_found(plan, text, parsed, result, err);
	if (is_member(locus))
		return contradict(plan, text, address, change, parsed, result, err);
	if (locus->node &&
	    stk_value_equals_node(change->value, locus->node, &parsed->reading->syms))
		return 0;
	if (locus->node && plan->by &&
	    stk_value_agrees(change->value, locus->node, &parsed->reading->syms))
		return 0;
	if (locus->node)
		return contradict(plan, text, address, change, parsed, result, err);
	*result = STK_PLAN_CHANGED;
	return edit(plan, text,
		    &(struct stk_edit){.op = STK_EDIT_SET,
				       .path = locus->steps,
				       .path_len = locus->step_count,
				       .value = change->value},
		    err);
}

static int set_missing(const struct stk_plan *plan, struct stk_str *text,
		       const struct stk_address *address, const struct stk_change *change,
		       struct parsed *parsed, struct stk_err *err)
{
	struct stk_locus *locus = &parsed->locus;
	const struct stk_value *value;

	if (locus->in_list) {
		value = stk_compose_item(plan, address, locus->found, locus->key, change->value);
		if (!locus->node && !locus->step_count) { /* the file is a list, or will be one */
			value = stk_value_push(stk_value_list(plan->arena),
					       stk_compose_copy(plan, value));
			stk_yaml_emit_document(value, text);
			return 0;
		}
		return edit(plan, text,
			    &(struct stk_edit){.op = STK_EDIT_APPEND,
					       .path = locus->steps,
					       .path_len = locus->step_count,
					       .value = value},
			    err);
	}
	value = stk_compose_below(plan, address, locus->found, locus->shape, change->value);
	if (!locus->node && text->len == 0) {
		stk_yaml_emit_document(value, text);
		return 0;
	}
	if (!locus->node && locus->step_count) /* `key:` with nothing behind it */
		return edit(plan, text,
			    &(struct stk_edit){.op = STK_EDIT_SET,
					       .path = locus->steps,
					       .path_len = locus->step_count,
					       .value = value},
			    err);
	locus->steps[locus->step_count++] = (struct stk_step){.key = address->parts[locus->found]};
	return edit(plan, text,
		    &(struct stk_edit){.op = STK_EDIT_SET,
				       .path = locus->steps,
				       .path_len = locus->step_count,
				       .value = value->first,
				       .after = stk_compose_after(locus->shape, locus->node,
								  address->parts[locus->found])},
		    err);
}

/* A whole entity or item that is there already: each of its members by itself. */
static int set_members(const struct stk_plan *plan, struct stk_str *text,
		       const struct stk_change *change, enum stk_plan_result *result,
		       struct stk_err *err)
{
	*result = STK_PLAN_NOTHING;
	for (const struct stk_value *member = change->value->first; member; member = member->next) {
		struct stk_str at = STK_STR_INIT;
		struct stk_change one = *change;
		enum stk_plan_result got;
		int failed;

		stk_str_add(&at, change->address);
		stk_address_add(&at, member->key);
		one.address = at.data;
		one.op = STK_CHANGE_SET;
		one.value = stk_compose_copy(plan, member);
		failed = stk_plan_change(plan, text, &one, &got, err);
		stk_str_release(&at);
		if (failed)
			return -1;
		if (got > *result)
			*result = got;
	}
	return 0;
}

static int plan_set(const struct stk_plan *plan, struct stk_str *text,
		    const struct stk_address *address, const struct stk_change *change,
		    enum stk_plan_result *result, struct stk_err *err)
{
	struct parsed parsed;
	bool present, whole, member_gone;
	int failed = 0;

	if (text->len == 0 && stk_locate_first(address) == address->count) {
		stk_compose_file(plan, text, stk_kinds[address->kind].shape, change->value);
		*result = STK_PLAN_CHANGED;
		return 0;
	}
	if (parse(plan, text, address, &parsed, err))
		return -1;
	present = parsed.locus.found == address->count;
	whole = present && parsed.locus.node && stk_node_kind(parsed.locus.node) == STK_NODE_MAP &&
		change->value->kind == STK_NODE_MAP;
	/* A voice says `false` of a member of a set that is not there: so it is. */
	member_gone = !present && is_member(&parsed.locus) && says_no(change->value);
	if (whole) {
		failed = set_members(plan, text, change, result, err);
	} else if (present) {
		failed = set_present(plan, text, address, change, &parsed, result, err);
	} else if (!member_gone) {
		*result = STK_PLAN_CHANGED;
		failed = set_missing(plan, text, address, change, &parsed, err);
	}
	parsed_release(&parsed);
	return failed;
}

static bool has_equal(const struct stk_node *list, const struct stk_value *value,
		      const struct stk_syms *syms)
{
	if (!list)
		return false;
	if (stk_node_kind(list) != STK_NODE_LIST)
		return stk_value_equals_node(value, list, syms);
	STK_EACH_CHILD (item, list)
		if (stk_value_equals_node(value, item, syms))
			return true;
	return false;
}

/* The dispute about the same address that the same person has begun before, or NULL. */
static const struct stk_node *find_own_dispute(const struct stk_node *list,
					       const struct stk_value *value,
					       const struct stk_syms *syms, size_t *index)
{
	const struct stk_value *at = stk_value_member(value, "at"),
			       *by = stk_value_member(value, "by");

	*index = 0;
	if (!list || stk_node_kind(list) != STK_NODE_LIST || !at || !by)
		return NULL;
	STK_EACH_CHILD (item, list) {
		const struct stk_node *its_at = stk_node_get(item, STK_W_AT),
				      *its_by = stk_node_get(item, STK_W_BY);

		if (its_at && its_by && stk_value_equals_node(at, its_at, syms) &&
		    stk_value_equals_node(by, its_by, syms))
			return item;
		++*index;
	}
	return NULL;
}

/* The list is there; the value has no name by which it could be there already. */
static int add_nameless(const struct stk_plan *plan, struct stk_str *text,
			const struct stk_change *change, struct parsed *parsed,
			enum stk_plan_result *result, struct stk_err *err)
{
	struct stk_locus *locus = &parsed->locus;
	struct stk_edit add = {.op = STK_EDIT_APPEND, .path = locus->steps, .value = change->value};
	const struct stk_value *says = stk_value_member(change->value, "says");
	const struct stk_node *own = NULL, *said;
	size_t index;

	if (has_equal(locus->node, change->value, &parsed->reading->syms))
		return 0;
	if (locus->key && locus->key->item == &stk_shape_dispute)
		own = find_own_dispute(locus->node, change->value, &parsed->reading->syms, &index);
	if (own) { /* who changes their mind does not dispute twice */
		said = stk_node_get(own, STK_W_SAYS);
		if (says && said && stk_value_equals_node(says, said, &parsed->reading->syms))
			return 0;
		locus->steps[locus->step_count++] = (struct stk_step){.index = index};
		add.op = STK_EDIT_SET;
	}
	add.path_len = locus->step_count;
	*result = STK_PLAN_CHANGED;
	return edit(plan, text, &add, err);
}

static int plan_add(const struct stk_plan *plan, struct stk_str *text,
		    const struct stk_address *address, const struct stk_change *change,
		    enum stk_plan_result *result, struct stk_err *err)
{
	struct parsed parsed;
	struct stk_change one = *change;
	const struct stk_key *row;
	const char *name;
	int failed;

	if (text->len == 0 &&
	    stk_locate_first(address) == address->count) { /* a file that is a list: waivers.yaml */
		stk_yaml_emit_document(stk_value_push(stk_value_list(plan->arena),
						      stk_compose_copy(plan, change->value)),
				       text);
		*result = STK_PLAN_CHANGED;
		return 0;
	}
	if (parse(plan, text, address, &parsed, err))
		return -1;
	row = parsed.locus.found == address->count
		      ? parsed.locus.key
		      : stk_shape_key_by_name(parsed.locus.shape,
					      address->parts[address->count - 1]);
	name = stk_compose_name(change->value, row ? row->item : NULL);
	if (name && row) {
		struct stk_str at = STK_STR_INIT;

		parsed_release(&parsed);
		stk_str_add(&at, change->address);
		stk_address_add(&at, name);
		one.op = STK_CHANGE_SET;
		one.address = at.data;
		failed = stk_plan_change(plan, text, &one, result, err);
		stk_str_release(&at);
		return failed;
	}
	if (parsed.locus.found == address->count) {
		failed = add_nameless(plan, text, change, &parsed, result, err);
	} else {
		*result = STK_PLAN_CHANGED;
		one.value = stk_value_push(stk_value_list(plan->arena),
					   stk_compose_copy(plan, change->value));
		failed = set_missing(plan, text, address, &one, &parsed, err);
	}
	parsed_release(&parsed);
	return failed;
}

static int plan_remove(const struct stk_plan *plan, struct stk_str *text,
		       const struct stk_address *address, enum stk_plan_result *result,
		       struct stk_err *err)
{
	struct parsed parsed;
	int failed = 0;

	if (text->len == 0)
		return 0;
	if (parse(plan, text, address, &parsed, err))
		return -1;
	if (stk_locate_first(address) == address->count && address->kind != STK_INVENTORY) {
		stk_str_reset(text); /* the entity itself: its file goes */
		*result = STK_PLAN_CHANGED;
	} else if (parsed.locus.found == address->count && parsed.locus.step_count) {
		failed = remove_found(plan, text, &parsed, result, err);
	}
	parsed_release(&parsed);
	return failed;
}

int stk_plan_change(const struct stk_plan *plan, struct stk_str *text,
		    const struct stk_change *change, enum stk_plan_result *result,
		    struct stk_err *err)
{
	struct stk_address address;
	int failed;

	*result = STK_PLAN_NOTHING;
	if (stk_address_parse(change->address, &address, err))
		return -1;
	switch (change->op) {
	case STK_CHANGE_SET: failed = plan_set(plan, text, &address, change, result, err); break;
	case STK_CHANGE_ADD: failed = plan_add(plan, text, &address, change, result, err); break;
	case STK_CHANGE_REMOVE: failed = plan_remove(plan, text, &address, result, err); break;
	default: failed = 0; break;
	}
	stk_address_release(&address);
	return failed;
}
