#ifndef COUNTERSIGN_WORDS_H
#define COUNTERSIGN_WORDS_H

/* 256-bit integers as four 64-bit words, least significant first, in the machine's byte order. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define ALWAYS_INLINE static inline __attribute__((always_inline))
#define NOINLINE static __attribute__((noinline))

typedef unsigned __int128 uint128;

struct words {
    uint64_t w[4];
};

/* p and n of P-256 (SP 800-186 section 3.2.1.3). */
#define WORDS_P \
    ((struct words){{0xffffffffffffffffu, 0x00000000ffffffffu, 0x0000000000000000u, 0xffffffff00000001u}})
#define WORDS_N \
    ((struct words){{0xf3b9cac2fc632551u, 0xbce6faada7179e84u, 0xffffffffffffffffu, 0xffffffff00000000u}})
/* p - n: the only r for which r + n is a coordinate as well are those below it. */
#define WORDS_P_MINUS_N ((struct words){{0x0c46353d039cdaaeu, 0x4319055358e8617bu, 0, 0}})

ALWAYS_INLINE uint64_t load_big_endian(const uint8_t *bytes)
{
    uint64_t value;
    memcpy(&value, bytes, 8);
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    value = __builtin_bswap64(value);
#endif
    return value;
}

ALWAYS_INLINE struct words words_from_bytes(const uint8_t bytes[32])
{
    return (struct words){{load_big_endian(bytes + 24), load_big_endian(bytes + 16),
                           load_big_endian(bytes + 8), load_big_endian(bytes)}};
}

ALWAYS_INLINE bool words_is_zero(const struct words *a)
{
    return (a->w[0] | a->w[1] | a->w[2] | a->w[3]) == 0;
}

ALWAYS_INLINE bool words_equal(const struct words *a, const struct words *b)
{
    return ((a->w[0] ^ b->w[0]) | (a->w[1] ^ b->w[1]) | (a->w[2] ^ b->w[2]) | (a->w[3] ^ b->w[3])) == 0;
}

ALWAYS_INLINE bool words_below(const struct words *a, const struct words *b)
{
    for (int i = 3; i > 0; i--) {
        if (a->w[i] != b->w[i]) return a->w[i] < b->w[i];
    }
    return a->w[0] < b->w[0];
}

/* r = a + b mod 2^256; returns the carry. */
ALWAYS_INLINE uint64_t words_add(struct words *r, const struct words *a, const struct words *b)
{
    uint64_t carry = 0;
    for (int i = 0; i < 4; i++) {
        uint128 sum = (uint128)a->w[i] + b->w[i] + carry;
        r->w[i] = (uint64_t)sum;
        carry = (uint64_t)(sum >> 64);
    }
    return carry;
}

/* r = a - b mod 2^256; returns the borrow. */
ALWAYS_INLINE uint64_t words_subtract(struct words *r, const struct words *a, const struct words *b)
{
    uint64_t borrow = 0;
    for (int i = 0; i < 4; i++) {
        uint128 difference = (uint128)a->w[i] - b->w[i] - borrow;
        r->w[i] = (uint64_t)difference;
        borrow = (uint64_t)(difference >> 64) & 1;
    }
    return borrow;
}

#endif
