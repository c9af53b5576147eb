#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "input.h"
#include "stocktake/base/text.h"
#include "stocktake/base/tr.h"
#include "stocktake/yaml/tree.h"

static bool is_ascii(const char *text, size_t len)
{
	const uint64_t high = 0x8080808080808080u;
	size_t i = 0;

	for (; i + 8 <= len; i += 8) {
		uint64_t word;

		memcpy(&word, text + i, sizeof word);
		if (word & high)
			return false;
	}
	for (; i < len; i++) {
		if ((unsigned char)text[i] >= 0x80)
			return false;
	}
	return true;
}

void stk_yaml_position(const char *text, size_t len_bytes, size_t at_bytes, unsigned *line,
		       unsigned *col)
{
	size_t i = len_bytes >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
	unsigned l = 1;
	unsigned c = 1;

	if (at_bytes > len_bytes)
		at_bytes = len_bytes;
	for (; i < at_bytes; i++) {
		unsigned char byte = (unsigned char)text[i];

		if (byte == '\n' || (byte == '\r' && !(i + 1 < len_bytes && text[i + 1] == '\n'))) {
			l++;
			c = 1;
		} else if ((byte & 0xc0) != 0x80) {
			c++;
		}
	}
	*line = l;
	*col = c;
}

unsigned stk_yaml_input_line(const struct stk_yaml_input *in, size_t at_bytes)
{
	unsigned line;
	unsigned col;

	stk_yaml_position(in->text, in->len, at_bytes, &line, &col);
	return line;
}

int stk_yaml_input_fail(struct stk_yaml_input *in, size_t at_bytes, const char *hint,
			const char *format, ...)
{
	char message[sizeof in->err->message];
	unsigned line;
	unsigned col;
	va_list args;

	va_start(args, format);
	vsnprintf(message, sizeof message, stk_t(format), args);
	va_end(args);
	stk_yaml_position(in->text, in->len, at_bytes, &line, &col);
	stk_err_set(in->err, STK_EUSAGE, "%s", message);
	stk_err_at(in->err, in->path, line, col);
	if (hint)
		stk_err_hint(in->err, "%s", stk_t(hint));
	return -1;
}

/* The first character in valid UTF-8 that YAML 1.1 takes for the end of a line and no editor shows;
 * len if none. */
static size_t find_odd_break(const char *text, size_t len)
{
	for (size_t i = 0; i + 1 < len; i++) {
		const unsigned char *byte = (const unsigned char *)text + i;

		if (byte[0] == 0xc2 && byte[1] == 0x85)
			return i;
		if (byte[0] == 0xe2 && byte[1] == 0x80 && (byte[2] == 0xa8 || byte[2] == 0xa9))
			return i;
	}
	return len;
}

static int refuse_bytes(struct stk_yaml_input *in, size_t at)
{
	unsigned char byte = (unsigned char)in->text[at];

	if (at == 0 && in->len >= 2 &&
	    (memcmp(in->text, "\xff\xfe", 2) == 0 || memcmp(in->text, "\xfe\xff", 2) == 0))
		return stk_yaml_input_fail(in, 0, "Save it again with the encoding UTF-8.",
					   "this file is UTF-16, not UTF-8");
	return stk_yaml_input_fail(
		in, at, "Save it again with the encoding UTF-8.",
		"byte 0x%02X is not UTF-8: the file has another encoding (Latin-1?)", byte);
}

static int check_text(struct stk_yaml_input *in)
{
	size_t good;
	size_t odd;
	uint32_t code;

	if (in->len > STK_YAML_MAX_BYTES)
		return stk_yaml_input_fail(in, 0, "Split it into several files.",
					   "the file has %zu bytes; at most %zu are read", in->len,
					   STK_YAML_MAX_BYTES);
	in->ascii = is_ascii(in->text, in->len);
	if (in->ascii)
		return 0;
	good = stk_utf8_valid_bytes(in->text, in->len);
	if (good < in->len)
		return refuse_bytes(in, good);
	odd = find_odd_break(in->text, in->len);
	if (odd < in->len) {
		stk_utf8_next(in->text + odd, in->len - odd, &code);
		return stk_yaml_input_fail(in, odd,
					   "Take it out, or write it as an escape in double "
					   "quotes: \\u and its number.",
					   "a line separator that editors do not show (U+%04X)",
					   (unsigned)code);
	}
	if (in->len >= 3 && memcmp(in->text, "\xef\xbb\xbf", 3) == 0)
		in->bom_bytes = 3;
	return 0;
}

