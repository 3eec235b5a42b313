#include "dispatch.h"

#include <stdlib.h>

/* The public calls: arguments are checked here, once; kernels see only sound batches. */

struct countersign_p256_workspace {
    const struct countersign_kernel *kernel;
    /* For the few items that do not fill a vector: a one-lane kernel. NULL if the kernel has one lane itself. */
    const struct countersign_kernel *single;
    size_t batch; /* items that `memory` is for: the kernel's batch or fewer */
    void *memory, *single_memory;
    struct blinds blinds, single_blinds; /* the process's, or chosen ones */
    uint64_t blinds_number;              /* which of the process's */
    bool keeps_blinds;                   /* countersign_workspace_choose_blinds was called */
    countersign_p256_statistics window; /* of the last items, RENEW_WINDOW at most */
};

/*
 * Which kernel is the fastest for so many items (measured on Zen 5, one lane and eight, each size among others).
 * From VECTOR_FROM items on, a padded vector beats one lane after the other: unknown keys 29 and 45 µs for one item, 56
 * and 45 for two; enrolled, 32 KB, 7.5 and 12 µs for one, 15 and 13 for two.
 * What LEFT_OVER_AFTER full vectors or fewer leave over goes to one lane too, under unknown keys: a ninth item costs 31
 * µs there and 42 in a second vector, a 33rd as much here as there. Under enrolled keys the change of kernels costs
 * more than it gains from the ninth on: 25 against 20 µs in all.
 */
enum { VECTOR_FROM = 2, LEFT_OVER_AFTER = 4 };

/*
 * Of the last items so many, and one in so many, may be verified again or be decided by complete formulas; then the
 * process draws other blinds, which takes as long as ten to a hundred items. By chance there are 6 % and 0.7 % of them
 * at most, in batches of nothing but crafted items with 2 KB tables; an item that is known to be one under these blinds
 * can be sent again and again.
 */
enum { RENEW_WINDOW = 4096, AGAIN_AFTER = 16, AGAIN_SHARE = 8, COMPLETE_AFTER = 3, COMPLETE_SHARE = 64 };

static const uint32_t table_sizes[] = {
    COUNTERSIGN_P256_TABLE_2K, COUNTERSIGN_P256_TABLE_4K, COUNTERSIGN_P256_TABLE_8K,
    COUNTERSIGN_P256_TABLE_32K, COUNTERSIGN_P256_TABLE_64K};
enum { TABLE_SIZE_COUNT = sizeof table_sizes / sizeof table_sizes[0] };

size_t countersign_p256_table_size_count(void) { return TABLE_SIZE_COUNT; }
uint32_t countersign_p256_table_size_at(size_t index) { return index < TABLE_SIZE_COUNT ? table_sizes[index] : 0; }

const char *countersign_p256_status_text(countersign_p256_status status)
{
    switch (status) {
    case COUNTERSIGN_P256_OK: return "success";
    case COUNTERSIGN_P256_ERROR_ARGUMENT: return "a pointer is NULL where the call needs one";
    case COUNTERSIGN_P256_ERROR_COUNT: return "so many items do not fit into memory";
    case COUNTERSIGN_P256_ERROR_ALIGNMENT: return "table memory is not aligned to 64 bytes";
    case COUNTERSIGN_P256_ERROR_LAYOUT: return "no such table size, or tables of different sizes in one call";
    case COUNTERSIGN_P256_ERROR_TABLE: return "not a table that was built for this kernel";
    case COUNTERSIGN_P256_ERROR_KERNEL_UNKNOWN: return "no kernel has this name";
    case COUNTERSIGN_P256_ERROR_KERNEL_UNAVAILABLE: return "this CPU or operating system cannot run the kernel";
    case COUNTERSIGN_P256_ERROR_SELF_TEST: return "the kernel gave a wrong known answer";
    case COUNTERSIGN_P256_ERROR_MEMORY: return "memory is exhausted";
    }
    return "unknown status";
}

