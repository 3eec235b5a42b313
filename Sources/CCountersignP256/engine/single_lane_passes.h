/*
 * The two passes of a level for one-lane kernels (kernel.h explains them). Pairs (group, step) are
 * numbered group by group; pair i belongs to chain i mod KERNEL_CHAINS, so that each block of
 * KERNEL_CHAINS consecutive pairs advances all chains by one and their arithmetic overlaps.
 */

/* Pairs between a prefetch and its use. */
#ifndef KERNEL_PREFETCH_PAIRS
#define KERNEL_PREFETCH_PAIRS 32
#endif

ALWAYS_INLINE const struct line *pass_operand(
    const struct pass *p, size_t group, int operand, const enum operands kind, bool *negative)
{
    if (kind == OPERANDS_SLOTS || (kind == OPERANDS_ANY && operand >= 0)) {
        *negative = false;
        return &p->slots[group * p->slots_per_group + (size_t)operand];
    }
    size_t i = group * p->lines_per_group + (size_t)~operand;
    *negative = p->signs[i];
    return p->lines[i];
}

ALWAYS_INLINE void pass_prefetch(const struct pass *p, const struct cursor *c)
{
    const struct step *s = &p->steps[c->step];
    const struct line *const *lines = p->lines + c->group * p->lines_per_group;
    if (s->a < 0) __builtin_prefetch(lines[~s->a]);
    if (s->b < 0) __builtin_prefetch(lines[~s->b]);
}

ALWAYS_INLINE void pass_denominator(
    field *d, const struct pass *p, const struct cursor *at, const enum operands kind, const bool checked)
{
    bool negative;
    const struct step *s = &p->steps[at->step];
    const struct line *a = pass_operand(p, at->group, s->a, kind, &negative);
    const struct line *b = pass_operand(p, at->group, s->b, kind, &negative);
    if (kind == OPERANDS_ANY && s->a == s->b)
        field_add(d, &a->y, &a->y);
    else
        field_subtract(d, &b->x, &a->x);
    if (checked && words_is_zero(d)) {
        p->flags[at->group] = 1;
        field_one(d);
    }
}

ALWAYS_INLINE void pass_forward_loop(
    const struct pass *p, field products[KERNEL_CHAINS], const enum operands kind, const bool checked)
{
    const size_t pairs = p->group_count * p->step_count;
    struct cursor at = {0, 0}, ahead = {0, 0};
    size_t fetched = 0;
    if (kind != OPERANDS_SLOTS) {
        for (; fetched < KERNEL_PREFETCH_PAIRS && fetched < pairs; fetched++) {
            pass_prefetch(p, &ahead);
            cursor_next(&ahead, p);
        }
    }
    for (int c = 0; c < KERNEL_CHAINS; c++) field_one(&products[c]);
    field *prefix = p->prefix;
    size_t left = pairs;
    for (; left >= KERNEL_CHAINS; left -= KERNEL_CHAINS) {
        field d[KERNEL_CHAINS];
        for (int c = 0; c < KERNEL_CHAINS; c++) {
            pass_denominator(&d[c], p, &at, kind, checked);
            cursor_next(&at, p);
            if (kind != OPERANDS_SLOTS && fetched < pairs) {
                fetched++;
                pass_prefetch(p, &ahead);
                cursor_next(&ahead, p);
            }
        }
        for (int c = 0; c < KERNEL_CHAINS; c++) {
            *prefix++ = products[c];
            field_multiply(&products[c], &products[c], &d[c]);
        }
    }
    for (size_t c = 0; c < left; c++) {
        field d;
        pass_denominator(&d, p, &at, kind, checked);
        cursor_next(&at, p);
        *prefix++ = products[c];
        field_multiply(&products[c], &products[c], &d);
    }
}

/* `count` pairs that end before `at` (pairs at-count … at-1), chain by chain; their prefixes end at `prefix`. */
ALWAYS_INLINE void pass_backward_block(
    const struct pass *p, struct cursor *at, const field *prefix, field *inverses, const int count,
    const enum operands kind, const enum sum sum, const bool checked)
{
    enum { MAX = KERNEL_CHAINS };
    const struct line *a[MAX], *b[MAX];
    struct line *out[MAX];
    field d[MAX], dy[MAX], ya[MAX], inverse[MAX], slope[MAX], t[MAX], x[MAX];
    for (int c = count - 1; c >= 0; c--) {
        cursor_previous(at, p);
        const struct step *s = &p->steps[at->step];
        bool a_negative, b_negative;
        a[c] = pass_operand(p, at->group, s->a, kind, &a_negative);
        b[c] = pass_operand(p, at->group, s->b, kind, &b_negative);
        out[c] = &p->slots[at->group * p->slots_per_group + s->destination];
        if (kind == OPERANDS_ANY && s->a == s->b) {
            field one;
            field_one(&one);
            ya[c] = a[c]->y;
            field_add(&d[c], &ya[c], &ya[c]);
            field_square(&t[c], &a[c]->x);
            field_subtract(&t[c], &t[c], &one);
            field_add(&dy[c], &t[c], &t[c]);
            field_add(&dy[c], &dy[c], &t[c]); /* 3x² - 3 */
        } else {
            if (kind == OPERANDS_SLOTS) {
                ya[c] = a[c]->y;
                if (sum == SUM_AGAIN) field_add(&dy[c], &ya[c], &ya[c]);
                else field_subtract(&dy[c], &b[c]->y, &ya[c]);
            } else {
                field_negate_if(&ya[c], &a[c]->y, a_negative);
                field_negate_if(&dy[c], &b[c]->y, b_negative);
                field_subtract(&dy[c], &dy[c], &ya[c]);
            }
            field_subtract(&d[c], &b[c]->x, &a[c]->x);
        }
        if (checked && words_is_zero(&d[c])) field_one(&d[c]);
    }
    for (int c = 0; c < count; c++) field_multiply(&inverse[c], &inverses[c], &prefix[c]);
    for (int c = 0; c < count; c++) field_multiply(&inverses[c], &inverses[c], &d[c]);
    for (int c = 0; c < count; c++) field_multiply(&slope[c], &dy[c], &inverse[c]);
    if (sum == SUM_AGAIN) {
        for (int c = 0; c < count; c++) {
            field_add(&slope[c], &slope[c], &b[c]->y);
            field_negate_if(&slope[c], &slope[c], true);
        }
    }
    for (int c = 0; c < count; c++) field_square(&t[c], &slope[c]);
    for (int c = 0; c < count; c++) {
        field_subtract(&t[c], &t[c], &a[c]->x);
        field_subtract(&x[c], &t[c], &b[c]->x);
        if (sum != SUM_SLOPE) field_subtract(&t[c], &a[c]->x, &x[c]);
    }
    if (sum == SUM_SLOPE) {
        for (int c = 0; c < count; c++) *out[c] = (struct line){x[c], slope[c]};
        return;
    }
    for (int c = 0; c < count; c++) field_multiply(&t[c], &t[c], &slope[c]);
    for (int c = 0; c < count; c++) {
        out[c]->x = x[c];
        field_subtract(&out[c]->y, &t[c], &ya[c]);
    }
}

