#include "CCountersignEncoding.h"

/* One row a defect: the stable name and the clause for people. */
#define INTEGER_DEFECTS(ROW, UPPER, lower)                                                              \
    ROW(UPPER##_TAG, lower "_tag", lower " is not an INTEGER (tag 02)")                                  \
    ROW(UPPER##_LENGTH, lower "_length", lower "'s length is not short form or runs past the SEQUENCE")  \
    ROW(UPPER##_EMPTY, lower "_empty", lower " has no bytes")                                            \
    ROW(UPPER##_NEGATIVE, lower "_negative", lower " is negative: the sign byte 00 is missing")          \
    ROW(UPPER##_LEADING_ZERO, lower "_leading_zero", lower " has a superfluous leading zero")            \
    ROW(UPPER##_TOO_LONG, lower "_too_long", lower " has more than 32 bytes")                            \
    ROW(UPPER##_ZERO, lower "_zero", lower " is zero")                                                   \
    ROW(UPPER##_NOT_BELOW_ORDER, lower "_not_below_order", lower " is not below the group order n")

#define DEFECTS(ROW)                                                                                    \
    ROW(NONE, "none", "no defect")                                                                      \
    ROW(HEX_EMPTY, "hex_empty", "the text is empty, hex digits were expected")                          \
    ROW(HEX_ODD_LENGTH, "hex_odd_length", "the number of hex digits is odd")                            \
    ROW(HEX_DIGIT, "hex_digit", "a character is not a hex digit (0-9, a-f, A-F)")                       \
    ROW(HEX_TOO_LONG, "hex_too_long", "there are more hex digits than the value can have")              \
    ROW(DER_TRUNCATED, "der_truncated", "the DER ends early")                                           \
    ROW(DER_SEQUENCE_TAG, "der_sequence_tag", "the DER does not begin with a SEQUENCE (tag 30)")        \
    ROW(DER_LENGTH_INDEFINITE, "der_length_indefinite", "the SEQUENCE has an indefinite length (BER)")  \
    ROW(DER_LENGTH_NOT_MINIMAL, "der_length_not_minimal", "the SEQUENCE's length is not in its shortest form") \
    ROW(DER_LENGTH_MISMATCH, "der_length_mismatch", "the SEQUENCE's length is more than what follows, or than r and s can take") \
    ROW(DER_TRAILING_BYTES, "der_trailing_bytes", "bytes follow the SEQUENCE")                          \
    ROW(DER_SEQUENCE_SURPLUS, "der_sequence_surplus", "the SEQUENCE holds more than r and s")           \
    INTEGER_DEFECTS(ROW, R, "r")                                                                        \
    INTEGER_DEFECTS(ROW, S, "s")

const char *countersign_defect_name(countersign_defect defect) {
#define NAME(symbol, name, reason) case COUNTERSIGN_DEFECT_##symbol: return name;
    switch (defect) { DEFECTS(NAME) }
#undef NAME
    return "unknown";
}

const char *countersign_defect_reason(countersign_defect defect) {
#define REASON(symbol, name, reason) case COUNTERSIGN_DEFECT_##symbol: return reason;
    switch (defect) { DEFECTS(REASON) }
#undef REASON
    return "an unknown defect";
}
