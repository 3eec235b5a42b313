#ifndef COUNTERSIGN_KERNEL_H
#define COUNTERSIGN_KERNEL_H

/*
 * The contract between the engine and a kernel.
 *
 * The engine (engine/, written once) knows the algorithm: recoding, trees of affine additions with one
 * shared inversion per level, window tables, the Jacobian tail, exceptional lanes. A kernel (one folder
 * per instruction set) knows the arithmetic of KERNEL_LANES field elements at a time. "Group" = one
 * vector of KERNEL_LANES signatures.
 *
 * HOW A KERNEL PLUGS IN. Its kernel.c, and nothing else, is compiled; it reads
 *
 *     #include <immintrin.h> …                     (system headers before any target attribute)
 *     #include "../kernel.h"
 *     #pragma clang attribute push(__attribute__((target("…"))), apply_to = function)
 *     #define KERNEL_LANES 8                       1 or 8
 *     #define KERNEL_CHAINS 4                      independent product chains of a pass
 *     #define KERNEL_BATCH 512                     items per internal batch: a multiple of LANES · CHAINS
 *     #define KERNEL_FORM 260                      R = 2^260; lines of tables are in this form
 *     #define KERNEL_NAME "avx512ifma"
 *     #define KERNEL_DESCRIPTION "8 lanes of 5 × 52 bits"
 *     #define KERNEL_NEEDS (COUNTERSIGN_CPU_…)     cpu.h
 *     #define KERNEL_SYMBOL countersign_kernel_avx512ifma
 *     #include "field.h"                           field, affine, jacobian and what is listed below
 *     #include "point.h"
 *     #include "passes.h"
 *     #include "../engine/engine.h"                defines KERNEL_SYMBOL
 *     #pragma clang attribute pop
 *
 * plus one line in kernels.h. That is all: it is then used where the machine has what it needs, and every check of the
 * tests runs on it. A copy of portable/ under another name is a kernel to begin with.
 *
 * RANGES. `field` is KERNEL_LANES elements in Montgomery form (R = 2^KERNEL_FORM), in the kernel's own
 * radix. The kernel defines one range "stored" (say it in units of p at the top of field.h; the portable
 * kernel: below p). Every field or point that crosses this contract, in or out, is stored; inside its
 * functions a kernel may be as lazy as it likes. One exception: `affine` from point_load may hold any
 * y that jacobian_add, point_negate-free arithmetic and the passes accept ("loaded", e.g. -p < y < p).
 * The engine never looks inside. Zero is recognised for every multiple of p that the range allows.
 *
 * TYPES that field.h and point.h define:
 *     field                                        KERNEL_LANES elements
 *     affine   { field x, y; }                     never infinity
 *     jacobian { field x, y, z; }                  (x/z², y/z³); z = 0 marks a lane that met an exception
 *
 * FUNCTIONS (all static; lane_mask has bit l for lane l; outputs may alias inputs):
 *     void field_multiply(field *r, const field *a, const field *b);
 *     void field_square(field *r, const field *a);
 *     void field_subtract(field *r, const field *a, const field *b);
 *     void field_one(field *r);
 *     lane_mask field_zero_mask(const field *a);                       lanes that are 0 mod p
 *     void field_select(field *r, lane_mask m, const field *a);        r = a in the lanes of m
 *     void field_from_words(field *r, const struct words w[KERNEL_LANES]);  integers < 2^256 → Montgomery
 *     bool field_invert(field *r, const field *a);                     false if any lane is 0 mod p (r undefined)
 *                                                                      use countersign_invert_p (scalar.h) once
 *     void point_load(affine *r, const struct line *const lines[KERNEL_LANES], lane_mask negative);
 *     void point_store(struct line *const lines[KERNEL_LANES], const affine *a);   canonical, below p
 *     void jacobian_double(jacobian *r, unsigned times);               a = -3; times ≥ 1
 *     void jacobian_add(jacobian *r, const affine *q);                 mixed; equal x gives z = 0, and z = 0 stays
 *     void field_halve(field *r, const field *a);                      one lane only
 *
 * PASSES over one level (struct pass below). In forward order the kernel multiplies the denominators of
 * all (group, step) pairs into KERNEL_CHAINS products and keeps the prefixes it needs in pass->prefix; the
 * engine inverts the products; the backward pass consumes them and writes the sums. How pairs are dealt
 * to chains and laid out in `prefix` is the kernel's affair, as long as both directions agree; a chain
 * without pairs returns 1. Denominator of a step: x_b - x_a, or 2·y_a if a == b (slots).
 *     void pass_forward(const struct pass *p, bool checked, field products[KERNEL_CHAINS]);
 *     void pass_backward(const struct pass *p, bool checked, field inverses[KERNEL_CHAINS]);
 * checked = true is the second try after a product was 0: each denominator is tested, a lane that has
 * 0 takes 1 instead (in both directions) and its bit is set in p->flags[group]; what such a lane then
 * computes does not matter, but must be stored and must not disturb other lanes.
 * Prefetch belongs to the passes: lines are random accesses, about one tree step ahead is right.
 *
 * OPTIONAL, by #define before engine.h is included:
 *     KERNEL_STASH_BYTES n      bytes of scratch per (group, step) at pass->stash, 64-byte aligned, kept
 *                               from pass_forward to pass_backward (e.g. to keep points already loaded)
 *     KERNEL_SCALARS "…"        the kernel's own scalars_prepare; engine/scalars.h says what its duty is
 *     KERNEL_LAYER "…"          a header of the kernel's folder with which tests write numbers as it holds them; needed
 *                               where these are not four words below p (Tests/CCountersignP256Probe/layer.h)
 *     KERNEL_FEW_GROUPS n       up to so many groups take Jacobian sums instead of shared inversions (measure)
 *     KERNEL_AFFINE_LADDER      the passes understand enum sum (engine/pass.h): columns are combined in affine
 *                               coordinates; worth it when an inversion costs little beside a level's work
 *     KERNEL_TAIL_GROUPS n      the kernel's Jacobian arithmetic takes up to n neighbouring groups at once:
 *         void jacobian_double_groups(jacobian *r, unsigned count, unsigned times);
 *         void jacobian_add_groups(jacobian *r, const affine *const *q, unsigned count);
 */

