/*
 * From signatures to lines, eight lanes at a time: the engine's duty, see engine/scalars.h.
 *
 * Arithmetic mod n is Montgomery's with R = 2^260, as in the field: the result of a product is below
 * A·B/16 + 1 in units of n. n has no special form, so that a reduction takes 55 multiplications, not 30.
 */
#ifndef COUNTERSIGN_IFMA_SCALARS_H
#define COUNTERSIGN_IFMA_SCALARS_H

#include "recode.h"

ALWAYS_INLINE void order_reduce(product *p, const int ways)
{
    UNROLL for (int k = 0; k < 5; k++) {
        vector q[2];
        EACH_WAY q[s] = add_low(zero(), p[s].t[k], splat(ORDER_NEGATIVE_INVERSE));
        UNROLL for (int j = 0; j < 5; j++) {
            EACH_WAY p[s].t[k + j] = add_low(p[s].t[k + j], q[s], splat(order[j]));
            EACH_WAY p[s].t[k + j + 1] = add_high(p[s].t[k + j + 1], q[s], splat(order[j]));
        }
        EACH_WAY p[s].t[k + 1] = add(p[s].t[k + 1], shift_right(p[s].t[k], 52));
    }
}

/* r[s] = a[s] · b[s] / R mod n */
ALWAYS_INLINE void order_multiply(field *const *r, const field *const *a, const field *const *b, const int ways)
{
    const vector *in[2], *in2[2];
    product p[2];
    EACH_WAY in[s] = a[s]->v, in2[s] = b[s]->v;
    product_zero(p, ways);
    product_add(p, in, in2, ways);
    order_reduce(p, ways);
    EACH_WAY carry(r[s], p[s].t + 5);
    STAGE_END;
}

ALWAYS_INLINE void order_multiply_one(field *r, const field *a, const field *b) { order_multiply(&r, &a, &b, 1); }

ALWAYS_INLINE void constant(field *r, const uint64_t limbs[5])
{
    EACH_LIMB r->v[i] = splat(limbs[i]);
}

/* a - n, and the lanes in which that is negative */
ALWAYS_INLINE lane_mask less_order(field *r, const field *a)
{
    vector t[5];
    EACH_LIMB t[i] = sub(a->v[i], splat(order[i]));
    carry(r, t);
    return _mm512_movepi64_mask(r->v[4]);
}

/* From below 2n to below n. */
ALWAYS_INLINE void order_canonical(field *a)
{
    field less;
    lane_mask below = less_order(&less, a);
    field_select(&less, below, a);
    copy(a, &less);
}

/* a - b mod n, both below n. */
ALWAYS_INLINE void order_subtract(field *a, const field *b)
{
    vector t[5];
    field less;
    EACH_LIMB t[i] = sub(a->v[i], b->v[i]);
    carry(&less, t);
    lane_mask negative = _mm512_movepi64_mask(less.v[4]);
    EACH_LIMB t[i] = _mm512_mask_add_epi64(less.v[i], negative, less.v[i], splat(order[i]));
    carry(a, t);
}

/* Lanes in 1 … n-1 */
ALWAYS_INLINE lane_mask order_in_range(const field *a)
{
    field less;
    vector any = or(or(or(a->v[0], a->v[1]), or(a->v[2], a->v[3])), a->v[4]);
    return less_order(&less, a) & _mm512_test_epi64_mask(any, any);
}

/* ---- Signatures ---- */

/* Stands in for a signature out of range: it must only keep out of the others' way. s = 1. */
static const uint64_t dummy_digest[5] = {0x5a308d3243f6a, 0x13198a2e03707, 0xa4093822299f3, 0x082efa98ec4e6, 0x0452821e638d0};
static const uint64_t dummy_r[5] = {0x1377be5466cf3, 0x4e90c6cc0ac29, 0xb7c97c50dd3f8, 0x4d5b5b5470917, 0x09216d5d98979};
static const uint64_t dummy_s[5] = {1, 0, 0, 0, 0};

