#include <stdlib.h>
#include <string.h>

#include "input.h"
#include "stocktake/base/mem.h"
#include "stocktake/yaml/tree.h"

/* A collection that is open. */
struct frame {
	uint32_t node;
	uint32_t children;
	stk_sym key; /* the key whose value is awaited; 0: none */
	uint32_t key_at;
	bool is_map;
};

/* A short text that was seen lately, all of it in two words, and its symbol. */
struct recent {
	uint64_t head, tail;
	uint32_t len;
	stk_sym sym; /* 0: free */
};

enum { RECENT_BITS = 10, RECENT_MAX_BYTES = 16 };

struct stk_yaml_reader {
	struct stk_arena *arena;
	struct stk_syms *syms;
	struct stk_node *nodes; /* scratch; the finished tree is copied */
	size_t count, cap;
	uint32_t *seen; /* by symbol: the number of the map that has the key */
	size_t seen_cap;
	uint32_t map_number;
	size_t depth;
	unsigned documents;
	struct frame frames[STK_YAML_MAX_DEPTH + 1];
	struct recent recent[1 << RECENT_BITS];
	struct stk_yaml_input in;
};

struct stk_yaml_reader *stk_yaml_reader_new(struct stk_arena *arena, struct stk_syms *syms)
{
	struct stk_yaml_reader *reader = stk_xcalloc(1, sizeof *reader);

	reader->arena = arena;
	reader->syms = syms;
	return reader;
}

void stk_yaml_reader_free(struct stk_yaml_reader *reader)
{
	if (!reader)
		return;
	free(reader->nodes);
	free(reader->seen);
	free(reader);
}

static inline size_t offset(struct stk_yaml_reader *reader, const yaml_mark_t *mark)
{
	return stk_yaml_input_at(&reader->in, mark);
}

/* The symbol of a text. The same keys and words come again and again: most are found in one line of
 * the processor's cache, without a look at the table of all symbols. */
static inline stk_sym sym_of(struct stk_yaml_reader *reader, const char *text, size_t len)
{
	uint64_t head = 0, tail = 0;
	struct recent *recent;

	if (len > RECENT_MAX_BYTES)
		return stk_sym_put(reader->syms, text, len);
	if (len >= 8) {
		memcpy(&head, text, 8);
		memcpy(&tail, text + len - 8, 8);
	} else if (len >= 4) {
		memcpy(&head, text, 4);
		memcpy(&tail, text + len - 4, 4);
	} else if (len) {
		head = (uint64_t)(unsigned char)text[0] << 16 |
		       (uint64_t)(unsigned char)text[len / 2] << 8 | (unsigned char)text[len - 1];
	}
	recent = &reader->recent[((head ^ (tail << 23 | tail >> 41)) *
				  UINT64_C(0x9e3779b97f4a7c15)) >>
				 (64 - RECENT_BITS)];
	if (recent->head != head || recent->tail != tail || recent->len != len || !recent->sym)
		*recent = (struct recent){head, tail, (uint32_t)len,
					  stk_sym_put(reader->syms, text, len)};
	return recent->sym;
}

/* Adds a node where the next value belongs; the key that awaits it is used up. */
static struct stk_node *push(struct stk_yaml_reader *reader, size_t at, enum stk_node_kind kind,
			     unsigned flags)
{
	struct frame *top = &reader->frames[reader->depth];
	struct stk_node *node;

	STK_GROW(reader->nodes, reader->cap, reader->count + 1);
	node = &reader->nodes[reader->count++];
	node->key = top->key;
	node->value = 0;
	node->size = 1;
	node->at = (uint32_t)(top->key ? top->key_at : at) | (uint32_t)kind << 23 | flags;
	top->key = 0;
	top->children++;
	return node;
}

/* `key: #word`: the comment was meant as the value. */
static bool lost_to_comment(const struct stk_yaml_input *in, size_t at)
{
	while (at < in->len && (in->text[at] == ' ' || in->text[at] == '\t'))
		at++;
	return at + 1 < in->len && in->text[at] == '#' && !strchr(" \t\r\n#", in->text[at + 1]);
}

