/*
 * Verdicts of one kernel, unknown and enrolled keys, against vectors and OpenSSL:
 *   - every row of sigver_digest.jsonl and pointops.jsonl (COUNTERSIGN_VECTORS or argv[2] names the folder);
 *   - one poisoned element at every place of batches of 1 to 41;
 *   - crafted exceptional cases: x ≥ n, Q = ±G, small multiples, infinity, u1 = 0;
 *   - random valid and mutated signatures in batches of random size.
 *
 *     check_verify kernel [folder] [random batches] [seed]
 */

#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/obj_mac.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../Sources/CCountersignP256/include/CCountersignP256.h"

enum { MOST = 8192 };

struct one {
    countersign_p256_item item;
    uint8_t want;
    const char *what;
};

static struct one cases[MOST];
static size_t count;
static countersign_p256_workspace *workspace;
static countersign_p256_statistics statistics;
static EC_GROUP *curve;
static BN_CTX *context;
static BIGNUM *n;
static long verdicts_seen;
static uint64_t random_state = 1;

static uint64_t random64(void)
{
    random_state += 0x9e3779b97f4a7c15;
    uint64_t z = random_state;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
    z = (z ^ z >> 27) * 0x94d049bb133111eb;
    return z ^ z >> 31;
}

static void die(const char *what, size_t i)
{
    printf("WRONG: %s, item %zu\n", what, i);
    exit(1);
}

/* VALID or not is what counts; why not is checked where it is known. */
static void compare(const struct one *c, size_t many, const uint8_t *got, const char *path)
{
    for (size_t i = 0; i < many; i++, verdicts_seen++)
        if ((got[i] == COUNTERSIGN_P256_VALID) != (c[i].want != 0)) {
            printf("%s: %s, want %d, got %d\n", path, c[i].what, c[i].want, got[i]);
            die(path, i);
        }
}

static void run_unknown(const struct one *c, size_t many)
{
    static countersign_p256_item items[MOST];
    static uint8_t got[MOST];
    for (size_t i = 0; i < many; i++) items[i] = c[i].item;
    if (countersign_p256_verify(workspace, items, many, got, &statistics)) die("verify", 0);
    compare(c, many, got, "unknown");
}

/* Tables are built once per distinct key of the call; rows with a bad key are left out. */
static void run_enrolled(const struct one *c, size_t many, uint32_t bytes)
{
    enum { AT_A_TIME = 512 };
    static struct one kept[AT_A_TIME];
    static countersign_p256_enrolled_item items[AT_A_TIME];
    static uint8_t keys[AT_A_TIME][64], got[AT_A_TIME], results[AT_A_TIME];
    static countersign_p256_table tables[AT_A_TIME];
    static void *places[AT_A_TIME];
    static unsigned char *memory;
    if (!memory) memory = aligned_alloc(64, (size_t)AT_A_TIME * 65536);
    for (size_t first = 0; first < many; first += AT_A_TIME) {
        size_t part = many - first < AT_A_TIME ? many - first : AT_A_TIME, key_count = 0, kept_count = 0;
        static size_t key_of[AT_A_TIME];
        for (size_t i = 0; i < part; i++) {
            size_t k = 0;
            while (k < key_count && memcmp(keys[k], c[first + i].item.key, 64) != 0) k++;
            if (k == key_count) memcpy(keys[key_count++], c[first + i].item.key, 64);
            key_of[i] = k;
        }
        for (size_t k = 0; k < key_count; k++) places[k] = memory + k * bytes;
        if (countersign_p256_build_tables(workspace, (countersign_p256_table_size)bytes,
                                          (const uint8_t(*)[64])keys, key_count, places, tables, results))
            die("build tables", first);
        for (size_t i = 0; i < part; i++) {
            if (results[key_of[i]] != COUNTERSIGN_P256_VALID) {
                if (c[first + i].want) die("a good key was refused", first + i);
                continue;
            }
            kept[kept_count] = c[first + i];
            items[kept_count].signature = c[first + i].item.signature;
            items[kept_count++].table = tables[key_of[i]];
        }
        if (countersign_p256_verify_enrolled(workspace, items, kept_count, got, &statistics)) die("verify", first);
        compare(kept, kept_count, got, "enrolled");
    }
}

static const uint32_t sizes[] = {2048, 4096, 8192, 32768, 65536};

static void run(const struct one *c, size_t many)
{
    run_unknown(c, many);
    for (int s = 0; s < 5; s++) run_enrolled(c, many, sizes[s]);
}

/* ---- Vectors ---- */

