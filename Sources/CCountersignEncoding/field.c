#include "CCountersignEncoding.h"

#include <string.h>

countersign_finding countersign_field_decode(const char *field, size_t field_length, countersign_rs *out) {
    uint8_t der[COUNTERSIGN_DER_MAX_BYTES];
    memset(out, 0, sizeof *out);
    countersign_finding finding = countersign_hex_decode(field, field_length, der, sizeof der);
    if (finding.defect != COUNTERSIGN_DEFECT_NONE) return finding;
    return countersign_der_decode(der, field_length / 2, out);
}

size_t countersign_field_encode(
    const countersign_rs *rs, char out[COUNTERSIGN_FIELD_MAX_BYTES], countersign_finding *finding) {
    uint8_t der[COUNTERSIGN_DER_MAX_BYTES];
    size_t length = countersign_der_encode(rs, der, finding);
    if (length == 0) memset(out, 0, COUNTERSIGN_FIELD_MAX_BYTES);
    countersign_hex_encode(der, length, out);
    return 2 * length;
}
