#include "pbes2.h"

#include <inttypes.h>
#include <limits.h>
#include <string.h>

#include "cbc.h"
#include "der.h"
#include "kdf.h"
#include "key_asn1.h"
#include "oid.h"

#define SALT_BYTES 16
#define ITERATIONS 600000
#define SCRYPT_MAX_N 16384
#define SCRYPT_R 8
#define SCRYPT_MAX_P 16

static const uint8_t pbes2[] = { COUNTERSIGN_OID_PBES2 };
static const uint8_t pbkdf2[] = { COUNTERSIGN_OID_PBKDF2 };
static const uint8_t scrypt[] = { COUNTERSIGN_OID_SCRYPT };
/* hmacWithSHA1 (7) … hmacWithSHA512 (11) and the AES-CBCs (2, 22, 42) differ in the last byte only. */
static const uint8_t hmac_with[] = { COUNTERSIGN_OID_HMAC_SHA256 };
static const uint8_t aes_cbc[] = { COUNTERSIGN_OID_AES256_CBC };

/* What an AlgorithmIdentifier asks for. */
typedef struct pbes2_scheme {
    int is_scrypt;
    countersign_der salt;
    uint64_t iterations, n, r, p;
    countersign_hash hash;
    const EVP_CIPHER *cipher;
    size_t key_length;
    uint64_t stated_key_length;
    const uint8_t *iv;
} pbes2_scheme;

static countersign_status malformed(const countersign_der *at, const char *expected, countersign_error *error) {
    return countersign_fail_at(
        error, COUNTERSIGN_ERROR_KEY_FORMAT, countersign_der_offset(at), "expected %s", expected);
}

static int has_last_byte_of_its_own(const countersign_der *oid, const uint8_t *content, size_t length) {
    return countersign_der_left(oid) == length && memcmp(oid->at, content, length - 1) == 0;
}

/* NULL or nothing. */
static int is_null(countersign_der parameters) {
    countersign_der content;
    if (countersign_der_left(&parameters) == 0) return 1;
    return countersign_der_take(&parameters, COUNTERSIGN_DER_NULL, &content)
        && countersign_der_left(&content) == 0 && countersign_der_left(&parameters) == 0;
}

static countersign_status read_prf(countersign_der *from, pbes2_scheme *scheme, countersign_error *error) {
    static const countersign_hash hashes[] = {
        COUNTERSIGN_SHA1, COUNTERSIGN_SHA224, COUNTERSIGN_SHA256, COUNTERSIGN_SHA384, COUNTERSIGN_SHA512,
    };
    countersign_der oid, parameters;
    scheme->hash = COUNTERSIGN_SHA1;
    if (countersign_der_left(from) == 0) return COUNTERSIGN_OK;
    if (!countersign_der_take_algorithm(from, &oid, &parameters) || !is_null(parameters)
        || countersign_der_left(from) > 0) {
        return malformed(from, "the pseudo-random function of PBKDF2", error);
    }
    if (has_last_byte_of_its_own(&oid, hmac_with, sizeof hmac_with)) {
        uint8_t last = oid.at[sizeof hmac_with - 1];
        if (last >= 7 && last <= 11) {
            scheme->hash = hashes[last - 7];
            return COUNTERSIGN_OK;
        }
    }
    char name[64];
    countersign_oid_name(&oid, name, sizeof name);
    return countersign_fail(
        error, COUNTERSIGN_ERROR_KDF, "expected PBKDF2 with HMAC of SHA-1 or SHA-2, found %s", name);
}

static countersign_status read_pbkdf2(countersign_der from, pbes2_scheme *scheme, countersign_error *error) {
    countersign_der body;
    if (!countersign_der_take(&from, COUNTERSIGN_DER_SEQUENCE, &body) || countersign_der_left(&from) > 0
        || !countersign_der_take(&body, COUNTERSIGN_DER_OCTET_STRING, &scheme->salt)
        || !countersign_der_take_number(&body, &scheme->iterations)) {
        return malformed(&from, "PBKDF2's salt and iteration count", error);
    }
    if (scheme->iterations == 0 || scheme->iterations > COUNTERSIGN_PBKDF2_MAX_ITERATIONS) {
        return countersign_fail(
            error, COUNTERSIGN_ERROR_KDF, "expected 1 to %d PBKDF2 iterations, found %s%" PRIu64,
            COUNTERSIGN_PBKDF2_MAX_ITERATIONS, scheme->iterations == UINT64_MAX ? "at least " : "",
            scheme->iterations);
    }
    if (countersign_der_is_at(&body, COUNTERSIGN_DER_INTEGER)
        && !countersign_der_take_number(&body, &scheme->stated_key_length)) {
        return malformed(&body, "PBKDF2's key length", error);
    }
    return read_prf(&body, scheme, error);
}

