/*
 * The inside of a walk: what sections share. A walk asks one person (or a room) the sections of a
 * guide.
 *
 * There is no state of its own: what is still to be asked is computed from the inventory and from
 * what this person has said (`mind`), so quitting, crashing and coming back cost nothing. An answer
 * is gathered as changes and applied, durably, before the next prompt.
 */
#ifndef INTERVIEW_WALK_H
#define INTERVIEW_WALK_H

#include "lines.h"
#include "prompt.h"
#include "stocktake/interview/walk.h"
#include "stocktake/model/chain.h"
#include "stocktake/model/evidence.h"
#include "stocktake/model/guide.h"
#include "stocktake/model/match.h"
#include "stocktake/model/metrics.h"
#include "stocktake/record/record.h"
#include "stocktake/report/facts.h"

/* A platform that this person named as one that they use, in the order of naming: its number is its
 * place, from 1. */
struct stk_mine {
	const char *id;
	bool gone;  /* taken back; its number is not given again */
	bool empty; /* holds none of what we look for: asked no further */
};

/* What this person has said: computed from their evidence. */
struct stk_mind {
	struct stk_arena arena;
	struct stk_map said; /* folded address, and those above it -> bits of enum stk_answer_state
				(1u << state), and MINE */
	struct stk_mine *mine;
	size_t count;
};

#define STK_SAID_HERE    12   /* bits of the place itself are shifted by that */
#define STK_SAID_TO_SELF 256u /* "she is to be asked": no answer yet */

struct stk_changes {
	struct stk_arena arena;
	struct stk_change *items;
	size_t count, cap;
};

/* One prompt of a section: what it is about. */
struct stk_asking {
	size_t section; /* index in the guide */
	const struct stk_section *words;
	const struct stk_section_ops *ops;
	bool retry;          /* only what was not understood is said again */
	const char *refused; /* what was not understood a moment ago; NULL: all was */
	bool again;          /* :back: what was said already is asked once more */
	char *typed;         /* what was answered here before it was taken back, for :edit; owned */
	char *address;       /* what a file of answers calls it; owned */
	char *subject;       /* platform id, group or NULL: a section that asks one by one; owned */
	uint32_t *picks;     /* indexes into mind.mine that are asked about */
	size_t pick_count;
	char **list; /* what the numbers stand for where these are no platforms of theirs: ids;
			owned */
	size_t list_count, list_cap;
};

/* Typed so, and taken for the platform: shown, so that it can be objected to. */
struct stk_guess {
	char *id, *typed; /* owned */
};

/* A product of which several are recorded, named without saying which; or a name that several
 * begin with or have in theirs. */
struct stk_unclear {
	char *typed, *product, *product_name; /* product: NULL of a name */
	char **ids, **shown;                  /* shown: what they are called */
	size_t count;                         /* of ids; 0: nothing is unclear */
	struct stk_str all; /* all such names of the answer, with commas between */
	size_t names;
};

/* Which one is meant from then on; one that is new has its name and product here. */
struct stk_chosen {
	char *typed, *id, *name, *product;
};

