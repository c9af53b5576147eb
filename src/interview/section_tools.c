/* A line of names becomes platforms; what is known of a person's team is proposed. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "lines_private.h"
#include "places.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "stocktake/base/tr.h"
#include "tools.h"

#define MAX_PROPOSED   12
#define MAX_NAME_WORDS 5  /* more is a sentence */
#define MAX_SAID_WORDS 3  /* of what somebody said in a chat */
#define MAX_NAME_CODES 16 /* ideographs: as many words */
#define MAX_SAID_CODES 10

/* --- which tools --------------------------------------------------------------------------------
 */

static const char *marker(struct stk_walk *walk, const struct stk_asking *asking)
{
	return stk_walk_self(walk, stk_walk_is_first(walk, asking->section) ? NULL : "notes");
}

/* Others said that this person's team uses it, or that they decide about it. */
static bool is_proposed(const struct stk_walk *walk, const struct stk_entity *platform)
{
	const struct stk_syms *syms = &walk->inventory->syms;
	const struct stk_node *status = stk_node_get(platform->node, STK_W_STATUS);
	stk_sym team = walk->team ? stk_sym_find(syms, walk->team, strlen(walk->team)) : 0;
	stk_sym who = stk_sym_find(syms, walk->who, strlen(walk->who));

	if (stk_mind_number(walk, stk_sym_text(syms, platform->id)) ||
	    (status && status->value == (stk_sym)STK_W_RETIRED))
		return false;
	if (walk->room && !team)
		return true; /* the whole organisation is here */
	return (team && stk_values_has(stk_node_get(platform->node, STK_W_TEAMS), team)) ||
	       (who && (stk_values_has(stk_node_get(platform->node, STK_W_OWNER), who) ||
			stk_values_has(stk_node_get(platform->node, STK_W_ADMIN), who)));
}

static bool open_tools(struct stk_walk *walk, struct stk_asking *asking)
{
	const struct stk_entities *all = &walk->inventory->kinds[STK_PLATFORM];
	bool first = stk_walk_is_first(walk, asking->section);

	if (!asking->again && (first ? walk->mind.count > 0 : false))
		return false;
	if (!asking->again && (stk_mind_said_here(walk, marker(walk, asking)) &
			       (1u << STK_ANSWER_NOT_APPLICABLE | 1u << STK_ANSWER_UNKNOWN)))
		return false;
	for (uint32_t i = 0;
	     first && !asking->again && i < all->count && asking->list_count < MAX_PROPOSED; i++)
		if (is_proposed(walk, &all->items[i]))
			stk_asking_list(asking,
					stk_sym_text(&walk->inventory->syms, all->items[i].id));
	return true;
}

/* What was named before, under its numbers: more can be said, and -3 takes back. */
static void show_again(struct stk_walk *walk, const struct stk_asking *asking)
{
	struct stk_asking all = {.section = asking->section, .again = true};

	stk_mind_pick(walk, &all, NULL);
	stk_show_mine(walk, &all, NULL);
	stk_asking_release(&all);
}

static void show_tools(struct stk_walk *walk, const struct stk_asking *asking)
{
	const struct stk_entities *all = &walk->inventory->kinds[STK_PLATFORM];
	size_t known = 0;
	struct stk_str out = STK_STR_INIT;

	for (size_t i = 0; i < asking->list_count; i++)
		stk_str_addf(&out, "%s%zu %s", i ? "  " : "", i + 1,
			     stk_platform_name(walk, asking->list[i]));
	for (uint32_t i = 0; asking->list_count && i < all->count; i++)
		known += is_proposed(walk, &all->items[i]);
	if (known > asking->list_count)
		stk_str_addf(&out, stk_t("  and %zu more: name those as well"),
			     known - asking->list_count);
	if (asking->list_count)
		stk_prompt_say(walk->prompt, STK_PLAIN, 4, "    Known: %s. Wrong? Say so: -1",
			       out.data);
	if (asking->again && walk->mind.count)
		show_again(walk, asking);
	stk_str_release(&out);
}

