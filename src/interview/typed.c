#include "stocktake/interview/typed.h"

#include <stdlib.h>
#include <string.h>

#include "lines_private.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/when.h"
#include "walk.h"

/* An interview with nobody: what the names are matched with, and no more. */
struct stk_typed {
	struct stk_walk walk;
};

struct stk_typed *stk_typed_new(struct stk_inventory *inventory, struct stk_err *err)
{
	struct stk_typed *typed = stk_xcalloc(1, sizeof *typed);
	const char *language = stk_text(inventory, inventory->root, STK_W_LANGUAGE);

	typed->walk.inventory = inventory;
	typed->walk.room = true;
	typed->walk.direction = -1;
	typed->walk.words =
		stk_guide_words_load(inventory->source, language ? language : "en", err);
	if (!typed->walk.words) {
		free(typed);
		return NULL;
	}
	typed->walk.matcher =
		stk_matcher_new(inventory, 1u << STK_MATCH_PLATFORM | 1u << STK_MATCH_PRODUCT |
						   1u << STK_MATCH_STAKEHOLDER);
	return typed;
}

void stk_typed_free(struct stk_typed *typed)
{
	if (!typed)
		return;
	stk_matcher_free(typed->walk.matcher);
	stk_guide_words_free(typed->walk.words);
	stk_arena_release(&typed->walk.changes.arena);
	free(typed);
}

int stk_typed_platform(struct stk_typed *typed, const char *text,
		       struct stk_typed_platform *platform, struct stk_err *err)
{
	struct stk_arena *arena = &typed->walk.changes.arena;
	struct stk_named named;
	const char *why = "";

	if (stk_name_platform(&typed->walk, text, &named, &why)) {
		stk_err_set(err, STK_EUSAGE, "\"%.100s\" %s", text, why);
		stk_err_hint(err, "`stocktake list platforms` shows their ids.");
		return -1;
	}
	if (named.made && !named.product) {
		stk_err_set(err, STK_EUSAGE, "there is no platform \"%.100s\"", text);
		stk_err_hint(err,
			     "`stocktake list platforms` shows what there is; of new ones only "
			     "products that the catalogue knows can be named.");
		return -1;
	}
	*platform = (struct stk_typed_platform){.id = stk_arena_strdup(arena, named.id),
						.name = stk_arena_strdup(arena, named.name),
						.product = named.product,
						.made = named.made};
	return 0;
}

static int person(struct stk_typed *typed, const char *text, const char **id, struct stk_err *err)
{
	struct stk_match found[2];
	size_t count = stk_matcher_find(typed->walk.matcher, text + (*text == '@'),
					1u << STK_MATCH_STAKEHOLDER, found, STK_COUNT(found));

	*id = NULL;
	if (count != 1 || found[0].grade == STK_MATCH_NEAR) {
		stk_err_set(err, STK_EUSAGE,
			    count > 1 ? "\"%.100s\" could be several people"
				      : "there is no stakeholder \"%.100s\"",
			    text);
		stk_err_hint(err, "`stocktake list stakeholders` shows them.");
		return -1;
	}
	*id = stk_arena_strdup(&typed->walk.changes.arena, found[0].id);
	return 0;
}

/* Stands for the platform whose place it is; no name of anything. */
#define HERE "\x7fhere"

/* How a line is read. */
struct typing {
	struct stk_typed *typed;
	const char *here; /* id; NULL: every link names both its ends, and people are known */
	bool undirected;
};

static int end_of(const struct typing *how, const char *name, struct stk_typed_platform *platform,
		  struct stk_err *err)
{
	return stk_typed_platform(
		how->typed, how->here && strcmp(name, HERE) == 0 ? how->here : name, platform, err);
}

static int mean(const struct typing *how, const struct stk_line_link *line,
		struct stk_typed_link *link, struct stk_err *err)
{
	struct stk_typed *typed = how->typed;
	struct stk_arena *arena = &typed->walk.changes.arena;

	*link = (struct stk_typed_link){.both = line->both,
					.undirected = how->undirected && !line->both,
					.all = line->all,
					.every_minutes = line->every_minutes,
					.method = line->method};
	if (line->none || !line->from.name || !line->to.name)
		return stk_err_set(err, STK_EUSAGE,
				   "a link has a platform at each end: 'hubspot > power-bi'");
	if (end_of(how, line->from.name, &link->from, err) ||
	    end_of(how, line->to.name, &link->to, err))
		return -1;
	if (strcmp(link->from.id, link->to.id) == 0)
		return stk_err_set(err, STK_EUSAGE, "a link from %s to itself is none",
				   link->from.name);
	if (line->via && stk_typed_platform(typed, line->via, &link->via, err))
		return -1;
	if (line->who && person(typed, line->who, &link->who, err)) {
		if (!how->here)
			return -1;
		link->who_said = stk_arena_strdup(arena, line->who);
	}
	link->groups = stk_arena_alloc(arena, (line->carries.count + 1) * sizeof *link->groups);
	for (size_t i = 0; i < line->carries.count; i++)
		link->groups[link->group_count++] = stk_arena_strdup(arena, line->carries.items[i]);
	return 0;
}

