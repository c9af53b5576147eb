/*
 * Answer lines: one line that answers for many platforms at once, taken apart. Pure: text in,
 * pieces out.
 *
 * The parsers know the words of the guide's language and nothing of the inventory; where a name
 * ends is asked through `is_name`. What they do not understand they leave out of the result and
 * append to `unknown`, as typed, so that nothing is lost. Results live in the arena. Any text is
 * fine, whatever its length.
 */
#ifndef INTERVIEW_LINES_H
#define INTERVIEW_LINES_H

#include "stocktake/base/arena.h"
#include "stocktake/base/str.h"
#include "stocktake/model/guide.h"

enum stk_line_name { STK_LINE_PLATFORM, STK_LINE_METRIC, STK_LINE_PERSON };

struct stk_lines {
	const struct stk_guide_words *words;
	/* True if the text is surely a name of that kind; may be NULL. */
	bool (*is_name)(void *data, enum stk_line_name what, const char *text);
	void *data;
	uint32_t numbers; /* the highest number that stands for something in this question; 0: none
			     does */
	uint32_t only;    /* the number of the one thing that is asked about: it need not be said */
	struct stk_arena *arena;
	struct stk_str
		unknown; /* pieces that were not understood, "; " between; released by the caller */
	size_t understood; /* for the caller: how many pieces meant something */
};

#define STK_LINE_MAX_GROUPS 16
#define STK_LINE_MAX_CODES  256 /* of one name: what an address can bear */

/* Which groups were named: each once, in the order of naming. */
struct stk_line_groups {
	const char *items[STK_LINE_MAX_GROUPS];
	size_t count;
};

/* What an item of a list is about: a number that was shown, or a name. */
struct stk_pick {
	uint32_t number;  /* 0: by name */
	const char *name; /* NULL: by number */
};

/* Appends to what was not understood. */
void stk_lines_unknown(struct stk_lines *lines, const char *text);

void stk_lines_unknown_pick(struct stk_lines *lines, const struct stk_pick *pick);

/* "hubspot, ga; events sheet": names, trimmed, bullets and numbering of pasted lists taken off,
 * empty ones left out. In double quotes a name may hold a separator. "sf and gong" are two names
 * where either is known. */
size_t stk_lines_names(struct stk_lines *lines, const char *text, const char ***names);
/* The same of people: "mia and tom" are two, whoever they are. */
size_t stk_lines_people_names(struct stk_lines *lines, const char *text, const char ***names);

/* "1-4 7, canva": numbers and ranges of what was shown, and names. */
size_t stk_lines_picks(struct stk_lines *lines, const char *text, struct stk_pick **picks);

/* "1 lca 2 w", "3 leads contacts", "events sheet lc", "1-3 l", "4 none", "2 -l" (not leads), "5 ?"
 * (not known). */
struct stk_line_holds {
	struct stk_pick of;
	struct stk_line_groups groups, without;
	bool none, unknown;
};
size_t stk_lines_holds(struct stk_lines *lines, const char *text, struct stk_line_holds **items);

/* "hubspot <> sf l c 15m; on24, zoom > hubspot l daily; events > hubspot l by hand mia". `<` is `>`
 * the other way round; "a > b > c" is two links. */
struct stk_line_link {
	struct stk_pick from, to;
	bool both;
	bool none; /* "canva none": `from` exchanges data with nothing; there is no `to` */
	struct stk_line_groups carries;
	bool all;
	int64_t every_minutes; /* STK_EVERY_NONE: not said */
	const char *method;    /* "manual", "api", ... as in the file; NULL: not said */
	const char *via;       /* NULL: not said */
	const char *who;       /* as typed: "mia", "me"; NULL: not said */
};
size_t stk_lines_links(struct stk_lines *lines, const char *text, struct stk_line_link **items);

/* It says what goes where between tools that are known, in symbols, and nothing else. */
bool stk_lines_says_links(const struct stk_lines *lines, const char *text);

/* "weekly by hand mia", "每周手动 mia": what is said about a link, without its ends. */
void stk_lines_about_link(struct stk_lines *lines, const char *text, struct stk_line_link *link);

/* "1 hubspot, 3 events sheet", "win rate power bi", "1-3 salesforce": what is looked at, and where.
 */
struct stk_line_shows {
	struct stk_pick what;
	struct stk_pick where; /* neither number nor name: not said */
};
size_t stk_lines_shows(struct stk_lines *lines, const char *text, struct stk_line_shows **items);

/* "3 late, names differ; hubspot a calls from mobiles": what one would not bet on, and why. Groups
 * stand by themselves before the reason. An item about nothing that is known has neither number nor
 * name. */
struct stk_line_patchy {
	struct stk_pick of;
	struct stk_line_groups groups;
	const char *reason; /* as typed; "" if none was given */
};
size_t stk_lines_patchy(struct stk_lines *lines, const char *text, struct stk_line_patchy **items);

/* "revenue monthly pdf dana; win rate quarterly slide li": number, how often, in what form, from
 * whom. */
struct stk_line_number {
	const char *text; /* the whole of it, as typed */
	const char *name;
	int64_t every_minutes; /* STK_EVERY_NONE: not said */
	const char *form;      /* "pdf", "power bi"; NULL: not said */
	const char *who;       /* NULL: not said */
};
size_t stk_lines_numbers(struct stk_lines *lines, const char *text, struct stk_line_number **items);

/* "1 weekly; ?2 dana; 3 ?; 4-6 8 mia": answers to a numbered list of questions. */
struct stk_line_reply {
	uint32_t number;
	bool unknown;       /* "3 ?" */
	const char *ask;    /* "?2 dana": whom to ask instead; NULL */
	const char *answer; /* NULL with unknown or ask */
};
size_t stk_lines_replies(struct stk_lines *lines, const char *text, struct stk_line_reply **items);

/* Headings of a pasted row: between tabs, else one a line, else between two blanks or more, else
 * between commas. Of several pasted rows the first. Each once. */
size_t stk_lines_headings(struct stk_lines *lines, const char *text, const char ***headings);

/* "1 3 mia; 2 tom", "mia": whose they are. An item without picks is about all. */
struct stk_line_people {
	struct stk_pick *of;
	size_t of_count;
	const char *who;
};
size_t stk_lines_people(struct stk_lines *lines, const char *text, struct stk_line_people **items);

/* Groups whose words stand in a text without blanks ("手机通话从不录入"). */
void stk_lines_groups_in(const struct stk_guide_words *words, const char *text,
			 struct stk_line_groups *groups);

/* "ask mia", "问李伟": whom, or NULL. Where nothing parts the word from the name, only a person who
 * is known, or one that no heading or tool could be. */
const char *stk_lines_ask(struct stk_lines *lines, const char *text);

/* "mia, tom in sales", "above: ben": people, and what was said about where they stand. */
struct stk_line_person {
	const char *name;
	const char *where; /* what followed "in", "from" or stood in brackets; NULL */
	const char *text;  /* all of it, as typed */
};
size_t stk_lines_referrals(struct stk_lines *lines, const char *text,
			   struct stk_line_person **items);

#endif
