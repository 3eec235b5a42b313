/* One line: an object whose known members are noted and whose others are checked and skipped. */

#include "json_string.h"

#include <string.h>

enum { DEPTH = 64, NAMES = 256 };

/* Names of unknown members of all objects that are open: to find one that comes twice. */
struct names {
    countersign_span name[NAMES];
    size_t count;
};

static void skip_space(struct cursor *c)
{
    while (c->at < c->end && (*c->at == ' ' || *c->at == '\t' || *c->at == '\r' || *c->at == '\n')) c->at++;
}

static bool expect(struct cursor *c, uint8_t byte)
{
    if (c->at == c->end) return countersign_cursor_fail(c, COUNTERSIGN_LINE_TRUNCATED, c->end);
    if (*c->at != byte) return countersign_cursor_fail(c, COUNTERSIGN_LINE_SYNTAX, c->at);
    c->at++;
    return true;
}

static bool literal(struct cursor *c, const char *word)
{
    size_t length = strlen(word);

    if ((size_t)(c->end - c->at) < length || memcmp(c->at, word, length) != 0)
        return countersign_cursor_fail(c, COUNTERSIGN_LINE_SYNTAX, c->at);
    c->at += length;
    return true;
}

static bool is_digit(const struct cursor *c)
{
    return c->at < c->end && *c->at >= '0' && *c->at <= '9';
}

static bool digits(struct cursor *c)
{
    if (!is_digit(c)) return countersign_cursor_fail(c, COUNTERSIGN_LINE_SYNTAX, c->at);
    while (is_digit(c)) c->at++;
    return true;
}

static bool number(struct cursor *c, bool *is_integer)
{
    *is_integer = true;
    if (*c->at == '-') c->at++;
    if (c->at < c->end && *c->at == '0') c->at++;
    else if (!digits(c)) return false;
    if (c->at < c->end && *c->at == '.') {
        *is_integer = false;
        c->at++;
        if (!digits(c)) return false;
    }
    if (c->at < c->end && (*c->at == 'e' || *c->at == 'E')) {
        *is_integer = false;
        c->at++;
        if (c->at < c->end && (*c->at == '+' || *c->at == '-')) c->at++;
        if (!digits(c)) return false;
    }
    return true;
}

/* Notes a name, unless it has come since `first`. */
static bool note(struct cursor *c, struct names *names, size_t first, countersign_span name, const uint8_t *at)
{
    for (size_t i = first; i < names->count; i++) {
        if (names->name[i].length == name.length && memcmp(names->name[i].bytes, name.bytes, name.length) == 0)
            return countersign_cursor_fail(c, COUNTERSIGN_LINE_DUPLICATE, at);
    }
    if (names->count == NAMES) return countersign_cursor_fail(c, COUNTERSIGN_LINE_MEMBERS, at);
    names->name[names->count++] = name;
    return true;
}

static bool name_and_colon(struct cursor *c, countersign_span *name)
{
    skip_space(c);
    if (c->at < c->end && *c->at != '"') return countersign_cursor_fail(c, COUNTERSIGN_LINE_SYNTAX, c->at);
    if (c->at == c->end) return countersign_cursor_fail(c, COUNTERSIGN_LINE_TRUNCATED, c->end);
    if (!countersign_string_scan(c, name)) return false;
    skip_space(c);
    if (!expect(c, ':')) return false;
    skip_space(c);
    if (c->at == c->end) return countersign_cursor_fail(c, COUNTERSIGN_LINE_TRUNCATED, c->end);
    return true;
}

/* After a member or an element: true with *more when a comma follows. */
static bool comma_or(struct cursor *c, uint8_t close, bool *more)
{
    skip_space(c);
    if (c->at == c->end) return countersign_cursor_fail(c, COUNTERSIGN_LINE_TRUNCATED, c->end);
    *more = *c->at == ',';
    if (!*more && *c->at != close) return countersign_cursor_fail(c, COUNTERSIGN_LINE_SYNTAX, c->at);
    c->at++;
    return true;
}

/* Whether the container that opens here is empty; the cursor is then behind it. */
static bool is_empty(struct cursor *c, uint8_t close)
{
    c->at++;
    skip_space(c);
    if (c->at < c->end && *c->at == close) {
        c->at++;
        return true;
    }
    return false;
}

static bool skip_value(struct cursor *c, struct names *names, unsigned depth);

static bool skip_object(struct cursor *c, struct names *names, unsigned depth)
{
    size_t first = names->count;
    bool more = !is_empty(c, '}');

    while (more) {
        countersign_span name;
        const uint8_t *at = c->at;
        if (!name_and_colon(c, &name) || !note(c, names, first, name, at) || !skip_value(c, names, depth) ||
            !comma_or(c, '}', &more))
            return false;
    }
    names->count = first;
    return true;
}

static bool skip_array(struct cursor *c, struct names *names, unsigned depth)
{
    bool more = !is_empty(c, ']');

    while (more) {
        skip_space(c);
        if (c->at == c->end) return countersign_cursor_fail(c, COUNTERSIGN_LINE_TRUNCATED, c->end);
        if (!skip_value(c, names, depth) || !comma_or(c, ']', &more)) return false;
    }
    return true;
}

/* The cursor is on the value's first byte. */
static bool skip_value(struct cursor *c, struct names *names, unsigned depth)
{
    countersign_span ignored;
    bool is_integer;

    switch (*c->at) {
    case '"': return countersign_string_scan(c, &ignored);
    case 't': return literal(c, "true");
    case 'f': return literal(c, "false");
    case 'n': return literal(c, "null");
    case '{':
    case '[':
        if (depth == DEPTH) return countersign_cursor_fail(c, COUNTERSIGN_LINE_DEPTH, c->at);
        return *c->at == '{' ? skip_object(c, names, depth + 1) : skip_array(c, names, depth + 1);
    default:
        if (*c->at != '-' && !is_digit(c)) return countersign_cursor_fail(c, COUNTERSIGN_LINE_SYNTAX, c->at);
        return number(c, &is_integer);
    }
}

