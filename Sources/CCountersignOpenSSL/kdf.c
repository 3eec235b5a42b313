#include "kdf.h"

#include <inttypes.h>
#include <limits.h>
#include <string.h>

#include "algorithms.h"

#define HKDF_MAX_BYTES (255u * 32u)

static int is_usable(
    const uint8_t *secret, size_t secret_length, const uint8_t *salt, size_t salt_length,
    const uint8_t *out, size_t length) {
    return countersign_is_span(secret, secret_length) && countersign_is_span(salt, salt_length)
        && out != NULL && length > 0 && secret_length <= INT_MAX && salt_length <= INT_MAX && length <= INT_MAX;
}

static countersign_status unusable(uint8_t *out, size_t length, countersign_error *error) {
    if (out != NULL) memset(out, 0, length);
    return countersign_fail(error, COUNTERSIGN_ERROR_ARGUMENT, "NULL, nothing or more than 2 GiB for a KDF");
}

countersign_status countersign_pbkdf2(
    countersign_hash hash, const uint8_t *passphrase, size_t passphrase_length,
    const uint8_t *salt, size_t salt_length, uint64_t iterations,
    uint8_t *out, size_t length, countersign_error *error) {
    if (!is_usable(passphrase, passphrase_length, salt, salt_length, out, length)) {
        return unusable(out, length, error);
    }
    memset(out, 0, length);
    if (iterations == 0 || iterations > COUNTERSIGN_PBKDF2_MAX_ITERATIONS) {
        return countersign_fail(
            error, COUNTERSIGN_ERROR_KDF, "expected 1 to %d PBKDF2 iterations, found %" PRIu64,
            COUNTERSIGN_PBKDF2_MAX_ITERATIONS, iterations);
    }
    int done = PKCS5_PBKDF2_HMAC(
        passphrase != NULL ? (const char *)passphrase : "", (int)passphrase_length,
        salt != NULL ? salt : (const uint8_t *)"", (int)salt_length, (int)iterations,
        countersign_algorithm_hash(hash), (int)length, out) == 1;
    if (done) return countersign_succeed(error);
    OPENSSL_cleanse(out, length);
    return countersign_fail_in_openssl(error, "running PBKDF2");
}

countersign_status countersign_pbkdf2_hmac_sha256(
    const uint8_t *passphrase, size_t passphrase_length, const uint8_t *salt, size_t salt_length,
    uint32_t iterations, uint8_t *out, size_t length, countersign_error *error) {
    return countersign_pbkdf2(
        COUNTERSIGN_SHA256, passphrase, passphrase_length, salt, salt_length, iterations, out, length, error);
}

countersign_status countersign_scrypt(
    const uint8_t *passphrase, size_t passphrase_length, const uint8_t *salt, size_t salt_length,
    uint64_t n, uint32_t r, uint32_t p, uint8_t *out, size_t length, countersign_error *error) {
    if (!is_usable(passphrase, passphrase_length, salt, salt_length, out, length)) {
        return unusable(out, length, error);
    }
    memset(out, 0, length);
    if (n < 2 || (n & (n - 1)) != 0 || r == 0 || p == 0) {
        return countersign_fail(
            error, COUNTERSIGN_ERROR_KDF,
            "expected a power of two above 1 and r, p above 0 for scrypt, found N = %" PRIu64 ", r = %" PRIu32
            ", p = %" PRIu32, n, r, p);
    }
    /* Both arrays of RFC 7914 count: 128 * N * r for V, 128 * r * p for B. Division avoids the overflow. */
    uint64_t blocks = COUNTERSIGN_SCRYPT_MAX_BYTES / 128u;
    if (n > blocks / r || p > blocks / r) {
        return countersign_fail(
            error, COUNTERSIGN_ERROR_KDF,
            "expected a scrypt cost within 64 MiB, found N = %" PRIu64 ", r = %" PRIu32 ", p = %" PRIu32, n, r, p);
    }
    int done = EVP_PBE_scrypt(
        passphrase != NULL ? (const char *)passphrase : "", passphrase_length,
        salt != NULL ? salt : (const uint8_t *)"", salt_length,
        n, r, p, 3 * (uint64_t)COUNTERSIGN_SCRYPT_MAX_BYTES, out, length) == 1;
    if (done) return countersign_succeed(error);
    OPENSSL_cleanse(out, length);
    return countersign_fail_in_openssl(error, "running scrypt");
}

countersign_status countersign_hkdf_sha256(
    const uint8_t *secret, size_t secret_length, const uint8_t *salt, size_t salt_length,
    const uint8_t *info, size_t info_length, uint8_t *out, size_t length, countersign_error *error) {
    if (!is_usable(secret, secret_length, salt, salt_length, out, length)) {
        return unusable(out, length, error);
    }
    memset(out, 0, length);
    if (secret_length == 0 || length > HKDF_MAX_BYTES || !countersign_is_span(info, info_length)
        || info_length > 1024) {
        return countersign_fail(
            error, COUNTERSIGN_ERROR_ARGUMENT,
            "expected a secret, at most 1024 bytes of info and at most %u bytes out for HKDF", HKDF_MAX_BYTES);
    }
    EVP_KDF *kdf = EVP_KDF_fetch(NULL, OSSL_KDF_NAME_HKDF, NULL);
    EVP_KDF_CTX *context = kdf == NULL ? NULL : EVP_KDF_CTX_new(kdf);
    OSSL_PARAM parameters[5], *next = parameters;
    *next++ = OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, (char *)(uintptr_t) "SHA256", 0);
    *next++ = OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_KEY, (void *)(uintptr_t)secret, secret_length);
    if (salt_length > 0) {
        *next++ = OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_SALT, (void *)(uintptr_t)salt, salt_length);
    }
    if (info_length > 0) {
        *next++ = OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_INFO, (void *)(uintptr_t)info, info_length);
    }
    *next = OSSL_PARAM_construct_end();
    int done = context != NULL && EVP_KDF_derive(context, out, length, parameters) == 1;
    EVP_KDF_CTX_free(context);
    EVP_KDF_free(kdf);
    if (done) return countersign_succeed(error);
    OPENSSL_cleanse(out, length);
    return countersign_fail_in_openssl(error, "running HKDF");
}
