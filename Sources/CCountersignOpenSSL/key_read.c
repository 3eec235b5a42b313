#include <string.h>

#include "base64.h"
#include "key_asn1.h"
#include "pbes2.h"
#include "pem.h"
#include "publish.h"

/* Longer than any P-256 key with text around it; what is longer is not worth the memory. */
#define MAX_INPUT_BYTES 65536

/* A label and the formats it stands for. */
static const struct { const char *label; countersign_key_format pem, der; } labels[] = {
    { "PRIVATE KEY", COUNTERSIGN_KEY_PKCS8_PEM, COUNTERSIGN_KEY_PKCS8_DER },
    { "ENCRYPTED PRIVATE KEY", COUNTERSIGN_KEY_PKCS8_ENCRYPTED_PEM, COUNTERSIGN_KEY_PKCS8_ENCRYPTED_DER },
    { "EC PRIVATE KEY", COUNTERSIGN_KEY_SEC1_PEM, COUNTERSIGN_KEY_SEC1_DER },
    { "PUBLIC KEY", COUNTERSIGN_KEY_SPKI_PEM, COUNTERSIGN_KEY_SPKI_DER },
};
#define LABELS (sizeof labels / sizeof labels[0])

typedef struct key_passphrase {
    const uint8_t *bytes;
    size_t length;
} key_passphrase;

static countersign_status read_encrypted(
    const uint8_t *bytes, size_t length, key_passphrase passphrase, countersign_key **key, countersign_error *error) {
    if (length == 0) {
        return countersign_fail(error, COUNTERSIGN_ERROR_KEY_FORMAT, "expected an encrypted key, found nothing");
    }
    uint8_t *plain = OPENSSL_zalloc(length);
    if (plain == NULL) return countersign_fail(error, COUNTERSIGN_ERROR_MEMORY, "no memory for a key");
    size_t written = 0;
    countersign_status status = countersign_pbes2_decrypt(
        bytes, length, passphrase.bytes, passphrase.length, plain, &written, error);
    if (status == COUNTERSIGN_OK) {
        status = countersign_key_read_pkcs8(plain, written, key, error);
        /* About one wrong passphrase in 256 leaves a padding that fits and then no structure at all. */
        if (status == COUNTERSIGN_ERROR_KEY_FORMAT || status == COUNTERSIGN_ERROR_KEY_TRAILING) {
            status = countersign_pbes2_wrong_passphrase(error);
        }
    }
    OPENSSL_clear_free(plain, length);
    return status;
}

static countersign_status check_length(size_t length, size_t expected, countersign_error *error) {
    if (length == expected) return COUNTERSIGN_OK;
    return countersign_fail(
        error, COUNTERSIGN_ERROR_KEY_FORMAT, "expected %zu bytes, found %zu bytes", expected, length);
}

static countersign_status read_scalar(
    const uint8_t *bytes, size_t length, countersign_key **key, countersign_error *error) {
    countersign_status status = check_length(length, COUNTERSIGN_SCALAR_BYTES, error);
    return status == COUNTERSIGN_OK ? countersign_key_from_scalar(bytes, NULL, 0, key, error) : status;
}

static countersign_status read_x963(
    const uint8_t *bytes, size_t length, countersign_key **key, countersign_error *error) {
    countersign_status status = check_length(length, COUNTERSIGN_X963_PRIVATE_BYTES, error);
    if (status != COUNTERSIGN_OK) return status;
    return countersign_key_from_scalar(bytes + COUNTERSIGN_POINT_BYTES, bytes, COUNTERSIGN_POINT_BYTES, key, error);
}

static countersign_status read_point(
    const uint8_t *bytes, size_t length, size_t expected, countersign_key **key, countersign_error *error) {
    /* The one-byte infinity is told apart from a point of the wrong length. */
    int is_infinity = length == 1 && bytes[0] == 0;
    countersign_status status = is_infinity ? COUNTERSIGN_OK : check_length(length, expected, error);
    return status == COUNTERSIGN_OK ? countersign_key_from_point(bytes, length, key, error) : status;
}

