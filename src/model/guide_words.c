/* The words of groups and flows, from the guide's file. */
#include <stdlib.h>
#include <string.h>

#include "guide_file.h"
#include "loose.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "stocktake/base/tr.h"

static const char *const flow_names[STK_FLOW_WORDS + 1] = {
	"by_hand",
	"by",
	"every",
	"on_demand",
	"real_time",
	"all",
	"none",
	"yes",
	"no",
	"me",
	"and",
	"unknown",
	"not_applicable",
	"ask",
	"from",
	"to",
	"both",
	"one_way",
	"via",
	"in",
	"use",
	"small_talk",
	"tail",
	"around",
	"for",
	NULL,
};

static int check_letter(struct stk_guide_file *file, const struct stk_node *node,
			const struct stk_guide_words *words, const char *letter)
{
	const struct stk_node *at = stk_guide_file_get(file, node, "letter");

	if (!letter)
		return 0;
	if (stk_utf8_count(letter, strlen(letter)) != 1 || strlen(letter) > 4)
		return stk_guide_file_error(file, at, "\"letter\" must be one character");
	for (size_t i = 0; i < words->group_count; i++)
		if (stk_text_same(words->groups[i].letter, letter))
			return stk_guide_file_error(file, at,
						    "the letter \"%s\" stands for \"%s\" already",
						    letter, words->groups[i].group);
	return 0;
}

static int read_group(struct stk_guide_file *file, const struct stk_node *node,
		      struct stk_guide_words *words)
{
	static const char *const keys[] = {"letter", "group", "words", NULL};
	static const char what[] = "a group";
	struct stk_group_words *group = &words->groups[words->group_count];
	const struct stk_node *list;
	const char *letter;

	if (stk_guide_file_keys(file, node, keys, what) ||
	    stk_guide_file_text(file, node, "letter", NULL, &words->arena, &letter) ||
	    stk_guide_file_text(file, node, "group", what, &words->arena, &group->group) ||
	    check_letter(file, node, words, letter))
		return -1;
	if (letter)
		memcpy(group->letter, letter, strlen(letter) + 1);
	list = stk_guide_file_get(file, node, "words");
	if (!stk_values_count(list))
		return stk_guide_file_error(file, node, "a group needs \"words\"");
	if (stk_guide_file_texts(file, list, &words->arena, &group->words, &group->count))
		return -1;
	group->label = group->words[0];
	words->group_count++;
	return 0;
}

/* An inventory's own file may leave out what is to stay as it is shipped. */
static int read_words(struct stk_guide_file *file, struct stk_guide_words *words)
{
	static const char *const keys[] = {"groups", "flows", "guides", NULL};
	const struct stk_node *groups, *flows;

	if (stk_guide_file_keys(file, file->root, keys, stk_t("the file")))
		return -1;
	groups = stk_guide_file_get(file, file->root, "groups");
	flows = stk_guide_file_get(file, file->root, "flows");
	if (!file->own && (!groups || !flows))
		return stk_guide_file_error(file, file->root, "the file needs \"%s\"",
					    groups ? "flows" : "groups");
	words->groups = stk_arena_zalloc(&words->arena,
					 (stk_values_count(groups) + 1) * sizeof *words->groups);
	STK_EACH_VALUE(item, groups)
	if (read_group(file, item, words))
		return -1;
	if (flows && stk_guide_file_keys(file, flows, flow_names, "\"flows\""))
		return -1;
	for (size_t i = 0; flows && i < STK_FLOW_WORDS; i++)
		if (stk_guide_file_texts(file, stk_guide_file_get(file, flows, flow_names[i]),
					 &words->arena, &words->flows[i].words,
					 &words->flows[i].count))
			return -1;
	return 0;
}

/* --- the words of all languages -----------------------------------------------------------------
 * What is shown is of one language; what is typed is understood in all that ship: a person answers
 * a Chinese question in English, and the other way round.
 */

