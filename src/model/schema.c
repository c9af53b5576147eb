#include "stocktake/model/schema.h"

#include <string.h>

#include "stocktake/base/tr.h"

/* The tables of the items that lie inside entities; those of the entities are in schema_kinds.c. */

#define PEOPLE                  (1u << STK_STAKEHOLDER)
#define TOOLS                   (1u << STK_PLATFORM)
#define MANY                    STK_KEY_MANY
#define SET                     (STK_KEY_MANY | STK_KEY_SET)
#define KEY(suffix, text, kind) .word = STK_W_##suffix, .name = text, .type = STK_TYPE_##kind
#define SHAPE(text, table)      .name = text, .keys = table, .count = sizeof table / sizeof *table

static const char *const flows[] = {STK_NC("flow", "out"), STK_NC("flow", "in"),
				    STK_NC("flow", "both"), NULL};
static const char *const methods[] = {STK_NC("method", "native"),  STK_NC("method", "api"),
				      STK_NC("method", "webhook"), STK_NC("method", "etl"),
				      STK_NC("method", "file"),    STK_NC("method", "manual"),
				      STK_NC("method", "view"),    NULL};
static const char *const chains[] = {"up", "down", "across", "home", NULL};
static const char *const states[] = {"unknown", "not-applicable", "silent", NULL};
static const char *const types[] = {STK_NC("type", "text"),
				    STK_NC("type", "choice"),
				    STK_NC("type", "boolean"),
				    STK_NC("type", "number"),
				    STK_NC("type", "money"),
				    STK_NC("type", "date"),
				    STK_NC("type", "datetime"),
				    STK_NC("type", "email"),
				    STK_NC("type", "phone"),
				    STK_NC("type", "url"),
				    STK_NC("type", "id"),
				    STK_NC("type", "duration"),
				    NULL};

static const struct stk_key field_keys[] = {
	{KEY(NAME, "name", TEXT), .flags = STK_KEY_REQUIRED, .example = "Contact.firstname",
	 .about = "What the platform calls the field, as in its export or API"},
	{KEY(LABEL, "label", TEXT), .example = "First name",
	 .about = "What people see on the screen"},
	{KEY(TERM, "term", TERMS), .flags = SET, .ask = "What does this field mean?",
	 .example = "contact.first_name",
	 .about = "What it means, in words of the data dictionary"},
	{KEY(TYPE, "type", CHOICE), .flags = STK_KEY_OPEN, .choices = types, .example = "text",
	 .about = "What kind of value it holds"},
	{KEY(PERSONAL, "personal", BOOL), .example = "true",
	 .about = "True where it is about a person"},
	{KEY(NOTES, "notes", TEXT), .about = "Anything else worth knowing"},
};
const struct stk_shape stk_shape_field = {SHAPE("field", field_keys), .item_names = {STK_W_NAME}};

static const struct stk_key integration_keys[] = {
	{KEY(WITH, "with", REF), .flags = STK_KEY_REQUIRED, .refs = TOOLS, .example = "salesforce",
	 .about = "The platform at the other end", .column = "Exchanges data with"},
	{KEY(FLOW, "flow", CHOICE), .flags = STK_KEY_ASKED, .choices = flows,
	 .ask = "Which way does the data go?", .example = "both",
	 .about = "Seen from here: out, in, or both ways", .column = "Which way"},
	{KEY(CARRIES, "carries", TERMS), .flags = SET | STK_KEY_ALL | STK_KEY_ASKED,
	 .ask = "What goes across?", .example = "[lead, contact]",
	 .about = "Groups, terms, or all; absent means nobody has said",
	 .column = "What goes across"},
	{KEY(BACK, "back", TERMS), .flags = SET | STK_KEY_ALL,
	 .ask = "What comes back the other way?", .example = "[activity]",
	 .about = "What comes the other way, where that differs", .column = "What comes back"},
	{KEY(METHOD, "method", CHOICE), .flags = STK_KEY_ASKED, .choices = methods,
	 .ask = "How does it get across?", .example = "native",
	 .about = "How data goes; view means shown, not stored", .column = "How"},
	{KEY(EVERY, "every", EVERY), .flags = STK_KEY_ASKED, .ask = "How often does it go across?",
	 .example = "15 minutes", .about = "Real time, a number of minutes to months, or on demand",
	 .column = "How often"},
	{KEY(VIA, "via", REF), .refs = TOOLS, .ask = "Is there a tool in between?",
	 .example = "workato", .about = "Middleware on the way", .column = "Through"},
	{KEY(WHO, "who", REF), .flags = SET | STK_KEY_TEAMS, .refs = PEOPLE,
	 .ask = "Who carries it over by hand?", .example = "mia-sol",
	 .about = "Who does it, where it is done by hand", .column = "Done by"},
	{KEY(NAME, "name", TEXT), .example = "nightly",
	 .about = "Only for a second link to the same platform: it becomes the address"},
	{KEY(NOTES, "notes", TEXT), .about = "Anything else worth knowing"},
};
const struct stk_shape stk_shape_integration = {SHAPE("integration", integration_keys),
						.item_names = {STK_W_NAME, STK_W_WITH}};

