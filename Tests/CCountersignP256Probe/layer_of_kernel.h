/*
 * Compiles the kernel at place LAYER_PLACE of kernels.h once more, with its layers open (layer.h); nothing where the list
 * is shorter. Each kernel wants a compilation of its own, for they use the same names.
 */

#include "../../Sources/CCountersignP256/kernels.h"

#define LAYER_NAME_BEHIND(name) name,
#define LAYER_SIX_MORE nothing, nothing, nothing, nothing, nothing, nothing
#define LAYER_AT_0(a, ...) a
#define LAYER_AT_1(a, b, ...) b
#define LAYER_AT_2(a, b, c, ...) c
#define LAYER_AT_3(a, b, c, d, ...) d
#define LAYER_AT_4(a, b, c, d, e, ...) e
#define LAYER_AT_5(a, b, c, d, e, f, ...) f
#define LAYER_CHOOSE(place, ...) LAYER_JOIN(LAYER_AT_, place)(__VA_ARGS__)
#define LAYER_JOIN(a, b) LAYER_JOIN_AS_THEY_ARE(a, b)
#define LAYER_JOIN_AS_THEY_ARE(a, b) a##b
#define LAYER_TEXT(text) LAYER_TEXT_AS_IT_IS(text)
#define LAYER_TEXT_AS_IT_IS(text) #text

#define LAYER_KERNEL LAYER_CHOOSE(LAYER_PLACE, KERNELS(LAYER_NAME_BEHIND) LAYER_SIX_MORE, )
#define LAYER_IS_nothing 1

#if LAYER_JOIN(LAYER_IS_, LAYER_KERNEL)
typedef int layer_absent; /* ISO C wants something in a translation unit */
#else
/* Its own kernel object gets another name: the product's stays the one in use. */
#define KERNEL_SYMBOL LAYER_JOIN(countersign_probe_kernel_, LAYER_KERNEL)
#define KERNEL_EXTRA "../../../Tests/CCountersignP256Probe/layer.h"
#define LAYER_SYMBOL LAYER_JOIN(layer_, LAYER_KERNEL)
#define LAYER_FILE(folder) ../../Sources/CCountersignP256/folder/kernel.c
#include LAYER_TEXT(LAYER_FILE(LAYER_KERNEL))
#endif
