#include "hmac.h"

#include <string.h>

#include "algorithms.h"

int countersign_hmac(
    countersign_hash hash, const uint8_t *key, size_t key_length,
    const countersign_span *spans, size_t count, uint8_t *out, size_t out_length) {
    EVP_MAC *mac = countersign_algorithm_hmac();
    if (mac == NULL) return 0;
    EVP_MAC_CTX *context = EVP_MAC_CTX_new(mac);
    if (context == NULL) return 0;
    OSSL_PARAM parameters[] = {
        OSSL_PARAM_construct_utf8_string(
            OSSL_MAC_PARAM_DIGEST, (char *)(uintptr_t)countersign_algorithm_hash_name(hash), 0),
        OSSL_PARAM_construct_end(),
    };
    /* A NULL key would mean "the key of before", hence an address for the empty key. */
    int done = EVP_MAC_init(context, key != NULL ? key : (const uint8_t *)"", key_length, parameters) == 1;
    for (size_t i = 0; done && i < count; i++) {
        done = EVP_MAC_update(context, spans[i].bytes, spans[i].length) == 1;
    }
    size_t written = 0;
    done = done && EVP_MAC_final(context, out, &written, out_length) == 1 && written == out_length;
    EVP_MAC_CTX_free(context);
    return done;
}

countersign_status countersign_hmac_sha256(
    const uint8_t *key, size_t key_length, const uint8_t *bytes, size_t length,
    uint8_t out[32], countersign_error *error) {
    if (out == NULL) return countersign_fail(error, COUNTERSIGN_ERROR_ARGUMENT, "no room for the MAC");
    memset(out, 0, 32);
    if (!countersign_is_span(key, key_length) || !countersign_is_span(bytes, length)) {
        return countersign_fail(error, COUNTERSIGN_ERROR_ARGUMENT, "NULL for a key or text that has a length");
    }
    countersign_span span = { bytes, length };
    if (!countersign_hmac(COUNTERSIGN_SHA256, key, key_length, &span, 1, out, 32)) {
        memset(out, 0, 32);
        return countersign_fail_in_openssl(error, "computing an HMAC");
    }
    return countersign_succeed(error);
}
