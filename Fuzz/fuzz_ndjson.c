/* One line of a bulk file, the tool's own JSON input: what is read points into the line, is UTF-8, and written out
 * again is read as the same; what is refused is named with a place. */
#include <string.h>

#include "CCountersignNDJSON.h"
#include "expect.h"

static const char *const names[COUNTERSIGN_MEMBER_COUNT] = {
    "id", "key", "key_id", "challenge", "message", "digest", "signature", "r", "s",
};

static size_t sequence_length(uint8_t first) {
    return first < 0x80 ? 1 : first >> 5 == 6 ? 2 : first >> 4 == 14 ? 3 : first >> 3 == 30 ? 4 : 0;
}

static void expect_utf8(countersign_span text) {
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    for (size_t i = 0, length; i < text.length; i += length) {
        length = sequence_length(text.bytes[i]);
        EXPECT(length != 0 && length <= text.length - i);
        uint32_t scalar = length == 1 ? text.bytes[i] : text.bytes[i] & (0x7fu >> length);
        for (size_t j = 1; j < length; j++) {
            EXPECT(text.bytes[i + j] >> 6 == 2);
            scalar = scalar << 6 | (text.bytes[i + j] & 0x3f);
        }
        EXPECT(scalar >= least[length] && scalar <= 0x10ffff && (scalar < 0xd800 || scalar > 0xdfff));
    }
}

/* Every byte that JSON lets stand, and the others escaped. */
static size_t write_string(countersign_span text, char *out) {
    size_t written = 0;
    out[written++] = '"';
    for (size_t i = 0; i < text.length; i++) {
        uint8_t byte = text.bytes[i];
        if (byte < 0x20 || byte == '"' || byte == '\\') written += (size_t)sprintf(out + written, "\\u%04x", byte);
        else out[written++] = (char)byte;
    }
    out[written++] = '"';
    return written;
}

static size_t write_record(const countersign_record *record, char *out) {
    size_t written = 0;
    out[written++] = '{';
    for (int i = 0; i < COUNTERSIGN_MEMBER_COUNT; i++) {
        countersign_span text = record->member[i];
        if ((record->present >> i & 1) == 0) continue;
        if (written > 1) out[written++] = ',';
        written += (size_t)sprintf(out + written, "\"%s\":", names[i]);
        if (i == COUNTERSIGN_MEMBER_ID && record->id_is_number) {
            memcpy(out + written, text.bytes, text.length);
            written += text.length;
        } else {
            written += write_string(text, out + written);
        }
    }
    out[written++] = '}';
    return written;
}

static void expect_inside(const countersign_record *record, const uint8_t *line, size_t size) {
    EXPECT(record->present >> COUNTERSIGN_MEMBER_COUNT == 0);
    for (int i = 0; i < COUNTERSIGN_MEMBER_COUNT; i++) {
        countersign_span text = record->member[i];
        if ((record->present >> i & 1) == 0) continue;
        EXPECT(text.bytes != NULL && text.bytes >= line && text.bytes <= line + size);
        EXPECT(text.length <= (size_t)(line + size - text.bytes));
        expect_utf8(text);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    /* A line of its own size: a byte read behind it is seen. */
    uint8_t *line = malloc(size ? size : 1);
    EXPECT(line != NULL);
    memcpy(line, data, size);
    countersign_record record, again;
    countersign_line_finding finding = countersign_record_scan(line, size, &record);
    EXPECT(strcmp(countersign_line_fault_reason(finding.fault), "") != 0);
    expect_inside(&record, line, size);
    if (finding.fault != COUNTERSIGN_LINE_OK) {
        EXPECT(finding.fault <= COUNTERSIGN_LINE_MEMBERS && finding.offset <= size);
    } else {
        /* No member grows by more than six times, and there are few names. */
        char *written = malloc(6 * size + 256);
        EXPECT(written != NULL);
        size_t length = write_record(&record, written);
        finding = countersign_record_scan((uint8_t *)written, length, &again);
        EXPECT(finding.fault == COUNTERSIGN_LINE_OK);
        EXPECT(again.present == record.present && again.id_is_number == record.id_is_number);
        for (int i = 0; i < COUNTERSIGN_MEMBER_COUNT; i++) {
            if ((record.present >> i & 1) == 0) continue;
            EXPECT(again.member[i].length == record.member[i].length);
            EXPECT(memcmp(again.member[i].bytes, record.member[i].bytes, record.member[i].length) == 0);
        }
        free(written);
    }
    free(line);
    return 0;
}