/* It came into the inventory in this session. */
bool stk_tools_was_made_now(const struct stk_walk *walk, const char *id)
{
	const struct stk_entity *platform = stk_platform(walk, id);
	const struct stk_written *written;
	size_t count;
	bool made = false;

	written = stk_record_written(walk->record, &count);
	for (size_t i = 0; platform && i < count; i++)
		made |= !written[i].before &&
			strcmp(written[i].path, walk->inventory->files[platform->file].path) == 0;
	return made;
}

/* Nobody but this person, in this interview, said anything of it. */
static bool is_own_mistake(const struct stk_walk *walk, const char *id)
{
	const struct stk_entities *all = &walk->inventory->kinds[STK_PLATFORM];
	char *at = stk_xasprintf("platforms/%s", id);
	size_t count;
	bool made;

	stk_evidence_at(walk->evidence, at, true, &count);
	free(at);
	made = !count && stk_tools_was_made_now(walk, id);
	for (uint32_t p = 0; p < all->count && made; p++)
		STK_EACH_VALUE(link, stk_node_get(all->items[p].node, STK_W_INTEGRATIONS))
		{
			const char *with = stk_text(walk->inventory, link, STK_W_WITH);

			made &= !with || !stk_text_same(with, id);
		}
	return made;
}

/* Where it is said that it is theirs. */
static const char *its_teams(struct stk_walk *walk, const char *id)
{
	return walk->team ? stk_at(walk, "platforms", id, "teams", walk->team, NULL)
			  : stk_at(walk, "platforms", id, "teams", NULL);
}

void stk_tools_take_back(struct stk_walk *walk, const char *id)
{
	const char *at = its_teams(walk, id);

	/* Named by mistake a moment ago: nobody else knows it, so it never was. */
	if (is_own_mistake(walk, id))
		stk_say_gone(walk, stk_at(walk, "platforms", id, NULL));
	if (walk->team) {
		stk_say_gone(walk, at);
		return;
	}
	stk_say_text(walk, at, "false")->on_conflict = STK_CONFLICT_KEEP;
}

/* "-3", "not canva": what follows; NULL if it is no such word. */
static const char *denied(const char *text)
{
	if (*text == '-' && text[1] && text[1] != ' ')
		return text + 1;
	if (stk_starts(text, "不是"))
		return text + strlen("不是") + strspn(text + strlen("不是"), " ");
	return stk_starts(text, "not ") ? text + 4 : NULL;
}

/* One name of the line: 1 taken, 0 not understood. */
int stk_tools_take_name(struct stk_walk *walk, const struct stk_asking *asking,
			struct stk_lines *lines, const char *name, const char **id)
{
	const char *denial = denied(name), *why = NULL;
	struct stk_pick pick = {0, denial};
	struct stk_named named;
	uint32_t first;
	char *end;

	if (denial) {
		first = (uint32_t)strtoul(denial, &end, 10);
		if (!*end && first)
			pick = (struct stk_pick){first, NULL};
		*id = stk_pick_platform(walk, asking, &pick, false);
		if (*id && !stk_is_being_made(walk, its_teams(walk, *id)))
			stk_tools_take_back(walk, *id);
		else if (!*id)
			stk_lines_unknown(lines, name);
		return *id != NULL;
	}
	if (stk_take_platform(walk, name, true, &named, &why)) {
		stk_lines_unknown(lines,
				  stk_arena_printf(lines->arena, "%s %s", name, why ? why : ""));
		return 0;
	}
	*id = stk_arena_strdup(lines->arena, named.id);
	return 1;
}

/* "a sheet of my own": what is called so. */
static const char *without_article(struct stk_walk *walk, const char *text)
{
	static const char *const articles[] = {"a ", "an ", "the "};

	for (size_t i = 0; i < STK_COUNT(articles); i++)
		if (strncasecmp(text, articles[i], strlen(articles[i])) == 0 &&
		    !stk_walk_is_name(walk, STK_LINE_PLATFORM, text))
			return text + strlen(articles[i]);
	return text;
}

