/* The x86_64adx kernel's insides; the kernel itself stays in the library under its own name. */
#define KERNEL_SYMBOL countersign_probe_kernel_x86_64adx
#define PROBE_SYMBOL countersign_probe_x86_64adx
#define KERNEL_EXTRA "../../../Tests/CCountersignP256Probe/probe.h"
#include "../../Sources/CCountersignP256/x86_64adx/kernel.c"
