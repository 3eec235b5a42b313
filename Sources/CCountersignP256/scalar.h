#ifndef COUNTERSIGN_SCALAR_H
#define COUNTERSIGN_SCALAR_H

/* Arithmetic modulo the group order n, Montgomery form with R = 2^256, results below n; and the two
 * modular inversions (n and p) that every shared inversion ends in. Variable time. */

#include "words.h"

/* 2^256 mod n (one in Montgomery form), 2^512 mod n (brings an integer into the form). */
#define SCALAR_ONE \
    ((struct words){{0x0c46353d039cdaafu, 0x4319055258e8617bu, 0x0000000000000000u, 0x00000000ffffffffu}})
#define SCALAR_R2 \
    ((struct words){{0x83244c95be79eea2u, 0x4699799c49bd6fa6u, 0x2845b2392b6bec59u, 0x66e12d94f3d95620u}})

/* r = a · b / 2^256 mod n. a · b < 2^256 · n; result below n. */
ALWAYS_INLINE void scalar_multiply(struct words *r, const struct words *a, const struct words *b)
{
    const struct words n = WORDS_N;
    const uint64_t n0 = 0xccd1c8aaee00bc4fu; /* -1/n mod 2^64 */
    uint64_t t[5] = {0, 0, 0, 0, 0};
    for (int i = 0; i < 4; i++) {
        uint128 sum = 0;
        for (int j = 0; j < 4; j++) {
            sum = (uint128)a->w[j] * b->w[i] + t[j] + (uint64_t)(sum >> 64);
            t[j] = (uint64_t)sum;
        }
        uint128 top = (uint128)t[4] + (uint64_t)(sum >> 64);
        uint64_t q = t[0] * n0;
        sum = (uint128)q * n.w[0] + t[0];
        for (int j = 1; j < 4; j++) {
            sum = (uint128)q * n.w[j] + t[j] + (uint64_t)(sum >> 64);
            t[j - 1] = (uint64_t)sum;
        }
        top += (uint64_t)(sum >> 64);
        t[3] = (uint64_t)top;
        t[4] = (uint64_t)(top >> 64);
    }
    struct words value = {{t[0], t[1], t[2], t[3]}}, reduced;
    uint64_t borrow = words_subtract(&reduced, &value, &n);
    *r = borrow > t[4] ? value : reduced;
}

/* Is a in 1 … n-1? */
ALWAYS_INLINE bool scalar_in_range(const struct words *a)
{
    const struct words n = WORDS_N;
    return !words_is_zero(a) && words_below(a, &n);
}

/* r = 1/a mod n or mod p as plain integers, 0 < a < modulus. */
void countersign_invert_n(struct words *r, const struct words *a);
void countersign_invert_p(struct words *r, const struct words *a);

#endif