static void add_words(struct stk_arena *arena, const char ***words, const char ***loose,
		      size_t *count, const char *const *more, size_t more_count)
{
	const char **all = stk_arena_alloc(arena, (*count + more_count + 1) * sizeof *all);
	const char **all_loose = stk_arena_alloc(arena, (*count + more_count + 1) * sizeof *all);
	struct stk_str form = STK_STR_INIT;

	if (*count) {
		memcpy(all, *words, *count * sizeof *all);
		memcpy(all_loose, *loose, *count * sizeof *all);
	}
	for (size_t i = 0; i < more_count; i++) {
		bool there = false;

		stk_str_reset(&form);
		stk_name_loosen(&form, more[i], strlen(more[i]), NULL);
		for (size_t j = 0; j < *count && !there; j++)
			there = strcmp(all[j], more[i]) == 0;
		if (there)
			continue;
		all[*count] = stk_arena_strdup(arena, more[i]);
		all_loose[(*count)++] = stk_arena_strdup(arena, form.data);
	}
	stk_str_release(&form);
	*words = all;
	*loose = all_loose;
}

static struct stk_group_words *group_in(struct stk_guide_words *all,
					const struct stk_group_words *like)
{
	struct stk_group_words *group;
	bool taken = !*like->letter;

	for (size_t i = 0; i < all->group_count; i++)
		if (strcmp(all->groups[i].group, like->group) == 0)
			return &all->groups[i];
	for (size_t i = 0; i < all->group_count; i++)
		taken |= stk_text_same(all->groups[i].letter, like->letter);
	group = stk_arena_zalloc(&all->arena, (all->group_count + 1) * sizeof *group);
	if (all->group_count)
		memcpy(group, all->groups, all->group_count * sizeof *group);
	all->groups = group;
	group = &all->groups[all->group_count++];
	group->group = stk_arena_strdup(&all->arena, like->group);
	if (!taken)
		memcpy(group->letter, like->letter, sizeof group->letter);
	return group;
}

static void add_label(struct stk_arena *arena, struct stk_group_words *group, const char *label)
{
	const char **labels = stk_arena_alloc(arena, (group->label_count + 1) * sizeof *labels);

	if (group->label_count)
		memcpy(labels, group->labels, group->label_count * sizeof *labels);
	labels[group->label_count++] = stk_arena_strdup(arena, label);
	group->labels = labels;
}

static void take_in(struct stk_guide_words *all, const struct stk_guide_words *more)
{
	struct stk_arena *arena = &all->arena;

	for (size_t i = 0; i < more->group_count; i++) {
		const struct stk_group_words *from = &more->groups[i];
		struct stk_group_words *group = group_in(all, from);

		add_words(arena, &group->words, &group->loose, &group->count, from->words,
			  from->count);
		group->label = group->words[0];
		add_label(arena, group, from->label);
	}
	for (size_t i = 0; i < STK_FLOW_WORDS; i++)
		add_words(arena, &all->flows[i].words, &all->flows[i].loose, &all->flows[i].count,
			  more->flows[i].words, more->flows[i].count);
}

static int take_language(struct stk_guide_words *all, struct stk_source *source,
			 const char *language, struct stk_err *err)
{
	struct stk_guide_words one = {.group_count = 0};
	struct stk_guide_file file;
	int failed;

	if (stk_guide_file_open(&file, source, language, err))
		return -1;
	failed = read_words(&file, &one);
	if (!failed)
		take_in(all, &one);
	stk_guide_file_close(&file);
	stk_arena_release(&one.arena);
	return failed;
}

struct others {
	struct stk_guide_words *all;
	struct stk_err *err;
};

static int take_shipped(void *data, const char *path)
{
	struct others *others = data;
	char language[STK_GUIDE_PATH_BYTES];

	snprintf(language, sizeof language, "%.*s", (int)strcspn(path + strlen("guides/"), "."),
		 path + strlen("guides/"));
	return take_language(others->all, NULL, language, others->err);
}

