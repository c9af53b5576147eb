/* Thousands of random edits on random commented files. After each: the value read back is the value
 * meant and all others are as they were; every byte before and behind what was edited is still
 * there; every comment is, in its order, except those that belonged to what was taken out. SEED=n
 * begins elsewhere, ROUNDS=n makes more. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "extent.h"

#ifdef STK_SANITIZED
#define ROUNDS 150
#else
#define ROUNDS 1500
#endif
#define EDITS_A_FILE 8

/* ---- the way to a node, and what is meant, on values ---- */

static void find_path(struct trial *trial, const struct stk_node *target)
{
	const struct stk_node *at = trial->tree;
	size_t depth = 0;

	while (at != target) {
		size_t index = 0;

		trial->parents[depth] = at;
		STK_EACH_CHILD (child, at) {
			if (target >= child && target < child + child->size) {
				trial->steps[depth].key =
					child->key ? stk_sym_text(&trial->syms, child->key) : NULL;
				trial->steps[depth].index = index;
				at = child;
				break;
			}
			index++;
		}
		depth++;
	}
	trial->edit.path_len = depth;
}

static struct stk_value *step_into(struct stk_value *value, const struct stk_step *step)
{
	size_t index = 0;

	for (struct stk_value *item = value->first; item; item = item->next, index++) {
		if (step->key ? item->key && strcmp(item->key, step->key) == 0
			      : index == step->index)
			return item;
	}
	return NULL;
}

static struct stk_value *twin(struct trial *trial, const struct stk_value *value)
{
	struct stk_value *copy = stk_arena_zalloc(&trial->arena, sizeof *copy);

	*copy = *value;
	copy->next = NULL;
	return copy;
}

/* The children of old again, with `with` instead of `child` (left out if NULL), and `more` behind
 * `after` or at the end. */
static struct stk_value *rebuilt(struct trial *trial, struct stk_value *old,
				 const struct stk_value *child, struct stk_value *with,
				 struct stk_value *more, const char *after)
{
	struct stk_value *fresh = stk_arena_zalloc(&trial->arena, sizeof *fresh);

	fresh->kind = old->kind;
	fresh->key = old->key;
	for (struct stk_value *item = old->first, *next; item; item = next) {
		next = item->next;
		if (item == child && !with)
			continue;
		stk_value_push(fresh, item == child ? with : twin(trial, item));
		if (more && after && item->key && strcmp(item->key, after) == 0) {
			stk_value_push(fresh, more);
			more = NULL;
		}
	}
	if (more)
		stk_value_push(fresh, more);
	return fresh;
}

static struct stk_value *changed(struct trial *trial, struct stk_value *value, size_t depth)
{
	const struct stk_edit *edit = &trial->edit;
	struct stk_value *child;

	if (depth == edit->path_len) {
		struct stk_value *fresh;

		if (edit->op == STK_EDIT_SET) {
			fresh = twin(trial, edit->value);
		} else {
			fresh = stk_value_list(&trial->arena);
			if (value->kind == STK_NODE_LIST)
				fresh = rebuilt(trial, value, NULL, NULL, NULL, NULL);
			else if (value->kind == STK_NODE_SCALAR)
				stk_value_push(fresh, stk_value_text(&trial->arena, value->text));
			stk_value_push(fresh, twin(trial, edit->value));
		}
		fresh->key = value->key;
		return fresh;
	}
	child = step_into(value, &edit->path[depth]);
	if (!child) {
		struct stk_value *more = twin(trial, edit->value);

		more->key = edit->path[depth].key;
		if (value->kind == STK_NODE_NULL)
			value->kind = STK_NODE_MAP;
		return rebuilt(trial, value, NULL, NULL, more, edit->after);
	}
	if (edit->op == STK_EDIT_REMOVE && depth + 1 == edit->path_len)
		return rebuilt(trial, value, child, NULL, NULL, NULL);
	return rebuilt(trial, value, child, changed(trial, child, depth + 1), NULL, NULL);
}

/* ---- judging ---- */

