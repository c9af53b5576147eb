#include "sarif.h"

#include <ctype.h>
#include <string.h>

#include "markdown.h"
#include "stocktake/base/text.h"

#define BASE_REPOSITORY "%SRCROOT%" /* by this name readers know the top of the repository */
#define BASE_INVENTORY  "INVENTORY"
#define MAX_FULL_COLS   1000 /* of a description; the help has all of it */

static json_t *text_object(const char *text)
{
	struct stk_str visible = STK_STR_INIT;
	json_t *object = json_object();

	stk_text_visible(&visible, text, strlen(text), true);
	stk_json_set_text(object, "text", visible.data);
	stk_str_release(&visible);
	return object;
}

json_t *stk_sarif_message(const char *text)
{
	struct stk_str escaped = STK_STR_INIT;
	bool link = strstr(text, "](") != NULL;
	json_t *object;

	for (; *text; text++) {
		if (link && strchr("[]\\", *text))
			stk_str_addc(&escaped, '\\');
		stk_str_addc(&escaped, *text);
	}
	object = text_object(escaped.data);
	stk_str_release(&escaped);
	return object;
}

void stk_sarif_uri(struct stk_str *out, const char *path)
{
	for (; *path; path++) {
		unsigned char c = (unsigned char)*path;

		if (c < 0x80 && (isalnum(c) || strchr("-._~/", c)))
			stk_str_addc(out, (char)c);
		else
			stk_str_addf(out, "%%%02X", c);
	}
}

json_t *stk_sarif_location(const struct stk_findings_page *page, const struct stk_finding *at)
{
	json_t *location = json_object(), *logical = json_array(), *object, *place, *region;
	struct stk_str path = STK_STR_INIT, uri = STK_STR_INIT;

	if (at->file) {
		stk_findings_path(page, at->file, &path);
		stk_sarif_uri(&uri, path.data);
		object = json_object();
		stk_json_set_text(object, "uri", uri.data);
		stk_json_set_text(object, "uriBaseId",
				  page->prefix ? BASE_REPOSITORY : BASE_INVENTORY);
		place = json_object();
		stk_json_set(place, "artifactLocation", object);
		if (at->line) {
			region = json_object();
			stk_json_set_number(region, "startLine", at->line);
			if (at->col)
				stk_json_set_number(region, "startColumn", at->col);
			stk_json_set(place, "region", region);
		}
		stk_json_set(location, "physicalLocation", place);
	}
	if (*at->address) {
		object = json_object();
		stk_json_set_text(object, "fullyQualifiedName", at->address);
		stk_json_add(logical, object);
		stk_json_set(location, "logicalLocations", logical);
	} else {
		json_decref(logical);
	}
	stk_str_release(&path);
	stk_str_release(&uri);
	return location;
}

json_t *stk_sarif_bases(const struct stk_findings_page *page)
{
	json_t *bases = json_object(), *base = json_object();

	stk_json_set(base, "description",
		     text_object(page->prefix ? "The top of the git repository"
					      : "The folder of the inventory"));
	stk_json_set(bases, page->prefix ? BASE_REPOSITORY : BASE_INVENTORY, base);
	return bases;
}

/* --- rules ----------------------------------------------------------------------------------- */

/* True if two line ends, with nothing but blanks between, come before the next word. */
static bool is_gap(const char *text)
{
	size_t blanks = strspn(text, " \t\n");
	const char *end = memchr(text, '\n', blanks);

	return end && memchr(end + 1, '\n', blanks - (size_t)(end + 1 - text));
}

/* Takes the next paragraph off a check's text, its lines joined; false where there is no more. */
static bool take_paragraph(const char **text, struct stk_str *paragraph)
{
	stk_str_reset(paragraph);
	*text += strspn(*text, " \t\n");
	for (; **text && !is_gap(*text); ++*text) {
		if (!isspace((unsigned char)**text))
			stk_str_addc(paragraph, **text);
		else if (!stk_str_ends(paragraph, " "))
			stk_str_addc(paragraph, ' ');
	}
	if (stk_str_ends(paragraph, " "))
		stk_str_truncate(paragraph, paragraph->len - 1);
	return paragraph->len > 0;
}

static void add_prose(const char *text, struct stk_str *plain, struct stk_str *markdown)
{
	struct stk_str paragraph = STK_STR_INIT;

	while (text && take_paragraph(&text, &paragraph)) {
		stk_str_addf(plain, "%s%s", plain->len ? "\n\n" : "", paragraph.data);
		stk_md_gap(markdown);
		stk_md_prose(markdown, paragraph.data);
	}
	stk_str_release(&paragraph);
}

static json_t *help_object(const struct stk_check_words *words)
{
	struct stk_str plain = STK_STR_INIT, markdown = STK_STR_INIT;
	json_t *object;

	add_prose(words->explain, &plain, &markdown);
	if (words->remedy && *words->remedy) {
		stk_str_addf(&plain, "%sWhat to do:", plain.len ? "\n\n" : "");
		stk_md_head(&markdown, 2, "What to do");
		add_prose(words->remedy, &plain, &markdown);
	}
	object = text_object(plain.data);
	stk_json_set_text(object, "markdown", markdown.data);
	stk_str_release(&plain);
	stk_str_release(&markdown);
	return object;
}

/* "silo-dead-end" is SiloDeadEnd. */
static void add_name(const char *id, struct stk_str *out)
{
	bool first = true;

	for (; *id; id++) {
		if (*id != '-')
			stk_str_addc(out, first ? (char)toupper((unsigned char)*id) : *id);
		first = *id == '-';
	}
}

static json_t *rule(const struct stk_check_words *words)
{
	json_t *object = json_object(), *level = json_object(), *properties, *tags;
	struct stk_str text = STK_STR_INIT, ignored = STK_STR_INIT, cut = STK_STR_INIT;

	stk_json_set_text(object, "id", words->id);
	add_name(words->id, &text);
	stk_json_set_text(object, "name", text.data);
	if (words->title)
		stk_json_set(object, "shortDescription", text_object(words->title));
	stk_str_reset(&text);
	add_prose(words->explain, &text, &ignored);
	stk_text_cut(&cut, text.data, MAX_FULL_COLS);
	if (cut.len) {
		stk_json_set(object, "fullDescription", text_object(cut.data));
		stk_json_set(object, "help", help_object(words));
	}
	stk_json_set_text(level, "level", stk_severity_name(words->severity));
	stk_json_set(object, "defaultConfiguration", level);
	if (words->about) {
		properties = json_object();
		tags = json_array();
		stk_json_add(tags, stk_json_text(words->about));
		stk_json_set(properties, "tags", tags);
		stk_json_set_text(properties, "about", words->about);
		stk_json_set(object, "properties", properties);
	}
	stk_str_release(&text);
	stk_str_release(&ignored);
	stk_str_release(&cut);
	return object;
}

json_t *stk_sarif_rules(const struct stk_finding_rules *rules)
{
	json_t *list = json_array();

	for (size_t i = 0; i < rules->count; i++)
		stk_json_add(list, rule(&rules->items[i]));
	return list;
}
