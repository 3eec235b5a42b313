/*
 * der.json and hex.json through the C codec, and the portable SHA-256, without a host library: for other word orders and
 * instruction sets. Reads lines from standard input (Scripts/check-cross.sh makes them of the JSON files):
 *
 *     der BYTES none R‖S | der BYTES DEFECT OFFSET | hex BYTES none VALUE CAPACITY | hex BYTES DEFECT OFFSET CAPACITY
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "CCountersignEncoding.h"
#include "CCountersignP256.h"

static int wrong;

static void expect(int condition, const char *line)
{
    if (!condition && wrong++ < 5) printf("WRONG: %s", line);
}

static size_t from_hex(const char *digits, uint8_t *out)
{
    size_t count = 0;
    for (; digits[0] && strcmp(digits, "-") != 0; digits += 2) {
        unsigned byte;
        if (sscanf(digits, "%2x", &byte) != 1) exit(65);
        out[count++] = (uint8_t)byte;
    }
    return count;
}

static void check_der(const char *line, const char *bytes, const char *defect, const char *rest)
{
    uint8_t der[4096], want[64], again[COUNTERSIGN_DER_MAX_BYTES];
    countersign_rs rs;
    const size_t length = from_hex(bytes, der);
    countersign_finding finding = countersign_der_decode(der, length, &rs);
    expect(strcmp(countersign_defect_name(finding.defect), defect) == 0, line);
    if (strcmp(defect, "none") != 0) {
        expect(finding.offset == strtoul(rest, NULL, 10), line);
        return;
    }
    from_hex(rest, want);
    expect(memcmp(&rs, want, 64) == 0, line);
    expect(countersign_der_encode(&rs, again, &finding) == length && memcmp(again, der, length) == 0, line);
    char field[COUNTERSIGN_FIELD_MAX_BYTES];
    const size_t digits = countersign_field_encode(&rs, field, &finding);
    expect(digits == 2 * length && memcmp(field, bytes, digits) == 0, line);
}

static void check_hex(const char *line, const char *bytes, const char *defect, const char *rest, size_t capacity)
{
    char text[4096], again[8192];
    uint8_t out[4096], want[4096];
    const size_t length = from_hex(bytes, (uint8_t *)text);
    const countersign_finding finding = countersign_hex_decode(text, length, out, capacity);
    expect(strcmp(countersign_defect_name(finding.defect), defect) == 0, line);
    if (strcmp(defect, "none") != 0) {
        expect(finding.offset == strtoul(rest, NULL, 10), line);
        return;
    }
    const size_t count = from_hex(rest, want);
    expect(memcmp(out, want, count) == 0, line);
    countersign_hex_encode(out, count, again);
    expect(count == 0 || memcmp(again, rest, 2 * count) == 0, line);
}

static void check_sha256(void)
{
    static const char *const texts[] = {"", "abc", "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"};
    static const char *const digests[] = {
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"};
    for (int i = 0; i < 3; i++) {
        uint8_t digest[32], want[32];
        from_hex(digests[i], want);
        expect(countersign_p256_sha256((const uint8_t *)texts[i], strlen(texts[i]), digest) == COUNTERSIGN_P256_OK &&
                   memcmp(digest, want, 32) == 0, "SHA-256\n");
    }
}

int main(void)
{
    static char line[16384], kind[8], bytes[8192], defect[64], rest[8192];
    int rows = 0;
    while (fgets(line, sizeof line, stdin)) {
        size_t capacity = 0;
        const int fields = sscanf(line, "%7s %8191s %63s %8191s %zu", kind, bytes, defect, rest, &capacity);
        if (fields < 4) return printf("not a case: %s", line), 65;
        if (strcmp(kind, "der") == 0) check_der(line, bytes, defect, rest);
        else check_hex(line, bytes, defect, rest, capacity);
        rows++;
    }
    check_sha256();
    printf("encoding: %d rows, %d wrong\n", rows, wrong);
    return rows == 0 || wrong != 0;
}
