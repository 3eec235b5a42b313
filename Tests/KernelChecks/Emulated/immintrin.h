/*
 * The AVX-512 instructions of the vector kernel and of SHA-256 in plain C, for x86-64 machines without them: what each
 * gives is what Intel's "Intrinsics Guide" writes as its operation. Scripts/check-kernels.sh compiles copies of the
 * sources with this folder before the compiler's own headers; nothing of it ships.
 *
 * An instruction that is missing here does not compile, for the copies ask for no AVX-512.
 */
#ifndef COUNTERSIGN_EMULATED_IMMINTRIN_H
#define COUNTERSIGN_EMULATED_IMMINTRIN_H

#include_next <immintrin.h>

#include <stdint.h>
#include <string.h>

/* Calls, not copies: in line, one file of the kernel takes clang ten minutes. */
#define EMULATED static __attribute__((noinline, unused))

typedef union {
    __m512i v;
    uint64_t q[8];
    int64_t s[8];
    uint32_t d[16];
    uint8_t b[64];
} emulated_lanes;

/* An instruction by what its lane i is. */
#define EMULATED_EACH(name, parameters, lane, count, value)  \
    EMULATED __m512i emulated_##name parameters              \
    {                                                        \
        emulated_lanes r;                                    \
        for (int i = 0; i < (count); i++) r.lane[i] = value; \
        return r.v;                                          \
    }
#define IN(x) ((emulated_lanes){.v = (x)})

/* ---- Arithmetic and logic ---- */

EMULATED_EACH(set1_epi64, (long long x), q, 8, (uint64_t)x)
EMULATED_EACH(set1_epi32, (int x), d, 16, (uint32_t)x)
EMULATED_EACH(set1_epi8, (char x), b, 64, (uint8_t)x)
EMULATED_EACH(setzero, (void), q, 8, 0)
EMULATED_EACH(add_epi64, (__m512i x, __m512i y), q, 8, IN(x).q[i] + IN(y).q[i])
EMULATED_EACH(sub_epi64, (__m512i x, __m512i y), q, 8, IN(x).q[i] - IN(y).q[i])
EMULATED_EACH(add_epi32, (__m512i x, __m512i y), d, 16, IN(x).d[i] + IN(y).d[i])
EMULATED_EACH(and, (__m512i x, __m512i y), q, 8, IN(x).q[i] & IN(y).q[i])
EMULATED_EACH(or, (__m512i x, __m512i y), q, 8, IN(x).q[i] | IN(y).q[i])
EMULATED_EACH(xor, (__m512i x, __m512i y), q, 8, IN(x).q[i] ^ IN(y).q[i])
EMULATED_EACH(slli_epi64, (__m512i x, unsigned n), q, 8, n < 64 ? IN(x).q[i] << n : 0)
EMULATED_EACH(srli_epi64, (__m512i x, unsigned n), q, 8, n < 64 ? IN(x).q[i] >> n : 0)
EMULATED_EACH(srai_epi64, (__m512i x, unsigned n), s, 8, IN(x).s[i] >> (n < 64 ? n : 63))
EMULATED_EACH(srli_epi32, (__m512i x, unsigned n), d, 16, n < 32 ? IN(x).d[i] >> n : 0)
EMULATED_EACH(ror_epi32, (__m512i x, int n), d, 16, IN(x).d[i] >> (n & 31) | IN(x).d[i] << (-n & 31))
EMULATED_EACH(sllv_epi64, (__m512i x, __m512i n), q, 8, IN(n).q[i] < 64 ? IN(x).q[i] << IN(n).q[i] : 0)
EMULATED_EACH(srlv_epi64, (__m512i x, __m512i n), q, 8, IN(n).q[i] < 64 ? IN(x).q[i] >> IN(n).q[i] : 0)

