/*
 * The file of a guide, opened and parsed; what guide.c and guide_words.c read it with.
 */
#ifndef STK_MODEL_GUIDE_FILE_H
#define STK_MODEL_GUIDE_FILE_H

#include "stocktake/base/str.h"
#include "stocktake/model/guide.h"

#define STK_GUIDE_PATH_BYTES 64

struct stk_guide_file {
	struct stk_arena arena; /* of the nodes */
	struct stk_syms syms;
	struct stk_str text;
	char path[STK_GUIDE_PATH_BYTES]; /* guides/LANG.yaml */
	bool own;                        /* the inventory's, not a shipped one */
	const struct stk_node *root;     /* a map */
	struct stk_err *err;
};

/* Finds, reads and parses the file of the language. On failure nothing needs to be released. */
int stk_guide_file_open(struct stk_guide_file *file, struct stk_source *source,
			const char *language, struct stk_err *err);
void stk_guide_file_close(struct stk_guide_file *file);

/* Fills file->err with the message at the node; returns -1. */
int stk_guide_file_error(struct stk_guide_file *file, const struct stk_node *node,
			 const char *format, ...) __attribute__((format(printf, 3, 4)));

/* Fails at the first member of the map whose key is not in the NULL-ended list, or if it is no map.
 * `what` is what messages call it: "a section". */
int stk_guide_file_keys(struct stk_guide_file *file, const struct stk_node *map,
			const char *const *keys, const char *what);

/* The member of a map, or NULL. */
const struct stk_node *stk_guide_file_get(const struct stk_guide_file *file,
					  const struct stk_node *map, const char *key);
const char *stk_guide_file_key(const struct stk_guide_file *file, const struct stk_node *node);

/* Sets *out to the member's text, copied to the arena; NULL if absent, which fails where `what` is
 * given (what needs it). */
int stk_guide_file_text(struct stk_guide_file *file, const struct stk_node *map, const char *key,
			const char *what, struct stk_arena *arena, const char **out);

/* Sets *out to the texts of a list (one value may stand for it), copied to the arena. */
int stk_guide_file_texts(struct stk_guide_file *file, const struct stk_node *list,
			 struct stk_arena *arena, const char ***out, size_t *count);

#endif
