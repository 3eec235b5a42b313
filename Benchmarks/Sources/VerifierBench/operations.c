#include "bench.h"

#include <string.h>

typedef size_t operations(enum bench_operation what, size_t times);
operations bench_operations_portable;
#if defined(__x86_64__) && defined(__clang__)
operations bench_operations_x86_64adx, bench_operations_avx512ifma;
#endif

const char *bench_operation_name(enum bench_operation what)
{
    switch (what) {
    case BENCH_FIELD_MULTIPLY: return "field multiplication";
    case BENCH_FIELD_SQUARE: return "field squaring";
    case BENCH_FIELD_INVERT: return "field inversion";
    case BENCH_POINT_DOUBLE: return "Jacobian doubling";
    case BENCH_POINT_ADD: return "mixed addition";
    case BENCH_POINT_ADD_AFFINE: return "affine addition";
    case BENCH_OPERATIONS: break;
    }
    return "";
}

size_t bench_operate(const char *kernel, enum bench_operation what, size_t times)
{
    if (strcmp(kernel, "portable") == 0) return bench_operations_portable(what, times);
#if defined(__x86_64__) && defined(__clang__)
    if (strcmp(kernel, "x86_64adx") == 0) return bench_operations_x86_64adx(what, times);
    if (strcmp(kernel, "avx512ifma") == 0) return bench_operations_avx512ifma(what, times);
#endif
    return 0;
}
