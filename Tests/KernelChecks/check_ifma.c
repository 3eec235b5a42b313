/*
 * The IFMA kernel's layers against plain integers (OpenSSL's BIGNUM and EC_POINT): field, lines, point
 * formulas and passes, at the extremes of their ranges and at random. Build with
 * -DCOUNTERSIGN_CHECK_BOUNDS to check every range promised in field.h on the way.
 *
 *     check_ifma [rounds] [seed]
 */

#include <immintrin.h>
#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/obj_mac.h>
#include <stdio.h>
#include <stdlib.h>

#include "../../Sources/CCountersignP256/kernel.h"
#include "../../Sources/CCountersignP256/scalar.h"

#pragma clang attribute push(__attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx512ifma,bmi2"))), apply_to = function)
#define KERNEL_LANES 8
#define KERNEL_CHAINS 4
#include "../../Sources/CCountersignP256/avx512ifma/passes.h"

#include "ifma_lanes.h"

/* ---- Field ---- */

static void check_field(int rounds)
{
    BIGNUM *a[8], *b[8], *want = BN_new(), *got = BN_new();
    for (int l = 0; l < 8; l++) a[l] = BN_new(), b[l] = BN_new();
    for (int round = 0; round < rounds; round++) {
        field fa, fb, r, c;
        for (int l = 0; l < 8; l++) {
            pick(a[l], 4), pick(b[l], 4);
            put(&fa, l, a[l]), put(&fb, l, b[l]);
        }
        field_multiply(&r, &fa, &fb);
        canonical_of_any(&c, &r);
        for (int l = 0; l < 8; l++, checks++) {
            BN_mod_mul(want, a[l], b[l], p, context);
            BN_mod_mul(want, want, r_inverse, p, context);
            get(got, &c, l);
            if (BN_cmp(want, got) != 0) fail("multiply", l);
        }
        field_square(&r, &fa);
        canonical_of_any(&c, &r);
        for (int l = 0; l < 8; l++, checks++) {
            BN_mod_sqr(want, a[l], p, context);
            BN_mod_mul(want, want, r_inverse, p, context);
            get(got, &c, l);
            if (BN_cmp(want, got) != 0) fail("square", l);
        }
        field_subtract(&r, &fa, &fb);
        canonical(&c, &r);
        for (int l = 0; l < 8; l++, checks++) {
            BN_mod_sub(want, a[l], b[l], p, context);
            get(got, &c, l);
            if (BN_cmp(want, got) != 0) fail("subtract", l);
        }
        lane_mask zeros = field_zero_mask(&fa), select = (lane_mask)random64();
        for (int l = 0; l < 8; l++, checks++) {
            BN_mod(want, a[l], p, context);
            if (BN_is_zero(want) != (zeros >> l & 1)) fail("zero mask", l);
        }
        copy(&r, &fb);
        field_select(&r, select, &fa);
        for (int l = 0; l < 8; l++, checks++) {
            get(got, &r, l);
            if (BN_cmp(got, select >> l & 1 ? a[l] : b[l]) != 0) fail("select", l);
        }
        if (round % 16 == 0) {
            bool inverted = field_invert(&r, &fa);
            if (inverted != (zeros == 0)) fail("invert, zero", 0);
            for (int l = 0; inverted && l < 8; l++, checks++) {
                get_integer(got, &r, l);
                get_integer(want, &fa, l);
                BN_mod_mul(got, got, want, p, context);
                if (!BN_is_one(got)) fail("invert", l);
            }
            struct words w[8];
            for (int l = 0; l < 8; l++) {
                unsigned char bytes[32];
                BN_mask_bits(a[l], 256);
                BN_bn2lebinpad(a[l], bytes, 32);
                memcpy(&w[l], bytes, 32);
            }
            field_from_words(&r, w);
            for (int l = 0; l < 8; l++, checks++) {
                BN_mod(want, a[l], p, context);
                get_integer(got, &r, l);
                if (BN_cmp(want, got) != 0) fail("from words", l);
            }
        }
    }
    for (int l = 0; l < 8; l++) BN_free(a[l]), BN_free(b[l]);
    BN_free(want), BN_free(got);
}