EMULATED __uint128_t emulated_product52(uint64_t x, uint64_t y)
{
    const uint64_t mask = (UINT64_C(1) << 52) - 1;
    return (__uint128_t)(x & mask) * (y & mask);
}
EMULATED_EACH(madd52lo, (__m512i sum, __m512i x, __m512i y), q, 8,
              IN(sum).q[i] + ((uint64_t)emulated_product52(IN(x).q[i], IN(y).q[i]) & ((UINT64_C(1) << 52) - 1)))
EMULATED_EACH(madd52hi, (__m512i sum, __m512i x, __m512i y), q, 8,
              IN(sum).q[i] + (uint64_t)(emulated_product52(IN(x).q[i], IN(y).q[i]) >> 52))

EMULATED uint32_t emulated_ternary(uint32_t x, uint32_t y, uint32_t z, int table)
{
    uint32_t r = 0;
    for (int row = 0; row < 8; row++) {
        if (table >> row & 1) r |= (row & 4 ? x : ~x) & (row & 2 ? y : ~y) & (row & 1 ? z : ~z);
    }
    return r;
}
EMULATED_EACH(ternarylogic_epi32, (__m512i x, __m512i y, __m512i z, int table), d, 16,
              emulated_ternary(IN(x).d[i], IN(y).d[i], IN(z).d[i], table))

/* ---- Masks ---- */

EMULATED_EACH(mask_add_epi64, (__m512i else_, __mmask8 k, __m512i x, __m512i y), q, 8,
              k >> i & 1 ? IN(x).q[i] + IN(y).q[i] : IN(else_).q[i])
EMULATED_EACH(mask_sub_epi64, (__m512i else_, __mmask8 k, __m512i x, __m512i y), q, 8,
              k >> i & 1 ? IN(x).q[i] - IN(y).q[i] : IN(else_).q[i])
EMULATED_EACH(mask_xor_epi64, (__m512i else_, __mmask8 k, __m512i x, __m512i y), q, 8,
              k >> i & 1 ? IN(x).q[i] ^ IN(y).q[i] : IN(else_).q[i])
EMULATED_EACH(mask_mov_epi64, (__m512i else_, __mmask8 k, __m512i x), q, 8, k >> i & 1 ? IN(x).q[i] : IN(else_).q[i])
EMULATED_EACH(mask_mov_epi32, (__m512i else_, __mmask16 k, __m512i x), d, 16, k >> i & 1 ? IN(x).d[i] : IN(else_).d[i])
EMULATED_EACH(mask_mov_epi8, (__m512i else_, __mmask64 k, __m512i x), b, 64, k >> i & 1 ? IN(x).b[i] : IN(else_).b[i])
EMULATED_EACH(mask_set1_epi32, (__m512i else_, __mmask16 k, int x), d, 16, k >> i & 1 ? (uint32_t)x : IN(else_).d[i])

#define EMULATED_MASK(name, parameters, condition)                      \
    EMULATED __mmask8 emulated_##name parameters                        \
    {                                                                   \
        unsigned mask = 0;                                              \
        for (int i = 0; i < 8; i++) mask |= (unsigned)(condition) << i; \
        return (__mmask8)mask;                                          \
    }
EMULATED_MASK(cmpeq_epi64_mask, (__m512i x, __m512i y), IN(x).q[i] == IN(y).q[i])
EMULATED_MASK(test_epi64_mask, (__m512i x, __m512i y), (IN(x).q[i] & IN(y).q[i]) != 0)
EMULATED_MASK(testn_epi64_mask, (__m512i x, __m512i y), (IN(x).q[i] & IN(y).q[i]) == 0)
EMULATED_MASK(movepi64_mask, (__m512i x), IN(x).s[i] < 0)

/* ---- Lanes across ---- */