/* Any format but PEM. */
static countersign_status read_binary(
    const uint8_t *bytes, size_t length, countersign_key_format format, key_passphrase passphrase,
    countersign_key **key, countersign_error *error) {
    switch (format) {
    case COUNTERSIGN_KEY_PKCS8_DER: return countersign_key_read_pkcs8(bytes, length, key, error);
    case COUNTERSIGN_KEY_PKCS8_ENCRYPTED_DER: return read_encrypted(bytes, length, passphrase, key, error);
    case COUNTERSIGN_KEY_SEC1_DER: return countersign_key_read_sec1(bytes, length, key, error);
    case COUNTERSIGN_KEY_SPKI_DER: return countersign_key_read_spki(bytes, length, key, error);
    case COUNTERSIGN_KEY_SCALAR: return read_scalar(bytes, length, key, error);
    case COUNTERSIGN_KEY_X963_PRIVATE: return read_x963(bytes, length, key, error);
    case COUNTERSIGN_KEY_POINT: return read_point(bytes, length, COUNTERSIGN_POINT_BYTES, key, error);
    case COUNTERSIGN_KEY_POINT_COMPRESSED:
        return read_point(bytes, length, COUNTERSIGN_POINT_COMPRESSED_BYTES, key, error);
    default:
        return countersign_fail(
            error, COUNTERSIGN_ERROR_ARGUMENT, "key format %d is not one of the enum's", (int)format);
    }
}

/* 32 characters of text would pass for a scalar: the hex of an MD5 sum, a note, half a key in hex. One random
 * scalar in 10^13 looks like text. No early end: where the first other byte stands would tell about a scalar. */
static int is_text(const uint8_t *bytes, size_t length) {
    unsigned other = 0;
    for (size_t i = 0; i < length; i++) {
        unsigned byte = bytes[i];
        unsigned beyond = ((byte - 0x20) | (0x7e - byte)) >> 31;
        unsigned tab = (byte ^ '\t') - 1, carriage = (byte ^ '\r') - 1, newline = (byte ^ '\n') - 1;
        other |= beyond & ~((tab | carriage | newline) >> 31);
    }
    return countersign_verdict(~other & 1);
}

/* Raw formats have lengths of their own, and DER begins with a SEQUENCE. */
static countersign_key_format find_binary(const uint8_t *bytes, size_t length) {
    if (length == COUNTERSIGN_SCALAR_BYTES && !is_text(bytes, length)) return COUNTERSIGN_KEY_SCALAR;
    if (length == COUNTERSIGN_X963_PRIVATE_BYTES && bytes[0] == 4) return COUNTERSIGN_KEY_X963_PRIVATE;
    if (length == COUNTERSIGN_POINT_COMPRESSED_BYTES && (bytes[0] == 2 || bytes[0] == 3)) {
        return COUNTERSIGN_KEY_POINT_COMPRESSED;
    }
    if (length == COUNTERSIGN_POINT_BYTES && (bytes[0] == 4 || bytes[0] == 6 || bytes[0] == 7)) {
        return COUNTERSIGN_KEY_POINT;
    }
    if (length == 1 && bytes[0] == 0) return COUNTERSIGN_KEY_POINT;
    return countersign_key_shape(bytes, length);
}

/* A block that holds no key we read: say what it is. */
static countersign_status unknown_label(const char *label, countersign_error *error) {
    countersign_status status = COUNTERSIGN_ERROR_KEY_FORMAT;
    if (strncmp(label, "RSA ", 4) == 0 || strncmp(label, "DSA ", 4) == 0) status = COUNTERSIGN_ERROR_KEY_CURVE;
    return countersign_fail(error, status, "expected a P-256 key in PEM, found a block %s", label);
}

/* The base64 of a block; `der` (room for the block's body) is the caller's to cleanse. */
static countersign_status decode_block(
    const uint8_t *text, const countersign_pem *block, uint8_t *der, size_t *written, countersign_error *error) {
    static const char encrypted[] = "Proc-Type:";
    const char *body = (const char *)text + block->body;
    if (block->body_length >= sizeof encrypted - 1 && memcmp(body, encrypted, sizeof encrypted - 1) == 0) {
        return countersign_fail_at(
            error, COUNTERSIGN_ERROR_CIPHER, block->body,
            "expected PBES2 in PKCS#8, found OpenSSL's traditional PEM encryption (openssl pkcs8 -topk8 converts)");
    }
    size_t offset = 0;
    if (countersign_base64_decode(body, block->body_length, der, written, &offset)) return COUNTERSIGN_OK;
    return countersign_fail_at(
        error, COUNTERSIGN_ERROR_KEY_FORMAT, block->body + offset, "expected base64 in the PEM block");
}

