#include <string.h>

#include "algorithms.h"
#include "publish.h"

/* The key whose signature over e has R as its point: Q = (s R - e G) / r. */
static int solve(
    const EC_GROUP *group, const countersign_rs *rs, const uint8_t digest[32], const EC_POINT *R, EC_POINT *Q,
    BN_CTX *context) {
    const BIGNUM *order = EC_GROUP_get0_order(group);
    BN_CTX_start(context);
    BIGNUM *inverse = BN_CTX_get(context), *u1 = BN_CTX_get(context), *u2 = BN_CTX_get(context);
    int done = u2 != NULL
        && BN_bin2bn(rs->r, COUNTERSIGN_SCALAR_BYTES, inverse) != NULL
        && BN_mod_inverse(inverse, inverse, order, context) != NULL
        && BN_bin2bn(digest, 32, u1) != NULL
        && BN_mod_mul(u1, u1, inverse, order, context) == 1
        && BN_mod_sub(u1, order, u1, order, context) == 1
        && BN_bin2bn(rs->s, COUNTERSIGN_SCALAR_BYTES, u2) != NULL
        && BN_mod_mul(u2, u2, inverse, order, context) == 1
        && EC_POINT_mul(group, Q, u1, R, u2, context) == 1
        && !EC_POINT_is_at_infinity(group, Q);
    BN_CTX_end(context);
    return done;
}

static int recover(const countersign_rs *rs, const uint8_t digest[32], int is_odd, uint8_t *point) {
    const EC_GROUP *group = countersign_algorithm_p256();
    if (group == NULL) return 0;
    EC_POINT *R = EC_POINT_new(group), *Q = EC_POINT_new(group);
    BN_CTX *context = BN_CTX_new();
    uint8_t compressed[COUNTERSIGN_POINT_COMPRESSED_BYTES];
    compressed[0] = is_odd ? 3 : 2;
    memcpy(compressed + 1, rs->r, COUNTERSIGN_SCALAR_BYTES);
    int done = R != NULL && Q != NULL && context != NULL
        && EC_POINT_oct2point(group, R, compressed, sizeof compressed, context) == 1
        && solve(group, rs, digest, R, Q, context)
        && EC_POINT_point2oct(
               group, Q, POINT_CONVERSION_UNCOMPRESSED, point, COUNTERSIGN_POINT_BYTES, context)
            == COUNTERSIGN_POINT_BYTES;
    BN_CTX_free(context);
    EC_POINT_free(Q);
    EC_POINT_free(R);
    return done;
}

countersign_status countersign_digest_recover(
    const countersign_rs *signature, const uint8_t digest[32], int is_odd,
    uint8_t point[COUNTERSIGN_POINT_BYTES], countersign_error *error) {
    if (point != NULL) memset(point, 0, COUNTERSIGN_POINT_BYTES);
    if (signature == NULL || digest == NULL || point == NULL) {
        return countersign_fail(error, COUNTERSIGN_ERROR_ARGUMENT, "NULL for the signature, the digest or the point");
    }
    int done = recover(signature, digest, is_odd, point);
    countersign_publish(point, COUNTERSIGN_POINT_BYTES);
    if (done) return countersign_succeed(error);
    memset(point, 0, COUNTERSIGN_POINT_BYTES);
    return countersign_fail(error, COUNTERSIGN_MISMATCH, "no key makes this signature with that point");
}
