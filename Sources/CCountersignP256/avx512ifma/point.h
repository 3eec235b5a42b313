/*
 * Points of the curve, eight at a time: Jacobian doubling (a = -3) and mixed addition.
 *
 * Both take `ways` points (1 or 2, a constant) and keep every value that outlives a stage in memory, see
 * STAGE_END. Stages are ordered so that a product never waits for the one just before it. Products that are
 * only added to others afterwards stay as raw columns: no carry.
 */
#ifndef COUNTERSIGN_IFMA_POINT_H
#define COUNTERSIGN_IFMA_POINT_H

#include "field.h"

typedef struct affine {
    field x, y; /* folded; y of an addend of add_ways may be stored */
} affine;

typedef struct jacobian {
    field x, y, z; /* x folded; y and z stored */
} jacobian;

#define EACH_LIMB UNROLL for (int i = 0; i < 5; i++)

/*
 * 2·P in 4 multiplications, 4 squarings, 7 reductions:
 *   D = Z²; G = 2Y²; A = 3(X - D)(X + D); B = XG (= 2XY²); X' = A² - 4B; Y' = A(2B - X') - 2G²; Z' = 2YZ
 */
ALWAYS_INLINE void double_ways(jacobian *const *p, const int ways)
{
    factor g[2], three_less[2], more[2], a[2], less[2];
    field b[2], d[2];
    const vector *in[2], *in2[2];
    product t[2];

    EACH_WAY bound_folded(&p[s]->x), bound(&p[s]->y, 4), bound(&p[s]->z, 4);

    EACH_WAY in[s] = p[s]->z.v;
    reduced_square(t, in, ways);
    EACH_WAY EACH_LIMB d[s].v[i] = t[s].t[5 + i]; /* D raw: 4·4/16 + 1 = 2 */
    STAGE_END;

    EACH_WAY in[s] = p[s]->y.v;
    reduced_square(t, in, ways);
    EACH_WAY {
        vector v[5], w[5];
        EACH_LIMB v[i] = add(t[s].t[5 + i], t[s].t[5 + i]);
        carry_factor(&g[s], v); /* G: 2·2 = 4 */
        EACH_LIMB v[i] = sub(p[s]->x.v[i], d[s].v[i]);
        EACH_LIMB v[i] = add(add(v[i], MULTIPLE(6, i)), add(v[i], v[i])); /* 3(X - D) + 6: (0, 9) */
        EACH_LIMB w[i] = add(p[s]->x.v[i], d[s].v[i]);                    /* X + D: 3 */
        carry_factor(&three_less[s], v);
        carry_factor(&more[s], w);
        bound_factor(&g[s], 4), bound_factor(&three_less[s], 9.125), bound_factor(&more[s], 3.0625);
    }
    STAGE_END;

    EACH_WAY in[s] = three_less[s].v, in2[s] = more[s].v;
    reduced_product(t, in, in2, ways);
    EACH_WAY carry_factor(&a[s], t[s].t + 5); /* A: 9.2·3.1/16 + 1 = 2.8 */
    EACH_WAY bound_factor(&a[s], 2.8125);
    STAGE_END;

    EACH_WAY in[s] = p[s]->x.v, in2[s] = g[s].v;
    reduced_product(t, in, in2, ways);
    EACH_WAY EACH_LIMB b[s].v[i] = t[s].t[5 + i]; /* B raw: 1·4/16 + 1 = 1.25 */
    STAGE_END;

    EACH_WAY in[s] = a[s].v;
    reduced_square(t, in, ways);
    EACH_WAY {
        vector v[5];
        EACH_LIMB v[i] = add(sub(t[s].t[5 + i], shift_left(b[s].v[i], 2)), MULTIPLE(6, i)); /* (1, 8) */
        fold(&p[s]->x, v);
        bound_folded(&p[s]->x);
    }
    STAGE_END;

    EACH_WAY in[s] = p[s]->y.v, in2[s] = p[s]->z.v;
    reduced_product(t, in, in2, ways);
    EACH_WAY {
        vector v[5], w[5];
        EACH_LIMB v[i] = add(t[s].t[5 + i], t[s].t[5 + i]);
        carry(&p[s]->z, v); /* 2(4·4/16 + 1) = 4 */
        bound(&p[s]->z, 4);
        EACH_LIMB w[i] = add(sub(add(b[s].v[i], b[s].v[i]), p[s]->x.v[i]), MULTIPLE(2, i)); /* 2B - X': (0.9, 4.5) */
        carry_factor(&less[s], w);
        bound_factor(&less[s], 4.5);
    }
    STAGE_END;

    EACH_WAY in[s] = g[s].v;
    product_square(t, in, ways);
    EACH_WAY UNROLL for (int i = 0; i < 10; i++) t[s].t[i] = sub(zero(), add(t[s].t[i], t[s].t[i]));
    EACH_WAY in[s] = a[s].v, in2[s] = less[s].v;
    product_add(t, in, in2, ways);
    product_reduce(t, ways);
    EACH_WAY {
        vector v[5];
        EACH_LIMB v[i] = add(t[s].t[5 + i], MULTIPLE(2, i));
        carry(&p[s]->y, v); /* A(2B - X') - 2G² + 2: -2·4·4/16 + 2 = 0 … 2.8·4.5/16 + 3 < 4 */
        bound(&p[s]->y, 4);
    }
    STAGE_END;
}

/*
 * P + Q, Q affine, in 8 multiplications, 3 squarings, 10 reductions. Equal x makes H = 0 and so Z' = 0, which
 * no later step undoes: the engine looks at Z in the end.
 *   H = xQ·Z² - X; S = yQ·Z³ - Y; V = X·H²; X' = S² - H³ - 2V; Y' = S(V - X') - Y·H³; Z' = Z·H
 */