static countersign_status read_scrypt(countersign_der from, pbes2_scheme *scheme, countersign_error *error) {
    countersign_der body;
    scheme->is_scrypt = 1;
    if (!countersign_der_take(&from, COUNTERSIGN_DER_SEQUENCE, &body) || countersign_der_left(&from) > 0
        || !countersign_der_take(&body, COUNTERSIGN_DER_OCTET_STRING, &scheme->salt)
        || !countersign_der_take_number(&body, &scheme->n) || !countersign_der_take_number(&body, &scheme->r)
        || !countersign_der_take_number(&body, &scheme->p)
        || (countersign_der_left(&body) > 0 && !countersign_der_take_number(&body, &scheme->stated_key_length))
        || countersign_der_left(&body) > 0) {
        return malformed(&from, "scrypt's salt, N, r and p", error);
    }
    if (scheme->n < 2 || scheme->n > SCRYPT_MAX_N || (scheme->n & (scheme->n - 1)) != 0
        || scheme->r != SCRYPT_R || scheme->p == 0 || scheme->p > SCRYPT_MAX_P) {
        return countersign_fail(
            error, COUNTERSIGN_ERROR_KDF,
            "expected scrypt with N a power of two up to %d, r = %d and p up to %d, found N = %" PRIu64
            ", r = %" PRIu64 ", p = %" PRIu64,
            SCRYPT_MAX_N, SCRYPT_R, SCRYPT_MAX_P, scheme->n, scheme->r, scheme->p);
    }
    return COUNTERSIGN_OK;
}

static countersign_status read_cipher(countersign_der *from, pbes2_scheme *scheme, countersign_error *error) {
    countersign_der oid, parameters, iv;
    if (!countersign_der_take_algorithm(from, &oid, &parameters)) {
        return malformed(from, "PBES2's encryption scheme", error);
    }
    uint8_t last = 0;
    if (has_last_byte_of_its_own(&oid, aes_cbc, sizeof aes_cbc)) last = oid.at[sizeof aes_cbc - 1];
    switch (last) {
    case 2: scheme->cipher = EVP_aes_128_cbc(); scheme->key_length = 16; break;
    case 22: scheme->cipher = EVP_aes_192_cbc(); scheme->key_length = 24; break;
    case 42: scheme->cipher = EVP_aes_256_cbc(); scheme->key_length = 32; break;
    default: {
        char name[64];
        countersign_oid_name(&oid, name, sizeof name);
        return countersign_fail(error, COUNTERSIGN_ERROR_CIPHER, "expected PBES2 with AES-CBC, found %s", name);
    }
    }
    if (!countersign_der_take(&parameters, COUNTERSIGN_DER_OCTET_STRING, &iv)
        || countersign_der_left(&iv) != COUNTERSIGN_BLOCK_BYTES || countersign_der_left(&parameters) > 0) {
        return malformed(&parameters, "an initialisation vector of 16 bytes", error);
    }
    if (scheme->stated_key_length != 0 && scheme->stated_key_length != scheme->key_length) {
        return malformed(&parameters, "the KDF's key length to be the cipher's", error);
    }
    scheme->iv = iv.at;
    return COUNTERSIGN_OK;
}

static countersign_status read_scheme(
    const countersign_der *oid, countersign_der from, pbes2_scheme *scheme, countersign_error *error) {
    countersign_der body, kdf, parameters;
    char name[64];
    if (!countersign_der_is(oid, pbes2, sizeof pbes2)) {
        countersign_oid_name(oid, name, sizeof name);
        return countersign_fail(error, COUNTERSIGN_ERROR_CIPHER, "expected encryption by PBES2, found %s", name);
    }
    if (!countersign_der_take(&from, COUNTERSIGN_DER_SEQUENCE, &body) || countersign_der_left(&from) > 0
        || !countersign_der_take_algorithm(&body, &kdf, &parameters)) {
        return malformed(&from, "PBES2's key derivation function", error);
    }
    countersign_status status;
    if (countersign_der_is(&kdf, pbkdf2, sizeof pbkdf2)) {
        status = read_pbkdf2(parameters, scheme, error);
    } else if (countersign_der_is(&kdf, scrypt, sizeof scrypt)) {
        status = read_scrypt(parameters, scheme, error);
    } else {
        countersign_oid_name(&kdf, name, sizeof name);
        status = countersign_fail(error, COUNTERSIGN_ERROR_KDF, "expected PBKDF2 or scrypt, found %s", name);
    }
    if (status != COUNTERSIGN_OK) return status;
    status = read_cipher(&body, scheme, error);
    if (status == COUNTERSIGN_OK && countersign_der_left(&body) > 0) {
        status = malformed(&body, "the end of PBES2's parameters", error);
    }
    return status;
}

static countersign_status derive(
    const pbes2_scheme *scheme, const uint8_t *passphrase, size_t passphrase_length, uint8_t key[32],
    countersign_error *error) {
    size_t salt_length = countersign_der_left(&scheme->salt);
    if (scheme->is_scrypt) {
        return countersign_scrypt(
            passphrase, passphrase_length, scheme->salt.at, salt_length, scheme->n, (uint32_t)scheme->r,
            (uint32_t)scheme->p, key, scheme->key_length, error);
    }
    return countersign_pbkdf2(
        scheme->hash, passphrase, passphrase_length, scheme->salt.at, salt_length, scheme->iterations,
        key, scheme->key_length, error);
}

