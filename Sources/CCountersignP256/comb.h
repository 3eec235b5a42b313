#ifndef COUNTERSIGN_COMB_H
#define COUNTERSIGN_COMB_H

/*
 * Comb tables and the order in which their points are summed.
 *
 * A scalar k has positions j = (tooth · blocks + block) · columns + column. With every digit ±1
 * (recode.h), k·P = Σ over columns 2^column · Σ over blocks T[block][digits], where
 *
 *     T[block][i] = top ± …  with  P(tooth, block) = 2^((tooth · blocks + block) · columns) · P:
 *     T[block][i] = P(teeth-1, block) + Σ_{tooth < teeth-1} (bit tooth of i ? + : -) P(tooth, block).
 *
 * A line is one point: x then y, each four 64-bit words (struct words), in Montgomery form with the
 * R = 2^form of the kernel that built it, below p. 64 bytes, 64-byte aligned. Line order: T[0][0…], T[1][0…], …
 */

#include "words.h"

struct line {
    struct words x, y;
} __attribute__((aligned(64)));

struct comb {
    unsigned teeth, blocks, columns;
};

ALWAYS_INLINE unsigned comb_entries(const struct comb *c) { return 1u << (c->teeth - 1); }
ALWAYS_INLINE unsigned comb_points(const struct comb *c) { return c->blocks * c->columns; }
ALWAYS_INLINE size_t comb_lines(const struct comb *c) { return (size_t)c->blocks << (c->teeth - 1); }
ALWAYS_INLINE size_t comb_bytes(const struct comb *c) { return comb_lines(c) * sizeof(struct line); }

/* No comb of a key has more points (the 2 KB and 4 KB combs have this many), none of the generator's. */
#define COMB_KEY_POINTS_MAX 52
#define COMB_GENERATOR_POINTS_MAX 26
/* All points of an item: its key's, the generator's, the blind. */
#define COMB_ALL_POINTS_MAX (COMB_KEY_POINTS_MAX + COMB_GENERATOR_POINTS_MAX + 1)
#define COMB_COLUMNS_MAX 26

/* The comb of a table size in bytes, NULL for a size that does not exist. */
const struct comb *countersign_comb_for_bytes(uint32_t bytes);

/*
 * The generator's comb that goes with a key's comb (NULL: with unknown keys). It has the same columns, so that
 * the doublings between columns serve both: with 8 columns the generator takes 16 additions instead of 24, and
 * every column is a small tree of the same height. Tables are built at first use (generator_table.h).
 */
enum { COMB_GENERATOR_COUNT = 5 };
/* Unknown keys share the comb of this size: their last doublings join its columns. */
#define COMB_UNKNOWN_BYTES (32u << 10)
const struct comb *countersign_comb_of_generator(const struct comb *key);
/* Its place among the COMB_GENERATOR_COUNT combs. */
unsigned countersign_comb_generator_index(const struct comb *key);

/* One affine addition of every group: destination = a + b. An operand ≥ 0 is a slot, an operand < 0 is
 * line ~operand of the group. The destination is always a slot; it may be a slot that the same step
 * reads, and is never a slot that another step of the same level reads. a == b (slots) doubles. */
struct step {
    int32_t a, b;
    uint32_t destination;
};

enum { PLAN_LEVELS_MAX = 8, PLAN_STEPS_MAX = COMB_ALL_POINTS_MAX };

/* Which operands a level has. */
enum operands {
    OPERANDS_SLOTS, /* slots only, never a == b */
    OPERANDS_LINES, /* lines only */
    OPERANDS_ANY,   /* anything, doublings too */
};

struct level {
    uint16_t first, count; /* steps of plan->steps */
    enum operands operands;
};

/* Sums the lines of every group: binary trees, one per column, all levels in step. */
struct plan {
    unsigned level_count, slot_count, point_count, columns;
    unsigned widest; /* steps of the widest level */
    struct level levels[PLAN_LEVELS_MAX];
    struct step steps[PLAN_STEPS_MAX];
    int32_t roots[COMB_COLUMNS_MAX]; /* where the sum of a column ends: a slot, or a line ~root */
};

/*
 * Plan for lines [key comb: column-major, point column · blocks + block][the generator's comb, likewise][the blind
 * (blind.h), a leaf of column 0, the last to join]. `key` NULL: the generator and the blind.
 *
 * Points of one scalar never meet: they are multiples Σ ±2^position of their base with each position once, and no
 * such sum over whole blocks of these combs is a multiple of n.
 */
void countersign_plan_make(struct plan *plan, const struct comb *key, const struct comb *generator);

/* Plan for the odd multiples 1, 3, … 2·count-1 of a point: slot 0 holds it, slot i gets (2i+1)·P; count a
 * power of two ≤ 16; slots count … are scratch. */
void countersign_plan_odd_multiples(struct plan *plan, unsigned count);

#endif