struct stk_guide_words *stk_guide_words_load(struct stk_source *inventory_source,
					     const char *language, struct stk_err *err)
{
	struct stk_guide_words *words = stk_xcalloc(1, sizeof *words);
	struct others others = {words, err};
	struct stk_source *shipped = stk_source_embedded("");

	/* Those of the language first: they give the labels and the letters. */
	if (take_language(words, inventory_source, language, err) ||
	    take_language(words, NULL, language, err) ||
	    stk_source_each(shipped, "guides", take_shipped, &others, err)) {
		stk_guide_words_free(words);
		words = NULL;
	}
	stk_source_close(shipped);
	return words;
}

void stk_guide_words_free(struct stk_guide_words *words)
{
	if (!words)
		return;
	stk_arena_release(&words->arena);
	free(words);
}

/* --- understanding ------------------------------------------------------------------------------
 */

const char *stk_guide_words_group(const struct stk_guide_words *words, const char *text)
{
	struct stk_str loose = STK_STR_INIT;
	const char *result = NULL;

	stk_name_loosen(&loose, text, strlen(text), NULL);
	for (size_t i = 0; i < words->group_count && loose.len && !result; i++) {
		const struct stk_group_words *group = &words->groups[i];
		bool is = strcmp(group->letter, loose.data) == 0 ||
			  strcmp(group->group, loose.data) == 0;

		for (size_t j = 0; j < group->count && !is; j++)
			is = strcmp(group->loose[j], loose.data) == 0;
		if (is)
			result = group->group;
	}
	stk_str_release(&loose);
	return result;
}

size_t stk_guide_words_letters(const struct stk_guide_words *words, const char *text,
			       const char **groups, size_t max)
{
	struct stk_str loose = STK_STR_INIT;
	size_t count = 0, at = 0, size, i, seen;
	uint32_t code;

	stk_name_loosen(&loose, text, strlen(text), NULL);
	while ((size = stk_utf8_next(loose.data + at, loose.len - at, &code))) {
		for (i = 0; i < words->group_count; i++)
			if (strlen(words->groups[i].letter) == size &&
			    !strncmp(words->groups[i].letter, loose.data + at, size))
				break;
		if (i == words->group_count) {
			count = 0;
			break;
		}
		for (seen = 0; seen < count && groups[seen] != words->groups[i].group;)
			seen++;
		if (seen == count && count < max)
			groups[count++] = words->groups[i].group;
		at += size;
	}
	stk_str_release(&loose);
	return count;
}

bool stk_guide_words_is(const struct stk_guide_words *words, enum stk_flow_word word,
			const char *text)
{
	struct stk_str loose = STK_STR_INIT;
	bool result = false;

	stk_name_loosen(&loose, text, strlen(text), NULL);
	for (size_t i = 0; i < words->flows[word].count && !result; i++)
		result = loose.len ? strcmp(words->flows[word].loose[i], loose.data) == 0
				   : strcmp(words->flows[word].words[i], text) == 0; /* "&" */
	stk_str_release(&loose);
	return result;
}

size_t stk_guide_words_begins(const struct stk_guide_words *words, enum stk_flow_word word,
			      const char *text)
{
	struct stk_str start = STK_STR_INIT;
	size_t best = 0, at = 0, size;
	uint32_t code;

	/* Every place where a word may end, up to more than any of ours is long. */
	while (at < 64 && (size = stk_utf8_next(text + at, strlen(text + at), &code))) {
		at += size;
		if (text[at] && !strchr(" \t,;.", text[at]) && code < 0x2e80)
			continue;
		stk_str_reset(&start);
		stk_str_addn(&start, text, at);
		if (stk_code_is_word(code) && stk_guide_words_is(words, word, start.data))
			best = at;
	}
	stk_str_release(&start);
	return best;
}

size_t stk_guide_words_glued(const struct stk_guide_words *words, enum stk_flow_word flow,
			     const char *text)
{
	size_t longest = 0;

	for (size_t i = 0; i < words->flows[flow].count; i++) {
		const char *word = words->flows[flow].words[i];

		if (strlen(word) > longest && (unsigned char)*word >= 0x80 &&
		    stk_starts(text, word))
			longest = strlen(word);
	}
	return longest;
}
