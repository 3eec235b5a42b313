#ifndef COUNTERSIGN_KDF_H
#define COUNTERSIGN_KDF_H

#include "failure.h"

/* Ceilings of what a key file may ask for: seconds of one core, and 64 MiB at most. */
#define COUNTERSIGN_PBKDF2_MAX_ITERATIONS 10000000
#define COUNTERSIGN_SCRYPT_MAX_BYTES (64u << 20)

COUNTERSIGN_HIDDEN countersign_status countersign_pbkdf2(
    countersign_hash hash, const uint8_t *passphrase, size_t passphrase_length,
    const uint8_t *salt, size_t salt_length, uint64_t iterations,
    uint8_t *out, size_t length, countersign_error *error);

#endif
