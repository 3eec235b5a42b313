/*
 * Field and point operations of the IFMA kernel in cycles per eight lanes. The clock wanders, so each timing
 * is scaled by a chain of dependent additions timed right before and after it; median and best of 61.
 */

#include <immintrin.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "../../Sources/CCountersignP256/kernel.h"
#include "../../Sources/CCountersignP256/scalar.h"

#pragma clang attribute push(__attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx512ifma,bmi2"))), apply_to = function)
#define KERNEL_LANES 8
#define KERNEL_CHAINS 4
#include "../../Sources/CCountersignP256/avx512ifma/passes.h"

enum { OPERATIONS = 4800, GROUPS = 16, STEPS = 24 };
static field x[GROUPS], y[GROUPS];
static jacobian sums[GROUPS];
static affine addends[GROUPS];

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

static double cycles_per_ns(void)
{
    enum { ADDITIONS = 3000000 };
    uint64_t turns = ADDITIONS / 10;
    double start = now();
    __asm__ volatile("1: add $1, %%rax\n add $1, %%rax\n add $1, %%rax\n add $1, %%rax\n add $1, %%rax\n"
                     "add $1, %%rax\n add $1, %%rax\n add $1, %%rax\n add $1, %%rax\n add $1, %%rax\n"
                     "dec %0\n jnz 1b" : "+r"(turns) : : "rax", "cc");
    return ADDITIONS / (now() - start);
}

static int ascending(const void *a, const void *b)
{
    double u = *(const double *)a, v = *(const double *)b;
    return u < v ? -1 : u > v;
}

static void report(const char *name, void (*run)(void))
{
    enum { ROUNDS = 61 };
    double cycles[ROUNDS];
    run();
    for (int i = 0; i < ROUNDS; i++) {
        double before = cycles_per_ns(), start = now();
        run();
        double took = now() - start;
        cycles[i] = took / OPERATIONS * (before + cycles_per_ns()) / 2;
    }
    qsort(cycles, ROUNDS, sizeof *cycles, ascending);
    printf("%-52s median %6.1f  best %6.1f cycles per 8 lanes\n", name, cycles[ROUNDS / 2], cycles[0]);
}

static void multiply_one(void)
{
    for (int i = 0; i < OPERATIONS; i++) {
        factor *r = (factor *)&x[i & 7];
        const vector *a = x[i & 7].v, *b = y[i & 7].v;
        multiply_ways(&r, &a, &b, 1);
    }
}

static void multiply_chain(void)
{
    for (int i = 0; i < OPERATIONS; i++) {
        factor *r = (factor *)&x[0];
        const vector *a = x[0].v, *b = y[0].v;
        multiply_ways(&r, &a, &b, 1);
    }
}

static void multiply_two(void)
{
    for (int i = 0; i < OPERATIONS; i += 2) {
        int k = i & 7;
        factor *r[2] = {(factor *)&x[k], (factor *)&x[k + 1]};
        const vector *a[2] = {x[k].v, x[k + 1].v}, *b[2] = {y[k].v, y[k + 1].v};
        multiply_ways(r, a, b, 2);
    }
}

static void square_two(void)
{
    for (int i = 0; i < OPERATIONS; i += 2) {
        int k = i & 7;
        factor *r[2] = {(factor *)&x[k], (factor *)&x[k + 1]};
        const vector *a[2] = {x[k].v, x[k + 1].v};
        square_ways(r, a, 2);
    }
}

static void double_one(void) { jacobian_double(&sums[0], OPERATIONS); }
static void double_sixteen(void)
{
    for (int i = 0; i < OPERATIONS; i += 80) jacobian_double_groups(sums, 16, 5);
}

static void add_one(void)
{
    for (int i = 0; i < OPERATIONS; i++) jacobian_add(&sums[0], &addends[0]);
}

static void add_sixteen(void)
{
    const affine *q[GROUPS];
    for (int i = 0; i < GROUPS; i++) q[i] = &addends[i];
    for (int i = 0; i < OPERATIONS; i += GROUPS) jacobian_add_groups(sums, q, GROUPS);
}

static void invert_one(void)
{
    for (int i = 0; i < OPERATIONS / 100; i++)
        if (!field_invert(&x[0], &x[0])) exit(1);
}

static struct line lines[GROUPS * STEPS * 2 * 8];
static const struct line *pointers[GROUPS * STEPS * 2 * 8];
static uint8_t signs[GROUPS * STEPS * 2];
static affine slots[GROUPS * STEPS * 2];
static field prefix[GROUPS * STEPS + KERNEL_CHAINS];
static lane_mask flags[GROUPS];
static struct step steps[STEPS];
static struct pass pass = {
    .steps = steps, .step_count = STEPS, .group_count = GROUPS, .slots = slots, .slots_per_group = 2 * STEPS,
    .lines = pointers, .signs = signs, .lines_per_group = 2 * STEPS, .prefix = prefix, .flags = flags};
static field products[KERNEL_CHAINS];

static void forward(void)
{
    for (int i = 0; i < OPERATIONS; i += GROUPS * STEPS) pass_forward(&pass, false, products);
}

static void backward(void)
{
    for (int i = 0; i < OPERATIONS; i += GROUPS * STEPS) {
        field inverses[KERNEL_CHAINS];
        memcpy(inverses, products, sizeof inverses);
        pass_backward(&pass, false, inverses);
    }
}

int main(void)
{
    uint64_t seed = 1;
    for (int g = 0; g < GROUPS; g++) {
        struct words w[2][8];
        for (int l = 0; l < 8; l++)
            for (int i = 0; i < 4; i++)
                for (int k = 0; k < 2; k++) w[k][l].w[i] = seed = seed * 6364136223846793005 + 1442695040888963407;
        field_from_words(&x[g], w[0]);
        field_from_words(&y[g], w[1]);
        sums[g] = (jacobian){x[g], y[g], x[g]};
        addends[g] = (affine){y[g], x[g]};
    }
    for (size_t i = 0; i < GROUPS * STEPS * 2; i++) {
        struct line *to[8];
        slots[i] = (affine){x[i % 16], y[(i + i / 16) % 16]};
        for (size_t l = 0; l < 8; l++) pointers[8 * i + l] = to[l] = &lines[8 * i + l];
        point_store(to, &slots[i]);
    }

    report("multiplication, one stream, independent", multiply_one);
    report("multiplication, one dependent chain", multiply_chain);
    report("multiplication, two streams (bound 40)", multiply_two);
    report("squaring, two streams (bound 30)", square_two);
    report("doubling, one point", double_one);
    report("doubling, sixteen points (bound 265)", double_sixteen);
    report("mixed addition, one point", add_one);
    report("mixed addition, sixteen points (bound 395)", add_sixteen);
    report("inversion of a vector (÷ 100)", invert_one);
    for (int s = 0; s < STEPS; s++) steps[s] = (struct step){~(2 * s), ~(2 * s + 1), (unsigned)s};
    pass.operands = OPERANDS_LINES;
    report("affine addition of lines, forward (bound 40)", forward);
    report("affine addition of lines, backward (bound 190)", backward);
    for (int s = 0; s < STEPS; s++) steps[s] = (struct step){2 * s, 2 * s + 1, (unsigned)(2 * s)};
    pass.operands = OPERANDS_SLOTS;
    report("affine addition of slots, forward (bound 40)", forward);
    report("affine addition of slots, backward (bound 190)", backward);
    return 0;
}
#pragma clang attribute pop