ALWAYS_INLINE vector swap_bytes(vector a)
{
    const __m128i order_of_bytes = _mm_set_epi64x(0x08090a0b0c0d0e0f, 0x0001020304050607);
    return _mm512_shuffle_epi8(a, _mm512_broadcast_i32x4(order_of_bytes));
}

/* Four columns of big-endian words, most significant first. */
ALWAYS_INLINE void limbs_from_big_endian(field *r, const vector column[4])
{
    vector w[4];
    UNROLL for (int i = 0; i < 4; i++) w[i] = swap_bytes(column[3 - i]);
    limbs_from_words(r, w);
}

ALWAYS_INLINE void digest_and_r(field *digest, field *r, const struct batch_input *in, size_t group)
{
    vector row[8], column[8];
    _Static_assert(offsetof(countersign_p256_signature, digest) == 0 && offsetof(countersign_p256_signature, r) == 32,
                   "one row holds both");
    UNROLL for (int l = 0; l < 8; l++) row[l] = _mm512_loadu_si512(item_at(in, group * 8 + (size_t)l));
    transpose(column, row);
    limbs_from_big_endian(digest, column);
    limbs_from_big_endian(r, column + 4);
}

ALWAYS_INLINE void s_of_items(field *s, const struct batch_input *in, size_t group)
{
    enum { S = offsetof(countersign_p256_signature, s) };
    vector row[4], column[4];
    UNROLL for (int l = 0; l < 4; l++)
        row[l] = two_halves(item_at(in, group * 8 + (size_t)l) + S, item_at(in, group * 8 + (size_t)l + 4) + S);
    transpose_half(column, row);
    limbs_from_big_endian(s, column);
}

/* r = 1/a · R: one inversion for all lanes of one vector of non-zero scalars. */
static void order_invert(field *r, const field *a)
{
    field neighbour, pairs, other_pair, fours, other_four, all, others, r2;
    struct words value, inverse;

    swap_lanes(&neighbour, a, 1);
    order_multiply_one(&pairs, a, &neighbour);
    swap_lanes(&other_pair, &pairs, 2);
    order_multiply_one(&fours, &pairs, &other_pair);
    swap_lanes(&other_four, &fours, 4);
    order_multiply_one(&all, &fours, &other_four);
    order_multiply_one(&others, &neighbour, &other_pair);
    order_multiply_one(&others, &others, &other_four);

    order_canonical(&all);
    value = words_of_first_lane(&all);
    countersign_invert_n(&inverse, &value);
    splat_words(&all, &inverse);
    /* `all` is the product over R^7 once inverted, `others` is over R^6: R² makes 1/a · R of them. */
    constant(&r2, r2_mod_n);
    order_multiply_one(&all, &all, &r2);
    order_multiply_one(r, &all, &others);
}

/* u1 and u2 of one group to its lines and signs. */
static void lines_of_group(struct state *e, const struct batch_input *in, const struct line *generator,
                           const struct blind *blind, size_t group, const field *u1, const field *u2)
{
    const struct line **lines = e->lines + group * LINES_PER_GROUP * 8;
    uint8_t *signs = e->signs + group * LINES_PER_GROUP;
    uint64_t tables[8];

    for (unsigned l = 0; l < 8; l++) {
        size_t i = group * 8 + l;
        tables[l] = (uint64_t)(uintptr_t)(in->key ? item_table(in, i) : e->windows + i * WINDOW_ENTRIES);
    }
    if (in->key) recode_comb_lanes(in->key, u2, _mm512_loadu_si512(tables), lines, signs);
    else recode_windows_lanes(u2, _mm512_loadu_si512(tables), lines, signs);
    recode_comb_lanes(countersign_comb_of_generator(in->key), u1, splat((uint64_t)(uintptr_t)generator),
                      lines + e->line_offset * 8, signs + e->line_offset);
    _mm512_store_si512((void *)(lines + e->blind_line * 8), splat((uint64_t)(uintptr_t)&blind->line));
    signs[e->blind_line] = 0;
}

