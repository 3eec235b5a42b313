#ifndef COUNTERSIGN_PROBE_LAYERS_H
#define COUNTERSIGN_PROBE_LAYERS_H

/* What layer.h opens of each kernel, in plain integers. Numbers are as the kernel stores them (Montgomery form, its R). */

#include <stddef.h>

#include "plain.h"

/* number + multiple · p */
struct layer_value {
    struct plain number;
    unsigned multiple;
};

struct layer_point {
    struct plain x, y;
};

struct layer_jacobian {
    struct plain x;
    struct layer_value y, z;
};

enum layer_operation {
    LAYER_MULTIPLY,
    LAYER_SQUARE,
    LAYER_SUBTRACT,
    LAYER_MULTIPLY_ALIASED,
    LAYER_LOAD,
    LAYER_OPERATIONS,
};

struct comb;
struct line;

/* Sums u1·G + u2·Q as the engine takes them, of `groups` · lanes pairs. */
struct layer_sums {
    const struct comb *key; /* of the tables of enrolled keys; NULL: unknown keys */
    size_t groups;
    /* What the lines hold, and whether it is subtracted: groups · (points of the key's comb, where there is one, of the
     * generator's, and the blind) · lanes. */
    const struct layer_point *points;
    const uint8_t *negative;
    /* Unknown keys: Q and u2, groups · lanes. */
    const struct layer_point *keys;
    const struct plain *u2;
};

struct layer {
    const char *name;
    uint32_t needs;
    unsigned lanes, form, multiples, few_groups;
    /* Of `lanes` numbers each. */
    void (*binary)(enum layer_operation, struct plain *out, const struct layer_value *a, const struct layer_value *b);
    unsigned (*zeros)(const struct layer_value *a);
    bool (*invert)(struct plain *out, const struct layer_value *a);
    void (*from_words)(struct plain *out, const struct plain *a);
    /* Of `lanes` points each. */
    void (*doubled)(struct layer_jacobian *a, unsigned times);
    void (*added)(struct layer_jacobian *a, const struct layer_point *b);
    /* Of groups · lanes points; exceptions: a mask per group. Returns how many levels were done twice. */
    size_t (*sums)(struct layer_point *out, const struct layer_point *a, const struct layer_point *b, size_t groups,
                   bool from_lines, uint8_t *exceptions);
    /* Lines and signs of the points of `lanes` scalars, as the kernel recodes them; lines: 64-byte aligned, point · lanes. */
    void (*recode)(const struct comb *comb, const struct plain *k, const struct line *table, const struct line **lines,
                   uint8_t *signs);
    /* exceptions, infinite: a mask per group; infinite: sums found to be infinity. */
    void (*multi_sum)(struct layer_jacobian *out, const struct layer_sums *in, uint8_t *exceptions, uint8_t *infinite);
};

/* Layers of the kernels that this CPU has; returns their number. */
enum { LAYERS_MAX = 6 };
size_t layers_here(const struct layer *out[LAYERS_MAX]);

#endif
