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

countersign_finding countersign_hex_decode(
    const char *text, size_t text_length, uint8_t *out, size_t out_capacity) {
    if (text_length == 0) return found(COUNTERSIGN_DEFECT_HEX_EMPTY, 0);
    /* A wrong character is named before a wrong length: it is the more useful news. */
    if (text_length / 2 > out_capacity || text_length % 2 != 0) {
        size_t bad = first_non_digit(text, text_length);
        memset(out, 0, out_capacity);
        if (bad < text_length) return found(COUNTERSIGN_DEFECT_HEX_DIGIT, bad);
        if (text_length % 2 != 0) return found(COUNTERSIGN_DEFECT_HEX_ODD_LENGTH, text_length);
        return found(COUNTERSIGN_DEFECT_HEX_TOO_LONG, 2 * out_capacity);
    }
    uint8_t any_bad = 0;
    for (size_t i = 0; i < text_length; i += 2) {
        uint8_t high = digit_value[(uint8_t)text[i]], low = digit_value[(uint8_t)text[i + 1]];
        any_bad |= high | low;
        out[i / 2] = (uint8_t)(high << 4 | low);
    }
    if (any_bad > 15) {
        memset(out, 0, out_capacity);
        return found(COUNTERSIGN_DEFECT_HEX_DIGIT, first_non_digit(text, text_length));
    }
    return found(COUNTERSIGN_DEFECT_NONE, 0);
}

void countersign_hex_encode(const uint8_t *bytes, size_t length, char *out) {
    static const char digits[16] = "0123456789abcdef";
    for (size_t i = 0; i < length; i++) {
        out[2 * i] = digits[bytes[i] >> 4];
        out[2 * i + 1] = digits[bytes[i] & 15];
    }
}
