#include "gunzip.h"

#include <string.h>
#include <zlib.h>

enum { GZIP_WINDOW = 15 + 16 }; /* zlib.h: largest window, gzip header and trailer expected */

static enum gunzip_state state_of(int status, const z_stream *z)
{
	if (status == Z_STREAM_END)
		return GUNZIP_OK;
	if (status == Z_DATA_ERROR || status == Z_NEED_DICT)
		return GUNZIP_DAMAGED;
	return z->avail_out == 0 ? GUNZIP_TOO_BIG : GUNZIP_TRUNCATED;
}

/* The trailer's last word is the length modulo 2^32: a good guess at the room, never trusted. */
static size_t first_room(struct bytes packed, size_t cap)
{
	uint32_t length = 0;

	if (packed.size >= 18 && bytes_le32(packed, packed.size - 4, &length) && length < cap)
		return (size_t)length + 1;
	return cap < 1 << 16 ? cap : 1 << 16;
}

struct gunzip gunzip_all(struct arena *a, struct bytes packed, size_t cap)
{
	static const uint8_t magic[] = {0x1f, 0x8b};
	struct gunzip g = {.state = GUNZIP_NOT_GZIP};
	z_stream z = {0};
	size_t room = first_room(packed, cap);
	uint8_t *out = NULL;
	int status;

	if (!bytes_has(packed, 0, (struct bytes){magic, 2}) || inflateInit2(&z, GZIP_WINDOW) != Z_OK)
		return g;
	/* zlib's pointer to input is not const for history's sake; it does not write there. */
	memcpy(&z.next_in, &packed.at, sizeof(packed.at));
	z.avail_in = (uInt)packed.size;
	do {
		size_t done = z.total_out;

		out = arena_grow(a, out, done, room, 1);
		z.next_out = out + done;
		z.avail_out = (uInt)(room - done);
		status = inflate(&z, Z_FINISH);
		if (room == cap)
			break;
		room = room > cap / 4 ? cap : room * 4;
	} while (status == Z_BUF_ERROR && z.avail_out == 0);
	g.state = state_of(status, &z);
	g.message = g.state == GUNZIP_DAMAGED && z.msg ? arena_copy(a, z.msg, strlen(z.msg)) : NULL;
	g.data = (struct bytes){out, z.total_out};
	g.used = packed.size - z.avail_in;
	inflateEnd(&z);
	return g;
}
