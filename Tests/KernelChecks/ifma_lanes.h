#ifndef COUNTERSIGN_IFMA_LANES_H
#define COUNTERSIGN_IFMA_LANES_H

/* Numbers and points of OpenSSL into the lanes of the IFMA kernel (its passes.h comes before this), and out of them. */

static BN_CTX *context;
static BIGNUM *p, *r_inverse, *r_mod;
static EC_GROUP *curve;
static long checks;
static uint64_t random_state;

static uint64_t random64(void)
{
    random_state += 0x9e3779b97f4a7c15;
    uint64_t z = random_state;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
    z = (z ^ z >> 27) * 0x94d049bb133111eb;
    return z ^ z >> 31;
}

static void fail(const char *what, int lane)
{
    printf("WRONG: %s, lane %d\n", what, lane);
    exit(1);
}

/* ---- Lanes in and out ---- */

static void put(field *f, int lane, const BIGNUM *value) /* value < 2^260 */
{
    unsigned char bytes[40] = {0};
    uint64_t w[5], limb[5][8];
    BN_bn2lebinpad(value, bytes, 40);
    memcpy(w, bytes, 40);
    memcpy(limb, f, sizeof limb);
    limb[0][lane] = w[0] & MASK52;
    limb[1][lane] = (w[0] >> 52 | w[1] << 12) & MASK52;
    limb[2][lane] = (w[1] >> 40 | w[2] << 24) & MASK52;
    limb[3][lane] = (w[2] >> 28 | w[3] << 36) & MASK52;
    limb[4][lane] = w[3] >> 16 | w[4] << 48;
    memcpy(f, limb, sizeof limb);
}

static void get(BIGNUM *value, const field *f, int lane)
{
    uint64_t limb[5][8];
    memcpy(limb, f, sizeof limb);
    BN_set_word(value, limb[4][lane]);
    for (int i = 3; i >= 0; i--) {
        BN_lshift(value, value, 52);
        BN_add_word(value, limb[i][lane]);
    }
}

static void get_integer(BIGNUM *value, const field *f, int lane) /* out of Montgomery form */
{
    get(value, f, lane);
    BN_mod_mul(value, value, r_inverse, p, context);
}

static void put_integer(field *f, int lane, const BIGNUM *value, int multiple)
{
    BIGNUM *t = BN_new(), *k = BN_dup(p);
    BN_mod_mul(t, value, r_mod, p, context);
    BN_mul_word(k, (BN_ULONG)multiple);
    BN_add(t, t, k);
    put(f, lane, t);
    BN_free(t), BN_free(k);
}

/* A value below `limit`·p: small numbers, multiples of p give or take a little, limb patterns, random. */
static void pick(BIGNUM *value, unsigned limit)
{
    BIGNUM *top = BN_dup(p), *t = BN_new();
    BN_mul_word(top, limit);
    switch (random64() % 5) {
    case 0:
        BN_copy(value, p);
        BN_mul_word(value, random64() % (limit + 1));
        if (random64() & 1) BN_add_word(value, random64() % 4);
        else if (!BN_is_zero(value)) BN_sub_word(value, random64() % 4);
        break;
    case 1: /* limbs all zeros, all ones or one bit */
        BN_zero(value);
        for (int i = 0; i < 5; i++) {
            uint64_t limb = random64() % 3 == 0 ? 0 : random64() % 2 ? MASK52 : UINT64_C(1) << random64() % 52;
            BN_lshift(value, value, 52);
            BN_add_word(value, limb);
        }
        break;
    case 2: /* runs of ones across limbs */
        BN_set_word(value, 1);
        BN_lshift(value, value, (int)(random64() % 259));
        BN_set_word(t, 1);
        BN_lshift(t, t, (int)(random64() % 259));
        BN_sub(value, value, t);
        BN_set_negative(value, 0);
        break;
    default:
        BN_zero(value);
        for (int i = 0; i < 5; i++) {
            BN_lshift(value, value, 64);
            BN_add_word(value, random64());
        }
    }
    BN_mod(value, value, top, context); /* not above the limit */
    BN_free(top), BN_free(t);
}

/* ---- Points ---- */

static EC_POINT *random_point(void)
{
    EC_POINT *point = EC_POINT_new(curve);
    BIGNUM *k = BN_new();
    BN_set_word(k, random64() % 8 == 0 ? random64() % 4 + 1 : random64() | 1);
    EC_POINT_mul(curve, point, k, NULL, NULL, context);
    BN_free(k);
    return point;
}

static void put_affine(affine *to, int lane, const EC_POINT *point)
{
    BIGNUM *x = BN_new(), *y = BN_new();
    EC_POINT_get_affine_coordinates(curve, point, x, y, context);
    put_integer(&to->x, lane, x, 0);
    put_integer(&to->y, lane, y, 0);
    BN_free(x), BN_free(y);
}

/* (x·z², y·z³, z) with y and z moved up by multiples of p as far as their ranges allow. */
static void put_jacobian(jacobian *to, int lane, const EC_POINT *point)
{
    BIGNUM *x = BN_new(), *y = BN_new(), *z = BN_new(), *zz = BN_new();
    EC_POINT_get_affine_coordinates(curve, point, x, y, context);
    pick(z, 1);
    if (BN_is_zero(z)) BN_one(z);
    BN_mod_sqr(zz, z, p, context);
    BN_mod_mul(x, x, zz, p, context);
    BN_mod_mul(zz, zz, z, p, context);
    BN_mod_mul(y, y, zz, p, context);
    put_integer(&to->x, lane, x, 0);
    put_integer(&to->y, lane, y, (int)(random64() % 4));
    put_integer(&to->z, lane, z, (int)(random64() % 4));
    BN_free(x), BN_free(y), BN_free(z), BN_free(zz);
}

static void expect_jacobian(const jacobian *got, int lane, const EC_POINT *want, const char *what)
{
    BIGNUM *x = BN_new(), *y = BN_new(), *z = BN_new(), *zz = BN_new(), *wx = BN_new(), *wy = BN_new();
    get_integer(x, &got->x, lane), get_integer(y, &got->y, lane), get_integer(z, &got->z, lane);
    if (EC_POINT_is_at_infinity(curve, want) || BN_is_zero(z)) fail(what, lane);
    EC_POINT_get_affine_coordinates(curve, want, wx, wy, context);
    BN_mod_sqr(zz, z, p, context);
    BN_mod_mul(wx, wx, zz, p, context);
    BN_mod_mul(zz, zz, z, p, context);
    BN_mod_mul(wy, wy, zz, p, context);
    if (BN_cmp(x, wx) != 0 || BN_cmp(y, wy) != 0) fail(what, lane);
    checks++;
    BN_free(x), BN_free(y), BN_free(z), BN_free(zz), BN_free(wx), BN_free(wy);
}

static void expect_affine(const affine *got, int lane, const EC_POINT *want, const char *what)
{
    BIGNUM *x = BN_new(), *y = BN_new(), *wx = BN_new(), *wy = BN_new();
    get_integer(x, &got->x, lane), get_integer(y, &got->y, lane);
    EC_POINT_get_affine_coordinates(curve, want, wx, wy, context);
    if (BN_cmp(x, wx) != 0 || BN_cmp(y, wy) != 0) fail(what, lane);
    checks++;
    BN_free(x), BN_free(y), BN_free(wx), BN_free(wy);
}

#endif
