/*
 * What goes through the worker's pipe: frames of a length, a type and a payload of numbers and
 * texts.
 *
 * The writer is the worker, after it may have run hostile code: the reader believes nothing. Every
 * get checks its bounds; once one failed, `bad` is set and all others give nothing.
 */
#ifndef STOCKTAKE_CHECKS_WIRE_H
#define STOCKTAKE_CHECKS_WIRE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "stocktake/base/str.h"

#define STK_WIRE_MAX_BYTES (256u << 10)

enum stk_wire_type {
	STK_WIRE_START = 'S', /* u32 index of a check: what follows is about it */
	STK_WIRE_META =
		'M', /* u32 severity, selected, examples; texts about, title, explain, remedy */
	STK_WIRE_FINDING = 'F', /* u32 severity; texts address, message, remedy, ask, key; u32
				   count, texts metrics */
	STK_WIRE_TRIAL = 'E',   /* texts says, expected, inventory */
	STK_WIRE_TRIED = 'e',   /* u32 ran; text reason */
	STK_WIRE_DONE = 'D',    /* the check is through */
	STK_WIRE_FAILED = 'X',  /* text reason: the check is through, and badly */
	STK_WIRE_LOST = 'N',    /* text: what the kernel did not give */
	STK_WIRE_END = 'Z'      /* all checks are through */
};

struct stk_wire_out {
	int fd;
	struct stk_str buffer;
	size_t frame_at; /* where the frame that is being written begins */
};

void stk_wire_begin(struct stk_wire_out *out, enum stk_wire_type type);
void stk_wire_u32(struct stk_wire_out *out, uint32_t number);
/* A text is cut to max_bytes; NULL is written as empty. */
void stk_wire_text(struct stk_wire_out *out, const char *text, size_t len_bytes, size_t max_bytes);
void stk_wire_cstr(struct stk_wire_out *out, const char *text, size_t max_bytes);
/* Ends the frame; writes to the pipe once enough has gathered. */
void stk_wire_end(struct stk_wire_out *out);
/* Writes what has gathered. The process ends where nobody reads any more. */
void stk_wire_flush(struct stk_wire_out *out);

struct stk_wire_in {
	const char *next, *end;
	bool bad;
};

uint32_t stk_wire_get_u32(struct stk_wire_in *in);
/* The text stays in the frame: no NUL at its end. */
const char *stk_wire_get_text(struct stk_wire_in *in, size_t *len_bytes);
/* The first frame of the bytes: its type and payload. Returns its whole size, 0 if it is not all
 * there yet, -1 if it cannot be one. */
long stk_wire_frame(const char *bytes, size_t len_bytes, char *type, struct stk_wire_in *payload);

#endif
