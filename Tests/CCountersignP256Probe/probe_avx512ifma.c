/* The avx512ifma kernel's insides; the kernel itself stays in the library under its own name. */
#define KERNEL_SYMBOL countersign_probe_kernel_avx512ifma
#define PROBE_SYMBOL countersign_probe_avx512ifma
#define KERNEL_EXTRA "../../../Tests/CCountersignP256Probe/probe.h"
#include "../../Sources/CCountersignP256/avx512ifma/kernel.c"
