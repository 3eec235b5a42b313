/*
 * Field and point operations of one kernel, to be timed. Included as KERNEL_EXTRA, behind the engine and in the scope of
 * the kernel's target attribute; OPERATIONS_SYMBOL names the function that it defines.
 */
#include "bench.h"

enum { OPERATION_STREAMS = 8, OPERATION_GROUPS = 32, OPERATION_STEPS = 8, OPERATION_SLOTS = 3 * OPERATION_STEPS };

static void operation_fill(field *out)
{
    static uint64_t state = 1;
    struct words w[KERNEL_LANES];
    for (unsigned lane = 0; lane < KERNEL_LANES; lane++) {
        for (int i = 0; i < 4; i++) w[lane].w[i] = (state = state * 6364136223846793005u + 1442695040888963407u) >> 1;
    }
    field_from_words(out, w);
}

static size_t operate_on_fields(enum bench_operation what, size_t times)
{
    static field a[OPERATION_STREAMS], b[OPERATION_STREAMS];
    if (field_zero_mask(&a[0])) {
        for (int i = 0; i < OPERATION_STREAMS; i++) operation_fill(&a[i]), operation_fill(&b[i]);
    }
    for (size_t k = 0; k < times; k++) {
        if (what == BENCH_FIELD_INVERT) {
            if (!field_invert(&a[0], &a[0])) return 0;
            continue;
        }
        for (int i = 0; i < OPERATION_STREAMS; i++) {
            if (what == BENCH_FIELD_SQUARE) field_square(&a[i], &a[i]);
            else field_multiply(&a[i], &a[i], &b[i]);
        }
    }
    return what == BENCH_FIELD_INVERT ? times : times * OPERATION_STREAMS;
}

static size_t operate_on_points(enum bench_operation what, size_t times)
{
    static jacobian sums[KERNEL_TAIL_GROUPS];
    static affine addends[KERNEL_TAIL_GROUPS];
    const affine *q[KERNEL_TAIL_GROUPS];
    for (int i = 0; i < KERNEL_TAIL_GROUPS; i++) {
        q[i] = &addends[i];
        if (!field_zero_mask(&addends[i].x)) continue;
        operation_fill(&addends[i].x), operation_fill(&addends[i].y);
        jacobian_from_affine(&sums[i], &addends[i]);
        jacobian_double(&sums[i], 1);
    }
    for (size_t k = 0; k < times; k++) {
        if (what == BENCH_POINT_DOUBLE) jacobian_double_groups(sums, KERNEL_TAIL_GROUPS, 1);
        else jacobian_add_groups(sums, q, KERNEL_TAIL_GROUPS);
    }
    return times * KERNEL_TAIL_GROUPS;
}

/* A level of affine additions with its share of one inversion. */
static size_t operate_on_levels(size_t times)
{
    enum { PAIRS = OPERATION_GROUPS * OPERATION_STEPS };
    static affine slots[OPERATION_GROUPS * OPERATION_SLOTS];
    static field prefix[PAIRS + KERNEL_CHAINS];
    static lane_mask flags[OPERATION_GROUPS];
    static unsigned char stash[PAIRS * KERNEL_STASH_BYTES + 64] __attribute__((aligned(64)));
    struct step steps[OPERATION_STEPS];
    struct state state = {.prefix = prefix};
    for (int i = 0; i < OPERATION_STEPS; i++) {
        steps[i] = (struct step){2 * i, 2 * i + 1, (uint32_t)(2 * OPERATION_STEPS + i)};
    }
    if (field_zero_mask(&slots[0].x)) {
        for (int i = 0; i < OPERATION_GROUPS * OPERATION_SLOTS; i++) {
            operation_fill(&slots[i].x), operation_fill(&slots[i].y);
        }
    }
    const struct pass pass = {
        .steps = steps, .step_count = OPERATION_STEPS, .group_count = OPERATION_GROUPS, .operands = OPERANDS_SLOTS,
        .slots = slots, .slots_per_group = OPERATION_SLOTS, .prefix = prefix, .stash = stash, .flags = flags,
    };
    for (size_t k = 0; k < times; k++) tree_level(&state, &pass);
    return times * PAIRS;
}

size_t OPERATIONS_SYMBOL(enum bench_operation what, size_t times)
{
    size_t done = 0;
    if (what <= BENCH_FIELD_INVERT) done = operate_on_fields(what, times);
    else if (what <= BENCH_POINT_ADD) done = operate_on_points(what, times);
    else done = operate_on_levels(times);
    return done * KERNEL_LANES;
}
