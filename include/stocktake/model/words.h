/*
 * The words of the file formats, with fixed symbols.
 *
 * Every symbol table of an inventory is filled with this list first (stk_words_preload), so that
 * STK_W_NAME is the symbol of "name" in each of them, and looking up a key is comparing numbers.
 * A new word goes where it belongs: order is of no meaning elsewhere.
 */
#ifndef STOCKTAKE_MODEL_WORDS_H
#define STOCKTAKE_MODEL_WORDS_H

#include "stocktake/base/sym.h"

/* X(ENUM_SUFFIX, "text"): a list, not code */
/* clang-format off */
#define STK_WORDS(X) \
	X(STOCKTAKE, "stocktake") X(NAME, "name") X(GOAL, "goal") X(LANGUAGE, "language") \
	X(DESTINATION, "destination") X(STAGES, "stages") X(CATEGORIES, "categories") \
	X(TEAMS, "teams") X(ID, "id") X(CHAIN, "chain") X(CONFIRM_EVERY, "confirm_every") \
	X(COLUMNS, "columns") X(ASK, "ask") X(CHOICES, "choices") X(PRODUCT, "product") \
	X(AKA, "aka") X(WEBSITE, "website") X(CATEGORY, "category") X(OWNER, "owner") \
	X(ADMIN, "admin") X(STATUS, "status") X(PART_OF, "part_of") X(COPIES, "copies") \
	X(HOLDS, "holds") X(SYSTEM_OF_RECORD, "system_of_record") X(PATCHY, "patchy") \
	X(SHOWS, "shows") X(CONFIRMED, "confirmed") X(FIELDS, "fields") X(LABEL, "label") \
	X(TERM, "term") X(TYPE, "type") X(PERSONAL, "personal") X(INTEGRATIONS, "integrations") \
	X(WITH, "with") X(FLOW, "flow") X(CARRIES, "carries") X(BACK, "back") \
	X(METHOD, "method") X(EVERY, "every") X(VIA, "via") X(WHO, "who") \
	X(DISPUTES, "disputes") X(AT, "at") X(SAYS, "says") X(BY, "by") X(ON, "on") \
	X(NOTES, "notes") X(ROLE, "role") X(TEAM, "team") X(EMAIL, "email") \
	X(REFERRED_BY, "referred_by") X(KIND, "kind") X(NORTH_STAR, "north_star") \
	X(AUDIENCE, "audience") X(FORMULA, "formula") X(NEEDS, "needs") X(FRESH, "fresh") \
	X(FROM, "from") X(KEY, "key") X(CHECK, "check") X(BECAUSE, "because") X(UNTIL, "until") \
	X(DATE, "date") X(FACILITATOR, "facilitator") X(ATTENDEES, "attendees") \
	X(NEXT_STEPS, "next_steps") X(WHAT, "what") X(DUE, "due") X(DONE, "done") \
	X(ANSWERS, "answers") X(ACCEPTED, "accepted") X(STATE, "state") X(INVITED, "invited") \
	X(CHECKS, "checks") X(SEVERITY, "severity") X(INVENTORY, "inventory") \
	X(STAKEHOLDERS, "stakeholders") X(PLATFORMS, "platforms") X(METRICS, "metrics") \
	X(TERMS, "terms") X(WORKSHOPS, "workshops") X(EVIDENCE, "evidence") \
	X(WAIVERS, "waivers") X(TRUE, "true") X(FALSE, "false") X(ALL, "all") X(OUT, "out") \
	X(IN, "in") X(BOTH, "both") X(NATIVE, "native") X(API, "api") X(WEBHOOK, "webhook") \
	X(ETL, "etl") X(FILE, "file") X(MANUAL, "manual") X(VIEW, "view") X(PLANNED, "planned") \
	X(IN_USE, "in-use") X(RETIRING, "retiring") X(RETIRED, "retired") X(UP, "up") \
	X(DOWN, "down") X(ACROSS, "across") X(HOME, "home") X(UNKNOWN, "unknown") X(SILENT, "silent") \
	X(NOT_APPLICABLE, "not-applicable") X(OUTCOME, "outcome") X(ACTIVITY, "activity") \
	X(ORGANISATION, "organisation") X(FOLLOW_UP, "follow-up") X(INTERVIEW, "interview") \
	X(SHEET, "sheet") X(SCAN, "scan") X(DECISION, "decision") X(MERGE, "merge") \
	X(EXAMPLE, "example") X(ABOUT, "about") X(SOURCE, "source") X(CELL, "cell") \
	X(HEADINGS, "headings") X(TAKEN_BACK, "taken_back") X(TYPED, "typed") X(WAS, "was")
/* clang-format on */

enum stk_word {
	STK_W_NONE_ = 0,
#define STK_WORD_(suffix, text) STK_W_##suffix,
	STK_WORDS(STK_WORD_)
#undef STK_WORD_
		STK_W_COUNT
};

/* Fills an empty table with the words, so that enum stk_word are their symbols. */
void stk_words_preload(struct stk_syms *syms);

#endif
