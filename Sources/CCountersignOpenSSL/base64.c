#include "base64.h"

#include "publish.h"

/* All ones when low <= value <= high, else 0. All are below 256. */
static unsigned within(unsigned value, unsigned low, unsigned high) {
    return (((value - low) | (high - value)) >> 8 & 1) - 1;
}

static char digit(unsigned value) {
    unsigned character = (within(value, 0, 25) & (value + 'A')) | (within(value, 26, 51) & (value - 26 + 'a'))
        | (within(value, 52, 61) & (value - 52 + '0')) | (within(value, 62, 62) & '+')
        | (within(value, 63, 63) & '/');
    return (char)character;
}

/* 0 … 63, or 0xff for what is no digit. */
static unsigned value_of(unsigned character) {
    unsigned upper = within(character, 'A', 'Z'), lower = within(character, 'a', 'z');
    unsigned number = within(character, '0', '9');
    unsigned plus = within(character, '+', '+'), slash = within(character, '/', '/');
    unsigned value = (upper & (character - 'A')) | (lower & (character - 'a' + 26))
        | (number & (character - '0' + 52)) | (plus & 62) | (slash & 63);
    return value | (~(upper | lower | number | plus | slash) & 0xff);
}

/* Where digits, spaces and padding stand is the layout of the text, which is no secret; which digit stands there is. */
typedef enum kind { OTHER = 0, DIGIT = 1, SPACE = 2, PADDING = 4 } kind;

static kind kind_of(unsigned character, unsigned value) {
    unsigned space = within(character, ' ', ' ') | within(character, '\t', '\t') | within(character, '\r', '\r')
        | within(character, '\n', '\n');
    unsigned found = (space & SPACE) | (within(character, '=', '=') & PADDING) | (within(value, 0, 63) & DIGIT);
    countersign_publish(&found, sizeof found);
    return (kind)found;
}

void countersign_base64_encode(const uint8_t *bytes, size_t length, char *out) {
    for (size_t i = 0; i < length; i += 3, out += 4) {
        size_t left = length - i;
        unsigned group = (unsigned)bytes[i] << 16 | (left > 1 ? (unsigned)bytes[i + 1] << 8 : 0)
            | (left > 2 ? bytes[i + 2] : 0);
        out[0] = digit(group >> 18);
        out[1] = digit(group >> 12 & 63);
        out[2] = left > 1 ? digit(group >> 6 & 63) : '=';
        out[3] = left > 2 ? digit(group & 63) : '=';
    }
}

int countersign_base64_decode(
    const char *text, size_t length, uint8_t *out, size_t *written, size_t *offset) {
    unsigned group = 0, digits = 0, padding = 0;
    size_t done = 0;
    for (size_t i = 0; i < length; i++) {
        unsigned value = value_of((uint8_t)text[i]);
        kind found = kind_of((uint8_t)text[i], value);
        if (found == SPACE) continue;
        *offset = i;
        if (found == PADDING && digits >= 2) {
            padding += 1;
            value = 0;
        } else if (found != DIGIT || padding > 0) {
            return 0;
        }
        group = group << 6 | (value & 63);
        digits += 1;
        if (digits < 4) continue;
        unsigned unused = padding == 0 ? 0 : padding == 1 ? group & 0xff : group & 0xffff;
        if (countersign_verdict(unused != 0)) return 0;
        out[done++] = (uint8_t)(group >> 16);
        if (padding < 2) out[done++] = (uint8_t)(group >> 8);
        if (padding < 1) out[done++] = (uint8_t)group;
        group = digits = 0;
        if (padding == 0) continue;
        /* Only white space may follow the padding. */
        for (i += 1; i < length; i++) {
            *offset = i;
            if (kind_of((uint8_t)text[i], value_of((uint8_t)text[i])) != SPACE) return 0;
        }
    }
    *offset = length;
    *written = done;
    return digits == 0;
}
