/*
 * Checks of the ranges that field.h promises, in builds with -DCOUNTERSIGN_CHECK_BOUNDS (tests only; the
 * names are empty otherwise). A value outside of its range would still be right most of the time, so that
 * no comparison with known answers can be trusted to find it.
 */
#ifndef COUNTERSIGN_IFMA_BOUNDS_H
#define COUNTERSIGN_IFMA_BOUNDS_H

#ifdef COUNTERSIGN_CHECK_BOUNDS

#include <stdio.h>
#include <stdlib.h>

/* Limbs normalised, value in [0, sixteenths of p / 16]. */
NOINLINE void bound_check(const field *a, unsigned sixteenths, const char *file, int line)
{
    static const uint64_t p16[5] = {0xfffffffffffff, 0x00fffffffffff, 0, 0x0001000000000, 0x0ffffffff0000};
    uint64_t limb[5][8];
    memcpy(limb, a, sizeof limb);
    for (int lane = 0; lane < 8; lane++) {
        /* 16·value against sixteenths·p, from the top; all limbs of 16·value stay below 2^56. */
        int64_t difference = 0;
        bool normal = limb[4][lane] < UINT64_C(1) << 52;
        for (int i = 4; i >= 0; i--) {
            normal = normal && limb[i][lane] < UINT64_C(1) << 52;
            difference = difference * (INT64_C(1) << 52) + (int64_t)(limb[i][lane] * 16) -
                         (int64_t)(p16[i] * sixteenths);
            if (difference > 1 << 9) difference = 1 << 9; /* decided: lower limbs cannot change the sign */
            if (difference < -(1 << 9)) difference = -(1 << 9);
        }
        if (!normal || difference > 0) {
            fprintf(stderr, "%s:%d: lane %d is not in [0, %u/16 p]:", file, line, lane, sixteenths);
            for (int i = 4; i >= 0; i--) fprintf(stderr, " %014llx", (unsigned long long)limb[i][lane]);
            fprintf(stderr, "\n");
            abort();
        }
    }
}

NOINLINE void bound_check_factor(const factor *a, unsigned sixteenths, const char *file, int line)
{
    field masked;
    for (int i = 0; i < 5; i++)
        masked.v[i] = i < 4 ? _mm512_and_si512(a->v[i], _mm512_set1_epi64(0xfffffffffffff)) : a->v[i];
    bound_check(&masked, sixteenths, file, line);
}

/* The value is at most `multiple` (a constant with up to four binary places) times p. */
#define bound(a, multiple) bound_check(a, (unsigned)((multiple)*16), __FILE__, __LINE__)
#define bound_factor(a, multiple) bound_check_factor(a, (unsigned)((multiple)*16), __FILE__, __LINE__)
/* Folded: at most p·(1 + 1/16) here; the real limit is far closer to p. */
#define bound_folded(a) bound_check(a, 17, __FILE__, __LINE__)

#else

#define bound(a, multiple) ((void)0)
#define bound_factor(a, multiple) ((void)0)
#define bound_folded(a) ((void)0)

#endif
#endif
