/* The portable kernel's insides; the kernel itself stays in the library under its own name. */
#define KERNEL_SYMBOL countersign_probe_kernel_portable
#define PROBE_SYMBOL countersign_probe_portable
#define KERNEL_EXTRA "../../../Tests/CCountersignP256Probe/probe.h"
#include "../../Sources/CCountersignP256/portable/kernel.c"
