/*
 * Verification against OpenSSL's ECDSA_do_verify, in one process and interleaved: each round times OpenSSL,
 * then the kernel, then OpenSSL again, and takes the ratio; the median over the rounds is printed.
 *
 *     bench_verify [kernel] [filter]      e.g. bench_verify avx512ifma unknown
 */

#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/obj_mac.h>
#include <openssl/rand.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>

#include "../../Sources/CCountersignP256/include/CCountersignP256.h"

enum { KEYS = 64, SIGNATURES = 4096, ITEMS = 1 << 16 };

static EC_KEY *keys[KEYS];
static uint8_t raw_keys[KEYS][64];
static ECDSA_SIG *signatures[SIGNATURES];
static countersign_p256_signature plain[SIGNATURES];

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

static void make(void)
{
    for (int i = 0; i < KEYS; i++) {
        uint8_t point[65];
        keys[i] = EC_KEY_new_by_curve_name(NID_X9_62_prime256v1);
        EC_KEY_generate_key(keys[i]);
        EC_POINT_point2oct(EC_KEY_get0_group(keys[i]), EC_KEY_get0_public_key(keys[i]),
                           POINT_CONVERSION_UNCOMPRESSED, point, 65, NULL);
        memcpy(raw_keys[i], point + 1, 64);
    }
    for (int i = 0; i < SIGNATURES; i++) {
        RAND_bytes(plain[i].digest, 32);
        signatures[i] = ECDSA_do_sign(plain[i].digest, 32, keys[i % KEYS]);
        BN_bn2binpad(ECDSA_SIG_get0_r(signatures[i]), plain[i].r, 32);
        BN_bn2binpad(ECDSA_SIG_get0_s(signatures[i]), plain[i].s, 32);
    }
}

