#include "stocktake/base/err.h"

#include <errno.h>
#include <stdarg.h>
#include <string.h>

#include "stocktake/base/term.h"
#include "stocktake/base/text.h"
#include "stocktake/base/tr.h"

/* vsnprintf that never leaves half a code point at a cut. */
static void put(char *out, size_t size, const char *format, va_list args)
{
	int len = vsnprintf(out, size, stk_t(format), args);

	if (len < 0)
		out[0] = '\0';
	else if ((size_t)len >= size)
		out[stk_utf8_valid_bytes(out, size - 1)] = '\0';
}

static void set(struct stk_err *err, enum stk_err_code code, const char *format, va_list args)
{
	char message[sizeof err->message];

	/* The old message may be among the arguments. */
	put(message, sizeof message, format, args);
	err->code = code;
	memcpy(err->message, message, sizeof message);
	err->file[0] = '\0';
	err->hint[0] = '\0';
	err->line = 0;
	err->col = 0;
}

int stk_err_set(struct stk_err *err, enum stk_err_code code, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	set(err, code, format, args);
	va_end(args);
	return -1;
}

/* strerror in the language of the output, which needs no locale; the rare ones stay English. */
static const char *reason(int errno_value)
{
	switch (errno_value) {
	case ENOENT: return stk_t("No such file or directory");
	case EACCES: return stk_t("Permission denied");
	case EPERM: return stk_t("Operation not permitted");
	case EEXIST: return stk_t("File exists");
	case EISDIR: return stk_t("Is a directory");
	case ENOTDIR: return stk_t("Not a directory");
	case ENOSPC: return stk_t("No space left on device");
	case EDQUOT: return stk_t("Disk quota exceeded");
	case EROFS: return stk_t("Read-only file system");
	case EIO: return stk_t("Input/output error");
	case ELOOP: return stk_t("Too many levels of symbolic links");
	case ENAMETOOLONG: return stk_t("File name too long");
	case EMFILE: return stk_t("Too many open files");
	case EPIPE: return stk_t("Broken pipe");
	default: return strerror(errno_value);
	}
}

int stk_err_errno(struct stk_err *err, int errno_value, const char *format, ...)
{
	va_list args;
	size_t len;

	va_start(args, format);
	set(err, STK_EIO, format, args);
	va_end(args);
	len = strlen(err->message);
	snprintf(err->message + len, sizeof err->message - len, ": %s", reason(errno_value));
	return -1;
}

void stk_err_at(struct stk_err *err, const char *file, unsigned line, unsigned col)
{
	static const char more[] = "...";
	size_t len = strlen(file);
	char *out = err->file;

	if (len >= sizeof err->file) {
		/* The end of a long path says more than its beginning. */
		file += len - (sizeof err->file - sizeof more);
		while (((unsigned char)*file & 0xc0) == 0x80)
			file++;
		memcpy(out, more, sizeof more - 1);
		out += sizeof more - 1;
	}
	/* The old place may be the argument. */
	memmove(out, file, strlen(file) + 1);
	err->line = line;
	err->col = col;
}

void stk_err_hint(struct stk_err *err, const char *format, ...)
{
	char hint[sizeof err->hint];
	va_list args;

	va_start(args, format);
	put(hint, sizeof hint, format, args);
	va_end(args);
	memcpy(err->hint, hint, sizeof hint);
}

void stk_err_print(const struct stk_err *err, FILE *out)
{
	struct stk_str text = STK_STR_INIT;

	stk_str_add(&text, "stocktake: ");
	if (err->file[0]) {
		stk_text_visible(&text, err->file, strlen(err->file), false);
		if (err->line)
			stk_str_addf(&text, ":%u", err->line);
		if (err->line && err->col)
			stk_str_addf(&text, ":%u", err->col);
		stk_str_add(&text, ": ");
	}
	stk_text_visible(&text, err->message, strlen(err->message), true);
	stk_str_addc(&text, '\n');
	if (err->hint[0]) {
		stk_text_visible(&text, err->hint, strlen(err->hint), true);
		stk_str_addc(&text, '\n');
	}
	stk_term_put(out, text.data);
	stk_str_release(&text);
}
