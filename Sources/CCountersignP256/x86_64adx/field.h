/*
 * The field of P-256 with MULX and carry-chain intrinsics: 4 × 64 bits, Montgomery form, R = 2^256.
 * Stored range: below p, always (canonical). Same results as portable/field.h, word for word.
 */
#ifndef COUNTERSIGN_X86_64ADX_FIELD_H
#define COUNTERSIGN_X86_64ADX_FIELD_H

typedef struct words field;

#define P1 0x00000000ffffffffu
#define P3 0xffffffff00000001u

/* *r = a + b + carry; returns the carry. */
ALWAYS_INLINE unsigned char plus(unsigned char carry, uint64_t a, uint64_t b, uint64_t *r)
{
    unsigned long long sum;
    carry = _addcarry_u64(carry, a, b, &sum);
    *r = sum;
    return carry;
}

/* *r = a - b - borrow; returns the borrow. */
ALWAYS_INLINE unsigned char minus(unsigned char borrow, uint64_t a, uint64_t b, uint64_t *r)
{
    unsigned long long difference;
    borrow = _subborrow_u64(borrow, a, b, &difference);
    *r = difference;
    return borrow;
}

/* Low word of a · b; the high word goes to *high. */
ALWAYS_INLINE uint64_t times(uint64_t a, uint64_t b, uint64_t *high)
{
    unsigned long long h, low = _mulx_u64(a, b, &h);
    *high = h;
    return low;
}

/* r = t mod p for t4 · 2^256 + t < 2p. */
ALWAYS_INLINE void field_reduce_once(field *r, uint64_t t0, uint64_t t1, uint64_t t2, uint64_t t3, uint64_t t4)
{
    uint64_t s0, s1, s2, s3, s4;
    unsigned char borrow = minus(0, t0, UINT64_MAX, &s0);
    borrow = minus(borrow, t1, P1, &s1);
    borrow = minus(borrow, t2, 0, &s2);
    borrow = minus(borrow, t3, P3, &s3);
    borrow = minus(borrow, t4, 0, &s4);
    r->w[0] = borrow ? t0 : s0;
    r->w[1] = borrow ? t1 : s1;
    r->w[2] = borrow ? t2 : s2;
    r->w[3] = borrow ? t3 : s3;
}

ALWAYS_INLINE void field_add(field *r, const field *a, const field *b)
{
    uint64_t t0, t1, t2, t3;
    unsigned char carry = plus(0, a->w[0], b->w[0], &t0);
    carry = plus(carry, a->w[1], b->w[1], &t1);
    carry = plus(carry, a->w[2], b->w[2], &t2);
    carry = plus(carry, a->w[3], b->w[3], &t3);
    field_reduce_once(r, t0, t1, t2, t3, carry);
}

ALWAYS_INLINE void field_subtract(field *r, const field *a, const field *b)
{
    uint64_t t0, t1, t2, t3;
    unsigned char borrow = minus(0, a->w[0], b->w[0], &t0);
    borrow = minus(borrow, a->w[1], b->w[1], &t1);
    borrow = minus(borrow, a->w[2], b->w[2], &t2);
    borrow = minus(borrow, a->w[3], b->w[3], &t3);
    const uint64_t mask = 0 - (uint64_t)borrow;
    unsigned char carry = plus(0, t0, mask, &r->w[0]);
    carry = plus(carry, t1, mask & P1, &r->w[1]);
    carry = plus(carry, t2, 0, &r->w[2]);
    plus(carry, t3, mask & P3, &r->w[3]);
}

/* r = a / 2. */
ALWAYS_INLINE void field_halve(field *r, const field *a)
{
    const uint64_t mask = 0 - (a->w[0] & 1);
    uint64_t t0, t1, t2, t3;
    unsigned char carry = plus(0, a->w[0], mask, &t0);
    carry = plus(carry, a->w[1], mask & P1, &t1);
    carry = plus(carry, a->w[2], 0, &t2);
    carry = plus(carry, a->w[3], mask & P3, &t3);
    r->w[0] = t0 >> 1 | t1 << 63;
    r->w[1] = t1 >> 1 | t2 << 63;
    r->w[2] = t2 >> 1 | t3 << 63;
    r->w[3] = t3 >> 1 | (uint64_t)carry << 63;
}

/* One word of Montgomery reduction; see portable/field.h. */
#define FIELD_REDUCE_WORD(t0, t1, t2, t3)                    \
    do {                                                     \
        uint64_t high_, low_ = times((t0), P3, &high_);      \
        unsigned char carry_ = plus(0, (t1), (t0) << 32, &(t1)); \
        carry_ = plus(carry_, (t2), (t0) >> 32, &(t2));      \
        carry_ = plus(carry_, (t3), low_, &(t3));            \
        plus(carry_, high_, 0, &(t0));                       \
    } while (0)

/* r = t / 2^256 mod p for t < 2^256 · p. */
ALWAYS_INLINE void field_reduce(field *r, const uint64_t t[8])
{
    uint64_t a0 = t[0], a1 = t[1], a2 = t[2], a3 = t[3];
    FIELD_REDUCE_WORD(a0, a1, a2, a3);
    FIELD_REDUCE_WORD(a1, a2, a3, a0);
    FIELD_REDUCE_WORD(a2, a3, a0, a1);
    FIELD_REDUCE_WORD(a3, a0, a1, a2);
    unsigned char carry = plus(0, a0, t[4], &a0);
    carry = plus(carry, a1, t[5], &a1);
    carry = plus(carry, a2, t[6], &a2);
    carry = plus(carry, a3, t[7], &a3);
    field_reduce_once(r, a0, a1, a2, a3, carry);
}

ALWAYS_INLINE void field_multiply(field *r, const field *a, const field *b)
{
    uint64_t t[8], low[4], high[4];
    for (int j = 0; j < 4; j++) low[j] = times(a->w[j], b->w[0], &high[j]);
    t[0] = low[0];
    unsigned char carry = plus(0, high[0], low[1], &t[1]);
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
    field_reduce(r, t);
}

ALWAYS_INLINE void field_square(field *r, const field *a)
{
    const uint64_t a0 = a->w[0], a1 = a->w[1], a2 = a->w[2], a3 = a->w[3];
    uint64_t t[8], low, high, low2, high2;
    /* Products of different words … */
    t[1] = times(a0, a1, &t[2]);
    low = times(a0, a2, &t[3]);
    unsigned char carry = plus(0, t[2], low, &t[2]);
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
    field_reduce(r, t);
}

#endif
