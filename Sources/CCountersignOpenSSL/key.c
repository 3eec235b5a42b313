#include "key.h"

#include <string.h>

#include "algorithms.h"
#include "publish.h"

static const uint8_t order[COUNTERSIGN_SCALAR_BYTES] = {
    0xff, 0xff, 0xff, 0xff, 0x00, 0x00, 0x00, 0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
    0xbc, 0xe6, 0xfa, 0xad, 0xa7, 0x17, 0x9e, 0x84, 0xf3, 0xb9, 0xca, 0xc2, 0xfc, 0x63, 0x25, 0x51,
};

/* 1 when 0 < scalar < n; takes the same time for each scalar. The outcome is the status that the caller sees. */
static int is_in_range(const uint8_t scalar[COUNTERSIGN_SCALAR_BYTES]) {
    unsigned any = 0, borrow = 0;
    for (int i = COUNTERSIGN_SCALAR_BYTES - 1; i >= 0; i--) {
        any |= scalar[i];
        borrow = ((unsigned)scalar[i] - order[i] - borrow) >> 8 & 1;
    }
    return countersign_verdict(borrow & ((any + 0xff) >> 8));
}

static countersign_key *allocate(void) {
    const EC_GROUP *group = countersign_algorithm_p256();
    countersign_key *key = group == NULL ? NULL : OPENSSL_zalloc(sizeof *key);
    if (key == NULL) return NULL;
    key->ec = EC_KEY_new();
    if (key->ec != NULL && EC_KEY_set_group(key->ec, group) == 1) return key;
    countersign_key_free(key);
    return NULL;
}

/* Takes the uncompressed point out of the EC_KEY, once and for all. */
static int keep_point(countersign_key *key) {
    size_t length = EC_POINT_point2oct(
        EC_KEY_get0_group(key->ec), EC_KEY_get0_public_key(key->ec), POINT_CONVERSION_UNCOMPRESSED, key->point,
        sizeof key->point, NULL);
    countersign_publish(key->point, sizeof key->point);
    return length == sizeof key->point;
}

static countersign_status unmade(countersign_key *key, countersign_error *error) {
    countersign_key_free(key);
    return countersign_fail_in_openssl(error, "making a key");
}

countersign_status countersign_key_generate(countersign_key **key, countersign_error *error) {
    if (key == NULL) return countersign_fail(error, COUNTERSIGN_ERROR_ARGUMENT, "no room for the key");
    *key = NULL;
    countersign_key *made = allocate();
    if (made == NULL || EC_KEY_generate_key(made->ec) != 1 || !keep_point(made)) return unmade(made, error);
    made->is_private = 1;
    *key = made;
    return countersign_succeed(error);
}

countersign_status countersign_key_from_point(
    const uint8_t *point, size_t length, countersign_key **key, countersign_error *error) {
    *key = NULL;
    if (length == 1 && point[0] == 0) {
        return countersign_fail(error, COUNTERSIGN_ERROR_KEY_POINT, "expected a point, found infinity (00)");
    }
    int is_compressed = length == COUNTERSIGN_POINT_COMPRESSED_BYTES && (point[0] == 2 || point[0] == 3);
    if (!is_compressed && !(length == COUNTERSIGN_POINT_BYTES && point[0] == 4)) {
        return countersign_fail(
            error, COUNTERSIGN_ERROR_KEY_FORMAT,
            "expected a point of 65 bytes with 04 or 33 bytes with 02 or 03, found %zu bytes with %02x",
            length, length > 0 ? point[0] : 0u);
    }
    countersign_key *made = allocate();
    if (made == NULL) return unmade(made, error);
    const EC_GROUP *group = EC_KEY_get0_group(made->ec);
    EC_POINT *parsed = EC_POINT_new(group);
    if (parsed == NULL) return unmade(made, error);
    /* oct2point checks both coordinates against p, and the curve's equation. */
    int is_on_curve = EC_POINT_oct2point(group, parsed, point, length, NULL) == 1;
    int is_set = is_on_curve && EC_KEY_set_public_key(made->ec, parsed) == 1 && keep_point(made);
    EC_POINT_free(parsed);
    if (!is_on_curve) {
        countersign_key_free(made);
        return countersign_fail(
            error, COUNTERSIGN_ERROR_KEY_POINT, "expected a point of P-256, found %s",
            is_compressed ? "an x that no point has" : "coordinates that are not on the curve or not below p");
    }
    if (!is_set) return unmade(made, error);
    *key = made;
    return countersign_succeed(error);
}

