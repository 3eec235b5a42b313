/*
 * From points to u1·G + u2·Q in e->sum, the blind at the very last. A lane that meets an exception here ends with
 * z = 0, or is flagged; but where only the last addition failed, because its two points were opposite, the sum is
 * infinity, and the lane's bit is set in e->infinite.
 */

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

/*
 * The last addition of `width` neighbours from `group` on. Equal x makes z = 0 and x = (difference of the two y,
 * scaled)²: 0 for a point and itself, anything else for opposite points.
 */
static void chains_add_last(struct state *e, jacobian *sum, const affine *const *q, size_t group, unsigned width)
{
    lane_mask already[KERNEL_TAIL_GROUPS];
    for (unsigned k = 0; k < width; k++) already[k] = field_zero_mask(&sum[k].z);
    jacobian_add_groups(sum, q, width);
    for (unsigned k = 0; k < width; k++) {
        e->infinite[group + k] = field_zero_mask(&sum[k].z) & ~already[k] & ~field_zero_mask(&sum[k].x);
    }
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
        if (c == 0) memcpy(e->infinite, e->flags, e->groups);
        if (!tree_level(e, &pass) && c == 0) memcpy(e->infinite, e->flags, e->groups);
    }
    for (size_t group = 0; group < e->groups; group++) {
        /* S and S + C have equal x, and C is not infinity: they are opposite. */
        e->infinite[group] ^= e->flags[group];
        e->flags[group] ^= e->infinite[group];
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
            if (c == 0) chains_add_last(e, sum, q, group, width);
            else jacobian_add_groups(sum, q, width);
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

/* Line i of a group. A key's table may have been built for a kernel with more lanes: there x stands as x·2^form. */
ALWAYS_INLINE void chains_load(const struct state *e, affine *r, size_t group, size_t i)
{
    line_load(e, r, group, i);
#if KERNEL_LANES == 1
    for (unsigned h = 0; i < e->line_offset && h < e->halvings; h++) {
        field_halve(&r->x, &r->x);
        field_halve(&r->y, &r->y);
    }
#endif
}

/* `count` lines of a group, one by one. */
static void chains_add_lines(const struct state *e, jacobian *sum, size_t group, size_t first, unsigned count)
{
    affine q;
    for (unsigned i = 0; i < count; i++) {
        chains_load(e, &q, group, first + i);
        jacobian_add(sum, &q);
    }
}

/* The same without trees. */
static void chains_enrolled_few(struct state *e)
{
    const struct comb *comb = e->key, *generator = countersign_comb_of_generator(comb);
    for (size_t group = 0; group < e->groups; group++) {
        affine q;
        const affine *const last = &q;
        jacobian sum;
        const unsigned top = comb->columns - 1;
        chains_load(e, &q, group, (size_t)top * comb->blocks);
        jacobian_from_affine(&sum, &q);
        for (unsigned c = comb->columns; c-- > 0;) {
            const unsigned done = c == top; /* the point that the sum began with */
            if (!done) jacobian_double(&sum, 1);
            chains_add_lines(e, &sum, group, (size_t)c * comb->blocks + done, comb->blocks - done);
            chains_add_lines(e, &sum, group, e->line_offset + (size_t)c * generator->blocks, generator->blocks);
        }
        line_load(e, &q, group, e->blind_line);
        chains_add_last(e, &sum, &last, group, 1);
        e->sum[group] = sum;
    }
}

/* The generator's points at bit `column`, and the blind with those of bit 0, which is the last to join: one sum from
 * the tree, or the lines themselves. */
static void chains_join(struct state *e, jacobian *sum, size_t group, unsigned width, unsigned column, bool few)
{
    const unsigned blocks = countersign_comb_of_generator(NULL)->blocks;
    const unsigned lines = few ? blocks + (column == 0) : 1;
    affine room[KERNEL_TAIL_GROUPS];
    const affine *q[KERNEL_TAIL_GROUPS];
    for (unsigned i = 0; i < lines; i++) {
        for (unsigned k = 0; k < width; k++) {
            q[k] = &room[k];
            if (!few) q[k] = root_of(e, &room[k], &e->generator_plan, group + k, column, e->line_offset);
            else if (i == blocks) line_load(e, &room[k], group + k, e->blind_line);
            else line_load(e, &room[k], group + k, e->line_offset + (size_t)column * blocks + i);
        }
        if (column == 0 && i == lines - 1) chains_add_last(e, sum, q, group, width);
        else jacobian_add_groups(sum, q, width);
    }
}

#if KERNEL_LANES == 1

/* u2·Q by NAF: additions only where a digit is not 0; the generator's columns join at the last doublings. */
static void chains_naf(struct state *e, jacobian *sum, size_t group, bool few)
{
    const struct words n = WORDS_N;
    const unsigned columns = countersign_comb_of_generator(NULL)->columns;
    int8_t digits[NAF_LENGTH_MAX];
    struct words u2 = e->u2[group];
    /* The sum begins with a point of Q, above the columns: a u2 so small stands for u2 + n. */
    if ((u2.w[3] | u2.w[2] | u2.w[1] | u2.w[0] >> 16) == 0) words_add(&u2, &u2, &n);
    const unsigned length = recode_naf(digits, &u2, NAF_WIDTH);
    const struct line *multiples = &e->key_slots[group * MULTIPLE_SLOTS];
    const struct line *line[1] = {&multiples[0]};
    affine q;
    unsigned j = length - 1, doublings = 0;
    line[0] = &multiples[digits[j] >> 1]; /* the top digit is positive */
    point_load(&q, line, 0);
    jacobian_from_affine(sum, &q);
    while (j-- > 0) {
        doublings++;
        int digit = digits[j];
        if (digit == 0 && j >= columns) continue;
        jacobian_double(sum, doublings);
        doublings = 0;
        if (digit != 0) {
            line[0] = &multiples[(digit < 0 ? -digit : digit) >> 1];
            point_load(&q, line, digit < 0);
            jacobian_add(sum, &q);
        }
        if (j < columns) chains_join(e, sum, group, 1, j, few);
    }
}

static void chains_unknown(struct state *e, bool few)
{
    if (!few) tree_run(e, &e->generator_plan, e->tree_slots, TREE_SLOTS, e->line_offset);
    for (size_t group = 0; group < e->groups; group++) chains_naf(e, &e->sum[group], group, few);
}

#else

/* u2·Q by fixed windows, the same steps in all lanes; the generator's columns join at the last doublings. */
static void chains_unknown(struct state *e, bool few)
{
    const unsigned columns = countersign_comb_of_generator(NULL)->columns;
    if (!few) tree_run(e, &e->generator_plan, e->tree_slots, TREE_SLOTS, e->line_offset);
    for (size_t group = 0; group < e->groups; group += KERNEL_TAIL_GROUPS) {
        const unsigned width = chains_width(e, group);
        jacobian *sum = &e->sum[group];
        affine room[KERNEL_TAIL_GROUPS];
        const affine *q[KERNEL_TAIL_GROUPS];
        unsigned bit = WINDOW_BITS * (WINDOW_COUNT - 1); /* of the scalars: what the sum stands for */
        for (unsigned k = 0; k < width; k++) {
            q[k] = &room[k];
            line_load(e, &room[k], group + k, WINDOW_COUNT - 1);
            jacobian_from_affine(&sum[k], q[k]);
        }
        for (unsigned i = WINDOW_COUNT - 1; i-- > 0;) {
            const unsigned end = WINDOW_BITS * i;
            while (bit > end) {
                unsigned next = bit <= columns ? bit - 1 : end > columns ? end : columns;
                jacobian_double_groups(sum, width, bit - next);
                bit = next;
                if (bit < columns && bit > end) chains_join(e, sum, group, width, bit, few);
            }
            for (unsigned k = 0; k < width; k++) line_load(e, &room[k], group + k, i);
            jacobian_add_groups(sum, q, width);
            if (end < columns) chains_join(e, sum, group, width, end, few);
        }
    }
}

#endif
