#include "complete.h"

#include "portable/field.h"
#include "scalar.h"

/*
 * Complete addition on a prime-order curve with a = -3 in homogeneous coordinates (x/z, y/z): Renes,
 * Costello and Batina, "Complete addition formulas for prime order elliptic curves" (EUROCRYPT 2016),
 * algorithm 4. It serves for equal points, opposite points and infinity (0 : 1 : 0) alike.
 */

struct point {
    field x, y, z;
};

/* Montgomery form, R = 2^256. */
static const field field_one_m = {{0x0000000000000001u, 0xffffffff00000000u, 0xffffffffffffffffu, 0x00000000fffffffeu}};
static const field field_r2 = {{0x0000000000000003u, 0xfffffffbffffffffu, 0xfffffffffffffffeu, 0x00000004fffffffdu}};
static const field curve_b = {{0xd89cdf6229c4bddfu, 0xacf005cd78843090u, 0xe5a220abf7212ed6u, 0xdc30061d04874834u}};
static const uint8_t generator[64] = {
    0x6b, 0x17, 0xd1, 0xf2, 0xe1, 0x2c, 0x42, 0x47, 0xf8, 0xbc, 0xe6, 0xe5, 0x63, 0xa4, 0x40, 0xf2,
    0x77, 0x03, 0x7d, 0x81, 0x2d, 0xeb, 0x33, 0xa0, 0xf4, 0xa1, 0x39, 0x45, 0xd8, 0x98, 0xc2, 0x96,
    0x4f, 0xe3, 0x42, 0xe2, 0xfe, 0x1a, 0x7f, 0x9b, 0x8e, 0xe7, 0xeb, 0x4a, 0x7c, 0x0f, 0x9e, 0x16,
    0x2b, 0xce, 0x33, 0x57, 0x6b, 0x31, 0x5e, 0xce, 0xcb, 0xb6, 0x40, 0x68, 0x37, 0xbf, 0x51, 0xf5};

static void multiply(field *r, const field *a, const field *b) { field_multiply(r, a, b); }

static void add(struct point *r, const struct point *p, const struct point *q)
{
    field t0, t1, t2, t3, t4, x3, y3, z3;
    multiply(&t0, &p->x, &q->x);
    multiply(&t1, &p->y, &q->y);
    multiply(&t2, &p->z, &q->z);
    field_add(&t3, &p->x, &p->y);
    field_add(&t4, &q->x, &q->y);
    multiply(&t3, &t3, &t4);
    field_add(&t4, &t0, &t1);
    field_subtract(&t3, &t3, &t4); /* x1y2 + x2y1 */
    field_add(&t4, &p->y, &p->z);
    field_add(&x3, &q->y, &q->z);
    multiply(&t4, &t4, &x3);
    field_add(&x3, &t1, &t2);
    field_subtract(&t4, &t4, &x3); /* y1z2 + y2z1 */
    field_add(&x3, &p->x, &p->z);
    field_add(&y3, &q->x, &q->z);
    multiply(&x3, &x3, &y3);
    field_add(&y3, &t0, &t2);
    field_subtract(&y3, &x3, &y3); /* x1z2 + x2z1 */
    multiply(&z3, &curve_b, &t2);
    field_subtract(&x3, &y3, &z3);
    field_add(&z3, &x3, &x3);
    field_add(&x3, &x3, &z3);
    field_subtract(&z3, &t1, &x3);
    field_add(&x3, &t1, &x3);
    multiply(&y3, &curve_b, &y3);
    field_add(&t1, &t2, &t2);
    field_add(&t2, &t1, &t2);
    field_subtract(&y3, &y3, &t2);
    field_subtract(&y3, &y3, &t0);
    field_add(&t1, &y3, &y3);
    field_add(&y3, &t1, &y3);
    field_add(&t1, &t0, &t0);
    field_add(&t0, &t1, &t0);
    field_subtract(&t0, &t0, &t2);
    multiply(&t1, &t4, &y3);
    multiply(&t2, &t0, &y3);
    multiply(&y3, &x3, &z3);
    field_add(&r->y, &y3, &t2);
    multiply(&x3, &t3, &x3);
    field_subtract(&r->x, &x3, &t1);
    multiply(&z3, &t4, &z3);
    multiply(&t1, &t3, &t0);
    field_add(&r->z, &z3, &t1);
}

/* The affine point x ‖ y; false if it is none. */
static bool point_from_key(struct point *r, const uint8_t key[64])
{
    const struct words p = WORDS_P;
    struct words x = words_from_bytes(key), y = words_from_bytes(key + 32);
    if (!words_below(&x, &p) || !words_below(&y, &p)) return false;
    multiply(&r->x, &x, &field_r2);
    multiply(&r->y, &y, &field_r2);
    r->z = field_one_m;
    /* y² = x³ - 3x + b */
    field left, right, t;
    multiply(&left, &r->y, &r->y);
    multiply(&right, &r->x, &r->x);
    multiply(&right, &right, &r->x);
    field_add(&t, &r->x, &r->x);
    field_add(&t, &t, &r->x);
    field_subtract(&right, &right, &t);
    field_add(&right, &right, &curve_b);
    return words_equal(&left, &right);
}

bool countersign_complete_check_key(const uint8_t key[64])
{
    struct point q;
    return point_from_key(&q, key);
}