static void check_points(int rounds)
{
    EC_POINT *a[16], *b[16], *sum = EC_POINT_new(curve);
    static jacobian j[2], doubled[2], added[2];
    static affine q[2];
    for (int round = 0; round < rounds; round++) {
        jacobian *to[2] = {&doubled[0], &doubled[1]};
        const affine *from[2] = {&q[0], &q[1]};
        for (int l = 0; l < 16; l++) {
            a[l] = random_point(), b[l] = random_point();
            if (random64() % 8 == 0) EC_POINT_copy(b[l], a[l]);
            if (random64() % 8 == 0) EC_POINT_copy(b[l], a[l]), EC_POINT_invert(curve, b[l], context);
            put_jacobian(&j[l / 8], l % 8, a[l]);
            put_affine(&q[l / 8], l % 8, b[l]);
        }
        int ways = 1 + round % 2, times = 1 + round % 7;
        doubled[0] = added[0] = j[0], doubled[1] = added[1] = j[1];
        for (int i = 0; i < times; i++) ways == 1 ? double_ways(to, 1) : double_ways(to, 2);
        for (int l = 0; l < 8 * ways; l++) {
            EC_POINT_copy(sum, a[l]);
            for (int i = 0; i < times; i++) EC_POINT_dbl(curve, sum, sum, context);
            expect_jacobian(&doubled[l / 8], l % 8, sum, "double");
        }
        to[0] = &added[0], to[1] = &added[1];
        ways == 1 ? add_ways(to, from, 1) : add_ways(to, from, 2);
        for (int l = 0; l < 8 * ways; l++) {
            BIGNUM *z = BN_new();
            EC_POINT_add(curve, sum, a[l], b[l], context);
            get_integer(z, &added[l / 8].z, l % 8);
            bool same = EC_POINT_cmp(curve, a[l], b[l], context) == 0;
            bool exceptional = same || EC_POINT_is_at_infinity(curve, sum);
            if (exceptional != (bool)BN_is_zero(z)) fail("add, equal x", l);
            if (!exceptional) expect_jacobian(&added[l / 8], l % 8, sum, "add");
            BN_free(z);
        }
        /* z = 0 stays */
        lane_mask zeros = field_zero_mask(&added[0].z);
        to[0] = &added[0];
        double_ways(to, 1);
        add_ways(to, from, 1);
        if ((field_zero_mask(&added[0].z) & zeros) != zeros) fail("z = 0 stays", 0);
        for (int l = 0; l < 16; l++) EC_POINT_free(a[l]), EC_POINT_free(b[l]);
    }
    EC_POINT_free(sum);
}

/* ---- Lines and passes ---- */

