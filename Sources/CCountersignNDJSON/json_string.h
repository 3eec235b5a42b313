#ifndef COUNTERSIGN_NDJSON_STRING_H
#define COUNTERSIGN_NDJSON_STRING_H

#include "include/CCountersignNDJSON.h"

/* Where the scanner is in a line. */
struct cursor {
    uint8_t *start, *at, *end;
    countersign_line_fault fault;
    const uint8_t *fault_at;
};

/* Notes the first fault; always false. */
bool countersign_cursor_fail(struct cursor *c, countersign_line_fault fault, const uint8_t *at);

/* Reads a string, the cursor on its opening quotation mark, to behind the closing one. Escapes are
 * decoded in place. False on a fault. */
bool countersign_string_scan(struct cursor *c, countersign_span *out);

#endif
