/* Exhaustive checks in small groups, after the example of libsecp256k1. */

#include "report.h"
#include "small_groups.h"

#include "../../Sources/CCountersignP256/recode.h"
#include "CCountersignP256.h"

#include <stdlib.h>

/* A layer's numbers carry a factor R. */
struct in_form {
    const struct layer *layer;
    struct plain r, r_inverse;
};

static struct in_form form_of(const struct layer *layer)
{
    struct in_form f = {layer, plain_of(1), plain_of(0)};
    for (unsigned i = 0; i < layer->form; i++) f.r = plain_add(f.r, f.r, &plain_p);
    f.r_inverse = plain_invert(f.r, &plain_p);
    return f;
}

static struct plain into(const struct in_form *f, struct plain a) { return plain_multiply(a, f->r, &plain_p); }
static struct plain out_of(const struct in_form *f, struct plain a) { return plain_multiply(a, f->r_inverse, &plain_p); }

static struct layer_point point_into(const struct in_form *f, const struct plain_point *a)
{
    return (struct layer_point){into(f, a->x), into(f, a->y)};
}

/* (x·z², y·z³, z) with some z, and multiples of p on top as far as the range goes. */
static struct layer_jacobian jacobian_into(const struct in_form *f, const struct plain_point *a, uint64_t z)
{
    const struct plain zz = plain_multiply(plain_of(z), plain_of(z), &plain_p);
    const struct plain zzz = plain_multiply(zz, plain_of(z), &plain_p);
    const unsigned multiples = f->layer->multiples + 1;
    return (struct layer_jacobian){
        into(f, plain_multiply(a->x, zz, &plain_p)),
        {into(f, plain_multiply(a->y, zzz, &plain_p)), (unsigned)(z % multiples)},
        {into(f, plain_of(z)), (unsigned)(z / multiples % multiples)},
    };
}

static bool same_affine(const struct in_form *f, const struct layer_point *a, const struct plain_point *b)
{
    return !b->infinite && plain_compare(out_of(f, a->x), b->x) == 0 && plain_compare(out_of(f, a->y), b->y) == 0;
}

static bool same_jacobian(const struct in_form *f, const struct layer_jacobian *a, const struct plain_point *b)
{
    const struct plain *p = &plain_p, z = out_of(f, a->z.number), zz = plain_multiply(z, z, p);
    if (b->infinite || plain_is_zero(z)) return false;
    return plain_compare(out_of(f, a->x), plain_multiply(b->x, zz, p)) == 0 &&
           plain_compare(out_of(f, a->y.number), plain_multiply(b->y, plain_multiply(zz, z, p), p)) == 0;
}

/* All pairs (i, j), as many per call as there are lanes. */
static void jacobian_pairs(const struct in_form *f, const struct plain_point *multiples, unsigned order,
                           countersign_probe_report *out)
{
    const unsigned lanes = f->layer->lanes, pairs = (order - 1) * (order - 1);
    for (unsigned first = 0; first < pairs; first += lanes) {
        struct layer_jacobian sum[8], doubled[8];
        struct layer_point addend[8];
        for (unsigned l = 0; l < lanes; l++) {
            const unsigned pair = (first + l) % pairs, i = pair / (order - 1) + 1, j = pair % (order - 1) + 1;
            sum[l] = jacobian_into(f, &multiples[i], 1 + pair * 2654435761u % 1000003);
            doubled[l] = sum[l];
            addend[l] = point_into(f, &multiples[j]);
        }
        const unsigned times = 1 + first % 7;
        f->layer->added(sum, addend);
        f->layer->doubled(doubled, times);
        for (unsigned l = 0; l < lanes; l++) {
            const unsigned pair = (first + l) % pairs, i = pair / (order - 1) + 1, j = pair % (order - 1) + 1;
            const bool equal_x = i == j || i + j == order;
            EXPECT(out, plain_is_zero(sum[l].z.number) == equal_x, "%s: %u + %u of %u: z", f->layer->name, i, j, order);
            EXPECT(out, equal_x || same_jacobian(f, &sum[l], &multiples[(i + j) % order]), "%s: %u + %u of %u",
                   f->layer->name, i, j, order);
            EXPECT(out, same_jacobian(f, &doubled[l], &multiples[((uint64_t)i << times) % order]),
                   "%s: %u doubled %u times of %u", f->layer->name, i, times, order);
        }
    }
}

