/* gzip (RFC 1952), decompressed with zlib, to the end of the file and no further than a cap. */
#ifndef CHECKER_GUNZIP_H
#define CHECKER_GUNZIP_H

#include "arena.h"
#include "bytes.h"

enum gunzip_state {
	GUNZIP_OK,        /* one whole member, its checksum and length right */
	GUNZIP_NOT_GZIP,  /* no gzip header */
	GUNZIP_TRUNCATED, /* the file ends before the data does */
	GUNZIP_DAMAGED,   /* invalid data, or checksum or length wrong */
	GUNZIP_TOO_BIG    /* more than the cap comes out: data holds the first cap bytes */
};

struct gunzip {
	enum gunzip_state state;
	const char *message; /* zlib's own words for GUNZIP_DAMAGED, else NULL */
	struct bytes data;   /* what came out, as far as it came */
	size_t used;         /* bytes of input that belong to the member */
};

/* Decompresses the one member that starts at the beginning of packed, at most cap bytes of it. */
struct gunzip gunzip_all(struct arena *a, struct bytes packed, size_t cap);

#endif
