/* Strict DER of a signature: what is accepted is written back byte for byte, what is refused leaves zeroes. */
#include <string.h>

#include "CCountersignEncoding.h"
#include "expect.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const countersign_rs none;
    countersign_rs rs;
    memset(&rs, 0xaa, sizeof rs);
    countersign_finding finding = countersign_der_decode(data, size, &rs);
    EXPECT(strcmp(countersign_defect_name(finding.defect), "unknown") != 0);
    if (finding.defect != COUNTERSIGN_DEFECT_NONE) {
        EXPECT(finding.offset <= size);
        EXPECT(memcmp(&rs, &none, sizeof rs) == 0);
        return 0;
    }
    uint8_t der[COUNTERSIGN_DER_MAX_BYTES];
    EXPECT(countersign_der_encode(&rs, der, &finding) == size);
    EXPECT(finding.defect == COUNTERSIGN_DEFECT_NONE);
    EXPECT(memcmp(der, data, size) == 0);
    return 0;
}
