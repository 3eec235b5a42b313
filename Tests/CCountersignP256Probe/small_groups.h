#ifndef COUNTERSIGN_PROBE_SMALL_GROUPS_H
#define COUNTERSIGN_PROBE_SMALL_GROUPS_H

#include "layers.h"

/*
 * Points of small prime order on curves y² = x³ - 3x + b over the field of P-256 with another b. The curves were found
 * by complex multiplication (discriminants -19, -43, -12 and -27); small_group_make checks each of them.
 */
struct small_group {
    unsigned order;
    struct plain b;
    struct plain_point generator;
};

enum { SMALL_GROUPS = 7 };
extern const struct small_group small_groups[SMALL_GROUPS]; /* ascending */

/* multiples[i] = i · generator for i < order (multiples[0] is infinity); false if the order is another. The caller
 * frees it. */
struct plain_point *small_group_make(const struct small_group *group);

const struct layer *layer_named(const char *kernel);

#endif
