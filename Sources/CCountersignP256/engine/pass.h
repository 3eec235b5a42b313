/* struct pass: one level of shared-inversion affine additions. Included by kernels after `field`, `affine`. */
#ifndef COUNTERSIGN_ENGINE_PASS_H
#define COUNTERSIGN_ENGINE_PASS_H

/*
 * What the backward pass makes of a pair. The last two are the halves of S ← 2·S + C as (S + C) + S, where the
 * middle point's y is not needed (9M + 2S in affine coordinates); only kernels that define KERNEL_AFFINE_LADDER
 * see them, always on slots.
 */
enum sum {
    SUM_FULL,  /* destination = a + b */
    SUM_SLOPE, /* destination = (x of a + b, slope λ of the line through a and b) */
    SUM_AGAIN, /* destination = a + b where b = (x, λ) as above and b = a + c: slope -λ - 2·y_a / (x_b - x_a) */
};

struct pass {
    const struct step *steps; /* the same steps in every group */
    size_t step_count, group_count;
    enum operands operands;
    enum sum sum;

    affine *slots; /* slot s of group g: slots[g * slots_per_group + s] */
    size_t slots_per_group;

    /* Line i of group g, lane l: lines[(g * lines_per_group + i) * KERNEL_LANES + l]; its y is to be
     * negated where bit l of signs[g * lines_per_group + i] is set. */
    const struct line *const *lines;
    const uint8_t *signs;
    size_t lines_per_group;

    field *prefix;        /* room for group_count · step_count + KERNEL_CHAINS elements */
    unsigned char *stash; /* group_count · step_count · KERNEL_STASH_BYTES */
    lane_mask *flags;     /* per group: lanes that met an exception */
};

/* A walk over all pairs (group, step), forth or back. */
struct cursor {
    size_t group, step;
};

ALWAYS_INLINE void cursor_next(struct cursor *c, const struct pass *p)
{
    if (++c->step == p->step_count) c->step = 0, c->group++;
}

ALWAYS_INLINE void cursor_previous(struct cursor *c, const struct pass *p)
{
    if (c->step == 0) c->step = p->step_count, c->group--;
    c->step--;
}

#endif
