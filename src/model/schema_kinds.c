#include "stocktake/model/schema.h"

#include "stocktake/base/tr.h"

/* The tables of the kinds of entity, and the lists of the field that they share. */

#define PEOPLE                  (1u << STK_STAKEHOLDER)
#define TOOLS                   (1u << STK_PLATFORM)
#define MANY                    STK_KEY_MANY
#define SET                     (STK_KEY_MANY | STK_KEY_SET)
#define ASKED                   STK_KEY_ASKED
#define KEEPER                  (STK_KEY_ASKED | STK_KEY_KEEPER)
#define KEY(suffix, text, kind) .word = STK_W_##suffix, .name = text, .type = STK_TYPE_##kind
#define SHAPE(text, table)      .name = text, .keys = table, .count = sizeof table / sizeof *table

#define NOTES_KEY                                                                                  \
	{                                                                                          \
		KEY(NOTES, "notes", TEXT), .about = "Anything else worth knowing",                 \
					   .column = "Notes"                                       \
	}
#define DISPUTES_KEY                                                                               \
	{                                                                                          \
		KEY(DISPUTES, "disputes", ITEM),                                                   \
			.flags = MANY, .item = &stk_shape_dispute,                                 \
			.about = "Where people say different things, until somebody settles it"    \
	}

const char *const stk_categories[] = {"crm",
				      "spreadsheet",
				      "business-intelligence",
				      "marketing-automation",
				      "customer-service",
				      "email-outreach",
				      "recommendation",
				      "analytics",
				      "project-management",
				      "sales-intelligence",
				      NULL};
const char *const stk_other_categories[] = {"data-warehouse", "integration", "finance", "other",
					    NULL};
const char *const stk_groups[] = {"lead",   "contact", "company",  "deal",    "activity", "visit",
				  "ticket", "quota",   "forecast", "invoice", "rep",      NULL};

static const char *const languages[] = {"en", "zh", NULL};
static const char *const all_categories[] = {"crm",
					     "spreadsheet",
					     "business-intelligence",
					     "marketing-automation",
					     "customer-service",
					     "email-outreach",
					     "recommendation",
					     "analytics",
					     "project-management",
					     "sales-intelligence",
					     "data-warehouse",
					     "integration",
					     "finance",
					     "other",
					     NULL};
static const char *const stages[] = {"awareness", "consideration", "decision", "retention", NULL};
static const char *const settings[] = {"off", "note", "warning", "error", NULL};
static const char *const statuses[] = {STK_NC("status", "planned"), STK_NC("status", "in-use"),
				       STK_NC("status", "retiring"), STK_NC("status", "retired"),
				       NULL};
static const char *const metric_kinds[] = {STK_NC("metric kind", "outcome"),
					   STK_NC("metric kind", "activity"), NULL};
static const char *const audiences[] = {STK_NC("audience", "board"), STK_NC("audience", "manager"),
					STK_NC("audience", "team"), STK_NC("audience", "rep"),
					NULL};
static const char *const workshop_kinds[] = {STK_NC("workshop kind", "organisation"),
					     STK_NC("workshop kind", "team"),
					     STK_NC("workshop kind", "follow-up"), NULL};
static const char *const evidence_kinds[] = {
	STK_NC("evidence kind", "interview"), STK_NC("evidence kind", "sheet"),
	STK_NC("evidence kind", "scan"),      STK_NC("evidence kind", "decision"),
	STK_NC("evidence kind", "merge"),     NULL};
static const char *const types[] = {"text", "choice",   "boolean", "number", "money",
				    "date", "datetime", "email",   "phone",  "url",
				    "id",   "duration", NULL};

