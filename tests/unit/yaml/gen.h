/*
 * For the tests of the editor: random YAML files as people write them, commented, and random
 * values. The same seed makes the same file. Every comment holds a mark of its own ("c17;"), so
 * that a lost or moved one is noticed.
 */
#ifndef STK_TEST_YAML_GEN_H
#define STK_TEST_YAML_GEN_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "stocktake/base/mem.h"
#include "stocktake/yaml/value.h"

struct gen {
	uint64_t state;
	struct stk_str out;
	const char *eol;
	unsigned comments, keys;
	bool after_text; /* the last value goes over several lines: a comment below it must not be
			    indented further */
};

static inline uint32_t gen_number(struct gen *gen, uint32_t below)
{
	gen->state ^= gen->state << 13;
	gen->state ^= gen->state >> 7;
	gen->state ^= gen->state << 17;
	return (uint32_t)((gen->state >> 20) % below);
}

static inline bool gen_chance(struct gen *gen, uint32_t percent)
{
	return gen_number(gen, 100) < percent;
}

static const char *const gen_texts[] = {
	"HubSpot",
	"sales reps",
	"no",
	"1.10",
	"0123",
	"12:30",
	"",
	"@ana",
	"trailing ",
	" leading",
	"\xf0\x9f\x98\x80 smile",
	"\xe9\x94\x80\xe5\x94\xae\xe8\xa1\xa8",
	"=",
	"<<",
	"~",
	"null",
	"0x1F",
	"2026-11-30",
	"- a",
	"a: b",
	"a #b",
	"# no",
	"---",
	"a, b",
	"[x",
	"x]",
	"{",
	"What?",
	"it's",
	"\"q\" x",
	"back\\slash",
	"tab\there",
	"nel\xc2\x85",
	"two\nlines",
	"three\n\nlines\n",
	"\nfirst",
	"a\n# no\nb",
	"cr\rx",
	"https://x.example/?a=1",
	"contact.first_name",
	"true",
	"42",
	"y",
	"*",
	"&x",
	"!t",
	"%p",
	"|",
	"> x",
	"x\n",
	"quite a long text that fills its line so that lists with it do not fit on one line of "
	"hundred columns",
};

static inline struct stk_value *gen_value(struct gen *gen, struct stk_arena *arena, int depth)
{
	uint32_t pick = gen_number(gen, 10);
	struct stk_value *value;

	if (depth == 0 || pick < 6)
		return stk_value_text(arena, gen_texts[gen_number(gen, STK_COUNT(gen_texts))]);
	value = pick < 8 ? stk_value_list(arena) : stk_value_map(arena);
	for (uint32_t i = gen_number(gen, 4); i > 0; i--) {
		char key[32];

		snprintf(key, sizeof key, gen_chance(gen, 20) ? "a: %u" : "v%u", gen->keys++);
		if (pick < 8)
			stk_value_push(value, gen_value(gen, arena, depth - 1));
		else
			stk_value_put(arena, value, key, gen_value(gen, arena, depth - 1));
	}
	return value;
}

static inline void gen_blanks(struct gen *gen, size_t count)
{
	while (count-- > 0)
		stk_str_addc(&gen->out, ' ');
}

static inline void gen_line(struct gen *gen)
{
	stk_str_add(&gen->out, gen->eol);
}

static inline void gen_comment(struct gen *gen)
{
	static const char *const words[] = {
		"",         " ask Ana: when?", " - {old: 1}", " \xe6\xb3\xa8\xe6\x84\x8f",
		" \"quote", " # twice",        " [",          " |"};

	stk_str_addf(&gen->out, "# c%u;%s", gen->comments++,
		     words[gen_number(gen, STK_COUNT(words))]);
}

static inline void gen_beside(struct gen *gen, uint32_t percent)
{
	if (!gen_chance(gen, percent))
		return;
	gen_blanks(gen, 1 + gen_number(gen, 3));
	gen_comment(gen);
}