struct stk_walk {
	const struct stk_walk_options *options;
	const char *folder;
	struct stk_inventory *inventory;
	struct stk_record *record;
	struct stk_prompt *prompt;
	struct stk_guide *guide;
	struct stk_guide_words *words;
	struct stk_matcher *matcher;
	struct stk_evidence *evidence; /* what was said by all, as of the start */
	char *who;                     /* stakeholder id, or workshops/ID */
	char *who_name;                /* "Ana Ruiz" */
	char *team;                    /* their team, or NULL */
	bool team_is_new;              /* it was not recorded */
	int direction;                 /* enum stk_direction, or -1 */
	bool room;
	struct stk_mind mind;
	struct stk_changes changes;
	struct stk_map touched; /* integrations that the last answer spoke of, by address */
	struct stk_unclear unclear;
	struct stk_chosen *chosen;
	size_t chosen_count, chosen_cap;
	struct stk_str recorded;       /* what is recorded where the prompt asks */
	size_t waiting;                /* changes that wait for a file to be mended */
	struct stk_map asked;          /* prompts of this session: never twice, but for :back */
	struct stk_str not_understood; /* kept in notes, said at the end */
	struct stk_str nameless;       /* the same of people without a name */
	enum stk_metric_state *states; /* of each metric at the start, by id's order then */
	char **state_ids;
	uint32_t state_count, computable_first, computable;
	uint32_t tools, holdings, flows, numbers; /* said in this session */
	char **people; /* ids of those referred to or asked in this session */
	size_t people_count, people_cap;
	struct stk_guess *guesses; /* of this session */
	size_t guess_count, guess_cap;
	struct stk_facts facts;       /* stk_walk_facts; none where facts.inventory is NULL */
	struct stk_findings findings; /* of the checks, as of the last time they were run */
	bool judged, judged_now;      /* they were run; and nothing was answered since */
	unsigned pending; /* kinds of sections, as bits, that will come before the one looked at */
	char **last_open; /* addresses of the last numbered list of questions; owned */
	size_t last_open_count, last_open_cap;
	const char *small_help; /* what `?` explains at the small question that is asked; or NULL */
	uint32_t prompts, prompts_max;
	bool out_of_time;    /* --minutes are over; what is left is for another day */
	const char *speaker; /* in a room: whose words are taken; NULL: the room's */
	size_t heard_lines, heard_names, heard_mine; /* of a list of tools in a room */
	bool unnamed;      /* numbers of this session came without who prepares them */
	bool names_typed;  /* the last line of tools had names in it */
	bool asked_twice;  /* the section that is looked at asked about something else already */
	char *facilitator; /* stakeholder id, or NULL */
	bool open_is_counted, open_was; /* what is open beside the guide, when they had so many: */
	size_t open_tools;
	const struct stk_asking *asking; /* the section that waits for an answer; NULL: none */
	struct stk_completer *completer; /* offer.c; NULL: not asked for yet */
	/* undo.c: what was said in this session */
	struct stk_done *done;
	size_t done_count, done_cap;
	size_t asking_mark;          /* where the record stood before this prompt's answer */
	size_t not_understood_begun; /* bytes of it then */
};

/* What a kind of section does. */
struct stk_section_ops {
	enum stk_section_kind kind;
	/* Fills what the next prompt of this section is about; false: nothing (more) to ask. */
	bool (*open)(struct stk_walk *walk, struct stk_asking *asking);
	/* Lines between the question and the prompt; may be NULL. */
	void (*show)(struct stk_walk *walk, const struct stk_asking *asking);
	/* Gathers the changes that an answer means; pieces not understood go to lines->unknown.
	 * Enter comes as "". -1: err. */
	int (*take)(struct stk_walk *walk, const struct stk_asking *asking, struct stk_lines *lines,
		    const char *text, struct stk_err *err);
	/* Calls for each address that is asked about: what :skip, :na and :ask answer. */
	void (*addresses)(struct stk_walk *walk, const struct stk_asking *asking,
			  void (*each)(struct stk_walk *walk, const char *address));
	/* After the answer is on disk: an echo, a question back; may be NULL. */
	int (*after)(struct stk_walk *walk, const struct stk_asking *asking, struct stk_err *err);
	/* Once, at the beginning: a question back that an earlier walk did not come to; may be
	 * NULL. */
	int (*resume)(struct stk_walk *walk, struct stk_err *err);
};
extern const struct stk_section_ops stk_section_tools, stk_section_nothing, stk_section_holds,
	stk_section_headings, stk_section_links, stk_section_shows, stk_section_patchy,
	stk_section_copies, stk_section_admin, stk_section_numbers, stk_section_record,
	stk_section_open, stk_section_refer, stk_section_category, stk_section_senders;

/* --- mind.c: what this person said ---------------------------------------------------------------
 */
void stk_mind_load(struct stk_walk *walk);
void stk_mind_release(struct stk_mind *mind);
/* The same, of the place itself only. */
unsigned stk_mind_said_here(const struct stk_walk *walk, const char *address);
/* True if anything was answered at an address that begins and ends like that ("platforms/",
 * "/shows"). */
bool stk_mind_answered_any(const struct stk_walk *walk, const char *begins, const char *ends);
/* Bits of what was said at the address or below it; 0: nothing. */
unsigned stk_mind_said(const struct stk_walk *walk, const char *address);
bool stk_mind_answered(const struct stk_walk *walk,
		       const char *address); /* anything but "ask me" */
