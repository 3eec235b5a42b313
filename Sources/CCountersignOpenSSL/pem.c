#include "pem.h"

#include <string.h>

#include "base64.h"
#include "publish.h"

#define COLUMNS 64
static const char begin[] = "-----BEGIN ", end[] = "-----END ", dashes[] = "-----";

static int has_prefix(const uint8_t *text, size_t length, const char *prefix, size_t prefix_length) {
    return length >= prefix_length && memcmp(text, prefix, prefix_length) == 0;
}

/* First line at or behind `from` that starts with the prefix; `length` when there is none. The text may be a bare
 * scalar, or the base64 of one: only that a line was found here, or not, comes out of a comparison. */
static size_t find_line(const uint8_t *text, size_t length, size_t from, const char *prefix) {
    size_t prefix_length = strlen(prefix);
    for (size_t at = from; at < length && length - at >= prefix_length; at++) {
        unsigned difference = at > from ? text[at - 1] ^ '\n' : 0;
        for (size_t i = 0; i < prefix_length; i++) difference |= text[at + i] ^ (uint8_t)prefix[i];
        if (countersign_verdict((difference - 1) >> 31)) return at;
    }
    return length;
}

int countersign_pem_is(const uint8_t *text, size_t length) {
    return find_line(text, length, 0, begin) < length;
}

/* Reads `LABEL-----` and the line's end; the index behind it, or 0. */
static size_t read_label(const uint8_t *text, size_t length, size_t at, char label[COUNTERSIGN_PEM_LABEL_BYTES]) {
    size_t used = 0;
    for (; at < length && text[at] != '-'; at++) {
        int is_plain = (text[at] >= 'A' && text[at] <= 'Z') || (text[at] >= '0' && text[at] <= '9') || text[at] == ' ';
        if (!is_plain || used + 1 >= COUNTERSIGN_PEM_LABEL_BYTES) return 0;
        label[used++] = (char)text[at];
    }
    label[used] = 0;
    if (!has_prefix(text + at, length - at, dashes, sizeof dashes - 1)) return 0;
    at += sizeof dashes - 1;
    while (at < length && (text[at] == ' ' || text[at] == '\t' || text[at] == '\r')) at += 1;
    if (at == length) return at;
    return text[at] == '\n' ? at + 1 : 0;
}

countersign_status countersign_pem_find(
    const uint8_t *text, size_t length, size_t from, countersign_pem *block, countersign_error *error) {
    size_t start = find_line(text, length, from, begin);
    if (start == length) {
        return countersign_fail_at(error, COUNTERSIGN_ERROR_KEY_FORMAT, from, "expected a line -----BEGIN, found none");
    }
    block->body = read_label(text, length, start + sizeof begin - 1, block->label);
    if (block->body == 0) {
        return countersign_fail_at(
            error, COUNTERSIGN_ERROR_KEY_FORMAT, start, "expected -----BEGIN LABEL----- and nothing else on its line");
    }
    size_t stop = find_line(text, length, block->body, end);
    if (stop == length) {
        return countersign_fail_at(
            error, COUNTERSIGN_ERROR_KEY_FORMAT, length, "expected -----END %s-----, found the end of the text",
            block->label);
    }
    char label[COUNTERSIGN_PEM_LABEL_BYTES];
    block->next = read_label(text, length, stop + sizeof end - 1, label);
    if (block->next == 0 || strcmp(label, block->label) != 0) {
        return countersign_fail_at(
            error, COUNTERSIGN_ERROR_KEY_FORMAT, stop, "expected -----END %s----- and nothing else on its line",
            block->label);
    }
    block->body_length = stop - block->body;
    return COUNTERSIGN_OK;
}

size_t countersign_pem_length(const char *label, size_t length) {
    size_t digits = countersign_base64_length(length);
    size_t frame = sizeof begin - 1 + sizeof end - 1 + 2 * (strlen(label) + sizeof dashes - 1 + 1);
    return frame + digits + (digits + COLUMNS - 1) / COLUMNS;
}

static uint8_t *append(uint8_t *out, const char *text) {
    size_t length = strlen(text);
    memcpy(out, text, length);
    return out + length;
}

void countersign_pem_write(const char *label, const uint8_t *der, size_t length, uint8_t *out) {
    out = append(append(append(out, begin), label), "-----\n");
    for (size_t done = 0; done < length; done += COLUMNS / 4 * 3) {
        size_t piece = length - done < COLUMNS / 4 * 3 ? length - done : COLUMNS / 4 * 3;
        countersign_base64_encode(der + done, piece, (char *)out);
        out += countersign_base64_length(piece);
        *out++ = '\n';
    }
    append(append(append(out, end), label), "-----\n");
}
