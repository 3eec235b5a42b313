/* Which SHA-256 path serves a call: the only file of this folder that knows them all. */

#include "sha256.h"

#include "../cpu.h"

#include <stdatomic.h>
#include <string.h>

#if defined(__x86_64__)
static bool cpu_has_sha_extensions(void)
{
    /* shani.c is compiled with AVX encodings: no moves between two-operand instructions. */
    return !(~countersign_cpu_features() & (COUNTERSIGN_CPU_SHA | COUNTERSIGN_CPU_AVX2));
}

static bool cpu_has_avx512bw(void)
{
    return !(~countersign_cpu_features() & (COUNTERSIGN_CPU_AVX512 | COUNTERSIGN_CPU_BMI2));
}
#endif

static bool always(void)
{
    return true;
}

const countersign_sha256_path countersign_sha256_paths[] = {
    {"portable", always, countersign_sha256_many_portable},
#if defined(__x86_64__)
    {"sha-ni", cpu_has_sha_extensions, countersign_sha256_many_shani},
    {"avx512", cpu_has_avx512bw, countersign_sha256_many_avx512},
#endif
    {0, 0, 0},
};

/* What the CPU has, found once. Two threads may both look; they find the same. */
enum { LOOKED = 1, HAS_SHANI = 2, HAS_AVX512 = 4 };

static int features(void)
{
    static _Atomic int known;
    int found = atomic_load_explicit(&known, memory_order_relaxed);

    if (found == 0) {
        found = LOOKED;
#if defined(__x86_64__)
        found |= cpu_has_sha_extensions() ? HAS_SHANI : 0;
        found |= cpu_has_avx512bw() ? HAS_AVX512 : 0;
#endif
        atomic_store_explicit(&known, found, memory_order_relaxed);
    }
    return found;
}

/*
 * The multi-buffer path takes as long for one message as for sixteen. From this
 * many on it is faster than SHA-NI with four messages side by side (measured on
 * Zen 5), or than plain C where there is no SHA-NI.
 */
enum { AVX512_PAYS_AFTER_SHANI = 8, AVX512_PAYS_AFTER_PORTABLE = 2 };

static void many(const uint8_t *const *messages, const size_t *lengths, size_t count,
                 uint8_t (*digests)[COUNTERSIGN_SHA256_BYTES])
{
#if defined(__x86_64__)
    int has = features();

    if (has & HAS_AVX512) {
        size_t pays = has & HAS_SHANI ? AVX512_PAYS_AFTER_SHANI : AVX512_PAYS_AFTER_PORTABLE;
        size_t wide = count / 16 * 16;
        if (count - wide >= pays)
            wide = count;
        if (wide > 0)
            countersign_sha256_many_avx512(messages, lengths, wide, digests);
        messages += wide;
        lengths += wide;
        digests += wide;
        count -= wide;
    }
    if (has & HAS_SHANI) {
        countersign_sha256_many_shani(messages, lengths, count, digests);
        return;
    }
#endif
    countersign_sha256_many_portable(messages, lengths, count, digests);
}

void countersign_sha256_one(const uint8_t *message, size_t length, uint8_t digest[COUNTERSIGN_SHA256_BYTES])
{
    uint8_t(*digests)[COUNTERSIGN_SHA256_BYTES] = (uint8_t(*)[COUNTERSIGN_SHA256_BYTES])digest;

#if defined(__x86_64__)
    if (features() & HAS_SHANI) {
        countersign_sha256_many_shani(&message, &length, 1, digests);
        return;
    }
#endif
    countersign_sha256_many_portable(&message, &length, 1, digests);
}

countersign_p256_status countersign_p256_sha256_many(const uint8_t *const *messages, const size_t *lengths,
                                                     size_t count, uint8_t (*digests)[32])
{
    if (count > SIZE_MAX / sizeof *digests)
        return COUNTERSIGN_P256_ERROR_COUNT;
    if (count == 0)
        return COUNTERSIGN_P256_OK;
    if (!digests)
        return COUNTERSIGN_P256_ERROR_ARGUMENT;
    bool sound = messages && lengths;
    for (size_t i = 0; sound && i < count; i++)
        sound = messages[i] || lengths[i] == 0;
    if (!sound) {
        memset(digests, 0, count * sizeof *digests);
        return COUNTERSIGN_P256_ERROR_ARGUMENT;
    }
    many(messages, lengths, count, digests);
    return COUNTERSIGN_P256_OK;
}

countersign_p256_status countersign_p256_sha256(const uint8_t *message, size_t length, uint8_t digest[32])
{
    if (!digest)
        return COUNTERSIGN_P256_ERROR_ARGUMENT;
    if (!message && length > 0) {
        memset(digest, 0, 32);
        return COUNTERSIGN_P256_ERROR_ARGUMENT;
    }
    countersign_sha256_one(message, length, digest);
    return COUNTERSIGN_P256_OK;
}
