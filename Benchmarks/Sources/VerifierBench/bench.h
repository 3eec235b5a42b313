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

/* Ways to make every item of a batch exceptional, open to whoever sends keys and signatures. */
enum bench_attack { BENCH_ATTACK_INFINITY, BENCH_ATTACK_EQUAL, BENCH_ATTACK_SMALL, BENCH_ATTACKS };
const char *bench_attack_name(enum bench_attack attack);

struct bench_crafted {
    double microseconds;    /* per item of a crafted batch; 0 if a verdict was wrong */
    double share;           /* by that of an honest batch under one key: median of the rounds */
    double again, complete; /* shares of items that took the second pass, and the complete formulas */
};
struct bench_crafted bench_crafted(countersign_p256_workspace *workspace, uint32_t table_bytes, enum bench_attack attack,
                                   unsigned rounds);

/* Operations of a kernel in numbers that stay where they are: independent of each other, as the engine has them. */
enum bench_operation {
    BENCH_FIELD_MULTIPLY, BENCH_FIELD_SQUARE, BENCH_FIELD_INVERT,
    BENCH_POINT_DOUBLE, BENCH_POINT_ADD, BENCH_POINT_ADD_AFFINE, /* the last with its share of an inversion among 256 */
    BENCH_OPERATIONS,
};
const char *bench_operation_name(enum bench_operation what);
/* Does `what` again and again; returns how often, all lanes counted. 0 for a kernel that is not built in. The caller
 * knows that this CPU has it. */
size_t bench_operate(const char *kernel, enum bench_operation what, size_t times);

#endif
