/*
 * Interview guides: the sections, their order and wording, from scripts/guides/LANG.yaml (embedded
 * as guides/LANG.yaml).
 *
 *	groups:
 *	  - {letter: l, group: lead, words: [leads, lead]}
 *	flows: {by_hand: [by hand], every: [every], ...}      enum stk_flow_word, in small letters
 *	guides:
 *	  across:
 *	    opening: We want to {goal}
 *	    closing: Thank you, {name}
 *	    sections:
 *	      - {kind: tools, ask: ..., example: ..., help: ..., fallback: ...}
 *
 * An inventory may bring a guides/LANG.yaml of its own, of a language that ships or of another one.
 * It goes before the shipped one; what it leaves out (groups, flows, a whole guide such as `room`)
 * stays as it is shipped.
 *
 * Everything else is an error with file, line and column. The opening is a sentence; the closing
 * ("Thank you, Ana") has no full stop: the counts follow after a colon. A kind of section may come
 * twice (links to the destination). Placeholders that the interview puts in: {goal} and {name} (the
 * person's) everywhere; {platform} in headings and copies (the sheet or platform asked about),
 * {group} and {platforms} in record, {category} in category, {destination} in links. An inventory
 * without the thing meant gives "".
 *
 * A language goes by its tag: zh_CN, zh-cn and zh_CN.UTF-8 are one. One that is not there falls
 * back to its first part (zh-TW to zh), then to another one of the same first part (zh to zh_CN),
 * then to English.
 */
#ifndef STOCKTAKE_MODEL_GUIDE_H
#define STOCKTAKE_MODEL_GUIDE_H

#include "stocktake/model/inventory.h"

/* Which mechanism of the interview a section uses. What they do is in interview/; the words are the
 * guide's. */
enum stk_section_kind {
	STK_SECTION_TOOLS, /* a line of names becomes platforms; verbs and categories proposed from
			      the catalogue */
	STK_SECTION_NOTHING,  /* which of them hold none of what we look for: holds [] */
	STK_SECTION_HOLDS,    /* groups by number and letters */
	STK_SECTION_HEADINGS, /* a pasted heading row becomes fields with terms (one prompt for each
				 sheet without fields) */
	STK_SECTION_LINKS,    /* `>` and `<>` lines */
	STK_SECTION_SHOWS,    /* which metrics they look at, and where */
	STK_SECTION_PATCHY,   /* what they would not bet on, and why */
	STK_SECTION_COPIES,   /* does everyone keep one, how many */
	STK_SECTION_ADMIN,    /* who decides, who can show the fields: owner and admin */
	STK_SECTION_NUMBERS,  /* up: "revenue monthly pdf dana; win rate quarterly slide li" */
	STK_SECTION_RECORD,   /* several hold one group: which one counts */
	STK_SECTION_OPEN,     /* questions routed to this person, or open at their platforms */
	STK_SECTION_SENDERS,  /* who sends the heading rows, all sheets at once */
	STK_SECTION_CATEGORY, /* is it only what is recorded, where its product may be more */
	STK_SECTION_REFER,    /* who else should be asked: stakeholders with referred_by */
	STK_SECTION_KINDS
};

/* "tools", "nothing", ... as in the file. */
const char *stk_section_kind_name(enum stk_section_kind kind);

/* One person is asked at most this many sections; a room of several a few more. */
#define STK_GUIDE_MAX_SECTIONS      10
#define STK_GUIDE_MAX_ROOM_SECTIONS 13

struct stk_section {
	enum stk_section_kind kind;
	const char *ask;      /* the question */
	const char *example;  /* for `?`; NULL: none */
	const char *help;     /* for `?`; NULL: none */
	const char *fallback; /* what Enter means, shown in brackets; NULL: nothing */
};

struct stk_guide {
	struct stk_arena arena;
	const char *name;    /* "across", "down", "up", "home", "room" */
	char language[40];   /* of the file that it stands in: "en" */
	const char *opening; /* first line; {goal} is put in */
	const char *closing;
	struct stk_section *sections;
	size_t count;
};

/* The guide of a direction or "room". inventory_source may be NULL: the shipped guides only. NULL
 * and err with file:line:column where the guide is malformed or missing. */
struct stk_guide *stk_guide_load(struct stk_source *inventory_source, const char *language,
				 const char *name, struct stk_err *err);
void stk_guide_free(struct stk_guide *guide);
/* True if the guide is in that language ("en" also for "en_GB"): there may have been none, and
 * English stood in. */
