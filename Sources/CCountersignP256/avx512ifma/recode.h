/* Signed digits of eight scalars at a time (../recode.h explains them): lines and signs of every point. */
#ifndef COUNTERSIGN_IFMA_RECODE_H
#define COUNTERSIGN_IFMA_RECODE_H

#include "line.h"

/* c = (k made odd) >> 1 with bit length - 1 set, 256 ≤ length ≤ 264; returns the lanes whose signs flip. */
ALWAYS_INLINE lane_mask recode_signs_lanes(vector c[6], const field *k, unsigned length)
{
    vector t[5], w[4];
    field odd;
    lane_mask even = _mm512_testn_epi64_mask(k->v[0], splat(1));
    EACH_LIMB t[i] = sub(splat(order[i]), k->v[i]);
    carry(&odd, t);
    UNROLL for (int i = 0; i < 5; i++) odd.v[i] = _mm512_mask_mov_epi64(k->v[i], even, odd.v[i]);
    words_from_limbs(w, &odd);
    UNROLL for (int i = 0; i < 3; i++) c[i] = or(shift_right(w[i], 1), shift_left(w[i + 1], 63));
    c[3] = shift_right(w[3], 1);
    c[4] = c[5] = zero();
    c[(length - 1) >> 6] = or(c[(length - 1) >> 6], splat(UINT64_C(1) << ((length - 1) & 63)));
    return even;
}

/* 64 bits of c from bit `position` on. */
ALWAYS_INLINE vector recode_bits_lanes(const vector c[6], unsigned position)
{
    unsigned word = position >> 6, shift = position & 63;
    return or(_mm512_srlv_epi64(c[word], splat(shift)), _mm512_sllv_epi64(c[word + 1], splat(64 - shift)));
}

ALWAYS_INLINE vector swap_bits(vector x, const int distance, uint64_t mask)
{
    vector t = and(_mm512_xor_si512(x, shift_right(x, (unsigned)distance)), splat(mask));
    return _mm512_xor_si512(x, _mm512_xor_si512(t, shift_left(t, (unsigned)distance)));
}

/* Bit 8·row + column → bit 8·column + row, per lane. */
ALWAYS_INLINE vector transpose_8x8_lanes(vector x)
{
    x = swap_bits(x, 7, 0x00aa00aa00aa00aa);
    x = swap_bits(x, 14, 0x0000cccc0000cccc);
    return swap_bits(x, 28, 0x00000000f0f0f0f0);
}

/* Bits `first` … `first` + 7 of up to eight rows, as bytes of digits: byte i has bit first + i of every row. */
ALWAYS_INLINE vector digits_of_eight(const vector *rows, unsigned count, unsigned first)
{
    const vector shift = splat(first), byte = splat(0xff);
    vector x = zero();
    for (unsigned t = 0; t < count; t++)
        x = or(x, _mm512_sllv_epi64(and(_mm512_srlv_epi64(rows[t], shift), byte), splat(8 * t)));
    return transpose_8x8_lanes(x);
}

/* Line of a digit: the top bit clear means that the others are inverted and the point is subtracted. */
ALWAYS_INLINE void recode_line(const struct line **lines, uint8_t *sign, vector digits, vector table, vector top,
                               vector low, lane_mask flip)
{
    lane_mask negative = _mm512_testn_epi64_mask(digits, top);
    vector entry = and(_mm512_mask_xor_epi64(digits, negative, digits, low), low);
    _mm512_store_si512((void *)lines, add(table, shift_left(entry, 6)));
    *sign = negative ^ flip;
}

/* As recode_comb, for eight scalars below n; `tables` holds eight pointers. */
NOINLINE void recode_comb_lanes(const struct comb *comb, const field *k, vector tables, const struct line **lines,
                                uint8_t *signs)
{
    const unsigned teeth = comb->teeth, points = comb_points(comb), entries = comb_entries(comb);
    const vector top = splat(entries), low = splat(entries - 1), byte = splat(0xff);
    const unsigned low_teeth = teeth < 8 ? teeth : 8;
    vector c[6], rows[16];
    _Static_assert(sizeof(struct line) == 64, "entries are shifted by 6");
    const lane_mask flip = recode_signs_lanes(c, k, teeth * points);
    for (unsigned t = 0; t < teeth; t++) rows[t] = recode_bits_lanes(c, t * points);

    unsigned block = 0, column = 0;
    for (unsigned first = 0; first < points; first += 8) {
        vector digits = digits_of_eight(rows, low_teeth, first), more = zero();
        if (teeth > 8) more = digits_of_eight(rows + 8, teeth - 8, first);
        for (unsigned i = first; i < first + 8 && i < points; i++) {
            const unsigned point = column * comb->blocks + block;
            vector digit = or(and(digits, byte), shift_left(and(more, byte), 8));
            vector table = add(tables, splat((uint64_t)block * entries * sizeof(struct line)));
            recode_line(lines + (size_t)point * 8, &signs[point], digit, table, top, low, flip);
            digits = shift_right(digits, 8);
            more = shift_right(more, 8);
            if (++column == comb->columns) column = 0, block++;
        }
    }
}

/* As recode_windows. */
NOINLINE void recode_windows_lanes(const field *k, vector tables, const struct line **lines, uint8_t *signs)
{
    const vector top = splat(WINDOW_ENTRIES), low = splat(WINDOW_ENTRIES - 1), window = splat(2 * WINDOW_ENTRIES - 1);
    vector c[6];
    const lane_mask flip = recode_signs_lanes(c, k, WINDOW_BITS * WINDOW_COUNT);
    for (unsigned i = 0; i < WINDOW_COUNT; i++) {
        vector digit = and(recode_bits_lanes(c, WINDOW_BITS * i), window);
        recode_line(lines + (size_t)i * 8, &signs[i], digit, tables, top, low, flip);
    }
}

#endif
