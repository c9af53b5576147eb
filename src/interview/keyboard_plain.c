/* A line as the terminal itself edits it: nothing is printed over, no escape sequences. */
#include <errno.h>
#include <string.h>

#include "keyboard_private.h"
#include "stocktake/base/text.h"

static void show_mark(const struct stk_keyboard *keyboard)
{
	fputs(keyboard->mark, keyboard->out);
	fflush(keyboard->out);
}

/* A tab at the end asks for completion. One between others is a heading row's, with an empty cell
 * last. */
static bool asks_for_completion(const struct stk_str *line)
{
	return line->len && line->data[line->len - 1] == '\t' &&
	       strchr(line->data, '\t') == line->data + line->len - 1;
}

/* True if the line is as complete as it can be: else what it may become was listed, to be typed
 * again. */
static bool complete(struct stk_keyboard *keyboard, struct stk_str *line)
{
	struct stk_candidates candidates = STK_CANDIDATES_INIT;
	bool done = false;

	stk_str_truncate(line, line->len - 1);
	if (keyboard->offer)
		keyboard->offer(keyboard->offer_data, line->data, line->len, &candidates);
	if (candidates.count == 1) {
		stk_str_truncate(line, candidates.from);
		stk_str_add(line, candidates.items[0]);
		fprintf(keyboard->out, "%s%s\n", keyboard->mark, line->data);
		done = true;
	} else if (candidates.count) {
		stk_keyboard_list(keyboard->out, &candidates, 0);
	}
	stk_candidates_release(&candidates);
	return done || !line->len;
}

enum stk_line_read stk_keyboard_read_plain(struct stk_keyboard *keyboard, struct stk_str *line,
					   struct stk_err *err)
{
	unsigned char byte;

	(void)err;
	stk_str_reset(line);
	show_mark(keyboard);
	for (;;) {
		switch (stk_keyboard_byte(keyboard, &byte)) {
		case STK_KEY_BYTE: break;
		case STK_KEY_RESUMED:
			stk_str_reset(line);
			show_mark(keyboard);
			continue;
		case STK_KEY_INTERRUPT: fputc('\n', keyboard->out); return STK_TYPED_INTERRUPT;
		case STK_KEY_GONE: fputc('\n', keyboard->out); return STK_TYPED_END;
		}
		if (byte != '\n') {
			if (byte >= ' ' || byte == '\t')
				stk_str_addc(line, (char)byte);
			continue;
		}
		/* What is there at once was pasted: its lines are one answer. */
		if (stk_keyboard_has_more()) {
			stk_str_addc(line, '\n');
			continue;
		}
		if (!asks_for_completion(line) || complete(keyboard, line))
			break;
		stk_str_reset(line);
		show_mark(keyboard);
	}
	while (line->len && line->data[line->len - 1] == '\n')
		stk_str_truncate(line, line->len - 1);
	if (stk_utf8_valid_bytes(line->data, line->len) < line->len)
		stk_str_truncate(line, stk_utf8_valid_bytes(line->data, line->len));
	return STK_TYPED_LINE;
}
