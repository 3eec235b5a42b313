/*
 * Differential fuzzing of all kernels with known labels: signatures made from chosen u1, u2 and d (special,
 * related, random), mutated, in batches of random size, on both paths and all table sizes. Some keys are crafted
 * so that inside the enrolled tree two equal x meet. A part of the labels is checked against OpenSSL.
 *
 *     fuzz_verify [seconds] [seed]        prints seed, cases and disagreements; exit 1 if there are any
 */
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/ecdsa.h>
#include <openssl/obj_mac.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "../../Sources/CCountersignP256/comb.h"
#include "../../Sources/CCountersignP256/include/CCountersignP256.h"

enum { KEYS = 48, CRAFTED_KEYS = 6, BATCH_MAX = 700, KERNELS_MAX = 8, OPENSSL_ONE_IN = 16 };

struct key {
    BIGNUM *d, *u1, *u2; /* u1, u2: the scalars that collide, for a crafted key */
    bool crafted;
    uint8_t bytes[64];
    EC_KEY *openssl;
};

static uint64_t state;
static EC_GROUP *curve;
static BN_CTX *context;
static BIGNUM *n;
static struct key keys[KEYS];

static uint64_t random64(void)
{
    state += 0x9e3779b97f4a7c15u;
    uint64_t z = state;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return z ^ z >> 31;
}

static unsigned below(unsigned limit) { return (unsigned)(random64() % limit); }

/* 1 … n-1, more often than not of a shape that meets special cases. */
static void special_scalar(BIGNUM *r)
{
    uint8_t bytes[32];
    for (int i = 0; i < 32; i++) bytes[i] = (uint8_t)random64();
    switch (below(10)) {
    case 0: BN_set_word(r, 1 + below(40)); break;
    case 1: BN_set_word(r, 1 + below(40)), BN_sub(r, n, r); break;
    case 2: BN_one(r), BN_lshift(r, r, (int)below(256)); break;
    case 3: BN_one(r), BN_lshift(r, r, (int)below(256)), BN_sub_word(r, 1 + below(3)); break;
    case 4: /* few bits */
        memset(bytes, 0, 32);
        for (unsigned i = below(3) + 1; i > 0; i--) bytes[below(32)] |= (uint8_t)(1u << below(8));
        BN_bin2bn(bytes, 32, r);
        break;
    case 5: /* nearly all ones */
        memset(bytes, 0xff, 32);
        bytes[below(32)] ^= (uint8_t)random64();
        BN_bin2bn(bytes, 32, r);
        break;
    case 6: BN_set_word(r, 1 + below(7)), BN_lshift(r, r, 8 * (int)below(32)); break;
    default: BN_bin2bn(bytes, 32, r);
    }
    BN_nnmod(r, r, n, context);
    if (BN_is_zero(r)) BN_one(r);
}

/* The multiple of the point that the first `blocks` points of column 0 sum up to, for scalar k (recode.h). */
static void column_sum(BIGNUM *r, const BIGNUM *k, const struct comb *comb, unsigned blocks)
{
    BIGNUM *odd = BN_dup(k), *signs = BN_new(), *power = BN_new();
    bool flip = !BN_is_odd(odd);
    if (flip) BN_sub(odd, n, odd);
    BN_rshift1(signs, odd);
    BN_set_bit(signs, (int)(comb->teeth * comb->blocks * comb->columns) - 1);
    BN_zero(r);
    for (unsigned tooth = 0; tooth < comb->teeth; tooth++) {
        for (unsigned block = 0; block < blocks; block++) {
            int j = (int)((tooth * comb->blocks + block) * comb->columns);
            BN_one(power);
            BN_lshift(power, power, j);
            if (BN_is_bit_set(signs, j) != flip) BN_add(r, r, power);
            else BN_sub(r, r, power);
        }
    }
    BN_nnmod(r, r, n, context);
    BN_free(odd), BN_free(signs), BN_free(power);
}

/* A d for which the key's and the generator's sums of column 0 are equal or opposite points. */
static void craft(struct key *key, const struct comb *comb)
{
    const struct comb *generator = countersign_comb_of_generator(comb);
    BIGNUM *mine = BN_new(), *its = BN_new();
    special_scalar(key->u1);
    special_scalar(key->u2);
    column_sum(mine, key->u2, comb, comb->blocks);
    column_sum(its, key->u1, generator, generator->blocks);
    if (!BN_is_zero(mine) && !BN_is_zero(its)) {
        BN_mod_inverse(mine, mine, n, context);
        BN_mod_mul(key->d, mine, its, n, context);
        if (below(2)) BN_sub(key->d, n, key->d);
        key->crafted = true;
    }
    BN_free(mine), BN_free(its);
}

