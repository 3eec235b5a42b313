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
};

enum { QUICK = 1, HUGE = 2 };

static const struct row rows[] = {
    {"unknown", "avx512ifma", 0, 1000, 512, QUICK},
    {"unknown", "avx512ifma", 0, 1000, 256, 0},
    {"unknown", "avx512ifma", 0, 1000, 64, 0},
    {"unknown", "avx512ifma", 0, 1000, 16, 0},
    {"unknown", "avx512ifma", 0, 1000, 8, QUICK},
    {"unknown", "avx512ifma", 0, 1000, 1, 0},
    {"enrolled", "avx512ifma", 2048, 1000, 512, QUICK},
    {"enrolled", "avx512ifma", 4096, 1000, 512, 0},
    {"enrolled", "avx512ifma", 8192, 1000, 512, 0},
    {"enrolled", "avx512ifma", 32768, 1, 512, 0},
    {"enrolled", "avx512ifma", 32768, 1000, 512, QUICK},
    {"enrolled", "avx512ifma", 32768, 1000, 64, 0},
    {"enrolled", "avx512ifma", 32768, 1000, 8, 0},
    {"enrolled", "avx512ifma", 65536, 1000, 512, 0},
    {"enrolled", "avx512ifma", 32768, 100000, 512, HUGE},
    {"unknown", "x86_64adx", 0, 1000, 256, QUICK},
    {"unknown", "x86_64adx", 0, 1000, 8, 0},
    {"unknown", "x86_64adx", 0, 1000, 1, 0},
    {"enrolled", "x86_64adx", 2048, 1000, 256, 0},
    {"enrolled", "x86_64adx", 8192, 1000, 256, 0},
    {"enrolled", "x86_64adx", 32768, 64, 256, 0},
    {"enrolled", "x86_64adx", 32768, 1000, 256, QUICK},
    {"enrolled", "x86_64adx", 32768, 1000, 8, 0},
    {"enrolled", "x86_64adx", 65536, 1000, 256, 0},
    {"unknown", "portable", 0, 1000, 256, QUICK},
    {"enrolled", "portable", 32768, 64, 256, 0},
    {"enrolled", "portable", 32768, 1000, 256, QUICK},
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
    }
    if (json) printf("\n]\n");
    bench_free(b);
    return 0;
}