static void *state_create(const struct countersign_kernel *kernel, size_t capacity)
{
    void *memory = aligned_alloc(64, (kernel->workspace_bytes(capacity) + 63) & ~(size_t)63);
    if (memory) kernel->workspace_init(memory, capacity);
    return memory;
}

/* The process's blinds as they are now. */
static void take_blinds(countersign_p256_workspace *w)
{
    if (w->single) countersign_blinds_of_process(&w->single_blinds, w->single->form);
    w->blinds_number = countersign_blinds_of_process(&w->blinds, w->kernel->form);
}

countersign_p256_status countersign_p256_workspace_create(const char *name, countersign_p256_workspace **out)
{
    return countersign_p256_workspace_create_small(name, SIZE_MAX, out);
}

countersign_p256_status countersign_p256_workspace_create_small(
    const char *name, size_t items, countersign_p256_workspace **out)
{
    if (!out) return COUNTERSIGN_P256_ERROR_ARGUMENT;
    *out = NULL;
    if (!items) return COUNTERSIGN_P256_ERROR_ARGUMENT;
    const struct countersign_kernel *kernel, *single = NULL;
    countersign_p256_status status = countersign_kernel_find(name, &kernel);
    if (!status && kernel->lanes > 1) status = countersign_kernel_find_single(name != NULL, &single);
    if (status) return status;
    countersign_p256_workspace *w = aligned_alloc(64, sizeof *w); /* it holds lines */
    if (!w) return COUNTERSIGN_P256_ERROR_MEMORY;
    memset(w, 0, sizeof *w);
    w->kernel = kernel;
    w->single = single;
    take_blinds(w);
    w->batch = items < kernel->batch ? (items + kernel->lanes - 1) / kernel->lanes * kernel->lanes : kernel->batch;
    w->memory = state_create(kernel, w->batch);
    if (single) w->single_memory = state_create(single, VECTOR_FROM);
    if (!w->memory || (single && !w->single_memory)) {
        countersign_p256_workspace_free(w);
        return COUNTERSIGN_P256_ERROR_MEMORY;
    }
    *out = w;
    return COUNTERSIGN_P256_OK;
}

void countersign_workspace_choose_blinds(countersign_p256_workspace *w, const struct words scalars[2])
{
    countersign_blinds_make(&w->blinds, scalars, w->kernel->form);
    if (w->single) countersign_blinds_make(&w->single_blinds, scalars, w->single->form);
    w->keeps_blinds = true;
}

void countersign_p256_workspace_free(countersign_p256_workspace *w)
{
    if (!w) return;
    free(w->memory);
    free(w->single_memory);
    free(w);
}

const char *countersign_p256_workspace_kernel(const countersign_p256_workspace *w)
{
    return w ? w->kernel->name : NULL;
}

/* May the one-lane kernel serve? It reads tables of its own form and of larger ones. */
static bool single_serves(const countersign_p256_workspace *w)
{
    return w->single && w->single->form <= w->kernel->form;
}

/* The generator's tables that go with a key's comb. */
static countersign_p256_status prepare(const countersign_p256_workspace *w, const struct comb *key)
{
    countersign_p256_status status = w->kernel->prepare(key);
    return status || !single_serves(w) ? status : w->single->prepare(key);
}

/* A table's seal tells which form its lines have, and that it was built. */
static uint32_t seal_of(unsigned form, uint32_t bytes) { return 0x50323536u ^ form << 20 ^ bytes; }