static void make_key(struct key *key, bool wants_craft, const struct comb *comb)
{
    if (!key->d) key->d = BN_new(), key->u1 = BN_new(), key->u2 = BN_new();
    key->crafted = false;
    special_scalar(key->d);
    if (wants_craft) craft(key, comb);
    EC_POINT *q = EC_POINT_new(curve);
    uint8_t encoded[65];
    EC_POINT_mul(curve, q, key->d, NULL, NULL, context);
    EC_POINT_point2oct(curve, q, POINT_CONVERSION_UNCOMPRESSED, encoded, 65, context);
    memcpy(key->bytes, encoded + 1, 64);
    EC_KEY_free(key->openssl);
    key->openssl = EC_KEY_new_by_curve_name(NID_X9_62_prime256v1);
    EC_KEY_set_public_key(key->openssl, q);
    EC_POINT_free(q);
}

/* A signature for which u1·G + u2·Q is known, then perhaps spoilt; returns its verdict. */
static uint8_t make_signature(countersign_p256_signature *out, const struct key *key)
{
    BN_CTX_start(context);
    BIGNUM *u1 = BN_CTX_get(context), *u2 = BN_CTX_get(context), *k = BN_CTX_get(context), *r = BN_CTX_get(context);
    BIGNUM *s = BN_CTX_get(context), *e = BN_CTX_get(context), *t = BN_CTX_get(context);
    special_scalar(u1);
    special_scalar(u2);
    switch (below(12)) {
    case 0: BN_mod_mul(u1, u2, key->d, n, context); break;                     /* doubling */
    case 1: BN_mod_mul(u1, u2, key->d, n, context), BN_sub(u1, n, u1); break;  /* infinity */
    case 2: BN_zero(u1); break;
    case 3: BN_copy(u1, u2); break;
    }
    if (key->crafted) BN_copy(u1, key->u1), BN_copy(u2, key->u2);
    BN_mod_mul(k, u2, key->d, n, context);
    BN_mod_add(k, k, u1, n, context);
    uint8_t verdict = BN_is_zero(k) ? COUNTERSIGN_P256_INVALID : COUNTERSIGN_P256_VALID;
    if (verdict == COUNTERSIGN_P256_VALID) {
        EC_POINT *point = EC_POINT_new(curve);
        EC_POINT_mul(curve, point, k, NULL, NULL, context);
        EC_POINT_get_affine_coordinates(curve, point, t, NULL, context);
        BN_nnmod(r, t, n, context);
        EC_POINT_free(point);
    } else {
        BN_set_word(r, 5);
    }
    BN_mod_inverse(t, u2, n, context);
    BN_mod_mul(s, r, t, n, context);
    BN_mod_mul(e, u1, s, n, context);
    if (BN_num_bits(e) < 224 && below(4) == 0) BN_add(e, e, n); /* a digest that is not reduced */
    const uint8_t wrong = COUNTERSIGN_P256_INVALID, range = COUNTERSIGN_P256_BAD_RANGE;
    switch (below(24)) {
    case 0: BN_sub(s, n, s); break; /* as valid as before */
    case 1: BN_add_word(e, 1), verdict = wrong; break;
    case 2: BN_add_word(r, 1), verdict = BN_cmp(r, n) < 0 ? wrong : range; break;
    case 3: BN_add_word(s, 1), verdict = BN_cmp(s, n) < 0 ? wrong : range; break;
    case 4: BN_zero(r), verdict = range; break;
    case 5: BN_zero(s), verdict = range; break;
    case 6: BN_copy(r, n), verdict = range; break;
    case 7: BN_copy(s, n), verdict = range; break;
    case 8: BN_sub(r, n, r), verdict = wrong; break;
    }
    BN_bn2binpad(e, out->digest, 32);
    BN_bn2binpad(r, out->r, 32);
    BN_bn2binpad(s, out->s, 32);
    BN_CTX_end(context);
    return verdict;
}

static bool openssl_accepts(const countersign_p256_signature *signature, const struct key *key)
{
    ECDSA_SIG *sig = ECDSA_SIG_new();
    ECDSA_SIG_set0(sig, BN_bin2bn(signature->r, 32, NULL), BN_bin2bn(signature->s, 32, NULL));
    bool ok = ECDSA_do_verify(signature->digest, 32, sig, key->openssl) == 1;
    ECDSA_SIG_free(sig);
    return ok;
}

