#include "report.h"
#include "runner.h"

#include <stdlib.h>

const char *countersign_probe_first(const countersign_probe_report *report) { return report->first; }

/* A source, a runner and batches of one check. */
struct bench {
    struct case_source source;
    struct runner runner;
    struct labelled cases[RUNNER_BATCH_MAX];
    countersign_p256_kernel_info kernel;
};

static struct bench *bench_open(const char *kernel, uint64_t seed, countersign_probe_report *out)
{
    memset(out, 0, sizeof *out);
    struct bench *b = calloc(1, sizeof *b);
    if (!b) {
        EXPECT(out, false, "no memory");
        return NULL;
    }
    cases_make(&b->source, seed);
    for (size_t i = 0; i < countersign_p256_kernel_count(); i++) {
        countersign_p256_kernel_describe(i, &b->kernel);
        if (strcmp(b->kernel.name, kernel) == 0) break;
    }
    if (!runner_open(&b->runner, &b->source, kernel)) {
        EXPECT(out, false, "%s", b->runner.first);
        runner_close(&b->runner);
        free(b);
        return NULL;
    }
    return b;
}

static void bench_close(struct bench *b, countersign_probe_report *out)
{
    struct runner *r = &b->runner;
    out->checked += r->checked;
    out->wrong += r->wrong;
    if (r->wrong && !*out->first) memcpy(out->first, r->first, sizeof r->first);
    out->items = r->statistics.items;
    out->slow_path = r->statistics.slow_path;
    out->complete = r->statistics.complete;
    out->levels_redone = r->statistics.levels_redone;
    out->inversions = r->statistics.inversions;
    runner_close(r);
    free(b);
}

void countersign_probe_stream(const char *kernel, uint64_t seed, uint64_t cases, countersign_probe_report *out)
{
    struct bench *b = bench_open(kernel, seed, out);
    if (!b) return;
    for (uint64_t done = 0; done < cases;) {
        const uint64_t dice = cases_random(&b->source);
        size_t count = dice % 2 ? 1 + dice / 2 % 40 : 1 + dice / 2 % 600;
        if (count > cases - done) count = cases - done;
        for (size_t i = 0; i < count; i++) cases_next(&b->source, &b->cases[i]);
        runner_run(&b->runner, (int)(dice >> 40) % (RUNNER_SIZES + 1) - 1, b->cases, count);
        done += count;
    }
    bench_close(b, out);
}

void countersign_probe_lanes(const char *kernel, uint64_t seed, unsigned paths, countersign_probe_report *out)
{
    struct bench *b = bench_open(kernel, seed, out);
    if (!b) return;
    const size_t lanes = b->kernel.lanes > 1 ? b->kernel.lanes : 4;
    /* One vector and one item left over; a vector and a padded one; more. */
    const size_t counts[] = {lanes + 1, lanes + 2, 3 * lanes + 1};
    enum { COUNTS = sizeof counts / sizeof counts[0] };
    for (unsigned path = 0; path < paths; path++) {
        for (size_t c = 0; c < COUNTS; c++) {
            for (size_t i = 0; i < counts[c]; i++) cases_valid(&b->source, &b->cases[i], (unsigned)i % (2 * CASE_SIGNERS));
            for (unsigned mutation = 1; mutation < CASE_MUTATIONS; mutation++) {
                /* The lanes of a vector, and what comes behind it. */
                for (size_t lane = 0; lane <= lanes; lane++) {
                    const size_t at = c < COUNTS - 1 ? lane : lanes + lane;
                    const struct labelled kept = b->cases[at];
                    cases_mutated(&b->source, &b->cases[at], mutation);
                    runner_run(&b->runner, (int)path - 1, b->cases, counts[c]);
                    b->cases[at] = kept;
                }
            }
        }
    }
    bench_close(b, out);
}

void countersign_probe_sizes(const char *kernel, uint64_t seed, countersign_probe_report *out)
{
    struct bench *b = bench_open(kernel, seed, out);
    if (!b) return;
    const size_t batch = b->kernel.batch;
    enum { SMALL = 67 }; /* all sizes up to it, on a path by turns; those around one and two vectors on all */
    const size_t large[] = {batch - 1, batch, batch + 1, batch + 9, 1000};
    for (size_t c = 0; c <= SMALL + sizeof large / sizeof large[0]; c++) {
        const size_t count = c <= SMALL ? c : large[c - SMALL - 1];
        const bool everywhere = count <= 3 || (count >= 7 && count <= 11) || count == 16 || count == 17;
        for (size_t i = 0; i < count; i++) cases_next(&b->source, &b->cases[i]);
        for (int size = -1; size < RUNNER_SIZES; size++) {
            if (everywhere || size == -1 || size == (int)(c % RUNNER_SIZES)) runner_run(&b->runner, size, b->cases, count);
        }
    }
    bench_close(b, out);
}

