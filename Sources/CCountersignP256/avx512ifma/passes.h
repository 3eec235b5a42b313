/*
 * The two passes over one level of affine additions with a shared inversion (kernel.h explains them).
 *
 * Pairs (group, step) are numbered group by group; pair i belongs to chain i mod 4, and prefix[i] is the
 * product of the denominators before it in its chain. A backward round takes four pairs, one of each chain,
 * through the five products of an addition; a stage is one product of two chains, then the same of the other
 * two, so that no stage waits for the one before it. What is not a multiplication (loads of lines,
 * transposes, differences, carries) is done for the *next* round in between, where it runs beside products.
 */
#ifndef COUNTERSIGN_IFMA_PASSES_H
#define COUNTERSIGN_IFMA_PASSES_H

#include "line.h"

#include "../engine/pass.h"

/* Pairs between the prefetch of a line and its use. */
enum { PREFETCH_PAIRS = 8 };

/* One addition's operands, ready for products. xa, xb, ya: in a slot or in `line` below. */
struct addition {
    factor d, dy; /* denominator and numerator of the slope */
    const field *xa, *xb, *ya;
    affine *sum;
    affine line_a;
    field line_xb;
};

ALWAYS_INLINE const affine *operand_slot(const struct pass *p, size_t group, int operand)
{
    return &p->slots[group * p->slots_per_group + (size_t)operand];
}

ALWAYS_INLINE size_t operand_line(const struct pass *p, size_t group, int operand)
{
    return group * p->lines_per_group + (size_t)~operand;
}

ALWAYS_INLINE void prefetch_operands(const struct pass *p, const struct cursor *at)
{
    const struct step *s = &p->steps[at->step];
    for (int side = 0; side < 2; side++) {
        int operand = side ? s->b : s->a;
        if (operand >= 0) continue;
        const struct line *const *line = p->lines + operand_line(p, at->group, operand) * KERNEL_LANES;
        UNROLL for (int l = 0; l < KERNEL_LANES; l++) __builtin_prefetch(line[l]);
    }
}

/* a - b + 2p of folded values, or of a loaded y */
ALWAYS_INLINE void difference(factor *r, const field *a, const field *b)
{
    vector t[5];
    EACH_LIMB t[i] = add(sub(a->v[i], b->v[i]), MULTIPLE(2, i));
    carry_factor(r, t);
    bound_factor(r, 3.125);
}

/* A factor as a field: its high bits were carried already. */
ALWAYS_INLINE void drop_high_bits(field *r, const factor *a)
{
    EACH_LIMB r->v[i] = i < 4 ? and(a->v[i], splat(MASK52)) : a->v[i];
}

ALWAYS_INLINE void factor_one(factor *r)
{
    EACH_LIMB r->v[i] = splat(r_mod_p[i]);
}

/* A lane whose denominator is 0 gets 1 and is marked. */
NOINLINE void mark_zeros(const struct pass *p, size_t group, factor *d)
{
    field value, one;
    drop_high_bits(&value, d);
    lane_mask zeros = field_zero_mask(&value);
    if (!zeros) return;
    field_one(&one);
    field_select(&value, zeros, &one);
    EACH_LIMB d->v[i] = value.v[i];
    p->flags[group] |= zeros;
}

ALWAYS_INLINE bool is_slot(int operand, const enum operands kind)
{
    return kind == OPERANDS_SLOTS || (kind == OPERANDS_ANY && operand >= 0);
}

ALWAYS_INLINE bool is_doubling(const struct step *s, const enum operands kind)
{
    return kind == OPERANDS_ANY && s->a == s->b;
}

