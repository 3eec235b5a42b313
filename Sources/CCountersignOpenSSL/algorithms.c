#include "algorithms.h"

#define HASHES 12

static const char *const names[HASHES] = {
    [COUNTERSIGN_SHA1] = "SHA1",
    [COUNTERSIGN_SHA224] = "SHA224",
    [COUNTERSIGN_SHA256] = "SHA256",
    [COUNTERSIGN_SHA384] = "SHA384",
    [COUNTERSIGN_SHA512] = "SHA512",
    [COUNTERSIGN_SHA3_256] = "SHA3-256",
    [COUNTERSIGN_SHA3_512] = "SHA3-512",
    [COUNTERSIGN_SHA3_224] = "SHA3-224",
    [COUNTERSIGN_SHA3_384] = "SHA3-384",
    [COUNTERSIGN_SHA512_224] = "SHA512-224",
    [COUNTERSIGN_SHA512_256] = "SHA512-256",
};

/* Written once under `once`, read only afterwards, kept until the process ends. */
static struct {
    EVP_MD *hashes[HASHES];
    EVP_MAC *hmac;
    EC_GROUP *p256;
} fetched;
static CRYPTO_ONCE once = CRYPTO_ONCE_STATIC_INIT;

static void fetch(void) {
    for (int hash = 0; hash < HASHES; hash++) {
        if (names[hash] != NULL) fetched.hashes[hash] = EVP_MD_fetch(NULL, names[hash], NULL);
    }
    fetched.hmac = EVP_MAC_fetch(NULL, "HMAC", NULL);
    fetched.p256 = EC_GROUP_new_by_curve_name(NID_X9_62_prime256v1);
    /* What is missing is reported by the call that needs it. */
    ERR_clear_error();
}

static int is_ready(void) {
    return CRYPTO_THREAD_run_once(&once, fetch) == 1;
}

const EVP_MD *countersign_algorithm_hash(countersign_hash hash) {
    if ((unsigned)hash >= HASHES || !is_ready()) return NULL;
    return fetched.hashes[hash];
}

const char *countersign_algorithm_hash_name(countersign_hash hash) {
    return (unsigned)hash < HASHES ? names[hash] : NULL;
}

EVP_MAC *countersign_algorithm_hmac(void) {
    return is_ready() ? fetched.hmac : NULL;
}

const EC_GROUP *countersign_algorithm_p256(void) {
    return is_ready() ? fetched.p256 : NULL;
}
