#ifndef COUNTERSIGN_H
#define COUNTERSIGN_H

/*
 * Countersign for every language that can call C: P-256 keys, challenges to
 * the finished `signature` field of POST /v1/change_requests/{id}/confirm and
 * back, "why is this signature wrong?", and many verifications at once.
 * The longer text is docs/c-abi.md.
 *
 * Rules that hold for each function:
 *   - it answers a status, and 0 (COUNTERSIGN_OK) is the only good one: a
 *     signature that is well formed and wrong is COUNTERSIGN_MISMATCH;
 *   - keys and verifiers are numbers, not pointers: a number that was never
 *     given, was closed or belongs to another kind is COUNTERSIGN_ERROR_HANDLE;
 *   - memory belongs to the caller. Input is a start and a length in bytes
 *     (NULL with the length 0 is empty input) and is read before the call
 *     returns; none is longer than COUNTERSIGN_INPUT_MAX_BYTES;
 *   - output goes to a buffer with a capacity, as with snprintf: `*length` is
 *     the length of the whole result, without the NUL that ends each text, also
 *     when the answer is COUNTERSIGN_ERROR_BUFFER. A text needs a capacity of
 *     `*length` + 1. After an error the buffer holds an empty text: a NUL, and
 *     behind it what was there before (all of that where buffer, capacity or
 *     length themselves were refused);
 *   - `failure`, always last, may be NULL;
 *   - any thread may call anything at any time.
 */

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define COUNTERSIGN_VERSION "0.1.0"

/* 16 MiB. A longer input is COUNTERSIGN_ERROR_ARGUMENT: a length like that was never meant. */
#define COUNTERSIGN_INPUT_MAX_BYTES 16777216
/* Room for any `signature` field with its NUL. */
#define COUNTERSIGN_FIELD_CAPACITY 145
/* Room for every key in every format, with a NUL. */
#define COUNTERSIGN_KEY_CAPACITY 2048
/* Room for what countersign_explain says about one mistake or two; more than that is rare. */
#define COUNTERSIGN_EXPLANATION_CAPACITY 4096
/* Items of one call of countersign_verifier_verify. */
#define COUNTERSIGN_ITEMS_MAX 16777216

/* Stable, only ever appended. */
typedef enum countersign_status {
    COUNTERSIGN_OK = 0,
    /* A well-formed signature that does not belong to this key and text. */
    COUNTERSIGN_MISMATCH = 1,

    COUNTERSIGN_ERROR_ARGUMENT = 10,         /* NULL where none is allowed, or an impossible length */
    COUNTERSIGN_ERROR_BUFFER = 11,           /* output buffer too small: the length needed is written */
    COUNTERSIGN_ERROR_SIGNATURE = 12,        /* no signature in the encoding expected: `code` and `offset` say why */

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

    COUNTERSIGN_ERROR_HANDLE = 50,           /* no open key or verifier has this number */
    COUNTERSIGN_ERROR_LIMIT = 51,            /* as many are open as there can be */
    COUNTERSIGN_ERROR_TEXT = 52,             /* not UTF-8: `offset` says where */
    COUNTERSIGN_ERROR_KEY_ID = 53,           /* another key is enrolled under this id */
    COUNTERSIGN_ERROR_KEY_UNKNOWN = 54,      /* no key is enrolled under this id */
    COUNTERSIGN_ERROR_KERNEL = 55,           /* no such kernel, or this machine cannot run it */
    COUNTERSIGN_ERROR_INTERNAL = 56          /* a defect of this library */
} countersign_status;

#define COUNTERSIGN_NO_OFFSET UINT32_MAX