static void check_passes(int rounds)
{
    enum { GROUPS = 6, STEPS = 7, POINTS = 2 * STEPS };
    static struct line memory[GROUPS][POINTS][8];
    static const struct line *lines[GROUPS * POINTS * 8];
    static uint8_t signs[GROUPS * POINTS];
    static affine slots[GROUPS * (POINTS + STEPS)];
    static field prefix[GROUPS * STEPS + KERNEL_CHAINS];
    static EC_POINT *points[GROUPS][POINTS][8];
    EC_POINT *sum = EC_POINT_new(curve);

    for (int round = 0; round < rounds; round++) {
        struct pass pass = {0};
        struct step steps[STEPS];
        lane_mask flags[GROUPS] = {0}, exceptional[GROUPS] = {0};
        size_t slots_per_group = POINTS + STEPS;
        pass.group_count = (size_t)round % GROUPS + 1;
        pass.step_count = random64() % STEPS + 1;
        pass.operands = (enum operands)(random64() % 3);
        pass.steps = steps, pass.slots = slots, pass.slots_per_group = slots_per_group;
        pass.lines = lines, pass.signs = signs, pass.lines_per_group = POINTS;
        pass.prefix = prefix, pass.flags = flags;

        for (size_t s = 0; s < pass.step_count; s++) {
            int a = (int)(2 * s), b = a + 1;
            bool a_line = pass.operands == OPERANDS_LINES || (pass.operands == OPERANDS_ANY && random64() % 2);
            bool b_line = pass.operands == OPERANDS_LINES || (pass.operands == OPERANDS_ANY && random64() % 2);
            if (pass.operands == OPERANDS_ANY && random64() % 3 == 0) b = a, a_line = b_line = false;
            int to = (int)(POINTS + s); /* a fresh slot, or the slot of an operand */
            if (!a_line && random64() % 2) to = a;
            else if (!b_line && random64() % 2) to = b;
            steps[s] = (struct step){(int16_t)(a_line ? ~a : a), (int16_t)(b_line ? ~b : b), (uint16_t)to};
        }
        for (size_t g = 0; g < pass.group_count; g++)
            for (int i = 0; i < POINTS; i++) {
                affine loaded, stored;
                struct line *to[8];
                signs[g * POINTS + i] = (uint8_t)random64();
                for (int l = 0; l < 8; l++) {
                    points[g][i][l] = random_point();
                    if (i % 2 == 1 && random64() % 300 == 0) EC_POINT_copy(points[g][i][l], points[g][i - 1][l]);
                    put_affine(&slots[g * slots_per_group + (size_t)i], l, points[g][i][l]);
                    to[l] = &memory[g][i][l];
                    lines[(g * POINTS + (size_t)i) * 8 + (size_t)l] = to[l];
                }
                /* The lines hold the negated points where signs says so, so that they load as the points. */
                point_store(to, &slots[g * slots_per_group + (size_t)i]);
                point_load(&loaded, lines + (g * POINTS + (size_t)i) * 8, signs[g * POINTS + i]);
                stored = loaded;
                point_store(to, &stored);
                point_load(&loaded, lines + (g * POINTS + (size_t)i) * 8, signs[g * POINTS + i]);
                for (int l = 0; l < 8; l++) expect_affine(&loaded, l, points[g][i][l], "line");
                field x;
                line_load_x(&x, lines + (g * POINTS + (size_t)i) * 8);
                if (memcmp(&x, &loaded.x, sizeof x) != 0) fail("x of a line", 0);
            }
        bool any = false;
        for (size_t g = 0; g < pass.group_count; g++)
            for (size_t s = 0; s < pass.step_count; s++)
                for (int l = 0; l < 8 && steps[s].a != steps[s].b; l++)
                    if (EC_POINT_cmp(curve, points[g][2 * s][l], points[g][2 * s + 1][l], context) == 0)
                        exceptional[g] |= (lane_mask)(1u << l), any = true;

        field products[KERNEL_CHAINS], inverses[KERNEL_CHAINS];
        bool done = true;
        pass_forward(&pass, false, products);
        for (int c = 0; c < KERNEL_CHAINS; c++) done &= field_invert(&inverses[c], &products[c]);
        if (done == any) fail("a product that should be 0", 0);
        if (!done) {
            pass_forward(&pass, true, products);
            for (int c = 0; c < KERNEL_CHAINS; c++)
                if (!field_invert(&inverses[c], &products[c])) fail("checked product", c);
        }
        pass_backward(&pass, !done, inverses);
        for (size_t g = 0; g < pass.group_count; g++) {
            if (flags[g] != exceptional[g]) fail("flags", (int)g);
            for (size_t s = 0; s < pass.step_count; s++)
                for (int l = 0; l < 8; l++) {
                    EC_POINT *a = points[g][2 * s][l];
                    EC_POINT *b = points[g][steps[s].a == steps[s].b ? 2 * s : 2 * s + 1][l];
                    if (exceptional[g] >> l & 1) continue;
                    EC_POINT_add(curve, sum, a, b, context);
                    if (EC_POINT_is_at_infinity(curve, sum)) continue;
                    expect_affine(&slots[g * slots_per_group + steps[s].destination], l, sum, "sum");
                }
            for (int i = 0; i < POINTS; i++)
                for (int l = 0; l < 8; l++) EC_POINT_free(points[g][i][l]);
        }
    }
    EC_POINT_free(sum);
}