void countersign_probe_crafted(const char *kernel, uint64_t seed, countersign_probe_report *out)
{
    struct bench *b = bench_open(kernel, seed, out);
    if (!b) return;
    for (int size = -1; size < RUNNER_SIZES; size++) {
        /* All blinds where they make most difference; cases that are made for one of them are few elsewhere. */
        const bool all = size == -1 || size == 3;
        for (int blinds = all ? RUNNER_UNKNOWN : RUNNER_KNOWN; blinds >= RUNNER_KNOWN; blinds--) {
            runner_blind(&b->runner, blinds);
            runner_run(&b->runner, size, b->source.crafted, b->source.crafted_count);
        }
        /* One at a time, where one lane may serve; and among valid ones, so that nothing hides behind a neighbour's
         * exception. */
        for (unsigned i = 0; i < b->source.crafted_count; i += size >= 0 ? 3 : 1) {
            runner_run(&b->runner, size, &b->source.crafted[i], 1);
        }
        if (size >= 0) continue;
        enum { AROUND = 9 };
        for (unsigned i = 0; i < b->source.crafted_count; i += 5) {
            for (unsigned k = 0; k < AROUND; k++) cases_valid(&b->source, &b->cases[k], k);
            b->cases[i % AROUND] = b->source.crafted[i];
            runner_run(&b->runner, size, b->cases, AROUND);
        }
    }
    bench_close(b, out);
}

/* Statistics of one batch. */
static countersign_p256_statistics measure(struct bench *b, int size, size_t count)
{
    const countersign_p256_statistics before = b->runner.statistics;
    runner_run(&b->runner, size, b->cases, count);
    const countersign_p256_statistics after = b->runner.statistics;
    return (countersign_p256_statistics){after.items - before.items, after.slow_path - before.slow_path,
                                         after.complete - before.complete, after.levels_redone - before.levels_redone,
                                         after.inversions - before.inversions};
}

/* `count` valid cases, none with a special digest. */
static void make_honest(struct bench *b, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        do cases_valid(&b->source, &b->cases[i], (unsigned)i % (2 * CASE_SIGNERS));
        while (((b->cases[i].signature.digest[0] + 1) & 0xff) < 2);
    }
}

/* What full vectors leave over, and a single item, is done on one lane where that is faster: inversions tell. */
static void expect_fastest_path(struct bench *b, countersign_probe_report *out)
{
    const size_t lanes = b->kernel.lanes;
    make_honest(b, 5 * lanes + 1);
    const uint64_t alone = measure(b, -1, 1).inversions;
    for (size_t vectors = 1; vectors <= 5 && lanes > 1; vectors++) {
        const uint64_t full = measure(b, -1, vectors * lanes).inversions;
        const uint64_t more = measure(b, -1, vectors * lanes + 1).inversions - full;
        EXPECT(out, (more == alone) == (vectors <= 4), "%s: one item behind %zu vectors takes %llu inversions, alone %llu",
               b->kernel.name, vectors, (unsigned long long)more, (unsigned long long)alone);
    }
}

void countersign_probe_counters(const char *kernel, uint64_t seed, countersign_probe_report *out)
{
    struct bench *b = bench_open(kernel, seed, out);
    if (!b) return;
    const size_t count = b->kernel.batch;
    expect_fastest_path(b, out);
    for (int size = -1; size < RUNNER_SIZES; size++) {
        make_honest(b, count);
        const countersign_p256_statistics honest = measure(b, size, count);
        EXPECT(out, honest.items == count, "%s: %llu items counted of %zu", kernel, (unsigned long long)honest.items, count);
        /* The smallest table has 3 points a column, 2^20 sums: two columns of an honest item are alike once in 2^19. */
        EXPECT(out, honest.slow_path <= (size == 0 ? 4 : 0) && honest.levels_redone <= 2 * honest.slow_path,
               "%s, path %d: %llu items of an honest batch verified again, %llu levels", kernel, size,
               (unsigned long long)honest.slow_path, (unsigned long long)honest.levels_redone);
        EXPECT(out, honest.inversions > 0, "%s: no inversion counted", kernel);

        /* One that doubles at the last addition 2·S + C, one at (S + C) + S: each kernel does only one of them. */
        const struct labelled *const doubling = &b->source.crafted[4 * (size + 1)];
        b->cases[count / 2] = doubling[0];
        b->cases[count / 2 + 1] = doubling[2];
        const countersign_p256_statistics one = measure(b, size, count);
        EXPECT(out, one.slow_path > 0 && one.slow_path <= honest.slow_path + 1,
               "%s, path %d: one exceptional item, %llu on the slow path", kernel, size, (unsigned long long)one.slow_path);
        EXPECT(out, one.inversions <= 2 * honest.inversions + 4, "%s: one item costs %llu inversions instead of %llu", kernel,
               (unsigned long long)one.inversions, (unsigned long long)honest.inversions);

        for (size_t i = 0; i < count; i++) {
            do b->cases[i] = b->source.crafted[cases_random(&b->source) % b->source.crafted_count];
            while (!b->source.good[b->cases[i].key]);
            if (i % 4 == 0) b->cases[i] = doubling[i / 4 % 4];
        }
        const countersign_p256_statistics all = measure(b, size, count);
        EXPECT(out, all.slow_path > 0 && all.slow_path <= count, "%s: slow path %llu", kernel,
               (unsigned long long)all.slow_path);
        EXPECT(out, all.complete > 0 && all.complete <= all.slow_path, "%s: complete formulas %llu", kernel,
               (unsigned long long)all.complete);

        /* The second pass has a blind of its own; with the smallest table one crafted item in twenty meets again. */
        runner_blind(&b->runner, RUNNER_KNOWN_FIRST);
        const countersign_p256_statistics second = measure(b, size, count);
        EXPECT(out, second.slow_path == all.slow_path && second.complete <= (size == 0 ? count / 8 : count / 64),
               "%s, path %d: %llu items verified again, then %llu by the complete formulas", kernel, size,
               (unsigned long long)second.slow_path, (unsigned long long)second.complete);

        /* Who does not know the blind meets an exception by chance, and that only where columns are small. */
        runner_blind(&b->runner, RUNNER_UNKNOWN);
        const countersign_p256_statistics blinded = measure(b, size, count);
        runner_blind(&b->runner, RUNNER_KNOWN);
        const uint64_t bound = size == 0 ? count / 8 : 0;
        EXPECT(out, blinded.slow_path <= bound && blinded.complete <= bound / 8,
               "%s, path %d: %llu items of a crafted batch verified again, %llu by the complete formulas", kernel, size,
               (unsigned long long)blinded.slow_path, (unsigned long long)blinded.complete);
        EXPECT(out, blinded.inversions <= 2 * honest.inversions,
               "%s, path %d: a crafted batch takes %llu inversions, an honest one %llu", kernel, size,
               (unsigned long long)blinded.inversions, (unsigned long long)honest.inversions);
    }
    bench_close(b, out);
}