/* Blank lines and comment lines between members. */
static inline void gen_between(struct gen *gen, size_t indent)
{
	if (gen_chance(gen, 10))
		gen_line(gen);
	for (uint32_t i = gen_chance(gen, 30) ? 1 + gen_number(gen, 2) : 0; i > 0; i--) {
		size_t more = !gen->after_text && gen_chance(gen, 15) ? 2 : 0;

		gen_blanks(gen, gen_chance(gen, 5) ? 0 : indent + more);
		gen_comment(gen);
		gen_line(gen);
		if (gen_chance(gen, 10))
			gen_line(gen);
	}
}

static inline void gen_flow(struct gen *gen, int depth, bool in_lines)
{
	static const char *const scalars[] = {"x",
					      "a b",
					      "'it''s'",
					      "\"q\\n\"",
					      "\xe9\x94\x80\xe5\x94\xae",
					      "http://x.y/z",
					      "\"# no\"",
					      "\"a, b\"",
					      "\xf0\x9f\x98\x80",
					      "-5"};
	uint32_t pick = gen_number(gen, 10);
	bool is_map = pick >= 7;
	uint32_t count = gen_number(gen, 4);

	if (depth == 0 || pick < 5) {
		stk_str_add(&gen->out, scalars[gen_number(gen, STK_COUNT(scalars))]);
		return;
	}
	stk_str_add(&gen->out, is_map ? "{" : "[");
	if (gen_chance(gen, 10))
		gen_blanks(gen, 1);
	for (uint32_t i = 0; i < count; i++) {
		if (in_lines && gen_chance(gen, 60)) {
			gen_beside(gen, 30);
			gen_line(gen);
			gen_blanks(gen, 8);
			if (gen_chance(gen, 15)) {
				gen_comment(gen);
				gen_line(gen);
				gen_blanks(gen, 8);
			}
		}
		if (is_map)
			stk_str_addf(&gen->out,
				     gen_chance(gen, 20) ? "\"k%u\": " : "k%u: ", gen->keys++);
		if (!is_map || gen_chance(gen, 92))
			gen_flow(gen, depth - 1, in_lines);
		if (in_lines && gen_chance(gen, 10)) { /* the comma on the next line */
			gen_beside(gen, 70);
			gen_line(gen);
			gen_blanks(gen, 8);
		}
		if (i + 1 < count)
			stk_str_add(&gen->out, gen_chance(gen, 20) ? " , " : ", ");
		else if (in_lines && gen_chance(gen, 30))
			stk_str_add(&gen->out, " ,");
	}
	if (in_lines && gen_chance(gen, 50)) {
		gen_beside(gen, 30);
		gen_line(gen);
		gen_blanks(gen, 6);
	}
	stk_str_add(&gen->out, is_map ? "}" : "]");
}

/* A scalar or flow collection behind "key:" or "-", whose lines are indented by `indent` where they
 * go on; with its line end. */
static inline void gen_inline(struct gen *gen, size_t indent)
{
	static const char *const scalars[] = {"HubSpot",
					      "Ana R.",
					      "'it''s # no'",
					      "\"a: \\u00e9\"",
					      "\xe9\x94\x80\xe5\x94\xae",
					      "\xf0\x9f\x98\x80 ok",
					      "12:30",
					      "no",
					      "~",
					      "a#b",
					      "''"};
	uint32_t pick = gen_number(gen, 20);

	gen->after_text = false;
	if (pick < 2) {
		gen_beside(gen, 50); /* nothing there */
	} else if (pick < 10) {
		stk_str_addf(&gen->out, "%s%s", gen_chance(gen, 10) ? "   " : " ",
			     scalars[gen_number(gen, STK_COUNT(scalars))]);
		gen_beside(gen, 30);
	} else if (pick < 15) {
		stk_str_addc(&gen->out, ' ');
		gen_flow(gen, 3, gen_chance(gen, 40));
		gen_beside(gen, 30);
	} else if (pick < 17) {
		bool quoted = gen_chance(gen, 50);

		stk_str_add(&gen->out, quoted ? " \"one" : " one");
		gen_line(gen);
		gen_blanks(gen, indent);
		stk_str_add(&gen->out, quoted ? "# no two\"" : "two");
		gen_beside(gen, 30);
		gen->after_text = true;
	} else {
		static const char *const headers[] = {"|", "|-", "|+", ">", ">-", "|2"};
		const char *header = headers[gen_number(gen, STK_COUNT(headers))];

		stk_str_addf(&gen->out, " %s", header);
		gen_beside(gen, 30);
		gen_line(gen);
		gen_blanks(gen, indent);
		stk_str_add(&gen->out, "text: one");
		gen_line(gen);
		if (gen_chance(gen, 30))
			gen_line(gen);
		gen_blanks(gen, indent);
		stk_str_add(&gen->out, "# no: two \xe8\xa1\xa8");
		gen->after_text = true;
	}
	gen_line(gen);
}

