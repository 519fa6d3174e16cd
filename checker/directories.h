/* Chapter 03: the directories of the tree. */
#ifndef CHECKER_DIRECTORIES_H
#define CHECKER_DIRECTORIES_H

#include "check.h"

void tree_there(struct ctx *ctx, struct sink *out);
void tree_depth(struct ctx *ctx, struct sink *out);
void directories_vital(struct ctx *ctx, struct sink *out);
void directories_all(struct ctx *ctx, struct sink *out);
void names_long(struct ctx *ctx, struct sink *out);
void tree_whole(struct ctx *ctx, struct sink *out);
void odd_kinds(struct ctx *ctx, struct sink *out);
void directory_modes(struct ctx *ctx, struct sink *out);

#endif
