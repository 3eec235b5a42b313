/* The `signature` field: hex of strict DER, and the call that checks one. */
#include <ctype.h>
#include <string.h>

#include "CCountersignOpenSSL.h"
#include "expect.h"

/* The public key that the bank's documentation prints, and its OTP. */
static const char point_hex[] =
    "04a346c447bac867d15a0a0f555eece87b416ba6f917df1e39f1cba7515757b4da"
    "9eaf5f1604f7e47f1948af3b34ed2735aa565cfd97d5361e12b3b8603bdad73c";
static const char text[] = "212212";

static countersign_key *key(void) {
    static countersign_key *made;
    uint8_t point[COUNTERSIGN_POINT_BYTES];
    if (made != NULL) return made;
    countersign_hex_decode(point_hex, strlen(point_hex), point, sizeof point);
    EXPECT(countersign_key_read(point, sizeof point, COUNTERSIGN_KEY_POINT, NULL, 0, &made, NULL, NULL) == COUNTERSIGN_OK);
    return made;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    const char *field = (const char *)data;
    countersign_rs rs;
    countersign_finding finding = countersign_field_decode(field, size, &rs);
    countersign_error error;
    countersign_status status = countersign_challenge_verify(key(), text, strlen(text), field, size, &error);
    EXPECT(countersign_openssl_queued_errors() == 0);
    if (finding.defect != COUNTERSIGN_DEFECT_NONE) {
        EXPECT(finding.offset <= size);
        EXPECT(status == COUNTERSIGN_ERROR_SIGNATURE);
        EXPECT(error.defect == finding.defect && error.offset == finding.offset);
        return 0;
    }
    EXPECT(status == COUNTERSIGN_OK || status == COUNTERSIGN_MISMATCH);
    char again[COUNTERSIGN_FIELD_MAX_BYTES];
    EXPECT(countersign_field_encode(&rs, again, NULL) == size);
    for (size_t i = 0; i < size; i++) EXPECT(again[i] == tolower(data[i]));
    return 0;
}
