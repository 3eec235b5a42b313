#ifndef COUNTERSIGN_PROBE_RUNNER_H
#define COUNTERSIGN_PROBE_RUNNER_H

#include "cases.h"

enum { RUNNER_BATCH_MAX = 8192, RUNNER_SIZES = 5 };

/* Runs labelled cases on one kernel and compares verdicts. */
struct runner {
    struct case_source *source;
    countersign_p256_workspace *workspace;
    countersign_p256_statistics statistics;
    countersign_p256_item *items;
    countersign_p256_enrolled_item *enrolled;
    uint8_t *verdicts;
    struct {
        unsigned built; /* keys 0 … built-1 have been offered */
        void *memory;
        countersign_p256_table tables[CASE_KEYS_MAX];
        uint8_t results[CASE_KEYS_MAX];
    } sizes[RUNNER_SIZES];
    uint64_t checked, wrong, skipped;
    char first[240]; /* the first disagreement, for people */
};

/* False (with the reason in `first`) if the kernel cannot be had. */
bool runner_open(struct runner *r, struct case_source *source, const char *kernel);
void runner_close(struct runner *r);
/* Takes a blind of the source for both passes (so that crafted cases end in the complete formulas), or for the first
 * alone, or blinds that the source does not know. */
enum runner_blinds { RUNNER_KNOWN, RUNNER_COLUMN, RUNNER_KNOWN_FIRST, RUNNER_UNKNOWN };
void runner_blind(struct runner *r, enum runner_blinds blinds);
/* Forgets tables: the source has new keys. */
void runner_renew(struct runner *r);

/* `size` -1: unknown keys; else an index of countersign_p256_table_size_at. Cases whose key is bad cannot be enrolled:
 * it is checked that building their table refuses them, and they are left out (counted in `skipped`). */
void runner_run(struct runner *r, int size, const struct labelled *cases, size_t count);

#endif
