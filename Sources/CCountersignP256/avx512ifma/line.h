/* Table lines in and out: eight rows of eight 64-bit words, one row per lane, against vectors of 52-bit limbs. */
#ifndef COUNTERSIGN_IFMA_LINE_H
#define COUNTERSIGN_IFMA_LINE_H

#include "point.h"

/* Rows into columns. The last step works on 128-bit parts, so that lane l of a column is row l. */
ALWAYS_INLINE void transpose(vector c[8], const vector r[8])
{
    const vector low = _mm512_set_epi64(13, 12, 5, 4, 9, 8, 1, 0);
    const vector high = _mm512_set_epi64(15, 14, 7, 6, 11, 10, 3, 2);
    vector even[4], odd[4], t[8];

    UNROLL for (int i = 0; i < 4; i++) {
        even[i] = _mm512_unpacklo_epi64(r[2 * i], r[2 * i + 1]); /* columns 0, 2, 4, 6 of two rows */
        odd[i] = _mm512_unpackhi_epi64(r[2 * i], r[2 * i + 1]);
    }
    UNROLL for (int i = 0; i < 2; i++) { /* four rows: columns 0 | 4, 2 | 6, 1 | 5, 3 | 7 */
        t[4 * i + 0] = _mm512_permutex2var_epi64(even[2 * i], low, even[2 * i + 1]);
        t[4 * i + 2] = _mm512_permutex2var_epi64(even[2 * i], high, even[2 * i + 1]);
        t[4 * i + 1] = _mm512_permutex2var_epi64(odd[2 * i], low, odd[2 * i + 1]);
        t[4 * i + 3] = _mm512_permutex2var_epi64(odd[2 * i], high, odd[2 * i + 1]);
    }
    UNROLL for (int i = 0; i < 4; i++) {
        c[i] = _mm512_shuffle_i64x2(t[i], t[4 + i], 0x44);
        c[i + 4] = _mm512_shuffle_i64x2(t[i], t[4 + i], 0xee);
    }
}

/* Four 64-bit words per lane into limbs. Two shifts and an OR per limb, not VBMI2's funnel shift: the
 * shifts run beside the multiplications and cost nothing measurable, and every CPU with IFMA has them. */
ALWAYS_INLINE void limbs_from_words(field *r, const vector w[4])
{
    vector mask = splat(MASK52);
    r->v[0] = and(w[0], mask);
    r->v[1] = and(or(shift_right(w[0], 52), shift_left(w[1], 12)), mask);
    r->v[2] = and(or(shift_right(w[1], 40), shift_left(w[2], 24)), mask);
    r->v[3] = and(or(shift_right(w[2], 28), shift_left(w[3], 36)), mask);
    r->v[4] = shift_right(w[3], 16);
}

ALWAYS_INLINE void words_from_limbs(vector w[4], const field *a)
{
    w[0] = or(a->v[0], shift_left(a->v[1], 52));
    w[1] = or(shift_right(a->v[1], 12), shift_left(a->v[2], 40));
    w[2] = or(shift_right(a->v[2], 24), shift_left(a->v[3], 28));
    w[3] = or(shift_right(a->v[3], 36), shift_left(a->v[4], 16));
}

/* Eight rows of four words into columns: row i in the lower half of half_rows[i], row i + 4 in the upper. */
ALWAYS_INLINE void transpose_half(vector c[4], const vector half_rows[4])
{
    const vector low = _mm512_set_epi64(13, 12, 5, 4, 9, 8, 1, 0);
    const vector high = _mm512_set_epi64(15, 14, 7, 6, 11, 10, 3, 2);
    vector even[2], odd[2];

    UNROLL for (int i = 0; i < 2; i++) {
        even[i] = _mm512_unpacklo_epi64(half_rows[2 * i], half_rows[2 * i + 1]);
        odd[i] = _mm512_unpackhi_epi64(half_rows[2 * i], half_rows[2 * i + 1]);
    }
    c[0] = _mm512_permutex2var_epi64(even[0], low, even[1]);
    c[2] = _mm512_permutex2var_epi64(even[0], high, even[1]);
    c[1] = _mm512_permutex2var_epi64(odd[0], low, odd[1]);
    c[3] = _mm512_permutex2var_epi64(odd[0], high, odd[1]);
}

ALWAYS_INLINE vector two_halves(const void *lower, const void *upper)
{
    return _mm512_inserti64x4(_mm512_castsi256_si512(_mm256_loadu_si256((const __m256i *)lower)),
                              _mm256_loadu_si256((const __m256i *)upper), 1);
}

