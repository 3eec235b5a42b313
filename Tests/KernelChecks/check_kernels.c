/*
 * Every check of the probe on every kernel that this CPU has (COUNTERSIGN_KERNEL names one: only that). Needs nothing
 * but a C library, so that it also runs under an emulator.
 *
 *     check_kernels [effort] [seed] [verdicts | all]
 *
 * effort: 1 (a second or two) and up; verdicts: nothing below them; all: every sum of small groups, not one of 293
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../CCountersignP256Probe/include/CCountersignP256Probe.h"
#include "CCountersignP256.h"

static int failures;

static void tell(const char *kernel, const char *check, const countersign_probe_report *report)
{
    if (report->wrong) failures++;
    printf("%-12s %-14s %10llu compared", kernel, check, (unsigned long long)report->checked);
    if (report->wrong) printf(", %llu WRONG, first: %s", (unsigned long long)report->wrong, countersign_probe_first(report));
    if (report->checked == 0) failures++, printf(": NOTHING");
    printf("\n");
    fflush(stdout);
}

static void check_layers(const char *kernel, uint64_t effort, uint64_t seed, bool all)
{
    countersign_probe_report report;
    countersign_probe_field(kernel, seed, 500 * effort, &report);
    tell(kernel, "field", &report);
    countersign_probe_small_groups(kernel, effort > 1 ? 401 : 47, &report);
    tell(kernel, "small groups", &report);
    countersign_probe_small_sums(kernel, seed, all ? 1 : 293, &report);
    tell(kernel, "small sums", &report);
}

static void check_verdicts(const char *kernel, uint64_t effort, uint64_t seed)
{
    countersign_probe_report report;
    countersign_probe_refusals(kernel, &report);
    tell(kernel, "refusals", &report);
    countersign_probe_guards(kernel, seed, &report);
    tell(kernel, "guard pages", &report);
    countersign_probe_sizes(kernel, seed, &report);
    tell(kernel, "sizes", &report);
    countersign_probe_crafted(kernel, seed, &report);
    tell(kernel, "crafted", &report);
    countersign_probe_counters(kernel, seed, &report);
    tell(kernel, "counters", &report);
    countersign_probe_lanes(kernel, seed, effort > 1 ? 6 : 2, &report);
    tell(kernel, "lanes", &report);
    countersign_probe_stream(kernel, seed, 3000 * effort, &report);
    tell(kernel, "stream", &report);
}

int main(int argc, char **argv)
{
    const uint64_t effort = argc > 1 ? strtoull(argv[1], NULL, 0) : 1;
    const uint64_t seed = argc > 2 ? strtoull(argv[2], NULL, 0) : 1;
    const char *only = getenv("COUNTERSIGN_KERNEL");
    countersign_probe_report report;
    int kernels = 0;
    printf("check_kernels: effort %llu, seed %llu\n", (unsigned long long)effort, (unsigned long long)seed);
    const bool verdicts_only = argc > 3 && strcmp(argv[3], "verdicts") == 0;
    const bool all = argc > 3 && strcmp(argv[3], "all") == 0;
    countersign_probe_labels(seed, 20 * effort, &report);
    tell("-", "labels", &report);
    countersign_probe_scalars(seed, 2000 * effort, &report);
    tell("-", "scalars", &report);
    countersign_probe_complete(effort > 1 ? 401 : 11, &report);
    tell("-", "complete", &report);
    for (size_t i = 0; countersign_probe_layer(i); i++) {
        const char *kernel = countersign_probe_layer(i);
        if (only && *only && strcmp(only, kernel) != 0) continue;
        kernels++;
        if (!verdicts_only) check_layers(kernel, effort, seed, all);
        check_verdicts(kernel, effort, seed);
    }
    if (kernels == 0) return printf("check_kernels: no kernel here\n"), 1;
    printf("check_kernels: %d kernels, %d checks failed\n", kernels, failures);
    return failures != 0;
}
