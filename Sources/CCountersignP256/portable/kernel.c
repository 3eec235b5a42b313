/* Portable kernel: one lane, plain C. The specification. */
#include "../kernel.h"

#define KERNEL_LANES 1
#define KERNEL_CHAINS 4
#define KERNEL_BATCH 256
#define KERNEL_FORM 256
#define KERNEL_NAME "portable"
#define KERNEL_DESCRIPTION "one lane of 4 × 64 bits, plain C"
#define KERNEL_NEEDS 0
#ifndef KERNEL_SYMBOL /* the tests' probe compiles the kernel once more under another name */
#define KERNEL_SYMBOL countersign_kernel_portable
#endif

#include "field.h"
#include "../engine/single_lane.h"
#include "../engine/engine.h"
