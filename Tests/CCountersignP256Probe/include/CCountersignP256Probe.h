#ifndef COUNTERSIGN_P256_PROBE_H
#define COUNTERSIGN_P256_PROBE_H

/*
 * Checks of the kernels, for tests. Each takes the name of a kernel that this CPU has and fills a report: how much was
 * compared, how much was wrong, and the first difference in words. Labels come from plain integers.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct countersign_probe_report {
    uint64_t checked, wrong;
    /* What the calls counted, where it matters. */
    uint64_t items, slow_path, complete, levels_redone, inversions;
    char first[256];
} countersign_probe_report;

/* The first difference, "" if there is none. */
const char *countersign_probe_first(const countersign_probe_report *report);

/* Kernels of this CPU whose layers are open to the checks below, by name; NULL after the last. */
const char *countersign_probe_layer(size_t index);

/* ---- Verification ---- */

/* Random, mutated and crafted cases on both paths, all table sizes and many batch sizes. */
void countersign_probe_stream(const char *kernel, uint64_t seed, uint64_t cases, countersign_probe_report *out);
/* Each kind of flaw in each lane, its neighbours valid. `paths`: 1 … 6, the first so many of unknown, 2 KB, … */
void countersign_probe_lanes(const char *kernel, uint64_t seed, unsigned paths, countersign_probe_report *out);
/* Sizes around lanes and internal batches. */
void countersign_probe_sizes(const char *kernel, uint64_t seed, countersign_probe_report *out);
/* All crafted cases, on unknown keys and on every table size; whoever crafted them knew the blinds. */
void countersign_probe_crafted(const char *kernel, uint64_t seed, countersign_probe_report *out);
/* Counters of honest, mixed and entirely exceptional batches, and of the latter where nobody knows the blinds. */
void countersign_probe_counters(const char *kernel, uint64_t seed, countersign_probe_report *out);
/* The labels themselves: crafted cases and `cases` others are judged by plain integers. */
void countersign_probe_labels(uint64_t seed, uint64_t cases, countersign_probe_report *out);
/* Calls that must be refused, and what they leave behind. */
void countersign_probe_refusals(const char *kernel, countersign_probe_report *out);
/* Buffers that end and begin at pages that nobody may touch, at every alignment. */
void countersign_probe_guards(const char *kernel, uint64_t seed, countersign_probe_report *out);
/* One fixed batch on a new workspace: a checksum of its verdicts, the same on every thread. */
uint32_t countersign_probe_cold_start(const char *kernel);

/* A signature of which u1 = digest/s and u2 = r/s, under `key`: its digest, r and s. False if no r makes one. If
 * u1·G + u2·key is infinity, *valid is false and r is any. */
bool countersign_probe_signature(const uint8_t u1[32], const uint8_t u2[32], const uint8_t key[64], uint8_t digest[32],
                                 uint8_t r[32], uint8_t s[32], bool *valid);
/* k mod n of an integer of any length. */
void countersign_probe_reduce(const uint8_t *bytes, size_t count, uint8_t out[32]);

/* a + b mod n. */
void countersign_probe_sum(const uint8_t a[32], const uint8_t b[32], uint8_t out[32]);

/* ---- Layers ---- */

/* Field operations at the extremes of their ranges and at random, against plain integers. */
void countersign_probe_field(const char *kernel, uint64_t seed, uint64_t rounds, countersign_probe_report *out);
/* Arithmetic modulo the order and both inversions. */
void countersign_probe_scalars(uint64_t seed, uint64_t rounds, countersign_probe_report *out);
/* All pairs of points of small groups through doubling, mixed addition and the passes. */
void countersign_probe_small_groups(const char *kernel, unsigned largest, countersign_probe_report *out);
/* u1·G + u2·Q, under unknown keys and with each size of tables, in large and in small batches: every stride-th pair
 * (u1, u2) of the group of order 401 under a random key, each with random scalars that stand for it, and some of larger
 * groups. Each sum is right, or noticed to be exceptional; slow_path counts those of `items`, complete infinities. */
void countersign_probe_small_sums(const char *kernel, uint64_t seed, unsigned stride, countersign_probe_report *out);
/* All pairs and all (u1, u2, Q) of small groups through the complete formulas. */
void countersign_probe_complete(unsigned largest, countersign_probe_report *out);

#endif
