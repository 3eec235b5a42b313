/*
 * Field, point and scalar arithmetic of every kernel against OpenSSL's integers and points: limb patterns (26, 32,
 * 52, 64 bits), the neighbours of 0, p, n and 2^256, and random values, in all lanes.
 *
 *     check_arithmetic [rounds] [seed]
 */
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/ec.h>
#include <openssl/obj_mac.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../CCountersignP256Probe/include/CCountersignP256Probe.h"

enum { LANES_MAX = 8 };
typedef countersign_probe_words words;

static uint64_t state = 1;
static unsigned long compared, wrong;
static BIGNUM *p, *n, *t;
static BN_CTX *context;

static uint64_t random64(void)
{
    state += 0x9e3779b97f4a7c15u;
    uint64_t z = state;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return z ^ z >> 31;
}

static BIGNUM *big(BIGNUM *r, const words *a)
{
    return BN_lebin2bn((const uint8_t *)a->w, 32, r); /* this check runs on little-endian machines */
}

static words small(const BIGNUM *a)
{
    words r;
    BN_bn2lebinpad(a, (uint8_t *)r.w, 32);
    return r;
}

/* A value that is likely to carry, borrow or wrap. */
static words value(void)
{
    words r;
    for (int i = 0; i < 4; i++) r.w[i] = random64();
    unsigned kind = (unsigned)(random64() % 8);
    if (kind < 4) {
        static const unsigned widths[] = {26, 32, 52, 64};
        memset(&r, 0, sizeof r);
        for (unsigned bit = 0, on = 0; bit < 256; bit++) {
            if (bit % widths[kind] == 0) on = (unsigned)(random64() & 1);
            if (on) r.w[bit / 64] |= (uint64_t)1 << bit % 64;
        }
        if (random64() & 1) r.w[random64() % 4] ^= (uint64_t)1 << random64() % 64;
    } else if (kind == 4) {
        BN_copy(t, random64() & 1 ? p : n);
        if (random64() & 1) BN_add_word(t, random64() % 3);
        else BN_sub_word(t, random64() % 3);
        r = small(t);
    } else if (kind == 5) {
        uint64_t low = random64() % 3;
        uint64_t fill = random64() & 1 ? UINT64_MAX : 0;
        for (int i = 0; i < 4; i++) r.w[i] = fill;
        r.w[0] ^= low;
    }
    return r;
}

static void expect(const char *kernel, const char *what, const words *got, const BIGNUM *want)
{
    words w = small(want);
    compared++;
    if (memcmp(got, &w, sizeof w) == 0) return;
    if (wrong++ < 20) printf("%s: %s differs\n", kernel, what);
}

static void check_field(const countersign_probe *k)
{
    words a[LANES_MAX], b[LANES_MAX], r[LANES_MAX], s[LANES_MAX], d[LANES_MAX], i[LANES_MAX];
    BIGNUM *x = BN_new(), *y = BN_new(), *z = BN_new();
    for (unsigned l = 0; l < k->lanes; l++) a[l] = value(), b[l] = value();
    k->multiply(a, b, r);
    k->square(a, s);
    k->subtract(a, b, d);
    bool inverted = k->invert(a, i);
    uint8_t zero = k->zero(a);
    bool any_zero = false;
    for (unsigned l = 0; l < k->lanes; l++) {
        big(x, &a[l]), big(y, &b[l]);
        BN_mod_mul(z, x, y, p, context), expect(k->name, "multiply", &r[l], z);
        BN_mod_sqr(z, x, p, context), expect(k->name, "square", &s[l], z);
        BN_mod_sub(z, x, y, p, context), expect(k->name, "subtract", &d[l], z);
        BN_nnmod(z, x, p, context);
        any_zero |= BN_is_zero(z);
        if ((zero >> l & 1) != BN_is_zero(z)) wrong++, printf("%s: zero differs\n", k->name);
        if (inverted) BN_mod_inverse(z, z, p, context), expect(k->name, "invert", &i[l], z);
    }
    if (inverted == any_zero) wrong++, printf("%s: invert missed a zero\n", k->name);
    BN_free(x), BN_free(y), BN_free(z);
}

