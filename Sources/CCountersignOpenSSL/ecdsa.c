#include <string.h>

#include "key.h"
#include "publish.h"

countersign_status countersign_digest_sign(
    const countersign_key *key, const uint8_t digest[32],
    countersign_rs *signature, countersign_error *error) {
    if (signature != NULL) memset(signature, 0, sizeof *signature);
    if (key == NULL || digest == NULL || signature == NULL) {
        return countersign_fail(error, COUNTERSIGN_ERROR_ARGUMENT, "NULL for the key, the digest or the signature");
    }
    if (!key->is_private) {
        return countersign_fail(
            error, COUNTERSIGN_ERROR_KEY_PUBLIC, "expected a private key for signing, found a public one");
    }
    ECDSA_SIG *made = ECDSA_do_sign(digest, 32, key->ec);
    int done = made != NULL
        && BN_bn2binpad(ECDSA_SIG_get0_r(made), signature->r, COUNTERSIGN_SCALAR_BYTES) == COUNTERSIGN_SCALAR_BYTES
        && BN_bn2binpad(ECDSA_SIG_get0_s(made), signature->s, COUNTERSIGN_SCALAR_BYTES) == COUNTERSIGN_SCALAR_BYTES;
    ECDSA_SIG_free(made);
    countersign_publish(signature, sizeof *signature);
    if (done) return countersign_succeed(error);
    memset(signature, 0, sizeof *signature);
    return countersign_fail_in_openssl(error, "signing");
}

static ECDSA_SIG *signature_from(const countersign_rs *rs) {
    ECDSA_SIG *signature = ECDSA_SIG_new();
    BIGNUM *r = BN_bin2bn(rs->r, COUNTERSIGN_SCALAR_BYTES, NULL);
    BIGNUM *s = BN_bin2bn(rs->s, COUNTERSIGN_SCALAR_BYTES, NULL);
    if (signature != NULL && r != NULL && s != NULL && ECDSA_SIG_set0(signature, r, s) == 1) return signature;
    BN_free(r);
    BN_free(s);
    ECDSA_SIG_free(signature);
    return NULL;
}

/* r and s can be chosen so that u1 G + u2 Q is the point at infinity. OpenSSL calls that a failure of its own (-1);
 * it is a signature that does not verify, and whoever sends one must not look like a broken machine. */
static int is_infinity(void) {
    unsigned long first = ERR_peek_error();
    return ERR_GET_LIB(first) == ERR_LIB_EC && ERR_GET_REASON(first) == EC_R_POINT_AT_INFINITY;
}

countersign_status countersign_digest_verify(
    const countersign_key *key, const uint8_t *digest, size_t digest_length,
    const countersign_rs *signature, countersign_error *error) {
    if (key == NULL || digest == NULL || signature == NULL) {
        return countersign_fail(error, COUNTERSIGN_ERROR_ARGUMENT, "NULL for the key, the digest or the signature");
    }
    if (digest_length < 1 || digest_length > COUNTERSIGN_HASH_MAX_BYTES) {
        return countersign_fail(
            error, COUNTERSIGN_ERROR_ARGUMENT, "expected a digest of 1 to %d bytes, found %zu bytes",
            COUNTERSIGN_HASH_MAX_BYTES, digest_length);
    }
    ECDSA_SIG *parsed = signature_from(signature);
    if (parsed == NULL) return countersign_fail(error, COUNTERSIGN_ERROR_MEMORY, "no memory for a signature");
    /* 1 fits, 0 does not, -1 could not be told: only 1 is a yes (CVE-2008-5077). */
    ERR_clear_error();
    int verdict = ECDSA_do_verify(digest, (int)digest_length, parsed, key->ec);
    ECDSA_SIG_free(parsed);
    if (verdict == 1) return countersign_succeed(error);
    if (verdict == 0 || is_infinity()) {
        return countersign_fail(
            error, COUNTERSIGN_MISMATCH, "the signature does not belong to this key and text");
    }
    return countersign_fail_in_openssl(error, "verifying");
}
