#include <string.h>

#include "key.h"
#include "oid.h"
#include "pbes2.h"
#include "pem.h"

/* A P-256 key has one length in each DER format, so each is a fixed frame around scalar and point:
 * nothing is allocated that would have to be cleansed. */
#define SPKI_BYTES 91
#define SPKI_POINT 26
#define SEC1_BYTES 121
#define SEC1_SCALAR 7
#define SEC1_POINT 56
#define PKCS8_SCALAR 36
#define PKCS8_POINT 73
#define MAX_DER_BYTES COUNTERSIGN_PBES2_BYTES
#define SCALAR_BYTES COUNTERSIGN_SCALAR_BYTES

static const uint8_t spki_frame[SPKI_BYTES] = {
    0x30, 0x59, 0x30, 0x13, 0x06, 0x07, COUNTERSIGN_OID_EC_PUBLIC_KEY, 0x06, 0x08, COUNTERSIGN_OID_P256,
    0x03, 0x42, 0x00,
};
static const uint8_t sec1_frame[SEC1_BYTES] = {
    0x30, 0x77, 0x02, 0x01, 0x01, 0x04, SCALAR_BYTES, [SEC1_SCALAR + SCALAR_BYTES] =
    0xa0, 0x0a, 0x06, 0x08, COUNTERSIGN_OID_P256, 0xa1, 0x44, 0x03, 0x42, 0x00,
};
static const uint8_t pkcs8_frame[COUNTERSIGN_PBES2_PLAIN_BYTES] = {
    0x30, 0x81, 0x87, 0x02, 0x01, 0x00,
    0x30, 0x13, 0x06, 0x07, COUNTERSIGN_OID_EC_PUBLIC_KEY, 0x06, 0x08, COUNTERSIGN_OID_P256,
    0x04, 0x6d, 0x30, 0x6b, 0x02, 0x01, 0x01, 0x04, SCALAR_BYTES, [PKCS8_SCALAR + SCALAR_BYTES] =
    0xa1, 0x44, 0x03, 0x42, 0x00,
};

/* Where a format's frame has room for the key; `label` is NULL for what is not PEM. */
typedef struct key_shape {
    const uint8_t *frame;
    size_t length, scalar, point;
    int is_private, is_encrypted;
    const char *label;
} key_shape;

static int find_shape(countersign_key_format format, key_shape *shape) {
    switch (format) {
    case COUNTERSIGN_KEY_PKCS8_PEM: shape->label = "PRIVATE KEY"; break;
    case COUNTERSIGN_KEY_PKCS8_ENCRYPTED_PEM: shape->label = "ENCRYPTED PRIVATE KEY"; break;
    case COUNTERSIGN_KEY_SEC1_PEM: shape->label = "EC PRIVATE KEY"; break;
    case COUNTERSIGN_KEY_SPKI_PEM: shape->label = "PUBLIC KEY"; break;
    default: break;
    }
    switch (format) {
    case COUNTERSIGN_KEY_PKCS8_ENCRYPTED_PEM:
    case COUNTERSIGN_KEY_PKCS8_ENCRYPTED_DER:
        shape->is_encrypted = 1;
        /* fall through */
    case COUNTERSIGN_KEY_PKCS8_PEM:
    case COUNTERSIGN_KEY_PKCS8_DER:
        shape->frame = pkcs8_frame;
        shape->length = sizeof pkcs8_frame;
        shape->scalar = PKCS8_SCALAR;
        shape->point = PKCS8_POINT;
        break;
    case COUNTERSIGN_KEY_SEC1_PEM:
    case COUNTERSIGN_KEY_SEC1_DER:
        shape->frame = sec1_frame;
        shape->length = SEC1_BYTES;
        shape->scalar = SEC1_SCALAR;
        shape->point = SEC1_POINT;
        break;
    case COUNTERSIGN_KEY_SCALAR:
        shape->length = SCALAR_BYTES;
        shape->point = SCALAR_BYTES;
        break;
    case COUNTERSIGN_KEY_X963_PRIVATE:
        shape->length = COUNTERSIGN_X963_PRIVATE_BYTES;
        shape->scalar = COUNTERSIGN_POINT_BYTES;
        break;
    case COUNTERSIGN_KEY_SPKI_PEM:
    case COUNTERSIGN_KEY_SPKI_DER:
        shape->frame = spki_frame;
        shape->length = SPKI_BYTES;
        shape->point = SPKI_POINT;
        break;
    case COUNTERSIGN_KEY_POINT: shape->length = COUNTERSIGN_POINT_BYTES; break;
    case COUNTERSIGN_KEY_POINT_COMPRESSED: shape->length = COUNTERSIGN_POINT_COMPRESSED_BYTES; break;
    default: return 0;
    }
    shape->is_private = format < COUNTERSIGN_KEY_SPKI_PEM;
    return 1;
}