bool stk_guide_speaks(const struct stk_guide *guide, const char *language);

/* A group as people answer it: `l`, `leads`. */
struct stk_group_words {
	char letter[5];     /* one character, NUL-terminated UTF-8; "" if it has none */
	const char *group;  /* "lead" */
	const char *label;  /* its first word, to show: "leads" */
	const char **words; /* label included; those of the other languages after them */
	const char **loose; /* the same, as they are compared */
	size_t count;
	const char **labels; /* as it is shown in each language */
	size_t label_count;
};

/* Small words of the answer lines. */
enum stk_flow_word {
	STK_FLOW_BY_HAND,   /* "by hand" */
	STK_FLOW_BY,        /* "by": before the name of who does it */
	STK_FLOW_EVERY,     /* "every": may stand before how often, means nothing by itself */
	STK_FLOW_ON_DEMAND, /* "when asked" */
	STK_FLOW_REAL_TIME, /* "at once" */
	STK_FLOW_ALL,       /* "everything" */
	STK_FLOW_NONE,      /* "none", "nothing" */
	STK_FLOW_YES,
	STK_FLOW_NO,
	STK_FLOW_ME,             /* "me", "I do" */
	STK_FLOW_AND,            /* "and", between the last two of a list */
	STK_FLOW_UNKNOWN,        /* "don't know": as good an answer as any */
	STK_FLOW_NOT_APPLICABLE, /* "does not apply" */
	STK_FLOW_ASK,            /* "ask": before the name of who knows */
	STK_FLOW_FROM,           /* "from": before where it comes from */
	STK_FLOW_TO,             /* "goes to": what `>` says */
	STK_FLOW_BOTH,           /* "both ways": what `<>` says */
	STK_FLOW_ONE_WAY,        /* "one way": what `>` says, where "and" stands between the two */
	STK_FLOW_VIA,            /* "via": before what lies on the way */
	STK_FLOW_IN,             /* "in": before the team that somebody is in */
	STK_FLOW_USE,            /* "we use": before the names of tools, says nothing */
	STK_FLOW_SMALL_TALK,     /* "same here", "+1": a chat's line that names nothing */
	STK_FLOW_TAIL,           /* "etc.", "as well": behind them, says nothing */
	STK_FLOW_AROUND,         /* "a bit of": between names that are known, says nothing */
	STK_FLOW_FOR,            /* "for": before what a tool is used for */
	STK_FLOW_WORDS
};

struct stk_guide_words {
	struct stk_arena arena;
	struct stk_group_words *groups; /* in the order in which they are shown */
	size_t group_count;
	struct {
		const char **words, **loose;
		size_t count;
	} flows[STK_FLOW_WORDS];
};

/* The words of a language, from the same files, falling back and failing in the same way. Those of
 * all languages that ship stand behind them, so that an answer is understood whatever the language
 * of the question; labels and letters are of the language asked for. */
struct stk_guide_words *stk_guide_words_load(struct stk_source *inventory_source,
					     const char *language, struct stk_err *err);
void stk_guide_words_free(struct stk_guide_words *words);
/* Words go before letters (ask for STK_FLOW_ALL and _group first): "all" and "call" are runs of
 * letters too. */
/* The group that a letter or word (any case, blanks around it) stands for, also by its id; NULL if
 * none. */
const char *stk_guide_words_group(const struct stk_guide_words *words, const char *text);
/* The groups that stand in a run of letters: "lca" -> lead, contact, activity. Returns how many, in
 * the order written and each once; 0 if any character is no letter of a group. At most max are
 * filled in. */
size_t stk_guide_words_letters(const struct stk_guide_words *words, const char *text,
			       const char **groups, size_t max);
/* True if the text is one of the words. */
bool stk_guide_words_is(const struct stk_guide_words *words, enum stk_flow_word word,
			const char *text);
/* Bytes of one of the words at the beginning of text that ends at a blank, at the end, or is not of
 * Latin letters ("by hand mia" -> 7); 0 if none. */
size_t stk_guide_words_begins(const struct stk_guide_words *words, enum stk_flow_word word,
			      const char *text);

/* Bytes of the longest of the words at the beginning of text, only those that are written without
 * blanks ("每周手动"); 0: none. */
size_t stk_guide_words_glued(const struct stk_guide_words *words, enum stk_flow_word word,
			     const char *text);

#endif