static int known(countersign_span name)
{
    static const struct {
        const char *name;
        uint8_t length, member;
    } all[] = {
        {"signature", 9, COUNTERSIGN_MEMBER_SIGNATURE}, {"challenge", 9, COUNTERSIGN_MEMBER_CHALLENGE},
        {"key_id", 6, COUNTERSIGN_MEMBER_KEY_ID},       {"id", 2, COUNTERSIGN_MEMBER_ID},
        {"key", 3, COUNTERSIGN_MEMBER_KEY},             {"digest", 6, COUNTERSIGN_MEMBER_DIGEST},
        {"message", 7, COUNTERSIGN_MEMBER_MESSAGE},     {"r", 1, COUNTERSIGN_MEMBER_R},
        {"s", 1, COUNTERSIGN_MEMBER_S},
    };

    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        if (name.length == all[i].length && memcmp(name.bytes, all[i].name, name.length) == 0) return all[i].member;
    }
    return -1;
}

static bool ends_value(uint8_t byte)
{
    return byte == ',' || byte == '}' || byte == ' ' || byte == '\t' || byte == '\r';
}

static bool known_value(struct cursor *c, countersign_record *out, int member, const uint8_t *at)
{
    bool is_integer;
    countersign_span value;

    if (out->present >> member & 1) return countersign_cursor_fail(c, COUNTERSIGN_LINE_DUPLICATE, at);
    if (*c->at == '"') {
        if (!countersign_string_scan(c, &value)) return false;
    } else if (member == COUNTERSIGN_MEMBER_ID && (*c->at == '-' || is_digit(c))) {
        value.bytes = at = c->at;
        if (!number(c, &is_integer)) return false;
        if (!is_integer) return countersign_cursor_fail(c, COUNTERSIGN_LINE_TYPE, at);
        value.length = (size_t)(c->at - value.bytes);
        /* Of a number that the line or something odd breaks off, nobody knows the rest. */
        if (c->at == c->end || !ends_value(*c->at)) return true;
        out->id_is_number = true;
    } else {
        return countersign_cursor_fail(c, COUNTERSIGN_LINE_TYPE, c->at);
    }
    out->member[member] = value;
    out->present |= 1u << member;
    return true;
}

static bool scan(struct cursor *c, countersign_record *out)
{
    struct names names;
    bool more;

    names.count = 0;
    skip_space(c);
    if (c->at == c->end) return countersign_cursor_fail(c, COUNTERSIGN_LINE_TRUNCATED, c->end);
    if (*c->at != '{') return countersign_cursor_fail(c, COUNTERSIGN_LINE_NOT_OBJECT, c->at);
    more = !is_empty(c, '}');
    while (more) {
        countersign_span name;
        skip_space(c);
        const uint8_t *at = c->at;
        if (!name_and_colon(c, &name)) return false;
        int member = known(name);
        if (member >= 0) {
            if (!known_value(c, out, member, at)) return false;
        } else if (!note(c, &names, 0, name, at) || !skip_value(c, &names, 1)) {
            return false;
        }
        if (!comma_or(c, '}', &more)) return false;
    }
    skip_space(c);
    if (c->at < c->end) return countersign_cursor_fail(c, COUNTERSIGN_LINE_TRAILING, c->at);
    return true;
}

countersign_line_finding countersign_record_scan(uint8_t *line, size_t length, countersign_record *out)
{
    struct cursor c = {line, line, line + length, COUNTERSIGN_LINE_OK, line};
    countersign_line_finding finding = {COUNTERSIGN_LINE_OK, 0};

    memset(out, 0, sizeof *out);
    if (!scan(&c, out)) {
        finding.fault = c.fault;
        finding.offset = (size_t)(c.fault_at - line);
    }
    return finding;
}

bool countersign_line_is_blank(const uint8_t *line, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        if (line[i] != ' ' && line[i] != '\t' && line[i] != '\r') return false;
    }
    return true;
}

const char *countersign_line_fault_reason(countersign_line_fault fault)
{
    static const char *const reasons[] = {
        [COUNTERSIGN_LINE_OK] = "nothing is wrong",
        [COUNTERSIGN_LINE_SYNTAX] = "not JSON",
        [COUNTERSIGN_LINE_NOT_OBJECT] = "expected a JSON object",
        [COUNTERSIGN_LINE_UTF8] = "not UTF-8",
        [COUNTERSIGN_LINE_CONTROL] = "a control character in a string",
        [COUNTERSIGN_LINE_ESCAPE] = "an escape that JSON does not have",
        [COUNTERSIGN_LINE_SURROGATE] = "half of a surrogate pair",
        [COUNTERSIGN_LINE_DUPLICATE] = "a member that comes twice",
        [COUNTERSIGN_LINE_DEPTH] = "more than 64 levels",
        [COUNTERSIGN_LINE_TYPE] = "a member of the wrong type",
        [COUNTERSIGN_LINE_TRUNCATED] = "the line ends too early",
        [COUNTERSIGN_LINE_TRAILING] = "bytes after the object",
        [COUNTERSIGN_LINE_MEMBERS] = "more than 256 unknown members",
    };

    if ((size_t)fault >= sizeof reasons / sizeof reasons[0] || !reasons[fault]) return "unknown fault";
    return reasons[fault];
}
