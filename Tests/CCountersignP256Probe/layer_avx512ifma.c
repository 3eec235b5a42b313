/* The IFMA kernel, opened; see layer_portable.c. */
#if defined(__x86_64__)
#define countersign_kernel_avx512ifma countersign_probe_kernel_avx512ifma
#include "../../Sources/CCountersignP256/avx512ifma/kernel.c"

#pragma clang attribute push(__attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx512ifma,bmi2"))), \
                             apply_to = function)

#define LAYER_SYMBOL layer_avx512ifma
#define LAYER_RANGE 3 /* stored values lie in [0, 4 p) */
#include "layers.h"

static void layer_put(field *r, int lane, const struct layer_value *a)
{
    uint64_t limbs[5][8], w[5] = {a->number.w[0], a->number.w[1], a->number.w[2], a->number.w[3], 0};
    for (unsigned i = 0; i < a->multiple; i++) {
        unsigned carry;
        struct plain sum = plain_sum((struct plain){{w[0], w[1], w[2], w[3]}}, plain_p, &carry);
        memcpy(w, sum.w, sizeof sum.w);
        w[4] += carry;
    }
    memcpy(limbs, r, sizeof limbs);
    limbs[0][lane] = w[0] & MASK52;
    limbs[1][lane] = (w[0] >> 52 | w[1] << 12) & MASK52;
    limbs[2][lane] = (w[1] >> 40 | w[2] << 24) & MASK52;
    limbs[3][lane] = (w[2] >> 28 | w[3] << 36) & MASK52;
    limbs[4][lane] = w[3] >> 16 | w[4] << 48;
    memcpy(r, limbs, sizeof limbs);
}

#include "layer.h"

#pragma clang attribute pop
#else
typedef int layer_avx512ifma_absent;
#endif
