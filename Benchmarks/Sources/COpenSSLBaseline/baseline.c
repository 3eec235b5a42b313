#define OPENSSL_SUPPRESS_DEPRECATED
#include "COpenSSLBaseline.h"

#include <openssl/crypto.h>
#include <openssl/ecdsa.h>
#include <openssl/obj_mac.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct baseline_item {
    EC_KEY *key;
    ECDSA_SIG *signature;
    uint8_t digest[32];
};

baseline_item *baseline_create(const uint8_t digest[32], uint8_t point[64], uint8_t r[32], uint8_t s[32])
{
    baseline_item *item = calloc(1, sizeof *item);
    uint8_t encoded[65];
    const BIGNUM *rn, *sn;

    if (!item) return NULL;
    memcpy(item->digest, digest, 32);
    item->key = EC_KEY_new_by_curve_name(NID_X9_62_prime256v1);
    if (!item->key || !EC_KEY_generate_key(item->key) ||
        !(item->signature = ECDSA_do_sign(digest, 32, item->key)) ||
        EC_POINT_point2oct(EC_KEY_get0_group(item->key), EC_KEY_get0_public_key(item->key),
                           POINT_CONVERSION_UNCOMPRESSED, encoded, sizeof encoded, NULL) != sizeof encoded) {
        baseline_free(item);
        return NULL;
    }
    ECDSA_SIG_get0(item->signature, &rn, &sn);
    BN_bn2binpad(rn, r, 32);
    BN_bn2binpad(sn, s, 32);
    memcpy(point, encoded + 1, 64);
    return item;
}

baseline_item *baseline_adopt(const uint8_t point[64], const uint8_t digest[32], const uint8_t r[32], const uint8_t s[32])
{
    baseline_item *item = calloc(1, sizeof *item);
    uint8_t encoded[65] = {4};

    if (!item) return NULL;
    memcpy(encoded + 1, point, 64);
    memcpy(item->digest, digest, 32);
    item->key = EC_KEY_new_by_curve_name(NID_X9_62_prime256v1);
    item->signature = ECDSA_SIG_new();
    if (!item->key || !EC_KEY_oct2key(item->key, encoded, sizeof encoded, NULL) || !item->signature ||
        !ECDSA_SIG_set0(item->signature, BN_bin2bn(r, 32, NULL), BN_bin2bn(s, 32, NULL))) {
        baseline_free(item);
        return NULL;
    }
    return item;
}

int baseline_verify(const baseline_item *item)
{
    return ECDSA_do_verify(item->digest, 32, item->signature, item->key) == 1;
}

int baseline_sign(const baseline_item *item)
{
    ECDSA_SIG *signature = ECDSA_do_sign(item->digest, 32, item->key);
    int done = signature != NULL;
    ECDSA_SIG_free(signature);
    return done;
}

void baseline_free(baseline_item *item)
{
    if (!item) return;
    EC_KEY_free(item->key);
    ECDSA_SIG_free(item->signature);
    free(item);
}

const char *baseline_version(void)
{
    return OpenSSL_version(OPENSSL_VERSION);
}

const char *baseline_compiler(void)
{
    return __VERSION__;
}

double baseline_thread_seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}
