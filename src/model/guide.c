#include "stocktake/model/guide.h"

#include <stdlib.h>
#include <string.h>

#include "guide_file.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/tr.h"

static const char *const kind_names[STK_SECTION_KINDS] = {
	"tools", "nothing", "holds",  "headings", "links",   "shows",    "patchy", "copies",
	"admin", "numbers", "record", "open",     "senders", "category", "refer",
};

static const char *const guide_names[] = {"up", "down", "across", "home", "room", NULL};

const char *stk_section_kind_name(enum stk_section_kind kind)
{
	return kind_names[kind];
}

static int read_section(struct stk_guide_file *file, const struct stk_node *node,
			struct stk_guide *guide, struct stk_section *section)
{
	static const char *const keys[] = {"kind", "ask", "example", "help", "fallback", NULL};
	static const char what[] = "a section";
	struct stk_arena *arena = &guide->arena;
	struct stk_str known = STK_STR_INIT;
	const char *kind;
	size_t i = 0;

	if (stk_guide_file_keys(file, node, keys, what) ||
	    stk_guide_file_text(file, node, "kind", what, arena, &kind) ||
	    stk_guide_file_text(file, node, "ask", what, arena, &section->ask) ||
	    stk_guide_file_text(file, node, "example", NULL, arena, &section->example) ||
	    stk_guide_file_text(file, node, "help", NULL, arena, &section->help) ||
	    stk_guide_file_text(file, node, "fallback", NULL, arena, &section->fallback))
		return -1;
	while (i < STK_SECTION_KINDS && strcmp(kind, kind_names[i]))
		i++;
	section->kind = (enum stk_section_kind)i;
	if (i < STK_SECTION_KINDS)
		return 0;
	for (i = 0; i < STK_SECTION_KINDS; i++)
		stk_str_addf(&known, "%s%s", i ? ", " : "", kind_names[i]);
	stk_guide_file_error(file, stk_guide_file_get(file, node, "kind"),
			     "there is no kind of section \"%.80s\"", kind);
	stk_err_hint(file->err, "kinds are: %s", known.data);
	stk_str_release(&known);
	return -1;
}

static int read_guide(struct stk_guide_file *file, const struct stk_node *node,
		      struct stk_guide *guide)
{
	static const char *const keys[] = {"opening", "closing", "sections", NULL};
	size_t most =
		strcmp(guide->name, "room") ? STK_GUIDE_MAX_SECTIONS : STK_GUIDE_MAX_ROOM_SECTIONS;
	const struct stk_node *sections;

	if (stk_guide_file_keys(file, node, keys, "a guide") ||
	    stk_guide_file_text(file, node, "opening", "a guide", &guide->arena, &guide->opening) ||
	    stk_guide_file_text(file, node, "closing", "a guide", &guide->arena, &guide->closing))
		return -1;
	sections = stk_guide_file_get(file, node, "sections");
	if (!sections || !stk_values_count(sections))
		return stk_guide_file_error(file, sections ? sections : node,
					    "a guide needs \"sections\"");
	guide->sections = stk_arena_zalloc(&guide->arena,
					   stk_values_count(sections) * sizeof *guide->sections);
	STK_EACH_VALUE(item, sections)
	{
		if (guide->count == most)
			return stk_guide_file_error(file, item,
						    "the guide \"%s\" has more than %zu sections",
						    guide->name, most);
		if (read_section(file, item, guide, &guide->sections[guide->count]))
			return -1;
		guide->count++;
	}
	return 0;
}

/* Every guide of the file is read, so that a mistake in one is seen before its day comes; the
 * wanted one is kept. An inventory's own file may leave out what is to stay as it is shipped. */
static int read_guides(struct stk_guide_file *file, const char *name, struct stk_guide **wanted)
{
	static const char *const keys[] = {"groups", "flows", "guides", NULL};
	const struct stk_node *guides;

	if (stk_guide_file_keys(file, file->root, keys, stk_t("the file")))
		return -1;
	guides = stk_guide_file_get(file, file->root, "guides");
	if (!guides && file->own)
		return 0;
	if (!guides)
		return stk_guide_file_error(file, file->root, "the file needs \"guides\"");
	if (stk_guide_file_keys(file, guides, guide_names, "\"guides\""))
		return -1;
	STK_EACH_CHILD (child, guides) {
		struct stk_guide *guide = stk_xcalloc(1, sizeof *guide);

		guide->name = stk_arena_strdup(&guide->arena, stk_guide_file_key(file, child));
		if (read_guide(file, child, guide)) {
			stk_guide_free(guide);
			return -1;
		}
		if (!strcmp(guide->name, name))
			*wanted = guide;
		else
			stk_guide_free(guide);
	}
	if (!*wanted && !file->own)
		return stk_guide_file_error(file, guides, "there is no guide \"%.80s\"", name);
	return 0;
}

struct stk_guide *stk_guide_load(struct stk_source *inventory_source, const char *language,
				 const char *name, struct stk_err *err)
{
	struct stk_guide_file file;
	struct stk_guide *guide = NULL;
	bool elsewhere = false;

	if (stk_guide_file_open(&file, inventory_source, language, err))
		return NULL;
	if (read_guides(&file, name, &guide)) {
		stk_guide_free(guide);
		guide = NULL;
	} else if (!guide) {
		elsewhere = true;
	}
	if (guide)
		snprintf(guide->language, sizeof guide->language, "%.*s",
			 (int)strcspn(file.path + strlen("guides/"), "."),
			 file.path + strlen("guides/"));
	stk_guide_file_close(&file);
	return elsewhere ? stk_guide_load(NULL, language, name, err) : guide;
}

bool stk_guide_speaks(const struct stk_guide *guide, const char *language)
{
	size_t len = strcspn(guide->language, "-_");

	return strcspn(language, "-_") == len && strncasecmp(guide->language, language, len) == 0;
}

void stk_guide_free(struct stk_guide *guide)
{
	if (!guide)
		return;
	stk_arena_release(&guide->arena);
	free(guide);
}
