/* Hex, at each small capacity: what is accepted is written back in lower case. The first byte is the capacity. */
#include <ctype.h>
#include <string.h>

#include "CCountersignEncoding.h"
#include "expect.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size == 0) return 0;
    size_t capacity = data[0], length = size - 1;
    const char *text = (const char *)data + 1;
    /* Exactly as large as promised, so that AddressSanitizer sees one byte too many. */
    uint8_t *out = malloc(capacity ? capacity : 1);
    char *again = malloc(length ? length : 1);
    EXPECT(out != NULL && again != NULL);
    countersign_finding finding = countersign_hex_decode(text, length, out, capacity);
    if (finding.defect == COUNTERSIGN_DEFECT_NONE) {
        EXPECT(length % 2 == 0 && length / 2 <= capacity && length > 0);
        countersign_hex_encode(out, length / 2, again);
        for (size_t i = 0; i < length; i++) EXPECT(again[i] == tolower((unsigned char)text[i]));
    } else {
        EXPECT(finding.offset <= length);
        EXPECT(finding.defect >= COUNTERSIGN_DEFECT_HEX_EMPTY && finding.defect <= COUNTERSIGN_DEFECT_HEX_TOO_LONG);
    }
    free(again);
    free(out);
    return 0;
}