int stk_yaml_input_open(struct stk_yaml_input *in, const char *path, const char *text,
			size_t len_bytes, struct stk_err *err)
{
	in->path = path;
	in->text = text;
	in->len = len_bytes;
	in->bom_bytes = 0;
	in->cursor_index = 0;
	in->cursor_byte = 0;
	in->err = err;
	if (check_text(in))
		return -1;
	if (!yaml_parser_initialize(&in->parser))
		return stk_err_set(err, STK_EIO, "out of memory while reading %s", path);
	yaml_parser_set_encoding(&in->parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&in->parser, (const unsigned char *)text + in->bom_bytes,
				     len_bytes - in->bom_bytes);
	return 0;
}

void stk_yaml_input_close(struct stk_yaml_input *in)
{
	yaml_parser_delete(&in->parser);
}

size_t stk_yaml_input_seek(struct stk_yaml_input *in, size_t index)
{
	const unsigned char *text = (const unsigned char *)in->text + in->bom_bytes;
	size_t len = in->len - in->bom_bytes;
	size_t byte = in->cursor_byte;
	size_t at = in->cursor_index;

	while (at > index) {
		do
			byte--;
		while ((text[byte] & 0xc0) == 0x80);
		at--;
	}
	while (at < index && byte < len) {
		do
			byte++;
		while (byte < len && (text[byte] & 0xc0) == 0x80);
		at++;
	}
	in->cursor_index = at;
	in->cursor_byte = byte;
	return byte + in->bom_bytes;
}

static int refuse_anchor(struct stk_yaml_input *in, const yaml_event_t *event)
{
	return stk_yaml_input_fail(in, stk_yaml_input_at(in, &event->start_mark),
				   "Write the value out, or put text that begins with & in quotes.",
				   "an anchor (&): values cannot be named and used again here");
}

static int refuse_tag(struct stk_yaml_input *in, const yaml_event_t *event)
{
	return stk_yaml_input_fail(in, stk_yaml_input_at(in, &event->start_mark),
				   "Leave it out, or put text that begins with ! in quotes.",
				   "a tag (!): types cannot be given here");
}

static int check_document(struct stk_yaml_input *in, const yaml_event_t *event)
{
	size_t at = stk_yaml_input_at(in, &event->start_mark);

	if (event->data.document_start.tag_directives.start !=
	    event->data.document_start.tag_directives.end)
		return stk_yaml_input_fail(in, at, "Leave the line out.",
					   "a %%TAG line: tags cannot be used here");
	return 0;
}

/* What libyaml lets pass and the strict subset does not. */
static int check_event(struct stk_yaml_input *in, const yaml_event_t *event)
{
	switch (event->type) {
	case YAML_ALIAS_EVENT:
		return stk_yaml_input_fail(
			in, stk_yaml_input_at(in, &event->start_mark),
			"Write the value out, or put text that begins with * in quotes.",
			"an alias (*): values cannot be named and used again here");
	case YAML_SCALAR_EVENT:
		if (event->data.scalar.anchor)
			return refuse_anchor(in, event);
		return event->data.scalar.tag ? refuse_tag(in, event) : 0;
	case YAML_SEQUENCE_START_EVENT:
		if (event->data.sequence_start.anchor)
			return refuse_anchor(in, event);
		return event->data.sequence_start.tag ? refuse_tag(in, event) : 0;
	case YAML_MAPPING_START_EVENT:
		if (event->data.mapping_start.anchor)
			return refuse_anchor(in, event);
		return event->data.mapping_start.tag ? refuse_tag(in, event) : 0;
	case YAML_DOCUMENT_START_EVENT: return check_document(in, event);
	default: return 0;
	}
}

int stk_yaml_input_next(struct stk_yaml_input *in, yaml_event_t *event)
{
	if (!yaml_parser_parse(&in->parser, event))
		return stk_yaml_input_explain(in);
	if (check_event(in, event)) {
		yaml_event_delete(event);
		return -1;
	}
	return 0;
}
