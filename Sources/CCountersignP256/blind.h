#ifndef COUNTERSIGN_BLIND_H
#define COUNTERSIGN_BLIND_H

/*
 * A random multiple T = t·G that is taken out of each sum and added at its very end: u1·G + u2·Q is computed as
 * (u1 - t)·G + u2·Q + T. Who sends keys and signatures chooses u1 and u2, and could choose them so that points of
 * equal x meet on the way; the digits of u1 - t nobody can choose. So exceptions stay as rare in a crafted batch as
 * in any other (engine/engine.h takes what remains through a second pass with another t). The verdict never depends on t, and
 * knowing it would only help to cost time. It shows in time alone which items meet an exception under the t of today, so
 * where a workspace sees too many of them, others are drawn, for all workspaces to come (verify.c).
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

/* Copies the process's own, for kernels of form 256 or 260, and returns which they are: the first, made at the first
 * call, the second … Thread-safe. */
uint64_t countersign_blinds_of_process(struct blinds *out, unsigned form);

/* Others for the process, unless those numbered `old` have gone already. Thread-safe. */
void countersign_blinds_renew(uint64_t old);

#endif
