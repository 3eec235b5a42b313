#include "scalar.h"

/*
 * Modular inversion by division steps (Bernstein and Yang, "Fast constant-time gcd computation and modular
 * inversion", TCHES 2019), in variable time: 62 steps on the low words give a 2 × 2 matrix, which is then
 * applied to the whole numbers. Numbers are signed, 62 bits per limb.
 */

enum { LIMBS = 5, LIMB_BITS = 62 };
static const uint64_t limb_mask = UINT64_MAX >> 2;

struct limbs {
    int64_t v[LIMBS];
};

struct modulus {
    struct limbs m;
    uint64_t inverse; /* 1/m mod 2^62 */
};

static const struct modulus modulus_n = {
    {{0x33b9cac2fc632551, 0x339beab69c5e7a13, 0x3ffffffffffffffb,
      0x3fffffc00000003f, 0xff}},
    0x332e375511ff43b1u};
static const struct modulus modulus_p = {
    {{0x3fffffffffffffff, 0x3ffffffff, 0x0,
      0x3fffffc000000040, 0xff}},
    0x3fffffffffffffffu};

typedef __int128 int128;

/* The product of 62 division steps, scaled by 2^62. */
struct matrix {
    int64_t u, v, q, r;
};

static struct limbs limbs_from_words(const struct words *a)
{
    const uint64_t *w = a->w;
    return (struct limbs){{
        (int64_t)(w[0] & limb_mask),
        (int64_t)((w[0] >> 62 | w[1] << 2) & limb_mask),
        (int64_t)((w[1] >> 60 | w[2] << 4) & limb_mask),
        (int64_t)((w[2] >> 58 | w[3] << 6) & limb_mask),
        (int64_t)(w[3] >> 56),
    }};
}

static struct words words_from_limbs(const struct limbs *a)
{
    uint64_t v[LIMBS];
    for (int i = 0; i < LIMBS; i++) v[i] = (uint64_t)a->v[i];
    return (struct words){{v[0] | v[1] << 62, v[1] >> 2 | v[2] << 60, v[2] >> 4 | v[3] << 58,
                           v[3] >> 6 | v[4] << 56}};
}

/* 62 division steps on the low 64 bits of f (odd) and g. delta is the paper's, negated. */
static int64_t division_steps(int64_t eta, uint64_t f, uint64_t g, struct matrix *out)
{
    uint64_t u = 1, v = 0, q = 0, r = 1;
    int left = LIMB_BITS;
    for (;;) {
        int zeros = __builtin_ctzll(g | (UINT64_MAX << left));
        g >>= zeros;
        u <<= zeros;
        v <<= zeros;
        eta -= zeros;
        left -= zeros;
        if (left == 0) break;

        /* Cancel up to 6 (or 4) low bits of g at once with a multiple w of f. */
        uint64_t w;
        if (eta < 0) {
            uint64_t old;
            eta = -eta;
            old = f, f = g, g = 0 - old;
            old = u, u = q, q = 0 - old;
            old = v, v = r, r = 0 - old;
            int limit = eta + 1 > left ? left : (int)eta + 1;
            uint64_t mask = (UINT64_MAX >> (64 - limit)) & 63;
            w = (f * g * (f * f - 2)) & mask;
        } else {
            int limit = eta + 1 > left ? left : (int)eta + 1;
            uint64_t mask = (UINT64_MAX >> (64 - limit)) & 15;
            w = f + (((f + 1) & 4) << 1);
            w = ((0 - w) * g) & mask;
        }
        g += f * w;
        q += u * w;
        r += v * w;
    }
    *out = (struct matrix){(int64_t)u, (int64_t)v, (int64_t)q, (int64_t)r};
    return eta;
}

/* (f, g) = matrix · (f, g) / 2^62, exactly; the top `length` limbs are in use. */
static void apply_to_fg(struct limbs *f, struct limbs *g, const struct matrix *t, int length)
{
    int128 cf = (int128)t->u * f->v[0] + (int128)t->v * g->v[0];
    int128 cg = (int128)t->q * f->v[0] + (int128)t->r * g->v[0];
    cf >>= 62;
    cg >>= 62;
    for (int i = 1; i < length; i++) {
        cf += (int128)t->u * f->v[i] + (int128)t->v * g->v[i];
        cg += (int128)t->q * f->v[i] + (int128)t->r * g->v[i];
        f->v[i - 1] = (int64_t)((uint64_t)cf & limb_mask);
        g->v[i - 1] = (int64_t)((uint64_t)cg & limb_mask);
        cf >>= 62;
        cg >>= 62;
    }
    f->v[length - 1] = (int64_t)cf;
    g->v[length - 1] = (int64_t)cg;
}

