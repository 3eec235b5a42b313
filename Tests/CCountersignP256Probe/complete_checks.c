/* The complete formulas in small groups. Their curve constants are made variables here, so that b can be another. */

#include "report.h"
#include "small_groups.h"

#include <stdlib.h>

#include "../../Sources/CCountersignP256/complete.h"
#include "../../Sources/CCountersignP256/portable/field.h"
#include "../../Sources/CCountersignP256/scalar.h"

#define countersign_complete_verify countersign_probe_complete_verify
#define countersign_complete_verify_table countersign_probe_complete_verify_table
#define countersign_complete_check_key countersign_probe_complete_check_key
#define countersign_complete_generator_multiple countersign_probe_complete_generator_multiple
#define const
#include "../../Sources/CCountersignP256/complete.c"
#undef const

static field from_plain(struct plain a)
{
    field r = {{a.w[0], a.w[1], a.w[2], a.w[3]}};
    field_multiply(&r, &r, &field_r2);
    return r;
}

static struct point scaled(const struct plain_point *a, uint64_t z)
{
    field factor = from_plain(plain_of(z)); /* not const: nothing of complete.c is */
    struct point r = {from_plain(a->x), from_plain(a->y), factor};
    if (a->infinite) return (struct point){{{0}}, factor, {{0}}};
    multiply(&r.x, &r.x, &factor);
    multiply(&r.y, &r.y, &factor);
    return r;
}

static bool same(struct point *a, const struct plain_point *b)
{
    if (b->infinite) return words_is_zero(&a->z) && words_is_zero(&a->x) && !words_is_zero(&a->y);
    field x = from_plain(b->x), y = from_plain(b->y);
    multiply(&x, &x, &a->z);
    multiply(&y, &y, &a->z);
    return !words_is_zero(&a->z) && words_equal(&x, &a->x) && words_equal(&y, &a->y);
}

void countersign_probe_complete(unsigned largest, countersign_probe_report *out)
{
    memset(out, 0, sizeof *out);
    const field b = curve_b;
    uint8_t g[64];
    memcpy(g, generator, sizeof g);
    for (int i = 0; i < SMALL_GROUPS && small_groups[i].order <= largest; i++) {
        const unsigned order = small_groups[i].order;
        struct plain_point *multiples = small_group_make(&small_groups[i]);
        EXPECT(out, multiples, "no group of order %u", order);
        if (!multiples) return;
        curve_b = from_plain(small_groups[i].b);
        plain_point_to_bytes(generator, &small_groups[i].generator);
        for (unsigned j = 0; j < order * order; j++) {
            struct point r, p = scaled(&multiples[j / order], j + 1), q = scaled(&multiples[j % order], 3 * j + 7);
            add(&r, &p, &q);
            EXPECT(out, same(&r, &multiples[(j / order + j % order) % order]), "complete: %u + %u of %u", j / order,
                   j % order, order);
            add(&r, &p, &p);
            EXPECT(out, same(&r, &multiples[j / order * 2 % order]), "complete: twice %u of %u", j / order, order);
        }
        for (unsigned j = 0; order < 20 && j < order * order * order; j++) {
            const unsigned u1 = j % order, u2 = j / order % order, k = j / order / order;
            struct point r, q = scaled(&multiples[k], j + 1);
            struct words a = {{u1, 0, 0, 0}}, c = {{u2, 0, 0, 0}};
            /* Some with scalars of full length. */
            for (int w = 3; j % 2 && w > 0; w--) a.w[w] = order * ((uint64_t)j + 1), c.w[w] = order * ((uint64_t)w + j);
            multiply_both(&r, &a, &c, &q);
            EXPECT(out, same(&r, &multiples[(u1 + u2 * k) % order]), "complete: %u·G + %u·%u of %u", u1, u2, k, order);
        }
        free(multiples);
    }
    curve_b = b;
    memcpy(generator, g, sizeof g);
}
