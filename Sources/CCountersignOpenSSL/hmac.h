#ifndef COUNTERSIGN_HMAC_H
#define COUNTERSIGN_HMAC_H

#include "failure.h"

typedef struct countersign_span {
    const uint8_t *bytes;
    size_t length;
} countersign_span;

/* HMAC over the spans one after the other, with any hash of the enum; `out` has room for its length.
 * 1 when done; otherwise OpenSSL's queue says why. */
COUNTERSIGN_HIDDEN int countersign_hmac(
    countersign_hash hash, const uint8_t *key, size_t key_length,
    const countersign_span *spans, size_t count, uint8_t *out, size_t out_length);

#endif
