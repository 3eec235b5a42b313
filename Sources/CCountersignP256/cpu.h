#ifndef COUNTERSIGN_CPU_H
#define COUNTERSIGN_CPU_H

#include <stdbool.h>
#include <stdint.h>

/* What a kernel may need. A bit is set only when the CPU has the instructions *and* the operating system
 * saves the registers they use (XGETBV). */
enum {
    COUNTERSIGN_CPU_BMI2 = 1 << 0,
    COUNTERSIGN_CPU_ADX = 1 << 1,
    COUNTERSIGN_CPU_AVX2 = 1 << 2,
    COUNTERSIGN_CPU_AVX512 = 1 << 3, /* F, BW, DQ, VL */
    COUNTERSIGN_CPU_AVX512IFMA = 1 << 4,
    COUNTERSIGN_CPU_AVX512VBMI = 1 << 5,
    COUNTERSIGN_CPU_AVX512VBMI2 = 1 << 6,
    COUNTERSIGN_CPU_SHA = 1 << 7, /* SHA-NI with SSE4.1 */
};

/* The set of bits of this machine. */
uint32_t countersign_cpu_features(void);

#endif
