/*
 * Names in place of ids, and values in words: what stands on a page for a person to read.
 *
 * Nothing is made visible here: the page does that. Texts handed out live as long as the inventory.
 */
#ifndef REPORT_NAMES_H
#define REPORT_NAMES_H

#include "stocktake/model/questions.h"

/* The name of an entity by its id; the id itself where there is none. */
const char *stk_name_of(const struct stk_inventory *inventory, enum stk_kind kind, const char *id);
const char *stk_name_of_platform(const struct stk_inventory *inventory, uint32_t platform);
/* Of a stakeholder, a team, or workshops/ID ("the room of 2026-11-05"). */
void stk_name_voice(const struct stk_inventory *inventory, const char *id, struct stk_str *out);
/* Symbols joined by ", ". */
void stk_names_syms(const struct stk_inventory *inventory, const stk_sym *syms, size_t count,
		    struct stk_str *out);
/* A word of the formats (a category, a stage) as people say it: "CRM", "customer service"; in other
 * languages by its translation; one that is an inventory's own with blanks for hyphens. */
void stk_name_word(const char *word, struct stk_str *out);
/* A value in words: names for references, "none" for [], yes and no, lists with ", ". */
void stk_name_value(const struct stk_inventory *inventory, const struct stk_key *key,
		    const struct stk_node *node, struct stk_str *out);
/* Which way an integration goes, seen from the platform that declares it or, flipped, from the
 * other: "->", "<-", "<->"; "--" where nobody has said. Static. */
const char *stk_name_flow(const struct stk_node *integration, bool flipped);
/* What an integration brings, and how: "lead, contact, every 15 minutes, native". */
void stk_name_integration(const struct stk_inventory *inventory, const struct stk_node *node,
			  struct stk_str *out);
/* What an address is about: "HubSpot, Power BI: carries"; the address where it leads nowhere. */
void stk_name_address(const struct stk_inventory *inventory, const char *address,
		      struct stk_str *out);
/* The question at an address: "HubSpot, Power BI: What goes across?"; false if it has none. */
bool stk_name_question(const struct stk_inventory *inventory, const char *address,
		       struct stk_str *out);
/* The same of an open question, whatever asks it: "HubSpot, category: Which is right? crm, or
 * spreadsheet (Tom)" */
bool stk_name_asked(const struct stk_inventory *inventory, const struct stk_question *question,
		    struct stk_str *out);
/* What a dispute is about: "HubSpot, category". */
void stk_name_contested(const struct stk_inventory *inventory, const char *address,
			struct stk_str *out);
/* Both sides of a dispute: "crm, or spreadsheet (Tom)". */
void stk_name_sides(const struct stk_inventory *inventory, const struct stk_question *question,
		    struct stk_str *out);
/* "1 question", "2 questions". */
void stk_name_count(struct stk_str *out, size_t count, const char *one, const char *many);
/* Age in words: "12 hours", "by hand" on demand, "" where it is not known. */
void stk_name_age(int64_t minutes, char out[64]);

/* The value of a scalar node, "" for others. */
const char *stk_node_text(const struct stk_inventory *inventory, const struct stk_node *node);

#endif
