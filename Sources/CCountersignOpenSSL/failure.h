#ifndef COUNTERSIGN_FAILURE_H
#define COUNTERSIGN_FAILURE_H

#include "include/CCountersignOpenSSL.h"

#define COUNTERSIGN_HIDDEN __attribute__((visibility("hidden")))

/* Every way out of a public function goes through one of these: they fill the
 * caller's error (which may be NULL) and leave OpenSSL's error queue empty. */

COUNTERSIGN_HIDDEN countersign_status countersign_succeed(countersign_error *error);

COUNTERSIGN_HIDDEN countersign_status countersign_fail(
    countersign_error *error, countersign_status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The same with the offset of the byte that shows the defect; " at byte N" is added to the reason. */
COUNTERSIGN_HIDDEN countersign_status countersign_fail_at(
    countersign_error *error, countersign_status status, size_t offset, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* libcrypto refused while `doing` something: its own reason text follows. */
COUNTERSIGN_HIDDEN countersign_status countersign_fail_in_openssl(countersign_error *error, const char *doing);

/* A signature field that the codec refused. */
COUNTERSIGN_HIDDEN countersign_status countersign_fail_finding(
    countersign_error *error, countersign_finding finding);

/* NULL is a fine address for no bytes at all, and for nothing else. */
static inline int countersign_is_span(const void *bytes, size_t length) {
    return bytes != NULL || length == 0;
}

#endif
