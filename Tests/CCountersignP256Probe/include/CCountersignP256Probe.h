#ifndef COUNTERSIGN_P256_PROBE_H
#define COUNTERSIGN_P256_PROBE_H

/*
 * Opens the insides of the kernels to tests: field, point and scalar arithmetic on plain integers (not
 * Montgomery), four 64-bit words each, least significant first. Each function works on `lanes` elements.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct countersign_probe_words {
    uint64_t w[4];
} countersign_probe_words;

typedef struct countersign_probe_point {
    countersign_probe_words x, y;
} countersign_probe_point;

/* One kernel's arithmetic mod p. Inputs may be any integers below 2^256; results are below p. */
typedef struct countersign_probe {
    const char *name;
    unsigned lanes;
    uint32_t needs; /* CPU features, 0: runs everywhere; see countersign_probe_usable */
    void (*multiply)(const countersign_probe_words *a, const countersign_probe_words *b, countersign_probe_words *r);
    void (*square)(const countersign_probe_words *a, countersign_probe_words *r);
    void (*subtract)(const countersign_probe_words *a, const countersign_probe_words *b, countersign_probe_words *r);
    /* false if any lane is 0 mod p; r is then untouched */
    bool (*invert)(const countersign_probe_words *a, countersign_probe_words *r);
    /* bit l: lane l is 0 mod p */
    uint8_t (*zero)(const countersign_probe_words *a);
    /* r = 2^times · a, and r = a + b: points of the curve; false if a lane ends at infinity or met equal x */
    bool (*point_double)(const countersign_probe_point *a, unsigned times, countersign_probe_point *r);
    bool (*point_add)(const countersign_probe_point *a, const countersign_probe_point *b, countersign_probe_point *r);
} countersign_probe;

size_t countersign_probe_count(void);
const countersign_probe *countersign_probe_at(size_t index);
bool countersign_probe_usable(const countersign_probe *probe);

/* Arithmetic mod n of all kernels' slow parts: a · b, and 1/a (0 < a < n); a, b below n. */
void countersign_probe_scalar_multiply(
    const countersign_probe_words *a, const countersign_probe_words *b, countersign_probe_words *r);
void countersign_probe_scalar_invert(const countersign_probe_words *a, countersign_probe_words *r);

/* Decided by the complete formulas alone: a countersign_p256_verdict for digest, r, s and key (x ‖ y), big endian. */
int countersign_probe_complete_verify(
    const uint8_t digest[32], const uint8_t r[32], const uint8_t s[32], const uint8_t key[64]);

#endif
