/* What commands say: data to stdout, all else to stderr. */
#include <errno.h>
#include <stdarg.h>

#include "cmd.h"
#include "stocktake/base/term.h"
#include "stocktake/base/text.h"
#include "stocktake/base/tr.h"

int stk_fail(const struct stk_err *err)
{
	stk_err_print(err, stderr);
	return err->code ? (int)err->code : STK_EIO;
}

void stk_tell(const char *format, ...)
{
	struct stk_str text = STK_STR_INIT, shown = STK_STR_INIT;
	va_list args;

	va_start(args, format);
	stk_str_addv(&text, stk_t(format), args);
	va_end(args);
	stk_text_visible(&shown, text.data, text.len, true);
	stk_term_put(stderr, shown.data);
	stk_str_release(&text);
	stk_str_release(&shown);
}

int stk_put(const struct stk_str *out)
{
	struct stk_err err;

	if (fwrite(out->data, 1, out->len, stdout) == out->len && fflush(stdout) == 0)
		return 0;
	stk_err_errno(&err, errno, "cannot write the output");
	return stk_fail(&err);
}
