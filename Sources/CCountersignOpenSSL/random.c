#include <limits.h>
#include <string.h>

#include "failure.h"
#include "libcrypto.h"

countersign_status countersign_random(uint8_t *out, size_t length, countersign_error *error) {
    if (!countersign_is_span(out, length)) {
        return countersign_fail(error, COUNTERSIGN_ERROR_ARGUMENT, "NULL for %zu random bytes", length);
    }
    for (size_t done = 0; done < length;) {
        size_t piece = length - done < INT_MAX ? length - done : INT_MAX;
        if (RAND_bytes(out + done, (int)piece) != 1) {
            memset(out, 0, length);
            return countersign_fail(error, COUNTERSIGN_ERROR_RANDOM, "OpenSSL's random generator gave nothing");
        }
        done += piece;
    }
    return countersign_succeed(error);
}

void countersign_cleanse(void *memory, size_t length) {
    if (memory != NULL) OPENSSL_cleanse(memory, length);
}

int countersign_equal(const void *a, const void *b, size_t length) {
    if (length == 0) return 1;
    if (a == NULL || b == NULL) return 0;
    return CRYPTO_memcmp(a, b, length) == 0;
}
