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
    /* points, negative: groups · (points of both combs, and the blind) · lanes; infinite: sums found to be infinity. */
    void (*multi_sum)(struct layer_jacobian *out, const struct comb *key, const struct layer_point *points,
                      const uint8_t *negative, size_t groups, uint8_t *exceptions, uint8_t *infinite);
};

/* Layers of the kernels that this CPU has; returns their number (at most 8). */
size_t layers_here(const struct layer *out[8]);

#endif
