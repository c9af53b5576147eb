/*
 * Private to the room: one text on its way through libyaml.
 *
 * It is checked first (size, UTF-8, characters that YAML takes for line ends in silence), so that
 * libyaml sees only text whose marks can be mapped: a mark counts code points, a cursor follows
 * them to bytes. A byte order mark is not shown to libyaml, which would count it as a column;
 * offsets are those of the whole text nevertheless.
 */
#ifndef STK_YAML_INPUT_H
#define STK_YAML_INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <yaml.h>

#include "stocktake/base/err.h"

struct stk_yaml_input {
	yaml_parser_t parser;
	const char *path;
	const char *text;
	size_t len;
	size_t bom_bytes;
	bool ascii;
	size_t cursor_index,
		cursor_byte; /* a code point and the byte where it begins, BOM left out */
	struct stk_err *err;
};

/* Checks the text and makes the parser. On failure err is filled and there is nothing to close. */
int stk_yaml_input_open(struct stk_yaml_input *in, const char *path, const char *text,
			size_t len_bytes, struct stk_err *err);
void stk_yaml_input_close(struct stk_yaml_input *in);

/* The next event; what it holds is the caller's to delete. On failure err says in plain words what
 * libyaml minds. Anchors, aliases, tags, directives for tags and a second document are failures
 * too. */
int stk_yaml_input_next(struct stk_yaml_input *in, yaml_event_t *event);

/* The byte of a code point outside of ASCII text. */
size_t stk_yaml_input_seek(struct stk_yaml_input *in, size_t index);

static inline size_t stk_yaml_input_at(struct stk_yaml_input *in, const yaml_mark_t *mark)
{
	if (in->ascii)
		return mark->index;
	return stk_yaml_input_seek(in, mark->index);
}

/* Sets err to a message at a byte offset, and what to do; returns -1. */
int stk_yaml_input_fail(struct stk_yaml_input *in, size_t at_bytes, const char *hint,
			const char *format, ...) __attribute__((format(printf, 4, 5)));

/* What libyaml's own error says, in plain words; returns -1. */
int stk_yaml_input_explain(struct stk_yaml_input *in);

unsigned stk_yaml_input_line(const struct stk_yaml_input *in, size_t at_bytes);

#endif
