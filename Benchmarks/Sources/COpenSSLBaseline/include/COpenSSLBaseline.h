#ifndef COPENSSL_BASELINE_H
#define COPENSSL_BASELINE_H

/* OpenSSL's low-level ECDSA over P-256: what every figure stands beside. */

#include <stddef.h>
#include <stdint.h>

typedef struct baseline_item baseline_item;

/* A new key and its signature over a digest; the point and r, s are copied out. */
baseline_item *baseline_create(const uint8_t digest[32], uint8_t point[64], uint8_t r[32], uint8_t s[32]);
/* The same for a signature that exists; NULL when anything is malformed. */
baseline_item *baseline_adopt(const uint8_t point[64], const uint8_t digest[32], const uint8_t r[32], const uint8_t s[32]);
/* 1 for a signature that fits. The parsed key and signature are kept: only the verification is timed. */
int baseline_verify(const baseline_item *item);
/* ECDSA_do_sign with the item's key; 1 when it worked. */
int baseline_sign(const baseline_item *item);
void baseline_free(baseline_item *item);

const char *baseline_version(void);
/* The compiler of C, which kernels are compiled with too. */
const char *baseline_compiler(void);
/* Seconds of CPU time of this thread. */
double baseline_thread_seconds(void);

#endif