/* All pairs in one level, with their exceptions in the midst of the others; then level by level without any. */
static void affine_pairs(const struct in_form *f, const struct plain_point *multiples, unsigned order, bool from_lines,
                         bool exceptions, countersign_probe_report *out)
{
    const unsigned lanes = f->layer->lanes, all = (order - 1) * (order - 1);
    const size_t groups = (all + lanes - 1) / lanes;
    struct layer_point *a = calloc(groups * lanes, sizeof *a), *b = calloc(groups * lanes, sizeof *b),
                       *sum = calloc(groups * lanes, sizeof *sum);
    unsigned(*of)[2] = calloc(groups * lanes, sizeof *of);
    uint8_t *flags = calloc(groups, 1);
    size_t count = 0;
    for (unsigned pair = 0; pair < all; pair++) {
        const unsigned i = pair / (order - 1) + 1, j = pair % (order - 1) + 1;
        if (!exceptions && (i == j || i + j == order)) continue;
        of[count][0] = i, of[count++][1] = j;
    }
    const size_t used = (count + lanes - 1) / lanes;
    for (size_t k = 0; k < used * lanes; k++) {
        if (k >= count) of[k][0] = 1, of[k][1] = 2;
        a[k] = point_into(f, &multiples[of[k][0]]);
        b[k] = point_into(f, &multiples[of[k][1]]);
    }
    const size_t redone = f->layer->sums(sum, a, b, used, from_lines, flags);
    EXPECT(out, redone == exceptions, "%s: level done again: %zu", f->layer->name, redone);
    for (size_t k = 0; k < used * lanes; k++) {
        const unsigned i = of[k][0], j = of[k][1];
        const bool equal_x = i == j || i + j == order, flagged = flags[k / lanes] >> k % lanes & 1;
        EXPECT(out, flagged == equal_x, "%s: affine %u + %u of %u: flag", f->layer->name, i, j, order);
        EXPECT(out, equal_x || same_affine(f, &sum[k], &multiples[(i + j) % order]), "%s: affine %u + %u of %u",
               f->layer->name, i, j, order);
    }
    free(a), free(b), free(sum), free(of), free(flags);
}

void countersign_probe_small_groups(const char *kernel, unsigned largest, countersign_probe_report *out)
{
    memset(out, 0, sizeof *out);
    const struct layer *layer = layer_named(kernel);
    EXPECT(out, layer, "%s has no layer", kernel);
    if (!layer) return;
    const struct in_form f = form_of(layer);
    for (int g = 0; g < SMALL_GROUPS && small_groups[g].order <= largest; g++) {
        const unsigned order = small_groups[g].order;
        struct plain_point *multiples = small_group_make(&small_groups[g]);
        EXPECT(out, multiples, "no group of order %u", order);
        if (!multiples) return;
        jacobian_pairs(&f, multiples, order, out);
        for (int way = 0; way < 4; way++) affine_pairs(&f, multiples, order, way & 1, way & 2, out);
        free(multiples);
    }
}

/* ---- Sums of two multiples ---- */

enum { SUM_POINTS = COMB_ALL_POINTS_MAX, SUMS_AT_ONCE = 256, KEY_PATHS = 6 };

/* The small group of these sums, and what came of them. */
struct sums {
    const struct in_form *form;
    const struct layer_point *points; /* its multiples, as the kernel has them */
    const struct plain_point *multiples;
    unsigned order;
    uint64_t seed, right, noticed, infinities;
    countersign_probe_report *out;
};

/* u1·G + u2·Q + T, with Q = q·G and T = t·G, the blind. */
struct sum {
    unsigned u1, u2, q, t;
};

static uint64_t next_random(struct sums *s)
{
    uint64_t x = s->seed += 0x9e3779b97f4a7c15u; /* splitmix64 (Steele, Lea and Flood, 2014) */
    x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9u;
    x = (x ^ x >> 27) * 0x94d049bb133111ebu;
    return x ^ x >> 31;
}

/* A blind that now and then makes the sum infinite, or is what it is added to. */
static void choose_blind(struct sums *s, struct sum *sum)
{
    const unsigned rest = (unsigned)((sum->u1 + (uint64_t)sum->u2 * sum->q) % s->order);
    const uint64_t dice = next_random(s) % 32;
    sum->t = (unsigned)(next_random(s) % (s->order - 1)) + 1;
    if (rest != 0 && dice < 4) sum->t = s->order - rest;
    if (rest != 0 && dice == 4) sum->t = rest;
}

/* A scalar of full length that stands for `residue`. It is odd: n minus an even one stands for another residue, for the
 * real n has nothing to do with this group. */