static void check_constants(void)
{
    BIGNUM *n = BN_new(), *t = BN_new(), *r = BN_new(), *base = BN_new();
    EC_GROUP_get_order(curve, n, context);
    BN_set_word(base, 1);
    BN_lshift(base, base, 52);
    struct { const uint64_t *limbs; const BIGNUM *modulus; int power; } table[] = {
        {r_mod_p, p, 1}, {r2_mod_p, p, 2}, {r3_mod_p, p, 3}, {r_mod_n, n, 1}, {r2_mod_n, n, 2}, {r3_mod_n, n, 3}};
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++, checks++) {
        BN_one(r);
        BN_lshift(r, r, 260 * table[i].power);
        BN_mod(r, r, table[i].modulus, context);
        BN_zero(t);
        for (int k = 4; k >= 0; k--) BN_lshift(t, t, 52), BN_add_word(t, table[i].limbs[k]);
        if (BN_cmp(t, r) != 0) fail("constant", (int)i);
    }
    for (int k = 0; k < 9; k++, checks++) {
        BN_copy(r, p);
        BN_mul_word(r, (BN_ULONG)k);
        BN_zero(t);
        for (int i = 4; i >= 0; i--) BN_lshift(t, t, 52), BN_add_word(t, plain_multiples_of_p[k][i]);
        if (BN_cmp(t, r) != 0) fail("multiple", k);
        BN_zero(t);
        for (int i = 4; i >= 0; i--) {
            BN_lshift(t, t, 52);
            if ((int64_t)multiples_of_p[k][i] < 0) BN_sub_word(t, -multiples_of_p[k][i]);
            else BN_add_word(t, multiples_of_p[k][i]);
        }
        if (BN_cmp(t, r) != 0) fail("multiple with borrows", k);
    }
    BN_zero(t);
    for (int i = 4; i >= 0; i--) BN_lshift(t, t, 52), BN_add_word(t, order[i]);
    if (BN_cmp(t, n) != 0) fail("order", 0);
    BN_mul_word(n, ORDER_NEGATIVE_INVERSE);
    BN_add_word(n, 1);
    BN_mod(n, n, base, context);
    if (!BN_is_zero(n)) fail("inverse of the order", 0);
    BN_free(n), BN_free(t), BN_free(r), BN_free(base);
}

int main(int argc, char **argv)
{
    int rounds = argc > 1 ? atoi(argv[1]) : 2000;
    uint64_t seed = argc > 2 ? strtoull(argv[2], NULL, 0) : 1;
    random_state = seed;
    context = BN_CTX_new();
    curve = EC_GROUP_new_by_curve_name(NID_X9_62_prime256v1);
    p = BN_new(), r_mod = BN_new(), r_inverse = BN_new();
    EC_GROUP_get_curve(curve, p, NULL, NULL, context);
    BN_one(r_mod);
    BN_lshift(r_mod, r_mod, 260);
    BN_mod(r_mod, r_mod, p, context);
    BN_mod_inverse(r_inverse, r_mod, p, context);

    check_constants();
    check_field(rounds);
    check_points(rounds / 20 + 2);
    check_passes(rounds / 40 + 2);
    printf("ifma: %ld checks against plain integers, seed %llu\n", checks, (unsigned long long)seed);
    return 0;
}
#pragma clang attribute pop
