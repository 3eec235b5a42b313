#include "CCountersignEncoding.h"

#include <string.h>

enum { TAG_INTEGER = 0x02, TAG_SEQUENCE = 0x30, LENGTH_INDEFINITE = 0x80 };

/* Distance between a defect of r and the same defect of s. */
enum { OF_S = COUNTERSIGN_DEFECT_S_TAG - COUNTERSIGN_DEFECT_R_TAG };

/* Order of the P-256 group (SEC 2 section 2.4.2), big endian. */
static const uint8_t order[COUNTERSIGN_SCALAR_BYTES] = {
    0xff, 0xff, 0xff, 0xff, 0x00, 0x00, 0x00, 0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
    0xbc, 0xe6, 0xfa, 0xad, 0xa7, 0x17, 0x9e, 0x84, 0xf3, 0xb9, 0xca, 0xc2, 0xfc, 0x63, 0x25, 0x51,
};
static const uint8_t zero[COUNTERSIGN_SCALAR_BYTES];

static countersign_finding found(int defect, size_t offset) {
    countersign_finding finding = {(countersign_defect)defect, offset};
    return finding;
}

/* Reads the content of one INTEGER into 32 bytes. `*position` stands on its tag and is left behind
 * its last byte; `end` is where the SEQUENCE ends. */
static countersign_finding read_integer(
    const uint8_t *der, size_t *position, size_t end, int which, uint8_t out[COUNTERSIGN_SCALAR_BYTES]) {
    size_t at = *position;
    if (at >= end) return found(COUNTERSIGN_DEFECT_DER_TRUNCATED, at);
    if (der[at] != TAG_INTEGER) return found(COUNTERSIGN_DEFECT_R_TAG + which, at);
    if (++at >= end) return found(COUNTERSIGN_DEFECT_DER_TRUNCATED, at);
    /* No integer below n needs the long form of the length. */
    if (der[at] >= LENGTH_INDEFINITE) return found(COUNTERSIGN_DEFECT_R_LENGTH + which, at);
    size_t length = der[at], length_at = at++;
    if (length == 0) return found(COUNTERSIGN_DEFECT_R_EMPTY + which, length_at);
    if (length > end - at) return found(COUNTERSIGN_DEFECT_R_LENGTH + which, length_at);
    if (der[at] & 0x80) return found(COUNTERSIGN_DEFECT_R_NEGATIVE + which, at);
    if (length > 1 && der[at] == 0 && !(der[at + 1] & 0x80))
        return found(COUNTERSIGN_DEFECT_R_LEADING_ZERO + which, at);
    size_t sign_byte = length > 1 && der[at] == 0;
    size_t magnitude = length - sign_byte;
    if (magnitude > COUNTERSIGN_SCALAR_BYTES) return found(COUNTERSIGN_DEFECT_R_TOO_LONG + which, length_at);
    memcpy(out + COUNTERSIGN_SCALAR_BYTES - magnitude, der + at + sign_byte, magnitude);
    if (memcmp(out, zero, sizeof zero) == 0) return found(COUNTERSIGN_DEFECT_R_ZERO + which, at);
    if (memcmp(out, order, sizeof order) >= 0)
        return found(COUNTERSIGN_DEFECT_R_NOT_BELOW_ORDER + which, at + sign_byte);
    *position = at + length;
    return found(COUNTERSIGN_DEFECT_NONE, 0);
}

/* Checks tag and length of the SEQUENCE: a valid one has 6 … 70 content bytes, so any form of the
 * length but the short one is wrong, and it is told apart why. */