static struct stk_lines lines_of(struct stk_typed *typed)
{
	return (struct stk_lines){.words = typed->walk.words,
				  .is_name = stk_walk_is_name,
				  .data = &typed->walk,
				  .arena = &typed->walk.changes.arena,
				  .unknown = STK_STR_INIT};
}

static int read_links(const struct typing *how, const char *text, struct stk_typed_link **links,
		      size_t *count, struct stk_err *err)
{
	struct stk_arena *arena = &how->typed->walk.changes.arena;
	struct stk_lines lines = lines_of(how->typed);
	struct stk_line_link *items = NULL;
	size_t found = stk_lines_links(&lines, text, &items);
	int failed = 0;

	*count = 0;
	*links = stk_arena_alloc(arena, (found + 1) * sizeof **links);
	if (lines.unknown.len || !found) {
		failed = stk_err_set(err, STK_EUSAGE, "this is not understood: %.200s",
				     lines.unknown.len ? lines.unknown.data : text);
		stk_err_hint(err, "Write what goes where, as in the interview: 'hubspot > power-bi "
				  "l daily', 'sf <> hubspot leads contacts 15m; on24 > hubspot by "
				  "hand mia'.");
	}
	for (size_t i = 0; i < found && !failed; i++)
		failed = mean(how, &items[i], &(*links)[(*count)++], err);
	stk_str_release(&lines.unknown);
	return failed;
}

int stk_typed_links(struct stk_typed *typed, const char *text, struct stk_typed_link **links,
		    size_t *count, struct stk_err *err)
{
	const struct typing how = {.typed = typed};

	return read_links(&how, text, links, count, err);
}

/* "每月", "weekly by hand": it says something of the link and names no platform. */
static bool is_about(struct stk_typed *typed, const char *text)
{
	struct stk_lines lines = lines_of(typed);
	struct stk_line_link link;
	bool is;

	stk_lines_about_link(&lines, text, &link);
	is = !lines.unknown.len &&
	     (link.every_minutes != STK_EVERY_NONE || link.method || link.carries.count ||
	      link.all) &&
	     !stk_walk_is_name(&typed->walk, STK_LINE_PLATFORM, text);
	stk_str_release(&lines.unknown);
	return is;
}

/* The platform itself before the arrow; what stood there, and says something of it, behind. */
static const char *turned(struct typing *how, const char *text, const char *at)
{
	struct stk_arena *arena = &how->typed->walk.changes.arena;
	size_t len = (size_t)(at - text);
	const char *before;

	while (len && text[len - 1] == ' ')
		len--;
	before = stk_arena_strndup(arena, text, len);
	return *before && is_about(how->typed, before)
		       ? stk_arena_printf(arena, "%s %s %s", HERE, at, before)
		       : text;
}

/* The line with both its ends: the platform whose place it is stands where one was left out. */
static const char *with_both_ends(struct typing *how, const char *text)
{
	struct stk_arena *arena = &how->typed->walk.changes.arena;
	struct stk_lines lines = lines_of(how->typed);
	const char *at, *line = stk_arena_printf(arena, "%s %s", HERE, text);
	enum stk_arrow arrow;
	size_t len, from;

	if (stk_arrow_symbol(text, &at, &len) != STK_ARROW_NONE) {
		if (at == text)
			return line;
		return at[len + strspn(at + len, " \t")]
			       ? turned(how, text, at)
			       : stk_arena_printf(arena, "%s %s", text, HERE);
	}
	from = stk_arrow_from_bytes(&lines, text);
	if (from && stk_arrow_find(&lines, text + from, true, &at, &len) == STK_ARROW_NONE)
		return stk_arena_printf(arena, "%s < %s", HERE, text + from);
	arrow = stk_arrow_find(&lines, line, from > 0, &at, &len);
	if (arrow == STK_ARROW_BOTH && at == line + strlen(HERE) + 1) {
		at += len + strspn(at + len, " \t");
		return stk_arena_printf(arena, "%s <> %s", HERE,
					at + (strncmp(at, "with ", 5) == 0 ? 5 : 0));
	}
	if (arrow != STK_ARROW_NONE)
		return at == line + strlen(HERE) + 1
			       ? line
			       : turned(how, text, text + (at - line - strlen(HERE) - 1));
	how->undirected = true;
	return stk_arena_printf(arena, "%s > %s", HERE, text);
}

int stk_typed_links_of(struct stk_typed *typed, const char *here, const char *text,
		       struct stk_typed_link **links, size_t *count, struct stk_err *err)
{
	struct typing how = {.typed = typed, .here = here};

	text += strspn(text, " \t");
	return read_links(&how, with_both_ends(&how, text), links, count, err);
}

size_t stk_typed_separator_bytes(const char *text)
{
	return stk_line_separator_bytes(text, STK_SPLIT_COMMAS);
}