#include "blind.h"
#include "comb.h"
#include "cpu.h"
#include "include/CCountersignP256.h"
#include "words.h"

typedef uint8_t lane_mask;

/* One internal batch, items as the public header lays them out (the signature comes first in both). */
struct batch_input {
    const uint8_t *items;
    size_t stride;          /* sizeof of the item */
    size_t count;           /* 1 … the capacity of the memory */
    const struct comb *key; /* NULL: unknown keys (countersign_p256_item) */
    unsigned form;          /* of the keys' tables: the kernel's own; with one lane also a larger one */
    const struct blinds *blinds; /* of the kernel's form */
};

/* What the rest of the library sees of a kernel. */
struct countersign_kernel {
    const char *name, *description;
    uint32_t needs; /* cpu.h */
    unsigned lanes, batch, form;
    /* Builds the generator's table that goes with a key's comb (NULL: unknown keys) once; thread-safe, cheap
     * afterwards. Comes before verify. */
    countersign_p256_status (*prepare)(const struct comb *key);
    /* Bytes of 64-byte aligned memory for batches of up to `capacity` items (a multiple of lanes), and its
     * set-up before the first verify. */
    size_t (*workspace_bytes)(size_t capacity);
    void (*workspace_init)(void *memory, size_t capacity);
    /* Verdicts of one batch, and its statistics unless NULL. No input makes it fail. */
    void (*verify)(void *memory, const struct batch_input *input, uint8_t *verdicts,
                   countersign_p256_statistics *statistics);
    /* Tables of `count` keys; see countersign_p256_build_tables. Keys are checked here. `state` is memory that
     * workspace_init has set up: it serves as scratch, so that building needs no more than verifying. NULL, or
     * too small for one vector of keys: scratch is allocated. */
    countersign_p256_status (*build)(const struct comb *comb, const uint8_t (*keys)[64], size_t count, void *state,
                                     void *const *memory, uint8_t *results);
};

#endif