countersign_p256_status countersign_p256_build_tables(
    countersign_p256_workspace *w, countersign_p256_table_size size, const uint8_t (*keys)[64], size_t count,
    void *const *memory, countersign_p256_table *tables, uint8_t *results)
{
    if (count > SIZE_MAX / (size_t)COUNTERSIGN_P256_TABLE_64K) return COUNTERSIGN_P256_ERROR_COUNT;
    if (tables) memset(tables, 0, count * sizeof *tables);
    if (results) memset(results, 0, count);
    if (!w) return COUNTERSIGN_P256_ERROR_ARGUMENT;
    const struct comb *comb = countersign_comb_for_bytes((uint32_t)size);
    if (!comb) return COUNTERSIGN_P256_ERROR_LAYOUT;
    if (count == 0) return COUNTERSIGN_P256_OK;
    if (!keys || !memory || !tables || !results) return COUNTERSIGN_P256_ERROR_ARGUMENT;
    for (size_t i = 0; i < count; i++) {
        if (!memory[i]) return COUNTERSIGN_P256_ERROR_ARGUMENT;
        if ((uintptr_t)memory[i] % COUNTERSIGN_P256_TABLE_ALIGNMENT) return COUNTERSIGN_P256_ERROR_ALIGNMENT;
    }
    /* The first verification need not wait for the generator's table. */
    countersign_p256_status status = prepare(w, comb);
    if (!status) status = w->kernel->build(comb, keys, count, w->memory, memory, results);
    if (status) {
        memset(results, 0, count);
        return status;
    }
    for (size_t i = 0; i < count; i++) {
        if (results[i] != COUNTERSIGN_P256_VALID) continue;
        tables[i] = (countersign_p256_table){memory[i], (uint32_t)size, seal_of(w->kernel->form, (uint32_t)size)};
    }
    return COUNTERSIGN_P256_OK;
}

/* Of a batch of `count` items, those that are left over for the one-lane kernel. */
static size_t left_over(const struct countersign_kernel *kernel, const struct batch_input *in)
{
    const size_t rest = in->count % kernel->lanes;
    return !in->key && rest < VECTOR_FROM && in->count / kernel->lanes <= LEFT_OVER_AFTER ? rest : 0;
}

static void add_statistics(countersign_p256_statistics *sum, const countersign_p256_statistics *more)
{
    sum->items += more->items;
    sum->slow_path += more->slow_path;
    sum->complete += more->complete;
    sum->levels_redone += more->levels_redone;
    sum->inversions += more->inversions;
}

/* Other blinds, where too many items met exceptions under these. */
static void renew_blinds(countersign_p256_workspace *w, const countersign_p256_statistics *batch)
{
    add_statistics(&w->window, batch);
    const bool is_due = w->window.slow_path > AGAIN_AFTER + w->window.items / AGAIN_SHARE
        || w->window.complete > COMPLETE_AFTER + w->window.items / COMPLETE_SHARE;
    if (is_due && !w->keeps_blinds) {
        countersign_blinds_renew(w->blinds_number);
        take_blinds(w);
    }
    if (is_due || w->window.items >= RENEW_WINDOW) memset(&w->window, 0, sizeof w->window);
}

/* All batches of a call. */
static void verify_batches(countersign_p256_workspace *w, struct batch_input in, size_t count, uint8_t *verdicts,
                           countersign_p256_statistics *statistics)
{
    const bool both = single_serves(w);
    in.form = w->kernel->form;
    while (count) {
        bool single = both && count < VECTOR_FROM;
        const struct countersign_kernel *kernel = single ? w->single : w->kernel;
        in.blinds = single ? &w->single_blinds : &w->blinds;
        in.count = single || count < w->batch ? count : w->batch;
        if (both && !single) in.count -= left_over(kernel, &in);
        countersign_p256_statistics batch;
        kernel->verify(single ? w->single_memory : w->memory, &in, verdicts, &batch);
        if (statistics) add_statistics(statistics, &batch);
        renew_blinds(w, &batch);
        in.items += in.count * in.stride;
        verdicts += in.count;
        count -= in.count;
    }
}

/* An error leaves no verdict of before. */
static countersign_p256_status refuse(countersign_p256_status status, uint8_t *verdicts, size_t count)
{
    if (verdicts) memset(verdicts, 0, count);
    return status;
}

countersign_p256_status countersign_p256_verify(
    countersign_p256_workspace *w, const countersign_p256_item *items, size_t count, uint8_t *verdicts,
    countersign_p256_statistics *statistics)
{
    if (count > SIZE_MAX / sizeof *items) return COUNTERSIGN_P256_ERROR_COUNT;
    if (!w || (count && (!items || !verdicts))) return refuse(COUNTERSIGN_P256_ERROR_ARGUMENT, verdicts, count);
    const struct batch_input in = {.items = (const uint8_t *)items, .stride = sizeof *items};
    verify_batches(w, in, count, verdicts, statistics);
    return COUNTERSIGN_P256_OK;
}

