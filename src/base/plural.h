/*
 * Plural forms: the C expression over `n` in a catalogue's header, such as
 *	nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 ? 1 : 2);
 *
 * It is read into a few nodes once; a rule that is too long or too deep is refused.
 */
#ifndef STOCKTAKE_SRC_BASE_PLURAL_H
#define STOCKTAKE_SRC_BASE_PLURAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define STK_PLURAL_MAX_NODES 120

enum stk_plural_op {
	STK_PLURAL_NUMBER, /* value */
	STK_PLURAL_N,
	STK_PLURAL_NOT, /* a */
	STK_PLURAL_MUL, /* a, b from here on */
	STK_PLURAL_DIV,
	STK_PLURAL_MOD,
	STK_PLURAL_ADD,
	STK_PLURAL_SUB,
	STK_PLURAL_LESS,
	STK_PLURAL_LESS_EQUAL,
	STK_PLURAL_MORE,
	STK_PLURAL_MORE_EQUAL,
	STK_PLURAL_EQUAL,
	STK_PLURAL_NOT_EQUAL,
	STK_PLURAL_AND,
	STK_PLURAL_OR,
	STK_PLURAL_CHOOSE /* a ? b : c */
};

struct stk_plural_node {
	uint8_t op, a, b, c; /* numbers of nodes before this one */
	uint32_t value;
};

struct stk_plural {
	unsigned forms; /* at least 1 */
	uint8_t root;
	uint8_t count;
	struct stk_plural_node nodes[STK_PLURAL_MAX_NODES];
};

/* The rule of English: one, many. */
void stk_plural_init(struct stk_plural *plural);
/* Reads "nplurals=N; plural=EXPRESSION;". False, and the rule of English, if it is not that. */
bool stk_plural_parse(struct stk_plural *plural, const char *text);
/* Which form n things take: below plural->forms. */
unsigned stk_plural_form(const struct stk_plural *plural, unsigned long n);

#endif
