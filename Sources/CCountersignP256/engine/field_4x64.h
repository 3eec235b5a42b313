/*
 * The field of P-256 in 4 × 64 bits, Montgomery form, R = 2^256. Stored range: below p, always (canonical).
 *
 * Written over three primitives that the kernel's field.h brings, so that the compiler sees its carry chains:
 *     carry_t plus(carry_t carry, uint64_t a, uint64_t b, uint64_t *r)    *r = a + b + carry; the carry out
 *     carry_t minus(carry_t borrow, uint64_t a, uint64_t b, uint64_t *r)  *r = a - b - borrow; the borrow out
 *     uint64_t times(uint64_t a, uint64_t b, uint64_t *high)              low word of a · b, and the high word
 */
#ifndef COUNTERSIGN_ENGINE_FIELD_4X64_H
#define COUNTERSIGN_ENGINE_FIELD_4X64_H

typedef struct words field;

/* p = 2^256 - 2^224 + 2^192 + 2^96 - 1: words all ones, P1, 0, P3. */
#define P1 0x00000000ffffffffu
#define P3 0xffffffff00000001u

/* r = t mod p for t4 · 2^256 + t < 2p. */
ALWAYS_INLINE void field_reduce_once(field *r, uint64_t t0, uint64_t t1, uint64_t t2, uint64_t t3, uint64_t t4)
{
    uint64_t s0, s1, s2, s3, s4;
    carry_t borrow = minus(0, t0, UINT64_MAX, &s0);
    borrow = minus(borrow, t1, P1, &s1);
    borrow = minus(borrow, t2, 0, &s2);
    borrow = minus(borrow, t3, P3, &s3);
    borrow = minus(borrow, t4, 0, &s4);
    r->w[0] = borrow ? t0 : s0;
    r->w[1] = borrow ? t1 : s1;
    r->w[2] = borrow ? t2 : s2;
    r->w[3] = borrow ? t3 : s3;
}

/* t + (p where the mask is all ones), in place; returns the carry. */
ALWAYS_INLINE carry_t field_plus_p(uint64_t t[4], uint64_t mask)
{
    carry_t carry = plus(0, t[0], mask, &t[0]);
    carry = plus(carry, t[1], mask & P1, &t[1]);
    carry = plus(carry, t[2], 0, &t[2]);
    return plus(carry, t[3], mask & P3, &t[3]);
}

ALWAYS_INLINE void field_add(field *r, const field *a, const field *b)
{
    uint64_t t0, t1, t2, t3;
    carry_t carry = plus(0, a->w[0], b->w[0], &t0);
    carry = plus(carry, a->w[1], b->w[1], &t1);
    carry = plus(carry, a->w[2], b->w[2], &t2);
    carry = plus(carry, a->w[3], b->w[3], &t3);
    field_reduce_once(r, t0, t1, t2, t3, carry);
}

ALWAYS_INLINE void field_subtract(field *r, const field *a, const field *b)
{
    uint64_t t[4];
    carry_t borrow = minus(0, a->w[0], b->w[0], &t[0]);
    borrow = minus(borrow, a->w[1], b->w[1], &t[1]);
    borrow = minus(borrow, a->w[2], b->w[2], &t[2]);
    borrow = minus(borrow, a->w[3], b->w[3], &t[3]);
    field_plus_p(t, 0 - (uint64_t)borrow);
    for (int i = 0; i < 4; i++) r->w[i] = t[i];
}

/* r = a / 2. */
ALWAYS_INLINE void field_halve(field *r, const field *a)
{
    uint64_t t[4] = {a->w[0], a->w[1], a->w[2], a->w[3]};
    carry_t carry = field_plus_p(t, 0 - (a->w[0] & 1));
    r->w[0] = t[0] >> 1 | t[1] << 63;
    r->w[1] = t[1] >> 1 | t[2] << 63;
    r->w[2] = t[2] >> 1 | t[3] << 63;
    r->w[3] = t[3] >> 1 | (uint64_t)carry << 63;
}

