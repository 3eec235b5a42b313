/* The operations of one kernel: its folder compiled once more under another name, with operations.h behind it. */
#if defined(__x86_64__) && defined(__clang__)
#define KERNEL_SYMBOL bench_kernel_x86_64adx
#define KERNEL_EXTRA "../../../Benchmarks/Sources/VerifierBench/operations.h"
#define OPERATIONS_SYMBOL bench_operations_x86_64adx
#include "../../../Sources/CCountersignP256/x86_64adx/kernel.c"
#else
typedef int bench_operations_x86_64adx_absent;
#endif
