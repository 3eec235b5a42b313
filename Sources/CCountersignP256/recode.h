#ifndef COUNTERSIGN_RECODE_H
#define COUNTERSIGN_RECODE_H

/*
 * Scalars as digits. The combs and the fixed windows use signed bits: an odd k < 2^L is Σ ±2^j over all
 * j < L, where bit j of (k >> 1 | 1 << (L-1)) tells the sign. No digit is ever zero, so the hot loops have
 * no infinity and no masks. An even k is replaced by n - k (odd, since n is) and all signs are flipped.
 */

#include "comb.h"
#include "scalar.h"

/* Makes k odd as above; true if the signs are to be flipped. k = 0 becomes n, which the complete formulas
 * decide (n·P is infinity; somewhere on the way two equal x meet). */
ALWAYS_INLINE bool recode_odd(struct words *k)
{
    if (k->w[0] & 1) return false;
    const struct words n = WORDS_N;
    words_subtract(k, &n, k);
    return true;
}

/* c = k >> 1 with bit `length`-1 set, 256 ≤ length ≤ 264, and a zero word behind. */
ALWAYS_INLINE void recode_signs(uint64_t c[6], const struct words *k, unsigned length)
{
    c[0] = k->w[0] >> 1 | k->w[1] << 63;
    c[1] = k->w[1] >> 1 | k->w[2] << 63;
    c[2] = k->w[2] >> 1 | k->w[3] << 63;
    c[3] = k->w[3] >> 1;
    c[4] = c[5] = 0;
    c[(length - 1) >> 6] |= (uint64_t)1 << ((length - 1) & 63);
}

/* 64 bits of c from bit `position` on. */
ALWAYS_INLINE uint64_t recode_bits(const uint64_t c[6], unsigned position)
{
    unsigned word = position >> 6, shift = position & 63;
    return shift ? c[word] >> shift | c[word + 1] << (64 - shift) : c[word];
}

/* Bit 8·row + column → bit 8·column + row (Warren, Hacker's Delight, section 7-3). */
ALWAYS_INLINE uint64_t transpose_8x8(uint64_t x)
{
    uint64_t t = (x ^ x >> 7) & 0x00aa00aa00aa00aau;
    x ^= t ^ t << 7;
    t = (x ^ x >> 14) & 0x0000cccc0000ccccu;
    x ^= t ^ t << 14;
    t = (x ^ x >> 28) & 0x00000000f0f0f0f0u;
    return x ^ t ^ t << 28;
}

/* Lines of the comb's points for scalar k < n, in plan order (column · blocks + block): point i goes to
 * lines[i · stride], its sign to bit `lane` of signs[i] (the bit must be 0 before). */
ALWAYS_INLINE void recode_comb(
    const struct comb *comb, struct words k, const struct line *table, const struct line **lines,
    size_t stride, uint8_t *signs, unsigned lane)
{
    const bool flip = recode_odd(&k);
    const unsigned teeth = comb->teeth, points = comb_points(comb), entries = comb_entries(comb);
    uint64_t c[6], rows[16] = {0};
    recode_signs(c, &k, teeth * points);
    for (unsigned t = 0; t < teeth; t++) rows[t] = recode_bits(c, t * points);

    unsigned block = 0, column = 0;
    for (unsigned first = 0; first < points; first += 8) {
        uint64_t low = 0, high = 0;
        for (unsigned t = 0; t < 8 && t < teeth; t++) low |= (rows[t] >> first & 0xff) << 8 * t;
        for (unsigned t = 8; t < teeth; t++) high |= (rows[t] >> first & 0xff) << 8 * (t - 8);
        low = transpose_8x8(low);
        if (teeth > 8) high = transpose_8x8(high);
        for (unsigned i = first; i < first + 8 && i < points; i++) {
            unsigned digits = (unsigned)(low & 0xff) | (unsigned)(high & 0xff) << 8;
            low >>= 8;
            high >>= 8;
            unsigned negative = (digits >> (teeth - 1) & 1) ^ 1;
            unsigned entry = (digits ^ (0 - negative)) & (entries - 1);
            unsigned point = column * comb->blocks + block;
            lines[point * stride] = table + block * entries + entry;
            __builtin_prefetch(lines[point * stride], 0, 2); /* as early as it is known */
            signs[point] |= (uint8_t)((negative ^ flip) << lane);
            if (++column == comb->columns) column = 0, block++;
        }
    }
}

/* Fixed signed windows of 5 bits over 260 positions: window i takes ±(2·entry + 1) · 2^(5i). */
enum { WINDOW_BITS = 5, WINDOW_COUNT = 52, WINDOW_ENTRIES = 16 };

ALWAYS_INLINE void recode_windows(
    struct words k, const struct line *table, const struct line **lines, size_t stride, uint8_t *signs,
    unsigned lane)
{
    const bool flip = recode_odd(&k);
    uint64_t c[6];
    recode_signs(c, &k, WINDOW_BITS * WINDOW_COUNT);
    for (unsigned i = 0; i < WINDOW_COUNT; i++) {
        unsigned digits = (unsigned)recode_bits(c, WINDOW_BITS * i) & 31;
        unsigned negative = (digits >> 4) ^ 1;
        lines[i * stride] = table + ((digits ^ (0 - negative)) & 15);
        signs[i] |= (uint8_t)((negative ^ flip) << lane);
    }
}

/* Width-w NAF: k = Σ digits[j] · 2^j, digits odd and below 2^(w-1) in size, or 0, at least w-1 zeros
 * between two. Returns the number of digits (0 for k = 0). */
enum { NAF_LENGTH_MAX = 257 };

ALWAYS_INLINE unsigned recode_naf(int8_t digits[NAF_LENGTH_MAX], const struct words *k, unsigned width)
{
    const uint64_t c[6] = {k->w[0], k->w[1], k->w[2], k->w[3], 0, 0};
    unsigned length = 0, carry = 0;
    memset(digits, 0, NAF_LENGTH_MAX);
    for (unsigned j = 0; j < NAF_LENGTH_MAX;) {
        uint64_t bits = recode_bits(c, j);
        if ((bits & 1) == carry) {
            j++;
            continue;
        }
        int digit = (int)(bits & ((1u << width) - 1)) + (int)carry;
        carry = digit >= 1 << (width - 1);
        if (carry) digit -= 1 << width;
        digits[j] = (int8_t)digit;
        length = j + 1;
        j += width;
    }
    return length;
}

#endif