static const struct stk_key inventory_keys[] = {
	{KEY(STOCKTAKE, "stocktake", NUMBER), .example = "1",
	 .about = "Version of the file format"},
	{KEY(NAME, "name", TEXT), .flags = STK_KEY_REQUIRED, .ask = "What is being audited?",
	 .example = "Acme sales data", .about = "What is audited"},
	{KEY(GOAL, "goal", TEXT), .flags = KEEPER, .ask = "What is to be achieved with the data?",
	 .example = "Find out where our sales data is kept, so that we can report on win rate.",
	 .about = "Why it is audited, as it is put to the people who are asked"},
	{KEY(LANGUAGE, "language", CHOICE), .flags = STK_KEY_OPEN, .choices = languages,
	 .ask = "In which language are people asked?", .example = "en",
	 .about = "Language of interviews and sheets"},
	{KEY(DESTINATION, "destination", REF), .flags = SET | KEEPER, .refs = TOOLS,
	 .ask = "Where are the reports to be made?", .example = "[power-bi]",
	 .about = "The platforms where the reports are to be made"},
	{KEY(STAGES, "stages", TEXT), .flags = MANY, .ask = "Which stages has your buying cycle?",
	 .example = "[awareness, consideration, decision, retention]",
	 .about = "The buying cycle, in order"},
	{KEY(CATEGORIES, "categories", CHOICE), .flags = SET | STK_KEY_OPEN,
	 .choices = all_categories, .example = "[crm, spreadsheet]",
	 .about = "The kinds of platform that must be covered"},
	{KEY(TEAMS, "teams", ITEM), .flags = MANY, .item = &stk_shape_team,
	 .about = "The teams, and where they stand in the chain"},
	{KEY(CONFIRM_EVERY, "confirm_every", EVERY), .example = "6 months",
	 .about = "After that a platform counts as stale"},
	{KEY(COLUMNS, "columns", ITEM), .flags = STK_KEY_BY_NAME, .item = &stk_shape_column,
	 .about = "The organisation's own keys of a platform"},
	{KEY(HEADINGS, "headings", ANY), .example = "{Tool: name, Vendor URL: website}",
	 .about = "What the headings of people's own sheets mean, as `import --map` was told"},
	{KEY(CHECKS, "checks", SETTINGS), .choices = settings,
	 .example = "{gap-owner: off, silo-by-hand: error}",
	 .about = "Checks that are off here, or whose findings have another severity"},
	DISPUTES_KEY,
	NOTES_KEY,
};

static const struct stk_key stakeholder_keys[] = {
	{KEY(NAME, "name", TEXT), .flags = STK_KEY_REQUIRED, .ask = "What is their name?",
	 .example = "Ana Ruiz", .about = "Their name", .column = "Name"},
	{KEY(AKA, "aka", TEXT), .flags = SET, .example = "[Ana R.]",
	 .about = "Other names they go by", .column = "Also known as"},
	{KEY(ROLE, "role", TEXT), .flags = KEEPER, .ask = "What is their role?",
	 .example = "Head of Marketing", .about = "What they do", .column = "Role"},
	{KEY(TEAM, "team", REF), .flags = STK_KEY_TEAMS | KEEPER, .ask = "Which team are they in?",
	 .example = "marketing", .about = "Their team, one of the inventory's", .column = "Team"},
	{KEY(EMAIL, "email", TEXT), .flags = KEEPER, .ask = "What is their e-mail address?",
	 .example = "ana@acme.example", .about = "Where to send the sheet; author of their commits",
	 .column = "E-mail"},
	{KEY(REFERRED_BY, "referred_by", REF), .flags = SET, .refs = PEOPLE, .example = "li-wei",
	 .about = "Who said that they should be asked", .column = "Referred by"},
	DISPUTES_KEY,
	NOTES_KEY,
};