static double openssl_ns(void)
{
    enum { CALLS = 40 };
    static int at;
    double start = now();
    for (int i = 0; i < CALLS; i++, at++) {
        int k = at % SIGNATURES;
        if (ECDSA_do_verify(plain[k].digest, 32, signatures[k], keys[k % KEYS]) != 1) exit(2);
    }
    return (now() - start) / CALLS;
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

typedef void work(void *argument);

/* Median ratio OpenSSL/ours per signature. */
static double measure(const char *name, work *run, void *argument, size_t count, int rounds)
{
    double ratio[200], ours[200], theirs[200];
    run(argument);
    for (int r = 0; r < rounds; r++) {
        double before = openssl_ns();
        double start = now();
        run(argument);
        double took = (now() - start) / (double)count;
        double after = openssl_ns();
        ratio[r] = (before + after) / 2 / took;
        ours[r] = took;
        theirs[r] = (before + after) / 2;
    }
    qsort(ratio, (size_t)rounds, sizeof *ratio, ascending);
    qsort(ours, (size_t)rounds, sizeof *ours, ascending);
    qsort(theirs, (size_t)rounds, sizeof *theirs, ascending);
    printf("%-44s %8.0f ns  %9.0f/s  %6.2fx  (%5.2f … %5.2f)  OpenSSL %.1f us\n", name, ours[rounds / 2],
           1e9 / ours[rounds / 2], ratio[rounds / 2], ratio[rounds / 10], ratio[rounds - 1 - rounds / 10],
           theirs[rounds / 2] / 1e3);
    fflush(stdout);
    return ratio[rounds / 2];
}

struct job {
    countersign_p256_workspace *workspace;
    const void *items;
    size_t count, batch;
    uint8_t *verdicts;
};

static void run_unknown(void *argument)
{
    struct job *j = argument;
    const countersign_p256_item *items = j->items;
    for (size_t i = 0; i + j->batch <= j->count; i += j->batch)
        if (countersign_p256_verify(j->workspace, items + i, j->batch, j->verdicts + i, NULL)) exit(3);
}

static void run_enrolled(void *argument)
{
    struct job *j = argument;
    const countersign_p256_enrolled_item *items = j->items;
    for (size_t i = 0; i + j->batch <= j->count; i += j->batch)
        if (countersign_p256_verify_enrolled(j->workspace, items + i, j->batch, j->verdicts + i, NULL)) exit(3);
}

static void expect_all(const uint8_t *verdicts, size_t count, const char *what)
{
    for (size_t i = 0; i < count; i++)
        if (verdicts[i] != COUNTERSIGN_P256_VALID) exit((printf("%s: item %zu is wrong\n", what, i), 1));
}

static void *huge(size_t bytes)
{
    bytes = (bytes + (2 << 20) - 1) & ~(size_t)((2 << 20) - 1);
    uint8_t *memory = mmap(NULL, bytes + (2 << 20), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    memory = (uint8_t *)(((uintptr_t)memory + (2 << 20) - 1) & ~(uintptr_t)((2 << 20) - 1));
    madvise(memory, bytes, MADV_HUGEPAGE);
    return memory;
}

int main(int argc, char **argv)
{
    const char *kernel = argc > 1 ? argv[1] : NULL, *filter = argc > 2 ? argv[2] : "";
    countersign_p256_workspace *w;
    static uint8_t verdicts[ITEMS];
    char name[80];
    make();
    if (countersign_p256_workspace_create(kernel, &w)) return 1;
    kernel = countersign_p256_workspace_kernel(w);

    countersign_p256_item *unknown = calloc(SIGNATURES, sizeof *unknown);
    for (int i = 0; i < SIGNATURES; i++) {
        unknown[i].signature = plain[i];
        memcpy(unknown[i].key, raw_keys[i % KEYS], 64);
    }
    static const size_t batches[] = {1, 2, 8, 16, 32, 64, 256, 512, 2048};
    for (size_t b = 0; b < sizeof batches / sizeof *batches; b++) {
        snprintf(name, sizeof name, "%s unknown %zu", kernel, batches[b]);
        if (!strstr(name, filter)) continue;
        size_t count = batches[b] * 3 > 64 ? batches[b] : 64 / batches[b] * batches[b];
        struct job j = {w, unknown, count, batches[b], verdicts};
        double ratio = measure(name, run_unknown, &j, count, 31);
        expect_all(verdicts, count, name);
        if (batches[b] == 8) printf("    latency of one batch of 8: %.2f OpenSSL verifications\n", 8 / ratio);
    }

    static const uint32_t sizes[] = {2048, 4096, 8192, 32768, 65536};
    static const int sets[] = {1, 1000, 100000};
    countersign_p256_enrolled_item *enrolled = calloc(ITEMS, sizeof *enrolled);
    for (int s = 0; s < 5; s++) {
        bool wanted = false;
        for (int z = 0; z < 3; z++) {
            snprintf(name, sizeof name, "%s enrolled %u B, %d keys", kernel, sizes[s], sets[z]);
            wanted |= strstr(name, filter) != NULL;
        }
        if (!wanted) continue;
        size_t most = strstr(filter, "100000") || !*filter ? 100000 : 1000;
        if (strstr(filter, "1 key")) most = KEYS;
        size_t bytes = sizes[s] * (most + KEYS);
        uint8_t *memory = huge(bytes);
        void *places[KEYS];
        countersign_p256_table tables[KEYS];
        uint8_t results[KEYS];
        for (int i = 0; i < KEYS; i++) places[i] = memory + (size_t)sizes[s] * (size_t)i;
        double start = now();
        if (countersign_p256_build_tables(w, (countersign_p256_table_size)sizes[s], raw_keys, KEYS, places, tables,
                                          results))
            return 1;
        printf("    %u B tables: %.1f us per key\n", sizes[s], (now() - start) / KEYS / 1e3);
        for (size_t i = KEYS; i < most; i++)
            memcpy(memory + sizes[s] * i, memory + sizes[s] * (i % KEYS), sizes[s]);
        for (int z = 0; z < 3; z++) {
            if ((size_t)sets[z] > most) continue;
            snprintf(name, sizeof name, "%s enrolled %u B, %d keys", kernel, sizes[s], sets[z]);
            if (!strstr(name, filter)) continue;
            srand(1);
            for (int i = 0; i < ITEMS; i++) {
                int k = i % SIGNATURES;
                size_t slot = (size_t)(k % KEYS);
                if (sets[z] == 1) k = i / 64 * 64 % SIGNATURES, slot = 0;
                else slot += (size_t)rand() % ((size_t)sets[z] / KEYS) * KEYS;
                enrolled[i].signature = plain[k];
                enrolled[i].table = tables[k % KEYS];
                enrolled[i].table.lines = memory + sizes[s] * slot;
            }
            size_t count = sets[z] == 100000 ? ITEMS : 8192;
            struct job j = {w, enrolled, count, count, verdicts};
            measure(name, run_enrolled, &j, count, sets[z] == 100000 ? 11 : 31);
            expect_all(verdicts, count, name);
        }
        munmap(memory, bytes);
    }
    countersign_p256_workspace_free(w);
    return 0;
}
