#include "stocktake/model/select.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "stocktake/base/arena.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "stocktake/base/tr.h"

#define MAX_BYTES   4096
#define MAX_NESTING 32

enum node_kind { NODE_WORD, NODE_NOT, NODE_AND, NODE_OR };

/* Chains of `and` and `or` are lists, so that a long one does not nest. */
struct node {
	enum node_kind kind;
	const char *word;
	struct node *first, *next;
};

struct stk_select {
	struct stk_arena arena;
	struct node *root;
};

/* --- parsing ------------------------------------------------------------------------------------
 */

enum token { TOKEN_END, TOKEN_WORD, TOKEN_AND, TOKEN_OR, TOKEN_NOT, TOKEN_OPEN, TOKEN_CLOSE };

struct parser {
	struct stk_arena *arena;
	const char *text;
	size_t at;   /* behind the token */
	size_t from; /* where it begins */
	enum token token;
	unsigned depth;
	struct stk_err *err;
	bool failed;
};

static void complain(struct parser *parser, size_t at, const char *what)
{
	size_t col = stk_utf8_count(parser->text, at) + 1;

	if (parser->failed)
		return;
	parser->failed = true;
	stk_err_set(parser->err, STK_EUSAGE, "selection, column %zu: %s", col, what);
	stk_err_hint(parser->err, "for example: silo or (gap and not gap-owner)");
	parser->err->col = (unsigned)col;
	parser->token = TOKEN_END;
}

static bool is_word_byte(char c)
{
	return isalnum((unsigned char)c) || c == '-' || c == '_';
}

static void next_word(struct parser *parser)
{
	static const struct {
		const char *word;
		enum token token;
	} reserved[] = {{"and", TOKEN_AND}, {"or", TOKEN_OR}, {"not", TOKEN_NOT}};
	const char *text = parser->text;
	size_t len;

	while (is_word_byte(text[parser->at]))
		parser->at++;
	len = parser->at - parser->from;
	parser->token = TOKEN_WORD;
	for (size_t i = 0; i < STK_COUNT(reserved); i++)
		if (len == strlen(reserved[i].word) &&
		    !strncasecmp(text + parser->from, reserved[i].word, len))
			parser->token = reserved[i].token;
	if (text[parser->at] != '*')
		return;
	parser->at++;
	parser->token = TOKEN_WORD;
	if (is_word_byte(text[parser->at]) || text[parser->at] == '*')
		complain(parser, parser->at, "`*` ends a word");
}

static void advance(struct parser *parser)
{
	char c;

	if (parser->failed)
		return;
	while (isspace((unsigned char)parser->text[parser->at]))
		parser->at++;
	parser->from = parser->at;
	c = parser->text[parser->at];
	if (!c) {
		parser->token = TOKEN_END;
	} else if (is_word_byte(c) || c == '*') {
		next_word(parser);
	} else if (strchr("(),", c)) {
		parser->at++;
		parser->token = c == '(' ? TOKEN_OPEN : c == ')' ? TOKEN_CLOSE : TOKEN_OR;
	} else {
		complain(parser, parser->at, stk_t("not a word, nor one of ( ) ,"));
	}
}

static struct node *make(struct parser *parser, enum node_kind kind, struct node *first)
{
	struct node *node = stk_arena_zalloc(parser->arena, sizeof *node);

	node->kind = kind;
	node->first = first;
	return node;
}

static struct node *parse_or(struct parser *parser);

static struct node *parse_group(struct parser *parser)
{
	size_t opened = parser->from;
	struct node *node;

	advance(parser);
	node = parse_or(parser);
	if (!parser->failed && parser->token != TOKEN_CLOSE)
		complain(parser, opened, stk_t("this parenthesis is not closed"));
	advance(parser);
	return node;
}

static struct node *parse_not(struct parser *parser)
{
	struct node *node = NULL;

	if (++parser->depth > MAX_NESTING)
		complain(parser, parser->from, stk_t("nested too deeply"));
	if (parser->token == TOKEN_NOT) {
		advance(parser);
		node = make(parser, NODE_NOT, parse_not(parser));
	} else if (parser->token == TOKEN_OPEN) {
		node = parse_group(parser);
	} else if (parser->token == TOKEN_WORD) {
		node = make(parser, NODE_WORD, NULL);
		node->word = stk_arena_strndup(parser->arena, parser->text + parser->from,
					       parser->at - parser->from);
		advance(parser);
	} else {
		complain(parser, parser->from,
			 parser->token == TOKEN_END ? stk_t("a word is missing at the end")
						    : stk_t("a word is missing here"));
	}
	parser->depth--;
	return node;
}

static struct node *parse_chain(struct parser *parser, enum token token, enum node_kind kind,
				struct node *(*operand)(struct parser *))
{
	struct node *first = operand(parser), *last = first, *chain;

	if (parser->failed || parser->token != token)
		return first;
	chain = make(parser, kind, first);
	while (!parser->failed && parser->token == token) {
		advance(parser);
		last->next = operand(parser);
		if (!last->next)
			break;
		last = last->next;
	}
	return chain;
}

static struct node *parse_and(struct parser *parser)
{
	return parse_chain(parser, TOKEN_AND, NODE_AND, parse_not);
}

static struct node *parse_or(struct parser *parser)
{
	return parse_chain(parser, TOKEN_OR, NODE_OR, parse_and);
}

struct stk_select *stk_select_parse(const char *text, struct stk_err *err)
{
	struct stk_select *select = stk_xcalloc(1, sizeof *select);
	struct parser parser = {.arena = &select->arena, .text = text, .err = err};

	if (strlen(text) > MAX_BYTES)
		complain(&parser, 0, stk_t("longer than 4096 bytes"));
	advance(&parser);
	select->root = parser.failed ? NULL : parse_or(&parser);
	if (!parser.failed && parser.token == TOKEN_CLOSE)
		complain(&parser, parser.from, stk_t("this parenthesis was not opened"));
	else if (!parser.failed && parser.token != TOKEN_END)
		complain(&parser, parser.from, stk_t("`and`, `or` or a comma is missing here"));
	if (parser.failed) {
		stk_select_free(select);
		return NULL;
	}
	return select;
}

void stk_select_free(struct stk_select *select)
{
	if (!select)
		return;
	stk_arena_release(&select->arena);
	free(select);
}

/* --- asking -------------------------------------------------------------------------------------
 */

static bool holds(const struct node *node, bool (*is)(void *data, const char *word), void *data)
{
	switch (node->kind) {
	case NODE_WORD: return is(data, node->word);
	case NODE_NOT: return !holds(node->first, is, data);
	case NODE_AND:
		for (const struct node *each = node->first; each; each = each->next)
			if (!holds(each, is, data))
				return false;
		return true;
	case NODE_OR:
		for (const struct node *each = node->first; each; each = each->next)
			if (holds(each, is, data))
				return true;
		return false;
	}
	return false;
}

bool stk_select_matches(const struct stk_select *select, bool (*is)(void *data, const char *word),
			void *data)
{
	return holds(select->root, is, data);
}

static void walk(const struct node *node, void (*each)(void *data, const char *word), void *data)
{
	if (node->kind == NODE_WORD)
		each(data, node->word);
	for (const struct node *child = node->first; child; child = child->next)
		walk(child, each, data);
}

void stk_select_words(const struct stk_select *select, void (*each)(void *data, const char *word),
		      void *data)
{
	walk(select->root, each, data);
}

bool stk_select_word_is(const char *word, const char *name)
{
	size_t len = strlen(word);

	if (len && word[len - 1] == '*')
		return !strncmp(word, name, len - 1);
	return !strcmp(word, name);
}