static void check_points(const countersign_probe *k, const EC_GROUP *curve)
{
    countersign_probe_point a[LANES_MAX], b[LANES_MAX], r[LANES_MAX];
    EC_POINT *pa[LANES_MAX], *pb[LANES_MAX];
    BIGNUM *x = BN_new(), *y = BN_new(), *e = BN_new();
    for (unsigned l = 0; l < k->lanes; l++) {
        for (int which = 0; which < 2; which++) {
            words scalar = value();
            BN_nnmod(e, big(e, &scalar), n, context);
            if (BN_is_zero(e)) BN_one(e);
            BN_add_word(e, which + 1); /* not equal, hardly ever opposite */
            BN_nnmod(e, e, n, context);
            if (BN_is_zero(e)) BN_set_word(e, 77);
            EC_POINT **q = which ? &pb[l] : &pa[l];
            *q = EC_POINT_new(curve);
            EC_POINT_mul(curve, *q, e, NULL, NULL, context);
            EC_POINT_get_affine_coordinates(curve, *q, x, y, context);
            *(which ? &b[l] : &a[l]) = (countersign_probe_point){small(x), small(y)};
        }
    }
    const unsigned times = 1 + (unsigned)(random64() % 5);
    for (int what = 0; what < 2; what++) {
        bool done = what ? k->point_add(a, b, r) : k->point_double(a, times, r);
        for (unsigned l = 0; l < k->lanes && done; l++) {
            EC_POINT *sum = EC_POINT_dup(pa[l], curve);
            if (what) EC_POINT_add(curve, sum, sum, pb[l], context);
            else for (unsigned i = 0; i < times; i++) EC_POINT_dbl(curve, sum, sum, context);
            EC_POINT_get_affine_coordinates(curve, sum, x, y, context);
            expect(k->name, what ? "point add x" : "point double x", &r[l].x, x);
            expect(k->name, what ? "point add y" : "point double y", &r[l].y, y);
            EC_POINT_free(sum);
        }
    }
    for (unsigned l = 0; l < k->lanes; l++) EC_POINT_free(pa[l]), EC_POINT_free(pb[l]);
    BN_free(x), BN_free(y), BN_free(e);
}

static void check_scalar(void)
{
    words a = value(), b = value(), r;
    BIGNUM *x = BN_new(), *y = BN_new();
    BN_nnmod(x, big(x, &a), n, context), BN_nnmod(y, big(y, &b), n, context);
    a = small(x), b = small(y);
    countersign_probe_scalar_multiply(&a, &b, &r);
    BN_mod_mul(y, x, y, n, context), expect("scalar", "multiply", &r, y);
    if (!BN_is_zero(x)) {
        countersign_probe_scalar_invert(&a, &r);
        BN_mod_inverse(y, x, n, context), expect("scalar", "invert", &r, y);
    }
    BN_free(x), BN_free(y);
}

int main(int argc, char **argv)
{
    long rounds = argc > 1 ? atol(argv[1]) : 20000;
    if (argc > 2) state = strtoull(argv[2], NULL, 0);
    EC_GROUP *curve = EC_GROUP_new_by_curve_name(NID_X9_62_prime256v1);
    context = BN_CTX_new();
    n = BN_new(), t = BN_new(), p = BN_dup(EC_GROUP_get0_field(curve));
    EC_GROUP_get_order(curve, n, context);
    for (long round = 0; round < rounds && !wrong; round++) {
        check_scalar();
        for (size_t i = 0; i < countersign_probe_count(); i++) {
            const countersign_probe *k = countersign_probe_at(i);
            if (!countersign_probe_usable(k)) continue;
            check_field(k);
            if (round % 64 == 0) check_points(k, curve);
        }
    }
    printf("arithmetic: %lu results compared, %lu wrong\n", compared, wrong);
    return wrong != 0;
}
