/* OpenSSL's low-level calls are deprecated; they are its fastest verify, so they are the measure. */
#define OPENSSL_SUPPRESS_DEPRECATED
#include "bench.h"

#include <openssl/ecdsa.h>
#include <openssl/obj_mac.h>
#include <openssl/rand.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#if defined(__linux__)
#include <sys/mman.h>
#endif

enum { SIGNATURES = 4096, OPENSSL_PER_TURN = 100 };

struct bench {
    size_t keys;
    EC_KEY **key;
    countersign_p256_item *items; /* one per key, the last in 32 with a flaw */
    ECDSA_SIG **signatures;
    uint8_t *expected;
};

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e6 + (double)t.tv_nsec * 1e-3;
}

static void *allocate(size_t bytes)
{
    size_t page = bytes >= 2 << 20 ? 2 << 20 : 64;
    void *memory = aligned_alloc(page, (bytes + page - 1) & ~(page - 1));
    if (!memory) {
        fprintf(stderr, "no memory for %zu bytes\n", bytes);
        exit(1);
    }
#if defined(__linux__)
    if (page > 64) madvise(memory, bytes, MADV_HUGEPAGE);
#endif
    return memory;
}

static void make_item(struct bench *b, size_t i)
{
    countersign_p256_item *item = &b->items[i];
    EC_KEY *key = EC_KEY_new_by_curve_name(NID_X9_62_prime256v1);
    uint8_t encoded[65];
    EC_KEY_generate_key(key);
    EC_POINT_point2oct(EC_KEY_get0_group(key), EC_KEY_get0_public_key(key), POINT_CONVERSION_UNCOMPRESSED, encoded,
                       sizeof encoded, NULL);
    memcpy(item->key, encoded + 1, 64);
    RAND_bytes(item->signature.digest, 32);
    ECDSA_SIG *signature = ECDSA_do_sign(item->signature.digest, 32, key);
    const BIGNUM *r, *s;
    ECDSA_SIG_get0(signature, &r, &s);
    BN_bn2binpad(r, item->signature.r, 32);
    BN_bn2binpad(s, item->signature.s, 32);
    b->expected[i] = i % 32 != 31;
    if (!b->expected[i]) item->signature.digest[i % 31] ^= 1;
    b->key[i] = key;
    b->signatures[i] = signature;
}

static void grow(struct bench *b, size_t keys)
{
    if (keys <= b->keys) return;
    b->key = realloc(b->key, keys * sizeof *b->key);
    b->items = realloc(b->items, keys * sizeof *b->items);
    b->signatures = realloc(b->signatures, keys * sizeof *b->signatures);
    b->expected = realloc(b->expected, keys);
    for (size_t i = b->keys; i < keys; i++) make_item(b, i);
    b->keys = keys;
}

struct bench *bench_create(size_t keys)
{
    struct bench *b = calloc(1, sizeof *b);
    grow(b, keys);
    return b;
}

void bench_free(struct bench *b)
{
    for (size_t i = 0; i < b->keys; i++) {
        EC_KEY_free(b->key[i]);
        ECDSA_SIG_free(b->signatures[i]);
    }
    free(b->key);
    free(b->items);
    free(b->signatures);
    free(b->expected);
    free(b);
}

static void wrong_verdict(size_t i)
{
    fprintf(stderr, "WRONG VERDICT at item %zu\n", i);
    exit(1);
}

