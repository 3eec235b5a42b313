#include <string.h>

#include "failure.h"

static countersign_status check(const countersign_key *key, const char *text, size_t length, countersign_error *error) {
    if (key == NULL) return countersign_fail(error, COUNTERSIGN_ERROR_ARGUMENT, "no key");
    if (!countersign_is_span(text, length)) {
        return countersign_fail(error, COUNTERSIGN_ERROR_ARGUMENT, "NULL for a text of %zu bytes", length);
    }
    return COUNTERSIGN_OK;
}

static countersign_status make_field(
    const countersign_key *key, const char *text, size_t text_length,
    char field[COUNTERSIGN_FIELD_MAX_BYTES], size_t *field_length, countersign_error *error) {
    uint8_t digest[32];
    countersign_rs signature;
    countersign_status status = check(key, text, text_length, error);
    if (status == COUNTERSIGN_OK) {
        status = countersign_sha256((const uint8_t *)text, text_length, digest, error);
    }
    if (status == COUNTERSIGN_OK) status = countersign_digest_sign(key, digest, &signature, error);
    if (status != COUNTERSIGN_OK) return status;
    countersign_finding finding = { COUNTERSIGN_DEFECT_NONE, 0 };
    *field_length = countersign_field_encode(&signature, field, &finding);
    return *field_length > 0 ? countersign_succeed(error) : countersign_fail_finding(error, finding);
}

countersign_status countersign_challenge_sign(
    const countersign_key *key, const char *text, size_t text_length,
    char field[COUNTERSIGN_FIELD_MAX_BYTES], size_t *field_length, countersign_error *error) {
    if (field != NULL) memset(field, 0, COUNTERSIGN_FIELD_MAX_BYTES);
    if (field_length != NULL) *field_length = 0;
    if (field == NULL || field_length == NULL) {
        return countersign_fail(error, COUNTERSIGN_ERROR_ARGUMENT, "no room for the signature field");
    }
    return make_field(key, text, text_length, field, field_length, error);
}

countersign_status countersign_challenge_verify(
    const countersign_key *key, const char *text, size_t text_length,
    const char *field, size_t field_length, countersign_error *error) {
    countersign_status status = check(key, text, text_length, error);
    if (status != COUNTERSIGN_OK) return status;
    if (!countersign_is_span(field, field_length)) {
        return countersign_fail(error, COUNTERSIGN_ERROR_ARGUMENT, "NULL for a field of %zu bytes", field_length);
    }
    countersign_rs signature;
    countersign_finding finding = countersign_field_decode(field, field_length, &signature);
    if (finding.defect != COUNTERSIGN_DEFECT_NONE) return countersign_fail_finding(error, finding);
    uint8_t digest[32];
    status = countersign_sha256((const uint8_t *)text, text_length, digest, error);
    if (status != COUNTERSIGN_OK) return status;
    return countersign_digest_verify(key, digest, sizeof digest, &signature, error);
}