ALWAYS_INLINE void denominator(
    factor *d, const struct pass *p, const struct cursor *at, const enum operands kind, const bool checked)
{
    const struct step *s = &p->steps[at->step];
    const field *xa, *xb;
    field line_xa, line_xb;
    if (is_doubling(s, kind)) {
        const affine *a = operand_slot(p, at->group, s->a);
        vector t[5];
        EACH_LIMB t[i] = add(a->y.v[i], a->y.v[i]);
        carry_factor(d, t);
    } else {
        if (is_slot(s->a, kind)) xa = &operand_slot(p, at->group, s->a)->x;
        else line_load_x(&line_xa, p->lines + operand_line(p, at->group, s->a) * KERNEL_LANES), xa = &line_xa;
        if (is_slot(s->b, kind)) xb = &operand_slot(p, at->group, s->b)->x;
        else line_load_x(&line_xb, p->lines + operand_line(p, at->group, s->b) * KERNEL_LANES), xb = &line_xb;
        difference(d, xb, xa);
    }
    if (checked) mark_zeros(p, at->group, d);
}

/* 3x² - 3, the numerator of a doubling's slope: 3·1 + 3 at most. */
NOINLINE void tangent(factor *dy, const field *x)
{
    field square;
    vector t[5];
    field_square(&square, x);
    EACH_LIMB t[i] = sub(square.v[i], splat(r_mod_p[i]));
    EACH_LIMB t[i] = add(add(t[i], MULTIPLE(3, i)), add(t[i], t[i]));
    carry_factor(dy, t);
    bound_factor(dy, 6.25);
}

/* Everything that the backward pass needs of a pair. */
ALWAYS_INLINE void addition_gather(
    struct addition *to, const struct pass *p, const struct cursor *at, const enum operands kind, const bool checked)
{
    const struct step *s = &p->steps[at->step];
    to->sum = &p->slots[at->group * p->slots_per_group + s->destination];
    if (is_slot(s->a, kind)) {
        const affine *a = operand_slot(p, at->group, s->a);
        to->xa = &a->x;
        to->ya = &a->y;
    } else {
        size_t line = operand_line(p, at->group, s->a);
        line_load_raw(&to->line_a.x, &to->line_a.y, p->lines + line * KERNEL_LANES, p->signs[line]);
        to->xa = &to->line_a.x;
        to->ya = &to->line_a.y;
    }
    if (is_doubling(s, kind)) {
        vector t[5];
        EACH_LIMB t[i] = add(to->ya->v[i], to->ya->v[i]);
        carry_factor(&to->d, t);
        tangent(&to->dy, to->xa);
        to->xb = to->xa;
    } else if (is_slot(s->b, kind)) {
        const affine *b = operand_slot(p, at->group, s->b);
        to->xb = &b->x;
        difference(&to->d, &b->x, to->xa);
        difference(&to->dy, &b->y, to->ya);
    } else {
        size_t line = operand_line(p, at->group, s->b);
        field y;
        line_load_raw(&to->line_xb, &y, p->lines + line * KERNEL_LANES, p->signs[line]);
        to->xb = &to->line_xb;
        difference(&to->d, &to->line_xb, to->xa);
        difference(&to->dy, &y, to->ya);
    }
    if (checked) mark_zeros(p, at->group, &to->d);
    STAGE_END;
}