countersign_status countersign_pbes2_wrong_passphrase(countersign_error *error) {
    return countersign_fail(
        error, COUNTERSIGN_ERROR_PASSPHRASE_WRONG, "the passphrase is wrong, or the encrypted key is damaged");
}

countersign_status countersign_pbes2_decrypt(
    const uint8_t *bytes, size_t length, const uint8_t *passphrase, size_t passphrase_length,
    uint8_t *out, size_t *written, countersign_error *error) {
    countersign_der whole = countersign_der_over(bytes, length), body, oid, parameters, content;
    pbes2_scheme scheme = { 0 };
    *written = 0;
    if (!countersign_der_take(&whole, COUNTERSIGN_DER_SEQUENCE, &body)) {
        return malformed(&whole, "the SEQUENCE of an EncryptedPrivateKeyInfo", error);
    }
    if (countersign_der_left(&whole) > 0) {
        return countersign_fail_at(
            error, COUNTERSIGN_ERROR_KEY_TRAILING, countersign_der_offset(&whole),
            "expected the end of the EncryptedPrivateKeyInfo, found %zu bytes", countersign_der_left(&whole));
    }
    if (!countersign_der_take_algorithm(&body, &oid, &parameters)) {
        return malformed(&body, "an AlgorithmIdentifier", error);
    }
    countersign_status status = read_scheme(&oid, parameters, &scheme, error);
    if (status != COUNTERSIGN_OK) return status;
    if (!countersign_der_take(&body, COUNTERSIGN_DER_OCTET_STRING, &content) || countersign_der_left(&body) > 0
        || countersign_der_left(&content) == 0
        || countersign_der_left(&content) % COUNTERSIGN_BLOCK_BYTES != 0) {
        return malformed(&body, "an OCTET STRING of whole AES blocks, and nothing behind it", error);
    }
    if (passphrase == NULL) {
        return countersign_fail(
            error, COUNTERSIGN_ERROR_PASSPHRASE_NEEDED, "expected a passphrase for an encrypted key, found none");
    }
    uint8_t key[32];
    status = derive(&scheme, passphrase, passphrase_length, key, error);
    if (status == COUNTERSIGN_OK) {
        status = countersign_cbc(
            scheme.cipher, 0, key, scheme.iv, content.at, countersign_der_left(&content), out, written, error);
    }
    OPENSSL_cleanse(key, sizeof key);
    return status == COUNTERSIGN_ERROR_AUTHENTICATION ? countersign_pbes2_wrong_passphrase(error) : status;
}

/* Everything of the EncryptedPrivateKeyInfo but salt, IV and ciphertext, which are zero here. */
#define SALT_OFFSET 35
#define IV_OFFSET 85
#define CONTENT_OFFSET 104
static const uint8_t frame[COUNTERSIGN_PBES2_BYTES] = {
    0x30, 0x81, 0xf5, 0x30, 0x60, 0x06, 0x09, COUNTERSIGN_OID_PBES2,
    0x30, 0x53, 0x30, 0x32, 0x06, 0x09, COUNTERSIGN_OID_PBKDF2,
    0x30, 0x25, 0x04, SALT_BYTES, [SALT_OFFSET + SALT_BYTES] = 0x02, 0x03, 0x09, 0x27, 0xc0, /* 600 000 */
    0x30, 0x0c, 0x06, 0x08, COUNTERSIGN_OID_HMAC_SHA256, 0x05, 0x00,
    0x30, 0x1d, 0x06, 0x09, COUNTERSIGN_OID_AES256_CBC, 0x04, COUNTERSIGN_BLOCK_BYTES,
    [IV_OFFSET + COUNTERSIGN_BLOCK_BYTES] = 0x04, 0x81, COUNTERSIGN_PBES2_BYTES - CONTENT_OFFSET,
};

countersign_status countersign_pbes2_encrypt(
    const uint8_t plain[COUNTERSIGN_PBES2_PLAIN_BYTES], const uint8_t *passphrase, size_t passphrase_length,
    uint8_t out[COUNTERSIGN_PBES2_BYTES], countersign_error *error) {
    uint8_t key[32];
    size_t written = 0;
    memcpy(out, frame, sizeof frame);
    countersign_status status = countersign_random(out + SALT_OFFSET, SALT_BYTES, error);
    if (status == COUNTERSIGN_OK) {
        status = countersign_random(out + IV_OFFSET, COUNTERSIGN_BLOCK_BYTES, error);
    }
    if (status == COUNTERSIGN_OK) {
        status = countersign_pbkdf2(
            COUNTERSIGN_SHA256, passphrase, passphrase_length, out + SALT_OFFSET, SALT_BYTES, ITERATIONS,
            key, sizeof key, error);
    }
    if (status == COUNTERSIGN_OK) {
        status = countersign_cbc(
            EVP_aes_256_cbc(), 1, key, out + IV_OFFSET, plain, COUNTERSIGN_PBES2_PLAIN_BYTES,
            out + CONTENT_OFFSET, &written, error);
    }
    OPENSSL_cleanse(key, sizeof key);
    if (status != COUNTERSIGN_OK) OPENSSL_cleanse(out, COUNTERSIGN_PBES2_BYTES);
    return status;
}
