#ifndef VERIFIER_BENCH_H
#define VERIFIER_BENCH_H

#include "CCountersignP256.h"

enum { BENCH_ROUNDS_MAX = 999 };

/* Keys and signatures made with OpenSSL. */
struct bench;

struct result {
    unsigned rounds;                      /* 0: not measured */
    double microseconds;                  /* median per signature */
    double openssl_microseconds;          /* median per signature */
    double ratio, ratio_low, ratio_high;  /* OpenSSL / row: median and quartiles */
    double build_microseconds;            /* per table */
};

struct bench *bench_create(size_t keys);
void bench_free(struct bench *b);

/* table_bytes 0: unknown keys. Makes more keys when there are too few. */
struct result bench_row(struct bench *b, countersign_p256_workspace *workspace, uint32_t table_bytes, size_t keys,
                        size_t batch, unsigned rounds);

#endif