ALWAYS_INLINE void pass_forward_loop(
    const struct pass *p, field products[KERNEL_CHAINS], const enum operands kind, const bool checked)
{
    const size_t pairs = p->group_count * p->step_count;
    struct cursor at = {0, 0}, ahead = {0, 0};
    size_t fetched = 0;
    factor d[4], running[KERNEL_CHAINS];
    factor *prefix = (factor *)p->prefix;

    UNROLL for (int c = 0; c < KERNEL_CHAINS; c++) factor_one(&running[c]);
    if (kind != OPERANDS_SLOTS) {
        for (; fetched < PREFETCH_PAIRS && fetched < pairs; fetched++, cursor_next(&ahead, p))
            prefetch_operands(p, &ahead);
    }
    /* Two pairs at a time; the denominators are one such step ahead of the products. */
    for (size_t i = 0; i < pairs + 2; i += 2) {
        for (size_t s = i; s < i + 2 && i < pairs; s++) {
            if (s < pairs) {
                denominator(&d[s & 3], p, &at, kind, checked);
                cursor_next(&at, p);
            } else {
                factor_one(&d[s & 3]);
            }
            STAGE_END;
            if (kind != OPERANDS_SLOTS && fetched < pairs) {
                fetched++;
                prefetch_operands(p, &ahead);
                cursor_next(&ahead, p);
            }
        }
        if (i == 0) continue;
        size_t k = i - 2, c = k & 2;
        /* The running product is where the next round finds its prefix; at the end it stays in `running`. */
        if (k < 4) {
            factor_one(&prefix[k]);
            factor_one(&prefix[k + 1]);
        }
        factor *next = k + 4 < pairs ? &prefix[k + 4] : &running[c];
        factor *out[2] = {next, next + 1};
        const vector *in[2] = {prefix[k].v, prefix[k + 1].v}, *in2[2] = {d[c].v, d[c + 1].v};
        multiply_ways(out, in, in2, 2); /* 2·3.1/16 + 1 = 1.4 */
    }
    UNROLL for (int c = 0; c < KERNEL_CHAINS; c++) drop_high_bits(&products[c], &running[c]);
}

ALWAYS_INLINE void pass_backward_loop(
    const struct pass *p, field inverses[KERNEL_CHAINS], const enum operands kind, const bool checked)
{
    const size_t pairs = p->group_count * p->step_count;
    struct cursor at = {p->group_count, 0}, ahead = {p->group_count, 0};
    size_t fetched = 0, gathered = pairs;
    struct addition buffers[2][4];
    factor running[KERNEL_CHAINS], inverse[4], slope[4], drop[4];
    const factor *prefix = (const factor *)p->prefix;
    affine nowhere;

    if (kind != OPERANDS_SLOTS) {
        for (; fetched < PREFETCH_PAIRS && fetched < pairs; fetched++) {
            cursor_previous(&ahead, p);
            prefetch_operands(p, &ahead);
        }
    }
/* The next lower pair, into its chain's place of the round's buffer. */
#define GATHER(buffer)                                                    \
    do {                                                                  \
        gathered--;                                                       \
        cursor_previous(&at, p);                                          \
        addition_gather(&(buffer)[gathered & 3], p, &at, kind, checked);  \
        if (kind != OPERANDS_SLOTS && fetched < pairs) {                  \
            fetched++;                                                    \
            cursor_previous(&ahead, p);                                   \
            prefetch_operands(p, &ahead);                                 \
        }                                                                 \
    } while (0)

    /* The top round may have fewer than four pairs; the places of the missing ones compute with ones. */
    size_t top = pairs == 0 ? 0 : (pairs - 1) & ~(size_t)3;
    int turn = 0;
    for (size_t s = pairs; s < top + 4; s++) {
        struct addition *spare = &buffers[0][s & 3];
        factor_one(&spare->d);
        factor_one(&spare->dy);
        field_one(&spare->line_xb);
        spare->xa = spare->xb = spare->ya = &spare->line_xb;
        spare->sum = &nowhere;
    }
    while (gathered > top) GATHER(buffers[0]);
    UNROLL for (int c = 0; c < KERNEL_CHAINS; c++) EACH_LIMB running[c].v[i] = inverses[c].v[i];

    for (size_t done = pairs; done > 0; done = top, top -= 4, turn ^= 1) {
        struct addition *now = buffers[turn], *next = buffers[turn ^ 1];
        const size_t first = top;
        const int halves = done - first > 2 ? 2 : 1;
        factor *out[2];
        const vector *in[2], *in2[2];
        product t[2];
        const int ways = 2;

        for (int h = 0; h < 2 * halves; h += 2) { /* 1/d of the pair */
            EACH_WAY out[s] = &inverse[h + s], in[s] = running[h + s].v, in2[s] = prefix[first + (size_t)(h + s)].v;
            multiply_ways(out, in, in2, 2);
            if (first > 0) GATHER(next);
        }
        for (int h = 0; h < 2 * halves; h += 2) { /* the chain goes on without this pair */
            EACH_WAY out[s] = &running[h + s], in[s] = running[h + s].v, in2[s] = now[h + s].d.v;
            multiply_ways(out, in, in2, 2);
            if (first > 0) GATHER(next);
        }
        while (first > 0 && gathered > first - 4) GATHER(next);
        for (int h = 0; h < 2 * halves; h += 2) {
            EACH_WAY out[s] = &slope[h + s], in[s] = now[h + s].dy.v, in2[s] = inverse[h + s].v;
            multiply_ways(out, in, in2, 2); /* 6.2·1.4/16 + 1 = 1.6 */
        }
        for (int h = 0; h < 2 * halves; h += 2) { /* x = slope² - xa - xb */
            EACH_WAY in[s] = slope[h + s].v;
            reduced_square(t, in, 2);
            EACH_WAY {
                const struct addition *o = &now[h + s];
                vector v[5], w[5];
                field x;
                EACH_LIMB v[i] = add(sub(t[s].t[5 + i], add(o->xa->v[i], o->xb->v[i])), MULTIPLE(3, i));
                fold(&x, v);
                bound_folded(&x);
                EACH_LIMB w[i] = add(sub(o->xa->v[i], x.v[i]), MULTIPLE(2, i));
                copy(&o->sum->x, &x); /* may be the slot of xa, but not of ya */
                carry_factor(&drop[h + s], w);
                bound_factor(&drop[h + s], 3.125);
            }
            STAGE_END;
        }
        for (int h = 0; h < 2 * halves; h += 2) { /* y = slope·(xa - x) - ya */
            EACH_WAY in[s] = slope[h + s].v, in2[s] = drop[h + s].v;
            reduced_product(t, in, in2, 2);
            EACH_WAY {
                const struct addition *o = &now[h + s];
                vector v[5];
                EACH_LIMB v[i] = add(sub(t[s].t[5 + i], o->ya->v[i]), MULTIPLE(2, i));
                fold(&o->sum->y, v);
                bound_folded(&o->sum->y);
            }
            STAGE_END;
        }
    }
#undef GATHER
}