/* `openssl ecparam -genkey` writes the curve's name into a block of its own, in front of the key. */
static countersign_status skip_parameters(
    const uint8_t *text, size_t length, countersign_pem *block, uint8_t *der, countersign_error *error) {
    size_t written = 0;
    countersign_status status = decode_block(text, block, der, &written, error);
    if (status == COUNTERSIGN_OK) {
        status = countersign_key_check_curve(countersign_der_over(der, written), error);
    }
    if (status == COUNTERSIGN_OK) status = countersign_pem_find(text, length, block->next, block, error);
    if (status == COUNTERSIGN_OK && strcmp(block->label, "EC PRIVATE KEY") != 0) {
        status = countersign_fail(
            error, COUNTERSIGN_ERROR_KEY_FORMAT, "expected EC PRIVATE KEY behind EC PARAMETERS, found %s",
            block->label);
    }
    return status;
}

static countersign_status read_pem_block(
    const uint8_t *text, size_t length, uint8_t *der, countersign_key_format *format, key_passphrase passphrase,
    countersign_key **key, countersign_error *error) {
    countersign_pem block;
    countersign_status status = countersign_pem_find(text, length, 0, &block, error);
    if (status == COUNTERSIGN_OK && strcmp(block.label, "EC PARAMETERS") == 0) {
        status = skip_parameters(text, length, &block, der, error);
    }
    if (status != COUNTERSIGN_OK) return status;
    size_t row = 0;
    while (row < LABELS && strcmp(labels[row].label, block.label) != 0) row += 1;
    if (row == LABELS) return unknown_label(block.label, error);
    if (*format != COUNTERSIGN_KEY_ANY && *format != labels[row].pem) {
        return countersign_fail(
            error, COUNTERSIGN_ERROR_KEY_FORMAT, "expected another kind of PEM block, found %s", block.label);
    }
    *format = labels[row].pem;
    for (size_t at = block.next; at < length; at++) {
        if (text[at] != ' ' && text[at] != '\t' && text[at] != '\r' && text[at] != '\n') {
            return countersign_fail_at(
                error, COUNTERSIGN_ERROR_KEY_TRAILING, at, "expected the end of the text behind the PEM block");
        }
    }
    size_t written = 0;
    status = decode_block(text, &block, der, &written, error);
    if (status != COUNTERSIGN_OK) return status;
    return read_binary(der, written, labels[row].der, passphrase, key, error);
}

static countersign_status read_pem(
    const uint8_t *text, size_t length, countersign_key_format *format, key_passphrase passphrase,
    countersign_key **key, countersign_error *error) {
    uint8_t *der = OPENSSL_zalloc(length);
    if (der == NULL) return countersign_fail(error, COUNTERSIGN_ERROR_MEMORY, "no memory for a key");
    countersign_status status = read_pem_block(text, length, der, format, passphrase, key, error);
    OPENSSL_clear_free(der, length);
    return status;
}

static int is_pem_format(countersign_key_format format) {
    for (size_t row = 0; row < LABELS; row++) {
        if (labels[row].pem == format) return 1;
    }
    return 0;
}

countersign_status countersign_key_read(
    const uint8_t *bytes, size_t length, countersign_key_format format,
    const uint8_t *passphrase_bytes, size_t passphrase_length,
    countersign_key **key, countersign_key_format *found, countersign_error *error) {
    if (key != NULL) *key = NULL;
    if (found != NULL) *found = COUNTERSIGN_KEY_ANY;
    if (key == NULL || !countersign_is_span(bytes, length)
        || !countersign_is_span(passphrase_bytes, passphrase_length)) {
        return countersign_fail(error, COUNTERSIGN_ERROR_ARGUMENT, "NULL where a key is read from or to");
    }
    if (length == 0 || length > MAX_INPUT_BYTES) {
        return countersign_fail(
            error, COUNTERSIGN_ERROR_KEY_FORMAT, "expected a key of 1 to %d bytes, found %zu bytes",
            MAX_INPUT_BYTES, length);
    }
    key_passphrase passphrase = { passphrase_bytes, passphrase_length };
    countersign_status status;
    if (is_pem_format(format) || (format == COUNTERSIGN_KEY_ANY && countersign_pem_is(bytes, length))) {
        status = read_pem(bytes, length, &format, passphrase, key, error);
    } else {
        if (format == COUNTERSIGN_KEY_ANY) format = find_binary(bytes, length);
        if (format == COUNTERSIGN_KEY_ANY) {
            return countersign_fail(
                error, COUNTERSIGN_ERROR_KEY_FORMAT,
                "expected PEM, PKCS#8, SEC 1, SPKI, a scalar or a point, found %zu bytes of none of these", length);
        }
        status = read_binary(bytes, length, format, passphrase, key, error);
    }
    if (status != COUNTERSIGN_OK) return status;
    if (found != NULL) *found = format;
    return countersign_succeed(error);
}