/* (d, e) = matrix · (d, e) / 2^62 mod m, kept in (-2m, m). */
static void apply_to_de(struct limbs *d, struct limbs *e, const struct matrix *t, const struct modulus *mod)
{
    const int64_t *m = mod->m.v;
    int64_t d_sign = d->v[4] >> 63, e_sign = e->v[4] >> 63;
    int64_t md = (t->u & d_sign) + (t->v & e_sign);
    int64_t me = (t->q & d_sign) + (t->r & e_sign);
    int128 cd = (int128)t->u * d->v[0] + (int128)t->v * e->v[0];
    int128 ce = (int128)t->q * d->v[0] + (int128)t->r * e->v[0];
    md -= (int64_t)((mod->inverse * (uint64_t)cd + (uint64_t)md) & limb_mask);
    me -= (int64_t)((mod->inverse * (uint64_t)ce + (uint64_t)me) & limb_mask);
    cd = (cd + (int128)m[0] * md) >> 62;
    ce = (ce + (int128)m[0] * me) >> 62;
    for (int i = 1; i < LIMBS; i++) {
        cd += (int128)t->u * d->v[i] + (int128)t->v * e->v[i] + (int128)m[i] * md;
        ce += (int128)t->q * d->v[i] + (int128)t->r * e->v[i] + (int128)m[i] * me;
        d->v[i - 1] = (int64_t)((uint64_t)cd & limb_mask);
        e->v[i - 1] = (int64_t)((uint64_t)ce & limb_mask);
        cd >>= 62;
        ce >>= 62;
    }
    d->v[4] = (int64_t)cd;
    e->v[4] = (int64_t)ce;
}

/* Adds m where a < 0 and brings the limbs into 0 … 2^62-1. */
static void add_if_negative(struct limbs *a, const struct limbs *m)
{
    int64_t negative = a->v[4] >> 63, carry = 0;
    for (int i = 0; i < LIMBS; i++) {
        a->v[i] += (m->v[i] & negative) + carry;
        if (i == LIMBS - 1) break;
        carry = a->v[i] >> 62;
        a->v[i] &= (int64_t)limb_mask;
    }
}

static void invert(struct words *r, const struct words *a, const struct modulus *mod)
{
    struct limbs d = {{0}}, e = {{1}}, f = mod->m, g = limbs_from_words(a);
    int64_t eta = -1;
    int length = LIMBS;
    for (;;) {
        struct matrix t;
        uint64_t f0 = (uint64_t)f.v[0] | (uint64_t)f.v[1] << 62;
        uint64_t g0 = (uint64_t)g.v[0] | (uint64_t)g.v[1] << 62;
        if (length == 1) f0 = (uint64_t)f.v[0], g0 = (uint64_t)g.v[0];
        eta = division_steps(eta, f0, g0, &t);
        apply_to_de(&d, &e, &t, mod);
        apply_to_fg(&f, &g, &t, length);
        int64_t rest = 0;
        for (int i = 0; i < length; i++) rest |= g.v[i];
        if (rest == 0) break;
        /* Drop a top limb that only holds the sign of both. */
        int64_t ftop = f.v[length - 1], gtop = g.v[length - 1];
        if (length > 1 && (ftop ^ (ftop >> 63)) == 0 && (gtop ^ (gtop >> 63)) == 0) {
            f.v[length - 2] = (int64_t)((uint64_t)f.v[length - 2] | (uint64_t)ftop << 62);
            g.v[length - 2] = (int64_t)((uint64_t)g.v[length - 2] | (uint64_t)gtop << 62);
            length--;
        }
    }
    /* f = ±1 and d = ±1/a, in (-2m, m). */
    int64_t negative = f.v[length - 1] >> 63;
    add_if_negative(&d, &mod->m);
    int64_t carry = 0;
    for (int i = 0; i < LIMBS; i++) {
        d.v[i] = ((d.v[i] ^ negative) - negative) + carry;
        if (i == LIMBS - 1) break;
        carry = d.v[i] >> 62;
        d.v[i] &= (int64_t)limb_mask;
    }
    add_if_negative(&d, &mod->m);
    *r = words_from_limbs(&d);
}

void countersign_invert_n(struct words *r, const struct words *a)
{
    invert(r, a, &modulus_n);
}

void countersign_invert_p(struct words *r, const struct words *a)
{
    invert(r, a, &modulus_p);
}
