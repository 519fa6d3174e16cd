/* Where on the disk and in the ROM image each thing lies, as JSON, for pictures. */
#ifndef CHECKER_LAYOUT_H
#define CHECKER_LAYOUT_H

#include <jansson.h>

#include "arena.h"
#include "bytes.h"

/* The files in the disk's root directory: [{"name", "runs": [[first, count], ...]}, ...], in
 * sectors of the disk, in the order of the directory. The first is "tables", all before the first
 * cluster. An empty list when the image is no disk that can be read. */
json_t *layout_disk(struct arena *a, struct bytes image);

/* The entries of a romfs: [{"path", "type", "names", "offset", "bytes"}, ...] by offset; bytes is
 * what lies between this header and the next one, names and padding included. All names of one
 * header are one entry, names says how many. An empty list when it is no romfs. */
json_t *layout_romfs(struct arena *a, struct bytes image);

#endif
