/* Marks private scalars as undefined and runs what handles them. Under valgrind, each branch or address that depends on
 * one is then reported; Scripts/check-constant-time.sh runs it and says what may be reported.
 *
 * PLANT puts a mistake in, to show that it is found: 1 a branch on the scalar, 2 a table look-up by the scalar,
 * 3 a product whose verdicts are not published. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <valgrind/memcheck.h>

#include "CCountersignOpenSSL.h"

#ifndef PLANT
#define PLANT 0
#endif

#define MAX_BYTES 1024
#define SEC1_SCALAR 7
#define PKCS8_SCALAR 36

static const char passphrase[] = "correct horse";
static unsigned checks;

/* Takes the place of the product's, which does nothing. */
void countersign_publish(void *bytes, size_t length);
void countersign_publish(void *bytes, size_t length) {
    if (PLANT != 3) (void)VALGRIND_MAKE_MEM_DEFINED(bytes, length);
}

static void expect(int is_so, const char *what) {
    checks += 1;
    if (is_so) return;
    fprintf(stderr, "secret_branches: %s\n", what);
    exit(70);
}

/* Where the bytes of the scalar stand, whole: in PEM the digits that hold nothing but bits of the scalar. */
static void mark(countersign_key_format format, uint8_t *bytes, size_t length) {
    size_t first = 0, behind = COUNTERSIGN_SCALAR_BYTES;
    if (format == COUNTERSIGN_KEY_PKCS8_DER || format == COUNTERSIGN_KEY_PKCS8_PEM) first = PKCS8_SCALAR;
    if (format == COUNTERSIGN_KEY_SEC1_DER || format == COUNTERSIGN_KEY_SEC1_PEM) first = SEC1_SCALAR;
    if (format == COUNTERSIGN_KEY_X963_PRIVATE) first = COUNTERSIGN_POINT_BYTES;
    behind += first;
    if (format != COUNTERSIGN_KEY_PKCS8_PEM && format != COUNTERSIGN_KEY_SEC1_PEM) {
        (void)VALGRIND_MAKE_MEM_UNDEFINED(bytes + first, behind - first);
        return;
    }
    size_t digit = 0, at = 0;
    while (at < length && bytes[at] != '\n') at += 1;
    for (at += 1; at < length && digit < behind * 8 / 6; at++) {
        if (bytes[at] == '\n') continue;
        if (digit * 6 >= first * 8) (void)VALGRIND_MAKE_MEM_UNDEFINED(bytes + at, 1);
        digit += 1;
    }
}

static const countersign_key_format forms[] = {
    COUNTERSIGN_KEY_SCALAR, COUNTERSIGN_KEY_X963_PRIVATE, COUNTERSIGN_KEY_PKCS8_DER, COUNTERSIGN_KEY_PKCS8_PEM,
    COUNTERSIGN_KEY_SEC1_DER, COUNTERSIGN_KEY_SEC1_PEM,
};
#define FORMS (sizeof forms / sizeof forms[0])

static size_t write_key(const countersign_key *key, countersign_key_format format, int sealed, uint8_t *out) {
    size_t written = 0;
    countersign_status status = countersign_key_write(
        key, format, sealed ? (const uint8_t *)passphrase : NULL, sealed ? sizeof passphrase - 1 : 0, out, MAX_BYTES,
        &written, NULL);
    expect(status == COUNTERSIGN_OK && written > 0, "a key was not written");
    return written;
}

static void sign_with(const countersign_key *key) {
    char field[COUNTERSIGN_FIELD_MAX_BYTES];
    size_t length = 0;
    expect(countersign_challenge_sign(key, "212212", 6, field, &length, NULL) == COUNTERSIGN_OK, "nothing was signed");
    expect(countersign_challenge_verify(key, "212212", 6, field, length, NULL) == COUNTERSIGN_OK, "it does not verify");
}

static void write_all(const countersign_key *key) {
    uint8_t bytes[MAX_BYTES];
    for (size_t i = 0; i < FORMS; i++) write_key(key, forms[i], 0, bytes);
    write_key(key, COUNTERSIGN_KEY_PKCS8_ENCRYPTED_PEM, 1, bytes);
}

/* Reads one form with its scalar marked, under its own name and as one that is to be found out. */
static void run(const countersign_key *made, countersign_key_format form, int is_last) {
    uint8_t bytes[MAX_BYTES], before[COUNTERSIGN_POINT_BYTES], after[COUNTERSIGN_POINT_BYTES];
    size_t length = write_key(made, form, 0, bytes);
    countersign_key_point(made, before);
    mark(form, bytes, length);
    const countersign_key_format asked[] = { form, COUNTERSIGN_KEY_ANY };
    for (size_t i = 0; i < 2; i++) {
        countersign_key *key = NULL;
        countersign_key_format found;
        expect(
            countersign_key_read(bytes, length, asked[i], NULL, 0, &key, &found, NULL) == COUNTERSIGN_OK,
            "a key was not read");
        expect(found == form, "another format was found");
        countersign_key_point(key, after);
        expect(memcmp(before, after, sizeof before) == 0, "another point was read");
        sign_with(key);
        if (is_last && i == 1) write_all(key);
        countersign_key_free(key);
    }
}

/* Scalars that are refused: the way to the refusal tells no more than that it came. */
static void refuse(uint8_t fill) {
    uint8_t scalar[COUNTERSIGN_SCALAR_BYTES];
    memset(scalar, fill, sizeof scalar);
    (void)VALGRIND_MAKE_MEM_UNDEFINED(scalar, sizeof scalar);
    countersign_key *key = NULL;
    expect(
        countersign_key_read(scalar, sizeof scalar, COUNTERSIGN_KEY_SCALAR, NULL, 0, &key, NULL, NULL)
            == COUNTERSIGN_ERROR_KEY_SCALAR,
        "a scalar out of range was read");
}

static void plant(const countersign_key *key) {
    static volatile unsigned table[256];
    uint8_t scalar[MAX_BYTES];
    size_t length = write_key(key, COUNTERSIGN_KEY_SCALAR, 0, scalar);
    mark(COUNTERSIGN_KEY_SCALAR, scalar, length);
    if (PLANT == 1 && (scalar[0] & 1) != 0) table[0] += 1;
    if (PLANT == 2) table[1] = table[scalar[0]];
}

int main(void) {
    if (!RUNNING_ON_VALGRIND) {
        fprintf(stderr, "secret_branches: says nothing without valgrind\n");
        return 64;
    }
    countersign_key *made = NULL;
    expect(countersign_key_generate(&made, NULL) == COUNTERSIGN_OK, "no key was made");
    if (PLANT == 1 || PLANT == 2) {
        plant(made);
    } else {
        for (size_t i = 0; i < FORMS; i++) run(made, forms[i], PLANT == 0 && i == FORMS - 1);
        refuse(0x00);
        refuse(0xff);
    }
    countersign_key_free(made);
    printf("%u steps with secrets marked\n", checks);
    return 0;
}
