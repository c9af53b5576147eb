#include "stocktake/model/builtin.h"

#include <string.h>

#include "stocktake/base/mem.h"

const struct stk_builtin stk_builtins[] = {
	{"quality-dangling", "quality", STK_ERROR, "Something refers to what is not there",
	 "A reference to a person, platform, metric, term or team that does not exist is read as "
	 "nothing: an integration with it links nobody, an owner by that name cannot be asked.",
	 "Correct the name, or add what it refers to with `stocktake add`."},
	{"quality-id", "quality", STK_ERROR, "A file's name cannot be an id",
	 "An id is the file's name without its ending. It must work on every file system and in "
	 "every address: letters, digits and single dashes, in small letters, 80 bytes at most.",
	 "Rename the file; what people call the thing belongs into its `name`."},
	{"quality-same-id", "quality", STK_ERROR, "Two files have one id",
	 "Ids are compared without case and whatever the folder. Only one of the files can be "
	 "meant by an address, and which one would be chance.",
	 "Join the two files, or rename one of them."},
	{"quality-same-name", "quality", STK_ERROR, "Two items have one name",
	 "Items of a list go by their name. Two of one name have no address, so that nothing can "
	 "be said about either of them and no command changes them.",
	 "Give each its own name; a second link to one platform takes the key `name`."},
	{"quality-swallowed", "quality", STK_WARNING, "YAML swallowed what somebody wrote",
	 "What stands behind ` #` is a comment to YAML, and a quote that is not closed takes in "
	 "the keys that follow. Nothing is reported by YAML itself: the value is simply gone.",
	 "Put the value in quotes, or close the quote."},
	{"quality-unknown-key", "quality", STK_WARNING, "A key that means nothing here",
	 "It is kept, but no question, check or report reads it. Most often it is a slip of the "
	 "keyboard, and the key that was meant counts as not asked.",
	 "Correct the spelling (`stocktake schema KIND` shows the keys), or name it under "
	 "`columns` in inventory.yaml if it is your own."},
	{"quality-unnamed", "quality", STK_ERROR, "An item without a name",
	 "Items of a list go by their name. One without has no address, so that nothing can be "
	 "said about it.",
	 "Give it a name."},
	{"quality-unreadable", "quality", STK_ERROR, "A file that cannot be read",
	 "Nothing of what it says is known, so that all that hangs on it is judged without it.",
	 "Mend it where the message says; the other files are read and reported on."},
	{"quality-value", "quality", STK_ERROR, "A value that cannot be right",
	 "A date that does not exist, a word that is none of the choices, a list where one value "
	 "belongs: it is kept, and it counts as not said.",
	 "Write it as the message shows; `stocktake schema KIND` has the types and the choices."},
	{"quality-version", "quality", STK_ERROR, "A format that this program does not know",
	 "The inventory was written for another version of the program. What has changed since "
	 "then would be misread in silence.",
	 "Use the version of the program that wrote it."},
	{"waiver-expired", "housekeeping", STK_WARNING, "A waiver has ended",
	 "What it covered is reported again. A waiver ends so that somebody looks again.",
	 "Mend what it covered, or look again and give it a new end date."},
	{"waiver-unused", "housekeeping", STK_NOTE, "A waiver suppresses nothing",
	 "What it covered is gone. Left in place it would hide the same thing when it comes back.",
	 "Take it out of waivers.yaml."},
};
const size_t stk_builtin_count = STK_COUNT(stk_builtins);

const struct stk_builtin *stk_builtin_find(const char *id)
{
	for (size_t i = 0; i < stk_builtin_count; i++)
		if (strcmp(stk_builtins[i].id, id) == 0)
			return &stk_builtins[i];
	return NULL;
}
