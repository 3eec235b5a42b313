#include "key_asn1.h"

#include <string.h>

#include "oid.h"

static const uint8_t ec_public_key[] = { COUNTERSIGN_OID_EC_PUBLIC_KEY };
static const uint8_t p256[] = { COUNTERSIGN_OID_P256 };

void countersign_oid_name(const countersign_der *oid, char *name, size_t capacity) {
    uint8_t element[2 + 64];
    size_t length = countersign_der_left(oid);
    name[0] = 0;
    if (length > 0 && length <= 64) {
        element[0] = COUNTERSIGN_DER_OID;
        element[1] = (uint8_t)length;
        memcpy(element + 2, oid->at, length);
        const uint8_t *at = element;
        ASN1_OBJECT *object = d2i_ASN1_OBJECT(NULL, &at, (long)length + 2);
        if (object != NULL) {
            int nid = OBJ_obj2nid(object);
            if (nid != NID_undef) OPENSSL_strlcpy(name, OBJ_nid2sn(nid), capacity);
            else OBJ_obj2txt(name, (int)capacity, object, 1);
            ASN1_OBJECT_free(object);
        }
        ERR_clear_error();
    }
    if (name[0] == 0) OPENSSL_strlcpy(name, "an unreadable object identifier", capacity);
}

static countersign_status malformed(const countersign_der *at, const char *expected, countersign_error *error) {
    return countersign_fail_at(
        error, COUNTERSIGN_ERROR_KEY_FORMAT, countersign_der_offset(at), "expected %s", expected);
}

static countersign_status trailing(const countersign_der *at, const char *whose, countersign_error *error) {
    return countersign_fail_at(
        error, COUNTERSIGN_ERROR_KEY_TRAILING, countersign_der_offset(at), "expected the end of %s, found %zu bytes",
        whose, countersign_der_left(at));
}

countersign_status countersign_key_check_curve(countersign_der parameters, countersign_error *error) {
    countersign_der oid;
    char name[64];
    if (countersign_der_is_at(&parameters, COUNTERSIGN_DER_SEQUENCE)) {
        return countersign_fail(
            error, COUNTERSIGN_ERROR_KEY_CURVE, "expected the named curve P-256, found explicit curve parameters");
    }
    if (!countersign_der_take(&parameters, COUNTERSIGN_DER_OID, &oid)) {
        return countersign_fail(
            error, COUNTERSIGN_ERROR_KEY_CURVE, "expected the named curve P-256, found no curve's name");
    }
    if (!countersign_der_is(&oid, p256, sizeof p256)) {
        countersign_oid_name(&oid, name, sizeof name);
        return countersign_fail(
            error, COUNTERSIGN_ERROR_KEY_CURVE, "expected the named curve P-256 (prime256v1), found %s", name);
    }
    if (countersign_der_left(&parameters) > 0) return trailing(&parameters, "the curve parameters", error);
    return COUNTERSIGN_OK;
}

static countersign_status check_algorithm(
    const countersign_der *oid, countersign_der parameters, countersign_error *error) {
    char name[64];
    if (countersign_der_is(oid, ec_public_key, sizeof ec_public_key)) {
        return countersign_key_check_curve(parameters, error);
    }
    countersign_oid_name(oid, name, sizeof name);
    return countersign_fail(
        error, COUNTERSIGN_ERROR_KEY_CURVE, "expected an EC key on P-256, found a key of algorithm %s", name);
}

/* ECPrivateKey, RFC 5915. In PKCS#8 the curve stands outside and may be missing here. `outside` is
 * a public key that the enclosing structure carries, or NULL. */
