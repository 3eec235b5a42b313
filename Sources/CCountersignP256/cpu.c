#include "cpu.h"

#if defined(__x86_64__)
#include <cpuid.h>

/* Registers that the operating system saves (XCR0). Plain bytes, so that no compiler flag is needed. */
static uint64_t saved_registers(void)
{
    uint32_t low, high;
    __asm__ volatile("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
    return (uint64_t)high << 32 | low;
}

uint32_t countersign_cpu_features(void)
{
    uint32_t a, b, c, d, features = 0;
    if (!__get_cpuid(1, &a, &b, &c, &d)) return 0;
    const uint32_t leaf1_c = c;
    if (!__get_cpuid_count(7, 0, &a, &b, &c, &d)) return 0;

    /* General registers only: nothing to save. */
    if (b >> 8 & 1) features |= COUNTERSIGN_CPU_BMI2;
    if (b >> 19 & 1) features |= COUNTERSIGN_CPU_ADX;
    if ((b >> 29 & 1) && (leaf1_c >> 19 & 1)) features |= COUNTERSIGN_CPU_SHA;

    const bool osxsave = leaf1_c >> 27 & 1;
    const uint64_t saved = osxsave ? saved_registers() : 0;
    const uint64_t ymm = 0x06, zmm = 0xe6; /* XMM, YMM; opmask, upper ZMM, ZMM16-31 as well */
    if ((saved & ymm) == ymm && (b >> 5 & 1)) features |= COUNTERSIGN_CPU_AVX2;
    if ((saved & zmm) == zmm) {
        const uint32_t base = 1u << 16 | 1u << 17 | 1u << 30 | 1u << 31; /* F, DQ, BW, VL */
        if ((b & base) == base) {
            features |= COUNTERSIGN_CPU_AVX512;
            if (b >> 21 & 1) features |= COUNTERSIGN_CPU_AVX512IFMA;
            if (c >> 1 & 1) features |= COUNTERSIGN_CPU_AVX512VBMI;
            if (c >> 6 & 1) features |= COUNTERSIGN_CPU_AVX512VBMI2;
        }
    }
    return features;
}

#else

uint32_t countersign_cpu_features(void) { return 0; }

#endif
