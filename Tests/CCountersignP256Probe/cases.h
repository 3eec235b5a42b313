#ifndef COUNTERSIGN_PROBE_CASES_H
#define COUNTERSIGN_PROBE_CASES_H

/*
 * Verification cases whose verdict is known by construction. The secrets behind keys and nonces are test-only and
 * come from a seed; s = (e + r·d)/k is worked out in plain integers (plain.h).
 */

#include <stddef.h>

#include "CCountersignP256.h"
#include "plain.h"

enum {
    CASE_SIGNERS = 12,            /* keys that sign at random; each has its negative beside it */
    CASE_KEYS_MAX = 256,
    CASE_NONCES = 256,
    CASE_CRAFTED_MAX = 1600,
};

struct labelled {
    countersign_p256_signature signature;
    unsigned key; /* index into source.keys */
    uint8_t verdict;
    const char *kind;
};

struct case_source {
    uint64_t random;
    struct plain blind; /* crafted cases know it: exceptional for kernels that take it out of u1, or none */
    struct plain column_blind; /* the multiple of G that column 0 of its comb holds for a scalar of 1 */
    unsigned key_count;
    uint8_t keys[CASE_KEYS_MAX][64];
    bool good[CASE_KEYS_MAX];
    struct plain secrets[2 * CASE_SIGNERS]; /* 2i: d, 2i + 1: n - d */
    struct {
        struct plain inverse, r;
    } nonces[CASE_NONCES];
    unsigned crafted_count;
    struct labelled crafted[CASE_CRAFTED_MAX];
};

/* Keys, nonces and crafted cases of a seed. */
void cases_make(struct case_source *source, uint64_t seed);
uint64_t cases_random(struct case_source *source);

/* A valid signature of a random digest under signer `signer`. */
void cases_valid(struct case_source *source, struct labelled *out, unsigned signer);

/* Kinds of mutation: 0 leaves a case as it is. */
enum { CASE_MUTATIONS = 24 };
void cases_mutated(struct case_source *source, struct labelled *out, unsigned mutation);

/* Half valid, a quarter mutated, a quarter crafted or special. */
void cases_next(struct case_source *source, struct labelled *out);

/* The verdict that plain integers find; slow. */
uint8_t cases_judge(const struct case_source *source, const struct labelled *one);

#endif