static bool is_key_byte(unsigned char byte, bool first)
{
	if ((byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || byte >= 0x80)
		return true;
	return !first &&
	       ((byte >= '0' && byte <= '9') || byte == '_' || byte == '-' || byte == '.');
}

static bool looks_like_key(const char *text, const char *end)
{
	const char *at = text;

	while (at < end && is_key_byte((unsigned char)*at, at == text))
		at++;
	return at > text && at < end && *at == ':' &&
	       (at + 1 == end || at[1] == ' ' || at[1] == '\n' || at[1] == '\r');
}

/* A quote left open swallows the keys below it up to the next quote: its lines then look like keys
 * that are indented no further than the line it begins on. */
static bool swallowed_keys(const struct stk_yaml_input *in, size_t start, size_t end)
{
	const char *text = in->text;
	size_t line = start;
	size_t indent = 0;

	while (line > 0 && text[line - 1] != '\n' && text[line - 1] != '\r')
		line--;
	while (text[line + indent] == ' ' ||
	       (text[line + indent] == '-' && text[line + indent + 1] == ' '))
		indent++;
	for (size_t i = start; i < end; i++) {
		size_t first = i + 1;

		if (text[i] != '\n' && text[i] != '\r')
			continue;
		while (first < end && text[first] == ' ')
			first++;
		if (first - i - 1 <= indent && looks_like_key(text + first, text + end))
			return true;
	}
	return false;
}

static int take_key(struct stk_yaml_reader *reader, const yaml_event_t *event)
{
	struct frame *top = &reader->frames[reader->depth];
	const char *text = (const char *)event->data.scalar.value;
	size_t len = event->data.scalar.length;

	top->key_at = (uint32_t)offset(reader, &event->start_mark);
	if (event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE) {
		if (len == 0)
			return stk_yaml_input_fail(&reader->in, top->key_at,
						   "Write \"key: value\".",
						   "a key is missing before the :");
		if (len == 2 && memcmp(text, "<<", 2) == 0)
			return stk_yaml_input_fail(
				&reader->in, top->key_at, "Write the keys out.",
				"a merge key (<<): entries cannot be mixed in here");
	}
	top->key = sym_of(reader, text, len);
	return 0;
}

static int take_scalar(struct stk_yaml_reader *reader, const yaml_event_t *event)
{
	struct frame *top = &reader->frames[reader->depth];
	const char *text = (const char *)event->data.scalar.value;
	size_t len = event->data.scalar.length;
	bool plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
	size_t at = 0;
	unsigned flags = 0;

	if (event->data.scalar.style == YAML_DOUBLE_QUOTED_SCALAR_STYLE && memchr(text, 0, len))
		return stk_yaml_input_fail(&reader->in, offset(reader, &event->start_mark),
					   "Leave \\0 out.", "text cannot hold the character NUL");
	if (top->is_map && !top->key)
		return take_key(reader, event);
	if (!top->key || (plain && len == 0) || event->start_mark.line != event->end_mark.line)
		at = offset(reader, &event->start_mark);
	if (plain && len == 0) {
		if (lost_to_comment(&reader->in, at))
			flags = STK_NODE_LOST_TO_COMMENT << 26;
		push(reader, at, STK_NODE_NULL, flags);
		return 0;
	}
	if (!plain) {
		flags = 1u << 25;
		if (event->start_mark.line != event->end_mark.line &&
		    event->data.scalar.style <= YAML_DOUBLE_QUOTED_SCALAR_STYLE &&
		    swallowed_keys(&reader->in, at, offset(reader, &event->end_mark)))
			flags |= STK_NODE_SWALLOWED_KEYS << 26;
	}
	push(reader, at, STK_NODE_SCALAR, flags)->value = sym_of(reader, text, len);
	return 0;
}

static int open_collection(struct stk_yaml_reader *reader, const yaml_event_t *event, bool is_map)
{
	size_t at = offset(reader, &event->start_mark);
	bool flow = is_map ? event->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE
			   : event->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE;
	struct frame *top = &reader->frames[reader->depth];

	if (top->is_map && !top->key)
		return stk_yaml_input_fail(&reader->in, at,
					   "Put text that begins with [ or { in quotes.",
					   "a key must be text, not a list or a map");
	if (reader->depth == STK_YAML_MAX_DEPTH)
		return stk_yaml_input_fail(&reader->in, at, "Take out brackets or levels.",
					   "nested more than %d levels deep", STK_YAML_MAX_DEPTH);
	push(reader, at, is_map ? STK_NODE_MAP : STK_NODE_LIST, flow ? 1u << 25 : 0);
	top = &reader->frames[++reader->depth];
	top->node = (uint32_t)reader->count - 1;
	top->children = 0;
	top->key = 0;
	top->is_map = is_map;
	return 0;
}

static int refuse_double(struct stk_yaml_reader *reader, const struct stk_node *map,
			 const struct stk_node *second)
{
	const struct stk_node *first = map + 1;

	while (first->key != second->key)
		first += first->size;
	return stk_yaml_input_fail(&reader->in, stk_node_at_bytes(second), "Keep one of the two.",
				   "the key \"%.80s\" is there twice; first in line %u",
				   stk_sym_text(reader->syms, second->key),
				   stk_yaml_input_line(&reader->in, stk_node_at_bytes(first)));
}

/* Keys are symbols: each is marked with the number of its map, so a map of any size is checked in
 * one pass. */
static int check_keys(struct stk_yaml_reader *reader, struct stk_node *map)
{
	uint32_t number;

	if (++reader->map_number == 0) { /* all numbers were used: begin again */
		memset(reader->seen, 0, reader->seen_cap * sizeof *reader->seen);
		reader->map_number = 1;
	}
	number = reader->map_number;
	for (struct stk_node *child = map + 1; child < map + map->size; child += child->size) {
		if (child->key >= reader->seen_cap) {
			size_t old = reader->seen_cap;

			STK_GROW(reader->seen, reader->seen_cap, (size_t)child->key + 1);
			memset(reader->seen + old, 0,
			       (reader->seen_cap - old) * sizeof *reader->seen);
		}
		if (reader->seen[child->key] == number)
			return refuse_double(reader, map, child);
		reader->seen[child->key] = number;
	}
	return 0;
}

static int close_collection(struct stk_yaml_reader *reader)
{
	struct frame *top = &reader->frames[reader->depth--];
	struct stk_node *node = &reader->nodes[top->node];

	node->value = top->children;
	node->size = (uint32_t)(reader->count - top->node);
	return top->is_map ? check_keys(reader, node) : 0;
}

static int take(struct stk_yaml_reader *reader, const yaml_event_t *event)
{
	switch (event->type) {
	case YAML_SCALAR_EVENT: return take_scalar(reader, event);
	case YAML_MAPPING_START_EVENT: return open_collection(reader, event, true);
	case YAML_SEQUENCE_START_EVENT: return open_collection(reader, event, false);
	case YAML_MAPPING_END_EVENT:
	case YAML_SEQUENCE_END_EVENT: return close_collection(reader);
	case YAML_DOCUMENT_START_EVENT:
		if (reader->documents++ == 0)
			return 0;
		return stk_yaml_input_fail(&reader->in, offset(reader, &event->start_mark),
					   "Put it in a file of its own.",
					   "a second document begins here; one file holds one");
	default: return 0;
	}
}

/* What yaml_event_delete does, in the cases that are nearly all: a scalar owns its text alone (tags
 * and anchors were refused), a collection nothing. One call less for each of them is 2 % of the
 * pass. */
static inline void drop(yaml_event_t *event)
{
	if (event->type == YAML_SCALAR_EVENT)
		free(event->data.scalar.value);
	else if (event->type == YAML_DOCUMENT_START_EVENT)
		yaml_event_delete(event);
}

static int take_all(struct stk_yaml_reader *reader)
{
	yaml_event_t event;
	yaml_event_type_t type;
	int failed;

	do {
		if (stk_yaml_input_next(&reader->in, &event))
			return -1;
		type = event.type;
		failed = take(reader, &event);
		drop(&event);
		if (failed)
			return -1;
	} while (type != YAML_STREAM_END_EVENT);
	return 0;
}

const struct stk_node *stk_yaml_reader_parse(struct stk_yaml_reader *reader, const char *path,
					     const char *text, size_t len_bytes,
					     struct stk_err *err)
{
	struct stk_node *tree = NULL;

	reader->count = 0;
	reader->depth = 0;
	reader->documents = 0;
	memset(&reader->frames[0], 0, sizeof reader->frames[0]);
	if (stk_yaml_input_open(&reader->in, path, text, len_bytes, err))
		return NULL;
	if (take_all(reader))
		goto out;
	if (reader->count == 0)
		push(reader, 0, STK_NODE_NULL, 0);
	tree = stk_arena_alloc(reader->arena, reader->count * sizeof *tree);
	memcpy(tree, reader->nodes, reader->count * sizeof *tree);
out:
	stk_yaml_input_close(&reader->in);
	return tree;
}

const struct stk_node *stk_yaml_parse(const char *path, const char *text, size_t len_bytes,
				      struct stk_arena *arena, struct stk_syms *syms,
				      struct stk_err *err)
{
	struct stk_yaml_reader *reader = stk_yaml_reader_new(arena, syms);
	const struct stk_node *tree = stk_yaml_reader_parse(reader, path, text, len_bytes, err);

	stk_yaml_reader_free(reader);
	return tree;
}

void stk_yaml_renumber(const struct stk_node *root, const stk_sym *numbers)
{
	struct stk_node *node = (struct stk_node *)root; /* the caller's own, as it says */
	const struct stk_node *end = root ? root + root->size : NULL;

	for (; node < end; node++) {
		node->key = numbers[node->key];
		if (stk_node_kind(node) == STK_NODE_SCALAR)
			node->value = numbers[node->value];
	}
}

int stk_yaml_bare_pass(const char *text, size_t len_bytes)
{
	yaml_parser_t parser;
	yaml_event_t event;
	bool done = false;
	int result = 0;

	if (!yaml_parser_initialize(&parser))
		return -1;
	yaml_parser_set_input_string(&parser, (const unsigned char *)text, len_bytes);
	while (!done && result == 0) {
		if (!yaml_parser_parse(&parser, &event)) {
			result = -1;
		} else {
			done = event.type == YAML_STREAM_END_EVENT;
			yaml_event_delete(&event);
		}
	}
	yaml_parser_delete(&parser);
	return result;
}

const struct stk_node *stk_node_get(const struct stk_node *map, stk_sym key)
{
	if (!map || stk_node_kind(map) != STK_NODE_MAP)
		return NULL;
	STK_EACH_CHILD (child, map) {
		if (child->key == key)
			return stk_node_kind(child) == STK_NODE_NULL ? NULL : child;
	}
	return NULL;
}

static bool same_text(const struct stk_syms *a_syms, stk_sym a, const struct stk_syms *b_syms,
		      stk_sym b)
{
	uint32_t len = stk_sym_len(a_syms, a);

	if (a == 0 || b == 0)
		return a == b;
	return len == stk_sym_len(b_syms, b) &&
	       memcmp(stk_sym_text(a_syms, a), stk_sym_text(b_syms, b), len) == 0;
}

bool stk_node_equal(const struct stk_node *a, const struct stk_syms *a_syms,
		    const struct stk_node *b, const struct stk_syms *b_syms)
{
	uint32_t count = a->size;

	if (b->size != count)
		return false;
	for (uint32_t i = 0; i < count; i++) {
		const struct stk_node *x = a + i;
		const struct stk_node *y = b + i;

		if (stk_node_kind(x) != stk_node_kind(y) || x->size != y->size ||
		    (i > 0 && !same_text(a_syms, x->key, b_syms, y->key)))
			return false;
		if (stk_node_kind(x) == STK_NODE_SCALAR
			    ? !same_text(a_syms, x->value, b_syms, y->value)
			    : x->value != y->value)
			return false;
	}
	return true;
}
