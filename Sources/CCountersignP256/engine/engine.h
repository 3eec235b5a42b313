/*
 * The verifier over one kernel's arithmetic; kernel.h says what must be defined before. Nothing in here
 * depends on the radix, and on the lane count only in how unknown keys are recoded.
 */
#include <stdatomic.h>
#include <stdlib.h>

#include "../complete.h"
#include "../generator_table.h"
#include "../recode.h"
#include "state.h"
#include "scalars.h"
#include "tree.h"
#include "keys.h"
#include "chains.h"
#include "build.h"

/* The generator's tables, built at first use and kept for the life of the process. */
static _Atomic(struct line *) engine_generators[COMB_GENERATOR_COUNT];

static countersign_p256_status engine_prepare(const struct comb *key)
{
    return countersign_generator_table_once(&engine_generators[countersign_comb_generator_index(key)], key,
                                            KERNEL_FORM, engine_build);
}

/* x(sum) ≡ r mod n, per lane: x = r, or x = r + n where that is below p. */
static lane_mask engine_compare(const struct state *e, const struct batch_input *in, size_t group)
{
    const struct words n = WORDS_N, p_minus_n = WORDS_P_MINUS_N;
    const jacobian *sum = &e->sum[group];
    field zz, t;
    field_square(&zz, &sum->z);
    field_multiply(&t, &e->r[group], &zz);
    field_subtract(&t, &t, &sum->x);
    lane_mask equal = field_zero_mask(&t), small = 0;

    struct words wrapped[KERNEL_LANES];
    for (unsigned lane = 0; lane < KERNEL_LANES; lane++) {
        const uint8_t *item = item_at(in, group * KERNEL_LANES + lane);
        struct words r = words_from_bytes(item + offsetof(countersign_p256_signature, r));
        wrapped[lane] = (struct words){{1, 0, 0, 0}};
        if (!words_below(&r, &p_minus_n)) continue;
        words_add(&wrapped[lane], &r, &n);
        small |= (lane_mask)(1u << lane);
    }
    if (small) {
        field r;
        field_from_words(&r, wrapped);
        field_multiply(&t, &r, &zz);
        field_subtract(&t, &t, &sum->x);
        equal |= field_zero_mask(&t) & small;
    }
    return equal;
}

/* Stands for a verdict while an item that met an exception waits for its second pass. */
enum { UNDECIDED = 0xff };

/* Verdicts of a group; returns how many are undecided. */
static unsigned engine_judge(const struct state *e, const struct batch_input *in, size_t group, uint8_t *verdicts)
{
    unsigned undecided = 0;
    const lane_mask equal = engine_compare(e, in, group);
    const lane_mask infinite = e->infinite[group] & (lane_mask)~e->flags[group];
    const lane_mask flagged = e->flags[group] | field_zero_mask(&e->sum[group].z);
    for (unsigned lane = 0; lane < KERNEL_LANES; lane++) {
        size_t i = group * KERNEL_LANES + lane;
        if (i >= in->count) break;
        if (!(e->good_key[group] >> lane & 1)) {
            verdicts[i] = COUNTERSIGN_P256_BAD_KEY;
        } else if (!(e->in_range[group] >> lane & 1)) {
            verdicts[i] = COUNTERSIGN_P256_BAD_RANGE;
        } else if (infinite >> lane & 1) {
            verdicts[i] = COUNTERSIGN_P256_INVALID;
        } else if (flagged >> lane & 1) {
            verdicts[i] = UNDECIDED;
            undecided++;
        } else {
            verdicts[i] = equal >> lane & 1;
        }
    }
    return undecided;
}

/* Verdicts of a batch with one blind; returns how many are undecided. */
static unsigned engine_pass(struct state *e, const struct batch_input *in, const struct blind *blind, uint8_t *verdicts)
{
    const struct line *generator = atomic_load_explicit(
        &engine_generators[countersign_comb_generator_index(in->key)], memory_order_acquire);
    e->groups = (in->count + KERNEL_LANES - 1) / KERNEL_LANES;
    memset(e->flags, 0, e->groups);
    memset(e->infinite, 0, e->groups);
    bool few = state_is_few(e, in->key);

    if (in->key) {
        /* Only what works line by line reads lines of another form. */
        e->halvings = in->form - KERNEL_FORM;
        few = few || e->halvings != 0;
        if (e->key != in->key) {
            e->key = in->key;
            countersign_plan_make(&e->enrolled_plan, in->key, countersign_comb_of_generator(in->key));
        }
        e->line_offset = comb_points(in->key);
        e->blind_line = e->line_offset + comb_points(countersign_comb_of_generator(in->key));
        memset(e->good_key, 0xff, e->groups);
        scalars_prepare(e, in, generator, blind);
        if (few) chains_enrolled_few(e);
        else chains_enrolled(e);
    } else {
        e->line_offset = WINDOW_COUNT;
        e->blind_line = e->line_offset + comb_points(countersign_comb_of_generator(NULL));
        scalars_prepare(e, in, generator, blind);
        keys_load(e, in);
        if (few) keys_multiples_few(e);
        else keys_multiples(e);
        chains_unknown(e, few);
    }
    unsigned undecided = 0;
    for (size_t group = 0; group < e->groups; group++) undecided += engine_judge(e, in, group, verdicts);
    return undecided;
}

/*
 * The items that are undecided once more, with the other blind, so that each costs as much again as any item; the
 * complete formulas, which cost five to a hundred times as much, decide what meets an exception there too.
 */
static void engine_again(struct state *e, const struct batch_input *in, uint8_t *verdicts)
{
    struct batch_input again = {.items = e->again, .stride = in->stride, .key = in->key, .form = in->form,
                                .blinds = in->blinds};
    for (size_t i = 0; i < in->count; i++) {
        if (verdicts[i] != UNDECIDED) continue;
        memcpy(e->again + again.count * in->stride, item_at(in, i), in->stride);
        e->again_index[again.count++] = (uint32_t)i;
    }
    engine_pass(e, &again, &in->blinds->of[1], e->again_verdicts);
    for (size_t k = 0; k < again.count; k++) {
        uint8_t *verdict = &verdicts[e->again_index[k]];
        *verdict = e->again_verdicts[k];
        if (*verdict != UNDECIDED) continue;
        const countersign_p256_signature *signature = (const void *)item_at(&again, k);
        e->statistics.complete++;
        *verdict = (uint8_t)(in->key
            ? countersign_complete_verify_table(signature, item_table(&again, k), in->form)
            : countersign_complete_verify(signature, item_key(&again, k)));
    }
}

static void engine_verify(void *memory, const struct batch_input *in, uint8_t *verdicts,
                          countersign_p256_statistics *statistics)
{
    struct state *e = memory;
    e->statistics = (countersign_p256_statistics){.items = in->count};
    e->statistics.slow_path = engine_pass(e, in, &in->blinds->of[0], verdicts);
    if (e->statistics.slow_path) engine_again(e, in, verdicts);

    if (statistics) *statistics = e->statistics;
}

const struct countersign_kernel KERNEL_SYMBOL = {
    .name = KERNEL_NAME,
    .description = KERNEL_DESCRIPTION,
    .needs = KERNEL_NEEDS,
    .lanes = KERNEL_LANES,
    .batch = KERNEL_BATCH,
    .form = KERNEL_FORM,
    .prepare = engine_prepare,
    .workspace_bytes = state_bytes,
    .workspace_init = state_init,
    .verify = engine_verify,
    .build = engine_build,
};

#ifdef KERNEL_EXTRA /* what tests and benchmarks want to see of a kernel, in the scope of its attributes */
#include KERNEL_EXTRA
#endif
