/* What callers may do wrong, and where their memory ends. */

#include "report.h"
#include "runner.h"

#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

/* Are all bytes zero? */
static bool blank(const void *bytes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (((const uint8_t *)bytes)[i]) return false;
    }
    return true;
}

static void refuse_tables(countersign_p256_workspace *w, countersign_probe_report *out)
{
    struct case_source *source = calloc(1, sizeof *source);
    cases_make(source, 5);
    uint8_t *memory = aligned_alloc(64, 4 * 65536);
    void *places[2] = {memory, memory + 65536}, *bad_places[2] = {memory, memory + 65536 + 8}, *none[2] = {memory, NULL};
    countersign_p256_table tables[2];
    uint8_t results[2], verdicts[3];
    const uint8_t(*keys)[64] = (const uint8_t(*)[64])source->keys;
#define BUILD(size, keys, count, places, tables, results) \
    countersign_p256_build_tables(w, (countersign_p256_table_size)(size), keys, count, places, tables, results)
#define BUILT(status, ...)                                                                       \
    memset(tables, 0xff, sizeof tables), memset(results, 0xff, sizeof results);                  \
    EXPECT(out, BUILD(__VA_ARGS__) == (status), "build_tables(" #__VA_ARGS__ ") is not " #status)
#define NOTHING_BUILT(status, ...)      \
    BUILT(status, __VA_ARGS__);         \
    EXPECT(out, blank(results, 2) && blank(tables, sizeof tables), "results survive build_tables(" #__VA_ARGS__ ")")
    NOTHING_BUILT(COUNTERSIGN_P256_ERROR_LAYOUT, 16384, keys, 2, places, tables, results);
    BUILT(COUNTERSIGN_P256_ERROR_LAYOUT, 0, keys, 0, NULL, NULL, NULL);
    NOTHING_BUILT(COUNTERSIGN_P256_ERROR_ALIGNMENT, 2048, keys, 2, bad_places, tables, results);
    NOTHING_BUILT(COUNTERSIGN_P256_ERROR_ARGUMENT, 2048, keys, 2, none, tables, results);
    NOTHING_BUILT(COUNTERSIGN_P256_ERROR_ARGUMENT, 2048, NULL, 2, places, tables, results);
    NOTHING_BUILT(COUNTERSIGN_P256_ERROR_ARGUMENT, 2048, keys, 2, NULL, tables, results);
    BUILT(COUNTERSIGN_P256_ERROR_ARGUMENT, 2048, keys, 2, places, NULL, results);
    EXPECT(out, blank(results, 2), "results survive where there is no place for tables");
    BUILT(COUNTERSIGN_P256_ERROR_ARGUMENT, 2048, keys, 2, places, tables, NULL);
    EXPECT(out, blank(tables, sizeof tables), "tables survive where there is no place for results");
    BUILT(COUNTERSIGN_P256_ERROR_COUNT, 2048, keys, SIZE_MAX, places, tables, results);
    BUILT(COUNTERSIGN_P256_ERROR_COUNT, 2048, keys, SIZE_MAX / 65, places, tables, results);
    BUILT(COUNTERSIGN_P256_OK, 2048, NULL, 0, NULL, NULL, NULL);
    memset(results, 0xff, sizeof results);
    EXPECT(out, countersign_p256_build_tables(NULL, COUNTERSIGN_P256_TABLE_2K, keys, 2, places, tables, results) ==
                    COUNTERSIGN_P256_ERROR_ARGUMENT && blank(results, 2), "a missing workspace builds");

    /* Two tables of two sizes; then a seal of nobody. */
    countersign_p256_enrolled_item items[2];
    struct labelled valid;
    cases_valid(source, &valid, 0);
    BUILT(COUNTERSIGN_P256_OK, 2048, keys, 2, places, tables, results);
    items[0].signature = items[1].signature = valid.signature;
    items[0].table = items[1].table = tables[0];
#define VERIFIED(status, w, items, count, verdicts)                                                             \
    EXPECT(out, countersign_p256_verify_enrolled(w, items, count, verdicts, NULL) == (status),                  \
           "verify_enrolled(" #w ", " #items ", " #count ", " #verdicts ") is not " #status)
#define NOTHING_VERIFIED(status, w, items)     \
    memset(verdicts, 1, sizeof verdicts);      \
    VERIFIED(status, w, items, 2, verdicts);   \
    EXPECT(out, blank(verdicts, 2) && verdicts[2] == 1, "a verdict survives verify_enrolled(" #w ", " #items "): " #status)
    VERIFIED(COUNTERSIGN_P256_OK, w, items, 2, verdicts);
    EXPECT(out, verdicts[0] == COUNTERSIGN_P256_VALID && verdicts[1] == COUNTERSIGN_P256_VALID, "not valid");
    VERIFIED(COUNTERSIGN_P256_OK, w, NULL, 0, NULL);
    NOTHING_VERIFIED(COUNTERSIGN_P256_ERROR_ARGUMENT, w, NULL);
    VERIFIED(COUNTERSIGN_P256_ERROR_ARGUMENT, w, items, 2, NULL);
    NOTHING_VERIFIED(COUNTERSIGN_P256_ERROR_ARGUMENT, NULL, items);
    VERIFIED(COUNTERSIGN_P256_ERROR_COUNT, w, items, SIZE_MAX, verdicts);
    BUILT(COUNTERSIGN_P256_OK, 4096, keys, 2, places, tables, results);
    items[1].table = tables[1];
    NOTHING_VERIFIED(COUNTERSIGN_P256_ERROR_LAYOUT, w, items);
    items[1].table = items[0].table;
    items[1].table.seal ^= 1;
    NOTHING_VERIFIED(COUNTERSIGN_P256_ERROR_TABLE, w, items);
    memset(&items[1].table, 0, sizeof items[1].table);
    NOTHING_VERIFIED(COUNTERSIGN_P256_ERROR_TABLE, w, items);
    items[1].table = items[0].table;
    items[1].table.lines = (const uint8_t *)items[0].table.lines + 8;
    NOTHING_VERIFIED(COUNTERSIGN_P256_ERROR_ALIGNMENT, w, items);
    free(source);
    free(memory);
}

void countersign_probe_refusals(const char *kernel, countersign_probe_report *out)
{
    memset(out, 0, sizeof *out);
    countersign_p256_workspace *w = (countersign_p256_workspace *)1;
    EXPECT(out, countersign_p256_workspace_create(kernel, NULL) == COUNTERSIGN_P256_ERROR_ARGUMENT, "no place for a workspace");
    EXPECT(out, countersign_p256_workspace_create_small(kernel, 0, &w) == COUNTERSIGN_P256_ERROR_ARGUMENT && !w,
           "a workspace for nothing");
    EXPECT(out, countersign_p256_workspace_create("no such kernel", &w) == COUNTERSIGN_P256_ERROR_KERNEL_UNKNOWN && !w,
           "a kernel that does not exist is found");
    EXPECT(out, countersign_p256_workspace_create("", &w) == COUNTERSIGN_P256_ERROR_KERNEL_UNKNOWN && !w,
           "a kernel without a name is found");
    EXPECT(out, countersign_p256_workspace_create(kernel, &w) == COUNTERSIGN_P256_OK, "%s cannot be had", kernel);
    if (!w) return;
    countersign_p256_workspace_free(NULL);
    EXPECT(out, countersign_p256_workspace_kernel(NULL) == NULL, "no workspace has a kernel");
    EXPECT(out, strcmp(countersign_p256_workspace_kernel(w), kernel) == 0, "another kernel than asked for");

    countersign_p256_item item;
    memset(&item, 0, sizeof item);
    uint8_t verdicts[2] = {9, 9};
#define CHECKED(status, ...)                                                          \
    EXPECT(out, countersign_p256_verify(__VA_ARGS__, NULL) == (status), "verify(" #__VA_ARGS__ ") is not " #status)
    CHECKED(COUNTERSIGN_P256_ERROR_ARGUMENT, NULL, &item, 1, verdicts);
    EXPECT(out, verdicts[0] == 0, "a verdict survives a missing workspace");
    verdicts[0] = 9;
    CHECKED(COUNTERSIGN_P256_ERROR_ARGUMENT, w, NULL, 1, verdicts);
    EXPECT(out, verdicts[0] == 0, "a verdict survives missing items");
    countersign_p256_sha256_stream stream;
    uint8_t digest[32];
    memset(digest, 9, sizeof digest);
    EXPECT(out, countersign_p256_sha256_finish(NULL, digest) == COUNTERSIGN_P256_ERROR_ARGUMENT && blank(digest, 32),
           "a digest of nothing");
    EXPECT(out, countersign_p256_sha256_begin(&stream) == COUNTERSIGN_P256_OK &&
                    countersign_p256_sha256_finish(&stream, NULL) == COUNTERSIGN_P256_ERROR_ARGUMENT, "a digest to nowhere");
    CHECKED(COUNTERSIGN_P256_ERROR_ARGUMENT, w, &item, 1, NULL);
    CHECKED(COUNTERSIGN_P256_ERROR_COUNT, w, &item, SIZE_MAX, verdicts);
    CHECKED(COUNTERSIGN_P256_ERROR_COUNT, w, &item, SIZE_MAX / 65, verdicts);
    CHECKED(COUNTERSIGN_P256_OK, w, NULL, 0, NULL);
    EXPECT(out, verdicts[1] == 9, "written behind the verdicts");
    EXPECT(out, countersign_p256_verify_one(NULL, verdicts) == COUNTERSIGN_P256_ERROR_ARGUMENT && verdicts[0] == 0,
           "verify_one leaves a verdict");
    EXPECT(out, countersign_p256_verify_one(&item, NULL) == COUNTERSIGN_P256_ERROR_ARGUMENT, "verify_one without a verdict");
    EXPECT(out, countersign_p256_kernel_describe(0, NULL) == COUNTERSIGN_P256_ERROR_ARGUMENT, "described into nothing");
    countersign_p256_kernel_info info;
    EXPECT(out, countersign_p256_kernel_describe(SIZE_MAX, &info) == COUNTERSIGN_P256_ERROR_KERNEL_UNKNOWN && !info.name,
           "a kernel beyond the last");
    EXPECT(out, countersign_p256_choose_kernel("no such kernel") == COUNTERSIGN_P256_ERROR_KERNEL_UNKNOWN,
           "a kernel that does not exist is chosen");
    EXPECT(out, countersign_p256_self_test("no such kernel") == COUNTERSIGN_P256_ERROR_KERNEL_UNKNOWN,
           "a kernel that does not exist passes its self-test");
    EXPECT(out, countersign_p256_self_test(kernel) == COUNTERSIGN_P256_OK, "%s fails its self-test", kernel);
    for (int status = -1; status < 12; status++) {
        const char *text = countersign_p256_status_text((countersign_p256_status)status);
        EXPECT(out, text && *text, "status %d has no text", status);
    }
    refuse_tables(w, out);
    countersign_p256_workspace_free(w);
}

/* ---- Guard pages ---- */

struct guarded {
    uint8_t *base, *end; /* usable: base … end-1; both neighbours are forbidden */
    size_t page, bytes;
};

static struct guarded guarded_make(size_t bytes)
{
    struct guarded g = {.page = (size_t)sysconf(_SC_PAGESIZE)};
    g.bytes = (bytes + g.page - 1) / g.page * g.page;
    uint8_t *all = mmap(NULL, g.bytes + 2 * g.page, PROT_NONE, MAP_PRIVATE | MAP_ANON, -1, 0);
    if (all == MAP_FAILED || mprotect(all + g.page, g.bytes, PROT_READ | PROT_WRITE)) return (struct guarded){0};
    g.base = all + g.page;
    g.end = g.base + g.bytes;
    return g;
}

static void guarded_free(struct guarded *g)
{
    if (g->base) munmap(g->base - g->page, g->bytes + 2 * g->page);
}

void countersign_probe_guards(const char *kernel, uint64_t seed, countersign_probe_report *out)
{
    enum { MOST = 70, KEYS = 9 };
    memset(out, 0, sizeof *out);
    struct case_source *source = calloc(1, sizeof *source);
    cases_make(source, seed);
    countersign_p256_workspace *w = NULL;
    EXPECT(out, countersign_p256_workspace_create(kernel, &w) == COUNTERSIGN_P256_OK, "%s cannot be had", kernel);
    struct guarded items = guarded_make(MOST * sizeof(countersign_p256_item) + 8),
                   verdicts = guarded_make(MOST), keys = guarded_make(KEYS * 64), tables = guarded_make(KEYS * 8192);
    EXPECT(out, items.base && verdicts.base && keys.base && tables.base, "no guarded memory");
    countersign_p256_table built[KEYS];
    uint8_t results[KEYS];
    void *places[KEYS];
    if (w && items.base && verdicts.base && keys.base && tables.base) {
        /* Tables and keys end at a forbidden page. */
        memcpy(keys.end - KEYS * 64, source->keys, KEYS * 64);
        for (int i = 0; i < KEYS; i++) places[i] = tables.end - (size_t)(KEYS - i) * 8192;
        EXPECT(out, countersign_p256_build_tables(w, COUNTERSIGN_P256_TABLE_8K, (const uint8_t(*)[64])(keys.end - KEYS * 64),
                                                  KEYS, places, built, results) == COUNTERSIGN_P256_OK, "tables not built");
        static const size_t counts[] = {1, 2, 3, 8, 9, 17, 64, MOST};
        for (size_t c = 0; c < sizeof counts / sizeof counts[0]; c++) {
            const size_t n = counts[c];
            for (int side = 0; side < 2; side++) {
                /* The end of the buffer at a forbidden page, then its beginning: with each alignment on the way. */
                for (size_t shift = 0; shift < 8; shift += n > 9 ? 5 : 1) {
                    for (int enrolled = 0; enrolled < 2; enrolled++) {
                        const size_t size =
                            enrolled ? sizeof(countersign_p256_enrolled_item) : sizeof(countersign_p256_item);
                        uint8_t *at = side ? items.base + shift : items.end - n * size - shift;
                        uint8_t *to = side ? verdicts.base : verdicts.end - n;
                        for (size_t i = 0; i < n; i++) {
                            struct labelled one;
                            cases_valid(source, &one, (unsigned)i % KEYS);
                            memcpy(at + i * size, &one.signature, sizeof one.signature);
                            if (enrolled) {
                                memcpy(at + i * size + offsetof(countersign_p256_enrolled_item, table), &built[one.key],
                                       sizeof built[0]);
                            } else {
                                memcpy(at + i * size + sizeof one.signature, source->keys[one.key], 64);
                            }
                        }
                        memset(to, 0xee, n);
                        const countersign_p256_status status =
                            enrolled ? countersign_p256_verify_enrolled(w, (const void *)at, n, to, NULL)
                                     : countersign_p256_verify(w, (const void *)at, n, to, NULL);
                        bool good = status == COUNTERSIGN_P256_OK;
                        for (size_t i = 0; i < n; i++) good = good && to[i] == COUNTERSIGN_P256_VALID;
                        EXPECT(out, good, "%s: %zu items, shift %zu, side %d, enrolled %d: status %d", kernel, n, shift,
                               side, enrolled, (int)status);
                    }
                }
            }
        }
    }
    countersign_p256_workspace_free(w);
    guarded_free(&items), guarded_free(&verdicts), guarded_free(&keys), guarded_free(&tables);
    free(source);
}
