/*
 * From a challenge to the `signature` field of POST /v1/change_requests/{id}/confirm, in C.
 * Scripts/check-c-example.sh shows the line that builds it: the sources of CCountersignOpenSSL and
 * CCountersignEncoding beside this file, their include folders, and -lcrypto.
 *
 * Prints the public key as the bank registers it, and the field. Exit code 0: the field verifies.
 */
#include <stdio.h>
#include <string.h>

#include "CCountersignOpenSSL.h"

static int failed(const char *what, const countersign_error *error) {
    fprintf(stderr, "%s: %s: %s\n", what, countersign_status_name(error->status), error->reason);
    return 70;
}

int main(int argc, char **argv) {
    const char *text = argc > 1 ? argv[1] : "212212";
    countersign_error error;

    countersign_key *key = NULL;
    if (countersign_key_generate(&key, &error) != COUNTERSIGN_OK) return failed("generate", &error);

    uint8_t point[COUNTERSIGN_POINT_BYTES];
    char hex[2 * COUNTERSIGN_POINT_BYTES];
    countersign_key_point(key, point);
    countersign_hex_encode(point, sizeof point, hex);
    printf("public_key %.*s\n", (int)sizeof hex, hex);

    /* One call: SHA-256 once, ECDSA P-256, strict DER, lower-case hex. */
    char field[COUNTERSIGN_FIELD_MAX_BYTES];
    size_t length = 0;
    countersign_status status = countersign_challenge_sign(key, text, strlen(text), field, &length, &error);
    if (status == COUNTERSIGN_OK) {
        printf("signature %.*s\n", (int)length, field);
        status = countersign_challenge_verify(key, text, strlen(text), field, length, &error);
    }
    countersign_key_free(key);
    if (status != COUNTERSIGN_OK) return failed("sign and verify", &error);
    printf("verified by %s\n", countersign_openssl_version());
    return 0;
}