/* Do all tables fit each other and the kernel? */
static countersign_p256_status check_tables(
    const countersign_p256_enrolled_item *items, size_t count, unsigned form, uint32_t *bytes)
{
    *bytes = 0;
    for (size_t i = 0; i < count; i++) {
        countersign_p256_table table;
        /* Items need no alignment, so that no member of theirs may be named. */
        const uint8_t *item = (const uint8_t *)items + i * sizeof *items;
        memcpy(&table, item + offsetof(countersign_p256_enrolled_item, table), sizeof table);
        if (!table.lines) return COUNTERSIGN_P256_ERROR_TABLE;
        if ((uintptr_t)table.lines % COUNTERSIGN_P256_TABLE_ALIGNMENT) return COUNTERSIGN_P256_ERROR_ALIGNMENT;
        if (table.seal != seal_of(form, table.bytes)) return COUNTERSIGN_P256_ERROR_TABLE;
        if (i == 0) *bytes = table.bytes;
        if (table.bytes != *bytes || !countersign_comb_for_bytes(table.bytes)) return COUNTERSIGN_P256_ERROR_LAYOUT;
    }
    return COUNTERSIGN_P256_OK;
}

countersign_p256_status countersign_p256_verify_enrolled(
    countersign_p256_workspace *w, const countersign_p256_enrolled_item *items, size_t count, uint8_t *verdicts,
    countersign_p256_statistics *statistics)
{
    if (count > SIZE_MAX / sizeof *items) return COUNTERSIGN_P256_ERROR_COUNT;
    if (!w || (count && (!items || !verdicts))) return refuse(COUNTERSIGN_P256_ERROR_ARGUMENT, verdicts, count);
    if (count == 0) return COUNTERSIGN_P256_OK;
    uint32_t bytes;
    countersign_p256_status status = check_tables(items, count, w->kernel->form, &bytes);
    if (status) return refuse(status, verdicts, count);
    const struct batch_input in = {
        .items = (const uint8_t *)items,
        .stride = sizeof *items,
        .key = countersign_comb_for_bytes(bytes),
    };
    status = prepare(w, in.key);
    if (status) return refuse(status, verdicts, count);
    verify_batches(w, in, count, verdicts, statistics);
    return COUNTERSIGN_P256_OK;
}

countersign_p256_status countersign_p256_verify_one(const countersign_p256_item *item, uint8_t *verdict)
{
    if (verdict) *verdict = COUNTERSIGN_P256_INVALID;
    if (!item || !verdict) return COUNTERSIGN_P256_ERROR_ARGUMENT;
    const struct countersign_kernel *kernel;
    countersign_p256_status status = countersign_kernel_find_single(false, &kernel);
    if (status) return status;
    /* One item needs little, so it lives on the stack. */
    enum { ON_STACK = 24 << 10 };
    unsigned char stack[ON_STACK] __attribute__((aligned(64)));
    void *heap = NULL;
    if (kernel->workspace_bytes(1) > sizeof stack) {
        heap = state_create(kernel, 1);
        if (!heap) return COUNTERSIGN_P256_ERROR_MEMORY;
    } else {
        kernel->workspace_init(stack, 1);
    }
    struct blinds blinds;
    const uint64_t number = countersign_blinds_of_process(&blinds, kernel->form);
    const struct batch_input in = {.items = (const uint8_t *)item, .stride = sizeof *item, .count = 1, .blinds = &blinds};
    countersign_p256_statistics statistics;
    kernel->verify(heap ? heap : stack, &in, verdict, &statistics);
    free(heap);
    /* Under an unknown key chance brings that about once in some hundred thousand crafted items. */
    if (statistics.complete) countersign_blinds_renew(number);
    return COUNTERSIGN_P256_OK;
}
