/* Tab: the word before the cursor completed, or what it may become listed below. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "keyboard_private.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/term.h"
#include "stocktake/base/text.h"
#include "stocktake/base/tr.h"

void stk_keyboard_list(FILE *out, const struct stk_candidates *candidates, size_t width_cols)
{
	struct stk_str text = STK_STR_INIT;
	size_t col = 0;

	for (size_t i = 0; i < candidates->count; i++) {
		size_t cols, at = text.len;

		stk_text_visible(&text, candidates->items[i], strlen(candidates->items[i]), false);
		cols = stk_text_width_cols(text.data + at);
		if (!col || col + 2 + cols > width_cols) {
			stk_str_splice(&text, at, 0, i ? "\n    " : "    ", i ? 5 : 4);
			col = 4 + cols;
		} else {
			stk_str_splice(&text, at, 0, "  ", 2);
			col += 2 + cols;
		}
	}
	stk_str_addc(&text, '\n');
	if (candidates->more) {
		stk_str_add(&text, "    ");
		stk_str_addf(&text,
			     stk_tn("and %zu more: type on\n", "and %zu more: type on\n",
				    candidates->more),
			     candidates->more);
	}
	fputs(text.data, out);
	fflush(out);
	stk_str_release(&text);
}

/* Lines of the terminal between the cursor and the end of what is typed: they are not written over.
 */
static size_t lines_below(const struct stk_keyboard *keyboard, const LineInfo *info,
			  size_t width_cols)
{
	struct stk_str text = STK_STR_INIT;
	size_t at, end;

	stk_str_add(&text, keyboard->mark);
	stk_str_addn(&text, info->buffer, (size_t)(info->cursor - info->buffer));
	at = stk_text_width_cols(text.data);
	stk_str_addn(&text, info->cursor, (size_t)(info->lastchar - info->cursor));
	end = stk_text_width_cols(text.data);
	stk_str_release(&text);
	return end / width_cols - at / width_cols;
}

static void list_below(struct stk_keyboard *keyboard, const LineInfo *info,
		       const struct stk_candidates *candidates)
{
	struct stk_terminal term;

	stk_term_init(&term, "never", STDERR_FILENO);
	for (size_t n = lines_below(keyboard, info, term.width_cols) + 1; n; n--)
		fputc('\n', keyboard->out);
	stk_keyboard_list(keyboard->out, candidates, term.width_cols);
	el_set(keyboard->editor, EL_REFRESH);
}

unsigned char stk_keyboard_tab(EditLine *editor, int key)
{
	struct stk_candidates candidates = STK_CANDIDATES_INIT;
	struct stk_keyboard *keyboard = NULL;
	const LineInfo *info = el_line(editor);
	size_t len = (size_t)(info->cursor - info->buffer);
	unsigned char result = CC_ERROR;
	char *line = stk_xstrndup(info->buffer, len);

	(void)key;
	el_get(editor, EL_CLIENTDATA, &keyboard);
	/* A terminal that does not say what is pasted: the tab stands between two cells. */
	if (stk_keyboard_has_more()) {
		el_insertstr(editor, "\t");
		result = CC_REFRESH;
		goto out;
	}
	if (keyboard->offer)
		keyboard->offer(keyboard->offer_data, line, len, &candidates);
	if (!candidates.count)
		goto out;
	if (candidates.common) {
		int typed = (int)stk_utf8_count(line + candidates.from, len - candidates.from);

		el_deletestr(editor, typed);
		el_insertstr(editor, candidates.common);
		result = CC_REFRESH;
	} else if (candidates.count > 1 || candidates.from == len) {
		list_below(keyboard, info, &candidates);
		result = CC_NORM;
	}
out:
	stk_candidates_release(&candidates);
	free(line);
	return result;
}