ALWAYS_INLINE void pass_backward_loop(
    const struct pass *p, field inverses[KERNEL_CHAINS], const enum operands kind, const enum sum sum,
    const bool checked)
{
    const size_t pairs = p->group_count * p->step_count;
    struct cursor at = {p->group_count, 0}, ahead = {p->group_count, 0};
    size_t fetched = 0;
    if (kind != OPERANDS_SLOTS) {
        for (; fetched < KERNEL_PREFETCH_PAIRS && fetched < pairs; fetched++) {
            cursor_previous(&ahead, p);
            pass_prefetch(p, &ahead);
        }
    }
    const field *prefix = p->prefix + pairs;
    for (size_t c = pairs % KERNEL_CHAINS; c-- > 0;) {
        prefix--;
        pass_backward_block(p, &at, prefix, &inverses[c], 1, kind, sum, checked);
    }
    for (size_t left = pairs / KERNEL_CHAINS; left > 0; left--) {
        if (kind != OPERANDS_SLOTS) {
            for (int c = 0; c < KERNEL_CHAINS && fetched < pairs; c++, fetched++) {
                cursor_previous(&ahead, p);
                pass_prefetch(p, &ahead);
            }
        }
        prefix -= KERNEL_CHAINS;
        pass_backward_block(p, &at, prefix, inverses, KERNEL_CHAINS, kind, sum, checked);
    }
}

/* The compiler specialises each kind of level; the checked second try is rare and takes the general one. */
#define PASS_FORWARD(suffix, kind, checked)                                                         \
    NOINLINE void pass_forward_##suffix(const struct pass *p, field products[KERNEL_CHAINS])        \
    {                                                                                               \
        pass_forward_loop(p, products, kind, checked);                                              \
    }
#define PASS_BACKWARD(suffix, kind, sum, checked)                                              \
    NOINLINE void pass_backward_##suffix(const struct pass *p, field inverses[KERNEL_CHAINS])       \
    {                                                                                               \
        pass_backward_loop(p, inverses, kind, sum, checked);                                   \
    }
PASS_FORWARD(slots, OPERANDS_SLOTS, false)
PASS_FORWARD(lines, OPERANDS_LINES, false)
PASS_FORWARD(any, OPERANDS_ANY, false)
PASS_FORWARD(checked, OPERANDS_ANY, true)
PASS_BACKWARD(slots, OPERANDS_SLOTS, SUM_FULL, false)
PASS_BACKWARD(lines, OPERANDS_LINES, SUM_FULL, false)
PASS_BACKWARD(any, OPERANDS_ANY, SUM_FULL, false)
PASS_BACKWARD(slope, OPERANDS_SLOTS, SUM_SLOPE, false)
PASS_BACKWARD(again, OPERANDS_SLOTS, SUM_AGAIN, false)
PASS_BACKWARD(checked, OPERANDS_ANY, SUM_FULL, true)
PASS_BACKWARD(slope_checked, OPERANDS_SLOTS, SUM_SLOPE, true)
PASS_BACKWARD(again_checked, OPERANDS_SLOTS, SUM_AGAIN, true)
#undef PASS_FORWARD
#undef PASS_BACKWARD

static void pass_forward(const struct pass *p, bool checked, field products[KERNEL_CHAINS])
{
    if (checked) pass_forward_checked(p, products);
    else if (p->operands == OPERANDS_SLOTS) pass_forward_slots(p, products);
    else if (p->operands == OPERANDS_LINES) pass_forward_lines(p, products);
    else pass_forward_any(p, products);
}

static void pass_backward(const struct pass *p, bool checked, field inverses[KERNEL_CHAINS])
{
    if (p->sum == SUM_SLOPE) (checked ? pass_backward_slope_checked : pass_backward_slope)(p, inverses);
    else if (p->sum == SUM_AGAIN) (checked ? pass_backward_again_checked : pass_backward_again)(p, inverses);
    else if (checked) pass_backward_checked(p, inverses);
    else if (p->operands == OPERANDS_SLOTS) pass_backward_slots(p, inverses);
    else if (p->operands == OPERANDS_LINES) pass_backward_lines(p, inverses);
    else pass_backward_any(p, inverses);
}

/* Affine Horner (SUM_SLOPE, SUM_AGAIN) beats Jacobian doubling and mixed addition on one lane. */
#define KERNEL_AFFINE_LADDER