/* Gives the EC_KEY its scalar and the point that belongs to it. */
static int set_scalar(countersign_key *key, const uint8_t scalar[COUNTERSIGN_SCALAR_BYTES]) {
    const EC_GROUP *group = EC_KEY_get0_group(key->ec);
    BIGNUM *d = BN_secure_new();
    EC_POINT *point = EC_POINT_new(group);
    /* The EC_KEY keeps the scalar at full width and marked constant-time: multiply with that one. */
    int done = d != NULL && point != NULL
        && BN_bin2bn(scalar, COUNTERSIGN_SCALAR_BYTES, d) != NULL
        && EC_KEY_set_private_key(key->ec, d) == 1
        && EC_POINT_mul(group, point, EC_KEY_get0_private_key(key->ec), NULL, NULL, NULL) == 1
        && EC_KEY_set_public_key(key->ec, point) == 1
        && keep_point(key);
    EC_POINT_free(point);
    BN_clear_free(d);
    return done;
}

countersign_status countersign_key_from_scalar(
    const uint8_t scalar[COUNTERSIGN_SCALAR_BYTES], const uint8_t *point, size_t point_length,
    countersign_key **key, countersign_error *error) {
    *key = NULL;
    if (!is_in_range(scalar)) {
        return countersign_fail(
            error, COUNTERSIGN_ERROR_KEY_SCALAR, "expected a private scalar in 1 to n-1, found one outside");
    }
    countersign_key *stored = NULL;
    if (point_length > 0) {
        countersign_status status = countersign_key_from_point(point, point_length, &stored, error);
        if (status != COUNTERSIGN_OK) return status;
    }
    countersign_key *made = allocate();
    if (made == NULL || !set_scalar(made, scalar)) {
        countersign_key_free(stored);
        return unmade(made, error);
    }
    int is_pair = stored == NULL || memcmp(stored->point, made->point, sizeof made->point) == 0;
    countersign_key_free(stored);
    if (!is_pair) {
        countersign_key_free(made);
        return countersign_fail(
            error, COUNTERSIGN_ERROR_KEY_PAIR, "expected the private scalar's public point, found another one");
    }
    made->is_private = 1;
    *key = made;
    return countersign_succeed(error);
}

int countersign_key_scalar(const countersign_key *key, uint8_t out[COUNTERSIGN_SCALAR_BYTES]) {
    const BIGNUM *d = EC_KEY_get0_private_key(key->ec);
    return d != NULL && BN_bn2binpad(d, out, COUNTERSIGN_SCALAR_BYTES) == COUNTERSIGN_SCALAR_BYTES;
}

int countersign_key_is_private(const countersign_key *key) {
    return key != NULL && key->is_private;
}

void countersign_key_point(const countersign_key *key, uint8_t out[COUNTERSIGN_POINT_BYTES]) {
    if (out == NULL) return;
    if (key == NULL) memset(out, 0, COUNTERSIGN_POINT_BYTES);
    else memcpy(out, key->point, COUNTERSIGN_POINT_BYTES);
}

countersign_status countersign_key_public(
    const countersign_key *key, countersign_key **public_key, countersign_error *error) {
    if (public_key != NULL) *public_key = NULL;
    if (key == NULL || public_key == NULL) {
        return countersign_fail(error, COUNTERSIGN_ERROR_ARGUMENT, "no key, or no room for its public half");
    }
    return countersign_key_from_point(key->point, sizeof key->point, public_key, error);
}

void countersign_key_free(countersign_key *key) {
    if (key == NULL) return;
    /* EC_KEY_free cleanses the scalar. */
    EC_KEY_free(key->ec);
    OPENSSL_clear_free(key, sizeof *key);
}
