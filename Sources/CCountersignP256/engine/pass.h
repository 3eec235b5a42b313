/* struct pass: one level of shared-inversion affine additions. Included by kernels after `field`, `affine`. */
#ifndef COUNTERSIGN_ENGINE_PASS_H
#define COUNTERSIGN_ENGINE_PASS_H

struct pass {
    const struct step *steps; /* the same steps in every group */
    size_t step_count, group_count;
    enum operands operands;

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

#endif