/* Microseconds per signature of OpenSSL. */
static double turn_openssl(const struct bench *b, size_t *next)
{
    double start = now();
    for (int k = 0; k < OPENSSL_PER_TURN; k++) {
        size_t i = *next = (*next + 1) % 1000;
        int ok = ECDSA_do_verify(b->items[i].signature.digest, 32, b->signatures[i], b->key[i]);
        if ((ok == 1) != b->expected[i]) wrong_verdict(i);
    }
    return (now() - start) / OPENSSL_PER_TURN;
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double quantile(double *values, unsigned count, double q)
{
    qsort(values, count, sizeof *values, ascending);
    return values[(unsigned)(q * (count - 1) + 0.5)];
}

/* What a row needs: signatures in random key order, and the tables. */
struct work {
    size_t count;
    countersign_p256_item *items;
    countersign_p256_enrolled_item *enrolled;
    uint8_t *expected, *verdicts;
    void *memory;
    double build_microseconds;
};

static struct work work_create(struct bench *b, countersign_p256_workspace *workspace, uint32_t bytes, size_t keys)
{
    struct work w = {.count = keys > SIGNATURES ? keys : SIGNATURES};
    countersign_p256_table *tables = NULL;
    if (bytes) {
        uint8_t(*raw)[64] = malloc(keys * 64), *results = malloc(keys);
        void **memory = malloc(keys * sizeof *memory);
        tables = malloc(keys * sizeof *tables);
        w.memory = allocate(keys * bytes);
        memset(w.memory, 0, keys * bytes);
        for (size_t i = 0; i < keys; i++) {
            memcpy(raw[i], b->items[i].key, 64);
            memory[i] = (uint8_t *)w.memory + i * bytes;
        }
        double start = now();
        if (countersign_p256_build_tables(workspace, bytes, raw, keys, memory, tables, results)) wrong_verdict(0);
        w.build_microseconds = (now() - start) / (double)keys;
        free(raw);
        free(results);
        free(memory);
        w.enrolled = malloc(w.count * sizeof *w.enrolled);
    } else {
        w.items = malloc(w.count * sizeof *w.items);
    }
    w.expected = malloc(w.count);
    w.verdicts = malloc(w.count);
    /* A fixed stride that is coprime to the count walks the keys out of order. */
    for (size_t i = 0; i < w.count; i++) {
        size_t k = keys > SIGNATURES ? (i * 7919) % keys : i % keys;
        w.expected[i] = b->expected[k];
        if (bytes) w.enrolled[i] = (countersign_p256_enrolled_item){b->items[k].signature, tables[k]};
        else w.items[i] = b->items[k];
    }
    free(tables);
    return w;
}

static void work_free(struct work *w)
{
    free(w->items);
    free(w->enrolled);
    free(w->expected);
    free(w->verdicts);
    free(w->memory);
}

struct result bench_row(struct bench *b, countersign_p256_workspace *workspace, uint32_t table_bytes, size_t keys,
                        size_t batch, unsigned rounds)
{
    static double times[BENCH_ROUNDS_MAX], openssl[BENCH_ROUNDS_MAX], ratios[BENCH_ROUNDS_MAX];
    grow(b, keys < 1000 ? 1000 : keys);
    struct work w = work_create(b, workspace, table_bytes, keys);
    /* About 10 ms per turn. */
    size_t per_turn = table_bytes ? w.count : w.count / 4, next = 0, at = 0;
    if (batch < 64) per_turn /= 4;
    per_turn -= per_turn % batch;
    if (per_turn == 0) per_turn = batch;
    for (unsigned round = 0; round <= rounds; round++) { /* the first warms up */
        double before = turn_openssl(b, &next);
        double start = now();
        for (size_t done = 0; done < per_turn; done += batch) {
            size_t i = at + batch <= w.count ? at : 0;
            at = i + batch;
            if (table_bytes) countersign_p256_verify_enrolled(workspace, w.enrolled + i, batch, w.verdicts + i, NULL);
            else countersign_p256_verify(workspace, w.items + i, batch, w.verdicts + i, NULL);
            if (memcmp(w.verdicts + i, w.expected + i, batch) != 0) wrong_verdict(i);
        }
        double time = (now() - start) / (double)per_turn;
        double after = turn_openssl(b, &next);
        if (round == 0) continue;
        times[round - 1] = time;
        openssl[round - 1] = (before + after) / 2;
        ratios[round - 1] = openssl[round - 1] / time;
    }
    struct result r = {
        .rounds = rounds,
        .microseconds = quantile(times, rounds, 0.5),
        .openssl_microseconds = quantile(openssl, rounds, 0.5),
        .ratio = quantile(ratios, rounds, 0.5),
        .ratio_low = quantile(ratios, rounds, 0.25),
        .ratio_high = quantile(ratios, rounds, 0.75),
        .build_microseconds = w.build_microseconds,
    };
    work_free(&w);
    return r;
}
