/* The operations of one kernel: its folder compiled once more under another name, with operations.h behind it. */
#define KERNEL_SYMBOL bench_kernel_portable
#define KERNEL_EXTRA "../../../Benchmarks/Sources/VerifierBench/operations.h"
#define OPERATIONS_SYMBOL bench_operations_portable
#include "../../../Sources/CCountersignP256/portable/kernel.c"
