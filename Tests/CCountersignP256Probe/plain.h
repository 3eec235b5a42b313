#ifndef COUNTERSIGN_PROBE_PLAIN_H
#define COUNTERSIGN_PROBE_PLAIN_H

/*
 * P-256 in plain integers, for labels and as a judge: no Montgomery form, no word of the product's arithmetic, and
 * formulas that test for each exceptional case. Slow.
 */

#include <stdbool.h>
#include <stdint.h>

struct plain {
    uint64_t w[4]; /* least significant first */
};

struct plain_point {
    struct plain x, y;
    bool infinite;
};

extern const struct plain plain_p, plain_n, plain_curve_b;
extern const struct plain_point plain_generator;

struct plain plain_of(uint64_t small);
struct plain plain_from_bytes(const uint8_t bytes[32]);
void plain_to_bytes(uint8_t bytes[32], struct plain a);

int plain_compare(struct plain a, struct plain b);
bool plain_is_zero(struct plain a);
/* a + b and a - b as 256-bit integers; the carry or borrow goes to *out (may be NULL). */
struct plain plain_sum(struct plain a, struct plain b, unsigned *out);
struct plain plain_difference(struct plain a, struct plain b, unsigned *out);

/* Modulo m, which is p or n (above 2^255). Operands may be any 256-bit integer; results are below m. */
struct plain plain_reduce(struct plain a, const struct plain *m);
struct plain plain_add(struct plain a, struct plain b, const struct plain *m);
struct plain plain_subtract(struct plain a, struct plain b, const struct plain *m);
struct plain plain_multiply(struct plain a, struct plain b, const struct plain *m);
struct plain plain_power(struct plain a, struct plain exponent, const struct plain *m);
struct plain plain_invert(struct plain a, const struct plain *m); /* 0 for 0 */

/* Points of y² = x³ - 3x + b for any b: nothing but plain_on_curve and plain_lift knows b. */
bool plain_on_curve(const struct plain_point *a);
struct plain_point plain_point_add(struct plain_point a, struct plain_point b);
struct plain_point plain_point_negate(struct plain_point a);
struct plain_point plain_point_multiply(struct plain k, struct plain_point a);
/* The point of P-256 with this x (below p) and an even y; infinite if there is none. */
struct plain_point plain_lift(struct plain x);
void plain_point_to_bytes(uint8_t bytes[64], const struct plain_point *a);

#endif
