/*
 * The differential stream: labelled cases (random, mutated, crafted) on every kernel that this CPU has, on both paths
 * and all table sizes, and a share of them judged by OpenSSL itself. Each kernel begins with each path; then a tenth of
 * the batches is for each kernel but the fastest, the rest for that, and one of eight is under unknown keys.
 *
 *     fuzz_verify [cases] [cases for OpenSSL] [seed]
 *
 * Prints the seed first, and at the end the cases done and the disagreements. Exit 1 if there was one, or if a kernel
 * had no case on one of its paths.
 */

#include <errno.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/err.h>
#include <openssl/obj_mac.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "../CCountersignP256Probe/runner.h"

enum { KERNELS_MAX = 8, PATHS = RUNNER_SIZES + 1, BATCH = RUNNER_BATCH_MAX, FIRST_BATCH = 1000, RENEW_AFTER = 2000000 };

static struct case_source source;
static struct runner runners[KERNELS_MAX];
static const char *names[KERNELS_MAX];
static int kernel_count;
static struct labelled cases[BATCH];
static EC_KEY *openssl_keys[CASE_KEYS_MAX];
static unsigned openssl_key_count;
static uint64_t openssl_done, openssl_wrong;

static void renew_openssl_keys(void)
{
    for (unsigned i = 0; i < openssl_key_count; i++) EC_KEY_free(openssl_keys[i]);
    openssl_key_count = 0;
}

/* NULL for a key that OpenSSL refuses. */
static EC_KEY *openssl_key(unsigned index)
{
    for (; openssl_key_count <= index; openssl_key_count++) {
        uint8_t point[65] = {4};
        memcpy(point + 1, source.keys[openssl_key_count], 64);
        EC_KEY *key = EC_KEY_new_by_curve_name(NID_X9_62_prime256v1);
        if (EC_KEY_oct2key(key, point, sizeof point, NULL) != 1 || EC_KEY_check_key(key) != 1) {
            EC_KEY_free(key);
            key = NULL;
            ERR_clear_error();
        }
        openssl_keys[openssl_key_count] = key;
    }
    return openssl_keys[index];
}

static void ask_openssl(const struct labelled *one)
{
    EC_KEY *key = openssl_key(one->key);
    bool valid = false;
    if (key) {
        ECDSA_SIG *signature = ECDSA_SIG_new();
        ECDSA_SIG_set0(signature, BN_bin2bn(one->signature.r, 32, NULL), BN_bin2bn(one->signature.s, 32, NULL));
        valid = ECDSA_do_verify(one->signature.digest, 32, signature, key) == 1;
        ECDSA_SIG_free(signature);
        ERR_clear_error();
    }
    openssl_done++;
    if (valid == (one->verdict == COUNTERSIGN_P256_VALID)) return;
    if (openssl_wrong++ == 0) printf("OpenSSL disagrees: %s, label %u\n", one->kind, one->verdict);
}

/* Kernel and path (0: unknown keys, else a size of tables) of a batch; the fastest kernel comes first. */
static void choose(uint64_t batch, int *kernel, int *path)
{
    if (batch < (uint64_t)kernel_count * PATHS) {
        *kernel = (int)batch / PATHS;
        *path = (int)batch % PATHS;
        return;
    }
    const uint64_t dice = cases_random(&source);
    *kernel = dice % 10 < (uint64_t)kernel_count ? (int)(dice % 10) : 0;
    *path = dice >> 32 & 7 ? 1 + (int)(dice >> 40) % RUNNER_SIZES : 0;
}

/* An argument that is a whole number and nothing else: 1e8 is none, and must not pass for 1. */
static uint64_t number(const char *text)
{
    char *end;
    errno = 0;
    const uint64_t value = strtoull(text, &end, 0);
    if (*text >= '0' && *text <= '9' && !*end && !errno) return value;
    fprintf(stderr, "fuzz-verify: expected a whole number, found '%s'\n", text);
    exit(64);
}

int main(int argc, char **argv)
{
    const uint64_t wanted = argc > 1 ? number(argv[1]) : 1000000;
    const uint64_t wanted_of_openssl = argc > 2 ? number(argv[2]) : wanted / 100;
    uint64_t seed = (uint64_t)time(NULL) * 1000003u ^ (uint64_t)clock() << 40;
    if (argc > 3) seed = number(argv[3]);
    printf("fuzz-verify: seed %llu\n", (unsigned long long)seed);
    fflush(stdout);
    cases_make(&source, seed);
    for (size_t i = 0; i < countersign_p256_kernel_count() && kernel_count < KERNELS_MAX; i++) {
        countersign_p256_kernel_info info;
        if (countersign_p256_kernel_describe(i, &info) || !info.available) continue;
        if (!runner_open(&runners[kernel_count], &source, info.name)) return printf("%s\n", runners[kernel_count].first), 1;
        names[kernel_count++] = info.name;
    }

    const uint64_t first = (uint64_t)kernel_count * PATHS;
    uint64_t done = 0, since = 0, by_path[KERNELS_MAX][PATHS] = {{0}};
    for (uint64_t batch = 0; batch < first || done < wanted || openssl_done < wanted_of_openssl; batch++) {
        int kernel, path;
        choose(batch, &kernel, &path);
        /* Small batches take other ways. */
        size_t count = cases_random(&source) % 8 ? BATCH : 1 + cases_random(&source) % 70;
        if (batch < first) count = FIRST_BATCH;
        for (size_t i = 0; i < count; i++) cases_next(&source, &cases[i]);
        struct runner *r = &runners[kernel];
        const uint64_t before = r->checked;
        runner_run(r, path - 1, cases, count);
        by_path[kernel][path] += r->checked - before;
        done += r->checked - before;
        since += count;
        /* OpenSSL's share of this batch, spread so that both streams end together. */
        for (size_t i = 0; i < count && openssl_done < wanted_of_openssl; i++) {
            if (done < wanted && openssl_done > (double)wanted_of_openssl * (double)done / (double)wanted) break;
            ask_openssl(&cases[i]);
        }
        if (since < RENEW_AFTER) continue;
        since = 0;
        renew_openssl_keys();
        cases_make(&source, cases_random(&source));
        for (int k = 0; k < kernel_count; k++) runner_renew(&runners[k]);
    }

    uint64_t wrong = openssl_wrong, slow = 0, items = 0;
    bool all = kernel_count > 0;
    for (int k = 0; k < kernel_count; k++) {
        wrong += runners[k].wrong;
        slow += runners[k].statistics.slow_path;
        items += runners[k].statistics.items;
        if (runners[k].wrong) printf("%s\n", runners[k].first);
        printf("fuzz-verify: %s: %llu cases under unknown keys; with tables of", names[k],
               (unsigned long long)by_path[k][0]);
        for (int path = 0; path < PATHS; path++) {
            if (path) printf(" %u KB: %llu", countersign_p256_table_size_at((size_t)path - 1) >> 10,
                             (unsigned long long)by_path[k][path]);
            all = all && by_path[k][path] > 0;
        }
        printf("\n");
        runner_close(&runners[k]);
    }
    renew_openssl_keys();
    printf("fuzz-verify: slow path %llu of %llu items\n", (unsigned long long)slow, (unsigned long long)items);
    printf("fuzz-verify: seed %llu, %llu cases on kernels, %llu cases on OpenSSL, %llu disagreements\n",
           (unsigned long long)seed, (unsigned long long)done, (unsigned long long)openssl_done,
           (unsigned long long)wrong);
    if (!all) printf("fuzz-verify: a kernel had no case on one of its paths\n");
    return wrong != 0 || !all;
}
