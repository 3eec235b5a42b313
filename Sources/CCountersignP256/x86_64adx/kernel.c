/* One lane with MULX (BMI2) and two carry chains (ADX): every x86-64 server since 2015. */
#if defined(__x86_64__) && defined(__clang__) /* the attribute pragma is clang's */

#include <immintrin.h>

#include "../kernel.h"
#include "../recode.h"

#pragma clang attribute push(__attribute__((target("bmi,bmi2,adx"))), apply_to = function)

#define KERNEL_LANES 1
#define KERNEL_CHAINS 4
#define KERNEL_BATCH 256
#define KERNEL_FORM 256
#define KERNEL_NAME "x86_64adx"
#define KERNEL_DESCRIPTION "one lane of 4 × 64 bits, MULX and ADX"
#define KERNEL_NEEDS (COUNTERSIGN_CPU_BMI2 | COUNTERSIGN_CPU_ADX)
#ifndef KERNEL_SYMBOL /* the tests' probe compiles the kernel once more under another name */
#define KERNEL_SYMBOL countersign_kernel_x86_64adx
#endif

#include "field.h"
#include "../engine/single_lane.h"
#include "../engine/engine.h"

#pragma clang attribute pop

#else
/* ISO C wants something in a translation unit. */
typedef int countersign_kernel_x86_64adx_absent;
#endif