static struct plain scalar_for(struct sums *s, unsigned residue)
{
    struct plain k;
    for (int i = 0; i < 4; i++) k.w[i] = next_random(s);
    if (k.w[3] >= 0xffffffff00000000u) k.w[3] >>= 1; /* below n */
    unsigned rest = 0;
    for (int i = 3; i >= 0; i--) rest = (unsigned)(((unsigned __int128)rest << 64 | k.w[i]) % s->order);
    k = plain_sum(k, plain_of(s->order + residue - rest), NULL);
    return k.w[0] & 1 ? k : plain_sum(k, plain_of(s->order), NULL);
}

/* What the digits of a comb are worth: P(tooth, block) for each tooth · blocks + block. */
static void comb_powers(const struct comb *comb, unsigned point, unsigned order, unsigned *powers)
{
    for (unsigned k = 0; k < comb->teeth * comb->blocks; k++) {
        powers[k] = point;
        for (unsigned c = 0; c < comb->columns; c++) point = point * 2 % order;
    }
}

/* What a line of a comb's table is a multiple of, by its place. */
static unsigned entry_scalar(const struct comb *comb, size_t place, const unsigned *powers, unsigned order)
{
    const unsigned entries = comb_entries(comb), block = (unsigned)(place / entries), entry = (unsigned)(place % entries);
    unsigned sum = 0;
    for (unsigned tooth = 0; tooth < comb->teeth; tooth++) {
        const unsigned power = powers[tooth * comb->blocks + block];
        sum += tooth == comb->teeth - 1 || (entry >> tooth & 1) ? power : order - power;
    }
    return sum % order;
}

/* The points of a comb for `lanes` scalars of the keys at `sums`, from point `first` of the group on. A lane that takes
 * an entry that is infinity, which no line can hold, is left out; any other point keeps its sum defined. */
static void comb_lines_of(const struct sums *s, const struct comb *comb, const struct plain *k, const struct sum *sums,
                          bool of_key, struct layer_point *points, uint8_t *negative, bool *left_out)
{
    _Alignas(64) const struct line *lines[SUM_POINTS * 8];
    uint8_t signs[SUM_POINTS];
    /* Only places in it count: nothing is read. The largest table of the generator has so many. */
    static struct line table[1 << 16];
    const unsigned lanes = s->form->layer->lanes;
    s->form->layer->recode(comb, k, table, lines, signs);
    for (unsigned l = 0; l < lanes; l++) {
        unsigned powers[128];
        comb_powers(comb, of_key ? sums[l].q : 1, s->order, powers);
        for (unsigned i = 0; i < comb_points(comb); i++) {
            const unsigned scalar = entry_scalar(comb, (size_t)(lines[i * lanes + l] - table), powers, s->order);
            if (scalar == 0) left_out[l] = true;
            points[i * lanes + l] = s->points[scalar ? scalar : 1];
            negative[i * lanes + l] = signs[i] >> l & 1;
        }
    }
}

/* `groups` · lanes sums through the engine, as under keys with tables of `key` (NULL: unknown keys); the first `count`
 * are judged. */
static void sum_batch(struct sums *s, const struct comb *key, const struct sum *sums, size_t groups, size_t count)
{
    const struct layer *layer = s->form->layer;
    const struct comb *generator = countersign_comb_of_generator(key);
    const unsigned lanes = layer->lanes, key_points = key ? comb_points(key) : 0;
    const size_t blind = key_points + comb_points(generator), per_group = (blind + 1) * lanes;
    struct layer_point *points = calloc(groups * per_group, sizeof *points);
    uint8_t *negative = calloc(groups * per_group, 1);
    struct layer_point keys[SUMS_AT_ONCE];
    struct plain u1[SUMS_AT_ONCE], u2[SUMS_AT_ONCE];
    struct layer_jacobian got[SUMS_AT_ONCE];
    bool left_out[SUMS_AT_ONCE] = {false};
    uint8_t flags[SUMS_AT_ONCE], infinite[SUMS_AT_ONCE];
    for (size_t i = 0; i < groups * lanes; i++) {
        u1[i] = scalar_for(s, sums[i].u1);
        u2[i] = scalar_for(s, sums[i].u2);
        keys[i] = s->points[sums[i].q];
        points[i / lanes * per_group + blind * lanes + i % lanes] = s->points[sums[i].t];
    }
    for (size_t g = 0; g < groups; g++) {
        const size_t first = g * lanes, at = g * per_group, then = at + key_points * lanes;
        if (key) comb_lines_of(s, key, u2 + first, sums + first, true, points + at, negative + at, left_out + first);
        comb_lines_of(s, generator, u1 + first, sums + first, false, points + then, negative + then, left_out + first);
    }
    const struct layer_sums in = {key, groups, points, negative, keys, u2};
    layer->multi_sum(got, &in, flags, infinite);
    for (size_t i = 0; i < count; i++) {
        const struct sum *of = &sums[i];
        const unsigned want = (unsigned)((of->u1 + (uint64_t)of->u2 * of->q + of->t) % s->order);
        if (left_out[i]) continue;
        if (infinite[i / lanes] >> i % lanes & 1) {
            s->infinities++;
            EXPECT(s->out, want == 0, "%s: infinity in a group of order %u, columns %u: %u + %u·%u + %u", layer->name,
                   s->order, generator->columns, of->u1, of->u2, of->q, of->t);
            continue;
        }
        const bool flagged = flags[i / lanes] >> i % lanes & 1;
        s->noticed += flagged;
        s->right += !flagged;
        EXPECT(s->out, flagged || same_jacobian(s->form, &got[i], &s->multiples[want]),
               "%s: sum in a group of order %u, %s key, columns %u, %zu groups: %u + %u·%u + %u", layer->name, s->order,
               key ? "enrolled" : "unknown", generator->columns, groups, of->u1, of->u2, of->q, of->t);
    }
    free(points), free(negative);
}

