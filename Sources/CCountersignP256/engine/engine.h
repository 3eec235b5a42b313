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

/* Verdicts of a group; lanes that met an exception get theirs from the complete formulas. */
static void engine_judge(struct state *e, const struct batch_input *in, size_t group, uint8_t *verdicts)
{
    const lane_mask equal = engine_compare(e, in, group);
    const lane_mask flagged = e->flags[group] | field_zero_mask(&e->sum[group].z);
    for (unsigned lane = 0; lane < KERNEL_LANES; lane++) {
        size_t i = group * KERNEL_LANES + lane;
        if (i >= in->count) break;
        if (!(e->good_key[group] >> lane & 1)) {
            verdicts[i] = COUNTERSIGN_P256_BAD_KEY;
        } else if (!(e->in_range[group] >> lane & 1)) {
            verdicts[i] = COUNTERSIGN_P256_BAD_RANGE;
        } else if (flagged >> lane & 1) {
            const countersign_p256_signature *signature = (const void *)item_at(in, i);
            e->statistics.slow_path++;
            verdicts[i] = (uint8_t)(in->key
                ? countersign_complete_verify_table(signature, item_table(in, i), KERNEL_FORM)
                : countersign_complete_verify(signature, item_key(in, i)));
        } else {
            verdicts[i] = equal >> lane & 1;
        }
    }
}

static void engine_verify(void *memory, const struct batch_input *in, uint8_t *verdicts,
                          countersign_p256_statistics *statistics)
{
    struct state *e = memory;
    const struct line *generator = atomic_load_explicit(
        &engine_generators[countersign_comb_generator_index(in->key)], memory_order_acquire);
    e->groups = (in->count + KERNEL_LANES - 1) / KERNEL_LANES;
    e->statistics = (countersign_p256_statistics){.items = in->count};
    memset(e->flags, 0, e->groups);
    const bool few = e->groups <= KERNEL_FEW_GROUPS;

    if (in->key) {
        if (e->key != in->key) {
            e->key = in->key;
            countersign_plan_make(&e->enrolled_plan, in->key);
        }
        e->line_offset = comb_points(in->key);
        memset(e->good_key, 0xff, e->groups);
        scalars_prepare(e, in, generator);
        if (few) chains_enrolled_few(e);
        else chains_enrolled(e);
    } else {
        e->line_offset = WINDOW_COUNT;
        scalars_prepare(e, in, generator);
        keys_load(e, in);
        if (few) keys_multiples_few(e);
        else keys_multiples(e);
        chains_unknown(e, few);
    }
    for (size_t group = 0; group < e->groups; group++) engine_judge(e, in, group, verdicts);

    if (statistics) {
        statistics->items += e->statistics.items;
        statistics->slow_path += e->statistics.slow_path;
        statistics->levels_redone += e->statistics.levels_redone;
        statistics->inversions += e->statistics.inversions;
    }
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
