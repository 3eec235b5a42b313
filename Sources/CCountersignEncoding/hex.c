#include "CCountersignEncoding.h"

#include <string.h>

/* Value of a hex digit, or 0xff. A table and no arithmetic on the character: signs, full-width
 * digits and the bytes between '9' and 'A' must not slip through. */
static const uint8_t digit_value[256] = {
#define NONE_16 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255
#define LETTER_ROW 255, 10, 11, 12, 13, 14, 15, 255, 255, 255, 255, 255, 255, 255, 255, 255
    NONE_16, NONE_16, NONE_16,
    0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 255, 255, 255, 255, 255, 255,
    LETTER_ROW, NONE_16, LETTER_ROW, NONE_16,
    NONE_16, NONE_16, NONE_16, NONE_16, NONE_16, NONE_16, NONE_16, NONE_16,
#undef LETTER_ROW
#undef NONE_16
};

static countersign_finding found(countersign_defect defect, size_t offset) {
    countersign_finding finding = {defect, offset};
    return finding;
}

static size_t first_non_digit(const char *text, size_t length) {
    size_t i = 0;
    while (i < length && digit_value[(uint8_t)text[i]] != 255) i++;
    return i;
}

/* Sixteen digits to eight bytes with the compiler's vectors: a signature field has about 140
 * digits, and one look-up each would cost more than a tenth of a fast verification. */
typedef uint8_t digits16 __attribute__((vector_size(16)));
typedef uint16_t pairs8 __attribute__((vector_size(16)));
typedef uint8_t bytes8 __attribute__((vector_size(8)));
enum { BLOCK = sizeof(digits16) };

/* Lanes of `bad` become non-zero where the text has no digit. */
static void decode_block(const char *text, uint8_t *out, digits16 *bad) {
    digits16 c;
    memcpy(&c, text, sizeof c);
    digits16 decimal = c - '0', letter = (c | 0x20) - 'a';
    digits16 is_decimal = (digits16)(decimal < 10), is_letter = (digits16)(letter < 6);
    digits16 value = (decimal & is_decimal) | ((letter + 10) & is_letter);
    *bad |= ~(is_decimal | is_letter);
    pairs8 pairs = (pairs8)value;
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    pairs8 joined = (pairs & 15) << 4 | pairs >> 8;
#else
    pairs8 joined = pairs >> 4 | (pairs & 15);
#endif
    bytes8 packed = __builtin_convertvector(joined & 255, bytes8);
    memcpy(out, &packed, sizeof packed);
}

/* Returns 1 when all were digits. The last block overlaps the one before it, so that no digit is
 * left over; the text has at least one block and an even length. */
static int decode_blocks(const char *text, size_t length, uint8_t *out) {
    digits16 bad = {0};
    for (size_t i = 0; i + BLOCK <= length; i += BLOCK) decode_block(text + i, out + i / 2, &bad);
    decode_block(text + length - BLOCK, out + length / 2 - BLOCK / 2, &bad);
    uint64_t halves[2];
    memcpy(halves, &bad, sizeof halves);
    return (halves[0] | halves[1]) == 0;
}

static int decode_digits(const char *text, size_t length, uint8_t *out) {
    uint8_t any_bad = 0;
    for (size_t i = 0; i < length; i += 2) {
        uint8_t high = digit_value[(uint8_t)text[i]], low = digit_value[(uint8_t)text[i + 1]];
        any_bad |= high | low;
        out[i / 2] = (uint8_t)(high << 4 | low);
    }
    return any_bad <= 15;
}

countersign_finding countersign_hex_decode(
    const char *text, size_t text_length, uint8_t *out, size_t out_capacity) {
    countersign_finding finding = found(COUNTERSIGN_DEFECT_NONE, 0);
    if (text_length == 0) {
        finding = found(COUNTERSIGN_DEFECT_HEX_EMPTY, 0);
    } else if (text_length % 2 != 0 || text_length / 2 > out_capacity) {
        finding = text_length % 2 != 0 ? found(COUNTERSIGN_DEFECT_HEX_ODD_LENGTH, text_length)
                                       : found(COUNTERSIGN_DEFECT_HEX_TOO_LONG, 2 * out_capacity);
        /* A wrong character is the more useful news. */
        size_t bad = first_non_digit(text, text_length);
        if (bad < text_length) finding = found(COUNTERSIGN_DEFECT_HEX_DIGIT, bad);
    } else if (!(text_length >= BLOCK ? decode_blocks : decode_digits)(text, text_length, out)) {
        finding = found(COUNTERSIGN_DEFECT_HEX_DIGIT, first_non_digit(text, text_length));
    }
    if (finding.defect != COUNTERSIGN_DEFECT_NONE && out_capacity > 0) memset(out, 0, out_capacity);
    return finding;
}

void countersign_hex_encode(const uint8_t *bytes, size_t length, char *out) {
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < length; i++) {
        out[2 * i] = digits[bytes[i] >> 4];
        out[2 * i + 1] = digits[bytes[i] & 15];
    }
}
