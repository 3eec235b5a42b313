/* What never changes is text, and text that lives for ever is C's. All other functions of the header are Swift's, in
 * CountersignABI, where the compiler compares them with it; countersign_status_name is shared with the OpenSSL
 * wrapper, whose enum of statuses is the same one. */
#include "include/countersign.h"

_Static_assert(sizeof(countersign_status) == 4, "statuses are ints to every language");
_Static_assert(sizeof(countersign_failure) == 256, "layout of countersign_failure");
_Static_assert(sizeof(countersign_key_description) == 200, "layout of countersign_key_description");
_Static_assert(sizeof(countersign_item) == 8 + 7 * sizeof(void *), "layout of countersign_item");
_Static_assert(sizeof(countersign_verdict) == 8, "layout of countersign_verdict");

const char *countersign_version(void) { return COUNTERSIGN_VERSION; }

const char *countersign_verdict_name(countersign_verdict_code code) {
    switch (code) {
    case COUNTERSIGN_VERDICT_NONE: return "none";
    case COUNTERSIGN_VERDICT_OK: return "ok";
    case COUNTERSIGN_VERDICT_SIGNATURE_MISMATCH: return "signature_mismatch";
    case COUNTERSIGN_VERDICT_SIGNATURE_ENCODING: return "signature_encoding";
    case COUNTERSIGN_VERDICT_SIGNATURE_MALFORMED: return "signature_malformed";
    case COUNTERSIGN_VERDICT_KEY_UNKNOWN: return "key_unknown";
    case COUNTERSIGN_VERDICT_KEY_MALFORMED: return "key_malformed";
    case COUNTERSIGN_VERDICT_TEXT_NOT_UTF8: return "text_not_utf8";
    }
    return "unknown";
}
