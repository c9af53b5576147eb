/* A note of a rename or fold, as it may lie in an inventory that somebody cloned; and its comments.
 */
#include <stdint.h>
#include <stdlib.h>

#include "../../src/record/journal.h"
#include "stocktake/yaml/comments.h"
#include "stocktake/yaml/tree.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void count(void *data, const char *comment, const char *beside)
{
	size_t *seen = data;

	*seen += *comment == '#' && (!beside || *beside);
}

static void take_comments(const uint8_t *data, size_t size)
{
	struct stk_arena arena = STK_ARENA_INIT;
	struct stk_syms syms;
	struct stk_str text = STK_STR_INIT;
	struct stk_err err;
	size_t seen = 0;

	stk_syms_init(&syms);
	stk_str_addn(&text, data, size);
	if (stk_yaml_parse("note", text.data, text.len, &arena, &syms, &err) &&
	    stk_yaml_comments(&text, "note", count, &seen, &err) == 0 &&
	    stk_yaml_add_comments(&text, "# one more\n", "note", &err) == 0 &&
	    !stk_yaml_parse("note", text.data, text.len, &arena, &syms, &err))
		abort();
	stk_str_release(&text);
	stk_syms_release(&syms);
	stk_arena_release(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct stk_arena arena = STK_ARENA_INIT;
	struct stk_str text = STK_STR_INIT;
	struct stk_note note;
	struct stk_err err;

	take_comments(data, size);
	stk_str_addn(&text, data, size);
	if (stk_journal_parse("note", text.data, text.len, &arena, &note, &err) == 0 &&
	    (!note.moving.move.from || !note.moving.move.to))
		abort();
	stk_str_release(&text);
	stk_arena_release(&arena);
	return 0;
}
