/*
 * Commands in the words of other languages: "：跳过" is ":skip".
 */
#ifndef INTERVIEW_COMMAND_WORDS_H
#define INTERVIEW_COMMAND_WORDS_H

#include "stocktake/base/str.h"

/* Makes the English command of a text that begins like one, with a colon of either width; any other
 * text stays as it is. */
void stk_command_in_english(struct stk_str *text);

#endif