ALWAYS_INLINE void add_ways(jacobian *const *p, const affine *const *q, const int ways)
{
    factor zz[2], zzz[2], h[2], slope[2], hh[2], more[2];
    field hhh[2], v[2];
    factor *out[2];
    const vector *in[2], *in2[2];
    product t[2];
    vector w[5];

    EACH_WAY bound_folded(&p[s]->x), bound(&p[s]->y, 4), bound(&p[s]->z, 4);

    EACH_WAY out[s] = &zz[s], in[s] = p[s]->z.v;
    square_ways(out, in, ways); /* 2 */

    EACH_WAY in[s] = q[s]->x.v, in2[s] = zz[s].v;
    reduced_product(t, in, in2, ways);
    EACH_WAY {
        EACH_LIMB w[i] = add(sub(t[s].t[5 + i], p[s]->x.v[i]), MULTIPLE(2, i)); /* H: 1·2/16 + 1 + 2 */
        carry_factor(&h[s], w);
        bound_factor(&h[s], 3.1875);
    }
    STAGE_END;

    EACH_WAY out[s] = &zzz[s], in[s] = p[s]->z.v, in2[s] = zz[s].v;
    multiply_ways(out, in, in2, ways); /* 4·2/16 + 1 = 1.5 */

    EACH_WAY out[s] = &hh[s], in[s] = h[s].v;
    square_ways(out, in, ways); /* 3.2·3.2/16 + 1 = 1.7 */

    EACH_WAY in[s] = q[s]->y.v, in2[s] = zzz[s].v;
    reduced_product(t, in, in2, ways);
    EACH_WAY {
        EACH_LIMB w[i] = add(sub(t[s].t[5 + i], p[s]->y.v[i]), MULTIPLE(4, i)); /* S: 4·1.5/16 + 1 + 4 */
        carry_factor(&slope[s], w);
        bound_factor(&slope[s], 5.4375);
    }
    STAGE_END;

    EACH_WAY in[s] = h[s].v, in2[s] = hh[s].v;
    reduced_product(t, in, in2, ways);
    EACH_WAY carry(&hhh[s], t[s].t + 5); /* 3.2·1.7/16 + 1 = 1.4 */
    STAGE_END;

    EACH_WAY in[s] = p[s]->x.v, in2[s] = hh[s].v;
    reduced_product(t, in, in2, ways);
    EACH_WAY EACH_LIMB v[s].v[i] = t[s].t[5 + i]; /* V raw: 1·1.7/16 + 1 = 1.2 */
    STAGE_END;

    EACH_WAY in[s] = slope[s].v;
    reduced_square(t, in, ways); /* 5.4·5.4/16 + 1 = 2.9 */
    EACH_WAY {
        EACH_LIMB w[i] = add(sub(sub(t[s].t[5 + i], hhh[s].v[i]), add(v[s].v[i], v[s].v[i])), MULTIPLE(4, i));
        fold(&p[s]->x, w); /* (0.2, 6.9) before */
        bound_folded(&p[s]->x);
    }
    STAGE_END;

    EACH_WAY in[s] = p[s]->z.v, in2[s] = h[s].v;
    reduced_product(t, in, in2, ways);
    EACH_WAY {
        carry(&p[s]->z, t[s].t + 5); /* 4·3.2/16 + 1 = 1.8 */
        EACH_LIMB w[i] = add(sub(p[s]->x.v[i], v[s].v[i]), MULTIPLE(2, i)); /* X' - V: (0.8, 3.1) */
        carry_factor(&more[s], w);
        bound_factor(&more[s], 3.0625);
    }
    STAGE_END;

    EACH_WAY in[s] = p[s]->y.v, in2[s] = hhh[s].v;
    product_zero(t, ways);
    product_add(t, in, in2, ways);
    EACH_WAY in[s] = slope[s].v, in2[s] = more[s].v;
    product_add(t, in, in2, ways);
    product_reduce(t, ways); /* -Y': 4·1.4/16 + 5.4·3.1/16 + 1 = 2.4 */
    EACH_WAY {
        EACH_LIMB w[i] = sub(MULTIPLE(3, i), t[s].t[5 + i]);
        carry(&p[s]->y, w);
        bound(&p[s]->y, 4);
    }
    STAGE_END;
}

/* ---- The contract's functions ---- */

/* Many: the code of a doubling and an addition together is as large as the first-level instruction cache, and
 * each visit fetches it anew. */
#define KERNEL_TAIL_GROUPS 16

/* `times` doublings of each of `count` neighbours. */
NOINLINE void jacobian_double_groups(jacobian *r, unsigned count, unsigned times)
{
    unsigned k = 0;
    for (; k + 2 <= count; k += 2) {
        jacobian *pair[2] = {&r[k], &r[k + 1]};
        for (unsigned i = 0; i < times; i++) double_ways(pair, 2);
    }
    if (k < count) {
        jacobian *one[1] = {&r[k]};
        for (unsigned i = 0; i < times; i++) double_ways(one, 1);
    }
}

NOINLINE void jacobian_add_groups(jacobian *r, const affine *const *q, unsigned count)
{
    unsigned k = 0;
    for (; k + 2 <= count; k += 2) {
        jacobian *pair[2] = {&r[k], &r[k + 1]};
        add_ways(pair, &q[k], 2);
    }
    if (k < count) {
        jacobian *one[1] = {&r[k]};
        add_ways(one, &q[k], 1);
    }
}

static void jacobian_double(jacobian *r, unsigned times) { jacobian_double_groups(r, 1, times); }
static void jacobian_add(jacobian *r, const affine *q) { jacobian_add_groups(r, &q, 1); }

#endif
