/*
 * Eight elements of GF(p), p = 2^256 - 2^224 + 2^192 + 2^96 - 1, one per lane, in Montgomery form with
 * R = 2^260: five limbs of 52 bits, one vector per limb.
 *
 * RANGES, in units of p (16 p < R = 2^260):
 *   stored   limbs 0 to 3 in [0, 2^52), value in [0, 4): every field and point that the engine sees
 *   folded   the same, value below 1 + 2^-26: x of every point, y of affine points
 *   product  A·B/16 + 1 for factors A and B (Q·p < R·p is added before the division by R)
 * A `factor` is only ever multiplied: its limbs 0 to 3 are carried but keep their bits above 52, which a
 * multiplication does not read. That saves a third of a carry, most of which end in a factor.
 * A subtraction adds a multiple of p, so that no value is ever negative; each use says in a comment which
 * range it makes. bounds.h checks all of it in test builds.
 */
#ifndef COUNTERSIGN_IFMA_FIELD_H
#define COUNTERSIGN_IFMA_FIELD_H

#include "vector.h"

typedef struct field {
    vector v[5];
} field;

typedef struct factor {
    vector v[5];
} factor;

#include "bounds.h"
#include "constants.h"

/* ---- Limbs ---- */

ALWAYS_INLINE void copy(field *r, const field *a)
{
    UNROLL for (int i = 0; i < 5; i++) r->v[i] = a->v[i];
}

/* Limb i of k·p, where each limb below the top has borrowed 2^61 from the next: added to a difference of
 * raw limbs (below 2^57 in size) it makes each of them positive. */
#define MULTIPLE(k, i) splat(multiples_of_p[k][i])

/* Brings limbs 0 to 3 into [0, 2^52); the value must not be negative. */
ALWAYS_INLINE void carry(field *r, const vector t[5])
{
    vector mask = splat(MASK52), carried = t[0];
    UNROLL for (int i = 0; i < 4; i++) {
        vector next = add(t[i + 1], shift_down(carried, 52));
        r->v[i] = and(carried, mask);
        carried = next;
    }
    r->v[4] = carried;
}

ALWAYS_INLINE void carry_factor(factor *r, const vector t[5])
{
    r->v[0] = t[0];
    UNROLL for (int i = 0; i < 4; i++) r->v[i + 1] = add(t[i + 1], shift_down(r->v[i], 52));
}

/* As carry for a value in [0, 16), and takes off q·p with q = floor(value / 2^256): the result is folded.
 * q is read from the uncarried top; a carry that would have changed it leaves a remainder within 2^216 of
 * 0 or 2^256, which is folded too (and positive, since q·(2^256 - p) is added with q ≥ 1 in that case). */
ALWAYS_INLINE void fold(field *r, const vector t[5])
{
    vector q = shift_down(add(t[4], shift_down(t[3], 52)), 48);
    vector u[5] = {
        add(t[0], q),
        sub(t[1], shift_left(q, 44)),
        t[2],
        sub(t[3], shift_left(q, 36)),
        add(sub(t[4], shift_left(q, 48)), shift_left(q, 16)),
    };
    carry(r, u);
}

/* ---- Products ----
 *
 * A product is ten columns, unreduced. Functions take `ways` (1 or 2, a constant) products at once and
 * deal their instructions alternately: one product is a chain of dependent sums and reduction digits that
 * keeps the two multipliers 60 % busy, two fill them (40 of 40 possible cycles measured, Zen 5).
 */
typedef struct product {
    vector t[10];
} product;

#define EACH_WAY UNROLL for (int s = 0; s < ways; s++)

ALWAYS_INLINE void product_zero(product *p, const int ways)
{
    EACH_WAY UNROLL for (int i = 0; i < 10; i++) p[s].t[i] = zero();
}

/* p[s] += a[s] · b[s], limbs of fields or factors */
ALWAYS_INLINE void product_add(product *p, const vector *const *a, const vector *const *b, const int ways)
{
    UNROLL for (int i = 0; i < 5; i++) {
        vector x[2];
        EACH_WAY x[s] = a[s][i];
        UNROLL for (int j = 0; j < 5; j++) {
            EACH_WAY p[s].t[i + j] = add_low(p[s].t[i + j], x[s], b[s][j]);
            EACH_WAY p[s].t[i + j + 1] = add_high(p[s].t[i + j + 1], x[s], b[s][j]);
        }
    }
}

/* p[s] = a[s]²: the mixed terms, doubled, then the squares. */
ALWAYS_INLINE void product_square(product *p, const vector *const *a, const int ways)
{
    product_zero(p, ways);
    UNROLL for (int i = 0; i < 4; i++) {
        vector x[2];
        EACH_WAY x[s] = a[s][i];
        UNROLL for (int j = i + 1; j < 5; j++) {
            EACH_WAY p[s].t[i + j] = add_low(p[s].t[i + j], x[s], a[s][j]);
            EACH_WAY p[s].t[i + j + 1] = add_high(p[s].t[i + j + 1], x[s], a[s][j]);
        }
    }
    UNROLL for (int i = 1; i < 9; i++) EACH_WAY p[s].t[i] = add(p[s].t[i], p[s].t[i]);
    UNROLL for (int i = 0; i < 5; i++) EACH_WAY {
        p[s].t[2 * i] = add_low(p[s].t[2 * i], a[s][i], a[s][i]);
        p[s].t[2 * i + 1] = add_high(p[s].t[2 * i + 1], a[s][i], a[s][i]);
    }
}