static void complain(const struct trial *trial, const char *what)
{
	static const char *const names[] = {"set", "append", "remove"};
	struct stk_str value = STK_STR_INIT;

	if (trial->edit.value)
		stk_yaml_emit_flow(trial->edit.value, &value);
	fprintf(stderr, "\n--- %s: %s%s", what, names[trial->edit.op],
		trial->edit.keep_comments ? " (keep)" : "");
	for (size_t i = 0; i < trial->edit.path_len; i++) {
		if (trial->edit.path[i].key)
			fprintf(stderr, "/%s", trial->edit.path[i].key);
		else
			fprintf(stderr, "/%zu", trial->edit.path[i].index);
	}
	fprintf(stderr, " %s after %s\n%s\n--- became\n%s\n---\n", value.data,
		trial->edit.after ? trial->edit.after : "-", trial->before.data, trial->text.data);
	stk_str_release(&value);
}

/* The number of the comment at `at`, -1 if none begins there. */
static long comment_at(const struct stk_str *text, size_t at)
{
	char *end;
	long number;

	if (text->data[at] != '#' || strncmp(text->data + at, "# c", 3) != 0)
		return -1;
	number = strtol(text->data + at + 3, &end, 10);
	return *end == ';' ? number : -1;
}

static size_t comment_bytes(const struct stk_str *text, size_t at)
{
	return strcspn(text->data + at, "\r\n");
}

/* Each comment of before, in order, with all its bytes; those in the extent may be gone. */
static bool comments_are_there(const struct trial *trial, const struct extent *extent)
{
	const struct stk_str *old = &trial->before;
	const struct stk_str *now = &trial->text;
	size_t at = 0;

	for (size_t i = 0; i < old->len; i++) {
		size_t len;
		size_t found = at;

		if (comment_at(old, i) < 0)
			continue;
		len = comment_bytes(old, i);
		while (found < now->len && !(comment_at(now, found) == comment_at(old, i)))
			found++;
		if (found == now->len) {
			if (i < extent->lose_from || i >= extent->lose_to)
				return false;
			continue;
		}
		if (comment_bytes(now, found) != len ||
		    memcmp(now->data + found, old->data + i, len) != 0)
			return false;
		at = found + len;
	}
	return true;
}

static bool is_subsequence(const struct stk_str *old, const struct stk_str *now)
{
	size_t at = 0;

	for (size_t i = 0; i < now->len && at < old->len; i++) {
		if (now->data[i] == old->data[at])
			at++;
	}
	return at == old->len;
}

static bool bytes_are_there(const struct trial *trial, const struct extent *extent)
{
	const struct stk_str *old = &trial->before;
	const struct stk_str *now = &trial->text;
	size_t tail = old->len - extent->to;

	if (is_collection(trial->node) && trial->node->value > 0 &&
	    (trial->is_new || trial->edit.op == STK_EDIT_APPEND)) {
		/* a literal at the end of a file without line end may need its `-` */
		return is_subsequence(old, now) ||
		       (old->len > 0 && old->data[old->len - 1] != '\n');
	}
	if (trial->tree->size == 1 && stk_node_kind(trial->tree) == STK_NODE_NULL)
		return is_subsequence(old, now);
	if (extent->from + tail > now->len)
		return false;
	return memcmp(old->data, now->data, extent->from) == 0 &&
	       memcmp(old->data + extent->to, now->data + now->len - tail, tail) == 0;
}

/* ---- one edit ---- */

static void choose_edit(struct trial *trial)
{
	struct gen *gen = &trial->gen;
	struct stk_edit *edit = &trial->edit;
	uint32_t op = gen_number(gen, 100);
	enum stk_node_kind kind;

	memset(edit, 0, sizeof *edit);
	edit->path = trial->steps;
	trial->is_new = false;
	trial->node = trial->tree + gen_number(gen, trial->tree->size);
	kind = stk_node_kind(trial->node);
	find_path(trial, trial->node);
	if (op < 30 && (kind == STK_NODE_MAP || kind == STK_NODE_NULL)) {
		edit->op = STK_EDIT_SET;
		snprintf(trial->key, sizeof trial->key, gen_chance(gen, 20) ? "new: %u" : "n%u",
			 gen->keys++);
		trial->steps[edit->path_len].key = trial->key;
		trial->steps[edit->path_len++].index = 0;
		trial->is_new = true;
		if (kind == STK_NODE_MAP && trial->node->value && gen_chance(gen, 50))
			edit->after = stk_sym_text(&trial->syms, (trial->node + 1)->key);
	} else if (op < 50 && kind != STK_NODE_MAP) {
		edit->op = STK_EDIT_APPEND;
	} else if (op < 75 && edit->path_len > 0) {
		edit->op = STK_EDIT_REMOVE;
		edit->keep_comments = gen_chance(gen, 30);
		return;
	} else {
		edit->op = STK_EDIT_SET;
	}
	edit->value = gen_value(gen, &trial->arena, 3);
	if (edit->path_len == 0 && edit->op == STK_EDIT_SET) /* a file holds a map or a list */
		edit->value =
			stk_value_push(stk_value_list(&trial->arena), twin(trial, edit->value));
	else if (trial->node->key && gen_chance(gen, 3) && edit->op == STK_EDIT_SET &&
		 !trial->is_new)
		edit->value = stk_value_null(&trial->arena);
}

