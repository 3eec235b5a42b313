#include "plain.h"

#include <string.h>

const struct plain plain_p = {{0xffffffffffffffffu, 0x00000000ffffffffu, 0, 0xffffffff00000001u}};
const struct plain plain_n = {{0xf3b9cac2fc632551u, 0xbce6faada7179e84u, 0xffffffffffffffffu, 0xffffffff00000000u}};
const struct plain plain_curve_b = {
    {0x3bce3c3e27d2604bu, 0x651d06b0cc53b0f6u, 0xb3ebbd55769886bcu, 0x5ac635d8aa3a93e7u}};
const struct plain_point plain_generator = {
    {{0xf4a13945d898c296u, 0x77037d812deb33a0u, 0xf8bce6e563a440f2u, 0x6b17d1f2e12c4247u}},
    {{0xcbb6406837bf51f5u, 0x2bce33576b315eceu, 0x8ee7eb4a7c0f9e16u, 0x4fe342e2fe1a7f9bu}},
    false};

typedef unsigned __int128 wide;

struct plain plain_of(uint64_t small) { return (struct plain){{small, 0, 0, 0}}; }

struct plain plain_from_bytes(const uint8_t bytes[32])
{
    struct plain a = {{0, 0, 0, 0}};
    for (int i = 0; i < 32; i++) a.w[(31 - i) / 8] |= (uint64_t)bytes[i] << (31 - i) % 8 * 8;
    return a;
}

void plain_to_bytes(uint8_t bytes[32], struct plain a)
{
    for (int i = 0; i < 32; i++) bytes[i] = (uint8_t)(a.w[(31 - i) / 8] >> (31 - i) % 8 * 8);
}

int plain_compare(struct plain a, struct plain b)
{
    for (int i = 3; i >= 0; i--) {
        if (a.w[i] != b.w[i]) return a.w[i] < b.w[i] ? -1 : 1;
    }
    return 0;
}

bool plain_is_zero(struct plain a) { return (a.w[0] | a.w[1] | a.w[2] | a.w[3]) == 0; }

struct plain plain_sum(struct plain a, struct plain b, unsigned *out)
{
    wide sum = 0;
    for (int i = 0; i < 4; i++) {
        sum += (wide)a.w[i] + b.w[i];
        a.w[i] = (uint64_t)sum;
        sum >>= 64;
    }
    if (out) *out = (unsigned)sum;
    return a;
}

struct plain plain_difference(struct plain a, struct plain b, unsigned *out)
{
    unsigned borrow = 0;
    for (int i = 0; i < 4; i++) {
        uint64_t word = a.w[i];
        a.w[i] = word - b.w[i] - borrow;
        borrow = word < b.w[i] || (word == b.w[i] && borrow);
    }
    if (out) *out = borrow;
    return a;
}

struct plain plain_reduce(struct plain a, const struct plain *m)
{
    return plain_compare(a, *m) >= 0 ? plain_difference(a, *m, NULL) : a;
}

struct plain plain_add(struct plain a, struct plain b, const struct plain *m)
{
    unsigned carry;
    a = plain_sum(plain_reduce(a, m), plain_reduce(b, m), &carry);
    return carry ? plain_difference(a, *m, NULL) : plain_reduce(a, m);
}

struct plain plain_subtract(struct plain a, struct plain b, const struct plain *m)
{
    unsigned borrow;
    a = plain_difference(plain_reduce(a, m), plain_reduce(b, m), &borrow);
    return borrow ? plain_sum(a, *m, NULL) : a;
}

/* t (8 words) = a · b + (t's lower half, if keep). */
static void multiply_long(uint64_t t[8], const uint64_t a[4], const uint64_t b[4], bool keep)
{
    for (int i = 0; i < 8; i++) {
        if (i > 3 || !keep) t[i] = 0;
    }
    for (int i = 0; i < 4; i++) {
        uint64_t carry = 0;
        for (int j = 0; j < 4; j++) {
            wide sum = (wide)a[i] * b[j] + t[i + j] + carry;
            t[i + j] = (uint64_t)sum;
            carry = (uint64_t)(sum >> 64);
        }
        for (int j = i + 4; carry && j < 8; j++) {
            t[j] += carry;
            carry = t[j] < carry;
        }
    }
}

/* As long as there is an upper half, upper · 2^256 + lower = upper · (2^256 - m) + lower. */
struct plain plain_multiply(struct plain a, struct plain b, const struct plain *m)
{
    const struct plain zero = {{0, 0, 0, 0}};
    const struct plain rest = plain_difference(zero, *m, NULL);
    uint64_t t[8];
    multiply_long(t, a.w, b.w, false);
    while (t[4] | t[5] | t[6] | t[7]) {
        const uint64_t upper[4] = {t[4], t[5], t[6], t[7]};
        multiply_long(t, upper, rest.w, true);
    }
    memcpy(a.w, t, sizeof a.w);
    return plain_reduce(a, m);
}

struct plain plain_power(struct plain a, struct plain exponent, const struct plain *m)
{
    struct plain r = plain_of(1);
    for (int i = 255; i >= 0; i--) {
        r = plain_multiply(r, r, m);
        if (exponent.w[i / 64] >> i % 64 & 1) r = plain_multiply(r, a, m);
    }
    return r;
}

