/*
 * Points and passes for kernels with one lane and 4 × 64-bit canonical field elements (R = 2^256). Needs
 * field_add, _subtract, _multiply, _square, _halve from the kernel's field.h. A slot is a table line.
 */
#ifndef COUNTERSIGN_ENGINE_SINGLE_LANE_H
#define COUNTERSIGN_ENGINE_SINGLE_LANE_H

#include "../scalar.h"

typedef struct line affine;
typedef struct {
    field x, y, z;
} jacobian;

#include "pass.h"

static const field field_r2 = {
    {0x0000000000000003u, 0xfffffffbffffffffu, 0xfffffffffffffffeu, 0x00000004fffffffdu}};

ALWAYS_INLINE void field_one(field *r)
{
    *r = (field){{0x0000000000000001u, 0xffffffff00000000u, 0xffffffffffffffffu, 0x00000000fffffffeu}};
}

ALWAYS_INLINE lane_mask field_zero_mask(const field *a) { return words_is_zero(a); }

ALWAYS_INLINE void field_select(field *r, lane_mask m, const field *a)
{
    if (m) *r = *a;
}

static inline void field_from_words(field *r, const struct words w[1])
{
    field_multiply(r, &w[0], &field_r2);
}

static bool field_invert(field *r, const field *a)
{
    if (words_is_zero(a)) return false;
    /* (aR)^-1 → a^-1 R: two multiplications by R^2. */
    struct words inverse;
    countersign_invert_p(&inverse, a);
    field_multiply(&inverse, &inverse, &field_r2);
    field_multiply(r, &inverse, &field_r2);
    return true;
}

/* r = negative ? -a : a. */
ALWAYS_INLINE void field_negate_if(field *r, const field *a, bool negative)
{
    const field zero = {{0, 0, 0, 0}};
    field minus;
    field_subtract(&minus, &zero, a);
    for (int i = 0; i < 4; i++) r->w[i] = negative ? minus.w[i] : a->w[i];
}

ALWAYS_INLINE void point_load(affine *r, const struct line *const lines[1], lane_mask negative)
{
    r->x = lines[0]->x;
    field_negate_if(&r->y, &lines[0]->y, negative & 1);
}

ALWAYS_INLINE void point_store(struct line *const lines[1], const affine *a) { *lines[0] = *a; }

/*
 * Doubling with a = -3, 4M + 4S: with l = 3/2 · (x - z²)(x + z²), b = x·y²:
 * x' = l² - 2b, y' = l·(b - x') - y⁴, z' = y·z (half of the textbook's, which saves two additions).
 */
ALWAYS_INLINE void jacobian_double_once(jacobian *p)
{
    field zz, yy, b, l, t;
    field_square(&zz, &p->z);
    field_square(&yy, &p->y);
    field_multiply(&p->z, &p->y, &p->z);
    field_subtract(&l, &p->x, &zz);
    field_add(&t, &p->x, &zz);
    field_multiply(&l, &l, &t);
    field_multiply(&b, &yy, &p->x);
    field_halve(&t, &l);
    field_add(&l, &l, &t);
    field_square(&t, &l);
    field_subtract(&t, &t, &b);
    field_subtract(&p->x, &t, &b);
    field_subtract(&b, &b, &p->x);
    uint64_t left[8], right[8];
    field_multiply_wide(left, &b, &l);
    field_square_wide(right, &yy);
    field_reduce_difference(&p->y, left, right);
}

NOINLINE void jacobian_double(jacobian *p, unsigned times)
{
    jacobian r = *p;
    for (unsigned i = 0; i < times; i++) jacobian_double_once(&r);
    *p = r;
}

/* Mixed addition, 8M + 3S: with h = x2·z² - x, r = y2·z³ - y, v = x·h²:
 * x' = r² - h³ - 2v, y' = r·(v - x') - y·h³, z' = z·h. */
ALWAYS_INLINE void jacobian_add_once(jacobian *p, const affine *q)
{
    field zz, h, r, hh, hhh, v, t;
    field_square(&zz, &p->z);
    field_multiply(&h, &q->x, &zz);
    field_multiply(&zz, &p->z, &zz);
    field_subtract(&h, &h, &p->x);
    field_multiply(&r, &q->y, &zz);
    field_square(&hh, &h);
    field_multiply(&p->z, &p->z, &h);
    field_subtract(&r, &r, &p->y);
    field_multiply(&v, &p->x, &hh);
    field_multiply(&hhh, &h, &hh);
    field_square(&t, &r);
    field_subtract(&t, &t, &hhh);
    field_subtract(&t, &t, &v);
    field_subtract(&p->x, &t, &v);
    field_subtract(&v, &v, &p->x);
    uint64_t left[8], right[8];
    field_multiply_wide(left, &v, &r);
    field_multiply_wide(right, &p->y, &hhh);
    field_reduce_difference(&p->y, left, right);
}

NOINLINE void jacobian_add(jacobian *p, const affine *q) { jacobian_add_once(p, q); }

#include "single_lane_passes.h"

#endif