/* Every stride-th pair (u1, u2) under one key, in batches of `groups`. */
static void sum_pairs(struct sums *s, const struct comb *key, size_t groups, unsigned stride)
{
    const unsigned pairs = s->order * s->order, q = (unsigned)(next_random(s) % (s->order - 1)) + 1;
    const size_t capacity = groups * s->form->layer->lanes;
    const uint64_t right = s->right;
    uint64_t asked = 0;
    struct sum sums[SUMS_AT_ONCE];
    for (uint64_t next = next_random(s) % stride; next < pairs;) {
        size_t count = 0;
        for (size_t i = 0; i < capacity; i++) {
            const unsigned pair = next < pairs ? (unsigned)next : 0;
            sums[i] = (struct sum){pair / s->order, pair % s->order, q, 0};
            choose_blind(s, &sums[i]);
            if (next < pairs) count++, next += stride;
        }
        sum_batch(s, key, sums, groups, count);
        asked += count;
    }
    /* One of eight is infinite by its blind; of the others, a third at most meets one exception in up to 78 additions. */
    EXPECT(s->out, (s->right - right) * 100 >= asked * 40, "%s: of %llu sums of order %u only %llu without exception",
           s->form->layer->name, (unsigned long long)asked, s->order, (unsigned long long)(s->right - right));
}

/* One batch of any pairs under any keys. */
static void sum_some(struct sums *s, const struct comb *key, size_t groups)
{
    struct sum sums[SUMS_AT_ONCE];
    const size_t count = groups * s->form->layer->lanes;
    for (size_t i = 0; i < count; i++) {
        const uint64_t of = next_random(s);
        sums[i] = (struct sum){of % s->order, (of >> 20) % s->order, (of >> 40) % (s->order - 1) + 1, 0};
        choose_blind(s, &sums[i]);
    }
    sum_batch(s, key, sums, groups, count);
}

void countersign_probe_small_sums(const char *kernel, uint64_t seed, unsigned stride, countersign_probe_report *out)
{
    memset(out, 0, sizeof *out);
    const struct layer *layer = layer_named(kernel);
    EXPECT(out, layer, "%s has no layer", kernel);
    if (!layer) return;
    const struct in_form f = form_of(layer);
    for (int g = SMALL_GROUPS - 3; g < SMALL_GROUPS; g++) {
        const unsigned order = small_groups[g].order;
        struct plain_point *multiples = small_group_make(&small_groups[g]);
        struct layer_point *points = calloc(order, sizeof *points);
        EXPECT(out, multiples, "no group of order %u", order);
        if (!multiples) return free(points);
        for (unsigned i = 1; i < order; i++) points[i] = point_into(&f, &multiples[i]);
        struct sums s = {&f, points, multiples, order, seed + order, 0, 0, 0, out};
        for (int path = 0; path < KEY_PATHS; path++) {
            const struct comb *key =
                path ? countersign_comb_for_bytes(countersign_p256_table_size_at((size_t)path - 1)) : NULL;
            for (int few = 0; few < 2; few++) {
                const size_t groups = few ? layer->few_groups : SUMS_AT_ONCE / layer->lanes;
                if (g == SMALL_GROUPS - 3) sum_pairs(&s, key, groups, stride);
                else sum_some(&s, key, groups);
            }
        }
        out->slow_path += s.noticed;
        out->complete += s.infinities;
        out->items += s.right + s.noticed;
        free(multiples), free(points);
    }
}