/* KEY of one of their platforms. */
bool stk_mind_answered_key(const struct stk_walk *walk, const char *platform, const char *key);
/* The number of a platform in their list, 0 if it is none of theirs. */
uint32_t stk_mind_number(const struct stk_walk *walk, const char *platform);
/* Adds the platforms for which the key is to be asked (all of theirs that are neither gone nor
 * empty, with `again` also those answered). */
void stk_mind_pick(struct stk_walk *walk, struct stk_asking *asking, const char *key);

/* --- questions.c: what is open for this person
 * ------------------------------------------------------------------------- */
/* What is computed from the inventory as it is now; of it only what the last answers touched is
 * made anew. */
struct stk_facts *stk_walk_facts(struct stk_walk *walk);
/* All that is open for this person, as of the last answer: valid until the next one is applied. Of
 * everybody while it is not known who is here. */
const struct stk_questions *stk_walk_questions(struct stk_walk *walk);
/* Runs the checks once more, if anything was answered since. True: they were run. */
bool stk_walk_judge_again(struct stk_walk *walk);
/* The question at an address, or NULL. */
const struct stk_question *stk_walk_question_at(struct stk_walk *walk, const char *address);
/* The next ones for this person that were not put in this session, the most valuable first. */
void stk_walk_list_questions(struct stk_walk *walk, struct stk_asking *asking, size_t max);
void stk_walk_put_question(struct stk_walk *walk, const char *address); /* it was put */

/* --- say.c: changes of one answer ----------------------------------------------------------------
 */
/* An address from its parts, NULL-ended, escaped; in the arena of the changes: valid until they are
 * applied. */
const char *stk_at(struct stk_walk *walk, const char *plural, const char *id, ...)
	__attribute__((sentinel));
struct stk_change *stk_say(struct stk_walk *walk, const char *address,
			   const struct stk_value *value);
struct stk_change *stk_say_text(struct stk_walk *walk, const char *address, const char *text);
void stk_say_none(struct stk_walk *walk, const char *address); /* [] */
void stk_say_true(struct stk_walk *walk, const char *address,
		  bool accepted);                              /* a member of a set */
void stk_say_gone(struct stk_walk *walk, const char *address); /* REMOVE */
void stk_say_state(struct stk_walk *walk, const char *address, enum stk_answer_state state,
		   const char *ask);
/* A member of a set that somebody else named is not one: both stand until it is settled. */
void stk_say_dispute(struct stk_walk *walk, const char *platform, const char *at, const char *says);
/* What was said, as the value that stands there is: a list said anew replaces the list. */
const struct stk_value *stk_as_value(const struct stk_walk *walk, const char *at, const char *said,
				     struct stk_arena *arena);
/* Appends to the notes of an entity, verbatim. */
void stk_say_note(struct stk_walk *walk, const char *plural, const char *id, const char *text);
/* Applies what was gathered; contradictions are left as disputes and asked about (in a room: not
 * asked). Then what is computed from the inventory is renewed and the count of numbers said if it
 * moved. */
int stk_walk_apply(struct stk_walk *walk, struct stk_err *err);
/* True if a change at the address is gathered. */
bool stk_is_being_made(const struct stk_walk *walk, const char *address);
/* Drops what was gathered. */
void stk_walk_forget(struct stk_walk *walk);
void stk_walk_renew(struct stk_walk *walk);
void stk_walk_renew_names(struct stk_walk *walk); /* the names alone */
void stk_metrics_first(struct stk_walk *walk);
void stk_metrics_now(struct stk_walk *walk, bool say);

/* --- names.c: from what is typed to entities
 * ------------------------------------------------------ */
struct stk_named {
	char id[96];
	const char *name;    /* to show; in the arena of the changes */
	const char *product; /* of the catalogue, where it is a new platform of a known product */
	bool made;           /* it is not in the inventory yet */
	bool guessed;        /* not named exactly */
};
/* -1 if the id is too long. The texts are not copied. */
int stk_set_named(struct stk_named *named, const char *id, const char *name, const char *product,
		  bool made, bool guessed);
/* Finds, or proposes, the platform; 0, or -1 where the name can be none (why is said in *why). */
int stk_name_platform(struct stk_walk *walk, const char *text, struct stk_named *named,
		      const char **why);
/* Also makes it: gathers the changes of a new one. `theirs`: they use it. */
int stk_take_platform(struct stk_walk *walk, const char *text, bool theirs, struct stk_named *named,
		      const char **why);
