/*
 * libyaml's errors in plain words: what is wrong and what to do. Problems that are not listed are
 * given as libyaml has them.
 */
#include <string.h>

#include "input.h"
#include "stocktake/base/str.h"
#include "stocktake/base/text.h"
#include "stocktake/base/tr.h"

struct explanation {
	const char *problem; /* libyaml's words, their beginning */
	const char *context; /* their beginning; NULL: any. With "scanning" the place to show is
				where that began */
	const char *message; /* %u: the line where what it was doing began */
	const char *hint;
};

static const struct explanation explanations[] = {
	{"mapping values are not allowed", NULL,
	 STK_N("a second \": \" in one value, or a line indented too far"),
	 STK_N("Put the value in quotes, or indent the line like the keys beside it.")},
	{"did not find expected '-'", NULL,
	 STK_N("this does not fit the list that begins in line %u"),
	 STK_N("Begin each item with \"- \" below the one before it.")},
	{"did not find expected ',' or ']'", NULL,
	 STK_N("the list that begins with [ in line %u lacks a comma or its ]"),
	 STK_N("Put , between items and ] at the end; put items with : or [ in quotes.")},
	{"did not find expected ',' or '}'", NULL, STK_N("the { in line %u lacks a comma or its }"),
	 STK_N("Put , between entries and } at the end; put values with : or { in quotes.")},
	{"did not find expected node content", NULL, STK_N("a value is missing here"),
	 STK_N("Write a value, or take out the comma or bracket that is too much.")},
	{"could not find expected ':'", "while scanning a simple key",
	 STK_N("a line that is no \"key: value\""),
	 STK_N("Write \"key: value\"; indent text that goes on with the value above.")},
	{"found unexpected end of stream", "while scanning a quoted scalar",
	 STK_N("this quote is never closed"), STK_N("Close it where the value ends.")},
	{"found unexpected document indicator", "while scanning a quoted scalar",
	 STK_N("this quote is not closed before the document ends"),
	 STK_N("Close it where the value ends.")},
	{"found unknown escape character", NULL,
	 STK_N("an unknown escape after \\ in double quotes"),
	 STK_N("Write \\\\ for a backslash, or use single quotes.")},
	{"did not find expected hexdecimal number", NULL,
	 STK_N("an escape like \\u needs hexadecimal digits"),
	 STK_N("Write \\\\ for a backslash, or use single quotes.")},
	{"found invalid Unicode character escape code", NULL,
	 STK_N("an escape that is no character"), STK_N("Write the character itself.")},
	{"found a tab character", NULL, STK_N("a tab cannot indent"), STK_N("Use blanks.")},
	{"block sequence entries are not allowed", NULL, STK_N("a list item cannot begin here"),
	 STK_N("Put \"- \" on a line of its own; put text that begins with - in quotes.")},
	{"mapping keys are not allowed", NULL, STK_N("a key cannot begin here"),
	 STK_N("Put it on a line of its own; put text that begins with ? in quotes.")},
	{"control characters are not allowed", NULL, STK_N("a control character"),
	 STK_N("Take it out.")},
	{"did not find expected alphabetic or numeric character", "while scanning an alias",
	 STK_N("a value cannot begin with *"), STK_N("Put it in quotes.")},
	{"did not find expected alphabetic or numeric character", "while scanning an anchor",
	 STK_N("a value cannot begin with &"), STK_N("Put it in quotes.")},
	{"did not find expected <document start>", NULL,
	 STK_N("something follows after the end of the data"),
	 STK_N("One file holds one entry: indent it so that it belongs to it, or take it out.")},
	{"found undefined tag handle", NULL, STK_N("a tag (!): types cannot be given here"),
	 STK_N("Leave it out, or put text that begins with ! in quotes.")},
	{"did not find expected comment or line break", "while scanning a block scalar",
	 STK_N("after | or > the text begins on the next line"),
	 STK_N("Put text that begins with | or > in quotes.")},
	{"found unexpected ':'", NULL, STK_N("a : that is followed by a bracket or comma"),
	 STK_N("Put the value in quotes, or a blank after the colon.")},
	{"found unknown directive name", NULL, STK_N("a line that begins with %"),
	 STK_N("Put text that begins with % in quotes.")},
	{"could not find expected directive name", NULL, STK_N("a line that begins with %"),
	 STK_N("Put text that begins with % in quotes.")},
	{"found incompatible YAML document", NULL, STK_N("a %YAML line of another version"),
	 STK_N("Leave the line out.")},
};

