/*
 * What the readers of durations share.
 */
#ifndef STK_BASE_WHEN_PRIVATE_H
#define STK_BASE_WHEN_PRIVATE_H

#include <stdint.h>

/* "每周", "每15分钟", "一天一次", "实时": as stk_every_parse. The text is trimmed and folded. */
int64_t stk_every_chinese(const char *text);

#endif
