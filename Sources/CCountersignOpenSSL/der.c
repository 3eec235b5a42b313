#include "der.h"

#include <string.h>

int countersign_der_take(countersign_der *from, uint8_t tag, countersign_der *content) {
    const uint8_t *at = from->at;
    size_t left = countersign_der_left(from);
    if (left < 2 || at[0] != tag) return 0;
    size_t length = at[1], header = 2;
    if (length == 0x81) {
        if (left < 3 || at[2] < 0x80) return 0;
        length = at[2];
        header = 3;
    } else if (length == 0x82) {
        if (left < 4 || at[2] == 0) return 0;
        length = (size_t)at[2] << 8 | at[3];
        header = 4;
    } else if (length >= 0x80) {
        /* Indefinite, or longer than any key is. */
        return 0;
    }
    if (length > left - header) return 0;
    if (content != NULL) {
        *content = (countersign_der) { from->origin, at + header, at + header + length };
    }
    from->at = at + header + length;
    return 1;
}

int countersign_der_take_number(countersign_der *from, uint64_t *number) {
    countersign_der rest = *from, content;
    if (!countersign_der_take(&rest, COUNTERSIGN_DER_INTEGER, &content)) return 0;
    size_t length = countersign_der_left(&content);
    const uint8_t *bytes = content.at;
    if (length == 0) return 0;
    if (length > 1 && ((bytes[0] == 0x00 && bytes[1] < 0x80) || (bytes[0] == 0xff && bytes[1] >= 0x80))) return 0;
    *from = rest;
    *number = UINT64_MAX;
    if (bytes[0] >= 0x80 || length > 8) return 1;
    uint64_t value = 0;
    for (size_t i = 0; i < length; i++) value = value << 8 | bytes[i];
    *number = value;
    return 1;
}

int countersign_der_take_algorithm(countersign_der *from, countersign_der *oid, countersign_der *parameters) {
    countersign_der rest = *from, inside;
    if (!countersign_der_take(&rest, COUNTERSIGN_DER_SEQUENCE, &inside)
        || !countersign_der_take(&inside, COUNTERSIGN_DER_OID, oid) || countersign_der_left(oid) == 0) {
        return 0;
    }
    *parameters = inside;
    *from = rest;
    return 1;
}

int countersign_der_take_bits(countersign_der *from, uint8_t tag, countersign_der *bits) {
    countersign_der rest = *from;
    if (!countersign_der_take(&rest, tag, bits) || countersign_der_left(bits) == 0 || *bits->at != 0) return 0;
    bits->at += 1;
    *from = rest;
    return 1;
}

int countersign_der_is(const countersign_der *oid, const uint8_t *content, size_t length) {
    return countersign_der_left(oid) == length && memcmp(oid->at, content, length) == 0;
}