static const struct stk_key dispute_keys[] = {
	{KEY(AT, "at", ADDRESS), .flags = STK_KEY_REQUIRED, .example = "category",
	 .about = "What is contested: an address below this entity"},
	{KEY(SAYS, "says", ANY), .example = "crm", .about = "The other value"},
	{KEY(BY, "by", REF), .flags = STK_KEY_ROOM, .refs = PEOPLE, .example = "li-wei",
	 .about = "Who says so"},
	{KEY(ON, "on", DATE), .example = "2026-12-03", .about = "When they said it"},
	{KEY(NOTES, "notes", TEXT), .about = "Anything else worth knowing"},
};
const struct stk_shape stk_shape_dispute = {SHAPE("dispute", dispute_keys),
					    .item_names = {STK_W_AT}};

static const struct stk_key team_keys[] = {
	{KEY(ID, "id", TEXT), .flags = STK_KEY_REQUIRED, .example = "marketing",
	 .about = "Its short name, used by platforms and stakeholders"},
	{KEY(NAME, "name", TEXT), .example = "Marketing", .about = "Its name as people say it"},
	{KEY(CHAIN, "chain", CHOICE), .choices = chains,
	 .ask = "Where does this team stand in the chain?", .example = "across",
	 .about = "Up (the board), down (the reps), across (other teams), or home"},
	{KEY(AKA, "aka", TEXT), .flags = SET, .about = "Other names it goes by"},
};
const struct stk_shape stk_shape_team = {SHAPE("team", team_keys), .item_names = {STK_W_ID}};

static const struct stk_key step_keys[] = {
	{KEY(WHAT, "what", TEXT), .flags = STK_KEY_REQUIRED,
	 .example = "Send the sheet to the SDR leads", .about = "What is to be done"},
	{KEY(WHO, "who", REF), .flags = SET | STK_KEY_TEAMS, .refs = PEOPLE, .ask = "Who does it?",
	 .example = "ana-ruiz", .about = "Who does it"},
	{KEY(DUE, "due", DATE), .ask = "By when?", .example = "2026-12-05", .about = "By when"},
	{KEY(DONE, "done", BOOL), .example = "false", .about = "True once it is done"},
	{KEY(NOTES, "notes", TEXT), .about = "Anything else worth knowing"},
};
const struct stk_shape stk_shape_step = {SHAPE("next step", step_keys), .item_names = {STK_W_WHAT}};

static const struct stk_key answer_keys[] = {
	{KEY(AT, "at", ADDRESS), .flags = STK_KEY_REQUIRED, .example = "platforms/hubspot/website",
	 .about = "The address that the answer is about"},
	{KEY(SAYS, "says", ANY), .example = "https://www.hubspot.com", .about = "The answer"},
	{KEY(STATE, "state", CHOICE), .choices = states, .example = "unknown",
	 .about = "In place of an answer: they do not know, or it does not apply"},
	{KEY(ASK, "ask", REF), .flags = STK_KEY_ROOM, .refs = PEOPLE, .example = "li-wei",
	 .about = "In place of an answer: who should be asked"},
	{KEY(ACCEPTED, "accepted", BOOL), .example = "true",
	 .about = "True where a proposal was accepted as it stood"},
	{KEY(BY, "by", REF), .refs = PEOPLE, .example = "ben-okoro",
	 .about = "Who of the room said it, where that matters"},
	{KEY(CELL, "cell", TEXT), .example = "Platforms!C7",
	 .about = "Where in the sheet it stands"},
	{KEY(WAS, "was", ANY), .example = "true",
	 .about = "What stood there before, so that it can be taken back; absent: nothing"},
	{KEY(TYPED, "typed", TEXT), .example = "hubspot, on24",
	 .about = "The line that was typed, with the first of the answers that it means"},
	{KEY(TAKEN_BACK, "taken_back", TIME), .example = "2026-12-01T10:21:00Z",
	 .about = "When it was taken back; since then it counts no more"},
};
const struct stk_shape stk_shape_answer = {SHAPE("answer", answer_keys), .item_names = {STK_W_AT}};

static const struct stk_key column_keys[] = {
	{KEY(NAME, "name", TEXT), .example = "Tier", .about = "Its heading in sheets"},
	{KEY(ASK, "ask", TEXT), .example = "How critical is it?", .about = "The question to ask"},
	{KEY(EXAMPLE, "example", TEXT), .example = "1", .about = "An answer as example"},
	{KEY(ABOUT, "about", TEXT), .about = "What it is for"},
	{KEY(CHOICES, "choices", TEXT), .flags = MANY, .example = "[1, 2, 3]",
	 .about = "The values that are allowed; absent means any"},
};
const struct stk_shape stk_shape_column = {SHAPE("column", column_keys),
					   .item_names = {STK_W_NONE_}};

const struct stk_key *stk_shape_key(const struct stk_shape *shape, stk_sym word)
{
	size_t i;

	for (i = 0; word && word < STK_W_COUNT && i < shape->count; i++)
		if ((stk_sym)shape->keys[i].word == word)
			return &shape->keys[i];
	return NULL;
}

const struct stk_key *stk_shape_key_by_name(const struct stk_shape *shape, const char *name)
{
	size_t i;

	for (i = 0; i < shape->count; i++)
		if (!strcmp(shape->keys[i].name, name))
			return &shape->keys[i];
	return NULL;
}

int stk_kind_by_name(const char *name)
{
	int kind;

	for (kind = 0; kind < STK_KIND_COUNT; kind++)
		if (!strcmp(stk_kinds[kind].name, name) || !strcmp(stk_kinds[kind].plural, name))
			return kind;
	return -1;
}
