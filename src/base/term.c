#include "stocktake/base/term.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "stocktake/base/mem.h"
#include "stocktake/base/str.h"
#include "stocktake/base/text.h"

#define DEFAULT_COLS 80
#define MAX_COLS     10000

static size_t width_of(int fd)
{
	const char *text = getenv("COLUMNS");
	struct winsize size;

	if (text && *text && strspn(text, "0123456789") == strlen(text) && strlen(text) < 6) {
		long cols = strtol(text, NULL, 10);

		if (cols > 0 && cols <= MAX_COLS)
			return (size_t)cols;
	}
	if (ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col)
		return size.ws_col;
	return DEFAULT_COLS;
}

static bool wants_color(int fd)
{
	const char *no_color = getenv("NO_COLOR");
	const char *kind = getenv("TERM");

	if (no_color && *no_color)
		return false;
	if (!kind || !*kind || strcmp(kind, "dumb") == 0)
		return false;
	return isatty(fd);
}

bool stk_term_init(struct stk_terminal *term, const char *mode, int fd)
{
	term->width_cols = width_of(fd);
	term->color = false;
	term->accessible = false;
	if (!mode || strcmp(mode, "auto") == 0)
		term->color = wants_color(fd);
	else if (strcmp(mode, "always") == 0)
		term->color = true;
	else
		return strcmp(mode, "never") == 0;
	return true;
}

const char *stk_term_color(const struct stk_terminal *term, enum stk_color color)
{
	if (!term->color)
		return "";
	switch (color) {
	case STK_PLAIN: return "\033[m";
	case STK_BOLD: return "\033[1m";
	case STK_DIM: return "\033[2m";
	case STK_RED: return "\033[31m";
	case STK_YELLOW: return "\033[33m";
	case STK_GREEN: return "\033[32m";
	case STK_BLUE: return "\033[34m";
	}
	return "";
}

void stk_term_put(FILE *out, const char *text)
{
	struct stk_str shown = STK_STR_INIT;
	size_t cols = isatty(fileno(out)) ? width_of(fileno(out)) : 0;

	while (*text) {
		size_t len = strcspn(text, "\n"), indent = strspn(text, " ");
		char *line = stk_xstrndup(text, len);

		if (cols && indent < cols && stk_text_width_cols(line) > cols) {
			stk_str_addn(&shown, text, indent);
			stk_text_wrap(&shown, line + indent, cols, indent, indent);
		} else {
			stk_str_addn(&shown, text, len);
		}
		free(line);
		text += len;
		if (*text) {
			stk_str_addc(&shown, '\n');
			text++;
		}
	}
	fwrite(shown.data, 1, shown.len, out);
	stk_str_release(&shown);
}
