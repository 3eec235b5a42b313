#ifndef COUNTERSIGN_NDJSON_H
#define COUNTERSIGN_NDJSON_H

/*
 * Reads one line of NDJSON that describes a signature: a scanner over known members, several times as
 * fast as a general parser and as strict as RFC 8259 asks (UTF-8 without BOM, no duplicate members at
 * any depth, no lone surrogates, depth at most 64). Members that are not known are checked and skipped.
 *
 * Hostile input is safe. Nothing is allocated. Escapes are decoded in place, which is why the line must
 * be writable; spans of the result point into it.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Members that mean something. `id` is a string or an integer, all others are strings. */
typedef enum countersign_member {
    COUNTERSIGN_MEMBER_ID = 0,
    COUNTERSIGN_MEMBER_KEY = 1,
    COUNTERSIGN_MEMBER_KEY_ID = 2,
    COUNTERSIGN_MEMBER_CHALLENGE = 3,
    COUNTERSIGN_MEMBER_MESSAGE = 4,
    COUNTERSIGN_MEMBER_DIGEST = 5,
    COUNTERSIGN_MEMBER_SIGNATURE = 6,
    COUNTERSIGN_MEMBER_R = 7,
    COUNTERSIGN_MEMBER_S = 8,
} countersign_member;
#define COUNTERSIGN_MEMBER_COUNT 9

/* What is wrong with a line. Values are stable and only ever appended. */
typedef enum countersign_line_fault {
    COUNTERSIGN_LINE_OK = 0,
    COUNTERSIGN_LINE_SYNTAX = 1,
    COUNTERSIGN_LINE_NOT_OBJECT = 2,
    COUNTERSIGN_LINE_UTF8 = 3,
    COUNTERSIGN_LINE_CONTROL = 4,
    COUNTERSIGN_LINE_ESCAPE = 5,
    COUNTERSIGN_LINE_SURROGATE = 6,
    COUNTERSIGN_LINE_DUPLICATE = 7,
    COUNTERSIGN_LINE_DEPTH = 8,
    COUNTERSIGN_LINE_TYPE = 9,
    COUNTERSIGN_LINE_TRUNCATED = 10,
    COUNTERSIGN_LINE_TRAILING = 11,
    COUNTERSIGN_LINE_MEMBERS = 12,
} countersign_line_fault;

/* One clause for people; never NULL. */
const char *countersign_line_fault_reason(countersign_line_fault fault);

/* Bytes of the line, escapes decoded. `bytes` may be NULL only when the member is absent. */
typedef struct countersign_span {
    const uint8_t *bytes;
    size_t length;
} countersign_span;

typedef struct countersign_record {
    countersign_span member[COUNTERSIGN_MEMBER_COUNT];
    uint32_t present;  /* bit 1 << member */
    bool id_is_number; /* the bytes of id are the number's text */
} countersign_record;

typedef struct countersign_line_finding {
    countersign_line_fault fault;
    size_t offset; /* byte of the line as it came that shows the fault */
} countersign_line_finding;

/* Reads `length` bytes without their line end. On a fault the record holds what came before it, so that
 * an answer can name the id. */
countersign_line_finding countersign_record_scan(uint8_t *line, size_t length, countersign_record *out);

/* Whether there is nothing but white space. */
bool countersign_line_is_blank(const uint8_t *line, size_t length);

#ifdef __cplusplus
}
#endif
#endif
