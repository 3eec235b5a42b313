#include "algorithms.h"
#include "rfc6979.h"

/* OSSL_SIGNATURE_PARAM_NONCE_TYPE, which the headers of 3.0 do not have. */
static const char nonce_type[] = "nonce-type";
static const unsigned rfc6979 = 1;

/* A context for the key whose provider takes a nonce type: unknown parameters are skipped without
 * a word, and the signature would not be deterministic. */
static int knows_nonce_type(EVP_PKEY_CTX *context) {
    const OSSL_PARAM *settable = EVP_PKEY_CTX_settable_params(context);
    return settable != NULL && OSSL_PARAM_locate_const(settable, nonce_type) != NULL;
}

static int sign(
    EVP_PKEY_CTX *context, countersign_hash hash, const uint8_t *digest, size_t digest_length,
    countersign_rs *signature) {
    unsigned type = rfc6979;
    OSSL_PARAM parameters[] = {
        OSSL_PARAM_construct_utf8_string(
            OSSL_SIGNATURE_PARAM_DIGEST, (char *)(uintptr_t)countersign_algorithm_hash_name(hash), 0),
        OSSL_PARAM_construct_uint(nonce_type, &type),
        OSSL_PARAM_construct_end(),
    };
    uint8_t der[COUNTERSIGN_DER_MAX_BYTES];
    size_t length = sizeof der;
    return EVP_PKEY_CTX_set_params(context, parameters) == 1
        && EVP_PKEY_sign(context, der, &length, digest, digest_length) == 1
        && countersign_der_decode(der, length, signature).defect == COUNTERSIGN_DEFECT_NONE;
}

int countersign_rfc6979_sign_in_provider(
    const countersign_key *key, countersign_hash hash, const uint8_t *digest, size_t digest_length,
    countersign_rs *signature) {
    int done = 0;
    EVP_PKEY_CTX *context = NULL;
    EVP_PKEY *pair = EVP_PKEY_new();
    if (pair != NULL && EVP_PKEY_set1_EC_KEY(pair, key->ec) == 1) {
        context = EVP_PKEY_CTX_new_from_pkey(NULL, pair, NULL);
    }
    if (context != NULL && EVP_PKEY_sign_init(context) == 1) {
        done = knows_nonce_type(context) ? sign(context, hash, digest, digest_length, signature) : -1;
    }
    EVP_PKEY_CTX_free(context);
    EVP_PKEY_free(pair);
    return done;
}
