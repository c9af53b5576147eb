/* What the files behind text.h share. */
#ifndef STOCKTAKE_SRC_BASE_TEXT_PRIVATE_H
#define STOCKTAKE_SRC_BASE_TEXT_PRIVATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What must never reach a terminal or a page as it is: controls, line and paragraph separators,
 * direction marks and overrides, a byte order mark. */
bool stk_code_is_strange(uint32_t code);

/* The bytes from the start of the text that are printable ASCII. */
size_t stk_text_plain_bytes(const char *text);

#endif