EMULATED_EACH(unpacklo_epi64, (__m512i x, __m512i y), q, 8, i & 1 ? IN(y).q[i - 1] : IN(x).q[i])
EMULATED_EACH(unpackhi_epi64, (__m512i x, __m512i y), q, 8, i & 1 ? IN(y).q[i] : IN(x).q[i + 1])
EMULATED_EACH(unpacklo_epi32, (__m512i x, __m512i y), d, 16, IN(i & 1 ? y : x).d[(i & ~3) + (i & 3) / 2])
EMULATED_EACH(unpackhi_epi32, (__m512i x, __m512i y), d, 16, IN(i & 1 ? y : x).d[(i & ~3) + 2 + (i & 3) / 2])
EMULATED_EACH(permutex2var_epi64, (__m512i x, __m512i at, __m512i y), q, 8,
              IN(at).q[i] & 8 ? IN(y).q[IN(at).q[i] & 7] : IN(x).q[IN(at).q[i] & 7])
EMULATED_EACH(permutex_epi64, (__m512i x, int order), q, 8, IN(x).q[(i & 4) | (order >> 2 * (i & 3) & 3)])
EMULATED_EACH(shuffle_quarters, (__m512i x, __m512i y, int order), q, 8,
              IN(i < 4 ? x : y).q[2 * (order >> 2 * (i / 2) & 3) + (i & 1)])
EMULATED_EACH(shuffle_epi8, (__m512i x, __m512i at), b, 64,
              IN(at).b[i] & 0x80 ? 0 : IN(x).b[(i & ~15) | (IN(at).b[i] & 15)])

/* ---- To and from memory and other widths ---- */

/* As the instruction: an address that is not aligned ends the program. */
EMULATED __m512i emulated_load(const void *from)
{
    emulated_lanes r;
    if ((uintptr_t)from % 64) __builtin_trap();
    memcpy(&r, from, 64);
    return r.v;
}
EMULATED __m512i emulated_loadu(const void *from)
{
    emulated_lanes r;
    memcpy(&r, from, 64);
    return r.v;
}
EMULATED void emulated_store(void *to, __m512i x)
{
    if ((uintptr_t)to % 64) __builtin_trap();
    memcpy(to, &x, 64);
}
/* Bytes that the mask leaves out are not touched. */
EMULATED_EACH(maskz_loadu_epi8, (__mmask64 k, const void *from), b, 64, k >> i & 1 ? ((const uint8_t *)from)[i] : 0)
EMULATED __m256i emulated_loadu_256(const void *from)
{
    __m256i r;
    memcpy(&r, from, 32);
    return r;
}
EMULATED void emulated_storeu_256(void *to, __m256i x) { memcpy(to, &x, 32); }
/* The upper half is undefined: something, so that nobody counts on zeros. */
EMULATED __m512i emulated_cast_to_512(__m256i x)
{
    emulated_lanes r;
    memset(&r, 0xa5, 64);
    memcpy(&r, &x, 32);
    return r.v;
}
EMULATED __m256i emulated_cast_to_256(__m512i x) { return emulated_loadu_256(&x); }
EMULATED __m128i emulated_cast_to_128(__m512i x)
{
    __m128i r;
    memcpy(&r, &x, 16);
    return r;
}
EMULATED __m512i emulated_insert_half(__m512i x, __m256i half, int place)
{
    memcpy((char *)&x + 32 * (place & 1), &half, 32);
    return x;
}
EMULATED __m512i emulated_broadcast_quarter(__m128i x)
{
    emulated_lanes r;
    for (int i = 0; i < 4; i++) memcpy(&r.b[16 * i], &x, 16);
    return r.v;
}
EMULATED __m256i emulated_narrow(__m512i x)
{
    uint32_t r[8];
    for (int i = 0; i < 8; i++) r[i] = (uint32_t)IN(x).q[i];
    return emulated_loadu_256(r);
}
EMULATED __m512i emulated_set_epi64(long long h, long long g, long long f, long long e, long long d, long long c,
                                    long long b, long long a)
{
    const long long lanes[8] = {a, b, c, d, e, f, g, h};
    return emulated_loadu(lanes);
}

