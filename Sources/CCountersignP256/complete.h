#ifndef COUNTERSIGN_COMPLETE_H
#define COUNTERSIGN_COMPLETE_H

/* The slow path: one signature by formulas without exceptional cases, portable, independent of the engine. */

#include "comb.h"
#include "include/CCountersignP256.h"

/* Verdict for a key given as x ‖ y, which is checked. */
countersign_p256_verdict countersign_complete_verify(
    const countersign_p256_signature *signature, const uint8_t key[64]);

/* Verdict for a key given by its table (any comb, lines in Montgomery form R = 2^form). */
countersign_p256_verdict countersign_complete_verify_table(
    const countersign_p256_signature *signature, const struct line *table, unsigned form);

/* The affine point scalar · G as a line in Montgomery form R = 2^form; 0 < scalar < n, 256 ≤ form. */
void countersign_complete_generator_multiple(struct line *out, const struct words *scalar, unsigned form);

/* Is x ‖ y a point of the curve with both coordinates below p? */
bool countersign_complete_check_key(const uint8_t key[64]);

#endif
