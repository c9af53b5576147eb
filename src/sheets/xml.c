#include "xml.h"

#include <expat.h>
#include <string.h>

#include "stocktake/base/mem.h"
#include "stocktake/base/str.h"

enum { BLOCK_BYTES = 64 << 10 };

struct parse {
	struct stk_builder *build;
	const struct stk_xml_reader *reader;
	const char *name; /* of the part; "" for a file that is one document */
	XML_Parser parser;
	unsigned depth;
	bool failed; /* err is set */
};

static const char *local(const char *name)
{
	const char *colon = strchr(name, ':');

	return colon ? colon + 1 : name;
}

static void give_up(struct parse *parse)
{
	parse->failed = true;
	XML_StopParser(parse->parser, XML_FALSE);
}

static int refuse(struct parse *parse, const char *why)
{
	const struct stk_tr *tr = parse->build->options->tr;
	struct stk_err *err = parse->build->err;
	unsigned line = (unsigned)XML_GetCurrentLineNumber(parse->parser);
	struct stk_str place = STK_STR_INIT;

	if (parse->reader->where)
		parse->reader->where(parse->reader->data, &place);
	else if (*parse->name)
		stk_str_addf(&place, stk_tr(tr, "%s, line %u"), parse->name, line);
	if (place.len)
		stk_err_set(err, STK_EUSAGE, "%s: %s", place.data, why);
	else
		stk_err_set(err, STK_EUSAGE, "%s", why);
	stk_str_release(&place);
	stk_err_at(err, parse->build->path, *parse->name ? 0 : line, 0);
	stk_err_hint(err, "%s",
		     stk_tr(tr, "Open it in a spreadsheet program and save it again as .xlsx."));
	give_up(parse);
	return -1;
}

static void on_open(void *data, const XML_Char *name, const XML_Char **attributes)
{
	struct parse *parse = data;

	if (parse->failed)
		return;
	if (++parse->depth > STK_XML_MAX_DEPTH)
		refuse(parse, stk_tr(parse->build->options->tr, "nested too deep for a workbook"));
	else if (parse->reader->open(parse->reader->data, local(name), attributes))
		give_up(parse);
}

static void on_close(void *data, const XML_Char *name)
{
	struct parse *parse = data;

	parse->depth--;
	if (!parse->failed && parse->reader->close(parse->reader->data, local(name)))
		give_up(parse);
}

static void on_text(void *data, const XML_Char *text, int len)
{
	struct parse *parse = data;

	if (!parse->failed && parse->reader->text(parse->reader->data, text, (size_t)len))
		give_up(parse);
}

static void on_doctype(void *data, const XML_Char *name, const XML_Char *system_id,
		       const XML_Char *public_id, int has_subset)
{
	struct parse *parse = data;

	(void)name;
	(void)system_id;
	(void)public_id;
	(void)has_subset;
	refuse(parse, stk_tr(parse->build->options->tr,
			     "a document type: no spreadsheet program writes one, it is refused"));
}

static void begin(struct parse *parse)
{
	parse->parser = XML_ParserCreate(NULL);
	if (!parse->parser)
		stk_out_of_memory();
	XML_SetUserData(parse->parser, parse);
	XML_SetElementHandler(parse->parser, on_open, on_close);
	if (parse->reader->text)
		XML_SetCharacterDataHandler(parse->parser, on_text);
	XML_SetStartDoctypeDeclHandler(parse->parser, on_doctype);
}

static int end(struct parse *parse, enum XML_Status status)
{
	enum XML_Error code = XML_GetErrorCode(parse->parser);
	int ret = 0;

	if (code == XML_ERROR_NO_MEMORY)
		stk_out_of_memory();
	if (parse->failed)
		ret = -1;
	else if (status != XML_STATUS_OK)
		ret = refuse(parse, XML_ErrorString(code));
	XML_ParserFree(parse->parser);
	return ret;
}

int stk_xml_part(struct stk_zip *zip, const char *name, const struct stk_xml_reader *reader)
{
	struct parse parse = {.build = zip->build, .reader = reader, .name = name};
	enum XML_Status status = XML_STATUS_OK;
	int got = 1;

	if (stk_zip_part(zip, name))
		return -1;
	begin(&parse);
	while (got > 0 && status == XML_STATUS_OK) {
		void *block = XML_GetBuffer(parse.parser, BLOCK_BYTES);

		if (!block)
			stk_out_of_memory();
		got = stk_zip_read(zip, name, block, BLOCK_BYTES);
		if (got < 0)
			give_up(&parse);
		else
			status = XML_ParseBuffer(parse.parser, got, got == 0);
	}
	stk_zip_part_end(zip);
	return end(&parse, status);
}

int stk_xml_bytes(struct stk_builder *build, const char *name, const char *bytes, size_t len_bytes,
		  const struct stk_xml_reader *reader)
{
	struct parse parse = {.build = build, .reader = reader, .name = name};
	enum XML_Status status = XML_STATUS_OK;
	size_t at = 0;

	begin(&parse);
	do {
		size_t piece = len_bytes - at < BLOCK_BYTES ? len_bytes - at : BLOCK_BYTES;

		status = XML_Parse(parse.parser, bytes + at, (int)piece, at + piece == len_bytes);
		at += piece;
	} while (at < len_bytes && status == XML_STATUS_OK);
	return end(&parse, status);
}

const char *stk_xml_get(const char **attributes, const char *name)
{
	for (; *attributes; attributes += 2)
		if (strcmp(local(*attributes), name) == 0)
			return attributes[1];
	return NULL;
}

uint32_t stk_xml_number(const char **attributes, const char *name, uint32_t otherwise)
{
	const char *text = stk_xml_get(attributes, name);
	uint64_t value = 0;

	if (!text || !*text)
		return otherwise;
	for (; *text; text++) {
		if (*text < '0' || *text > '9')
			return otherwise;
		value = value * 10 + (uint64_t)(*text - '0');
		if (value > UINT32_MAX)
			value = UINT32_MAX;
	}
	return (uint32_t)value;
}

bool stk_xml_is(const char **attributes, const char *name)
{
	const char *text = stk_xml_get(attributes, name);

	return text &&
	       (strcmp(text, "1") == 0 || strcmp(text, "true") == 0 || strcmp(text, "on") == 0);
}