/* The DER, or the raw bytes, before encryption and PEM. */
static int fill(const countersign_key *key, const key_shape *shape, uint8_t *out) {
    if (shape->length == COUNTERSIGN_POINT_COMPRESSED_BYTES) {
        out[0] = 2 + (key->point[COUNTERSIGN_POINT_BYTES - 1] & 1);
        memcpy(out + 1, key->point + 1, SCALAR_BYTES);
        return 1;
    }
    if (shape->frame != NULL) memcpy(out, shape->frame, shape->length);
    if (shape->point + COUNTERSIGN_POINT_BYTES <= shape->length) {
        memcpy(out + shape->point, key->point, COUNTERSIGN_POINT_BYTES);
    }
    return !shape->is_private || countersign_key_scalar(key, out + shape->scalar);
}

/* `der` is the caller's to cleanse. */
static countersign_status make(
    const countersign_key *key, const key_shape *shape, const uint8_t *passphrase, size_t passphrase_length,
    uint8_t der[MAX_DER_BYTES], countersign_error *error) {
    if (!shape->is_encrypted) {
        return fill(key, shape, der) ? COUNTERSIGN_OK : countersign_fail_in_openssl(error, "writing a key");
    }
    uint8_t plain[COUNTERSIGN_PBES2_PLAIN_BYTES];
    countersign_status status = fill(key, shape, plain)
        ? countersign_pbes2_encrypt(plain, passphrase, passphrase_length, der, error)
        : countersign_fail_in_openssl(error, "writing a key");
    OPENSSL_cleanse(plain, sizeof plain);
    return status;
}

static countersign_status check(
    const countersign_key *key, const key_shape *shape, const uint8_t *passphrase, countersign_error *error) {
    if (shape->is_private && !key->is_private) {
        return countersign_fail(
            error, COUNTERSIGN_ERROR_KEY_PUBLIC, "expected a private key for this format, found a public one");
    }
    if (shape->is_encrypted && passphrase == NULL) {
        return countersign_fail(
            error, COUNTERSIGN_ERROR_PASSPHRASE_NEEDED, "expected a passphrase for an encrypted format, found none");
    }
    if (!shape->is_encrypted && passphrase != NULL) {
        return countersign_fail(
            error, COUNTERSIGN_ERROR_ARGUMENT, "expected no passphrase for a format without encryption");
    }
    return COUNTERSIGN_OK;
}

countersign_status countersign_key_write(
    const countersign_key *key, countersign_key_format format,
    const uint8_t *passphrase, size_t passphrase_length,
    uint8_t *out, size_t capacity, size_t *written, countersign_error *error) {
    if (out != NULL) memset(out, 0, capacity);
    if (written != NULL) *written = 0;
    key_shape shape = { 0 };
    if (key == NULL || written == NULL || !countersign_is_span(out, capacity)
        || !countersign_is_span(passphrase, passphrase_length)) {
        return countersign_fail(error, COUNTERSIGN_ERROR_ARGUMENT, "NULL where a key is written from or to");
    }
    if (!find_shape(format, &shape)) {
        return countersign_fail(
            error, COUNTERSIGN_ERROR_ARGUMENT, "key format %d is not one that can be written", (int)format);
    }
    countersign_status status = check(key, &shape, passphrase, error);
    if (status != COUNTERSIGN_OK) return status;
    size_t length = shape.is_encrypted ? COUNTERSIGN_PBES2_BYTES : shape.length;
    size_t needed = shape.label == NULL ? length : countersign_pem_length(shape.label, length);
    if (capacity < needed) {
        *written = needed;
        return countersign_fail(
            error, COUNTERSIGN_ERROR_BUFFER, "expected room for %zu bytes, found %zu", needed, capacity);
    }
    uint8_t der[MAX_DER_BYTES] = { 0 };
    status = make(key, &shape, passphrase, passphrase_length, der, error);
    if (status == COUNTERSIGN_OK) {
        if (shape.label == NULL) memcpy(out, der, length);
        else countersign_pem_write(shape.label, der, length, out);
        *written = needed;
        status = countersign_succeed(error);
    }
    OPENSSL_cleanse(der, sizeof der);
    return status;
}
