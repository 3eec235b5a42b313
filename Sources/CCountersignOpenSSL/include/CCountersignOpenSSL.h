#ifndef COUNTERSIGN_OPENSSL_H
#define COUNTERSIGN_OPENSSL_H

/*
 * OpenSSL behind plain C functions: P-256 keys, challenge signing, and the
 * primitives that the upper floors need. No OpenSSL type, macro or error queue
 * crosses this header.
 *
 * Rules that hold for each function:
 *   - buffers belong to the caller; lengths are in bytes; outputs come last but
 *     for the error, which is always the last argument and may be NULL;
 *   - a return value other than COUNTERSIGN_OK leaves the outputs zeroed (a
 *     key pointer NULL) and OpenSSL's per-thread error queue empty;
 *   - a key never changes after it was made: one key may be used by many
 *     threads at once; freeing it is the owner's business;
 *   - secrets are cleansed before their memory is given back;
 *   - a `reason` never contains secret bytes.
 */

#include <stddef.h>
#include <stdint.h>

#include "CCountersignEncoding.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Stable, only ever appended. countersign.h declares the same enum for other languages: one vocabulary, and the
 * compiler refuses a difference. */
typedef enum countersign_status {
    COUNTERSIGN_OK = 0,
    /* A well-formed signature that does not belong to this key and text. */
    COUNTERSIGN_MISMATCH = 1,

    COUNTERSIGN_ERROR_ARGUMENT = 10,         /* NULL where none is allowed, or an impossible length */
    COUNTERSIGN_ERROR_BUFFER = 11,           /* output buffer too small: the length needed is written */
    COUNTERSIGN_ERROR_SIGNATURE = 12,        /* not hex of strict DER: see `defect` and `offset` */

    COUNTERSIGN_ERROR_KEY_FORMAT = 20,       /* not a key in the format asked for (or in any known one) */
    COUNTERSIGN_ERROR_KEY_CURVE = 21,        /* a key, but not a named P-256 key */
    COUNTERSIGN_ERROR_KEY_POINT = 22,        /* point not on the curve, infinity, or a coordinate not below p */
    COUNTERSIGN_ERROR_KEY_SCALAR = 23,       /* private scalar not in 1 … n-1 */
    COUNTERSIGN_ERROR_KEY_PAIR = 24,         /* the stored public point is not the private scalar's */
    COUNTERSIGN_ERROR_KEY_PUBLIC = 25,       /* a private key is needed, this one is public */
    COUNTERSIGN_ERROR_KEY_TRAILING = 26,     /* bytes after the key */

    COUNTERSIGN_ERROR_PASSPHRASE_NEEDED = 30,
    COUNTERSIGN_ERROR_PASSPHRASE_WRONG = 31,
    COUNTERSIGN_ERROR_KDF = 32,              /* KDF unknown or its cost above the ceiling, refused before derivation */
    COUNTERSIGN_ERROR_CIPHER = 33,           /* encryption scheme unknown */
    COUNTERSIGN_ERROR_AUTHENTICATION = 34,   /* AEAD tag or padding wrong */

    COUNTERSIGN_ERROR_RANDOM = 40,
    COUNTERSIGN_ERROR_MEMORY = 41,
    COUNTERSIGN_ERROR_OPENSSL = 42,          /* anything else libcrypto refused; its reason text is in `reason` */

    /* Of countersign.h only; no function below answers these. */
    COUNTERSIGN_ERROR_HANDLE = 50,
    COUNTERSIGN_ERROR_LIMIT = 51,
    COUNTERSIGN_ERROR_TEXT = 52,
    COUNTERSIGN_ERROR_KEY_ID = 53,
    COUNTERSIGN_ERROR_KEY_UNKNOWN = 54,
    COUNTERSIGN_ERROR_KERNEL = 55,
    COUNTERSIGN_ERROR_INTERNAL = 56
} countersign_status;

#define COUNTERSIGN_REASON_BYTES 192
/* The offset of what shows at no byte. */
#define COUNTERSIGN_NOWHERE SIZE_MAX

/* Why a call failed. `reason` is one clause: what was expected, what came, where. */
typedef struct countersign_error {
    countersign_status status;
    countersign_defect defect;
    size_t offset; /* the byte that shows it, or COUNTERSIGN_NOWHERE */
    char reason[COUNTERSIGN_REASON_BYTES];
} countersign_error;

/* Stable lower-case name of a status ("key_curve"). */
const char *countersign_status_name(countersign_status status);

/* Values are stable and only ever appended. */
typedef enum countersign_hash {
    COUNTERSIGN_SHA1 = 1,
    COUNTERSIGN_SHA224 = 2,
    COUNTERSIGN_SHA256 = 3,
    COUNTERSIGN_SHA384 = 4,
    COUNTERSIGN_SHA512 = 5,
    COUNTERSIGN_SHA3_256 = 6,
    COUNTERSIGN_SHA3_512 = 7,
    COUNTERSIGN_SHA3_224 = 8,
    COUNTERSIGN_SHA3_384 = 9,
    COUNTERSIGN_SHA512_224 = 10,
    COUNTERSIGN_SHA512_256 = 11
} countersign_hash;
#define COUNTERSIGN_HASH_MAX_BYTES 64