/* Why a call did not answer COUNTERSIGN_OK. It never holds secret bytes. */
typedef struct countersign_failure {
    countersign_status status;
    /* The byte of the input that shows it: of the text for hex and UTF-8, of the DER for what is wrong
     * with that, the number of the item for COUNTERSIGN_ERROR_ARGUMENT of a batch; else COUNTERSIGN_NO_OFFSET. */
    uint32_t offset;
    /* A stable lower-case name, finer than the status ("r_leading_zero"; of an explanation, "hash_twice"). */
    char code[48];
    /* One clause for people, cut off at a character where it is too long. */
    char reason[200];
} countersign_failure;

/* Of the library that runs: "0.1.0". COUNTERSIGN_VERSION is that of the header. */
const char *countersign_version(void);
/* Stable lower-case name of a status ("key_curve"); "unknown" for a number that is none. Never NULL. */
const char *countersign_status_name(countersign_status status);

/* ---- Keys ---------------------------------------------------------------- */

/* An open key or verifier. 0 is none. */
typedef uint64_t countersign_handle;

typedef enum countersign_format {
    COUNTERSIGN_FORMAT_PKCS8_PEM = 1,
    COUNTERSIGN_FORMAT_PKCS8_DER = 2,
    COUNTERSIGN_FORMAT_PKCS8_ENCRYPTED_PEM = 3,
    COUNTERSIGN_FORMAT_PKCS8_ENCRYPTED_DER = 4,
    COUNTERSIGN_FORMAT_SEC1_PEM = 5,
    COUNTERSIGN_FORMAT_SEC1_DER = 6,
    COUNTERSIGN_FORMAT_SCALAR = 7,             /* 32 bytes, big endian */
    COUNTERSIGN_FORMAT_X963_PRIVATE = 8,       /* 04 || X || Y || d, 97 bytes */
    COUNTERSIGN_FORMAT_JWK_PRIVATE = 9,
    COUNTERSIGN_FORMAT_SPKI_PEM = 20,
    COUNTERSIGN_FORMAT_SPKI_DER = 21,
    COUNTERSIGN_FORMAT_POINT = 22,             /* 04 || X || Y, 65 bytes */
    COUNTERSIGN_FORMAT_POINT_COMPRESSED = 23,  /* 02|03 || X, 33 bytes */
    COUNTERSIGN_FORMAT_HEX_POINT = 24,         /* what the bank takes: 130 hex digits of the point */
    COUNTERSIGN_FORMAT_HEX_POINT_COMPRESSED = 25,
    COUNTERSIGN_FORMAT_JWK = 26
} countersign_format;

typedef struct countersign_key_description {
    uint32_t is_private;
    /* SHA-256 over the SubjectPublicKeyInfo, as hex. */
    char identifier[65];
    /* The public point as the bank takes it: 130 lower-case hex digits. */
    char point[131];
} countersign_key_description;

/* A new private key from OpenSSL's generator. */
countersign_status countersign_key_new(countersign_handle *key, countersign_failure *failure);

/* Reads a key in whichever format it is, private or public; `format` (may be NULL) says which it was.
 * `passphrase` is for an encrypted key and ignored by others; NULL: none; not NULL with the length 0: an empty one. */
countersign_status countersign_key_import(
    const void *bytes, size_t bytes_length, const void *passphrase, size_t passphrase_length,
    countersign_handle *key, countersign_format *format, countersign_failure *failure);

/* Writes a key. A passphrase is needed for the encrypted formats and refused for all others. What private formats
 * give is secret: overwrite the buffer when it is done with. PEM, hex and JWK are texts and end in a NUL. */
countersign_status countersign_key_export(
    countersign_handle key, countersign_format format, const void *passphrase, size_t passphrase_length,
    void *out, size_t capacity, size_t *length, countersign_failure *failure);

countersign_status countersign_key_describe(
    countersign_handle key, countersign_key_description *description, countersign_failure *failure);

/* Closes a key. Calls that use it in other threads end undisturbed; then its secret is overwritten. */
countersign_status countersign_key_close(countersign_handle key, countersign_failure *failure);

/* ---- The road ------------------------------------------------------------ */

