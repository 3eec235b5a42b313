#ifndef COUNTERSIGN_CBC_H
#define COUNTERSIGN_CBC_H

#include "failure.h"
#include "libcrypto.h"

#define COUNTERSIGN_BLOCK_BYTES 16

/* AES-CBC with PKCS#7, any AES key length. `out` has room for length rounded up to the next block
 * (encrypt) or for length (decrypt: a multiple of 16, not 0). On failure `out` is cleansed. */
COUNTERSIGN_HIDDEN countersign_status countersign_cbc(
    const EVP_CIPHER *cipher, int encrypting, const uint8_t *key, const uint8_t iv[16],
    const uint8_t *bytes, size_t length, uint8_t *out, size_t *written, countersign_error *error);

#endif
