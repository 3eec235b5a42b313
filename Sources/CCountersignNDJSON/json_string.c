/* JSON strings: RFC 8259 section 7, UTF-8 as RFC 3629 has it. */

#include "json_string.h"

#include <string.h>

bool countersign_cursor_fail(struct cursor *c, countersign_line_fault fault, const uint8_t *at)
{
    c->fault = fault;
    c->fault_at = at;
    return false;
}

/* A byte of a word is below 0x20, above 0x7f, a quotation mark or a backslash: its top bit is set. Bytes
 * above such a one may be marked too; what matters is whether the result is zero, and its lowest mark. */
static uint64_t marks(uint64_t word)
{
    const uint64_t ones = 0x0101010101010101u, tops = 0x8080808080808080u;
    uint64_t quote = word ^ (ones * '"'), backslash = word ^ (ones * '\\');

    return (word | (word - ones * 0x20) | ((quote - ones) & ~quote) | ((backslash - ones) & ~backslash)) & tops;
}

/* Skips bytes that stand for themselves. */
static uint8_t *skip_plain(uint8_t *p, const uint8_t *end)
{
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    while (end - p >= 8) {
        uint64_t word;
        memcpy(&word, p, sizeof word);
        uint64_t found = marks(word);
        if (found) return p + __builtin_ctzll(found) / 8;
        p += 8;
    }
#endif
    while (p < end && *p >= 0x20 && *p < 0x80 && *p != '"' && *p != '\\') p++;
    return p;
}

/* Length of the UTF-8 sequence at p, or 0: no overlong forms, no surrogates, nothing above U+10FFFF. */
static size_t sequence_length(const uint8_t *p, const uint8_t *end)
{
    size_t left = (size_t)(end - p);
    uint8_t low = 0x80, high = 0xbf;
    size_t length;

    if (p[0] >= 0xc2 && p[0] <= 0xdf) length = 2;
    else if (p[0] >= 0xe0 && p[0] <= 0xef) length = 3;
    else if (p[0] >= 0xf0 && p[0] <= 0xf4) length = 4;
    else return 0;
    if (p[0] == 0xe0) low = 0xa0;
    if (p[0] == 0xed) high = 0x9f;
    if (p[0] == 0xf0) low = 0x90;
    if (p[0] == 0xf4) high = 0x8f;
    if (left < length || p[1] < low || p[1] > high) return 0;
    for (size_t i = 2; i < length; i++) {
        if ((p[i] & 0xc0) != 0x80) return 0;
    }
    return length;
}

static int digit(uint8_t c)
{
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

/* Four hex digits at p, or -1. */
static int32_t quad(const uint8_t *p, const uint8_t *end)
{
    int32_t value = 0;

    if (end - p < 4) return -1;
    for (int i = 0; i < 4; i++) {
        int d = digit(p[i]);
        if (d < 0) return -1;
        value = value << 4 | d;
    }
    return value;
}

static uint8_t *put_utf8(uint8_t *out, uint32_t c)
{
    if (c < 0x80) {
        *out++ = (uint8_t)c;
    } else if (c < 0x800) {
        *out++ = (uint8_t)(0xc0 | c >> 6);
        *out++ = (uint8_t)(0x80 | (c & 0x3f));
    } else if (c < 0x10000) {
        *out++ = (uint8_t)(0xe0 | c >> 12);
        *out++ = (uint8_t)(0x80 | (c >> 6 & 0x3f));
        *out++ = (uint8_t)(0x80 | (c & 0x3f));
    } else {
        *out++ = (uint8_t)(0xf0 | c >> 18);
        *out++ = (uint8_t)(0x80 | (c >> 12 & 0x3f));
        *out++ = (uint8_t)(0x80 | (c >> 6 & 0x3f));
        *out++ = (uint8_t)(0x80 | (c & 0x3f));
    }
    return out;
}

/* \uXXXX, or two of them for a character beyond U+FFFF; c->at is behind the u. */
static bool unicode_escape(struct cursor *c, uint8_t **out)
{
    const uint8_t *begin = c->at - 2;
    int32_t first = quad(c->at, c->end), second;

    if (first < 0) return countersign_cursor_fail(c, COUNTERSIGN_LINE_ESCAPE, begin);
    c->at += 4;
    if (first >= 0xdc00 && first <= 0xdfff) return countersign_cursor_fail(c, COUNTERSIGN_LINE_SURROGATE, begin);
    if (first >= 0xd800 && first <= 0xdbff) {
        if (c->end - c->at < 2 || c->at[0] != '\\' || c->at[1] != 'u')
            return countersign_cursor_fail(c, COUNTERSIGN_LINE_SURROGATE, begin);
        second = quad(c->at + 2, c->end);
        if (second < 0) return countersign_cursor_fail(c, COUNTERSIGN_LINE_ESCAPE, c->at);
        if (second < 0xdc00 || second > 0xdfff) return countersign_cursor_fail(c, COUNTERSIGN_LINE_SURROGATE, begin);
        c->at += 6;
        first = 0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00);
    }
    *out = put_utf8(*out, (uint32_t)first);
    return true;
}

/* c->at is on the backslash. */
static bool escape(struct cursor *c, uint8_t **out)
{
    if (c->end - c->at < 2) return countersign_cursor_fail(c, COUNTERSIGN_LINE_TRUNCATED, c->end);
    uint8_t kind = c->at[1];
    c->at += 2;
    switch (kind) {
    case '"':
    case '\\':
    case '/': *(*out)++ = kind; return true;
    case 'b': *(*out)++ = '\b'; return true;
    case 'f': *(*out)++ = '\f'; return true;
    case 'n': *(*out)++ = '\n'; return true;
    case 'r': *(*out)++ = '\r'; return true;
    case 't': *(*out)++ = '\t'; return true;
    case 'u': return unicode_escape(c, out);
    default: return countersign_cursor_fail(c, COUNTERSIGN_LINE_ESCAPE, c->at - 2);
    }
}

bool countersign_string_scan(struct cursor *c, countersign_span *out)
{
    uint8_t *begin = ++c->at, *write = begin;

    for (;;) {
        uint8_t *plain = c->at;
        size_t length;
        c->at = skip_plain(plain, c->end);
        if (write != plain) memmove(write, plain, (size_t)(c->at - plain));
        write += c->at - plain;
        if (c->at == c->end) return countersign_cursor_fail(c, COUNTERSIGN_LINE_TRUNCATED, c->end);
        if (*c->at == '"') break;
        if (*c->at < 0x20) return countersign_cursor_fail(c, COUNTERSIGN_LINE_CONTROL, c->at);
        if (*c->at == '\\') {
            if (!escape(c, &write)) return false;
            continue;
        }
        length = sequence_length(c->at, c->end);
        if (length == 0) return countersign_cursor_fail(c, COUNTERSIGN_LINE_UTF8, c->at);
        memmove(write, c->at, length);
        write += length;
        c->at += length;
    }
    c->at++;
    out->bytes = begin;
    out->length = (size_t)(write - begin);
    return true;
}
