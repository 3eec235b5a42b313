#ifndef COUNTERSIGN_ENCODING_H
#define COUNTERSIGN_ENCODING_H

/*
 * Hex and strict DER of a P-256 ECDSA signature, both ways.
 *
 * This is the only codec of its kind in the project: the OpenSSL wrapper, the
 * kernels and the Swift core all call it, so that no two of them can disagree
 * on what a signature field is. Rules that hold for each function here:
 *
 *   - buffers belong to the caller, lengths are in bytes, nothing is allocated;
 *   - input may be hostile: any pointer/length pair that is readable is safe;
 *   - a defect is reported with the offset of the byte that shows it;
 *   - on a defect the output is zeroed, so that a forgotten check cannot verify.
 */

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Bytes of one P-256 scalar or coordinate. */
#define COUNTERSIGN_SCALAR_BYTES 32
/* Shortest strict DER: 30 06 02 01 r 02 01 s. */
#define COUNTERSIGN_DER_MIN_BYTES 8
/* Longest strict DER: both integers carry a sign byte. */
#define COUNTERSIGN_DER_MAX_BYTES 72
/* Longest `signature` field: hex of the longest DER, without a NUL. */
#define COUNTERSIGN_FIELD_MAX_BYTES 144

/* What is wrong with an encoding. Values are stable and only ever appended. */
typedef enum countersign_defect {
    COUNTERSIGN_DEFECT_NONE = 0,

    /* Hex. */
    COUNTERSIGN_DEFECT_HEX_EMPTY = 1,
    COUNTERSIGN_DEFECT_HEX_ODD_LENGTH = 2,
    COUNTERSIGN_DEFECT_HEX_DIGIT = 3,
    COUNTERSIGN_DEFECT_HEX_TOO_LONG = 4,

    /* DER: SEQUENCE. */
    COUNTERSIGN_DEFECT_DER_TRUNCATED = 10,
    COUNTERSIGN_DEFECT_DER_SEQUENCE_TAG = 11,
    COUNTERSIGN_DEFECT_DER_LENGTH_INDEFINITE = 12,
    COUNTERSIGN_DEFECT_DER_LENGTH_NOT_MINIMAL = 13,
    COUNTERSIGN_DEFECT_DER_LENGTH_MISMATCH = 14,
    COUNTERSIGN_DEFECT_DER_TRAILING_BYTES = 15,
    COUNTERSIGN_DEFECT_DER_SEQUENCE_SURPLUS = 16,

    /* DER: INTEGER r. The same defects of s are 20 higher. */
    COUNTERSIGN_DEFECT_R_TAG = 20,
    COUNTERSIGN_DEFECT_R_LENGTH = 21,
    COUNTERSIGN_DEFECT_R_EMPTY = 22,
    COUNTERSIGN_DEFECT_R_NEGATIVE = 23,
    COUNTERSIGN_DEFECT_R_LEADING_ZERO = 24,
    COUNTERSIGN_DEFECT_R_TOO_LONG = 25,
    COUNTERSIGN_DEFECT_R_ZERO = 26,
    COUNTERSIGN_DEFECT_R_NOT_BELOW_ORDER = 27,

    /* DER: INTEGER s. */
    COUNTERSIGN_DEFECT_S_TAG = 40,
    COUNTERSIGN_DEFECT_S_LENGTH = 41,
    COUNTERSIGN_DEFECT_S_EMPTY = 42,
    COUNTERSIGN_DEFECT_S_NEGATIVE = 43,
    COUNTERSIGN_DEFECT_S_LEADING_ZERO = 44,
    COUNTERSIGN_DEFECT_S_TOO_LONG = 45,
    COUNTERSIGN_DEFECT_S_ZERO = 46,
    COUNTERSIGN_DEFECT_S_NOT_BELOW_ORDER = 47,
} countersign_defect;

/* A defect and where it shows: `offset` counts bytes of the text for hex defects
 * and bytes of the DER for all others. */
typedef struct countersign_finding {
    countersign_defect defect;
    size_t offset;
} countersign_finding;

/* A signature as two 32-byte big-endian integers, each in 1 … n-1. */
typedef struct countersign_rs {
    uint8_t r[COUNTERSIGN_SCALAR_BYTES];
    uint8_t s[COUNTERSIGN_SCALAR_BYTES];
} countersign_rs;

/* Stable lower-case name of a defect ("r_leading_zero"); "unknown" for a value outside the enum. */
const char *countersign_defect_name(countersign_defect defect);
/* One clause for people ("r has a superfluous leading zero"); the caller adds the offset. */
const char *countersign_defect_reason(countersign_defect defect);

/* Hex digits (either case, nothing else) to bytes.
 * Out: exactly text_length / 2 bytes when NONE is returned. */
countersign_finding countersign_hex_decode(
    const char *text, size_t text_length, uint8_t *out, size_t out_capacity);

/* Bytes to lower-case hex: 2 * length characters, no NUL. `out` must hold them. */
void countersign_hex_encode(const uint8_t *bytes, size_t length, char *out);

/* Strict DER (X.690 section 10) of SEQUENCE { INTEGER r, INTEGER s } with 0 < r, s < n. */
countersign_finding countersign_der_decode(
    const uint8_t *der, size_t der_length, countersign_rs *out);

/* r and s, each in 1 … n-1, to strict DER.
 * Returns the DER's length (8 … 72), or 0 with `finding` filled (may be NULL) when r or s is out of range. */
size_t countersign_der_encode(
    const countersign_rs *rs, uint8_t out[COUNTERSIGN_DER_MAX_BYTES], countersign_finding *finding);

/* The `signature` field of /confirm (hex of strict DER) to r and s, and back. */
countersign_finding countersign_field_decode(
    const char *field, size_t field_length, countersign_rs *out);
size_t countersign_field_encode(
    const countersign_rs *rs, char out[COUNTERSIGN_FIELD_MAX_BYTES], countersign_finding *finding);

#ifdef __cplusplus
}
#endif
#endif
