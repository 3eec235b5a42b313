#include "dispatch.h"

#include <stdlib.h>

#include "self_test_vectors.h"

/*
 * Known answers on both paths, alone and in batches, each case in every lane: every group size that the
 * engine treats differently is met, and exceptional cases sit next to ordinary ones.
 */

enum {
    CASES = sizeof known_answers / sizeof known_answers[0],
    /* The number of cases is odd, so that one turn takes each case through each of 8 lanes; more groups than
     * the engine calls few, and an incomplete one. */
    BATCH = 8 * CASES + 1,
};
_Static_assert(CASES % 2 == 1, "see BATCH");

struct self_test {
    countersign_p256_item items[BATCH];
    countersign_p256_enrolled_item enrolled[BATCH];
    uint8_t expected[BATCH], verdicts[BATCH];
    void *tables[CASES];
    uint8_t results[CASES];
    uint8_t keys[CASES][64];
};

/* Verdicts of `count` items against what is expected. */
static bool agrees(const struct countersign_kernel *kernel, struct self_test *t, void *memory, const struct comb *key,
                   size_t count)
{
    struct blinds blinds;
    countersign_blinds_of_process(&blinds, kernel->form);
    struct batch_input in = {.count = count, .key = key, .form = kernel->form, .blinds = &blinds};
    in.items = key ? (const uint8_t *)t->enrolled : (const uint8_t *)t->items;
    in.stride = key ? sizeof t->enrolled[0] : sizeof t->items[0];
    memset(t->verdicts, 0xff, sizeof t->verdicts);
    kernel->verify(memory, &in, t->verdicts, NULL);
    return memcmp(t->verdicts, t->expected, count) == 0;
}

/* Fills the batch with the cases from case `first` on, round and round. */
static void fill(struct self_test *t, size_t first, const struct comb *key)
{
    size_t c = first;
    for (size_t i = 0; i < BATCH; i++, c = (c + 1) % CASES) {
        while (key && t->results[c] != COUNTERSIGN_P256_VALID) c = (c + 1) % CASES;
        t->items[i] = known_answers[c].item;
        t->enrolled[i].signature = known_answers[c].item.signature;
        t->enrolled[i].table.lines = t->tables[c];
        t->expected[i] = known_answers[c].verdict;
    }
}

static bool all_agree(const struct countersign_kernel *kernel, struct self_test *t, void *memory, const struct comb *key)
{
    const size_t counts[] = {1, kernel->lanes + 1, BATCH};
    for (size_t first = 0; first < CASES; first++) {
        fill(t, first, key);
        for (size_t k = 0; k < sizeof counts / sizeof counts[0]; k++) {
            if (counts[k] == BATCH && first > 0) continue;
            if (!agrees(kernel, t, memory, key, counts[k])) return false;
        }
    }
    return true;
}

static countersign_p256_status run(const struct countersign_kernel *kernel, struct self_test *t, void *memory,
                                   unsigned char *table_memory)
{
    const struct comb *comb = countersign_comb_for_bytes(COUNTERSIGN_P256_TABLE_2K);
    for (size_t c = 0; c < CASES; c++) {
        t->tables[c] = table_memory + c * COUNTERSIGN_P256_TABLE_2K;
        memcpy(t->keys[c], known_answers[c].item.key, 64);
    }
    countersign_p256_status status = kernel->prepare(NULL);
    if (!status) status = kernel->prepare(comb);
    if (!status) status = kernel->build(comb, (const uint8_t(*)[64])t->keys, CASES, NULL, t->tables, t->results);
    if (status) return status;
    for (size_t c = 0; c < CASES; c++) {
        bool bad = known_answers[c].verdict == COUNTERSIGN_P256_BAD_KEY;
        if (bad != (t->results[c] == COUNTERSIGN_P256_BAD_KEY)) return COUNTERSIGN_P256_ERROR_SELF_TEST;
    }
    if (!all_agree(kernel, t, memory, NULL) || !all_agree(kernel, t, memory, comb)) {
        return COUNTERSIGN_P256_ERROR_SELF_TEST;
    }
    return COUNTERSIGN_P256_OK;
}

bool countersign_p256_known_answer(size_t index, const countersign_p256_item **item, uint8_t *verdict)
{
    if (index >= CASES) return false;
    *item = &known_answers[index].item;
    *verdict = known_answers[index].verdict;
    return true;
}

countersign_p256_status countersign_kernel_self_test(const struct countersign_kernel *kernel)
{
    const size_t capacity = (BATCH + kernel->lanes - 1) / kernel->lanes * kernel->lanes;
    struct self_test *t = calloc(1, sizeof *t);
    void *memory = aligned_alloc(64, (kernel->workspace_bytes(capacity) + 63) & ~(size_t)63);
    unsigned char *tables = aligned_alloc(64, (size_t)CASES * COUNTERSIGN_P256_TABLE_2K);
    countersign_p256_status status = COUNTERSIGN_P256_ERROR_MEMORY;
    if (t && memory && tables) {
        kernel->workspace_init(memory, capacity);
        status = run(kernel, t, memory, tables);
    }
    free(t);
    free(memory);
    free(tables);
    return status;
}
