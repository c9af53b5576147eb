#include "plural.h"

#include <string.h>

#define MAX_DEPTH 40
#define MAX_FORMS 32
#define NO_NODE   255

struct parse {
	struct stk_plural *plural;
	const char *at;
	unsigned depth;
};

/* Operators of two sides, by how tightly they bind; longer spellings first. */
static const struct infix {
	char text[3];
	uint8_t level, op;
} infixes[] = {
	{"||", 1, STK_PLURAL_OR},         {"&&", 2, STK_PLURAL_AND},
	{"==", 3, STK_PLURAL_EQUAL},      {"!=", 3, STK_PLURAL_NOT_EQUAL},
	{"<=", 4, STK_PLURAL_LESS_EQUAL}, {">=", 4, STK_PLURAL_MORE_EQUAL},
	{"<", 4, STK_PLURAL_LESS},        {">", 4, STK_PLURAL_MORE},
	{"+", 5, STK_PLURAL_ADD},         {"-", 5, STK_PLURAL_SUB},
	{"*", 6, STK_PLURAL_MUL},         {"/", 6, STK_PLURAL_DIV},
	{"%", 6, STK_PLURAL_MOD},
};

static uint8_t choice(struct parse *parse);

static void skip_blanks(struct parse *parse)
{
	parse->at += strspn(parse->at, " \t");
}

static uint8_t add(struct parse *parse, uint8_t op, uint8_t a, uint8_t b, uint8_t c, uint32_t value)
{
	struct stk_plural *plural = parse->plural;

	if (plural->count == STK_PLURAL_MAX_NODES)
		return NO_NODE;
	plural->nodes[plural->count] = (struct stk_plural_node){op, a, b, c, value};
	return plural->count++;
}

static bool number(const char **at, uint32_t *value)
{
	const char *start = *at;

	for (*value = 0; **at >= '0' && **at <= '9'; (*at)++) {
		if (*value > 100000000)
			return false;
		*value = *value * 10 + (uint32_t)(**at - '0');
	}
	return *at > start;
}

static uint8_t unary(struct parse *parse)
{
	uint8_t node = NO_NODE;
	uint32_t value;

	if (++parse->depth > MAX_DEPTH)
		return NO_NODE;
	skip_blanks(parse);
	if (*parse->at == '!') {
		parse->at++;
		node = unary(parse);
		if (node != NO_NODE)
			node = add(parse, STK_PLURAL_NOT, node, 0, 0, 0);
	} else if (*parse->at == '(') {
		parse->at++;
		node = choice(parse);
		skip_blanks(parse);
		if (*parse->at != ')')
			return NO_NODE;
		parse->at++;
	} else if (*parse->at == 'n') {
		parse->at++;
		node = add(parse, STK_PLURAL_N, 0, 0, 0, 0);
	} else if (number(&parse->at, &value)) {
		node = add(parse, STK_PLURAL_NUMBER, 0, 0, 0, value);
	}
	parse->depth--;
	return node;
}

static const struct infix *infix_next(struct parse *parse)
{
	size_t i;

	skip_blanks(parse);
	for (i = 0; i < sizeof infixes / sizeof *infixes; i++)
		if (strncmp(parse->at, infixes[i].text, strlen(infixes[i].text)) == 0)
			return &infixes[i];
	return NULL;
}

/* What binds at least as tightly as `level`; equals bind from the left. */
static uint8_t binary(struct parse *parse, uint8_t level)
{
	uint8_t left = unary(parse), right;
	const struct infix *next;

	while (left != NO_NODE && (next = infix_next(parse)) && next->level >= level) {
		parse->at += strlen(next->text);
		right = binary(parse, (uint8_t)(next->level + 1));
		left = right == NO_NODE ? NO_NODE : add(parse, next->op, left, right, 0, 0);
	}
	return left;
}

static uint8_t choice(struct parse *parse)
{
	uint8_t test, yes, no;

	if (++parse->depth > MAX_DEPTH)
		return NO_NODE;
	test = binary(parse, 1);
	skip_blanks(parse);
	if (test != NO_NODE && *parse->at == '?') {
		parse->at++;
		yes = choice(parse);
		skip_blanks(parse);
		if (yes == NO_NODE || *parse->at != ':')
			return NO_NODE;
		parse->at++;
		no = choice(parse);
		if (no == NO_NODE)
			return NO_NODE;
		test = add(parse, STK_PLURAL_CHOOSE, test, yes, no, 0);
	}
	parse->depth--;
	return test;
}

void stk_plural_init(struct stk_plural *plural)
{
	stk_plural_parse(plural, "nplurals=2; plural=n!=1;");
}

bool stk_plural_parse(struct stk_plural *plural, const char *text)
{
	struct parse parse = {plural, text, 0};
	uint32_t forms = 0;
	uint8_t root = NO_NODE;

	memset(plural, 0, sizeof *plural);
	skip_blanks(&parse);
	if (strncmp(parse.at, "nplurals=", 9) == 0) {
		parse.at += 9;
		skip_blanks(&parse);
		if (!number(&parse.at, &forms) || forms > MAX_FORMS)
			forms = 0;
		parse.at += strspn(parse.at, " \t;");
	}
	if (forms && strncmp(parse.at, "plural=", 7) == 0) {
		parse.at += 7;
		root = choice(&parse);
		skip_blanks(&parse);
		if (*parse.at && *parse.at != ';' && *parse.at != '\n')
			root = NO_NODE;
	}
	if (root == NO_NODE) {
		stk_plural_init(plural);
		return false;
	}
	plural->forms = forms;
	plural->root = root;
	return true;
}

static uint64_t compute(const struct stk_plural_node *node, uint64_t a, uint64_t b)
{
	switch (node->op) {
	case STK_PLURAL_NOT: return !a;
	case STK_PLURAL_MUL: return a * b;
	case STK_PLURAL_DIV: return b ? a / b : 0;
	case STK_PLURAL_MOD: return b ? a % b : 0;
	case STK_PLURAL_ADD: return a + b;
	case STK_PLURAL_SUB: return a - b;
	case STK_PLURAL_LESS: return a < b;
	case STK_PLURAL_LESS_EQUAL: return a <= b;
	case STK_PLURAL_MORE: return a > b;
	case STK_PLURAL_MORE_EQUAL: return a >= b;
	case STK_PLURAL_EQUAL: return a == b;
	case STK_PLURAL_NOT_EQUAL: return a != b;
	case STK_PLURAL_AND: return a && b;
	case STK_PLURAL_OR: return a || b;
	default: return 0;
	}
}

unsigned stk_plural_form(const struct stk_plural *plural, unsigned long n)
{
	uint64_t values[STK_PLURAL_MAX_NODES];
	size_t i;

	/* Nodes only look back: one pass computes them all, and none has a side effect. */
	for (i = 0; i <= plural->root; i++) {
		const struct stk_plural_node *node = &plural->nodes[i];

		if (node->op == STK_PLURAL_NUMBER)
			values[i] = node->value;
		else if (node->op == STK_PLURAL_N)
			values[i] = n;
		else if (node->op == STK_PLURAL_CHOOSE)
			values[i] = values[node->a] ? values[node->b] : values[node->c];
		else
			values[i] = compute(node, values[node->a],
					    node->op == STK_PLURAL_NOT ? 0 : values[node->b]);
	}
	return values[plural->root] < plural->forms ? (unsigned)values[plural->root] : 0;
}
