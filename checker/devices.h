/* Chapter 04: the device nodes. */
#ifndef CHECKER_DEVICES_H
#define CHECKER_DEVICES_H

#include "check.h"

void device_numbers(struct ctx *ctx, struct sink *out);
void devices_missing(struct ctx *ctx, struct sink *out);
void devices_forgotten(struct ctx *ctx, struct sink *out);
void devices_plain(struct ctx *ctx, struct sink *out);
void at_names(struct ctx *ctx, struct sink *out);
void device_modes(struct ctx *ctx, struct sink *out);

#endif
