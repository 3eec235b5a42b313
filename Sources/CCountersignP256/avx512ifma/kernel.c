/* Eight lanes of five 52-bit limbs with AVX-512 IFMA: Intel since Ice Lake, AMD since Zen 4. */
#if defined(__x86_64__) && defined(__clang__) /* the attribute pragma is clang's */

#include <immintrin.h>

#include "../kernel.h"
#include "../recode.h"

/* Sanitizers and a fuzzer's counters multiply the compile time of these long straight-line functions.
 * Scripts/check-kernels.sh defines COUNTERSIGN_SANITIZE_KERNELS and runs them under AddressSanitizer and
 * UndefinedBehaviorSanitizer, but for null, alignment, object-size and pointer-overflow: with these, 13 s of clang at
 * -O1 become more than 90. `make test-thread` and Scripts/check-cold-start.sh define it for ThreadSanitizer. */
#ifndef COUNTERSIGN_SANITIZE_KERNELS
#pragma clang attribute push(__attribute__((no_sanitize("address", "undefined", "thread", "coverage"))), apply_to = function)
#endif
#pragma clang attribute push(__attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx512ifma,bmi2"))), \
                             apply_to = function)

#define KERNEL_LANES 8
#define KERNEL_CHAINS 4
#define KERNEL_BATCH 256 /* an inversion costs as much as 14 additions; twice as many items leave the second-level cache */
#define KERNEL_FORM 260
#define KERNEL_NAME "avx512ifma"
#define KERNEL_DESCRIPTION "8 lanes of 5 × 52 bits, AVX-512 IFMA"
#define KERNEL_NEEDS (COUNTERSIGN_CPU_AVX512 | COUNTERSIGN_CPU_AVX512IFMA | COUNTERSIGN_CPU_BMI2)
#ifndef KERNEL_SYMBOL /* the tests' probe compiles the kernel once more under another name */
#define KERNEL_SYMBOL countersign_kernel_avx512ifma
#endif

#define KERNEL_SCALARS "../avx512ifma/scalars.h"
#define KERNEL_LAYER "../../Sources/CCountersignP256/avx512ifma/layer.h"

#include "field.h"
#include "point.h"
#include "line.h"
#include "passes.h"
#include "../engine/engine.h"

#pragma clang attribute pop
#ifndef COUNTERSIGN_SANITIZE_KERNELS
#pragma clang attribute pop
#endif

#else
/* ISO C wants something in a translation unit. */
typedef int countersign_kernel_avx512ifma_absent;
#endif
