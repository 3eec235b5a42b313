#ifndef ABI_CALLER_H
#define ABI_CALLER_H

#include <stddef.h>
#include <stdint.h>

/* A user of libcountersign.so in C: loads it as a program without Swift would, and calls it in a loop. */

/* One signature: a point of 65 bytes, a text and a field. */
typedef struct abi_sample {
    const void *point;
    const void *text;
    size_t text_length;
    const void *field;
    size_t field_length;
} abi_sample;

/* NULL, or why the library cannot be loaded. */
const char *abi_load(const char *path);
const char *abi_version(void);
/* Opens a key for each sample and enrols it, with its table, in one verifier. 0: done. */
int abi_prepare(const abi_sample *samples, size_t count);
/* Verifies sample after sample, `calls` of them, each with a call. The number that was not good. */
size_t abi_verify_singles(size_t calls);
/* Verifies `count` items, which name keys by number, with one call. The number that was not good. */
size_t abi_verify_batch(size_t count);
/* CPU time of the calling thread. */
double abi_thread_seconds(void);

#endif