/* A number of the list, or a name; NULL if it stands for nothing. In the arena of the changes. */
const char *stk_pick_platform(struct stk_walk *walk, const struct stk_asking *asking,
			      const struct stk_pick *pick, bool make);
/* "mia sol" -> "Mia Sol"; a name with capitals of its own stays. To be freed. */
char *stk_name_capitalised(const char *text);
/* Finds or makes the person; -1 where the text can be none: what a tool is called, a word of
 * another answer ("late"). A new one gets referred_by. */
int stk_take_person(struct stk_walk *walk, const char *text, const char *team,
		    struct stk_named *named);
/* What was typed for a person who can be none, and why. In the arena of the changes. */
const char *stk_why_nobody(struct stk_walk *walk, const char *text);
/* "-late": nobody after all. False if no such person is known. */
bool stk_untake_person(struct stk_walk *walk, const char *text);
/* The metric's id, or NULL. */
const char *stk_name_metric(struct stk_walk *walk, const char *text);
const char *stk_name_team(struct stk_walk *walk, const char *text);
/* What was typed where the platform was guessed from it, or NULL. */
const char *stk_guessed_from(const struct stk_walk *walk, const char *id);
bool stk_walk_is_name(void *walk, enum stk_line_name what, const char *text);
const char *stk_platform_name(const struct stk_walk *walk, const char *id);
const char *stk_person_name(const struct stk_walk *walk, const char *id); /* also of a workshop */
const char *stk_first_name(struct stk_walk *walk,
			   const char *id); /* "Mia"; in the arena of the changes */
const struct stk_entity *stk_platform(const struct stk_walk *walk, const char *id);
const struct stk_node *stk_platform_key(const struct stk_walk *walk, const char *id,
					enum stk_word key);
/* The reason recorded, or NULL. */
const char *stk_text_of_patchy(const struct stk_walk *walk, const char *platform,
			       const char *group);
/* True if its category has the word, or its name says that it is a sheet. */
bool stk_says_sheet(const char *name);
bool stk_is_sheet(const struct stk_walk *walk, const char *id);

/* --- groups --------------------------------------------------------------------------------------
 */
/* Groups that a list of terms names, as letters where they have one: "lca". */
void stk_groups_of(const struct stk_walk *walk, const struct stk_node *list,
		   struct stk_line_groups *groups);
void stk_groups_letters(const struct stk_walk *walk, const struct stk_line_groups *groups,
			struct stk_str *out);
void stk_groups_labels(const struct stk_walk *walk, const struct stk_line_groups *groups,
		       struct stk_str *out);
const char *stk_group_label(const struct stk_walk *walk, const char *group);
/* What a platform is recorded to hold: `holds` and the groups of its fields' terms. */
void stk_groups_held(const struct stk_walk *walk, const char *platform,
		     struct stk_line_groups *groups);
bool stk_groups_has(const struct stk_line_groups *groups, const char *group);

/* chat.c: "[10:02] lisa: we use Xactly too" -> what was said; points into the text. */
const char *stk_chat_said(struct stk_walk *walk, const char *whole);

/* --- echo.c --------------------------------------------------------------------------------------
 */
/* "1 HubSpot  2 ..." of what is asked about, with `note` after each name (may be NULL). */
void stk_show_mine(struct stk_walk *walk, const struct stk_asking *asking,
		   void (*note)(struct stk_walk *walk, const char *platform, struct stk_str *out));
/* "HubSpot <-> Salesforce leads, contacts, every 15 minutes" of an integration in the inventory. */
void stk_show_link(struct stk_walk *walk, const char *platform, const struct stk_node *integration,
		   struct stk_str *out);
/* "daily", "every 15 minutes"; may lie in the arena of the changes. */
const char *stk_every_in_words(struct stk_walk *walk, int64_t minutes);
void stk_walk_heading(struct stk_walk *walk, uint32_t questions);
/* Nothing is asked: what this person left open. */
void stk_walk_nothing(struct stk_walk *walk);
int stk_walk_closing(struct stk_walk *walk, struct stk_err *err);
/* Puts {name} and the like into a guide's text. Freed by the caller. */
char *stk_fill(const struct stk_walk *walk, const char *text, const char *const *pairs);
void stk_walk_list(struct stk_walk *walk);