static countersign_finding read_header(const uint8_t *der, size_t length) {
    if (length == 0) return found(COUNTERSIGN_DEFECT_DER_TRUNCATED, 0);
    if (der[0] != TAG_SEQUENCE) return found(COUNTERSIGN_DEFECT_DER_SEQUENCE_TAG, 0);
    if (length == 1) return found(COUNTERSIGN_DEFECT_DER_TRUNCATED, 1);
    if (der[1] == LENGTH_INDEFINITE) return found(COUNTERSIGN_DEFECT_DER_LENGTH_INDEFINITE, 1);
    if (der[1] > LENGTH_INDEFINITE) {
        /* Long form. It is at fault by itself where it spells what the short form could. */
        size_t count = der[1] & 0x7f, value = 0, i;
        for (i = 0; i < count && i + 2 < length && value <= SIZE_MAX >> 8; i++) value = value << 8 | der[2 + i];
        if (i == count && value < LENGTH_INDEFINITE) return found(COUNTERSIGN_DEFECT_DER_LENGTH_NOT_MINIMAL, 1);
        if (count > 0 && length > 2 && der[2] == 0) return found(COUNTERSIGN_DEFECT_DER_LENGTH_NOT_MINIMAL, 2);
        return found(COUNTERSIGN_DEFECT_DER_LENGTH_MISMATCH, 1);
    }
    size_t content = length - 2;
    if (der[1] > content) return found(COUNTERSIGN_DEFECT_DER_LENGTH_MISMATCH, 1);
    if (der[1] < content) return found(COUNTERSIGN_DEFECT_DER_TRAILING_BYTES, 2 + (size_t)der[1]);
    return found(COUNTERSIGN_DEFECT_NONE, 0);
}

static countersign_finding read_signature(const uint8_t *der, size_t length, countersign_rs *out) {
    countersign_finding finding = read_header(der, length);
    size_t position = 2;
    if (finding.defect == COUNTERSIGN_DEFECT_NONE) finding = read_integer(der, &position, length, 0, out->r);
    if (finding.defect == COUNTERSIGN_DEFECT_NONE) finding = read_integer(der, &position, length, OF_S, out->s);
    if (finding.defect == COUNTERSIGN_DEFECT_NONE && position != length)
        finding = found(COUNTERSIGN_DEFECT_DER_SEQUENCE_SURPLUS, position);
    return finding;
}

countersign_finding countersign_der_decode(const uint8_t *der, size_t der_length, countersign_rs *out) {
    memset(out, 0, sizeof *out);
    countersign_finding finding = read_signature(der, der_length, out);
    if (finding.defect != COUNTERSIGN_DEFECT_NONE) memset(out, 0, sizeof *out);
    return finding;
}

/* Writes one INTEGER and returns its length, or 0 with `finding` filled. */
static size_t write_integer(
    const uint8_t value[COUNTERSIGN_SCALAR_BYTES], int which, uint8_t *out, countersign_finding *finding) {
    size_t skip = 0;
    while (skip < COUNTERSIGN_SCALAR_BYTES && value[skip] == 0) skip++;
    if (skip == COUNTERSIGN_SCALAR_BYTES) {
        *finding = found(COUNTERSIGN_DEFECT_R_ZERO + which, 0);
        return 0;
    }
    if (memcmp(value, order, sizeof order) >= 0) {
        *finding = found(COUNTERSIGN_DEFECT_R_NOT_BELOW_ORDER + which, 0);
        return 0;
    }
    size_t magnitude = COUNTERSIGN_SCALAR_BYTES - skip, sign_byte = value[skip] >> 7;
    out[0] = TAG_INTEGER;
    out[1] = (uint8_t)(magnitude + sign_byte);
    out[2] = 0;
    memcpy(out + 2 + sign_byte, value + skip, magnitude);
    return 2 + sign_byte + magnitude;
}

size_t countersign_der_encode(
    const countersign_rs *rs, uint8_t out[COUNTERSIGN_DER_MAX_BYTES], countersign_finding *finding) {
    countersign_finding ignored, *report = finding ? finding : &ignored;
    *report = found(COUNTERSIGN_DEFECT_NONE, 0);
    size_t r = write_integer(rs->r, 0, out + 2, report);
    size_t s = r ? write_integer(rs->s, OF_S, out + 2 + r, report) : 0;
    if (s == 0) {
        memset(out, 0, COUNTERSIGN_DER_MAX_BYTES);
        return 0;
    }
    out[0] = TAG_SEQUENCE;
    out[1] = (uint8_t)(r + s);
    return 2 + r + s;
}
