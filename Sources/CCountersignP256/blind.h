#ifndef COUNTERSIGN_BLIND_H
#define COUNTERSIGN_BLIND_H

/*
 * A random multiple T = t·G that is taken out of each sum and added at its very end: u1·G + u2·Q is computed as
 * (u1 - t)·G + u2·Q + T. Who sends keys and signatures chooses u1 and u2, and could choose them so that points of
 * equal x meet on the way; the digits of u1 - t nobody can choose. So exceptions stay as rare in a crafted batch as
 * in any other (engine/engine.h takes what remains through a second pass with another t). The verdict never depends on t, and
 * knowing it would only help to cost time. It shows in time alone which items meet an exception under the t of today, so
 * a workspace that sees too many of them draws others (verify.c).
 */

#include "comb.h"

struct blind {
    struct words scalar; /* t, 0 < t < n */
    struct line line;    /* T in Montgomery form R = 2^form */
};

/* One for the first pass, one for the second. */
struct blinds {
    struct blind of[2];
};

/* The blinds of given scalars (any integers; taken mod n, and 0 as 1). */
void countersign_blinds_make(struct blinds *out, const struct words scalars[2], unsigned form);

/* Two random scalars. */
void countersign_blinds_draw(struct words scalars[2]);

/* This process's own, for kernels of form 256 or 260: made at the first call, kept for good. Thread-safe. */
const struct blinds *countersign_blinds_of_process(unsigned form);

#endif
