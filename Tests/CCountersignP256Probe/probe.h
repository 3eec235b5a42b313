/* Included behind a kernel's source: defines PROBE_SYMBOL over its static functions. */
#include "include/CCountersignP256Probe.h"

#include "plain.h"

_Static_assert(sizeof(struct words) == sizeof(countersign_probe_words), "the same four words");

static void probe_load(field *r, const countersign_probe_words *a)
{
    struct words w[KERNEL_LANES];
    memcpy(w, a, sizeof w);
    field_from_words(r, w);
}

/* Field elements leave through the lines of a table: Montgomery, below p. */
static void probe_store_both(const field *x, const field *y, struct line lines[KERNEL_LANES])
{
    struct line *to[KERNEL_LANES];
    const affine both = {*x, *y};
    for (unsigned lane = 0; lane < KERNEL_LANES; lane++) to[lane] = &lines[lane];
    point_store((struct line *const *)to, &both);
}

static void probe_store(const field *a, countersign_probe_words *r)
{
    struct line lines[KERNEL_LANES];
    probe_store_both(a, a, lines);
    for (unsigned lane = 0; lane < KERNEL_LANES; lane++) {
        struct words w = countersign_probe_plain(&lines[lane].x, KERNEL_FORM);
        memcpy(&r[lane], &w, sizeof w);
    }
}

static void probe_multiply(const countersign_probe_words *a, const countersign_probe_words *b, countersign_probe_words *r)
{
    field x, y;
    probe_load(&x, a);
    probe_load(&y, b);
    field_multiply(&x, &x, &y);
    probe_store(&x, r);
}

static void probe_square(const countersign_probe_words *a, countersign_probe_words *r)
{
    field x;
    probe_load(&x, a);
    field_square(&x, &x);
    probe_store(&x, r);
}

static void probe_subtract(const countersign_probe_words *a, const countersign_probe_words *b, countersign_probe_words *r)
{
    field x, y;
    probe_load(&x, a);
    probe_load(&y, b);
    field_subtract(&x, &x, &y);
    probe_store(&x, r);
}

static bool probe_invert(const countersign_probe_words *a, countersign_probe_words *r)
{
    field x;
    probe_load(&x, a);
    if (!field_invert(&x, &x)) return false;
    probe_store(&x, r);
    return true;
}

static uint8_t probe_zero(const countersign_probe_words *a)
{
    field x;
    probe_load(&x, a);
    return field_zero_mask(&x);
}

static void probe_load_point(affine *r, const countersign_probe_point *a)
{
    countersign_probe_words x[KERNEL_LANES], y[KERNEL_LANES];
    for (unsigned lane = 0; lane < KERNEL_LANES; lane++) x[lane] = a[lane].x, y[lane] = a[lane].y;
    probe_load(&r->x, x);
    probe_load(&r->y, y);
}

static bool probe_store_point(const jacobian *sum, countersign_probe_point *r)
{
    field inverse, square, x, y;
    if (!field_invert(&inverse, &sum->z)) return false;
    field_square(&square, &inverse);
    field_multiply(&x, &sum->x, &square);
    field_multiply(&square, &square, &inverse);
    field_multiply(&y, &sum->y, &square);
    countersign_probe_words plain_x[KERNEL_LANES], plain_y[KERNEL_LANES];
    probe_store(&x, plain_x);
    probe_store(&y, plain_y);
    for (unsigned lane = 0; lane < KERNEL_LANES; lane++) r[lane] = (countersign_probe_point){plain_x[lane], plain_y[lane]};
    return true;
}

static bool probe_double(const countersign_probe_point *a, unsigned times, countersign_probe_point *r)
{
    affine q;
    jacobian sum;
    probe_load_point(&q, a);
    jacobian_from_affine(&sum, &q);
    if (times) jacobian_double(&sum, times);
    return probe_store_point(&sum, r);
}

static bool probe_add(const countersign_probe_point *a, const countersign_probe_point *b, countersign_probe_point *r)
{
    affine q;
    jacobian sum;
    probe_load_point(&q, a);
    jacobian_from_affine(&sum, &q);
    probe_load_point(&q, b);
    jacobian_add(&sum, &q);
    return probe_store_point(&sum, r);
}

const countersign_probe PROBE_SYMBOL = {
    KERNEL_NAME, KERNEL_LANES, KERNEL_NEEDS, probe_multiply, probe_square, probe_subtract,
    probe_invert, probe_zero, probe_double, probe_add,
};
