/* Deterministic nonces for test fixtures. Challenges are never signed with these:
 * one fault during signing, or one text signed under two hashes by mistake, would
 * tell more than a random nonce does. */

#include <string.h>

#include "algorithms.h"
#include "hmac.h"
#include "rfc6979.h"

#define SCALAR_BYTES COUNTERSIGN_SCALAR_BYTES

/* The HMAC generator of RFC 6979 section 3.2. */
typedef struct generator {
    countersign_hash hash;
    size_t length;
    uint8_t k[COUNTERSIGN_HASH_MAX_BYTES], v[COUNTERSIGN_HASH_MAX_BYTES];
} generator;

/* V = HMAC_K(V) */
static int turn(generator *state) {
    countersign_span span = { state->v, state->length };
    return countersign_hmac(state->hash, state->k, state->length, &span, 1, state->v, state->length);
}

/* K = HMAC_K(V || mark || seed), V = HMAC_K(V) */
static int mix(generator *state, uint8_t mark, const uint8_t *seed, size_t seed_length) {
    countersign_span spans[] = { { state->v, state->length }, { &mark, 1 }, { seed, seed_length } };
    return countersign_hmac(state->hash, state->k, state->length, spans, 3, state->k, state->length) && turn(state);
}

/* int2octets(x) || bits2octets(h1): steps a to g. */
static int start(generator *state, const uint8_t scalar[SCALAR_BYTES], const BIGNUM *e) {
    uint8_t seed[2 * SCALAR_BYTES];
    memset(state->v, 1, state->length);
    memset(state->k, 0, state->length);
    memcpy(seed, scalar, SCALAR_BYTES);
    int done = BN_bn2binpad(e, seed + SCALAR_BYTES, SCALAR_BYTES) == SCALAR_BYTES
        && mix(state, 0, seed, sizeof seed) && mix(state, 1, seed, sizeof seed);
    OPENSSL_cleanse(seed, sizeof seed);
    return done;
}

/* Step h: the next candidate in 1 … n-1. */
static int next_nonce(generator *state, const BIGNUM *order, BIGNUM *nonce) {
    for (;;) {
        uint8_t candidate[COUNTERSIGN_HASH_MAX_BYTES];
        for (size_t done = 0; done < SCALAR_BYTES; done += state->length) {
            if (!turn(state)) return 0;
            size_t left = SCALAR_BYTES - done;
            memcpy(candidate + done, state->v, left < state->length ? left : state->length);
        }
        int read = BN_bin2bn(candidate, SCALAR_BYTES, nonce) != NULL;
        OPENSSL_cleanse(candidate, sizeof candidate);
        if (!read) return 0;
        if (!BN_is_zero(nonce) && BN_cmp(nonce, order) < 0) return 1;
        if (!mix(state, 0, NULL, 0)) return 0;
    }
}

/* e = leftmost 256 bits of the digest, mod n. */
static int reduce(const uint8_t *digest, size_t length, const BIGNUM *order, BIGNUM *e, BN_CTX *context) {
    size_t used = length < SCALAR_BYTES ? length : SCALAR_BYTES;
    return BN_bin2bn(digest, (int)used, e) != NULL && BN_nnmod(e, e, order, context) == 1;
}

/* r = x(kG) mod n and 1/k, in the form that ECDSA_do_sign_ex takes. */
static int prepare(const EC_GROUP *group, const BIGNUM *nonce, BIGNUM *r, BIGNUM *inverse, BN_CTX *context) {
    const BIGNUM *order = EC_GROUP_get0_order(group);
    EC_POINT *point = EC_POINT_new(group);
    int done = point != NULL
        && EC_POINT_mul(group, point, nonce, NULL, NULL, context) == 1
        && EC_POINT_get_affine_coordinates(group, point, r, NULL, context) == 1
        && BN_nnmod(r, r, order, context) == 1
        && !BN_is_zero(r)
        && BN_mod_inverse(inverse, nonce, order, context) != NULL;
    EC_POINT_clear_free(point);
    return done;
}

int countersign_rfc6979_sign_here(
    const countersign_key *key, countersign_hash hash, const uint8_t *digest, size_t length,
    countersign_rs *signature) {
    const EC_GROUP *group = EC_KEY_get0_group(key->ec);
    const BIGNUM *order = EC_GROUP_get0_order(group);
    generator state = { .hash = hash, .length = length };
    uint8_t scalar[SCALAR_BYTES];
    BN_CTX *context = BN_CTX_secure_new();
    BIGNUM *e = BN_new(), *nonce = BN_secure_new(), *inverse = BN_secure_new(), *r = BN_new();
    ECDSA_SIG *made = NULL;
    if (context != NULL && e != NULL && nonce != NULL && inverse != NULL && r != NULL
        && countersign_key_scalar(key, scalar)
        && reduce(digest, length, order, e, context)
        && start(&state, scalar, e)
        && next_nonce(&state, order, nonce)
        && prepare(group, nonce, r, inverse, context)) {
        made = ECDSA_do_sign_ex(digest, (int)length, inverse, r, key->ec);
    }
    int done = made != NULL
        && BN_bn2binpad(ECDSA_SIG_get0_r(made), signature->r, SCALAR_BYTES) == SCALAR_BYTES
        && BN_bn2binpad(ECDSA_SIG_get0_s(made), signature->s, SCALAR_BYTES) == SCALAR_BYTES;
    ECDSA_SIG_free(made);
    BN_free(r);
    BN_clear_free(inverse);
    BN_clear_free(nonce);
    BN_free(e);
    BN_CTX_free(context);
    OPENSSL_cleanse(scalar, sizeof scalar);
    OPENSSL_cleanse(&state, sizeof state);
    return done;
}

countersign_status countersign_digest_sign_rfc6979_for_fixtures(
    const countersign_key *key, countersign_hash hash, const uint8_t *digest, size_t digest_length,
    countersign_rs *signature, countersign_error *error) {
    if (signature != NULL) memset(signature, 0, sizeof *signature);
    if (key == NULL || digest == NULL || signature == NULL) {
        return countersign_fail(error, COUNTERSIGN_ERROR_ARGUMENT, "NULL for the key, the digest or the signature");
    }
    if (!key->is_private) {
        return countersign_fail(
            error, COUNTERSIGN_ERROR_KEY_PUBLIC, "expected a private key for signing, found a public one");
    }
    const EVP_MD *md = countersign_algorithm_hash(hash);
    if (md == NULL || (size_t)EVP_MD_get_size(md) != digest_length) {
        return countersign_fail(
            error, COUNTERSIGN_ERROR_ARGUMENT, "expected a hash of the enum and a digest of its length, found %d and "
            "%zu bytes", (int)hash, digest_length);
    }
    int done = countersign_rfc6979_sign_in_provider(key, hash, digest, digest_length, signature);
    if (done < 0) done = countersign_rfc6979_sign_here(key, hash, digest, digest_length, signature);
    if (done == 1) return countersign_succeed(error);
    memset(signature, 0, sizeof *signature);
    return countersign_fail_in_openssl(error, "signing with a nonce of RFC 6979");
}
