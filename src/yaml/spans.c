#include <stdlib.h>
#include <string.h>

#include "input.h"
#include "lines.h"
#include "spans.h"
#include "stocktake/base/mem.h"

struct frame {
	size_t index;    /* of the collection's span */
	size_t last_end; /* where the last child ends; for a first item the place of its - */
	bool is_map, has_key;
	struct stk_span member; /* begun by its key, awaits its value */
};

struct walk {
	struct stk_yaml_input in;
	const struct stk_str *text;
	struct stk_spans *spans;
	struct frame frames[STK_YAML_MAX_DEPTH + 1];
	size_t depth; /* frames in use; frames[0] is unused */
};

void stk_yaml_spans_release(struct stk_spans *spans)
{
	free(spans->items);
	memset(spans, 0, sizeof *spans);
}

static size_t offset(struct walk *walk, const yaml_mark_t *mark)
{
	return stk_yaml_input_at(&walk->in, mark);
}

static bool is_block(const struct walk *walk)
{
	return walk->depth > 0 && !walk->spans->items[walk->frames[walk->depth].index].is_flow;
}

/* A key may be announced by "? ". */
static size_t explicit_start(const struct stk_str *text, size_t key_start)
{
	size_t at = key_start;

	while (at > 0 && (text->data[at - 1] == ' ' || text->data[at - 1] == '\t'))
		at--;
	if (at > 0 && at < key_start && text->data[at - 1] == '?')
		return at - 1;
	return key_start;
}

static void begin_member(struct walk *walk, const yaml_event_t *event)
{
	struct frame *top = &walk->frames[walk->depth];
	struct stk_span *member = &top->member;
	size_t colon;

	memset(member, 0, sizeof *member);
	member->is_member = true;
	member->key_start = offset(walk, &event->start_mark);
	member->key_end = offset(walk, &event->end_mark);
	member->mark = explicit_start(walk->text, member->key_start);
	colon = stk_line_skip(walk->text, member->key_end, walk->text->len);
	member->has_colon = colon < walk->text->len && walk->text->data[colon] == ':';
	member->after = member->has_colon ? colon + 1 : member->key_end;
	top->has_key = true;
}

/* The span of the next value, put where it belongs. */
static struct stk_span *push(struct walk *walk, size_t start)
{
	struct frame *top = &walk->frames[walk->depth];
	struct stk_span span = {0};

	if (walk->depth > 0 && top->is_map) {
		span = top->member;
	} else if (is_block(walk)) {
		span.mark = stk_line_skip(walk->text, top->last_end, walk->text->len);
		span.after = span.mark + 1;
	} else {
		span.mark = start;
		span.after = start;
	}
	span.start = start;
	span.end = start;
	span.size = 1;
	span.in_flow = walk->depth > 0 && !is_block(walk);
	top->has_key = false;
	STK_GROW(walk->spans->items, walk->spans->cap, walk->spans->count + 1);
	walk->spans->items[walk->spans->count++] = span;
	return &walk->spans->items[walk->spans->count - 1];
}

/* Blank lines after a block scalar are its own only where it keeps them (+). */
static void find_literal_end(const struct stk_str *text, struct stk_span *span)
{
	size_t end = span->end;
	bool keeps;

	span->is_literal = true;
	span->header_end = span->start + 1;
	while (span->header_end < text->len &&
	       strchr("+-0123456789", text->data[span->header_end]) && text->data[span->header_end])
		span->header_end++;
	keeps = memchr(text->data + span->start, '+', span->header_end - span->start);
	if (keeps) {
		if (end > span->header_end && text->data[end - 1] == '\n')
			end--;
		if (end > span->header_end && text->data[end - 1] == '\r')
			end--;
		span->end = end;
		return;
	}
	while (end > span->header_end && strchr(" \t\r\n", text->data[end - 1]))
		end--;
	span->end = stk_line_end(text, end);
}

static void end_child(struct walk *walk, size_t end)
{
	if (walk->depth > 0)
		walk->frames[walk->depth].last_end = end;
}

