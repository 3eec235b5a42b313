/* The portable kernel, opened. Its own kernel object gets another name: the product's stays the one in use. */
#define countersign_kernel_portable countersign_probe_kernel_portable
#include "../../Sources/CCountersignP256/portable/kernel.c"

#define LAYER_SYMBOL layer_portable
#define LAYER_RANGE 0
#include "layers.h"

static void layer_put(field *r, int lane, const struct layer_value *a)
{
    (void)lane; /* canonical: no multiple of p fits */
    *r = (field){{a->number.w[0], a->number.w[1], a->number.w[2], a->number.w[3]}};
}

#include "layer.h"