static const struct stk_node *parse(struct trial *trial, const struct stk_str *text)
{
	struct stk_err err = {0};
	const struct stk_node *tree = stk_yaml_parse("random.yaml", text->data, text->len,
						     &trial->arena, &trial->syms, &err);

	if (!tree) {
		stk_err_print(&err, stderr);
		fprintf(stderr, "%s\n", text->data);
	}
	assert_non_null(tree);
	return tree;
}

static void try_edit(struct trial *trial)
{
	struct stk_err err = {0};
	struct stk_value *meant;
	const struct stk_node *now;
	struct extent extent;

	trial->tree = parse(trial, &trial->before);
	choose_edit(trial);
	trial->edits++;
	stk_str_reset(&trial->text);
	stk_str_addn(&trial->text, trial->before.data, trial->before.len);
	if (stk_yaml_edit(&trial->text, &trial->edit, "random.yaml", &err)) {
		trial->refused++;
		if (getenv("SHOW_REFUSED"))
			complain(trial, err.message);
		assert_true(trial->text.len == trial->before.len &&
			    memcmp(trial->text.data, trial->before.data, trial->text.len) == 0);
		return;
	}
	meant = changed(trial, stk_value_from_node(&trial->arena, trial->tree, &trial->syms), 0);
	now = parse(trial, &trial->text);
	extent = extent_of(trial);
	if (!stk_value_equals_node(meant, now, &trial->syms)) {
		complain(trial, "not what was meant");
		fail();
	}
	if (!comments_are_there(trial, &extent)) {
		complain(trial, "a comment is lost, changed or moved");
		fail();
	}
	if (!bytes_are_there(trial, &extent)) {
		fprintf(stderr, "extent %zu %zu", extent.from, extent.to);
		complain(trial, "bytes outside of the edit are not what they were");
		fail();
	}
	stk_str_reset(&trial->before);
	stk_str_addn(&trial->before, trial->text.data, trial->text.len);
}

static uint64_t setting(const char *name, uint64_t otherwise)
{
	const char *text = getenv(name);

	return text ? strtoull(text, NULL, 10) : otherwise;
}

static void test_random_edits(void **state)
{
	uint64_t seed = setting("SEED", 1);
	uint64_t rounds = setting("ROUNDS", ROUNDS);
	struct trial trial = {0};

	(void)state;
	stk_str_init(&trial.gen.out);
	stk_str_init(&trial.before);
	stk_str_init(&trial.text);
	for (uint64_t round = seed; round < seed + rounds; round++) {
		stk_syms_init(&trial.syms);
		trial.gen.state = round * 0x9e3779b97f4a7c15u + 1;
		trial.gen.comments = 0;
		trial.gen.keys = 0;
		gen_file(&trial.gen);
		stk_str_reset(&trial.before);
		stk_str_addn(&trial.before, trial.gen.out.data, trial.gen.out.len);
		for (int i = 0; i < EDITS_A_FILE; i++)
			try_edit(&trial);
		stk_syms_release(&trial.syms);
		stk_arena_release(&trial.arena);
	}
	print_message("%u edits, %u refused\n", trial.edits, trial.refused);
	assert_true(trial.refused * 100 < trial.edits);
	stk_str_release(&trial.gen.out);
	stk_str_release(&trial.before);
	stk_str_release(&trial.text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_random_edits),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