static countersign_status read_ec_private_key(
    countersign_der whole, int is_in_pkcs8, const countersign_der *outside,
    countersign_key **key, countersign_error *error) {
    countersign_der body, scalar, inside, point = { 0 };
    uint64_t version = 0;
    if (!countersign_der_take(&whole, COUNTERSIGN_DER_SEQUENCE, &body)) {
        return malformed(&whole, "the SEQUENCE of an ECPrivateKey", error);
    }
    if (countersign_der_left(&whole) > 0) return trailing(&whole, "the ECPrivateKey", error);
    if (!countersign_der_take_number(&body, &version) || version != 1) {
        return malformed(&body, "version 1 of an ECPrivateKey", error);
    }
    if (!countersign_der_take(&body, COUNTERSIGN_DER_OCTET_STRING, &scalar)) {
        return malformed(&body, "an OCTET STRING with the private scalar", error);
    }
    if (countersign_der_is_at(&body, COUNTERSIGN_DER_TAGGED_0)) {
        if (!countersign_der_take(&body, COUNTERSIGN_DER_TAGGED_0, &inside)) {
            return malformed(&body, "the curve parameters [0]", error);
        }
        countersign_status status = countersign_key_check_curve(inside, error);
        if (status != COUNTERSIGN_OK) return status;
    } else if (!is_in_pkcs8) {
        return countersign_fail(
            error, COUNTERSIGN_ERROR_KEY_CURVE, "expected the named curve P-256, found no curve parameters");
    }
    if (countersign_der_is_at(&body, COUNTERSIGN_DER_TAGGED_1)) {
        if (!countersign_der_take(&body, COUNTERSIGN_DER_TAGGED_1, &inside)
            || !countersign_der_take_bits(&inside, COUNTERSIGN_DER_BIT_STRING, &point)
            || countersign_der_left(&inside) > 0 || countersign_der_left(&point) == 0) {
            return malformed(&body, "the public key [1] as a BIT STRING", error);
        }
    }
    if (countersign_der_left(&body) > 0) return trailing(&body, "the ECPrivateKey's members", error);

    /* RFC 5915 pads to 32 bytes; older writers dropped leading zeros, which loses nothing. */
    size_t length = countersign_der_left(&scalar);
    if (length == 0 || length > COUNTERSIGN_SCALAR_BYTES) {
        return countersign_fail_at(
            error, COUNTERSIGN_ERROR_KEY_SCALAR, countersign_der_offset(&scalar),
            "expected a private scalar of 32 bytes, found %zu bytes", length);
    }
    uint8_t padded[COUNTERSIGN_SCALAR_BYTES] = { 0 };
    memcpy(padded + COUNTERSIGN_SCALAR_BYTES - length, scalar.at, length);
    countersign_status status = countersign_key_from_scalar(
        padded, point.at, countersign_der_left(&point), key, error);
    if (status == COUNTERSIGN_OK && outside != NULL) {
        countersign_key_free(*key);
        status = countersign_key_from_scalar(padded, outside->at, countersign_der_left(outside), key, error);
    }
    OPENSSL_cleanse(padded, sizeof padded);
    return status;
}

countersign_status countersign_key_read_sec1(
    const uint8_t *bytes, size_t length, countersign_key **key, countersign_error *error) {
    return read_ec_private_key(countersign_der_over(bytes, length), 0, NULL, key, error);
}