/*
 * Two groups at a time, each the next of its chain. With P_k = P_{k-1}·s_k/R and I_k = R/P_k:
 * 1/s_k · R = I_k·P_{k-1}/R and I_{k-1} = I_k·s_k/R, so that s needs no Montgomery form.
 */
static void scalars_prepare(struct state *e, const struct batch_input *in, const struct line *generator,
                            const struct blind *blind)
{
    /* The trees' slots are not in use yet: two elements per group. */
    field *const s_lanes = (field *)e->tree_slots, *const before = s_lanes + 2 * ((e->groups + 1) / 2);
    const size_t pairs = (e->groups + 1) / 2;
    const int ways = 2;
    field chain[2], all, inverse, blind_scalar;
    field *out[2];
    const field *a[2], *b[2];
    _Static_assert(TREE_SLOTS >= 4, "two elements for each group of an even number");

    splat_words(&blind_scalar, &blind->scalar);
    EACH_WAY constant(&chain[s], r_mod_n);
    for (size_t pair = 0; pair < pairs; pair++) {
        EACH_WAY {
            size_t group = 2 * pair + s;
            field digest, r, dummy;
            digest_and_r(&digest, &r, in, group);
            s_of_items(&s_lanes[group], in, group);
            lane_mask good = order_in_range(&r) & order_in_range(&s_lanes[group]);
            constant(&dummy, dummy_s);
            field_select(&s_lanes[group], (lane_mask)~good, &dummy);
            if (group < e->groups) e->in_range[group] = good;
            copy(&before[group], &chain[s]);
            out[s] = &chain[s], a[s] = &chain[s], b[s] = &s_lanes[group];
        }
        order_multiply(out, a, b, 2);
    }
    order_multiply_one(&all, &chain[0], &chain[1]);
    order_invert(&inverse, &all);
    e->statistics.inversions++;
    /* inverse = R/(P·P'/R): times the other chain's product, over R, that is R/P or R/P'. */
    order_multiply_one(&all, &inverse, &chain[1]);
    order_multiply_one(&chain[1], &inverse, &chain[0]);
    copy(&chain[0], &all);

    for (size_t pair = pairs; pair-- > 0;) {
        field w[2], digest[2], r[2], u1[2], u2[2];
        EACH_WAY out[s] = &w[s], a[s] = &chain[s], b[s] = &before[2 * pair + s];
        order_multiply(out, a, b, 2);
        EACH_WAY out[s] = &chain[s], b[s] = &s_lanes[2 * pair + s];
        order_multiply(out, a, b, 2);
        EACH_WAY {
            size_t group = 2 * pair + s < e->groups ? 2 * pair + s : e->groups - 1;
            lane_mask bad = (lane_mask)~e->in_range[group];
            field dummy;
            digest_and_r(&digest[s], &r[s], in, group);
            constant(&dummy, dummy_digest);
            field_select(&digest[s], bad, &dummy);
            constant(&dummy, dummy_r);
            field_select(&r[s], bad, &dummy);
        }
        STAGE_END;
        EACH_WAY out[s] = &u1[s], a[s] = &digest[s], b[s] = &w[s];
        order_multiply(out, a, b, 2);
        EACH_WAY out[s] = &u2[s], a[s] = &r[s];
        order_multiply(out, a, b, 2);
        for (size_t s = 0; s < 2; s++) {
            size_t group = 2 * pair + s;
            if (group >= e->groups) continue;
            field r2;
            constant(&r2, r2_mod_p);
            field_multiply(&e->r[group], &r[s], &r2);
            order_canonical(&u1[s]);
            order_canonical(&u2[s]);
            order_subtract(&u1[s], &blind_scalar);
            lines_of_group(e, in, generator, blind, group, &u1[s], &u2[s]);
        }
    }
}

#endif
