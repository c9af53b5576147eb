/* The splice editor on any file: the first bytes choose an edit, the rest is the text. The result
 * is what was meant (the editor's own guard says so, and this does again), or the text is as it
 * was. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "stocktake/yaml/edit.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size_bytes);

#define MAX_STEPS 34

static const char *const texts[] = {
	"x",    "no",           "",   "a: b", "# c", "two\nlines", "three\n\nlines\n", "[",
	"a, b", "\xe9\x94\x80", "\t", "- a",  "..."};

static const struct stk_value *make_value(struct stk_arena *arena, unsigned choice)
{
	const char *text = texts[choice % (sizeof texts / sizeof *texts)];
	struct stk_value *list = stk_value_list(arena);
	struct stk_value *map = stk_value_map(arena);

	switch (choice >> 4 & 7) {
	case 0: return stk_value_push(list, stk_value_text(arena, text));
	case 1: return stk_value_put_text(arena, map, text, "v");
	case 2:
		return stk_value_push(
			list,
			stk_value_put(arena, map, "k",
				      stk_value_put_text(arena, stk_value_map(arena), "l", text)));
	case 3: return list;
	case 4: return map;
	case 5: return stk_value_null(arena);
	default: return stk_value_text(arena, text);
	}
}

/* The way to the node of this number in pre-order. */
static size_t find_path(const struct stk_node *at, uint32_t number, const struct stk_syms *syms,
			struct stk_step *steps)
{
	const struct stk_node *target = at + number;
	size_t depth = 0;

	while (at != target) {
		size_t index = 0;

		STK_EACH_CHILD (child, at) {
			if (target >= child && target < child + child->size) {
				steps[depth].key =
					child->key ? stk_sym_text(syms, child->key) : NULL;
				steps[depth++].index = index;
				at = child;
				break;
			}
			index++;
		}
	}
	return depth;
}

static void edit_text(const uint8_t *choice, struct stk_str *text, struct stk_arena *arena,
		      struct stk_syms *syms)
{
	struct stk_step steps[MAX_STEPS + 1];
	struct stk_err err = {0};
	struct stk_edit edit = {.op = (enum stk_edit_op)(choice[0] % 3),
				.path = steps,
				.keep_comments = choice[0] & 16};
	const struct stk_node *tree =
		stk_yaml_parse("fuzz", text->data, text->len, arena, syms, &err);
	struct stk_str before = STK_STR_INIT;

	if (!tree)
		return;
	edit.path_len =
		find_path(tree, (choice[1] | (uint32_t)choice[2] << 8) % tree->size, syms, steps);
	edit.value = make_value(arena, choice[3]);
	if (edit.op != STK_EDIT_REMOVE && (choice[0] & 32)) {
		steps[edit.path_len].key = texts[choice[3] % 11];
		steps[edit.path_len++].index = 0;
	}
	stk_str_addn(&before, text->data, text->len);
	if (stk_yaml_edit(text, &edit, "fuzz", &err)) {
		if (text->len != before.len || memcmp(text->data, before.data, before.len) != 0 ||
		    !err.message[0])
			abort();
	} else {
		tree = stk_yaml_parse("fuzz", text->data, text->len, arena, syms, &err);
		if (!tree)
			abort();
	}
	stk_str_release(&before);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size_bytes)
{
	struct stk_arena arena = STK_ARENA_INIT;
	struct stk_syms syms;
	struct stk_str text = STK_STR_INIT;

	if (size_bytes < 4)
		return 0;
	stk_syms_init(&syms);
	stk_str_addn(&text, data + 4, size_bytes - 4);
	edit_text(data, &text, &arena, &syms);
	stk_str_release(&text);
	stk_syms_release(&syms);
	stk_arena_release(&arena);
	return 0;
}
