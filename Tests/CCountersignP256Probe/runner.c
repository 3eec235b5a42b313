#include "runner.h"

#include "../../Sources/CCountersignP256/dispatch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool runner_open(struct runner *r, struct case_source *source, const char *kernel)
{
    memset(r, 0, sizeof *r);
    r->source = source;
    countersign_p256_status status = countersign_p256_workspace_create(kernel, &r->workspace);
    if (status) {
        snprintf(r->first, sizeof r->first, "%s: %s", kernel, countersign_p256_status_text(status));
        return false;
    }
    runner_blind(r, RUNNER_KNOWN);
    r->items = calloc(RUNNER_BATCH_MAX, sizeof *r->items);
    r->enrolled = calloc(RUNNER_BATCH_MAX, sizeof *r->enrolled);
    r->verdicts = calloc(RUNNER_BATCH_MAX, 1);
    return r->items && r->enrolled && r->verdicts;
}

void runner_close(struct runner *r)
{
    countersign_p256_workspace_free(r->workspace);
    free(r->items);
    free(r->enrolled);
    free(r->verdicts);
    for (int i = 0; i < RUNNER_SIZES; i++) free(r->sizes[i].memory);
}

void runner_blind(struct runner *r, enum runner_blinds blinds)
{
    struct words scalars[2];
    for (int i = 0; i < 2; i++) {
        const bool known = blinds < RUNNER_KNOWN_FIRST || (blinds == RUNNER_KNOWN_FIRST && i == 0);
        const struct plain *blind = blinds == RUNNER_COLUMN ? &r->source->column_blind : &r->source->blind;
        for (int k = 0; k < 4; k++) scalars[i].w[k] = known ? blind->w[k] : cases_random(r->source);
    }
    countersign_workspace_choose_blinds(r->workspace, scalars);
}

void runner_renew(struct runner *r)
{
    for (int i = 0; i < RUNNER_SIZES; i++) r->sizes[i].built = 0;
    runner_blind(r, RUNNER_KNOWN);
}

static void complain(struct runner *r, const char *what, int size, size_t i, size_t count, unsigned want, unsigned got)
{
    if (r->wrong++ > 0) return;
    snprintf(r->first, sizeof r->first, "%s: %s, table %u, item %zu of %zu: want %u, got %u",
             countersign_p256_workspace_kernel(r->workspace), what,
             size < 0 ? 0 : countersign_p256_table_size_at((size_t)size), i, count, want, got);
}

/* Tables of the keys that came since the last call. */
static void build(struct runner *r, int size)
{
    const size_t bytes = countersign_p256_table_size_at((size_t)size);
    if (!r->sizes[size].memory) r->sizes[size].memory = aligned_alloc(64, bytes * CASE_KEYS_MAX);
    const unsigned first = r->sizes[size].built, count = r->source->key_count - first;
    void *places[CASE_KEYS_MAX];
    if (!r->sizes[size].memory) {
        complain(r, "no memory for tables", size, 0, count, 0, 0);
        return;
    }
    for (unsigned i = 0; i < count; i++) places[i] = (uint8_t *)r->sizes[size].memory + bytes * (first + i);
    countersign_p256_status status = countersign_p256_build_tables(
        r->workspace, (countersign_p256_table_size)bytes, (const uint8_t(*)[64])r->source->keys[first], count, places,
        r->sizes[size].tables + first, r->sizes[size].results + first);
    if (status) complain(r, countersign_p256_status_text(status), size, 0, count, 0, status);
    for (unsigned i = first; i < first + count; i++) {
        const unsigned want = r->source->good[i] ? COUNTERSIGN_P256_VALID : COUNTERSIGN_P256_BAD_KEY;
        r->checked++;
        if (r->sizes[size].results[i] != want) complain(r, "table of a key", size, i, count, want, r->sizes[size].results[i]);
    }
    r->sizes[size].built = r->source->key_count;
}

static size_t run_unknown(struct runner *r, const struct labelled *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        r->items[i].signature = cases[i].signature;
        memcpy(r->items[i].key, r->source->keys[cases[i].key], 64);
    }
    memset(r->verdicts, 0xee, count);
    countersign_p256_status status =
        countersign_p256_verify(r->workspace, r->items, count, r->verdicts, &r->statistics);
    if (status) complain(r, countersign_p256_status_text(status), -1, 0, count, 0, status);
    for (size_t i = 0; i < count; i++) {
        if (r->verdicts[i] != cases[i].verdict) complain(r, cases[i].kind, -1, i, count, cases[i].verdict, r->verdicts[i]);
    }
    return count;
}

static size_t run_enrolled(struct runner *r, int size, const struct labelled *cases, size_t count)
{
    if (r->sizes[size].built < r->source->key_count) build(r, size);
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (!r->source->good[cases[i].key]) continue;
        r->enrolled[kept].signature = cases[i].signature;
        r->enrolled[kept++].table = r->sizes[size].tables[cases[i].key];
    }
    memset(r->verdicts, 0xee, kept);
    countersign_p256_status status =
        countersign_p256_verify_enrolled(r->workspace, r->enrolled, kept, r->verdicts, &r->statistics);
    if (status) complain(r, countersign_p256_status_text(status), size, 0, kept, 0, status);
    size_t at = 0;
    for (size_t i = 0; i < count; i++) {
        if (!r->source->good[cases[i].key]) continue;
        const unsigned got = r->verdicts[at];
        if (got != cases[i].verdict) complain(r, cases[i].kind, size, at, kept, cases[i].verdict, got);
        at++;
    }
    r->skipped += count - kept;
    return kept;
}

void runner_run(struct runner *r, int size, const struct labelled *cases, size_t count)
{
    for (size_t done = 0; done < count; done += RUNNER_BATCH_MAX) {
        const size_t part = count - done < RUNNER_BATCH_MAX ? count - done : RUNNER_BATCH_MAX;
        r->checked += size < 0 ? run_unknown(r, cases + done, part) : run_enrolled(r, size, cases + done, part);
    }
}
