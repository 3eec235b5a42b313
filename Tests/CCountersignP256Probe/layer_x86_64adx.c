/* The MULX kernel, opened; see layer_portable.c. */
#if defined(__x86_64__)
#define countersign_kernel_x86_64adx countersign_probe_kernel_x86_64adx
#include "../../Sources/CCountersignP256/x86_64adx/kernel.c"

#pragma clang attribute push(__attribute__((target("bmi,bmi2,adx"))), apply_to = function)

#define LAYER_SYMBOL layer_x86_64adx
#define LAYER_RANGE 0
#include "layers.h"

static void layer_put(field *r, int lane, const struct layer_value *a)
{
    (void)lane; /* canonical: no multiple of p fits */
    *r = (field){{a->number.w[0], a->number.w[1], a->number.w[2], a->number.w[3]}};
}

#include "layer.h"

#pragma clang attribute pop
#else
typedef int layer_x86_64adx_absent;
#endif