/*
 * Montgomery reduction: afterwards columns 5 to 9 are the limbs of p[s] / R mod p, uncarried.
 * p = -1 mod 2^52, so the quotient digit is the low limb itself, and adding q·p means clearing that limb
 * and adding q·(p + 1) = q·(2^44·B + 2^36·B³ + (2^48 - 2^16)·B⁴), B = 2^52: six multiplications per digit.
 */
ALWAYS_INLINE void product_reduce(product *p, const int ways)
{
    UNROLL for (int k = 0; k < 5; k++) {
        EACH_WAY {
            vector q = p[s].t[k];
            p[s].t[k + 1] = add(p[s].t[k + 1], shift_down(q, 52));
            p[s].t[k + 1] = add_low(p[s].t[k + 1], q, splat(P1_LIMB1));
        }
        EACH_WAY {
            vector q = p[s].t[k];
            p[s].t[k + 2] = add_high(p[s].t[k + 2], q, splat(P1_LIMB1));
            p[s].t[k + 3] = add_low(p[s].t[k + 3], q, splat(P1_LIMB3));
            p[s].t[k + 4] = add_high(p[s].t[k + 4], q, splat(P1_LIMB3));
            p[s].t[k + 4] = add_low(p[s].t[k + 4], q, splat(P1_LIMB4));
            p[s].t[k + 5] = add_high(p[s].t[k + 5], q, splat(P1_LIMB4));
        }
    }
}

/* The usual start of a stage: p[s] = a[s] · b[s] / R, or a[s]² / R, in columns 5 to 9. */
ALWAYS_INLINE void reduced_product(product *p, const vector *const *a, const vector *const *b, const int ways)
{
    product_zero(p, ways);
    product_add(p, a, b, ways);
    product_reduce(p, ways);
}

ALWAYS_INLINE void reduced_square(product *p, const vector *const *a, const int ways)
{
    product_square(p, a, ways);
    product_reduce(p, ways);
}

/* r[s] = a[s] · b[s]: 80 multiplications each. */
ALWAYS_INLINE void multiply_ways(factor *const *r, const vector *const *a, const vector *const *b, const int ways)
{
    product p[2];
    reduced_product(p, a, b, ways);
    EACH_WAY carry_factor(r[s], p[s].t + 5);
    STAGE_END;
}

/* r[s] = a[s]²: 60 multiplications each. */
ALWAYS_INLINE void square_ways(factor *const *r, const vector *const *a, const int ways)
{
    product p[2];
    reduced_square(p, a, ways);
    EACH_WAY carry_factor(r[s], p[s].t + 5);
    STAGE_END;
}

/* ---- The contract's functions: one element at a time, stored in, folded out ---- */

static void field_multiply(field *r, const field *a, const field *b)
{
    const vector *in = a->v, *in2 = b->v;
    product p;
    bound(a, 4), bound(b, 4); /* 4·4/16 + 1 = 2 */
    reduced_product(&p, &in, &in2, 1);
    fold(r, p.t + 5);
    bound_folded(r);
}

static void field_square(field *r, const field *a)
{
    const vector *in = a->v;
    product p;
    bound(a, 4);
    reduced_square(&p, &in, 1);
    fold(r, p.t + 5);
    bound_folded(r);
}

ALWAYS_INLINE void field_subtract(field *r, const field *a, const field *b)
{
    vector t[5];
    bound(a, 4), bound(b, 4);
    UNROLL for (int i = 0; i < 5; i++) t[i] = add(sub(a->v[i], b->v[i]), MULTIPLE(4, i)); /* (0, 8) */
    fold(r, t);
    bound_folded(r);
}

ALWAYS_INLINE void field_one(field *r)
{
    UNROLL for (int i = 0; i < 5; i++) r->v[i] = splat(r_mod_p[i]);
}

/* Lanes of a field in [0, 4] that are 0, p, 2p, 3p or 4p. */
ALWAYS_INLINE lane_mask field_zero_mask(const field *a)
{
    lane_mask found = 0;
    bound(a, 4);
    UNROLL for (int k = 0; k <= 4; k++) {
        __mmask8 equal = 0xff;
        UNROLL for (int i = 0; i < 5; i++)
            equal &= _mm512_cmpeq_epi64_mask(a->v[i], splat(plain_multiples_of_p[k][i]));
        found |= equal;
    }
    return found;
}

ALWAYS_INLINE void field_select(field *r, lane_mask m, const field *a)
{
    UNROLL for (int i = 0; i < 5; i++) r->v[i] = _mm512_mask_mov_epi64(r->v[i], m, a->v[i]);
}

/* The representative below p of a folded value: one conditional subtraction. */
ALWAYS_INLINE void canonical(field *r, const field *a)
{
    vector t[5];
    field less;
    bound_folded(a);
    UNROLL for (int i = 0; i < 5; i++) t[i] = sub(a->v[i], splat(plain_multiples_of_p[1][i]));
    carry(&less, t); /* the sign ends up in the top limb */
    __mmask8 below = _mm512_movepi64_mask(less.v[4]);
    UNROLL for (int i = 0; i < 5; i++) r->v[i] = _mm512_mask_mov_epi64(less.v[i], below, a->v[i]);
}

/* The same for any value in [0, 16). */
ALWAYS_INLINE void canonical_of_any(field *r, const field *a)
{
    field folded;
    fold(&folded, a->v);
    canonical(r, &folded);
}

#endif