struct plain plain_invert(struct plain a, const struct plain *m)
{
    return plain_power(a, plain_difference(*m, plain_of(2), NULL), m);
}

/* ---- Points ---- */

static struct plain product(struct plain a, struct plain b) { return plain_multiply(a, b, &plain_p); }
static struct plain total(struct plain a, struct plain b) { return plain_add(a, b, &plain_p); }
static struct plain less(struct plain a, struct plain b) { return plain_subtract(a, b, &plain_p); }

/* x³ - 3x + b */
static struct plain right_side(struct plain x)
{
    struct plain cube = product(product(x, x), x);
    return total(less(cube, total(total(x, x), x)), plain_curve_b);
}

bool plain_on_curve(const struct plain_point *a)
{
    if (a->infinite || plain_compare(a->x, plain_p) >= 0 || plain_compare(a->y, plain_p) >= 0) return false;
    return plain_compare(product(a->y, a->y), right_side(a->x)) == 0;
}

struct plain_point plain_point_negate(struct plain_point a)
{
    a.y = less(plain_of(0), a.y);
    return a;
}

struct plain_point plain_point_add(struct plain_point a, struct plain_point b)
{
    const struct plain_point infinity = {.infinite = true};
    if (a.infinite) return b;
    if (b.infinite) return a;
    struct plain numerator = less(b.y, a.y), denominator = less(b.x, a.x);
    if (plain_is_zero(denominator)) {
        if (plain_compare(a.y, b.y) != 0 || plain_is_zero(a.y)) return infinity;
        struct plain square = product(a.x, a.x);
        numerator = less(total(total(square, square), square), plain_of(3));
        denominator = total(a.y, a.y);
    }
    struct plain slope = product(numerator, plain_invert(denominator, &plain_p));
    struct plain_point r = {.infinite = false};
    r.x = less(less(product(slope, slope), a.x), b.x);
    r.y = less(product(slope, less(a.x, r.x)), a.y);
    return r;
}

/* (x/z², y/z³); z = 0 is infinity. */
struct projective {
    struct plain x, y, z;
};

static struct projective projective_double(struct projective a)
{
    struct plain yy = product(a.y, a.y), xyy = product(a.x, yy), zz = product(a.z, a.z);
    struct plain xyy4 = total(total(xyy, xyy), total(xyy, xyy)), yyyy = product(yy, yy);
    struct plain yyyy4 = total(total(yyyy, yyyy), total(yyyy, yyyy));
    struct plain slope = product(less(a.x, zz), total(a.x, zz)), yz = product(a.y, a.z);
    slope = total(total(slope, slope), slope);
    struct projective r;
    r.x = less(product(slope, slope), total(xyy4, xyy4));
    r.y = less(product(slope, less(xyy4, r.x)), total(yyyy4, yyyy4));
    r.z = total(yz, yz);
    return r;
}

static struct projective projective_add(struct projective a, const struct plain_point *b)
{
    if (plain_is_zero(a.z)) return (struct projective){b->x, b->y, plain_of(1)};
    struct plain zz = product(a.z, a.z);
    struct plain h = less(product(b->x, zz), a.x), slope = less(product(b->y, product(zz, a.z)), a.y);
    if (plain_is_zero(h)) {
        if (plain_is_zero(slope)) return projective_double(a);
        return (struct projective){plain_of(1), plain_of(1), plain_of(0)};
    }
    struct plain hh = product(h, h), hhh = product(hh, h), v = product(a.x, hh);
    struct projective r;
    r.x = less(less(product(slope, slope), hhh), total(v, v));
    r.y = less(product(slope, less(v, r.x)), product(a.y, hhh));
    r.z = product(a.z, h);
    return r;
}

struct plain_point plain_point_multiply(struct plain k, struct plain_point a)
{
    struct plain_point r = {.infinite = true};
    if (a.infinite) return r;
    struct projective sum = {plain_of(1), plain_of(1), plain_of(0)};
    for (int i = 255; i >= 0; i--) {
        sum = projective_double(sum);
        if (k.w[i / 64] >> i % 64 & 1) sum = projective_add(sum, &a);
    }
    if (plain_is_zero(sum.z)) return r;
    struct plain inverse = plain_invert(sum.z, &plain_p), square = product(inverse, inverse);
    return (struct plain_point){product(sum.x, square), product(sum.y, product(square, inverse)), false};
}

struct plain_point plain_lift(struct plain x)
{
    /* p = 3 mod 4: a square's root is its power (p + 1)/4. */
    const struct plain exponent = {{0, 0x0000000040000000u, 0x4000000000000000u, 0x3fffffffc0000000u}};
    struct plain_point r = {.x = x, .infinite = false};
    r.y = plain_power(right_side(x), exponent, &plain_p);
    if (r.y.w[0] & 1) r = plain_point_negate(r);
    r.infinite = !plain_on_curve(&r);
    return r;
}

void plain_point_to_bytes(uint8_t bytes[64], const struct plain_point *a)
{
    plain_to_bytes(bytes, a->x);
    plain_to_bytes(bytes + 32, a->y);
}
