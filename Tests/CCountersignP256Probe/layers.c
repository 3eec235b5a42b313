#include "layers.h"

#include "../../Sources/CCountersignP256/cpu.h"
#include "../../Sources/CCountersignP256/kernels.h"

#define DECLARE(name) extern const struct layer layer_##name;
#define ADDRESS(name) &layer_##name,
KERNELS(DECLARE)
static const struct layer *const all[] = {KERNELS(ADDRESS)};
_Static_assert(sizeof all / sizeof all[0] <= LAYERS_MAX, "one more layer_N.c for each, and one more LAYER_AT_N");

size_t layers_here(const struct layer *out[LAYERS_MAX])
{
    size_t count = 0;
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        if ((all[i]->needs & ~countersign_cpu_features()) == 0) out[count++] = all[i];
    }
    return count;
}