/* One word of Montgomery reduction. p = -1 mod 2^64, so the quotient is the low word t0 itself, and
 * (t3 t2 t1 t0) + t0 · p is t1 + (t0 << 32), t2 + (t0 >> 32), t3 + low, high with high:low = t0 · P3 =
 * (t0 << 64) - (t0 << 32) + t0. The lowest word is gone; t0 takes the new top word. */
#define FIELD_REDUCE_WORD(t0, t1, t2, t3)                          \
    do {                                                           \
        uint64_t up_ = (t0) << 32, down_ = (t0) >> 32, low_, high_; \
        high_ = minus(0, (t0), up_, &low_);                        \
        high_ = (t0) - down_ - high_;                              \
        carry_t carry_ = plus(0, (t1), up_, &(t1));                \
        carry_ = plus(carry_, (t2), down_, &(t2));                 \
        carry_ = plus(carry_, (t3), low_, &(t3));                  \
        plus(carry_, high_, 0, &(t0));                             \
    } while (0)

/* r = t / 2^256 mod p for t < 2^256 · p. */
ALWAYS_INLINE void field_reduce(field *r, const uint64_t t[8])
{
    uint64_t a0 = t[0], a1 = t[1], a2 = t[2], a3 = t[3];
    FIELD_REDUCE_WORD(a0, a1, a2, a3);
    FIELD_REDUCE_WORD(a1, a2, a3, a0);
    FIELD_REDUCE_WORD(a2, a3, a0, a1);
    FIELD_REDUCE_WORD(a3, a0, a1, a2);
    carry_t carry = plus(0, a0, t[4], &a0);
    carry = plus(carry, a1, t[5], &a1);
    carry = plus(carry, a2, t[6], &a2);
    carry = plus(carry, a3, t[7], &a3);
    field_reduce_once(r, a0, a1, a2, a3, carry);
}

/* t = a · b, 512 bits. */
ALWAYS_INLINE void field_multiply_wide(uint64_t t[8], const field *a, const field *b)
{
    uint64_t low[4], high[4];
    for (int j = 0; j < 4; j++) low[j] = times(a->w[j], b->w[0], &high[j]);
    t[0] = low[0];
    carry_t carry = plus(0, high[0], low[1], &t[1]);
    carry = plus(carry, high[1], low[2], &t[2]);
    carry = plus(carry, high[2], low[3], &t[3]);
    plus(carry, high[3], 0, &t[4]);
    for (int i = 1; i < 4; i++) {
        for (int j = 0; j < 4; j++) low[j] = times(a->w[j], b->w[i], &high[j]);
        carry = plus(0, t[i], low[0], &t[i]);
        carry = plus(carry, t[i + 1], low[1], &t[i + 1]);
        carry = plus(carry, t[i + 2], low[2], &t[i + 2]);
        carry = plus(carry, t[i + 3], low[3], &t[i + 3]);
        plus(carry, high[3], 0, &high[3]);
        carry = plus(0, t[i + 1], high[0], &t[i + 1]);
        carry = plus(carry, t[i + 2], high[1], &t[i + 2]);
        carry = plus(carry, t[i + 3], high[2], &t[i + 3]);
        plus(carry, high[3], 0, &t[i + 4]);
    }
}

