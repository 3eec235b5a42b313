/*
 * Verifications per second of each kernel beside OpenSSL's low-level verify, in one process on one core.
 *
 *   clang -O2 -fno-omit-frame-pointer -I Sources/CCountersignP256/include \
 *       $(find Sources/CCountersignP256 -name '*.c') Benchmarks/Sources/VerifierBench/[a-z]*.c -lcrypto -lpthread
 *
 * Each round times OpenSSL, then the row under test, then OpenSSL again, all in CPU time of this thread; the
 * ratio of a round is (mean of both OpenSSL times) / row. The median over the rounds and the range from the
 * lower to the upper quartile are printed. Every verdict of every round is checked.
 */
#include "bench.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct row {
    const char *name;
    const char *kernel;
    uint32_t table_bytes; /* 0: unknown keys */
    size_t keys, batch;
    unsigned flags;
    const char *figure; /* name of the published figure, or NULL */
};

enum { QUICK = 1, HUGE = 2 };

static const struct row rows[] = {
    {"unknown", "avx512ifma", 0, 1000, 512, 0, NULL},
    {"unknown", "avx512ifma", 0, 1000, 256, QUICK, "unknown-256"},
    {"unknown", "avx512ifma", 0, 1000, 64, 0, NULL},
    {"unknown", "avx512ifma", 0, 1000, 16, 0, NULL},
    {"unknown", "avx512ifma", 0, 1000, 8, QUICK, "latency-8"},
    {"unknown", "avx512ifma", 0, 1000, 1, 0, NULL},
    {"enrolled", "avx512ifma", 2048, 1000, 512, QUICK, "enrolled-2k"},
    {"enrolled", "avx512ifma", 4096, 1000, 512, 0, NULL},
    {"enrolled", "avx512ifma", 8192, 1000, 512, 0, NULL},
    {"enrolled", "avx512ifma", 32768, 1, 512, 0, NULL},
    {"enrolled", "avx512ifma", 32768, 1000, 512, QUICK, "enrolled-32k-1000"},
    {"enrolled", "avx512ifma", 32768, 1000, 64, 0, NULL},
    {"enrolled", "avx512ifma", 32768, 1000, 8, 0, NULL},
    {"enrolled", "avx512ifma", 65536, 1000, 512, 0, NULL},
    {"enrolled", "avx512ifma", 32768, 100000, 512, HUGE, "enrolled-32k-100000"},
    {"unknown", "x86_64adx", 0, 1000, 256, QUICK, "scalar-unknown"},
    {"unknown", "x86_64adx", 0, 1000, 8, 0, NULL},
    {"unknown", "x86_64adx", 0, 1000, 1, 0, NULL},
    {"enrolled", "x86_64adx", 2048, 1000, 256, 0, NULL},
    {"enrolled", "x86_64adx", 8192, 1000, 256, 0, NULL},
    {"enrolled", "x86_64adx", 32768, 64, 256, 0, NULL},
    {"enrolled", "x86_64adx", 32768, 1000, 256, QUICK, "scalar-enrolled-32k"},
    {"enrolled", "x86_64adx", 32768, 1000, 8, 0, NULL},
    {"enrolled", "x86_64adx", 65536, 1000, 256, 0, NULL},
    {"unknown", "portable", 0, 1000, 256, QUICK, "portable-unknown"},
    {"enrolled", "portable", 32768, 64, 256, 0, NULL},
    {"enrolled", "portable", 32768, 1000, 256, QUICK, "portable-enrolled-32k"},
};

static struct result measure(struct bench *b, const struct row *row, unsigned rounds)
{
    countersign_p256_workspace *workspace = NULL;
    countersign_p256_kernel_info info;
    for (size_t i = 0; i < countersign_p256_kernel_count(); i++) {
        countersign_p256_kernel_describe(i, &info);
        if (strcmp(info.name, row->kernel) == 0 && !info.available) return (struct result){0};
    }
    if (countersign_p256_workspace_create(row->kernel, &workspace)) return (struct result){0};
    struct result result = bench_row(b, workspace, row->table_bytes, row->keys, row->batch, rounds);
    countersign_p256_workspace_free(workspace);
    return result;
}

