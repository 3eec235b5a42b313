#include "small_groups.h"

#include <stdlib.h>

const struct small_group small_groups[SMALL_GROUPS] = {
    {7,
     {{0x744d919249e6efdfu, 0x63c6193962472644u, 0x7b72d61d5f027550u, 0xc5e8974fda1cc16du}},
     {{{0xb92691b9c72dc56bu, 0x594fa75093fe1c98u, 0xb4223dcf7f7eb16au, 0x32b06ce4d6d445f8u}},
      {{0x54639557a67fe2c0u, 0x962b8e1e20b5f17fu, 0xa79f9560f1c42192u, 0x22530a410c25b5bbu}}, false}},
    {11,
     {{0x6b3c903dd99e848au, 0x9de6af11f973cad0u, 0xd9b0f39a83f857f4u, 0x6474cdeb67e33bd5u}},
     {{{0xc389457a5fbe5cd5u, 0xdc3494851d88ef07u, 0x7afcf8a7ddc6c689u, 0x2fc01f7514f61001u}},
      {{0x33f878e3b8b2d3f8u, 0x92316252f47811deu, 0xe18d3af337d5521bu, 0x914eebf01ad6a3cfu}}, false}},
    {19,
     {{0x8bb26e6db6191020u, 0x9c39e6c79db8d9bbu, 0x848d29e2a0fd8aafu, 0x3a1768af25e33e93u}},
     {{{0xd005255bb5953e42u, 0xb3d4c3b01215c925u, 0x1f08ebfd53dbb40au, 0x0ef7f0b1e07967acu}},
      {{0x4c905d1eca0bce66u, 0xca9704560ecedb2fu, 0xad3171a8ebaaa640u, 0x7ee32e647f24623eu}}, false}},
    {47,
     {{0xbbf43af5c25a3e15u, 0x104e3d72b078bb0cu, 0x40dce4eacb518f76u, 0x8125ae3266437753u}},
     {{{0x1ba2644ab85beb0fu, 0x41cbd939cd42d6ecu, 0x6d9cf197ee0e00c0u, 0x51727b0ca14687d2u}},
      {{0x436cf821b0a602d7u, 0x3bc83a504cc27139u, 0x47ee01cdef195e02u, 0x15b45b1c0bb3d6f0u}}, false}},
    {401,
     {{0xbbf43af5c25a3e15u, 0x104e3d72b078bb0cu, 0x40dce4eacb518f76u, 0x8125ae3266437753u}},
     {{{0xf099fef5d18832bcu, 0xa9b95b7b9732fae1u, 0x4ad8788d1102bcbfu, 0x60596677d5489f72u}},
      {{0x415d7435e99ad410u, 0xbde56fb14b92cae6u, 0x0dcc6033e003c363u, 0x8317bf173a2ad054u}}, false}},
    {1093,
     {{0x5ad23540b4f72a1du, 0x2e8582fd50fd4d39u, 0x3827d2d632ccfb52u, 0x175aae3bc1f08f3bu}},
     {{{0xbca9538a3369cfcdu, 0x5704f8dde89f859eu, 0xb864553730236c55u, 0xef50e7b7f00e7b54u}},
      {{0xe3391108fb028c0bu, 0xdc4189511736e0e7u, 0x5ff269443f58e659u, 0xa078f82c503730fau}}, false}},
    {20479,
     {{0x440bc50a3da5c1eau, 0xefb1c28e4f8744f3u, 0xbf231b1534ae7089u, 0x7eda51cc99bc88adu}},
     {{{0xc164884157cb37beu, 0x86666b1126cfa386u, 0x2f3e3987df430e9fu, 0xf66394ad5aacca06u}},
      {{0x0b0a082db0481962u, 0x3547bd77c03f44b4u, 0xa5c00036ee8b8ab0u, 0xa03917bd1e7eec89u}}, false}},
};

struct plain_point *small_group_make(const struct small_group *group)
{
    /* The generator lies on the curve: y² - x³ + 3x = b. */
    const struct plain_point *g = &group->generator;
    struct plain b = plain_multiply(g->y, g->y, &plain_p);
    b = plain_subtract(b, plain_multiply(plain_multiply(g->x, g->x, &plain_p), g->x, &plain_p), &plain_p);
    b = plain_add(b, plain_multiply(g->x, plain_of(3), &plain_p), &plain_p);
    if (plain_compare(b, group->b) != 0) return NULL;

    struct plain_point *multiples = calloc(group->order, sizeof *multiples);
    if (!multiples) return NULL;
    multiples[0].infinite = true;
    for (unsigned i = 1; i < group->order; i++) {
        /* i·G and (order - i)·G are opposite, so half of the additions will do. */
        if (i > group->order / 2) multiples[i] = plain_point_negate(multiples[group->order - i]);
        else multiples[i] = plain_point_add(multiples[i - 1], *g);
        if (multiples[i].infinite) return free(multiples), NULL;
    }
    /* The two halves meet: h·G + G = -(h·G) for h = (order - 1)/2. */
    const struct plain_point middle = plain_point_add(multiples[group->order / 2], *g);
    if (plain_compare(middle.x, multiples[group->order / 2].x) != 0) return free(multiples), NULL;
    if (plain_compare(middle.y, multiples[group->order / 2].y) == 0) return free(multiples), NULL;
    return multiples;
}