/* Challenge text (its UTF-8 bytes as they came) to the finished `signature` field, a text. Each signature is another
 * one, of 8 to 144 digits: a capacity below COUNTERSIGN_FIELD_CAPACITY is COUNTERSIGN_ERROR_BUFFER at once, with the
 * longest length. */
countersign_status countersign_sign(
    countersign_handle key, const void *text, size_t text_length,
    char *field, size_t capacity, size_t *length, countersign_failure *failure);

/* OK: the field is this key's signature over this text. MISMATCH: well formed and wrong. ERROR_SIGNATURE: no hex of
 * strict DER. High s is as good as low s. */
countersign_status countersign_verify(
    countersign_handle key, const void *text, size_t text_length, const void *field, size_t field_length,
    countersign_failure *failure);

typedef enum countersign_encoding {
    COUNTERSIGN_ENCODING_FIELD = 1,         /* lower-case hex of strict DER: what the bank takes */
    COUNTERSIGN_ENCODING_DER = 2,           /* bytes */
    COUNTERSIGN_ENCODING_RS = 3,            /* r || s, 64 bytes */
    COUNTERSIGN_ENCODING_DER_BASE64 = 4,
    COUNTERSIGN_ENCODING_RS_HEX = 5,
    COUNTERSIGN_ENCODING_RS_BASE64 = 6,
    COUNTERSIGN_ENCODING_RS_BASE64URL = 7   /* without padding, as in a JWS */
} countersign_encoding;

/* A signature from one encoding to another, strictly checked on the way. All but DER and RS are texts. */
countersign_status countersign_convert(
    countersign_encoding from, const void *bytes, size_t bytes_length,
    countersign_encoding to, void *out, size_t capacity, size_t *length, countersign_failure *failure);

/* ---- Why is it wrong? ---------------------------------------------------- */

/* Explains a field as JSON: {"valid":…,"code":…,"findings":[{"code":…,"station":…,"found":…,"fix":…}]}.
 * OK: it is valid. MISMATCH: the JSON is written and says why it is not; `failure` holds code and text of the first
 * finding. Tries up to some thousand verifications: not for each request of a server. The text has 1 MiB at most. */
countersign_status countersign_explain(
    countersign_handle key, const void *text, size_t text_length, const void *field, size_t field_length,
    char *json, size_t capacity, size_t *length, countersign_failure *failure);

typedef struct countersign_bytes {
    const void *start;
    size_t length;
} countersign_bytes;

/* Start with all zeroes, and fill in what there is. */
typedef struct countersign_question {
    countersign_handle key;
    /* Where `key` is 0: the public key as it was sent to the bank, whose encoding is then judged too; else NULL. */
    countersign_bytes sent_key;
    countersign_bytes text;
    countersign_bytes field;
    /* Keys that may have signed instead (the device's key of the other purpose), at most 64. */
    const countersign_handle *other_keys;
    size_t other_key_count;
    /* Texts that may have been signed instead (the OTP beside `string_to_sign`), at most 64. All texts together have
     * 1 MiB at most. */
    const countersign_bytes *other_texts;
    size_t other_text_count;
} countersign_question;

/* The same with everything that is at hand. */
countersign_status countersign_explain_question(
    const countersign_question *question, char *json, size_t capacity, size_t *length, countersign_failure *failure);

/* ---- Many at once -------------------------------------------------------- */

/* When an enrolled key gets a table, which makes its signatures some six times cheaper. */
typedef enum countersign_tables {
    COUNTERSIGN_TABLES_ON_SECOND_USE = 0,
    COUNTERSIGN_TABLES_ON_ENROLMENT = 1,
    COUNTERSIGN_TABLES_NEVER = 2
} countersign_tables;

/* A verifier with keys of its own. `kernel` names a kernel ("portable", "openssl", …); NULL: the best one.
 * `table_bytes`: the most memory for tables of keys; 0: 512 MiB, taken as tables are built. */
