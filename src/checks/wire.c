#include "wire.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#define GATHER_BYTES (32u << 10)
#define HEAD_BYTES   5u

void stk_wire_begin(struct stk_wire_out *out, enum stk_wire_type type)
{
	uint32_t none = 0;
	out->frame_at = out->buffer.len;
	stk_str_addn(&out->buffer, &none, sizeof none);
	stk_str_addc(&out->buffer, (char)type);
}

void stk_wire_u32(struct stk_wire_out *out, uint32_t number)
{
	stk_str_addn(&out->buffer, &number, sizeof number);
}

void stk_wire_text(struct stk_wire_out *out, const char *text, size_t len_bytes, size_t max_bytes)
{
	if (!text)
		len_bytes = 0;
	if (len_bytes > max_bytes)
		len_bytes = max_bytes;
	stk_wire_u32(out, (uint32_t)len_bytes);
	if (len_bytes)
		stk_str_addn(&out->buffer, text, len_bytes);
}

void stk_wire_cstr(struct stk_wire_out *out, const char *text, size_t max_bytes)
{
	stk_wire_text(out, text, text ? strlen(text) : 0, max_bytes);
}

void stk_wire_end(struct stk_wire_out *out)
{
	uint32_t size = (uint32_t)(out->buffer.len - out->frame_at - HEAD_BYTES);
	memcpy(out->buffer.data + out->frame_at, &size, sizeof size);
	if (out->buffer.len >= GATHER_BYTES)
		stk_wire_flush(out);
}

void stk_wire_flush(struct stk_wire_out *out)
{
	size_t done = 0;
	while (done < out->buffer.len) {
		ssize_t wrote = write(out->fd, out->buffer.data + done, out->buffer.len - done);
		if (wrote < 0 && errno != EINTR)
			_exit(4);
		if (wrote > 0)
			done += (size_t)wrote;
	}
	stk_str_reset(&out->buffer);
}

uint32_t stk_wire_get_u32(struct stk_wire_in *in)
{
	uint32_t number = 0;
	if (in->bad || (size_t)(in->end - in->next) < sizeof number) {
		in->bad = true;
		return 0;
	}
	memcpy(&number, in->next, sizeof number);
	in->next += sizeof number;
	return number;
}

const char *stk_wire_get_text(struct stk_wire_in *in, size_t *len_bytes)
{
	size_t len = stk_wire_get_u32(in);
	*len_bytes = 0;
	if (in->bad || (size_t)(in->end - in->next) < len) {
		in->bad = true;
		return "";
	}
	const char *text = in->next;
	in->next += len;
	*len_bytes = len;
	return text;
}

long stk_wire_frame(const char *bytes, size_t len_bytes, char *type, struct stk_wire_in *payload)
{
	uint32_t size;
	if (len_bytes < HEAD_BYTES)
		return 0;
	memcpy(&size, bytes, sizeof size);
	if (size > STK_WIRE_MAX_BYTES)
		return -1;
	if (len_bytes < HEAD_BYTES + (size_t)size)
		return 0;
	*type = bytes[4];
	*payload = (struct stk_wire_in){bytes + HEAD_BYTES, bytes + HEAD_BYTES + size, false};
	return (long)(HEAD_BYTES + size);
}
