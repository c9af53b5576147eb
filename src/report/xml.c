#include "xml.h"

#include <string.h>

#include "stocktake/base/text.h"

/* Not among the characters of XML 1.0, though they are of Unicode. */
static bool is_foreign(uint32_t code)
{
	return code == 0xfffe || code == 0xffff;
}

static void escape(struct stk_str *out, const char *text, bool attribute)
{
	struct stk_str visible = STK_STR_INIT;
	size_t size;
	uint32_t code;

	stk_text_visible(&visible, text, strlen(text), true);
	for (size_t at = 0; at < visible.len; at += size) {
		size = stk_utf8_next(visible.data + at, visible.len - at, &code);
		if (code == '&')
			stk_str_add(out, "&amp;");
		else if (code == '<')
			stk_str_add(out, "&lt;");
		else if (code == '>') /* "]]>" may not stand in text */
			stk_str_add(out, "&gt;");
		else if (code == '"' && attribute)
			stk_str_add(out, "&quot;");
		else if (code == '\n' && attribute) /* else a reader makes it a blank */
			stk_str_add(out, "&#10;");
		else if (is_foreign(code))
			stk_str_addf(out, "&lt;U+%04X&gt;", (unsigned)code);
		else
			stk_str_addn(out, visible.data + at, size);
	}
	stk_str_release(&visible);
}

void stk_xml_text(struct stk_str *out, const char *text)
{
	escape(out, text, false);
}

void stk_xml_attribute(struct stk_str *out, const char *name, const char *value)
{
	stk_str_addf(out, " %s=\"", name);
	escape(out, value, true);
	stk_str_addc(out, '"');
}

void stk_xml_count(struct stk_str *out, const char *name, size_t value)
{
	stk_str_addf(out, " %s=\"%zu\"", name, value);
}