/* The compiler specialises each kind of level; the checked second try is rare and takes the general one. */
#define PASS_INSTANCE(kind, checked, suffix)                                                 \
    NOINLINE void pass_forward_##suffix(const struct pass *p, field products[KERNEL_CHAINS]) \
    {                                                                                        \
        pass_forward_loop(p, products, kind, checked);                                       \
    }                                                                                        \
    NOINLINE void pass_backward_##suffix(const struct pass *p, field inverses[KERNEL_CHAINS]) \
    {                                                                                        \
        pass_backward_loop(p, inverses, kind, checked);                                      \
    }
PASS_INSTANCE(OPERANDS_SLOTS, false, slots)
PASS_INSTANCE(OPERANDS_LINES, false, lines)
PASS_INSTANCE(OPERANDS_ANY, false, any)
PASS_INSTANCE(OPERANDS_ANY, true, checked)
#undef PASS_INSTANCE

static void pass_forward(const struct pass *p, bool checked, field products[KERNEL_CHAINS])
{
    if (checked) pass_forward_checked(p, products);
    else if (p->operands == OPERANDS_SLOTS) pass_forward_slots(p, products);
    else if (p->operands == OPERANDS_LINES) pass_forward_lines(p, products);
    else pass_forward_any(p, products);
}

static void pass_backward(const struct pass *p, bool checked, field inverses[KERNEL_CHAINS])
{
    if (checked) pass_backward_checked(p, inverses);
    else if (p->operands == OPERANDS_SLOTS) pass_backward_slots(p, inverses);
    else if (p->operands == OPERANDS_LINES) pass_backward_lines(p, inverses);
    else pass_backward_any(p, inverses);
}

#endif