static bool field_of(const char *line, const char *name, uint8_t *out, size_t size)
{
    char key[32];
    snprintf(key, sizeof key, "\"%s\": \"", name);
    const char *at = strstr(line, key);
    if (!at) return false;
    at += strlen(key);
    size_t digits = strcspn(at, "\"");
    if (digits > 2 * size) return false;
    memset(out, 0, size);
    for (size_t i = 0; i < digits; i++) {
        int c = at[i], value = c <= '9' ? c - '0' : (c | 32) - 'a' + 10;
        size_t nibble = 2 * size - digits + i;
        out[nibble / 2] |= (uint8_t)(nibble % 2 ? value : value << 4);
    }
    return true;
}

static void read_sigver(const char *folder)
{
    char path[500], *line = NULL;
    size_t room = 0, rows = 0;
    snprintf(path, sizeof path, "%s/sigver_digest.jsonl", folder);
    FILE *file = fopen(path, "r");
    if (!file) die(path, 0);
    while (getline(&line, &room, file) > 0) {
        struct one *c = &cases[count];
        uint8_t point[65];
        rows++;
        if (!field_of(line, "pub", point, 65) || point[0] != 4) die("public key", rows);
        memcpy(c->item.key, point + 1, 64);
        if (!field_of(line, "e", c->item.signature.digest, 32)) die("digest", rows);
        c->want = strstr(line, "\"expected\": true") != NULL;
        c->what = "sigver_digest";
        /* Longer than 32 bytes: out of range, and not a case for this interface. */
        if (!field_of(line, "r", c->item.signature.r, 32) || !field_of(line, "s", c->item.signature.s, 32)) {
            if (c->want) die("long integer", rows);
            continue;
        }
        count++;
    }
    fclose(file), free(line);
    printf("    sigver_digest: %zu rows, %zu of them with r and s of at most 32 bytes\n", rows, count);
}

/* ---- Signatures made to order: u1·G + u2·Q = R by choice of s and digest ---- */

static void put_point(uint8_t key[64], const EC_POINT *q)
{
    uint8_t bytes[65];
    EC_POINT_point2oct(curve, q, POINT_CONVERSION_UNCOMPRESSED, bytes, 65, context);
    memcpy(key, bytes + 1, 64);
}

static void add_case(const BIGNUM *e, const BIGNUM *r, const BIGNUM *s, const EC_POINT *q, int want, const char *what)
{
    struct one *c = &cases[count++];
    BN_bn2binpad(e, c->item.signature.digest, 32);
    BN_bn2binpad(r, c->item.signature.r, 32);
    BN_bn2binpad(s, c->item.signature.s, 32);
    put_point(c->item.key, q);
    c->want = (uint8_t)want;
    c->what = what;
}

/* r = x(u1·G + u2·Q) mod n (any r if that is infinity, and then invalid). */
static void add_scalars(const BIGNUM *u1, const BIGNUM *u2, const EC_POINT *q, const char *what)
{
    BIGNUM *x = BN_new(), *r = BN_new(), *s = BN_new(), *e = BN_new(), *t = BN_new();
    EC_POINT *sum = EC_POINT_new(curve);
    EC_POINT_mul(curve, sum, u1, q, u2, context);
    bool infinite = EC_POINT_is_at_infinity(curve, sum);
    if (infinite) BN_set_word(r, 5);
    else EC_POINT_get_affine_coordinates(curve, sum, x, NULL, context), BN_nnmod(r, x, n, context);
    if (!BN_is_zero(r) && !BN_is_zero(u2)) {
        BN_mod_inverse(t, u2, n, context);
        BN_mod_mul(s, r, t, n, context);
        BN_mod_mul(e, u1, s, n, context);
        add_case(e, r, s, q, !infinite, what);
        BN_add_word(r, 1);
        if (BN_cmp(r, n) < 0) add_case(e, r, s, q, 0, what); /* not the same point */
    }
    BN_free(x), BN_free(r), BN_free(s), BN_free(e), BN_free(t), EC_POINT_free(sum);
}

static void random_scalar(BIGNUM *k)
{
    uint64_t w[4] = {random64(), random64(), random64(), random64()};
    BN_bin2bn((unsigned char *)w, 32, k);
    BN_nnmod(k, k, n, context);
}

