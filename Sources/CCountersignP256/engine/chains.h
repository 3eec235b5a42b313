/* From points to u1·G + u2·Q in e->sum. A lane that meets an exception here ends with z = 0. */

/*
 * A kernel may have its Jacobian arithmetic work on several groups at once (KERNEL_TAIL_GROUPS): the sums of
 * neighbouring groups lie side by side in e->sum.
 */
#ifndef KERNEL_TAIL_GROUPS
#define KERNEL_TAIL_GROUPS 1
#define jacobian_double_groups(r, count, times) jacobian_double(r, times)
#define jacobian_add_groups(r, q, count) jacobian_add(r, (q)[0])
#endif

ALWAYS_INLINE unsigned chains_width(const struct state *e, size_t group)
{
    return e->groups - group < KERNEL_TAIL_GROUPS ? (unsigned)(e->groups - group) : KERNEL_TAIL_GROUPS;
}

#ifdef KERNEL_AFFINE_LADDER

/* The columns' sums (roots of the plan, all slots) combined by S ← 2·S + C in affine coordinates, all groups in
 * step: two shared inversions per column. S lives in the slot of the last column. */
static void chains_combine(struct state *e)
{
    const struct plan *plan = &e->enrolled_plan;
    const int32_t sum = plan->roots[plan->columns - 1], middle = TREE_SLOTS - 1;
    struct step step;
    struct pass pass = {
        .steps = &step,
        .step_count = 1,
        .group_count = e->groups,
        .operands = OPERANDS_SLOTS,
        .slots = e->tree_slots,
        .slots_per_group = TREE_SLOTS,
        .prefix = e->prefix,
        .stash = e->stash,
        .flags = e->flags,
    };
    for (unsigned c = plan->columns - 1; c-- > 0;) {
        step = (struct step){sum, plan->roots[c], (uint32_t)middle};
        pass.sum = SUM_SLOPE;
        tree_level(e, &pass);
        step = (struct step){sum, middle, (uint32_t)sum};
        pass.sum = SUM_AGAIN;
        tree_level(e, &pass);
    }
    for (size_t group = 0; group < e->groups; group++) {
        jacobian_from_affine(&e->sum[group], &e->tree_slots[group * TREE_SLOTS + (size_t)sum]);
    }
}

#else

/* The columns' sums combined by Jacobian doublings and mixed additions. */
static void chains_combine(struct state *e)
{
    const struct plan *plan = &e->enrolled_plan;
    for (size_t group = 0; group < e->groups; group += KERNEL_TAIL_GROUPS) {
        const unsigned width = chains_width(e, group);
        jacobian *sum = &e->sum[group];
        affine room[KERNEL_TAIL_GROUPS];
        const affine *q[KERNEL_TAIL_GROUPS];
        for (unsigned k = 0; k < width; k++) {
            jacobian_from_affine(&sum[k], root_of(e, &room[k], plan, group + k, plan->columns - 1, 0));
        }
        for (unsigned c = plan->columns - 1; c-- > 0;) {
            jacobian_double_groups(sum, width, 1);
            for (unsigned k = 0; k < width; k++) q[k] = root_of(e, &room[k], plan, group + k, c, 0);
            jacobian_add_groups(sum, q, width);
        }
    }
}

#endif

/* Key and generator points, combined column by column (Horner). */
static void chains_enrolled(struct state *e)
{
    tree_run(e, &e->enrolled_plan, e->tree_slots, TREE_SLOTS, 0);
    chains_combine(e);
}

/* `count` lines of a group, one by one. */
static void chains_add_lines(const struct state *e, jacobian *sum, size_t group, size_t first, unsigned count)
{
    affine q;
    for (unsigned i = 0; i < count; i++) {
        line_load(e, &q, group, first + i);
        jacobian_add(sum, &q);
    }
}

/* The same without trees. */
static void chains_enrolled_few(struct state *e)
{
    const struct comb *comb = e->key, *generator = countersign_comb_of_generator(comb);
    for (size_t group = 0; group < e->groups; group++) {
        affine q;
        jacobian sum;
        const unsigned top = comb->columns - 1;
        line_load(e, &q, group, (size_t)top * comb->blocks);
        jacobian_from_affine(&sum, &q);
        for (unsigned c = comb->columns; c-- > 0;) {
            const unsigned done = c == top; /* the point that the sum began with */
            if (!done) jacobian_double(&sum, 1);
            chains_add_lines(e, &sum, group, (size_t)c * comb->blocks + done, comb->blocks - done);
            chains_add_lines(e, &sum, group, e->line_offset + (size_t)c * generator->blocks, generator->blocks);
        }
        e->sum[group] = sum;
    }
}

#if KERNEL_LANES == 1

/* u2·Q by NAF: additions only where a digit is not 0. */
static void chains_unknown_groups(const struct state *e, jacobian *sum, size_t group, unsigned width)
{
    (void)width;
    int8_t digits[NAF_LENGTH_MAX];
    unsigned j = recode_naf(digits, &e->u2[group], NAF_WIDTH) - 1; /* u2 is not 0: r is not */
    const struct line *multiples = &e->key_slots[group * MULTIPLE_SLOTS];
    const struct line *line[1] = {&multiples[digits[j] >> 1]}; /* the top digit is positive */
    affine q;
    point_load(&q, line, 0);
    jacobian_from_affine(sum, &q);
    unsigned doublings = 0;
    while (j-- > 0) {
        doublings++;
        int digit = digits[j];
        if (digit == 0) continue;
        line[0] = &multiples[(digit < 0 ? -digit : digit) >> 1];
        point_load(&q, line, digit < 0);
        jacobian_double(sum, doublings);
        jacobian_add(sum, &q);
        doublings = 0;
    }
    if (doublings) jacobian_double(sum, doublings);
}

#else

/* u2·Q by fixed windows, the same steps in all lanes. */
static void chains_unknown_groups(const struct state *e, jacobian *sum, size_t group, unsigned width)
{
    affine room[KERNEL_TAIL_GROUPS];
    const affine *q[KERNEL_TAIL_GROUPS];
    for (unsigned k = 0; k < width; k++) {
        q[k] = &room[k];
        line_load(e, &room[k], group + k, WINDOW_COUNT - 1);
        jacobian_from_affine(&sum[k], q[k]);
    }
    for (unsigned i = WINDOW_COUNT - 1; i-- > 0;) {
        jacobian_double_groups(sum, width, WINDOW_BITS);
        for (unsigned k = 0; k < width; k++) line_load(e, &room[k], group + k, i);
        jacobian_add_groups(sum, q, width);
    }
}

#endif

static void chains_unknown(struct state *e, bool few)
{
    const struct plan *plan = &e->generator_plan;
    const struct comb *generator = countersign_comb_of_generator(NULL);
    if (!few) tree_run(e, plan, e->tree_slots, TREE_SLOTS, e->line_offset);
    for (size_t group = 0; group < e->groups; group += KERNEL_TAIL_GROUPS) {
        const unsigned width = chains_width(e, group);
        jacobian *sum = &e->sum[group];
        affine room[KERNEL_TAIL_GROUPS];
        const affine *q[KERNEL_TAIL_GROUPS];
        chains_unknown_groups(e, sum, group, width);
        for (unsigned k = 0; k < width; k++) {
            if (few) chains_add_lines(e, &sum[k], group + k, e->line_offset, generator->blocks);
            else q[k] = root_of(e, &room[k], plan, group + k, 0, e->line_offset);
        }
        if (!few) jacobian_add_groups(sum, q, width);
    }
}