static int explain_character(struct stk_yaml_input *in, size_t at)
{
	uint32_t code;
	size_t len = stk_utf8_next(in->text + at, in->len - at, &code);

	if (code == '\t')
		return stk_yaml_input_fail(in, at, "Use blanks.", "a tab cannot indent");
	return stk_yaml_input_fail(in, at, "Put it in quotes.", "a value cannot begin with %.*s",
				   (int)len, in->text + at);
}

static int explain_control(struct stk_yaml_input *in)
{
	size_t at = in->parser.problem_offset + in->bom_bytes;
	unsigned code = (unsigned)in->parser.problem_value;

	if (code == 0)
		return stk_yaml_input_fail(
			in, at, "If the file is UTF-16, save it again with the encoding UTF-8.",
			"a NUL character");
	return stk_yaml_input_fail(
		in, at,
		"Take it out, or write it as an escape in double quotes: \\u and its number.",
		"a control character (U+%04X)", code);
}

/* A line that libyaml cannot take in may be so because of its tab; the tab is what people must be
 * told. */
static bool tab_before(const struct stk_yaml_input *in, size_t at, size_t *tab)
{
	size_t i = at;

	while (i > 0 && in->text[i - 1] != '\n' && in->text[i - 1] != '\r')
		i--;
	for (; i < in->len && (in->text[i] == ' ' || in->text[i] == '\t'); i++) {
		if (in->text[i] == '\t') {
			*tab = i;
			return true;
		}
	}
	return false;
}

static const struct explanation *find_explanation(const yaml_parser_t *parser)
{
	const char *problem = parser->problem ? parser->problem : "";
	const char *context = parser->context ? parser->context : "";

	for (size_t i = 0; i < sizeof explanations / sizeof *explanations; i++) {
		const struct explanation *known = &explanations[i];

		if (stk_starts(problem, known->problem) &&
		    (!known->context || stk_starts(context, known->context)))
			return known;
	}
	return NULL;
}

/* What stands where a key of a block map should be. */
static int explain_misfit(struct stk_yaml_input *in, size_t at, unsigned line)
{
	size_t start = at;
	char c = at < in->len ? in->text[at] : '\0';

	while (start > 0 && in->text[start - 1] == ' ')
		start--;
	if (c == ']' || c == '}')
		return stk_yaml_input_fail(in, at, "Take it out, or put the text in quotes.",
					   "a %c that closes nothing", c);
	if (start > 0 && in->text[start - 1] != '\n' && in->text[start - 1] != '\r')
		return stk_yaml_input_fail(in, at, "Put the whole value in quotes.",
					   "text after the end of a value");
	if (c == '-')
		return stk_yaml_input_fail(
			in, at, "Give the list a key of its own, and put its items below it.",
			"a list item among the keys that begin in line %u", line);
	if (c == ':')
		return stk_yaml_input_fail(in, at, "Write \"key: value\".",
					   "a key is missing before the :");
	return stk_yaml_input_fail(in, at, "Indent all keys of one entry alike.",
				   "this line is not indented like the keys that begin in line %u",
				   line);
}

int stk_yaml_input_explain(struct stk_yaml_input *in)
{
	const yaml_parser_t *parser = &in->parser;
	const struct explanation *known;
	const char *message, *number;
	size_t at;
	size_t context;
	unsigned line;

	if (parser->error == YAML_MEMORY_ERROR)
		return stk_err_set(in->err, STK_EIO, "out of memory while reading %s", in->path);
	if (parser->error == YAML_READER_ERROR)
		return explain_control(in);
	at = stk_yaml_input_seek(in, parser->problem_mark.index);
	if (tab_before(in, at, &at))
		return stk_yaml_input_fail(in, at, "Use blanks.", "a tab cannot indent");
	if (parser->problem &&
	    stk_starts(parser->problem, "found character that cannot start any token") &&
	    at < in->len)
		return explain_character(in, at);
	context = stk_yaml_input_seek(in, parser->context_mark.index);
	line = stk_yaml_input_line(in, context);
	if (parser->problem && parser->context &&
	    stk_starts(parser->problem, "did not find expected key") &&
	    stk_starts(parser->context, "while parsing a block mapping"))
		return explain_misfit(in, at, line);
	known = find_explanation(parser);
	if (!known)
		return stk_yaml_input_fail(in, at, NULL, "this is not valid YAML: %s%s%s",
					   parser->context ? parser->context : "",
					   parser->context ? ", " : "", parser->problem);
	if (known->context && stk_starts(known->context, "while scanning"))
		at = context;
	message = stk_t(known->message);
	number = strstr(message, "%u");
	if (!number)
		return stk_yaml_input_fail(in, at, known->hint, "%s", message);
	return stk_yaml_input_fail(in, at, known->hint, "%.*s%u%s", (int)(number - message),
				   message, line, number + 2);
}