int main(int argc, char **argv)
{
    static const struct option options[] = {
        {"json", no_argument, NULL, 'j'},      {"quick", no_argument, NULL, 'q'},
        {"huge", no_argument, NULL, 'h'},      {"kernel", required_argument, NULL, 'k'},
        {"rounds", required_argument, NULL, 'r'}, {"only", required_argument, NULL, 'o'},
        {0}};
    bool json = false, quick = false, huge = false, first = true;
    const char *kernel = NULL, *only = NULL;
    unsigned rounds = 21;
    double figures[sizeof rows / sizeof rows[0]] = {0};
    for (int c; (c = getopt_long(argc, argv, "", options, NULL)) != -1;) {
        switch (c) {
        case 'j': json = true; break;
        case 'q': quick = true; break;
        case 'h': huge = true; break;
        case 'k': kernel = optarg; break;
        case 'o': only = optarg; break;
        case 'r': rounds = (unsigned)atoi(optarg); break;
        default:
            fprintf(stderr, "usage: %s [--json] [--quick] [--huge] [--kernel NAME] [--only unknown|enrolled] [--rounds N]\n", argv[0]);
            return 2;
        }
    }
    if (rounds < 1 || rounds > BENCH_ROUNDS_MAX) rounds = 21;
    struct bench *b = bench_create(1000);
    if (json) printf("[");
    else printf("%-9s %-10s %7s %7s %6s  %9s %11s  %6s  %-14s %9s\n", "path", "kernel", "table", "keys", "batch", "us/sig",
                "sig/s", "ratio", "(quartiles)", "us/batch");
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct row *row = &rows[i];
        if (kernel && strcmp(kernel, row->kernel) != 0) continue;
        if (only && strcmp(only, row->name) != 0) continue;
        if (quick && !(row->flags & QUICK)) continue;
        if ((row->flags & HUGE) && !huge) continue;
        struct result r = measure(b, row, rounds);
        if (r.rounds == 0) continue;
        if (json) {
            printf("%s\n  {\"path\": \"%s\", \"kernel\": \"%s\", \"table_bytes\": %u, \"keys\": %zu, \"batch\": %zu, "
                   "\"us_per_signature\": %.4f, \"ratio\": %.3f, \"ratio_q1\": %.3f, \"ratio_q3\": %.3f, "
                   "\"openssl_us\": %.3f, \"build_us\": %.3f, \"rounds\": %u}",
                   first ? "" : ",", row->name, row->kernel, row->table_bytes, row->keys, row->batch, r.microseconds,
                   r.ratio, r.ratio_low, r.ratio_high, r.openssl_microseconds, r.build_microseconds, r.rounds);
        } else {
            printf("%-9s %-10s %7u %7zu %6zu  %9.3f %11.0f  %6.2f  (%.2f-%.2f)  %9.2f", row->name, row->kernel,
                   row->table_bytes, row->keys, row->batch, r.microseconds, 1e6 / r.microseconds, r.ratio, r.ratio_low,
                   r.ratio_high, r.microseconds * (double)row->batch);
            if (row->table_bytes) printf("  build %.1f us/key", r.build_microseconds);
            printf("\n");
        }
        first = false;
        fflush(stdout);
        figures[i] = r.ratio;
    }
    if (json) printf("\n]\n");
    /* Times OpenSSL's speed; latency-8: time of a batch of 8 in single OpenSSL verifies. */
    for (size_t i = 0; !json && i < sizeof rows / sizeof rows[0]; i++) {
        if (!rows[i].figure || figures[i] == 0) continue;
        bool latency = strcmp(rows[i].figure, "latency-8") == 0;
        printf("figure %s %.2f x\n", rows[i].figure, latency ? 8 / figures[i] : figures[i]);
    }
    static const uint32_t sizes[] = {0, 2048, 4096, 8192, 32768, 65536};
    for (size_t k = 0; !json && k < countersign_p256_kernel_count(); k++) {
        countersign_p256_kernel_info info;
        countersign_p256_workspace *workspace;
        countersign_p256_kernel_describe(k, &info);
        if (kernel && strcmp(kernel, info.name) != 0) continue;
        if (countersign_p256_workspace_create(info.name, &workspace)) continue;
        for (size_t s = 0; s < sizeof sizes / sizeof sizes[0]; s++) {
            for (int attack = 0; attack < BENCH_ATTACKS; attack++) {
                struct bench_crafted c = bench_crafted(workspace, sizes[s], attack, rounds);
                printf("crafted %-10s table %5u  %-26s %7.3f us  %.2f times an honest one, %.4f again, %.6f complete\n",
                       info.name, sizes[s], bench_attack_name(attack), c.microseconds, c.share, c.again, c.complete);
            }
        }
        countersign_p256_workspace_free(workspace);
    }
    bench_free(b);
    return 0;
}
