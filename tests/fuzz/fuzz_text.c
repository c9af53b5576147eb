/* Text of any bytes: what is shown is harmless, what is cut fits, a slug is an id. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "stocktake/base/text.h"
#include "stocktake/base/when.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size_bytes);

static void must(bool holds)
{
	if (!holds)
		abort();
}

static void show(const char *text, size_t len)
{
	struct stk_str shown = STK_STR_INIT, again = STK_STR_INIT;
	size_t i;

	stk_text_visible(&shown, text, len, false);
	must(stk_utf8_valid_bytes(shown.data, shown.len) == shown.len);
	for (i = 0; i < shown.len; i++)
		must((unsigned char)shown.data[i] >= 0x20 && shown.data[i] != 0x7f);
	stk_text_visible(&again, shown.data, shown.len, false);
	must(again.len == shown.len);
	stk_str_release(&shown);
	stk_str_release(&again);
}

static void lay_out(const char *text)
{
	struct stk_str out = STK_STR_INIT;
	size_t cols;

	for (cols = 0; cols < 20; cols += 3) {
		stk_str_reset(&out);
		stk_text_cut(&out, text, cols);
		must(stk_text_width_cols(out.data) <= cols);
		stk_str_reset(&out);
		stk_text_pad(&out, text, cols, cols & 1);
		stk_text_wrap(&out, text, cols, cols / 2, 2);
	}
	stk_str_release(&out);
}

static void fold(const char *text, size_t len)
{
	struct stk_str once = STK_STR_INIT, twice = STK_STR_INIT, slug = STK_STR_INIT;

	if (stk_text_fold(&once, text, len)) {
		must(stk_text_fold(&twice, once.data, once.len));
		must(once.len == twice.len && memcmp(once.data, twice.data, once.len) == 0);
		must(stk_text_is_nfc(once.data, once.len));
		must(strlen(text) != len || stk_text_same(text, once.data));
	}
	stk_text_slug(&slug, text);
	must(!slug.len || !stk_text_id_defect(slug.data, slug.len));
	stk_text_id_defect(text, len);
	stk_str_release(&once);
	stk_str_release(&twice);
	stk_str_release(&slug);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size_bytes)
{
	struct stk_str text = STK_STR_INIT;
	char words[32], date[11];
	int64_t minutes;

	stk_str_addn(&text, data, size_bytes);
	show(text.data, text.len);
	lay_out(text.data);
	fold(text.data, text.len);
	minutes = stk_every_parse(text.data);
	stk_every_format(minutes, words);
	must(minutes == STK_EVERY_NONE || stk_every_parse(words) == minutes);
	stk_date_format(stk_date_parse(text.data), date);
	must(!date[0] || strncmp(date, text.data, 10) == 0);
	stk_str_release(&text);
	return 0;
}