static const struct stk_key platform_keys[] = {
	{KEY(NAME, "name", TEXT), .flags = STK_KEY_REQUIRED, .ask = "What is it called?",
	 .example = "HubSpot", .about = "What people call it", .column = "Name"},
	{KEY(PRODUCT, "product", TEXT), .example = "hubspot",
	 .about = "Its entry in the catalogue of known products", .column = "Product"},
	{KEY(AKA, "aka", TEXT), .flags = SET, .example = "[HubSpot CRM]",
	 .about = "Other names it goes by", .column = "Also known as"},
	{KEY(WEBSITE, "website", TEXT), .flags = KEEPER, .ask = "What is its website?",
	 .example = "https://www.hubspot.com", .about = "Its website", .column = "Website"},
	{KEY(CATEGORY, "category", CHOICE), .flags = SET | KEEPER | STK_KEY_OPEN,
	 .choices = all_categories, .ask = "What kind of tool is it?",
	 .example = "[marketing-automation, crm]", .about = "What kind of platform it is",
	 .column = "Category"},
	{KEY(STAGES, "stages", CHOICE), .flags = SET | KEEPER | STK_KEY_OPEN, .choices = stages,
	 .ask = "At which stages of the buying cycle is it used?", .example = "[awareness]",
	 .about = "Stages of the buying cycle in which it is used", .column = "Stages"},
	{KEY(TEAMS, "teams", REF), .flags = SET | ASKED | STK_KEY_TEAMS,
	 .ask = "Which teams use it?", .example = "[marketing]", .about = "Who uses it",
	 .column = "Used by"},
	{KEY(OWNER, "owner", REF), .flags = SET | ASKED | STK_KEY_TEAMS, .refs = PEOPLE,
	 .ask = "Who decides about it?", .example = "ana-ruiz",
	 .about = "Who decides about it: stakeholders or teams", .column = "Owner"},
	{KEY(ADMIN, "admin", REF), .flags = SET | ASKED | STK_KEY_TEAMS, .refs = PEOPLE,
	 .ask = "Who could show us its fields?", .example = "mia-sol",
	 .about = "Who can show its fields", .column = "Administrator"},
	{KEY(STATUS, "status", CHOICE), .choices = statuses, .ask = "Is it in use?",
	 .example = "in-use", .about = "Whether it is planned, in use, being retired, or gone",
	 .column = "Status"},
	{KEY(PART_OF, "part_of", REF), .refs = TOOLS,
	 .ask = "Is it an app inside another platform?", .example = "salesforce",
	 .about = "An app inside another platform that shares its data", .column = "Part of"},
	{KEY(COPIES, "copies", NUMBER),
	 .ask = "Does everyone keep one of their own? How many are there?", .example = "12",
	 .about = "How many there are, where everyone keeps their own", .column = "Copies"},
	{KEY(HOLDS, "holds", TERMS), .flags = SET | ASKED, .ask = "What does it hold?",
	 .example = "[lead, contact.email]",
	 .about = "Groups or terms that it holds; [] means none of what we look for",
	 .column = "Holds"},
	{KEY(SYSTEM_OF_RECORD, "system_of_record", TERMS), .flags = SET | STK_KEY_KEEPER,
	 .ask = "For what is it the one that counts?", .example = "[lead]",
	 .about = "Groups or terms for which it is the one that counts", .column = "Counts for"},
	{KEY(PATCHY, "patchy", REASONS), .ask = "What in it would you not bet on, and why?",
	 .example = "{activity: mobile calls never get in}",
	 .about = "What it holds but not reliably, and why", .column = "Would not bet on"},
	{KEY(SHOWS, "shows", REF), .flags = SET, .refs = 1u << STK_METRIC,
	 .ask = "Which numbers do you look at there?", .example = "[win-rate]",
	 .about = "Metrics that people read here today", .column = "Shows"},
	{KEY(CONFIRMED, "confirmed", DATE), .ask = "When did somebody last confirm this?",
	 .example = "2026-12-01", .about = "When somebody last confirmed what is written here",
	 .column = "Confirmed"},
	{KEY(FIELDS, "fields", ITEM), .flags = MANY, .item = &stk_shape_field,
	 .ask = "Which fields does it have?", .example = "First name, Work email, Company",
	 .about = "Its fields in detail", .column = "Contact fields"},
	{KEY(INTEGRATIONS, "integrations", ITEM), .flags = MANY | ASKED,
	 .item = &stk_shape_integration, .ask = "Which systems does it exchange data with?",
	 .example = "salesforce", .about = "Where its data goes and comes from; [] means nowhere",
	 .column = "Integrates with"},
	DISPUTES_KEY,
	NOTES_KEY,
};