/* --- ask.c: one prompt ---------------------------------------------------------------------------
 */
enum stk_step {
	STK_STEP_NEXT,
	STK_STEP_BACK,
	STK_STEP_UNDO,
	STK_STEP_QUIT,
	STK_STEP_INTERRUPT,
	STK_STEP_FAILED
};
/* question.c: says it, and what the section shows below it. */
void stk_walk_question(struct stk_walk *walk, const struct stk_asking *asking, uint32_t number,
		       uint32_t total);
enum stk_step stk_walk_ask(struct stk_walk *walk, struct stk_asking *asking, uint32_t number,
			   uint32_t total, struct stk_err *err);
/* A small question beside the sections: 1 text, 0 Enter or what means nothing here, -1 err, -2
 * leave, -3 interrupted, -5 the answer that it is about is taken back. */
int stk_walk_ask_small(struct stk_walk *walk, const char *address, struct stk_str *text,
		       struct stk_err *err);
/* The highest number that means something there: of what is listed, else of their platforms. */
uint32_t stk_asking_numbers(const struct stk_walk *walk, const struct stk_asking *asking);
/* A prompt of this section, before it is opened. */
void stk_walk_begin_asking(struct stk_walk *walk, struct stk_asking *asking, size_t section);
void stk_asking_release(struct stk_asking *asking);
/* Says that what is asked is `subject` (a platform, a group) at an address; both are copied. */
void stk_asking_about(struct stk_asking *asking, const char *subject, const char *address);
void stk_asking_list(struct stk_asking *asking, const char *id);
/* True if the section asked about this subject in this session. */
/* It was not understood a moment ago and is said again as it was: then it is meant so. */
bool stk_asking_insists(const struct stk_asking *asking, const char *text);
bool stk_walk_was_asked(const struct stk_walk *walk, size_t section, const char *subject);
void stk_walk_mark_asked(struct stk_walk *walk, const struct stk_asking *asking);
/* The question of an answer that was taken back is open again. */
void stk_walk_unmark_asked(struct stk_walk *walk, size_t section, const char *subject);
/* True while one more prompt of the same section leaves room for those that follow. */
bool stk_walk_has_room(const struct stk_walk *walk, size_t section);
/* The first section of its kind in the guide? */
bool stk_walk_is_first(const struct stk_walk *walk, size_t section);
/* The address of the person or room itself, with `key` below it (may be NULL): where "none" is
 * noted. In the arena of the changes. */
const char *stk_walk_self(struct stk_walk *walk, const char *key);
/* What apply and the small questions return, as a step. */
enum stk_step stk_walk_step(int result);

/* --- offer.c: what Tab offers --------------------------------------------------------------------
 */
void stk_walk_offer(void *walk, const char *line, size_t len_bytes,
		    struct stk_candidates *candidates);
/* The names changed, or who uses what; also frees. */
void stk_walk_offer_anew(struct stk_walk *walk);

/* --- undo.c: taking back, and remarks ------------------------------------------------------------
 */
/* A prompt begins: what is applied from here on is its answer. */
void stk_done_begin(struct stk_walk *walk);
/* A line was typed there: the evidence keeps the first that means anything. */
void stk_done_typed(struct stk_walk *walk, const char *typed);
/* It is answered, by what was typed. */
void stk_done_answer(struct stk_walk *walk, const struct stk_asking *asking, const char *typed);
void stk_done_release(struct stk_walk *walk);
/* :note keeps a remark with the platform that is asked about, else with who is asked. `asking` may
 * be NULL. */
int stk_walk_note(struct stk_walk *walk, const struct stk_asking *asking, const char *text,
		  struct stk_err *err);
/* :undo at a prompt. 1: done here (a remark, or there is nothing), ask again; 0: it is about an
 * answer, whose question comes again (stk_walk_undo); -1: err. */
int stk_walk_undo_here(struct stk_walk *walk, struct stk_err *err);
struct stk_undone {
	bool earlier; /* of an interview before this one: what is asked next is asked anew */
	bool here;    /* a part of the answer to the prompt that stands; else: */
	size_t section;
	char *subject; /* both owned by the caller */
	char *typed;
};
/* Takes back the last answer, durably. */
int stk_walk_undo(struct stk_walk *walk, struct stk_undone *undone, struct stk_err *err);

#endif