/* PrivateKeyInfo of RFC 5208, with version 1 OneAsymmetricKey of RFC 5958. */
countersign_status countersign_key_read_pkcs8(
    const uint8_t *bytes, size_t length, countersign_key **key, countersign_error *error) {
    countersign_der whole = countersign_der_over(bytes, length), body, oid, parameters, content, outside;
    uint64_t version = 0;
    if (!countersign_der_take(&whole, COUNTERSIGN_DER_SEQUENCE, &body)) {
        return malformed(&whole, "the SEQUENCE of a PKCS#8 PrivateKeyInfo", error);
    }
    if (countersign_der_left(&whole) > 0) return trailing(&whole, "the PrivateKeyInfo", error);
    if (!countersign_der_take_number(&body, &version) || version > 1) {
        return malformed(&body, "version 0 or 1 of a PKCS#8 PrivateKeyInfo", error);
    }
    if (!countersign_der_take_algorithm(&body, &oid, &parameters)) {
        return malformed(&body, "an AlgorithmIdentifier", error);
    }
    countersign_status status = check_algorithm(&oid, parameters, error);
    if (status != COUNTERSIGN_OK) return status;
    if (!countersign_der_take(&body, COUNTERSIGN_DER_OCTET_STRING, &content)) {
        return malformed(&body, "an OCTET STRING with the private key", error);
    }
    if (countersign_der_is_at(&body, COUNTERSIGN_DER_TAGGED_0)
        && !countersign_der_take(&body, COUNTERSIGN_DER_TAGGED_0, NULL)) {
        return malformed(&body, "the attributes [0]", error);
    }
    int has_outside = version == 1 && countersign_der_is_at(&body, COUNTERSIGN_DER_TAGGED_1_PRIMITIVE);
    if (has_outside
        && (!countersign_der_take_bits(&body, COUNTERSIGN_DER_TAGGED_1_PRIMITIVE, &outside)
            || countersign_der_left(&outside) == 0)) {
        return malformed(&body, "the public key [1]", error);
    }
    if (countersign_der_left(&body) > 0) return trailing(&body, "the PrivateKeyInfo's members", error);
    return read_ec_private_key(content, 1, has_outside ? &outside : NULL, key, error);
}

countersign_status countersign_key_read_spki(
    const uint8_t *bytes, size_t length, countersign_key **key, countersign_error *error) {
    countersign_der whole = countersign_der_over(bytes, length), body, oid, parameters, point;
    if (!countersign_der_take(&whole, COUNTERSIGN_DER_SEQUENCE, &body)) {
        return malformed(&whole, "the SEQUENCE of a SubjectPublicKeyInfo", error);
    }
    if (countersign_der_left(&whole) > 0) return trailing(&whole, "the SubjectPublicKeyInfo", error);
    if (!countersign_der_take_algorithm(&body, &oid, &parameters)) {
        return malformed(&body, "an AlgorithmIdentifier", error);
    }
    countersign_status status = check_algorithm(&oid, parameters, error);
    if (status != COUNTERSIGN_OK) return status;
    if (!countersign_der_take_bits(&body, COUNTERSIGN_DER_BIT_STRING, &point)) {
        return malformed(&body, "a BIT STRING with the point", error);
    }
    if (countersign_der_left(&body) > 0) return trailing(&body, "the SubjectPublicKeyInfo's members", error);
    return countersign_key_from_point(point.at, countersign_der_left(&point), key, error);
}

countersign_key_format countersign_key_shape(const uint8_t *bytes, size_t length) {
    countersign_der whole = countersign_der_over(bytes, length), body;
    if (!countersign_der_take(&whole, COUNTERSIGN_DER_SEQUENCE, &body)) return COUNTERSIGN_KEY_ANY;
    if (countersign_der_take(&body, COUNTERSIGN_DER_INTEGER, NULL)) {
        if (countersign_der_is_at(&body, COUNTERSIGN_DER_SEQUENCE)) return COUNTERSIGN_KEY_PKCS8_DER;
        if (countersign_der_is_at(&body, COUNTERSIGN_DER_OCTET_STRING)) return COUNTERSIGN_KEY_SEC1_DER;
        return COUNTERSIGN_KEY_ANY;
    }
    if (!countersign_der_take(&body, COUNTERSIGN_DER_SEQUENCE, NULL)) return COUNTERSIGN_KEY_ANY;
    if (countersign_der_is_at(&body, COUNTERSIGN_DER_BIT_STRING)) return COUNTERSIGN_KEY_SPKI_DER;
    if (countersign_der_is_at(&body, COUNTERSIGN_DER_OCTET_STRING)) return COUNTERSIGN_KEY_PKCS8_ENCRYPTED_DER;
    return COUNTERSIGN_KEY_ANY;
}