countersign_status countersign_verifier_new(
    const char *kernel, uint64_t table_bytes, countersign_tables tables,
    countersign_handle *verifier, countersign_failure *failure);

/* The name of its kernel, a text. */
countersign_status countersign_verifier_kernel(
    countersign_handle verifier, char *name, size_t capacity, size_t *length, countersign_failure *failure);

/* Enrols the public half of a key under an id (UTF-8, compared as bytes). `enrolled` (may be NULL) receives a number
 * that names the key in items of this verifier, faster than its id. The same again for a key that is enrolled under
 * this id; ERROR_KEY_ID when it is another key. The key may be closed afterwards. */
countersign_status countersign_verifier_enrol(
    countersign_handle verifier, countersign_handle key, const void *id, size_t id_length,
    uint64_t *enrolled, countersign_failure *failure);

/* The number of the key that is enrolled under an id, or ERROR_KEY_UNKNOWN. */
countersign_status countersign_verifier_find(
    countersign_handle verifier, const void *id, size_t id_length,
    uint64_t *enrolled, countersign_failure *failure);

/* Ends a key's enrolment: from now on its items are COUNTERSIGN_VERDICT_KEY_UNKNOWN. */
countersign_status countersign_verifier_remove(
    countersign_handle verifier, const void *id, size_t id_length, countersign_failure *failure);

/* One question. Start with all zeroes; exactly one of `enrolled`, `id` and `point` says whose signature it should be. */
typedef struct countersign_item {
    uint64_t enrolled;
    const void *id;
    size_t id_length;
    const void *point;  /* 04 || X || Y, 65 bytes */
    const void *text;
    size_t text_length;
    const void *field;
    size_t field_length;
} countersign_item;

/* Values are stable and only ever appended. 0 is no verdict, so that forgotten memory is never a good one. */
typedef enum countersign_verdict_code {
    COUNTERSIGN_VERDICT_NONE = 0,                 /* the call failed */
    COUNTERSIGN_VERDICT_OK = 1,
    COUNTERSIGN_VERDICT_SIGNATURE_MISMATCH = 2,   /* well formed, and not this key's over this text */
    COUNTERSIGN_VERDICT_SIGNATURE_ENCODING = 3,   /* another encoding that was recognised: Base64, r||s, hex of hex */
    COUNTERSIGN_VERDICT_SIGNATURE_MALFORMED = 4,  /* anything else that is not hex of strict DER */
    COUNTERSIGN_VERDICT_KEY_UNKNOWN = 5,          /* nothing is enrolled under this number or id */
    COUNTERSIGN_VERDICT_KEY_MALFORMED = 6,        /* the point is not one of P-256 */
    COUNTERSIGN_VERDICT_TEXT_NOT_UTF8 = 7
} countersign_verdict_code;

typedef struct countersign_verdict {
    countersign_verdict_code code;
    /* For the two codes of a signature that does not decode: the byte that shows it; else COUNTERSIGN_NO_OFFSET. */
    uint32_t offset;
} countersign_verdict;

/* Stable lower-case name ("signature_mismatch"); "unknown" for a number that is none. Never NULL. */
const char *countersign_verdict_name(countersign_verdict_code code);

/* A verdict per item, in order, by the calling thread alone; other threads may use the same verifier meanwhile.
 * COUNTERSIGN_OK says that all verdicts are there, not that they are good. With any other answer all are NONE,
 * but where there is no place for them: `verdicts` odd or NULL, more than COUNTERSIGN_ITEMS_MAX, `failure` odd. */
countersign_status countersign_verifier_verify(
    countersign_handle verifier, const countersign_item *items, size_t count,
    countersign_verdict *verdicts, countersign_failure *failure);

/* Closes a verifier and forgets its keys. Calls that use it in other threads end undisturbed. */
countersign_status countersign_verifier_close(countersign_handle verifier, countersign_failure *failure);

#ifdef __cplusplus
}
#endif
#endif
