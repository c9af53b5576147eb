/*
 * The XML of workbooks, through expat: names without their prefix, elements opened and closed,
 * text. A document type is refused, so there are no entities but the five; nothing outside is
 * fetched.
 *
 * Prefixes are cut off, not looked up: programs choose them as they like, and what a reader looks
 * for it looks for below the right parents.
 */
#ifndef STOCKTAKE_SHEETS_XML_H
#define STOCKTAKE_SHEETS_XML_H

#include "package.h"
#include "stocktake/base/str.h"

#define STK_XML_MAX_DEPTH 256

struct stk_xml_reader {
	/* -1 with the builder's err set ends the parse. `attributes`: name, value, name, value,
	 * NULL. */
	int (*open)(void *data, const char *name, const char **attributes);
	int (*close)(void *data, const char *name);
	int (*text)(void *data, const char *text, size_t len_bytes); /* may be NULL */
	/* Appends how people call the place that is being read ("tab Tools, near C7"); NULL: the
	 * part's name and the line. */
	void (*where)(void *data, struct stk_str *out);
	void *data;
};

/* Parses a part of a package, or bytes. -1 with the builder's err set: broken, refused or over a
 * bound. */
int stk_xml_part(struct stk_zip *zip, const char *name, const struct stk_xml_reader *reader);
int stk_xml_bytes(struct stk_builder *build, const char *name, const char *bytes, size_t len_bytes,
		  const struct stk_xml_reader *reader);

/* An attribute by its name without prefix; NULL if there is none. */
const char *stk_xml_get(const char **attributes, const char *name);
/* As a whole number from 0; `otherwise` where there is none or it is no number; at most UINT32_MAX.
 */
uint32_t stk_xml_number(const char **attributes, const char *name, uint32_t otherwise);
/* "1", "true", "on" */
bool stk_xml_is(const char **attributes, const char *name);

#endif
