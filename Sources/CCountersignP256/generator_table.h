#ifndef COUNTERSIGN_GENERATOR_TABLE_H
#define COUNTERSIGN_GENERATOR_TABLE_H

#include <stdatomic.h>

#include "comb.h"
#include "include/CCountersignP256.h"

/* Builds the generator's comb that goes with `key` (up to 4 MB, about 2 ms) on the first call, checks it against
 * the checksum that a script computed, and publishes it in *table for good. Thread-safe.
 * Errors: MEMORY (the next call tries again), SELF_TEST (a wrong table). */
countersign_p256_status countersign_generator_table_once(
    _Atomic(struct line *) *table, const struct comb *key, unsigned form,
    countersign_p256_status (*build)(const struct comb *comb, const uint8_t (*keys)[64], size_t count, void *state,
                                     void *const *memory, uint8_t *results));

#endif
