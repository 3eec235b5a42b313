/* Key import in every format: what is read is written in each format and read again as the same key.
 * The first byte is the format. No passphrase is given: an encrypted key is taken apart up to its derivation, which
 * may by design take seconds. */
#include <string.h>

#include "CCountersignOpenSSL.h"
#include "expect.h"

static const countersign_key_format formats[] = {
    COUNTERSIGN_KEY_ANY, COUNTERSIGN_KEY_PKCS8_PEM, COUNTERSIGN_KEY_PKCS8_DER, COUNTERSIGN_KEY_PKCS8_ENCRYPTED_PEM,
    COUNTERSIGN_KEY_PKCS8_ENCRYPTED_DER, COUNTERSIGN_KEY_SEC1_PEM, COUNTERSIGN_KEY_SEC1_DER, COUNTERSIGN_KEY_SCALAR,
    COUNTERSIGN_KEY_X963_PRIVATE, COUNTERSIGN_KEY_SPKI_PEM, COUNTERSIGN_KEY_SPKI_DER, COUNTERSIGN_KEY_POINT,
    COUNTERSIGN_KEY_POINT_COMPRESSED,
};
enum { FORMATS = sizeof formats / sizeof formats[0] };

static int is_encrypted(countersign_key_format format) {
    return format == COUNTERSIGN_KEY_PKCS8_ENCRYPTED_PEM || format == COUNTERSIGN_KEY_PKCS8_ENCRYPTED_DER;
}

static void expect_same_point(const countersign_key *a, const countersign_key *b) {
    uint8_t one[COUNTERSIGN_POINT_BYTES], other[COUNTERSIGN_POINT_BYTES];
    countersign_key_point(a, one);
    countersign_key_point(b, other);
    EXPECT(memcmp(one, other, sizeof one) == 0);
}

static void write_and_read_again(const countersign_key *key, countersign_key_format format) {
    uint8_t bytes[1024], twice[1024];
    size_t written = 0, again = 0;
    countersign_error error;
    countersign_key *read = NULL;
    countersign_status status = countersign_key_write(key, format, NULL, 0, bytes, sizeof bytes, &written, &error);
    int needs_private = format < COUNTERSIGN_KEY_SPKI_PEM;
    if (needs_private && !countersign_key_is_private(key)) {
        EXPECT(status == COUNTERSIGN_ERROR_KEY_PUBLIC);
        return;
    }
    EXPECT(status == COUNTERSIGN_OK);
    EXPECT(countersign_key_read(bytes, written, format, NULL, 0, &read, NULL, &error) == COUNTERSIGN_OK);
    EXPECT(countersign_key_is_private(read) == needs_private);
    expect_same_point(key, read);
    EXPECT(countersign_key_write(read, format, NULL, 0, twice, sizeof twice, &again, &error) == COUNTERSIGN_OK);
    EXPECT(again == written && memcmp(bytes, twice, written) == 0);
    countersign_key_free(read);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size == 0) return 0;
    countersign_key_format format = formats[data[0] % FORMATS], found = COUNTERSIGN_KEY_ANY;
    countersign_key *key = NULL;
    countersign_error error;
    countersign_status status = countersign_key_read(data + 1, size - 1, format, NULL, 0, &key, &found, &error);
    EXPECT(countersign_openssl_queued_errors() == 0);
    EXPECT(strcmp(countersign_status_name(status), "unknown") != 0);
    if (status != COUNTERSIGN_OK) {
        EXPECT(key == NULL);
        EXPECT(status != COUNTERSIGN_ERROR_ARGUMENT && status != COUNTERSIGN_ERROR_MEMORY);
        EXPECT(memchr(error.reason, 0, sizeof error.reason) != NULL && error.reason[0] != 0);
        return 0;
    }
    EXPECT(found != COUNTERSIGN_KEY_ANY && (format == COUNTERSIGN_KEY_ANY || found == format));
    for (int i = 1; i < FORMATS; i++) {
        if (!is_encrypted(formats[i])) write_and_read_again(key, formats[i]);
    }
    EXPECT(countersign_openssl_queued_errors() == 0);
    countersign_key_free(key);
    return 0;
}
