#ifndef COUNTERSIGN_BASE64_H
#define COUNTERSIGN_BASE64_H

#include "failure.h"

/* PEM's base64. Both ways compute the digits instead of looking them up, so that
 * no table address depends on a secret. */

/* Length of the text of `length` bytes, without line ends. */
static inline size_t countersign_base64_length(size_t length) {
    return (length + 2) / 3 * 4;
}

/* `out` receives countersign_base64_length(length) characters. */
COUNTERSIGN_HIDDEN void countersign_base64_encode(const uint8_t *bytes, size_t length, char *out);

/* White space is skipped; padding must be there and unused bits must be 0. `out` has room for
 * length / 4 * 3 bytes. 0 when a character does not fit: `offset` says which. */
COUNTERSIGN_HIDDEN int countersign_base64_decode(
    const char *text, size_t length, uint8_t *out, size_t *written, size_t *offset);

#endif
