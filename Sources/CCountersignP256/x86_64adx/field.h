/* The field in 4 × 64 bits (engine/field_4x64.h) with MULX and the carry-chain intrinsics. */
#ifndef COUNTERSIGN_X86_64ADX_FIELD_H
#define COUNTERSIGN_X86_64ADX_FIELD_H

typedef unsigned char carry_t;

ALWAYS_INLINE carry_t plus(carry_t carry, uint64_t a, uint64_t b, uint64_t *r)
{
    unsigned long long sum;
    carry = _addcarry_u64(carry, a, b, &sum);
    *r = sum;
    return carry;
}

ALWAYS_INLINE carry_t minus(carry_t borrow, uint64_t a, uint64_t b, uint64_t *r)
{
    unsigned long long difference;
    borrow = _subborrow_u64(borrow, a, b, &difference);
    *r = difference;
    return borrow;
}

ALWAYS_INLINE uint64_t times(uint64_t a, uint64_t b, uint64_t *high)
{
    unsigned long long h, low = _mulx_u64(a, b, &h);
    *high = h;
    return low;
}

#include "../engine/field_4x64.h"

#endif