/* ---- Keys ------------------------------------------------------------- */

/* A P-256 key, public or private. */
typedef struct countersign_key countersign_key;

#define COUNTERSIGN_POINT_BYTES 65
#define COUNTERSIGN_POINT_COMPRESSED_BYTES 33
#define COUNTERSIGN_X963_PRIVATE_BYTES 97

typedef enum countersign_key_format {
    COUNTERSIGN_KEY_ANY = 0,               /* reading only: find out */
    COUNTERSIGN_KEY_PKCS8_PEM = 1,
    COUNTERSIGN_KEY_PKCS8_DER = 2,
    COUNTERSIGN_KEY_PKCS8_ENCRYPTED_PEM = 3,
    COUNTERSIGN_KEY_PKCS8_ENCRYPTED_DER = 4,
    COUNTERSIGN_KEY_SEC1_PEM = 5,
    COUNTERSIGN_KEY_SEC1_DER = 6,
    COUNTERSIGN_KEY_SCALAR = 7,            /* 32 bytes, big endian */
    COUNTERSIGN_KEY_X963_PRIVATE = 8,      /* 04 || X || Y || d, 97 bytes */
    COUNTERSIGN_KEY_SPKI_PEM = 20,
    COUNTERSIGN_KEY_SPKI_DER = 21,
    COUNTERSIGN_KEY_POINT = 22,            /* 04 || X || Y, 65 bytes */
    COUNTERSIGN_KEY_POINT_COMPRESSED = 23  /* 02|03 || X, 33 bytes */
} countersign_key_format;

/* A new private key from OpenSSL's DRBG. */
countersign_status countersign_key_generate(countersign_key **key, countersign_error *error);

/* Reads a key. With COUNTERSIGN_KEY_ANY the format is found from the bytes; `found`
 * (may be NULL) says which it was. `passphrase` may be NULL: none given. Encrypted
 * PKCS#8: PBES2 with AES-CBC and PBKDF2 (at most 10 000 000 iterations) or scrypt
 * (N at most 2^14, r = 8, p at most 16), checked before any derivation. Curve parameters must be the
 * named curve. Private keys are checked for range and for their public part. Text around a PEM block
 * is allowed before it only; OpenSSL's traditional PEM encryption is refused; 64 KiB is the most that
 * is looked at. 32 bytes of printable text are no scalar unless COUNTERSIGN_KEY_SCALAR is asked for. */
countersign_status countersign_key_read(
    const uint8_t *bytes, size_t length, countersign_key_format format,
    const uint8_t *passphrase, size_t passphrase_length,
    countersign_key **key, countersign_key_format *found, countersign_error *error);

/* Writes a key; `written` receives the length (also, with COUNTERSIGN_ERROR_BUFFER, the length
 * needed; out may then be NULL with capacity 0). PEM ends in a newline and has no NUL. A
 * passphrase is needed for the encrypted formats (PBES2, PBKDF2-HMAC-SHA256 with 600 000
 * iterations and a 16-byte salt, AES-256-CBC) and refused for all others. */
countersign_status countersign_key_write(
    const countersign_key *key, countersign_key_format format,
    const uint8_t *passphrase, size_t passphrase_length,
    uint8_t *out, size_t capacity, size_t *written, countersign_error *error);

/* 1 when the private scalar is there. */
int countersign_key_is_private(const countersign_key *key);
/* The public point, uncompressed. */
void countersign_key_point(const countersign_key *key, uint8_t out[COUNTERSIGN_POINT_BYTES]);
/* A new public key of the same point; it lives on its own. */
countersign_status countersign_key_public(
    const countersign_key *key, countersign_key **public_key, countersign_error *error);
/* Cleanses and frees; NULL is allowed. */
void countersign_key_free(countersign_key *key);

/* ---- The road in one call --------------------------------------------- */

/* Challenge text (its UTF-8 bytes as they came) to the finished `signature` field of
 * POST /v1/change_requests/{id}/confirm: ECDSA P-256 over one SHA-256, strict DER, lower-case hex. */
countersign_status countersign_challenge_sign(
    const countersign_key *key, const char *text, size_t text_length,
    char field[COUNTERSIGN_FIELD_MAX_BYTES], size_t *field_length, countersign_error *error);

/* OK: the field is this key's signature over this text. MISMATCH: well formed and wrong.
 * ERROR_SIGNATURE: not a signature field, with defect and offset. High s is accepted. */
countersign_status countersign_challenge_verify(
    const countersign_key *key, const char *text, size_t text_length,
    const char *field, size_t field_length, countersign_error *error);

/* ---- ECDSA over a digest ---------------------------------------------- */

/* Signs with OpenSSL's own nonce. */
countersign_status countersign_digest_sign(
    const countersign_key *key, const uint8_t digest[32],
    countersign_rs *signature, countersign_error *error);

