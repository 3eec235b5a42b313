/* What a batch costs whose every item was made to meet exceptional points, beside one of honest signatures. */
#define OPENSSL_SUPPRESS_DEPRECATED
#include "bench.h"

#include <openssl/bn.h>
#include <openssl/ecdsa.h>
#include <openssl/obj_mac.h>
#include <openssl/rand.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

const char *bench_attack_name(enum bench_attack attack)
{
    switch (attack) {
    case BENCH_ATTACK_INFINITY: return "u1·G + u2·Q is infinity";
    case BENCH_ATTACK_EQUAL: return "Q = G, u1 = u2";
    case BENCH_ATTACK_SMALL: return "Q = G, u2 below 2^8";
    case BENCH_ATTACKS: break;
    }
    return "";
}

struct side {
    size_t count;
    countersign_p256_item *items;
    countersign_p256_enrolled_item *enrolled;
    uint8_t *verdicts, *expected;
    void *memory;
};

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e6 + (double)t.tv_nsec * 1e-3;
}

static void put_point(uint8_t key[64], const EC_KEY *of, const EC_POINT *point)
{
    uint8_t encoded[65];
    EC_POINT_point2oct(EC_KEY_get0_group(of), point, POINT_CONVERSION_UNCOMPRESSED, encoded, sizeof encoded, NULL);
    memcpy(key, encoded + 1, 64);
}

static void make_honest(countersign_p256_item *item, EC_KEY *key)
{
    const BIGNUM *r, *s;
    RAND_bytes(item->signature.digest, 32);
    ECDSA_SIG *signature = ECDSA_do_sign(item->signature.digest, 32, key);
    ECDSA_SIG_get0(signature, &r, &s);
    BN_bn2binpad(r, item->signature.r, 32);
    BN_bn2binpad(s, item->signature.s, 32);
    ECDSA_SIG_free(signature);
    put_point(item->key, key, EC_KEY_get0_public_key(key));
}

/* Any u1 and u2 that one likes: s at random, digest = u1·s, r = u2·s. The key is G itself. */
static void make_crafted(countersign_p256_item *item, const EC_KEY *key, enum bench_attack attack, BN_CTX *context)
{
    const EC_GROUP *group = EC_KEY_get0_group(key);
    const BIGNUM *n = EC_GROUP_get0_order(group);
    BIGNUM *s = BN_new(), *u1 = BN_new(), *u2 = BN_new(), *digest = BN_new(), *r = BN_new();
    BN_rand_range(s, n);
    BN_rand_range(u1, n);
    BN_copy(u2, u1);
    if (attack == BENCH_ATTACK_INFINITY) BN_sub(u1, n, u2);
    if (attack == BENCH_ATTACK_SMALL) BN_mask_bits(u2, 8), BN_set_bit(u2, 0);
    BN_mod_mul(digest, u1, s, n, context);
    BN_mod_mul(r, u2, s, n, context);
    BN_bn2binpad(digest, item->signature.digest, 32);
    BN_bn2binpad(r, item->signature.r, 32);
    BN_bn2binpad(s, item->signature.s, 32);
    put_point(item->key, key, EC_GROUP_get0_generator(group));
    BN_free(s), BN_free(u1), BN_free(u2), BN_free(digest), BN_free(r);
}

/* A table for the one key of `side`; false if there is none. */
static bool enrol(struct side *side, countersign_p256_workspace *workspace, uint32_t bytes)
{
    countersign_p256_table table;
    uint8_t result;
    side->memory = aligned_alloc(4096, (bytes + 4095) & ~(size_t)4095);
    if (countersign_p256_build_tables(workspace, bytes, (const uint8_t(*)[64])side->items[0].key, 1, &side->memory, &table,
                                      &result)) return false;
    side->enrolled = malloc(side->count * sizeof *side->enrolled);
    for (size_t i = 0; i < side->count; i++) {
        side->enrolled[i] = (countersign_p256_enrolled_item){side->items[i].signature, table};
    }
    return true;
}

static struct side side_create(size_t count, bool valid)
{
    struct side side = {.count = count, .items = malloc(count * sizeof *side.items)};
    side.verdicts = malloc(count);
    side.expected = malloc(count);
    memset(side.expected, valid, count);
    return side;
}

static void side_free(struct side *side)
{
    free(side->items), free(side->enrolled), free(side->verdicts), free(side->expected), free(side->memory);
}

/* Microseconds per item; 0 if a verdict is wrong. */
static double turn(struct side *side, countersign_p256_workspace *workspace, countersign_p256_statistics *statistics)
{
    const double start = now();
    if (side->enrolled)
        countersign_p256_verify_enrolled(workspace, side->enrolled, side->count, side->verdicts, statistics);
    else countersign_p256_verify(workspace, side->items, side->count, side->verdicts, statistics);
    const double time = (now() - start) / (double)side->count;
    return memcmp(side->verdicts, side->expected, side->count) ? 0 : time;
}

static int ascending(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *values, unsigned count)
{
    qsort(values, count, sizeof *values, ascending);
    return values[count / 2];
}

struct bench_crafted bench_crafted(countersign_p256_workspace *workspace, uint32_t table_bytes, enum bench_attack attack,
                                   unsigned rounds)
{
    enum { COUNT = 2048 };
    static double times[BENCH_ROUNDS_MAX], shares[BENCH_ROUNDS_MAX];
    struct bench_crafted out = {0};
    struct side honest = side_create(COUNT, true), crafted = side_create(COUNT, false);
    EC_KEY *key = EC_KEY_new_by_curve_name(NID_X9_62_prime256v1);
    BN_CTX *context = BN_CTX_new();
    EC_KEY_generate_key(key);
    for (size_t i = 0; i < COUNT; i++) {
        make_honest(&honest.items[i], key);
        make_crafted(&crafted.items[i], key, attack, context);
    }
    bool sound = !table_bytes || (enrol(&honest, workspace, table_bytes) && enrol(&crafted, workspace, table_bytes));
    countersign_p256_statistics statistics = {0};
    for (unsigned round = 0; sound && round <= rounds; round++) { /* the first warms up */
        const double before = turn(&honest, workspace, NULL);
        const double time = turn(&crafted, workspace, &statistics);
        const double after = turn(&honest, workspace, NULL);
        sound = before > 0 && time > 0 && after > 0;
        if (round == 0) continue;
        times[round - 1] = time;
        shares[round - 1] = 2 * time / (before + after);
    }
    if (sound) {
        out.microseconds = median(times, rounds);
        out.share = median(shares, rounds);
        out.again = (double)statistics.slow_path / (double)statistics.items;
        out.complete = (double)statistics.complete / (double)statistics.items;
    }
    BN_CTX_free(context);
    EC_KEY_free(key);
    side_free(&honest), side_free(&crafted);
    return out;
}