/* "dont know the rest" is no name. */
static bool begins_unknown(struct stk_walk *walk, struct stk_lines *lines,
			   const struct stk_clause *clause)
{
	for (size_t n = 1; n <= clause->count && n <= MAX_SAID_WORDS; n++)
		if (stk_guide_words_is(walk->words, STK_FLOW_UNKNOWN,
				       stk_words_join(lines, clause->words, 0, n)))
			return true;
	return false;
}

/* The tools that are surely named among the words; of a sentence only those with a capital, for
 * "make" and "close" are words as well. */
static int take_known(struct stk_walk *walk, const struct stk_asking *asking,
		      struct stk_lines *lines, const struct stk_clause *clause, bool capitals)
{
	const char *id;
	int taken = 0;
	size_t n;

	for (size_t i = 0; i < clause->count; i += n ? n : 1) {
		n = 0;
		if (capitals && !isupper((unsigned char)*clause->words[i]))
			continue;
		n = stk_words_name(lines, STK_LINE_PLATFORM, clause->words + i, clause->count - i);
		if (n)
			taken += stk_tools_take_name(walk, asking, lines,
						     stk_words_join(lines, clause->words, i, i + n),
						     &id);
	}
	return taken;
}

/* "我们也用纷享销客了": the tools that are surely named in a sentence without blanks. */
static int take_wide(struct stk_walk *walk, const struct stk_asking *asking,
		     struct stk_lines *lines, const struct stk_clause *clause)
{
	const char **names, *id;
	int taken = 0;

	for (size_t i = 0; i < clause->count; i++) {
		size_t count = stk_line_is_sentence(clause->words[i], 1)
				       ? stk_line_known_in(lines, clause->words[i], &names)
				       : 0;

		for (size_t n = 0; n < count; n++)
			taken += stk_tools_take_name(walk, asking, lines, names[n], &id);
	}
	return taken;
}

/* "mostly hubspot and a bit of excel": all of it is understood, or nothing. */
static bool take_loose(struct stk_walk *walk, const struct stk_asking *asking,
		       struct stk_lines *lines, const char *text, int *taken)
{
	const char **names, *id;
	size_t count;

	if (!stk_line_loose(lines, text, &names, &count))
		return false;
	for (size_t i = 0; i < count; i++)
		*taken += stk_tools_take_name(walk, asking, lines, names[i], &id);
	return true;
}

/* A name; or what somebody said: of that what is surely called so. */
static int take_said(struct stk_walk *walk, const struct stk_asking *asking,
		     struct stk_lines *lines, const char *text)
{
	const char *heard = stk_chat_said(walk, text), *said = without_article(walk, heard), *id;
	struct stk_clause clause;
	bool chat = heard != text, is_short;
	int taken = 0;

	said = without_article(walk, stk_line_without_use(lines, said));
	said = stk_line_without_tail(lines, said);
	if (!*said)
		return 0;
	clause = (struct stk_clause){.text = said};
	stk_clause_words(lines, &clause);
	is_short = clause.count <= (chat ? MAX_SAID_WORDS : MAX_NAME_WORDS) &&
		   !stk_line_is_sentence(said, chat ? MAX_SAID_CODES : MAX_NAME_CODES);
	if (stk_walk_is_name(walk, STK_LINE_PLATFORM, said))
		return stk_tools_take_name(walk, asking, lines, said, &id);
	if (chat && stk_guide_words_is(walk->words, STK_FLOW_SMALL_TALK, said))
		return 0;
	if (take_loose(walk, asking, lines, said, &taken))
		return taken;
	if (stk_asking_insists(asking, text) && !begins_unknown(walk, lines, &clause))
		return stk_tools_take_name(walk, asking, lines, said, &id);
	if (!begins_unknown(walk, lines, &clause)) {
		if (chat || !is_short)
			taken = take_wide(walk, asking, lines, &clause);
		if (chat && !taken)
			taken = take_known(walk, asking, lines, &clause, !is_short);
		if (!taken && is_short && (!chat || stk_may_be_name(said)) &&
		    !stk_is_sentence(walk, said))
			return stk_tools_take_name(walk, asking, lines, said, &id);
	}
	if (!taken)
		stk_lines_unknown(lines, text);
	return taken;
}

