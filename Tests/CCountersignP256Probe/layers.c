#include "layers.h"

#include "../../Sources/CCountersignP256/cpu.h"

extern const struct layer layer_portable;
#if defined(__x86_64__)
extern const struct layer layer_x86_64adx, layer_avx512ifma;
#endif

size_t layers_here(const struct layer *out[8])
{
    static const struct layer *const all[] = {
        &layer_portable,
#if defined(__x86_64__)
        &layer_x86_64adx, &layer_avx512ifma,
#endif
    };
    size_t count = 0;
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        if ((all[i]->needs & ~countersign_cpu_features()) == 0) out[count++] = all[i];
    }
    return count;
}
