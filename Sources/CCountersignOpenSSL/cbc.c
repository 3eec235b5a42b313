#include "cbc.h"

#include <limits.h>

countersign_status countersign_cbc(
    const EVP_CIPHER *cipher, int encrypting, const uint8_t *key, const uint8_t iv[16],
    const uint8_t *bytes, size_t length, uint8_t *out, size_t *written, countersign_error *error) {
    size_t room = encrypting ? length + COUNTERSIGN_BLOCK_BYTES - length % COUNTERSIGN_BLOCK_BYTES : length;
    EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
    int body = 0, last = 0;
    int ready = context != NULL
        && EVP_CipherInit_ex(context, cipher, NULL, key, iv, encrypting) == 1
        && (length == 0 || EVP_CipherUpdate(context, out, &body, bytes, (int)length) == 1);
    int done = ready && EVP_CipherFinal_ex(context, out + body, &last) == 1;
    EVP_CIPHER_CTX_free(context);
    if (done) {
        *written = (size_t)(body + last);
        return countersign_succeed(error);
    }
    OPENSSL_cleanse(out, room);
    *written = 0;
    if (!ready || encrypting) return countersign_fail_in_openssl(error, "running AES-CBC");
    return countersign_fail(
        error, COUNTERSIGN_ERROR_AUTHENTICATION, "the padding is wrong: another key, another IV or damaged bytes");
}

static int is_usable(
    const uint8_t *key, const uint8_t *iv, const uint8_t *bytes, size_t length, const uint8_t *out) {
    return key != NULL && iv != NULL && out != NULL && countersign_is_span(bytes, length)
        && length <= INT_MAX - COUNTERSIGN_BLOCK_BYTES;
}

countersign_status countersign_aes256cbc_encrypt(
    const uint8_t key[32], const uint8_t iv[16],
    const uint8_t *plaintext, size_t length, uint8_t *out, size_t *written, countersign_error *error) {
    if (written != NULL) *written = 0;
    if (written == NULL || !is_usable(key, iv, plaintext, length, out)) {
        return countersign_fail(error, COUNTERSIGN_ERROR_ARGUMENT, "NULL, or more than 2 GiB, for AES-256-CBC");
    }
    return countersign_cbc(EVP_aes_256_cbc(), 1, key, iv, plaintext, length, out, written, error);
}

countersign_status countersign_aes256cbc_decrypt(
    const uint8_t key[32], const uint8_t iv[16],
    const uint8_t *ciphertext, size_t length, uint8_t *out, size_t *written, countersign_error *error) {
    if (written != NULL) *written = 0;
    if (written == NULL || !is_usable(key, iv, ciphertext, length, out)) {
        return countersign_fail(error, COUNTERSIGN_ERROR_ARGUMENT, "NULL, or more than 2 GiB, for AES-256-CBC");
    }
    if (length == 0 || length % COUNTERSIGN_BLOCK_BYTES != 0) {
        OPENSSL_cleanse(out, length);
        return countersign_fail(
            error, COUNTERSIGN_ERROR_AUTHENTICATION, "expected whole blocks of 16 bytes, found %zu bytes", length);
    }
    return countersign_cbc(EVP_aes_256_cbc(), 0, key, iv, ciphertext, length, out, written, error);
}
