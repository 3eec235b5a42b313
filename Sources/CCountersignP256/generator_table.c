#include "generator_table.h"

#include <pthread.h>
#include <stdlib.h>
#if defined(__linux__)
#include <sys/mman.h>
#endif

#include "generator_checksum.h"

static const uint8_t generator[1][64] = {{
    0x6b, 0x17, 0xd1, 0xf2, 0xe1, 0x2c, 0x42, 0x47, 0xf8, 0xbc, 0xe6, 0xe5, 0x63, 0xa4, 0x40, 0xf2,
    0x77, 0x03, 0x7d, 0x81, 0x2d, 0xeb, 0x33, 0xa0, 0xf4, 0xa1, 0x39, 0x45, 0xd8, 0x98, 0xc2, 0x96,
    0x4f, 0xe3, 0x42, 0xe2, 0xfe, 0x1a, 0x7f, 0x9b, 0x8e, 0xe7, 0xeb, 0x4a, 0x7c, 0x0f, 0x9e, 0x16,
    0x2b, 0xce, 0x33, 0x57, 0x6b, 0x31, 0x5e, 0xce, 0xcb, 0xb6, 0x40, 0x68, 0x37, 0xbf, 0x51, 0xf5}};

/* FNV-1a over 64-bit words, as in the script. */
static uint64_t checksum(const struct line *lines, size_t count)
{
    uint64_t h = 0xcbf29ce484222325u;
    for (size_t i = 0; i < count; i++) {
        for (int k = 0; k < 4; k++) h = (h ^ lines[i].x.w[k]) * 0x100000001b3u;
        for (int k = 0; k < 4; k++) h = (h ^ lines[i].y.w[k]) * 0x100000001b3u;
    }
    return h;
}

countersign_p256_status countersign_generator_table_once(
    _Atomic(struct line *) *table, const struct comb *key, unsigned form,
    countersign_p256_status (*build)(const struct comb *comb, const uint8_t (*keys)[64], size_t count, void *state,
                                     void *const *memory, uint8_t *results))
{
    static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
    /* Huge pages of their own: lines are read at random. */
    enum { HUGE_PAGE = 2 << 20 };
    if (atomic_load_explicit(table, memory_order_acquire)) return COUNTERSIGN_P256_OK;

    countersign_p256_status status = COUNTERSIGN_P256_OK;
    pthread_mutex_lock(&lock);
    if (!atomic_load_explicit(table, memory_order_relaxed)) {
        static const uint64_t checksums_256[] = GENERATOR_CHECKSUMS_256, checksums_260[] = GENERATOR_CHECKSUMS_260;
        const struct comb *comb = countersign_comb_of_generator(key);
        const uint64_t expected = (form == 256 ? checksums_256 : checksums_260)[countersign_comb_generator_index(key)];
        /* Small tables stay small. */
        const size_t page = comb_bytes(comb) < HUGE_PAGE / 2 ? 4096 : HUGE_PAGE;
        const size_t bytes = (comb_bytes(comb) + page - 1) & ~(page - 1);
        uint8_t result = 0;
        void *memory = aligned_alloc(page, bytes);
        if (memory) {
#if defined(__linux__)
            if (page == HUGE_PAGE) madvise(memory, bytes, MADV_HUGEPAGE);
#endif
            status = build(comb, generator, 1, NULL, &memory, &result);
            if (!status && (result != COUNTERSIGN_P256_VALID || checksum(memory, comb_lines(comb)) != expected)) {
                status = COUNTERSIGN_P256_ERROR_SELF_TEST;
            }
            if (status) free(memory);
            else atomic_store_explicit(table, memory, memory_order_release);
        } else {
            status = COUNTERSIGN_P256_ERROR_MEMORY;
        }
    }
    pthread_mutex_unlock(&lock);
    return status;
}