static unsigned long disagreements;

static void compare(const char *kernel, const char *path, uint32_t bytes, const uint8_t *got, const uint8_t *want, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (got[i] == want[i]) continue;
        disagreements++;
        printf("%s %s %u: item %zu of %zu: got %d, want %d\n", kernel, path, bytes, i, count, got[i], want[i]);
    }
}

int main(int argc, char **argv)
{
    static countersign_p256_item items[BATCH_MAX];
    static countersign_p256_enrolled_item enrolled[BATCH_MAX];
    static uint8_t want[BATCH_MAX], got[BATCH_MAX], results[KEYS], raw[KEYS][64];
    static size_t of[BATCH_MAX];
    countersign_p256_statistics unknown_counts = {0}, enrolled_counts = {0};
    countersign_p256_workspace *workspaces[KERNELS_MAX] = {NULL};
    countersign_p256_table tables[KEYS];
    void *memory[KEYS];
    unsigned long cases = 0, asked = 0;

    time_t end = time(NULL) + (argc > 1 ? atoi(argv[1]) : 20);
    state = argc > 2 ? strtoull(argv[2], NULL, 0) : (uint64_t)time(NULL) * 7919;
    printf("seed %llu\n", (unsigned long long)state);
    curve = EC_GROUP_new_by_curve_name(NID_X9_62_prime256v1);
    context = BN_CTX_new();
    n = BN_new();
    EC_GROUP_get_order(curve, n, context);
    size_t kernels = countersign_p256_kernel_count();
    for (size_t i = 0; i < kernels; i++) {
        countersign_p256_kernel_info info;
        countersign_p256_kernel_describe(i, &info);
        if (info.available && countersign_p256_workspace_create(info.name, &workspaces[i])) return 1;
    }
    uint8_t *block = aligned_alloc(64, (size_t)KEYS * COUNTERSIGN_P256_TABLE_64K);
    if (!block) return 1;

    while (time(NULL) < end && disagreements < 20) {
        uint32_t bytes = countersign_p256_table_size_at(below((unsigned)countersign_p256_table_size_count()));
        for (size_t i = 0; i < KEYS; i++) {
            make_key(&keys[i], i < CRAFTED_KEYS && below(2), countersign_comb_for_bytes(bytes));
            memcpy(raw[i], keys[i].bytes, 64);
            memory[i] = block + i * bytes;
        }
        size_t count = 1 + below(below(3) ? BATCH_MAX : 40);
        for (size_t i = 0; i < count; i++) {
            const struct key *key = &keys[of[i] = below(KEYS)];
            want[i] = make_signature(&items[i].signature, key);
            memcpy(items[i].key, key->bytes, 64);
            if (below(OPENSSL_ONE_IN)) continue;
            asked++;
            if (openssl_accepts(&items[i].signature, key) == (want[i] == COUNTERSIGN_P256_VALID)) continue;
            printf("OpenSSL disagrees with the label %d\n", want[i]);
            disagreements++;
        }
        for (size_t k = 0; k < kernels; k++) {
            countersign_p256_workspace *w = workspaces[k];
            if (!w) continue;
            const char *name = countersign_p256_workspace_kernel(w);
            memset(got, 0xff, sizeof got);
            if (countersign_p256_verify(w, items, count, got, &unknown_counts)) disagreements++;
            compare(name, "unknown", 0, got, want, count);
            if (countersign_p256_build_tables(w, bytes, (const uint8_t(*)[64])raw, KEYS, memory, tables, results)) {
                disagreements++;
                continue;
            }
            for (size_t i = 0; i < count; i++) {
                enrolled[i] = (countersign_p256_enrolled_item){items[i].signature, tables[of[i]]};
            }
            memset(got, 0xff, sizeof got);
            if (countersign_p256_verify_enrolled(w, enrolled, count, got, &enrolled_counts)) disagreements++;
            compare(name, "enrolled", bytes, got, want, count);
            cases += 2 * count;
        }
    }
    printf("cases %lu, disagreements %lu, labels checked against OpenSSL %lu\n", cases, disagreements, asked);
    printf("unknown: slow path %llu, levels redone %llu; enrolled: slow path %llu, levels redone %llu\n",
           (unsigned long long)unknown_counts.slow_path, (unsigned long long)unknown_counts.levels_redone,
           (unsigned long long)enrolled_counts.slow_path, (unsigned long long)enrolled_counts.levels_redone);
    return disagreements != 0;
}
