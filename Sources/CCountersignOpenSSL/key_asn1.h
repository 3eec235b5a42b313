#ifndef COUNTERSIGN_KEY_ASN1_H
#define COUNTERSIGN_KEY_ASN1_H

#include "der.h"
#include "key.h"

/* The three ASN.1 shapes of a bare key. Each reads the whole of `bytes` or fails. */
COUNTERSIGN_HIDDEN countersign_status countersign_key_read_pkcs8(
    const uint8_t *bytes, size_t length, countersign_key **key, countersign_error *error);
COUNTERSIGN_HIDDEN countersign_status countersign_key_read_sec1(
    const uint8_t *bytes, size_t length, countersign_key **key, countersign_error *error);
COUNTERSIGN_HIDDEN countersign_status countersign_key_read_spki(
    const uint8_t *bytes, size_t length, countersign_key **key, countersign_error *error);

/* ECParameters: the named curve P-256 and nothing behind it. */
COUNTERSIGN_HIDDEN countersign_status countersign_key_check_curve(
    countersign_der parameters, countersign_error *error);

/* Which shape this DER has, from its outermost elements; COUNTERSIGN_KEY_ANY when none. */
COUNTERSIGN_HIDDEN countersign_key_format countersign_key_shape(const uint8_t *bytes, size_t length);

/* What OpenSSL calls an object identifier ("secp384r1"), or its dots. */
COUNTERSIGN_HIDDEN void countersign_oid_name(const countersign_der *oid, char *name, size_t capacity);

#endif
