#include <limits.h>
#include <string.h>

#include "failure.h"
#include "libcrypto.h"

#define TAG_BYTES 16

/* One EVP update, which may be empty and takes an int. */
static int feed(EVP_CIPHER_CTX *context, uint8_t *out, const uint8_t *bytes, size_t length) {
    int written = 0;
    if (length == 0) return 1;
    return EVP_CipherUpdate(context, out, &written, bytes, (int)length) == 1 && (size_t)written == length;
}

static EVP_CIPHER_CTX *begin(const uint8_t key[32], const uint8_t nonce[12], int sealing) {
    EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
    if (context == NULL) return NULL;
    if (EVP_CipherInit_ex(context, EVP_aes_256_gcm(), NULL, key, nonce, sealing) == 1) return context;
    EVP_CIPHER_CTX_free(context);
    return NULL;
}

static int is_usable(
    const uint8_t *key, const uint8_t *nonce, const uint8_t *associated, size_t associated_length,
    const uint8_t *bytes, size_t length, const uint8_t *out) {
    return key != NULL && nonce != NULL && out != NULL
        && countersign_is_span(associated, associated_length) && countersign_is_span(bytes, length)
        && associated_length <= INT_MAX && length <= INT_MAX - TAG_BYTES;
}

countersign_status countersign_aes256gcm_seal(
    const uint8_t key[32], const uint8_t nonce[12],
    const uint8_t *associated, size_t associated_length,
    const uint8_t *plaintext, size_t length, uint8_t *out, countersign_error *error) {
    if (!is_usable(key, nonce, associated, associated_length, plaintext, length, out)) {
        return countersign_fail(error, COUNTERSIGN_ERROR_ARGUMENT, "NULL, or more than 2 GiB, for AES-256-GCM");
    }
    EVP_CIPHER_CTX *context = begin(key, nonce, 1);
    int written = 0;
    int done = context != NULL
        && feed(context, NULL, associated, associated_length)
        && feed(context, out, plaintext, length)
        && EVP_CipherFinal_ex(context, out + length, &written) == 1
        && EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, TAG_BYTES, out + length) == 1;
    EVP_CIPHER_CTX_free(context);
    if (done) return countersign_succeed(error);
    memset(out, 0, length + TAG_BYTES);
    return countersign_fail_in_openssl(error, "sealing with AES-256-GCM");
}

countersign_status countersign_aes256gcm_open(
    const uint8_t key[32], const uint8_t nonce[12],
    const uint8_t *associated, size_t associated_length,
    const uint8_t *sealed, size_t length, uint8_t *out, countersign_error *error) {
    if (length < TAG_BYTES) {
        return countersign_fail(
            error, COUNTERSIGN_ERROR_AUTHENTICATION, "expected at least a 16-byte tag, found %zu bytes", length);
    }
    size_t text_length = length - TAG_BYTES;
    /* An empty text needs no room, but OpenSSL wants an address. */
    uint8_t nothing[1];
    uint8_t *target = text_length == 0 && out == NULL ? nothing : out;
    if (!is_usable(key, nonce, associated, associated_length, sealed, length, target)) {
        if (out != NULL) memset(out, 0, text_length);
        return countersign_fail(error, COUNTERSIGN_ERROR_ARGUMENT, "NULL, or more than 2 GiB, for AES-256-GCM");
    }
    uint8_t tag[TAG_BYTES];
    memcpy(tag, sealed + text_length, TAG_BYTES);
    EVP_CIPHER_CTX *context = begin(key, nonce, 0);
    int ready = context != NULL
        && feed(context, NULL, associated, associated_length)
        && feed(context, target, sealed, text_length)
        && EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, TAG_BYTES, tag) == 1;
    uint8_t last[EVP_MAX_BLOCK_LENGTH];
    int written = 0;
    int authentic = ready && EVP_CipherFinal_ex(context, last, &written) == 1;
    EVP_CIPHER_CTX_free(context);
    if (authentic) return countersign_succeed(error);
    if (text_length > 0) OPENSSL_cleanse(target, text_length);
    if (!ready) return countersign_fail_in_openssl(error, "opening with AES-256-GCM");
    return countersign_fail(
        error, COUNTERSIGN_ERROR_AUTHENTICATION, "the tag does not belong to this key, nonce and content");
}