/* Multiples 0 … 15 of q. */
static void multiples(struct point table[16], const struct point *q)
{
    table[0] = (struct point){{{0}}, field_one_m, {{0}}};
    for (int i = 1; i < 16; i++) add(&table[i], &table[i - 1], q);
}

/* r = u1·G + u2·Q, four bits of both at a time. */
static void multiply_both(struct point *r, const struct words *u1, const struct words *u2, const struct point *q)
{
    struct point g, g_table[16], q_table[16], sum;
    point_from_key(&g, generator);
    multiples(g_table, &g);
    multiples(q_table, q);
    sum = g_table[0];
    for (int i = 63; i >= 0; i--) {
        for (int k = 0; k < 4; k++) add(&sum, &sum, &sum);
        add(&sum, &sum, &g_table[u1->w[i / 16] >> (i % 16 * 4) & 15]);
        add(&sum, &sum, &q_table[u2->w[i / 16] >> (i % 16 * 4) & 15]);
    }
    *r = sum;
}

/* FIPS 186-5 section 6.4.2 for Q = factor · q. */
static countersign_p256_verdict verify(
    const countersign_p256_signature *signature, const struct point *q, const struct words *factor)
{
    const struct words n = WORDS_N, scalar_r2 = SCALAR_R2, p_minus_n = WORDS_P_MINUS_N;
    struct words digest = words_from_bytes(signature->digest);
    struct words r = words_from_bytes(signature->r), s = words_from_bytes(signature->s);
    if (!scalar_in_range(&r) || !scalar_in_range(&s)) return COUNTERSIGN_P256_BAD_RANGE;
    if (!words_below(&digest, &n)) words_subtract(&digest, &digest, &n);

    struct words w, u1, u2;
    countersign_invert_n(&w, &s);
    scalar_multiply(&w, &w, &scalar_r2); /* plain · Montgomery = plain, below */
    scalar_multiply(&u1, &digest, &w);
    scalar_multiply(&u2, &r, &w);
    struct words factor_m;
    scalar_multiply(&factor_m, factor, &scalar_r2);
    scalar_multiply(&u2, &u2, &factor_m);

    struct point sum;
    multiply_both(&sum, &u1, &u2, q);
    if (words_is_zero(&sum.z)) return COUNTERSIGN_P256_INVALID;
    field t;
    multiply(&t, &r, &field_r2);
    multiply(&t, &t, &sum.z);
    if (words_equal(&t, &sum.x)) return COUNTERSIGN_P256_VALID;
    if (words_below(&r, &p_minus_n)) {
        words_add(&t, &r, &n);
        multiply(&t, &t, &field_r2);
        multiply(&t, &t, &sum.z);
        if (words_equal(&t, &sum.x)) return COUNTERSIGN_P256_VALID;
    }
    return COUNTERSIGN_P256_INVALID;
}

countersign_p256_verdict countersign_complete_verify(
    const countersign_p256_signature *signature, const uint8_t key[64])
{
    const struct words one = {{1, 0, 0, 0}};
    struct point q;
    if (!point_from_key(&q, key)) return COUNTERSIGN_P256_BAD_KEY;
    return verify(signature, &q, &one);
}

/* A line in Montgomery form R = 2^form as a point. */
static void point_from_line(struct point *r, const struct line *line, unsigned form)
{
    /* v · 2^form · 2^(512-form) / 2^256 = v · 2^256 */
    field shift = {{0, 0, 0, 0}};
    if (form == 256) {
        shift = field_one_m;
    } else {
        unsigned bit = 512 - form; /* below 256 */
        shift.w[bit / 64] = (uint64_t)1 << bit % 64;
    }
    multiply(&r->x, &line->x, &shift);
    multiply(&r->y, &line->y, &shift);
    r->z = field_one_m;
}

countersign_p256_verdict countersign_complete_verify_table(
    const countersign_p256_signature *signature, const struct line *table, unsigned form)
{
    /* Entries 1 and 0 of the first block differ by 2·P(0, 0) = 2·Q. */
    const field zero = {{0, 0, 0, 0}};
    const struct words half = {{0x79dce5617e3192a9u, 0xde737d56d38bcf42u, 0x7fffffffffffffffu, 0x7fffffff80000000u}};
    struct point entry0, entry1, twice;
    point_from_line(&entry0, &table[0], form);
    point_from_line(&entry1, &table[1], form);
    field_subtract(&entry0.y, &zero, &entry0.y);
    add(&twice, &entry1, &entry0);
    return verify(signature, &twice, &half);
}

void countersign_complete_generator_multiple(struct line *out, const struct words *scalar, unsigned form)
{
    const struct words zero = {{0, 0, 0, 0}};
    struct point g, sum;
    point_from_key(&g, generator);
    multiply_both(&sum, scalar, &zero, &g);
    /* 1/z in Montgomery form: (z · 2^256)^-1 · 2^512, and 2^(form-256) on top. */
    field inverse;
    countersign_invert_p(&inverse, &sum.z);
    multiply(&inverse, &inverse, &field_r2);
    multiply(&inverse, &inverse, &field_r2);
    for (unsigned bit = 256; bit < form; bit++) field_add(&inverse, &inverse, &inverse);
    multiply(&out->x, &sum.x, &inverse);
    multiply(&out->y, &sum.y, &inverse);
}
