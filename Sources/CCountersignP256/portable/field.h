/*
 * The portable field: engine/field_4x64.h over plain C. The specification that all other kernels must agree
 * with; right on any byte order and any compiler with a 128-bit integer.
 */
#ifndef COUNTERSIGN_PORTABLE_FIELD_H
#define COUNTERSIGN_PORTABLE_FIELD_H

typedef unsigned char carry_t;

#if defined(__has_builtin)
#if __has_builtin(__builtin_addcll) && __has_builtin(__builtin_subcll)
#define FIELD_HAS_CARRY_BUILTINS
#endif
#endif

ALWAYS_INLINE carry_t plus(carry_t carry, uint64_t a, uint64_t b, uint64_t *r)
{
#ifdef FIELD_HAS_CARRY_BUILTINS
    unsigned long long out;
    *r = __builtin_addcll(a, b, carry, &out);
    return (carry_t)out;
#else
    uint128 sum = (uint128)a + b + carry;
    *r = (uint64_t)sum;
    return (carry_t)(sum >> 64);
#endif
}

ALWAYS_INLINE carry_t minus(carry_t borrow, uint64_t a, uint64_t b, uint64_t *r)
{
#ifdef FIELD_HAS_CARRY_BUILTINS
    unsigned long long out;
    *r = __builtin_subcll(a, b, borrow, &out);
    return (carry_t)out;
#else
    uint128 difference = (uint128)a - b - borrow;
    *r = (uint64_t)difference;
    return (carry_t)(difference >> 64 & 1);
#endif
}

ALWAYS_INLINE uint64_t times(uint64_t a, uint64_t b, uint64_t *high)
{
    uint128 product = (uint128)a * b;
    *high = (uint64_t)(product >> 64);
    return (uint64_t)product;
}

#define FIELD_MULTIPLY_BY_ROWS
#include "../engine/field_4x64.h"

#endif