/* t = a², 512 bits. */
ALWAYS_INLINE void field_square_wide(uint64_t t[8], const field *a)
{
    const uint64_t a0 = a->w[0], a1 = a->w[1], a2 = a->w[2], a3 = a->w[3];
    uint64_t low, high, low2, high2;
    /* Products of different words … */
    t[1] = times(a0, a1, &t[2]);
    low = times(a0, a2, &t[3]);
    carry_t carry = plus(0, t[2], low, &t[2]);
    low = times(a0, a3, &t[4]);
    carry = plus(carry, t[3], low, &t[3]);
    plus(carry, t[4], 0, &t[4]);
    low = times(a1, a2, &high);
    low2 = times(a1, a3, &high2);
    carry = plus(0, high, low2, &high);
    plus(carry, high2, 0, &high2);
    carry = plus(0, t[3], low, &t[3]);
    carry = plus(carry, t[4], high, &t[4]);
    plus(carry, high2, 0, &t[5]);
    low = times(a2, a3, &high);
    carry = plus(0, t[5], low, &t[5]);
    plus(carry, high, 0, &t[6]);
    /* … twice … */
    carry = 0;
    for (int i = 1; i < 7; i++) carry = plus(carry, t[i], t[i], &t[i]);
    t[7] = carry;
    /* … plus the squares. */
    uint64_t squares[8];
    for (int i = 0; i < 4; i++) squares[2 * i] = times(a->w[i], a->w[i], &squares[2 * i + 1]);
    t[0] = squares[0];
    carry = 0;
    for (int i = 1; i < 8; i++) carry = plus(carry, t[i], squares[i], &t[i]);
}

/* r = (s - t) / 2^256 mod p for s, t < 2^256 · p: two products share one reduction. */
ALWAYS_INLINE void field_reduce_difference(field *r, uint64_t s[8], const uint64_t t[8])
{
    carry_t borrow = 0;
    for (int i = 0; i < 8; i++) borrow = minus(borrow, s[i], t[i], &s[i]);
    field_plus_p(s + 4, 0 - (uint64_t)borrow);
    field_reduce(r, s);
}

#ifdef FIELD_MULTIPLY_BY_ROWS

/* t += a · b, five words and a carry in t[5]. */
ALWAYS_INLINE void field_add_row(uint64_t t[6], const field *a, uint64_t b)
{
    uint64_t low[4], high[4];
    for (int j = 0; j < 4; j++) low[j] = times(a->w[j], b, &high[j]);
    carry_t carry = plus(0, t[0], low[0], &t[0]);
    carry = plus(carry, t[1], low[1], &t[1]);
    carry = plus(carry, t[2], low[2], &t[2]);
    carry = plus(carry, t[3], low[3], &t[3]);
    t[5] = plus(carry, t[4], high[3], &t[4]);
    carry = plus(0, t[1], high[0], &t[1]);
    carry = plus(carry, t[2], high[1], &t[2]);
    carry = plus(carry, t[3], high[2], &t[3]);
    carry = plus(carry, t[4], 0, &t[4]);
    plus(carry, t[5], 0, &t[5]);
}

/* t = (t + t[0] · p) / 2^64. */
ALWAYS_INLINE void field_reduce_row(uint64_t t[6])
{
    uint64_t top = t[0];
    FIELD_REDUCE_WORD(top, t[1], t[2], t[3]);
    t[0] = t[1];
    t[1] = t[2];
    t[2] = t[3];
    carry_t carry = plus(0, t[4], top, &t[3]);
    plus(carry, t[5], 0, &t[4]);
}

/* r = a · b / 2^256 mod p, reducing one word after each row: fewer words are alive at once. */
ALWAYS_INLINE void field_multiply(field *r, const field *a, const field *b)
{
    uint64_t t[6] = {0, 0, 0, 0, 0, 0};
    field_add_row(t, a, b->w[0]);
    field_reduce_row(t);
    field_add_row(t, a, b->w[1]);
    field_reduce_row(t);
    field_add_row(t, a, b->w[2]);
    field_reduce_row(t);
    field_add_row(t, a, b->w[3]);
    field_reduce_row(t);
    field_reduce_once(r, t[0], t[1], t[2], t[3], t[4]);
}

#else

/* r = a · b / 2^256 mod p. */
ALWAYS_INLINE void field_multiply(field *r, const field *a, const field *b)
{
    uint64_t t[8];
    field_multiply_wide(t, a, b);
    field_reduce(r, t);
}

#endif

ALWAYS_INLINE void field_square(field *r, const field *a)
{
    uint64_t t[8];
    field_square_wide(t, a);
    field_reduce(r, t);
}

#endif
