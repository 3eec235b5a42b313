#ifndef COUNTERSIGN_KEY_H
#define COUNTERSIGN_KEY_H

#include "failure.h"
#include "libcrypto.h"

/* Made once, never changed: what many threads read at once needs no lock. */
struct countersign_key {
    EC_KEY *ec;
    int is_private;
    uint8_t point[COUNTERSIGN_POINT_BYTES];
};

/* From a point with a leading 02, 03 or 04. */
COUNTERSIGN_HIDDEN countersign_status countersign_key_from_point(
    const uint8_t *point, size_t length, countersign_key **key, countersign_error *error);

/* From a 32-byte scalar; `point` (length 0: there is none) must be its point. */
COUNTERSIGN_HIDDEN countersign_status countersign_key_from_scalar(
    const uint8_t scalar[COUNTERSIGN_SCALAR_BYTES], const uint8_t *point, size_t point_length,
    countersign_key **key, countersign_error *error);

/* The private scalar, big endian; the caller cleanses it. 1 when done. */
COUNTERSIGN_HIDDEN int countersign_key_scalar(const countersign_key *key, uint8_t out[COUNTERSIGN_SCALAR_BYTES]);

#endif
