#ifndef COUNTERSIGN_PBES2_H
#define COUNTERSIGN_PBES2_H

#include "failure.h"

/* An EncryptedPrivateKeyInfo's plaintext. `out` has room for `length` bytes; the caller cleanses it.
 * Algorithms and costs are checked before a passphrase is asked for or anything derived. */
COUNTERSIGN_HIDDEN countersign_status countersign_pbes2_decrypt(
    const uint8_t *bytes, size_t length, const uint8_t *passphrase, size_t passphrase_length,
    uint8_t *out, size_t *written, countersign_error *error);

/* One message for all that a wrong passphrase can look like. */
COUNTERSIGN_HIDDEN countersign_status countersign_pbes2_wrong_passphrase(countersign_error *error);

#define COUNTERSIGN_PBES2_PLAIN_BYTES 138
#define COUNTERSIGN_PBES2_BYTES 248

/* The PKCS#8 form of a P-256 key to its EncryptedPrivateKeyInfo: PBKDF2-HMAC-SHA256 with 600 000
 * iterations and a 16-byte salt, AES-256-CBC. */
COUNTERSIGN_HIDDEN countersign_status countersign_pbes2_encrypt(
    const uint8_t plain[COUNTERSIGN_PBES2_PLAIN_BYTES], const uint8_t *passphrase, size_t passphrase_length,
    uint8_t out[COUNTERSIGN_PBES2_BYTES], countersign_error *error);

#endif