/* The x of eight lines: half of the loads and a third of the shuffles of a whole point. */
ALWAYS_INLINE void line_load_x(field *x, const struct line *const lines[8])
{
    vector row[4], w[4];
    UNROLL for (int i = 0; i < 4; i++) row[i] = two_halves(&lines[i]->x, &lines[i + 4]->x);
    transpose_half(w, row);
    limbs_from_words(x, w);
}

/* Eight lines; y is p - y in the lanes of `negative`, and then its limbs may be negative (value in [0, p]). */
ALWAYS_INLINE void line_load_raw(field *x, field *y, const struct line *const lines[8], lane_mask negative)
{
    vector row[8], w[8];
    UNROLL for (int i = 0; i < 8; i++) row[i] = _mm512_load_si512(lines[i]);
    transpose(w, row);
    limbs_from_words(x, w);
    limbs_from_words(y, w + 4);
    UNROLL for (int i = 0; i < 5; i++)
        y->v[i] = _mm512_mask_sub_epi64(y->v[i], negative, splat(plain_multiples_of_p[1][i]), y->v[i]);
}

ALWAYS_INLINE void point_load(affine *r, const struct line *const lines[8], lane_mask negative)
{
    field y;
    line_load_raw(&r->x, &y, lines, negative);
    carry(&r->y, y.v);
    bound(&r->x, 1), bound(&r->y, 1);
    STAGE_END;
}

static void point_store(struct line *const lines[8], const affine *a)
{
    field x, y;
    vector w[8], row[8];
    canonical_of_any(&x, &a->x);
    canonical_of_any(&y, &a->y);
    words_from_limbs(w, &x);
    words_from_limbs(w + 4, &y);
    transpose(row, w);
    UNROLL for (int i = 0; i < 8; i++) _mm512_store_si512(lines[i], row[i]);
}

/* Integers below 2^256, one per lane, to Montgomery form. */
static void field_from_words(field *r, const struct words w[8])
{
    vector column[4];
    field integer, r2;
    UNROLL for (int i = 0; i < 4; i++)
        column[i] = _mm512_set_epi64(
            (long long)w[7].w[i], (long long)w[6].w[i], (long long)w[5].w[i], (long long)w[4].w[i],
            (long long)w[3].w[i], (long long)w[2].w[i], (long long)w[1].w[i], (long long)w[0].w[i]);
    limbs_from_words(&integer, column);
    EACH_LIMB r2.v[i] = splat(r2_mod_p[i]);
    field_multiply(r, &integer, &r2);
}

/* ---- Inversion of one vector: products across lanes, one inversion of one number, and back ---- */

/* Swaps lanes that are 1, 2 or 4 apart. */
ALWAYS_INLINE void swap_lanes(field *r, const field *a, const int distance)
{
    EACH_LIMB r->v[i] = distance == 1   ? _mm512_permutex_epi64(a->v[i], 0xb1)
                        : distance == 2 ? _mm512_permutex_epi64(a->v[i], 0x4e)
                                        : _mm512_shuffle_i64x2(a->v[i], a->v[i], 0x4e);
}

/* The number in lane 0, below 2^256. */
ALWAYS_INLINE struct words words_of_first_lane(const field *a)
{
    vector column[4];
    struct words value;
    words_from_limbs(column, a);
    UNROLL for (int i = 0; i < 4; i++) value.w[i] = (uint64_t)_mm_cvtsi128_si64(_mm512_castsi512_si128(column[i]));
    return value;
}

/* One number into all lanes. */
ALWAYS_INLINE void splat_words(field *r, const struct words *value)
{
    vector column[4];
    UNROLL for (int i = 0; i < 4; i++) column[i] = splat(value->w[i]);
    limbs_from_words(r, column);
}

static bool field_invert(field *r, const field *a)
{
    field neighbour, pairs, other_pair, fours, other_four, all, others, r3;
    struct words value, inverse;

    swap_lanes(&neighbour, a, 1);
    field_multiply(&pairs, a, &neighbour);
    swap_lanes(&other_pair, &pairs, 2);
    field_multiply(&fours, &pairs, &other_pair);
    swap_lanes(&other_four, &fours, 4);
    field_multiply(&all, &fours, &other_four);
    field_multiply(&others, &neighbour, &other_pair);
    field_multiply(&others, &others, &other_four); /* all lanes but one's own */

    canonical_of_any(&all, &all);
    value = words_of_first_lane(&all);
    if (words_is_zero(&value)) return false;
    countersign_invert_p(&inverse, &value);

    /* (vR)^-1 · R^3 / R = v^-1 R */
    splat_words(&all, &inverse);
    EACH_LIMB r3.v[i] = splat(r3_mod_p[i]);
    field_multiply(&all, &all, &r3);
    field_multiply(r, &all, &others);
    return true;
}

#endif
