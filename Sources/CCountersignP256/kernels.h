#ifndef COUNTERSIGN_KERNELS_H
#define COUNTERSIGN_KERNELS_H

/* The kernels, best first: the name of the folder, which KERNEL_NAME and KERNEL_SYMBOL have too. A new kernel is a folder
 * and a line here; dispatch.c and the tests of layers take it from this list. */
#if defined(__x86_64__) && defined(__clang__)
#define KERNELS_OF_MACHINE(kernel) \
    kernel(avx512ifma)             \
    kernel(x86_64adx)
#else
#define KERNELS_OF_MACHINE(kernel)
#endif
#define KERNELS(kernel)        \
    KERNELS_OF_MACHINE(kernel) \
    kernel(portable)

#endif
