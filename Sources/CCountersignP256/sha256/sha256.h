#ifndef COUNTERSIGN_P256_SHA256_H
#define COUNTERSIGN_P256_SHA256_H

/*
 * SHA-256 of many short messages: challenges are mostly 6 to 120 bytes, one or
 * two blocks, and a verification takes about a microsecond, so a hash call that
 * costs 0.3 us (OpenSSL's one-shot) would be a third of the whole road.
 *
 * dispatch.c picks the path behind the public calls (CCountersignP256.h); portable.c,
 * shani.c and avx512.c each hold one. Messages may be of any length (0 included) and alignment, no byte outside of
 * them is read, nothing is allocated, all functions are safe to call from any
 * thread. Messages here are public (they come with a signature to be checked).
 */

#include "../include/CCountersignP256.h"

#ifdef __cplusplus
extern "C" {
#endif

#define COUNTERSIGN_SHA256_BYTES 32

typedef void countersign_sha256_many_function(const uint8_t *const *messages,
                                              const size_t *lengths, size_t count,
                                              uint8_t (*digests)[COUNTERSIGN_SHA256_BYTES]);

/* One way to compute. All must agree on every input. */
typedef struct countersign_sha256_path {
    const char *name;
    /* CPU and OS can run it. */
    bool (*available)(void);
    countersign_sha256_many_function *many;
} countersign_sha256_path;

/* The paths compiled in, slowest first; ends with a NULL name. */
extern const countersign_sha256_path countersign_sha256_paths[];

countersign_sha256_many_function countersign_sha256_many_portable;
#if defined(__x86_64__)
countersign_sha256_many_function countersign_sha256_many_shani;
countersign_sha256_many_function countersign_sha256_many_avx512;
#endif

/* One message, by the path that is fastest for one. */
void countersign_sha256_one(const uint8_t *message, size_t length, uint8_t digest[COUNTERSIGN_SHA256_BYTES]);

/* The round constants and the initial state of FIPS 180-4. */
extern const uint32_t countersign_sha256_round[64];
extern const uint32_t countersign_sha256_initial[8];

/* One block into a state, and a state as a digest: what stream.c is made of. */
void countersign_sha256_compress(uint32_t state[8], const uint8_t block[64]);
void countersign_sha256_write(const uint32_t state[8], uint8_t digest[COUNTERSIGN_SHA256_BYTES]);

/*
 * The end of a message with its padding: the bytes after the last whole block,
 * 0x80, zeros, the length in bits. Returns the number of blocks written, 1 or 2.
 */
int countersign_sha256_last_blocks(const uint8_t *message, size_t length, uint8_t blocks[128]);

#ifdef __cplusplus
}
#endif

#endif