#undef IN

#undef _mm512_permutex_epi64
#undef _mm512_ror_epi32
#undef _mm512_shuffle_i32x4
#undef _mm512_shuffle_i64x2
#undef _mm512_ternarylogic_epi32
#undef _mm512_inserti64x4
#define _mm256_loadu_si256 emulated_loadu_256
#define _mm256_storeu_si256 emulated_storeu_256
#define _mm512_add_epi32 emulated_add_epi32
#define _mm512_add_epi64 emulated_add_epi64
#define _mm512_and_si512 emulated_and
#define _mm512_broadcast_i32x4 emulated_broadcast_quarter
#define _mm512_castsi256_si512 emulated_cast_to_512
#define _mm512_castsi512_si128 emulated_cast_to_128
#define _mm512_castsi512_si256 emulated_cast_to_256
#define _mm512_cmpeq_epi64_mask emulated_cmpeq_epi64_mask
#define _mm512_cvtepi64_epi32 emulated_narrow
#define _mm512_inserti64x4 emulated_insert_half
#define _mm512_load_si512 emulated_load
#define _mm512_loadu_si512 emulated_loadu
#define _mm512_madd52hi_epu64 emulated_madd52hi
#define _mm512_madd52lo_epu64 emulated_madd52lo
#define _mm512_mask_add_epi64 emulated_mask_add_epi64
#define _mm512_mask_mov_epi32 emulated_mask_mov_epi32
#define _mm512_mask_mov_epi64 emulated_mask_mov_epi64
#define _mm512_mask_mov_epi8 emulated_mask_mov_epi8
#define _mm512_mask_set1_epi32 emulated_mask_set1_epi32
#define _mm512_mask_sub_epi64 emulated_mask_sub_epi64
#define _mm512_mask_xor_epi64 emulated_mask_xor_epi64
#define _mm512_maskz_loadu_epi8 emulated_maskz_loadu_epi8
#define _mm512_movepi64_mask emulated_movepi64_mask
#define _mm512_or_si512 emulated_or
#define _mm512_permutex2var_epi64 emulated_permutex2var_epi64
#define _mm512_permutex_epi64 emulated_permutex_epi64
#define _mm512_ror_epi32 emulated_ror_epi32
#define _mm512_set1_epi32 emulated_set1_epi32
#define _mm512_set1_epi64 emulated_set1_epi64
#define _mm512_set1_epi8 emulated_set1_epi8
#define _mm512_set_epi64 emulated_set_epi64
#define _mm512_setzero_si512 emulated_setzero
#define _mm512_shuffle_epi8 emulated_shuffle_epi8
#define _mm512_shuffle_i32x4 emulated_shuffle_quarters
#define _mm512_shuffle_i64x2 emulated_shuffle_quarters
#define _mm512_slli_epi64 emulated_slli_epi64
#define _mm512_sllv_epi64 emulated_sllv_epi64
#define _mm512_srai_epi64 emulated_srai_epi64
#define _mm512_srli_epi32 emulated_srli_epi32
#define _mm512_srli_epi64 emulated_srli_epi64
#define _mm512_srlv_epi64 emulated_srlv_epi64
#define _mm512_store_si512 emulated_store
#define _mm512_sub_epi64 emulated_sub_epi64
#define _mm512_ternarylogic_epi32 emulated_ternarylogic_epi32
#define _mm512_test_epi64_mask emulated_test_epi64_mask
#define _mm512_testn_epi64_mask emulated_testn_epi64_mask
#define _mm512_unpackhi_epi32 emulated_unpackhi_epi32
#define _mm512_unpackhi_epi64 emulated_unpackhi_epi64
#define _mm512_unpacklo_epi32 emulated_unpacklo_epi32
#define _mm512_unpacklo_epi64 emulated_unpacklo_epi64
#define _mm512_xor_si512 emulated_xor

#endif