void countersign_probe_labels(uint64_t seed, uint64_t cases, countersign_probe_report *out)
{
    memset(out, 0, sizeof *out);
    struct case_source *source = calloc(1, sizeof *source);
    cases_make(source, seed);
    for (uint64_t i = 0; i < source->crafted_count + cases; i++) {
        struct labelled one;
        if (i < source->crafted_count) one = source->crafted[i];
        else cases_mutated(source, &one, (unsigned)i % (CASE_MUTATIONS - 1));
        const unsigned judged = cases_judge(source, &one);
        EXPECT(out, judged == one.verdict, "%s: labelled %u, plain integers say %u", one.kind, one.verdict, judged);
    }
    EXPECT(out, source->crafted_count > 400, "%u crafted cases", source->crafted_count);
    free(source);
}

uint32_t countersign_probe_cold_start(const char *kernel)
{
    static const uint8_t table_bytes_index = 0;
    countersign_probe_report ignored;
    struct bench *b = bench_open(kernel, 7, &ignored);
    if (!b) return 0;
    for (size_t i = 0; i < 40; i++) cases_next(&b->source, &b->cases[i]);
    runner_run(&b->runner, -1, b->cases, 40);
    uint32_t sum = 2166136261u;
    for (size_t i = 0; i < 40; i++) sum = (sum ^ b->runner.verdicts[i]) * 16777619u;
    runner_run(&b->runner, table_bytes_index, b->cases, 40);
    for (size_t i = 0; i < 30; i++) sum = (sum ^ b->runner.verdicts[i]) * 16777619u;
    bench_close(b, &ignored);
    return ignored.wrong ? 0 : sum | 1;
}

bool countersign_probe_signature(const uint8_t u1[32], const uint8_t u2[32], const uint8_t key[64], uint8_t digest[32],
                                 uint8_t r[32], uint8_t s[32], bool *valid)
{
    const struct plain a = plain_from_bytes(u1), b = plain_from_bytes(u2);
    const struct plain_point q = {plain_from_bytes(key), plain_from_bytes(key + 32), false};
    const struct plain_point sum =
        plain_point_add(plain_point_multiply(a, plain_generator), plain_point_multiply(b, q));
    const struct plain x = sum.infinite ? plain_of(5) : plain_reduce(sum.x, &plain_n);
    const struct plain inverse = plain_invert(b, &plain_n);
    if (plain_is_zero(x) || plain_is_zero(inverse)) return false;
    const struct plain whole = plain_multiply(x, inverse, &plain_n);
    plain_to_bytes(digest, plain_multiply(a, whole, &plain_n));
    plain_to_bytes(r, x);
    plain_to_bytes(s, whole);
    *valid = !sum.infinite;
    return true;
}

void countersign_probe_reduce(const uint8_t *bytes, size_t count, uint8_t out[32])
{
    struct plain value = plain_of(0);
    for (size_t i = 0; i < count; i++) {
        value = plain_add(plain_multiply(value, plain_of(256), &plain_n), plain_of(bytes[i]), &plain_n);
    }
    plain_to_bytes(out, value);
}

void countersign_probe_sum(const uint8_t a[32], const uint8_t b[32], uint8_t out[32])
{
    plain_to_bytes(out, plain_add(plain_from_bytes(a), plain_from_bytes(b), &plain_n));
}
