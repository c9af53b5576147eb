/*
 * XML 1.0: text and attributes that stay well-formed whatever is in them.
 */
#ifndef REPORT_XML_H
#define REPORT_XML_H

#include "stocktake/base/str.h"

/* Appends text: signs are escaped, line ends stay, control characters, broken bytes and the code
 * points that XML has no room for are shown. */
void stk_xml_text(struct stk_str *out, const char *text);
/* Appends ` name="value"`. */
void stk_xml_attribute(struct stk_str *out, const char *name, const char *value);
void stk_xml_count(struct stk_str *out, const char *name, size_t value);

#endif