static inline void gen_list(struct gen *gen, size_t indent, int depth);

/* The first key stands where the caller has put the indentation. */
static inline void gen_map(struct gen *gen, size_t indent, int depth)
{
	uint32_t count = 1 + gen_number(gen, depth == 3 ? 6 : 3);

	for (uint32_t i = 0; i < count; i++) {
		uint32_t pick = gen_number(gen, 10);

		if (i > 0) {
			gen_between(gen, indent);
			gen_blanks(gen, indent);
		}
		stk_str_addf(&gen->out,
			     gen_chance(gen, 10)   ? "'k%u':"
			     : gen_chance(gen, 10) ? "\xe5\x90\x8d%u:"
						   : "k%u:",
			     gen->keys++);
		if (depth == 0 || pick < 6) {
			gen_inline(gen, indent + 2);
			continue;
		}
		gen_beside(gen, 30);
		gen_line(gen);
		gen->after_text = false;
		if (pick < 8) {
			size_t inner = indent + 2 * gen_number(gen, 3);

			gen_between(gen, inner);
			gen_blanks(gen, inner);
			gen_list(gen, inner, depth - 1);
		} else {
			gen_between(gen, indent + 2);
			gen_blanks(gen, indent + 2);
			gen_map(gen, indent + 2, depth - 1);
		}
	}
}

static inline void gen_list(struct gen *gen, size_t indent, int depth)
{
	uint32_t count = 1 + gen_number(gen, 3);

	for (uint32_t i = 0; i < count; i++) {
		uint32_t pick = gen_number(gen, 10);

		if (i > 0) {
			gen_between(gen, indent);
			gen_blanks(gen, indent);
		}
		stk_str_addc(&gen->out, '-');
		if (depth == 0 || pick < 6) {
			gen_inline(gen, indent + 2);
		} else if (pick < 7) {
			stk_str_addc(&gen->out, ' ');
			gen_list(gen, indent + 2, depth - 1);
		} else {
			size_t blanks = gen_chance(gen, 20) ? 3 : 1;

			gen_blanks(gen, blanks);
			gen_map(gen, indent + 1 + blanks, depth - 1);
		}
	}
}

static inline void gen_file(struct gen *gen)
{
	gen->eol = gen_chance(gen, 30) ? "\r\n" : "\n";
	gen->after_text = false;
	stk_str_reset(&gen->out);
	if (gen_chance(gen, 5))
		stk_str_add(&gen->out, "\xef\xbb\xbf");
	gen_between(gen, 0);
	if (gen_chance(gen, 5)) {
		stk_str_add(&gen->out, "---");
		gen_line(gen);
	}
	if (gen_chance(gen, 3))
		return;
	if (gen_chance(gen, 20))
		gen_list(gen, 0, 3);
	else
		gen_map(gen, 0, 3);
	gen_between(gen, 0);
	if (gen_chance(gen, 5)) {
		stk_str_add(&gen->out, "...");
		gen_line(gen);
	}
	if (gen_chance(gen, 30) && gen->out.len >= strlen(gen->eol))
		stk_str_truncate(&gen->out, gen->out.len - strlen(gen->eol));
}

#endif
