#include <string.h>

#include "algorithms.h"

static countersign_status digest(
    countersign_hash hash, const uint8_t *bytes, size_t length, uint8_t *out, size_t *written,
    countersign_error *error) {
    const EVP_MD *md = countersign_algorithm_hash(hash);
    if (md == NULL) {
        const char *name = countersign_algorithm_hash_name(hash);
        if (name == NULL) {
            return countersign_fail(error, COUNTERSIGN_ERROR_ARGUMENT, "hash %d is not one of the enum's", (int)hash);
        }
        return countersign_fail(error, COUNTERSIGN_ERROR_OPENSSL, "this OpenSSL offers no %s", name);
    }
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    if (context == NULL) return countersign_fail(error, COUNTERSIGN_ERROR_MEMORY, "no memory for a hash");
    unsigned size = 0;
    int done = EVP_DigestInit_ex(context, md, NULL) == 1
        && EVP_DigestUpdate(context, bytes, length) == 1
        && EVP_DigestFinal_ex(context, out, &size) == 1;
    EVP_MD_CTX_free(context);
    if (!done) return countersign_fail_in_openssl(error, "hashing");
    *written = size;
    return countersign_succeed(error);
}

countersign_status countersign_sha256(
    const uint8_t *bytes, size_t length, uint8_t out[32], countersign_error *error) {
    if (out == NULL) return countersign_fail(error, COUNTERSIGN_ERROR_ARGUMENT, "no room for the hash");
    size_t written = 0;
    countersign_status status;
    if (countersign_is_span(bytes, length)) {
        status = digest(COUNTERSIGN_SHA256, bytes, length, out, &written, error);
    } else {
        status = countersign_fail(error, COUNTERSIGN_ERROR_ARGUMENT, "NULL for %zu bytes to hash", length);
    }
    if (status != COUNTERSIGN_OK) memset(out, 0, 32);
    return status;
}

countersign_status countersign_hash_bytes(
    countersign_hash hash, const uint8_t *bytes, size_t length,
    uint8_t out[COUNTERSIGN_HASH_MAX_BYTES], size_t *written, countersign_error *error) {
    if (out != NULL) memset(out, 0, COUNTERSIGN_HASH_MAX_BYTES);
    if (written != NULL) *written = 0;
    if (out == NULL || written == NULL) {
        return countersign_fail(error, COUNTERSIGN_ERROR_ARGUMENT, "no room for the hash");
    }
    if (!countersign_is_span(bytes, length)) {
        return countersign_fail(error, COUNTERSIGN_ERROR_ARGUMENT, "NULL for %zu bytes to hash", length);
    }
    countersign_status status = digest(hash, bytes, length, out, written, error);
    if (status != COUNTERSIGN_OK) memset(out, 0, COUNTERSIGN_HASH_MAX_BYTES);
    return status;
}
