/* Eight 64-bit lanes: the few instructions that the field is made of, under names that read like arithmetic. */
#ifndef COUNTERSIGN_IFMA_VECTOR_H
#define COUNTERSIGN_IFMA_VECTOR_H

#include <immintrin.h>

#include "../words.h"

typedef __m512i vector;

/* Loops over limbs and streams must vanish, or their arrays live in memory: clang's own
 * limits leave some of them rolled, which makes a multiplication three times as slow. */
#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
#define UNROLL /* a check per access: unrolled, the file would compile for ten minutes */
#endif
#endif
#ifndef UNROLL
#define UNROLL _Pragma("clang loop unroll(full)")
#endif

/* Ends a stage of a computation: what follows is not scheduled before it, and its results are in memory.
 * A multiplication-add with a memory operand costs nothing extra, whereas clang, left alone, keeps more
 * values alive than there are registers and stores and reloads them in the middle of the products. */
#define STAGE_END __asm__ volatile("" ::: "memory")

ALWAYS_INLINE vector splat(uint64_t x) { return _mm512_set1_epi64((long long)x); }
ALWAYS_INLINE vector zero(void) { return _mm512_setzero_si512(); }
ALWAYS_INLINE vector add(vector a, vector b) { return _mm512_add_epi64(a, b); }
ALWAYS_INLINE vector sub(vector a, vector b) { return _mm512_sub_epi64(a, b); }
ALWAYS_INLINE vector and(vector a, vector b) { return _mm512_and_si512(a, b); }
ALWAYS_INLINE vector or(vector a, vector b) { return _mm512_or_si512(a, b); }
#define shift_left(a, bits) _mm512_slli_epi64(a, bits)
#define shift_right(a, bits) _mm512_srli_epi64(a, bits)
/* With the sign: limbs may be negative between two carries. */
#define shift_down(a, bits) _mm512_srai_epi64(a, bits)

/* sum + low (high) 52 bits of the 104-bit product of the low 52 bits of a and b. */
ALWAYS_INLINE vector add_low(vector sum, vector a, vector b) { return _mm512_madd52lo_epu64(sum, a, b); }
ALWAYS_INLINE vector add_high(vector sum, vector a, vector b) { return _mm512_madd52hi_epu64(sum, a, b); }

#endif
