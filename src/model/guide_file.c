#include "guide_file.h"
#include "stocktake/base/tr.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Language tags: letters, digits, hyphens; nothing that would leave the folder. */
static size_t tag_bytes(const char *language)
{
	size_t len = strcspn(language, ".@");

	return len <= 32 && strspn(language, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
					     "0123456789-_") >= len
		       ? len
		       : 0;
}

/* How well a file's language does for the one that is wanted: 3 it is that one, 2 its first part
 * ("zh" for "zh-TW"), 1 another one of the same first part, 0 not at all. */
static int suits(const char *has, size_t has_bytes, const char *wanted, size_t wanted_bytes)
{
	size_t first = strcspn(wanted, "-_.@");
	size_t i = 0;

	while (i < has_bytes && i < wanted_bytes &&
	       (tolower((unsigned char)has[i]) == tolower((unsigned char)wanted[i]) ||
		(strchr("-_", has[i]) && strchr("-_", wanted[i]))))
		i++;
	if (i < first || (has_bytes > first && !strchr("-_", has[first])))
		return 0;
	if (has_bytes == wanted_bytes && i == has_bytes)
		return 3;
	return has_bytes == first ? 2 : 1;
}

struct wanted {
	const char *language;
	size_t bytes;
	char *path; /* of the best so far; STK_GUIDE_PATH_BYTES */
	int best;
};

static int look_at(void *data, const char *path)
{
	struct wanted *wanted = data;
	const char *name = path + strlen("guides/");
	size_t bytes = strcspn(name, "./");
	int how;

	if (strcmp(name + bytes, ".yaml") != 0 || strlen(path) >= STK_GUIDE_PATH_BYTES)
		return 0;
	how = suits(name, bytes, wanted->language, wanted->bytes);
	if (how > wanted->best) {
		wanted->best = how;
		snprintf(wanted->path, STK_GUIDE_PATH_BYTES, "%s", path);
	}
	return 0;
}

/* 1: read; 0: there is none; -1: err. */
static int read_from(struct stk_guide_file *file, struct stk_source *source, const char *language,
		     struct stk_err *err)
{
	struct wanted wanted = {language, tag_bytes(language), file->path, 0};

	if (!source || !wanted.bytes)
		return 0;
	if (stk_source_each(source, "guides", look_at, &wanted, err))
		return -1;
	if (!wanted.best)
		return 0;
	return stk_source_read(source, file->path, &file->text, err) ? -1 : 1;
}

static int read_language(struct stk_guide_file *file, struct stk_source *source,
			 const char *language, struct stk_err *err)
{
	struct stk_source *shipped;
	int found = read_from(file, source, language, err);

	file->own = found > 0;
	if (found)
		return found;
	shipped = stk_source_embedded("");
	found = read_from(file, shipped, language, err);
	stk_source_close(shipped);
	return found;
}

int stk_guide_file_open(struct stk_guide_file *file, struct stk_source *source,
			const char *language, struct stk_err *err)
{
	int found;

	*file = (struct stk_guide_file){.text = STK_STR_INIT, .err = err};
	stk_syms_init(&file->syms);
	language = language ? language : "en";
	found = read_language(file, source, language, err);
	if (!found)
		found = read_language(file, source, "en", err);
	if (!found) {
		stk_err_set(err, STK_EUSAGE, "there is no interview guide for the language \"%s\"",
			    language);
		stk_err_hint(err, "put one at guides/%s.yaml in the inventory", language);
	}
	if (found == 1)
		file->root = stk_yaml_parse(file->path, file->text.data, file->text.len,
					    &file->arena, &file->syms, err);
	if (!file->root) {
		stk_guide_file_close(file);
		return -1;
	}
	return 0;
}

void stk_guide_file_close(struct stk_guide_file *file)
{
	stk_str_release(&file->text);
	stk_syms_release(&file->syms);
	stk_arena_release(&file->arena);
}

int stk_guide_file_error(struct stk_guide_file *file, const struct stk_node *node,
			 const char *format, ...)
{
	char message[400];
	unsigned line, col;
	va_list args;

	va_start(args, format);
	vsnprintf(message, sizeof message, stk_t(format), args);
	va_end(args);
	stk_err_set(file->err, STK_EUSAGE, "%s", message);
	stk_yaml_position(file->text.data, file->text.len, stk_node_at_bytes(node), &line, &col);
	stk_err_at(file->err, file->path, line, col);
	return -1;
}

const char *stk_guide_file_key(const struct stk_guide_file *file, const struct stk_node *node)
{
	return stk_sym_text(&file->syms, node->key);
}

const struct stk_node *stk_guide_file_get(const struct stk_guide_file *file,
					  const struct stk_node *map, const char *key)
{
	stk_sym sym = stk_sym_find(&file->syms, key, strlen(key));

	return sym ? stk_node_get(map, sym) : NULL;
}

int stk_guide_file_keys(struct stk_guide_file *file, const struct stk_node *map,
			const char *const *keys, const char *what)
{
	struct stk_str known = STK_STR_INIT;
	int result = 0;

	if (stk_node_kind(map) != STK_NODE_MAP)
		return stk_guide_file_error(file, map, "%s must be a map", what);
	for (size_t i = 0; keys[i]; i++)
		stk_str_addf(&known, "%s%s", i ? ", " : "", keys[i]);
	STK_EACH_CHILD (child, map) {
		size_t i = 0;

		while (keys[i] && strcmp(keys[i], stk_guide_file_key(file, child)))
			i++;
		if (keys[i])
			continue;
		result = stk_guide_file_error(file, child, "%s has no key \"%.80s\"", what,
					      stk_guide_file_key(file, child));
		stk_err_hint(file->err, "its keys are: %s", known.data);
		break;
	}
	stk_str_release(&known);
	return result;
}

int stk_guide_file_text(struct stk_guide_file *file, const struct stk_node *map, const char *key,
			const char *what, struct stk_arena *arena, const char **out)
{
	const struct stk_node *node = stk_guide_file_get(file, map, key);

	*out = NULL;
	if (!node)
		return what ? stk_guide_file_error(file, map, "%s needs \"%s\"", what, key) : 0;
	if (stk_node_kind(node) != STK_NODE_SCALAR)
		return stk_guide_file_error(file, node, "\"%s\" must be a text", key);
	*out = stk_arena_strdup(arena, stk_sym_text(&file->syms, node->value));
	return 0;
}

int stk_guide_file_texts(struct stk_guide_file *file, const struct stk_node *list,
			 struct stk_arena *arena, const char ***out, size_t *count)
{
	*out = stk_arena_zalloc(arena, (stk_values_count(list) + 1) * sizeof **out);
	*count = 0;
	STK_EACH_VALUE(item, list)
	{
		if (stk_node_kind(item) != STK_NODE_SCALAR)
			return stk_guide_file_error(file, item, "must be a list of texts");
		(*out)[(*count)++] =
			stk_arena_strdup(arena, stk_sym_text(&file->syms, item->value));
	}
	return 0;
}