static const struct stk_key metric_keys[] = {
	{KEY(NAME, "name", TEXT), .flags = STK_KEY_REQUIRED, .ask = "What is the number called?",
	 .example = "Win rate", .about = "What people call it", .column = "Name"},
	{KEY(AKA, "aka", TEXT), .flags = SET, .example = "[Close rate]",
	 .about = "Other names it goes by", .column = "Also known as"},
	{KEY(KIND, "kind", CHOICE), .choices = metric_kinds, .example = "outcome",
	 .about = "An outcome, or an activity that leads to it", .column = "Kind"},
	{KEY(NORTH_STAR, "north_star", BOOL), .example = "true",
	 .about = "True for the outcome that the whole organisation pulls towards"},
	{KEY(AUDIENCE, "audience", CHOICE), .flags = SET | STK_KEY_OPEN, .choices = audiences,
	 .ask = "Who looks at it?", .example = "[manager, team]", .about = "Who looks at it",
	 .column = "Audience"},
	{KEY(FORMULA, "formula", TEXT), .ask = "How is it worked out?",
	 .example = "won deals / (won deals + lost deals)",
	 .about = "How it is worked out, in words", .column = "Formula"},
	{KEY(NEEDS, "needs", TERMS), .flags = SET, .ask = "Which data does it need?",
	 .example = "[deal.outcome, deal.closed_at]",
	 .about = "The terms that it is worked out from", .column = "Needs"},
	{KEY(FRESH, "fresh", EVERY), .ask = "How old may it be?", .example = "1 day",
	 .about = "The data may be no older than this", .column = "No older than"},
	DISPUTES_KEY,
	NOTES_KEY,
};

static const struct stk_key workshop_keys[] = {
	{KEY(NAME, "name", TEXT), .example = "Kick-off", .about = "What it is called"},
	{KEY(KIND, "kind", CHOICE), .choices = workshop_kinds, .example = "organisation",
	 .about = "Which of the three workshops it is"},
	{KEY(DATE, "date", DATE), .ask = "When is it?", .example = "2026-11-30",
	 .about = "When it is or was"},
	{KEY(FACILITATOR, "facilitator", REF), .flags = STK_KEY_FREE, .refs = PEOPLE,
	 .example = "li-wei", .about = "Who leads it"},
	{KEY(TEAMS, "teams", REF), .flags = SET | STK_KEY_TEAMS, .example = "[sales]",
	 .about = "For which teams it is"},
	{KEY(INVITED, "invited", REF), .flags = SET, .refs = PEOPLE, .ask = "Who is invited?",
	 .example = "[ana-ruiz, tom-baker]", .about = "Who is invited"},
	{KEY(ATTENDEES, "attendees", REF), .flags = SET, .refs = PEOPLE, .ask = "Who was there?",
	 .example = "[ana-ruiz]", .about = "Who was there"},
	{KEY(NEXT_STEPS, "next_steps", ITEM), .flags = MANY, .item = &stk_shape_step,
	 .ask = "What is to be done next?", .about = "What is to be done next, by whom"},
	DISPUTES_KEY,
	NOTES_KEY,
};