/* What was shown as known is theirs unless they say that it is not: first, and all of it in its
 * order, so that numbers stay. */
static void accept_known(struct stk_walk *walk, const struct stk_asking *asking, const char **names,
			 size_t count)
{
	for (size_t i = 0; i < asking->list_count; i++) {
		bool wrong = false;

		for (size_t n = 0; n < count && !wrong; n++) {
			const char *denial = denied(names[n]);
			const struct stk_pick pick = {
				denial ? (uint32_t)strtoul(denial, NULL, 10) : 0, denial};
			const struct stk_pick number = {pick.number, NULL};
			const char *id =
				denial ? stk_pick_platform(walk, asking,
							   pick.number ? &number : &pick, false)
				       : NULL;

			wrong = id && strcmp(id, asking->list[i]) == 0;
		}
		if (!wrong && walk->team)
			stk_say_true(walk,
				     stk_at(walk, "platforms", asking->list[i], "teams", walk->team,
					    NULL),
				     true);
		else if (!wrong)
			stk_say_state(walk,
				      stk_at(walk, "platforms", asking->list[i], "teams", NULL),
				      STK_ANSWER_UNKNOWN, NULL);
		else
			stk_tools_take_back(walk, asking->list[i]); /* keeps its number */
	}
}

static int take_tools(struct stk_walk *walk, const struct stk_asking *asking,
		      struct stk_lines *lines, const char *text, struct stk_err *err)
{
	const char **names;
	size_t count, taken_count = 0;

	(void)err;
	if (!*text && (asking->again || asking->list_count == 0)) {
		if (!asking->again)
			stk_say_state(walk, marker(walk, asking), STK_ANSWER_NOT_APPLICABLE, NULL);
		return 0;
	}
	if (stk_guide_words_is(walk->words, STK_FLOW_NONE, text) ||
	    stk_guide_words_is(walk->words, STK_FLOW_NO, text)) {
		if (!asking->list_count) {
			stk_say_state(walk, marker(walk, asking), STK_ANSWER_NOT_APPLICABLE, NULL);
			return 0;
		}
		text = ""; /* none but those that are known */
	}
	count = stk_lines_names(lines, text, &names);
	accept_known(walk, asking, names, count);
	for (size_t i = 0; i < count; i++) {
		bool yes = stk_guide_words_is(walk->words, STK_FLOW_YES, names[i]);

		if (!yes)
			taken_count += (size_t)take_said(walk, asking, lines, names[i]);
		else if (count == 1 && !asking->list_count)
			stk_lines_unknown(lines, stk_t("yes: which ones?"));
	}
	if (!taken_count && !lines->unknown.len && !asking->list_count)
		stk_lines_unknown(lines, text); /* "well" */
	lines->understood += taken_count;
	walk->names_typed = taken_count > 0;
	return 0;
}

static void addresses_tools(struct stk_walk *walk, const struct stk_asking *asking,
			    void (*each)(struct stk_walk *walk, const char *address))
{
	/* Whoever knows of no more objects to none of those that are known. */
	accept_known(walk, asking, NULL, 0);
	each(walk, marker(walk, asking));
}

const struct stk_section_ops stk_section_tools = {
	.kind = STK_SECTION_TOOLS,
	.open = open_tools,
	.show = show_tools,
	.take = take_tools,
	.addresses = addresses_tools,
	.after = stk_tools_after,
};
