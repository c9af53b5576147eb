/* The reader takes any bytes: a sound tree, or an error with its place. What a tree holds can be
 * written and reads back equal. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "stocktake/yaml/value.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size_bytes);

/* In pre-order, offsets inside of the text, sizes that add up. */
static void check_tree(const struct stk_node *node, size_t len)
{
	size_t count = 0;
	size_t size = 1;

	if (stk_node_at_bytes(node) > len)
		abort();
	if (stk_node_kind(node) == STK_NODE_LIST || stk_node_kind(node) == STK_NODE_MAP) {
		STK_EACH_CHILD (child, node) {
			check_tree(child, len);
			size += child->size;
			count++;
		}
		if (count != node->value || size != node->size)
			abort();
	} else if (node->size != 1) {
		abort();
	}
}

static void check_written(const struct stk_node *node, struct stk_arena *arena,
			  struct stk_syms *syms)
{
	struct stk_value *value = stk_value_from_node(arena, node, syms);
	struct stk_str out = STK_STR_INIT;
	struct stk_err err = {0};
	const struct stk_node *again;

	stk_yaml_emit_document(value, &out);
	again = stk_yaml_parse("again", out.data, out.len, arena, syms, &err);
	/* A key of more than 1000 bytes or a text grown by its escapes may be too much for the
	 * reader; nothing else may. */
	if (again ? !stk_value_equals_node(value, again, syms) : out.len < 1000)
		abort();
	stk_str_release(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size_bytes)
{
	struct stk_arena arena = STK_ARENA_INIT;
	struct stk_syms syms;
	struct stk_err err = {0};
	char *text = malloc(size_bytes + 1);
	const struct stk_node *node;

	stk_syms_init(&syms);
	memcpy(text, data, size_bytes);
	text[size_bytes] = '\0';
	node = stk_yaml_parse("fuzz", text, size_bytes, &arena, &syms, &err);
	if (node) {
		check_tree(node, size_bytes);
		check_written(node, &arena, &syms);
	} else if (!err.message[0] || !err.line || !err.col || !err.file[0]) {
		abort();
	}
	free(text);
	stk_syms_release(&syms);
	stk_arena_release(&arena);
	return 0;
}