static const struct stk_key evidence_keys[] = {
	{KEY(KIND, "kind", CHOICE), .choices = evidence_kinds, .example = "interview",
	 .about = "How it was learnt"},
	{KEY(BY, "by", REF), .flags = STK_KEY_ROOM, .refs = PEOPLE, .example = "ana-ruiz",
	 .about = "Who said it: a stakeholder, or workshops/ID for the room"},
	{KEY(AT, "at", TIME), .example = "2026-12-01T10:20:00Z", .about = "When it was said"},
	{KEY(FACILITATOR, "facilitator", REF), .flags = STK_KEY_FREE, .refs = PEOPLE,
	 .example = "li-wei", .about = "Who asked"},
	{KEY(SOURCE, "source", TEXT), .example = "ana.xlsx",
	 .about = "The sheet or file that it came from"},
	{KEY(ANSWERS, "answers", ITEM), .flags = MANY, .item = &stk_shape_answer,
	 .about = "What was said"},
	NOTES_KEY,
};

static const struct stk_key term_keys[] = {
	{KEY(NAME, "name", TEXT), .example = "Sales region", .about = "What people call it"},
	{KEY(TYPE, "type", CHOICE), .flags = STK_KEY_OPEN, .choices = types, .example = "choice",
	 .about = "What kind of value it is"},
	{KEY(KEY, "key", TEXT), .example = "rep",
	 .about = "What it identifies (or true), where it joins groups of different platforms"},
	{KEY(PERSONAL, "personal", BOOL), .example = "true",
	 .about = "True where it is about a person"},
	{KEY(FROM, "from", TERMS), .flags = SET, .example = "[deal.stage]",
	 .about = "Terms that together suffice to work it out"},
	{KEY(AKA, "aka", TEXT), .flags = SET, .example = "[Territory]",
	 .about = "Headings of real sheets that mean it"},
	NOTES_KEY,
};

static const struct stk_key waiver_keys[] = {
	{KEY(CHECK, "check", CHECK), .flags = STK_KEY_REQUIRED, .example = "silo-isolated",
	 .about = "The check whose finding is accepted"},
	{KEY(AT, "at", ADDRESS), .flags = STK_KEY_REQUIRED, .example = "platforms/old-crm",
	 .about = "Where: covers what is below it too"},
	{KEY(BECAUSE, "because", TEXT), .flags = STK_KEY_REQUIRED, .example = "Switched off in May",
	 .about = "Why it is accepted"},
	{KEY(BY, "by", REF), .flags = STK_KEY_REQUIRED, .refs = PEOPLE, .example = "li-wei",
	 .about = "Who accepts it"},
	{KEY(UNTIL, "until", DATE), .flags = STK_KEY_REQUIRED, .example = "2027-05-31",
	 .about = "The last day on which it is accepted"},
};

static const struct stk_shape inventory_shape = {SHAPE("inventory", inventory_keys),
						 .item_names = {0}};
static const struct stk_shape stakeholder_shape = {SHAPE("stakeholder", stakeholder_keys),
						   .item_names = {0}};
static const struct stk_shape platform_shape = {SHAPE("platform", platform_keys),
						.item_names = {0}};
static const struct stk_shape metric_shape = {SHAPE("metric", metric_keys), .item_names = {0}};
static const struct stk_shape workshop_shape = {SHAPE("workshop", workshop_keys),
						.item_names = {0}};
static const struct stk_shape evidence_shape = {SHAPE("evidence", evidence_keys),
						.item_names = {0}};
static const struct stk_shape term_shape = {SHAPE("term", term_keys), .item_names = {0}};
static const struct stk_shape waiver_shape = {SHAPE("waiver", waiver_keys), .item_names = {0}};

const struct stk_kind_info stk_kinds[STK_KIND_COUNT] = {
	{STK_INVENTORY, "inventory", "inventory", &inventory_shape},
	{STK_STAKEHOLDER, "stakeholder", "stakeholders", &stakeholder_shape},
	{STK_PLATFORM, "platform", "platforms", &platform_shape},
	{STK_METRIC, "metric", "metrics", &metric_shape},
	{STK_WORKSHOP, "workshop", "workshops", &workshop_shape},
	{STK_EVIDENCE, "evidence", "evidence", &evidence_shape},
	{STK_TERM, "term", "terms", &term_shape},
	{STK_WAIVER, "waiver", "waivers", &waiver_shape},
};
