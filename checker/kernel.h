/* The checks of chapter 01: kernel_config.c looks at linux/.config, kernel_image.c at bzImage. */
#ifndef CHECKER_KERNEL_H
#define CHECKER_KERNEL_H

#include "check.h"

void kernel_config_there(struct ctx *ctx, struct sink *out);
void kernel_processor(struct ctx *ctx, struct sink *out);
void kernel_ram_disk(struct ctx *ctx, struct sink *out);
void kernel_ram_disk_size(struct ctx *ctx, struct sink *out);
void kernel_write_mounted(struct ctx *ctx, struct sink *out);
void kernel_romfs(struct ctx *ctx, struct sink *out);
void kernel_unpacker(struct ctx *ctx, struct sink *out);
void kernel_elf(struct ctx *ctx, struct sink *out);
void kernel_script(struct ctx *ctx, struct sink *out);
void kernel_screen(struct ctx *ctx, struct sink *out);
void kernel_keyboard(struct ctx *ctx, struct sink *out);
void kernel_proc(struct ctx *ctx, struct sink *out);
void kernel_tmpfs(struct ctx *ctx, struct sink *out);
void kernel_printk(struct ctx *ctx, struct sink *out);
void kernel_time(struct ctx *ctx, struct sink *out);
void kernel_modules(struct ctx *ctx, struct sink *out);

void image_there(struct ctx *ctx, struct sink *out);
void image_header(struct ctx *ctx, struct sink *out);
void image_whole(struct ctx *ctx, struct sink *out);
void image_end(struct ctx *ctx, struct sink *out);
void image_sum(struct ctx *ctx, struct sink *out);
void image_touched(struct ctx *ctx, struct sink *out);
void image_32_bit(struct ctx *ctx, struct sink *out);
void image_memory(struct ctx *ctx, struct sink *out);
void image_size(struct ctx *ctx, struct sink *out);
void image_stale(struct ctx *ctx, struct sink *out);

#endif