/* Test fixtures only: nonce by RFC 6979 with the HMAC of `hash`, so that vectors can be reproduced.
 * `digest` is that hash of the text: `digest_length` must be its length; leftmost 256 bits count. */
countersign_status countersign_digest_sign_rfc6979_for_fixtures(
    const countersign_key *key, countersign_hash hash, const uint8_t *digest, size_t digest_length,
    countersign_rs *signature, countersign_error *error);

/* Digests of other lengths than 32 are for the diagnosis (SHA-1, SHA-384, …): the leftmost
 * 256 bits count, as FIPS 186-5 section 6.4 says. 1 … 64 bytes. */
countersign_status countersign_digest_verify(
    const countersign_key *key, const uint8_t *digest, size_t digest_length,
    const countersign_rs *signature, countersign_error *error);

/* The public point whose signature over the digest this is, if its nonce's point has x = r and an odd (1) or even (0)
 * y; MISMATCH where there is none. One of the two is the signer's; nonces with x >= n, one of 2^128, are left out. For
 * looking a key up: what was found is then verified as any other. */
countersign_status countersign_digest_recover(
    const countersign_rs *signature, const uint8_t digest[32], int is_odd,
    uint8_t point[COUNTERSIGN_POINT_BYTES], countersign_error *error);

/* ---- Hash, MAC, cipher, KDF, random ------------------------------------ */

/* One SHA-256 without OpenSSL's per-call algorithm fetch. */
countersign_status countersign_sha256(
    const uint8_t *bytes, size_t length, uint8_t out[32], countersign_error *error);
/* Any of the hashes above; `written` receives 20, 28, 32, 48 or 64. */
countersign_status countersign_hash_bytes(
    countersign_hash hash, const uint8_t *bytes, size_t length,
    uint8_t out[COUNTERSIGN_HASH_MAX_BYTES], size_t *written, countersign_error *error);
countersign_status countersign_hmac_sha256(
    const uint8_t *key, size_t key_length, const uint8_t *bytes, size_t length,
    uint8_t out[32], countersign_error *error);

/* AES-256-GCM, 12-byte nonce, 16-byte tag appended to the ciphertext (length + 16 bytes out). */
countersign_status countersign_aes256gcm_seal(
    const uint8_t key[32], const uint8_t nonce[12],
    const uint8_t *associated, size_t associated_length,
    const uint8_t *plaintext, size_t length, uint8_t *out, countersign_error *error);
/* `length` includes the tag; length - 16 bytes out; ERROR_AUTHENTICATION leaves zeroes. */
countersign_status countersign_aes256gcm_open(
    const uint8_t key[32], const uint8_t nonce[12],
    const uint8_t *associated, size_t associated_length,
    const uint8_t *sealed, size_t length, uint8_t *out, countersign_error *error);
/* AES-256-CBC with PKCS#7: `out` holds length rounded up to the next multiple of 16 (encrypt),
 * or length (decrypt). */
countersign_status countersign_aes256cbc_encrypt(
    const uint8_t key[32], const uint8_t iv[16],
    const uint8_t *plaintext, size_t length, uint8_t *out, size_t *written, countersign_error *error);
countersign_status countersign_aes256cbc_decrypt(
    const uint8_t key[32], const uint8_t iv[16],
    const uint8_t *ciphertext, size_t length, uint8_t *out, size_t *written, countersign_error *error);

/* 1 to 10 000 000 iterations, else ERROR_KDF. */
countersign_status countersign_pbkdf2_hmac_sha256(
    const uint8_t *passphrase, size_t passphrase_length, const uint8_t *salt, size_t salt_length,
    uint32_t iterations, uint8_t *out, size_t length, countersign_error *error);
/* Memory is bounded: 128 * n * r at most 64 MiB, else ERROR_KDF. */
countersign_status countersign_scrypt(
    const uint8_t *passphrase, size_t passphrase_length, const uint8_t *salt, size_t salt_length,
    uint64_t n, uint32_t r, uint32_t p, uint8_t *out, size_t length, countersign_error *error);
/* A secret of at least one byte, at most 1024 bytes of info, at most 8160 bytes out. */
countersign_status countersign_hkdf_sha256(
    const uint8_t *secret, size_t secret_length, const uint8_t *salt, size_t salt_length,
    const uint8_t *info, size_t info_length, uint8_t *out, size_t length, countersign_error *error);

countersign_status countersign_random(uint8_t *out, size_t length, countersign_error *error);
/* Overwrites memory in a way that the compiler keeps. */
void countersign_cleanse(void *memory, size_t length);
/* 1 when equal; time depends on `length` only. */
int countersign_equal(const void *a, const void *b, size_t length);

/* "OpenSSL 3.0.19 27 Jan 2026" of the library that runs, not of the headers. */
const char *countersign_openssl_version(void);
/* Test support: how many errors waited in this thread's OpenSSL queue (0 after every call here);
 * counting empties it. */
size_t countersign_openssl_queued_errors(void);

#ifdef __cplusplus
}
#endif
#endif