static void craft(void)
{
    BIGNUM *u1 = BN_new(), *u2 = BN_new(), *t = BN_new(), *d = BN_new();
    EC_POINT *q = EC_POINT_new(curve), *r = EC_POINT_new(curve);
    for (int i = 0; i < 24; i++) { /* x(R) ≥ n, and R with tiny x: Q = (R - u1·G)/u2 */
        random_scalar(u1), random_scalar(u2);
        BN_set_word(t, (BN_ULONG)i);
        if (i % 2) BN_add(t, t, n);
        while (EC_POINT_set_compressed_coordinates(curve, r, t, i & 1, context) != 1) BN_add_word(t, 1);
        EC_POINT_mul(curve, q, u1, NULL, NULL, context);
        EC_POINT_invert(curve, q, context);
        EC_POINT_add(curve, q, q, r, context);
        BN_mod_inverse(t, u2, n, context);
        EC_POINT_mul(curve, q, NULL, q, t, context);
        add_scalars(u1, u2, q, i % 2 ? "x of R is n or more" : "small x of R");
    }
    static const int small[] = {1, 2, 3, 4, 5, 7, 8, 15, 16, 17, 31, 32, 33, 64, 255, 256};
    for (int sign = 0; sign < 2; sign++)
        for (int i = 0; i < 16; i++) { /* Q = ±d·G */
            BN_set_word(d, (BN_ULONG)small[i]);
            if (sign) BN_sub(d, n, d);
            EC_POINT_mul(curve, q, d, NULL, NULL, context);
            for (int j = 0; j < 16; j++) {
                random_scalar(u1), random_scalar(u2);
                switch (j) {
                case 0: BN_copy(u1, u2); break;
                case 1: BN_sub(u1, n, u2); break;                                               /* Q = G: infinity */
                case 2: BN_mod_mul(u1, u2, d, n, context); break;                               /* equal points */
                case 3: BN_mod_mul(u1, u2, d, n, context), BN_mod_sub(u1, n, u1, n, context); break; /* infinity */
                case 4: BN_set_word(u1, (BN_ULONG)i + 1), BN_set_word(u2, (BN_ULONG)i + 1); break;
                case 5: BN_one(u1), BN_one(u2); break;
                case 6: BN_zero(u1); break;
                case 7: BN_sub(u1, n, BN_value_one()), BN_copy(u2, u1); break;
                case 8: BN_set_word(u2, (BN_ULONG)random64() % 64 + 1); break;
                case 9: BN_set_word(u1, (BN_ULONG)random64() % 64 + 1); break;
                case 10: BN_zero(u2), BN_set_bit(u2, (int)(random64() % 255)); break;
                case 11: BN_zero(u1), BN_set_bit(u1, (int)(random64() % 255)); break;
                case 12: BN_sub(u2, n, BN_value_one()), BN_sub_word(u2, random64() % 40); break;
                case 13: BN_sub(u1, n, BN_value_one()), BN_sub_word(u1, random64() % 40); break;
                case 14: BN_set_word(u1, (BN_ULONG)random64() % 64), BN_set_word(u2, (BN_ULONG)random64() % 64 + 1); break;
                default: break;
                }
                add_scalars(u1, u2, q, "Q is a small multiple of G");
            }
        }
    BN_free(u1), BN_free(u2), BN_free(t), BN_free(d), EC_POINT_free(q), EC_POINT_free(r);
}

static size_t read_pointops(const char *folder)
{
    char path[500], *line = NULL;
    size_t room = 0, rows = 0;
    BIGNUM *k = BN_new(), *u1 = BN_new(), *u2 = BN_new();
    EC_POINT *q = EC_POINT_new(curve);
    snprintf(path, sizeof path, "%s/pointops.jsonl", folder);
    FILE *file = fopen(path, "r");
    if (!file) die(path, 0);
    while (getline(&line, &room, file) > 0 && count + 8 < MOST) {
        uint8_t scalar[40], point[65];
        rows++;
        if (!field_of(line, "k", scalar, 40) && !field_of(line, "b", scalar, 40)) continue;
        BN_bin2bn(scalar, 40, k);
        BN_nnmod(k, k, n, context);
        bool has_point = (field_of(line, "p", point, 65) || field_of(line, "q", point, 65)) &&
                         EC_POINT_oct2point(curve, q, point, 65, context) == 1 &&
                         !EC_POINT_is_at_infinity(curve, q);
        if (!has_point) EC_POINT_copy(q, EC_GROUP_get0_generator(curve));
        BN_zero(u1);
        add_scalars(u1, k, q, "pointops: k·Q");
        random_scalar(u1);
        add_scalars(u1, k, q, "pointops: u1·G + k·Q");
        add_scalars(k, u1, q, "pointops: k·G + u2·Q");
        BN_mod_sub(u2, k, u1, n, context);
        if (!has_point) add_scalars(u1, u2, q, "pointops: (u1 + u2)·G");
    }
    fclose(file), free(line);
    BN_free(k), BN_free(u1), BN_free(u2), EC_POINT_free(q);
    return rows;
}

