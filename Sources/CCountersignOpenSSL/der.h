#ifndef COUNTERSIGN_DER_H
#define COUNTERSIGN_DER_H

#include "failure.h"

/*
 * A strict DER reader for keys: definite minimal lengths, low tags, no copies.
 * libcrypto's own decoders accept BER, leave bytes after the key to the caller
 * and keep copies of the scalar; this one does none of that and knows where it
 * stopped. (Signatures have their own codec in CCountersignEncoding.)
 */

#define COUNTERSIGN_DER_INTEGER 0x02
#define COUNTERSIGN_DER_BIT_STRING 0x03
#define COUNTERSIGN_DER_OCTET_STRING 0x04
#define COUNTERSIGN_DER_NULL 0x05
#define COUNTERSIGN_DER_OID 0x06
#define COUNTERSIGN_DER_SEQUENCE 0x30
#define COUNTERSIGN_DER_TAGGED_0 0xa0
#define COUNTERSIGN_DER_TAGGED_1 0xa1
#define COUNTERSIGN_DER_TAGGED_1_PRIMITIVE 0x81

/* A stretch of DER that is still to be read. `origin` is where offsets count from. */
typedef struct countersign_der {
    const uint8_t *origin;
    const uint8_t *at;
    const uint8_t *end;
} countersign_der;

static inline countersign_der countersign_der_over(const uint8_t *bytes, size_t length) {
    return (countersign_der) { bytes, bytes, bytes + length };
}
static inline size_t countersign_der_offset(const countersign_der *der) {
    return (size_t)(der->at - der->origin);
}
static inline size_t countersign_der_left(const countersign_der *der) {
    return (size_t)(der->end - der->at);
}
static inline int countersign_der_is_at(const countersign_der *der, uint8_t tag) {
    return der->at < der->end && *der->at == tag;
}

/* 1: steps over one element and hands out its content (may be NULL). 0: nothing was read. */
COUNTERSIGN_HIDDEN int countersign_der_take(countersign_der *from, uint8_t tag, countersign_der *content);

/* A small INTEGER. What is negative or above 2^63 comes out as UINT64_MAX: no ceiling lets it pass. */
COUNTERSIGN_HIDDEN int countersign_der_take_number(countersign_der *from, uint64_t *number);

/* AlgorithmIdentifier: the content of the OID, and whatever follows it. */
COUNTERSIGN_HIDDEN int countersign_der_take_algorithm(
    countersign_der *from, countersign_der *oid, countersign_der *parameters);

/* A BIT STRING of whole bytes under the given tag. */
COUNTERSIGN_HIDDEN int countersign_der_take_bits(countersign_der *from, uint8_t tag, countersign_der *bits);

/* 1 when the content of the OID is this one. */
COUNTERSIGN_HIDDEN int countersign_der_is(const countersign_der *oid, const uint8_t *content, size_t length);

#endif
