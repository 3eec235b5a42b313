/*
 * The field of P-256 in portable C: 4 × 64 bits, Montgomery form, R = 2^256. The specification that all
 * other kernels must agree with. Stored range: below p, always (canonical).
 */
#ifndef COUNTERSIGN_PORTABLE_FIELD_H
#define COUNTERSIGN_PORTABLE_FIELD_H

typedef struct words field;

/* p = 2^256 - 2^224 + 2^192 + 2^96 - 1; the words of p that are not 0 or all ones. */
#define P1 0x00000000ffffffffu
#define P3 0xffffffff00000001u

/* r = t mod p for t = t4 · 2^256 + t < 2p. */
ALWAYS_INLINE void field_reduce_once(field *r, uint64_t t0, uint64_t t1, uint64_t t2, uint64_t t3, uint64_t t4)
{
    uint128 d = (uint128)t0 - UINT64_MAX;
    uint64_t s0 = (uint64_t)d;
    d = (uint128)t1 - P1 - ((uint64_t)(d >> 64) & 1);
    uint64_t s1 = (uint64_t)d;
    d = (uint128)t2 - ((uint64_t)(d >> 64) & 1);
    uint64_t s2 = (uint64_t)d;
    d = (uint128)t3 - P3 - ((uint64_t)(d >> 64) & 1);
    uint64_t s3 = (uint64_t)d;
    bool below = ((uint64_t)(d >> 64) & 1) > t4;
    r->w[0] = below ? t0 : s0;
    r->w[1] = below ? t1 : s1;
    r->w[2] = below ? t2 : s2;
    r->w[3] = below ? t3 : s3;
}

ALWAYS_INLINE void field_add(field *r, const field *a, const field *b)
{
    struct words sum;
    uint64_t carry = words_add(&sum, a, b);
    field_reduce_once(r, sum.w[0], sum.w[1], sum.w[2], sum.w[3], carry);
}

ALWAYS_INLINE void field_subtract(field *r, const field *a, const field *b)
{
    struct words d;
    uint64_t mask = 0 - words_subtract(&d, a, b);
    const struct words p = {{mask, mask & P1, 0, mask & P3}};
    words_add(r, &d, &p);
}

/* r = a / 2. */
ALWAYS_INLINE void field_halve(field *r, const field *a)
{
    uint64_t mask = 0 - (a->w[0] & 1);
    const struct words p = {{mask, mask & P1, 0, mask & P3}};
    struct words t;
    uint64_t carry = words_add(&t, a, &p);
    r->w[0] = t.w[0] >> 1 | t.w[1] << 63;
    r->w[1] = t.w[1] >> 1 | t.w[2] << 63;
    r->w[2] = t.w[2] >> 1 | t.w[3] << 63;
    r->w[3] = t.w[3] >> 1 | carry << 63;
}

/* One word of Montgomery reduction. p = -1 mod 2^64, so the quotient is the low word itself:
 * (t3 t2 t1 t0) + t0 · p, without its low word, which becomes 0. In place: t0 holds the new top word. */
#define FIELD_REDUCE_WORD(t0, t1, t2, t3)                              \
    do {                                                               \
        uint128 top_ = (uint128)(t0) * P3;                             \
        uint128 sum_ = (uint128)(t1) + ((t0) << 32);                   \
        (t1) = (uint64_t)sum_;                                         \
        sum_ = (uint128)(t2) + ((t0) >> 32) + (uint64_t)(sum_ >> 64);  \
        (t2) = (uint64_t)sum_;                                         \
        sum_ = top_ + (t3) + (uint64_t)(sum_ >> 64);                   \
        (t3) = (uint64_t)sum_;                                         \
        (t0) = (uint64_t)(sum_ >> 64);                                 \
    } while (0)

/* r = t / 2^256 mod p for t < 2^256 · p. */
ALWAYS_INLINE void field_reduce(field *r, const uint64_t t[8])
{
    uint64_t a0 = t[0], a1 = t[1], a2 = t[2], a3 = t[3];
    FIELD_REDUCE_WORD(a0, a1, a2, a3);
    FIELD_REDUCE_WORD(a1, a2, a3, a0);
    FIELD_REDUCE_WORD(a2, a3, a0, a1);
    FIELD_REDUCE_WORD(a3, a0, a1, a2);
    uint128 sum = (uint128)a0 + t[4];
    a0 = (uint64_t)sum;
    sum = (uint128)a1 + t[5] + (uint64_t)(sum >> 64);
    a1 = (uint64_t)sum;
    sum = (uint128)a2 + t[6] + (uint64_t)(sum >> 64);
    a2 = (uint64_t)sum;
    sum = (uint128)a3 + t[7] + (uint64_t)(sum >> 64);
    a3 = (uint64_t)sum;
    field_reduce_once(r, a0, a1, a2, a3, (uint64_t)(sum >> 64));
}

ALWAYS_INLINE void field_multiply(field *r, const field *a, const field *b)
{
    uint64_t t[8];
    uint64_t carry = 0;
    for (int j = 0; j < 4; j++) {
        uint128 sum = (uint128)a->w[j] * b->w[0] + carry;
        t[j] = (uint64_t)sum;
        carry = (uint64_t)(sum >> 64);
    }
    t[4] = carry;
    for (int i = 1; i < 4; i++) {
        carry = 0;
        for (int j = 0; j < 4; j++) {
            uint128 sum = (uint128)a->w[j] * b->w[i] + t[i + j] + carry;
            t[i + j] = (uint64_t)sum;
            carry = (uint64_t)(sum >> 64);
        }
        t[i + 4] = carry;
    }
    field_reduce(r, t);
}

ALWAYS_INLINE void field_square(field *r, const field *a)
{
    const uint64_t a0 = a->w[0], a1 = a->w[1], a2 = a->w[2], a3 = a->w[3];
    uint64_t t[8];
    /* Products of different words … */
    uint128 sum = (uint128)a0 * a1;
    t[1] = (uint64_t)sum;
    sum = (uint128)a0 * a2 + (uint64_t)(sum >> 64);
    t[2] = (uint64_t)sum;
    sum = (uint128)a0 * a3 + (uint64_t)(sum >> 64);
    t[3] = (uint64_t)sum;
    t[4] = (uint64_t)(sum >> 64);
    sum = (uint128)a1 * a2 + t[3];
    t[3] = (uint64_t)sum;
    sum = (uint128)a1 * a3 + t[4] + (uint64_t)(sum >> 64);
    t[4] = (uint64_t)sum;
    t[5] = (uint64_t)(sum >> 64);
    sum = (uint128)a2 * a3 + t[5];
    t[5] = (uint64_t)sum;
    t[6] = (uint64_t)(sum >> 64);
    /* … twice … */
    t[7] = t[6] >> 63;
    for (int i = 6; i > 1; i--) t[i] = t[i] << 1 | t[i - 1] >> 63;
    t[1] <<= 1;
    /* … plus the squares. */
    sum = (uint128)a0 * a0;
    t[0] = (uint64_t)sum;
    uint64_t carry = (uint64_t)(sum >> 64);
    for (int i = 1; i < 4; i++) {
        sum = (uint128)t[2 * i - 1] + carry;
        t[2 * i - 1] = (uint64_t)sum;
        sum = (uint128)a->w[i] * a->w[i] + t[2 * i] + (uint64_t)(sum >> 64);
        t[2 * i] = (uint64_t)sum;
        carry = (uint64_t)(sum >> 64);
    }
    t[7] += carry;
    field_reduce(r, t);
}

#endif