/* ---- Random ---- */

enum { KEYS = 16 };
static EC_KEY *keys[KEYS];

static void sign_random(struct one *c, int mutation)
{
    int k = (int)(random64() % KEYS);
    uint64_t digest[4] = {random64(), random64(), random64(), random64()};
    memcpy(c->item.signature.digest, digest, 32);
    if (mutation == 13) memset(c->item.signature.digest, 0xff, 32);
    if (mutation == 14) memset(c->item.signature.digest, 0, 32);
    ECDSA_SIG *sig = ECDSA_do_sign(c->item.signature.digest, 32, keys[k]);
    BIGNUM *r = BN_dup(ECDSA_SIG_get0_r(sig)), *s = BN_dup(ECDSA_SIG_get0_s(sig));
    ECDSA_SIG_free(sig);
    c->what = "random";
    switch (mutation) {
    case 1: BN_add_word(r, 1); break;
    case 2: BN_is_bit_set(s, 100) ? BN_clear_bit(s, 100) : BN_set_bit(s, 100); break;
    case 3: c->item.signature.digest[random64() % 32] ^= (uint8_t)(1 << random64() % 8); break;
    case 4: BN_sub(s, n, s); break;
    case 5: BN_zero(r); break;
    case 6: BN_zero(s); break;
    case 7: BN_copy(r, n); break;
    case 8: BN_copy(s, n); break;
    case 9: BN_set_word(r, random64() % 100 + 1); break;
    case 10: BN_one(s); break;
    case 11: k = (k + 1) % KEYS; break;
    case 12: BN_sub(r, n, r); break;
    default: break;
    }
    BN_bn2binpad(r, c->item.signature.r, 32);
    BN_bn2binpad(s, c->item.signature.s, 32);
    put_point(c->item.key, EC_KEY_get0_public_key(keys[k]));
    sig = ECDSA_SIG_new();
    ECDSA_SIG_set0(sig, r, s);
    c->want = ECDSA_do_verify(c->item.signature.digest, 32, sig, keys[k]) == 1;
    ECDSA_SIG_free(sig);
    if (mutation == 15) c->item.key[63] ^= 1, c->want = 0; /* not on the curve */
}

static void poison(void)
{
    static struct one batch[41];
    for (size_t many = 1; many <= 41; many++)
        for (size_t at = 0; at < many; at += many > 17 ? 3 : 1) {
            for (size_t i = 0; i < many; i++) sign_random(&batch[i], 0);
            if (random64() % 2) batch[at] = cases[random64() % count]; /* crafted */
            else sign_random(&batch[at], 5 + (int)(random64() % 11));
            run_unknown(batch, many);
            run_enrolled(batch, many, sizes[(many + at) % 5]);
        }
}

int main(int argc, char **argv)
{
    const char *folder = argc > 2 ? argv[2] : getenv("COUNTERSIGN_VECTORS");
    int batches = argc > 3 ? atoi(argv[3]) : 20;
    if (argc > 4) random_state = strtoull(argv[4], NULL, 0);
    if (argc < 2 || !folder) return fprintf(stderr, "usage: check_verify kernel folder [batches] [seed]\n"), 64;
    if (countersign_p256_workspace_create(argv[1], &workspace)) die("no such kernel", 0);
    context = BN_CTX_new();
    curve = EC_GROUP_new_by_curve_name(NID_X9_62_prime256v1);
    n = BN_new();
    EC_GROUP_get_order(curve, n, context);
    for (int i = 0; i < KEYS; i++) {
        keys[i] = EC_KEY_new_by_curve_name(NID_X9_62_prime256v1);
        EC_KEY_generate_key(keys[i]);
    }

    read_sigver(folder);
    run(cases, count);
    count = 0;
    size_t rows = read_pointops(folder);
    printf("    pointops: %zu rows, %zu cases\n", rows, count);
    run(cases, count);
    count = 0;
    craft();
    printf("    crafted: %zu cases\n", count);
    run(cases, count);
    poison();
    for (int b = 0; b < batches; b++) {
        static struct one batch[1500];
        size_t many = 1 + random64() % (b % 4 == 0 ? 1500 : 300);
        for (size_t i = 0; i < many; i++) sign_random(&batch[i], (int)(random64() % 32));
        run_unknown(batch, many);
        run_enrolled(batch, many, sizes[b % 5]);
    }
    printf("verify, %s: %ld verdicts right; slow path %llu of %llu, levels done twice %llu\n", argv[1], verdicts_seen,
           (unsigned long long)statistics.slow_path, (unsigned long long)statistics.items,
           (unsigned long long)statistics.levels_redone);
    return 0;
}