static void take_scalar(struct walk *walk, const yaml_event_t *event)
{
	struct frame *top = &walk->frames[walk->depth];
	struct stk_span *span;

	if (walk->depth > 0 && top->is_map && !top->has_key) {
		begin_member(walk, event);
		return;
	}
	span = push(walk, offset(walk, &event->start_mark));
	span->end = offset(walk, &event->end_mark);
	if (event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE && event->data.scalar.length == 0) {
		span->kind = STK_NODE_NULL;
		if (span->is_member || !span->in_flow)
			span->start = span->after;
		span->end = span->start;
	} else {
		span->kind = STK_NODE_SCALAR;
		if (event->data.scalar.style == YAML_LITERAL_SCALAR_STYLE ||
		    event->data.scalar.style == YAML_FOLDED_SCALAR_STYLE)
			find_literal_end(walk->text, span);
	}
	end_child(walk, span->end);
}

static void open_collection(struct walk *walk, const yaml_event_t *event, bool is_map)
{
	size_t start = offset(walk, &event->start_mark);
	struct stk_span *span = push(walk, start);
	struct frame *top;

	span->kind = is_map ? STK_NODE_MAP : STK_NODE_LIST;
	span->is_flow = is_map ? event->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE
			       : event->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE;
	span->is_pair = is_map && span->is_flow && walk->text->data[start] != '{';
	top = &walk->frames[++walk->depth];
	memset(top, 0, sizeof *top);
	top->index = walk->spans->count - 1;
	top->last_end = start;
	top->is_map = is_map;
}

static void close_collection(struct walk *walk, const yaml_event_t *event)
{
	struct frame *top = &walk->frames[walk->depth--];
	struct stk_span *span = &walk->spans->items[top->index];

	span->size = walk->spans->count - top->index;
	span->end =
		span->is_flow && !span->is_pair ? offset(walk, &event->end_mark) : top->last_end;
	end_child(walk, span->end);
}

static void take(struct walk *walk, const yaml_event_t *event)
{
	switch (event->type) {
	case YAML_SCALAR_EVENT: take_scalar(walk, event); break;
	case YAML_MAPPING_START_EVENT: open_collection(walk, event, true); break;
	case YAML_SEQUENCE_START_EVENT: open_collection(walk, event, false); break;
	case YAML_MAPPING_END_EVENT:
	case YAML_SEQUENCE_END_EVENT: close_collection(walk, event); break;
	default: break;
	}
}

/* What the splices rely on. libyaml takes odd things for blanks (a byte order mark at the start of
 * a line) that would lead us astray. */
static bool is_sound(const struct stk_str *text, const struct stk_span *span, bool is_item)
{
	bool flow = span->is_flow && !span->is_pair;

	if (span->mark > span->after || span->after > span->start || span->start > span->end ||
	    span->end > text->len)
		return false;
	if (span->is_member && (span->key_start > span->key_end || span->key_end > span->after))
		return false;
	if (is_item && text->data[span->mark] != '-')
		return false;
	return !flow || (span->end - span->start >= 2 && strchr("[{", text->data[span->start]) &&
			 strchr("]}", text->data[span->end - 1]));
}

static bool are_sound(const struct stk_spans *spans, const struct stk_str *text)
{
	for (size_t i = 0; i < spans->count; i++) {
		const struct stk_span *span = &spans->items[i];

		if (!is_sound(text, span, i > 0 && !span->is_member && !span->in_flow))
			return false;
	}
	return true;
}

int stk_yaml_spans_load(struct stk_spans *spans, const struct stk_str *text, const char *path,
			struct stk_err *err)
{
	struct walk walk;
	yaml_event_t event;
	yaml_event_type_t type;
	int result = -1;

	walk.text = text;
	walk.spans = spans;
	walk.depth = 0;
	memset(&walk.frames[0], 0, sizeof walk.frames[0]);
	spans->count = 0;
	if (stk_yaml_input_open(&walk.in, path, text->data, text->len, err))
		return -1;
	do {
		if (stk_yaml_input_next(&walk.in, &event))
			goto out;
		type = event.type;
		take(&walk, &event);
		yaml_event_delete(&event);
	} while (type != YAML_STREAM_END_EVENT);
	if (spans->count == 0) {
		struct stk_span *root = push(&walk, text->len);

		root->kind = STK_NODE_NULL;
	}
	if (are_sound(spans, text))
		result = 0;
	else
		stk_yaml_input_fail(&walk.in, 0, "Change it by hand in an editor.",
				    "this file is written so oddly that it cannot be edited");
out:
	stk_yaml_input_close(&walk.in);
	return result;
}
