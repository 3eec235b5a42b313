/* Exhaustive checks in small groups, after the example of libsecp256k1. */

#include "report.h"
#include "small_groups.h"

#include "../../Sources/CCountersignP256/recode.h"

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

/* What a line of a comb's table is a multiple of, by its place. */
static unsigned entry_scalar(const struct comb *comb, size_t place, unsigned point, unsigned order)
{
    const unsigned entries = comb_entries(comb), block = (unsigned)(place / entries), entry = (unsigned)(place % entries);
    uint64_t power = point, sum = 0;
    for (unsigned tooth = 0; tooth < comb->teeth; tooth++) {
        for (unsigned k = 0; k < comb->blocks; k++) {
            if (k == block) {
                const bool plus = tooth == comb->teeth - 1 || (entry >> tooth & 1);
                sum += plus ? power : order - power;
            }
            for (unsigned c = 0; c < comb->columns; c++) power = power * 2 % order;
        }
    }
    return (unsigned)(sum % order);
}

void countersign_probe_small_sums(const char *kernel, uint64_t seed, uint64_t sums, countersign_probe_report *out)
{
    memset(out, 0, sizeof *out);
    const struct layer *layer = layer_named(kernel);
    EXPECT(out, layer, "%s has no layer", kernel);
    if (!layer) return;
    const struct in_form f = form_of(layer);
    const unsigned lanes = layer->lanes;
    uint64_t unnoticed = 0, noticed = 0, infinities = 0;
    for (int g = SMALL_GROUPS - 3; g < SMALL_GROUPS; g++) {
        const unsigned order = small_groups[g].order;
        struct plain_point *multiples = small_group_make(&small_groups[g]);
        EXPECT(out, multiples, "no group of order %u", order);
        if (!multiples) return;
        for (uint64_t round = 0; round < sums / 3; round++) {
            const struct comb *key = countersign_comb_for_bytes(2048u << (round % 5 == 3 ? 4 : round % 5 == 4 ? 5 : round % 5));
            const struct comb *generator = countersign_comb_of_generator(key);
            const unsigned key_points = comb_points(key);
            const unsigned blind = key_points + comb_points(generator), count = blind + 1;
            const size_t groups = round % 3 ? 1 : layer->few_groups + 1;
            struct layer_point *points = calloc(groups * count * lanes, sizeof *points);
            struct layer_jacobian *got = calloc(groups * lanes, sizeof *got);
            uint8_t *negative = calloc(groups * count * lanes, 1), *flags = calloc(groups, 1),
                    *infinite = calloc(groups, 1);
            unsigned *want = calloc(groups * lanes, sizeof *want);
            /* Only places in it count; nothing is read. The generator's tables are the larger ones. */
            struct line *const tables = malloc(comb_bytes(generator));
            for (size_t lane = 0; lane < groups * lanes; lane++) {
                /* Odd scalars below 2·order stand for all residues: the real n has nothing to do with this group. */
                seed = seed * 6364136223846793005u + 1442695040888963407u;
                const unsigned u1 = (unsigned)(seed >> 33) % order * 2 + 1, u2 = (unsigned)(seed >> 20) % order * 2 + 1;
                const unsigned q = (unsigned)(seed >> 45) % (order - 1) + 1;
                const struct line *lines[128];
                uint8_t signs[128] = {0};
                recode_comb(key, (struct words){{u2, 0, 0, 0}}, tables, lines, 1, signs, 0);
                recode_comb(generator, (struct words){{u1, 0, 0, 0}}, tables, lines + key_points, 1, signs + key_points, 0);
                /* Now and then the blind makes the sum infinite, or is what it is added to. */
                const unsigned rest = (unsigned)((u1 + (uint64_t)u2 * q) % order), dice = (unsigned)(seed >> 59);
                unsigned t = (unsigned)(seed >> 10) % (order - 1) + 1;
                if (rest != 0 && dice < 4) t = order - rest;
                if (rest != 0 && dice == 4) t = rest;
                points[(lane / lanes * count + blind) * lanes + lane % lanes] = point_into(&f, &multiples[t]);
                for (unsigned i = 0; i < blind; i++) {
                    const bool of_key = i < key_points;
                    const size_t place = (size_t)(lines[i] - tables);
                    const unsigned scalar = entry_scalar(of_key ? key : generator, place, of_key ? q : 1, order);
                    const size_t at = (lane / lanes * count + i) * lanes + lane % lanes;
                    /* A table entry that is infinity has no line; any other point keeps the lane's sum defined. */
                    if (scalar == 0) want[lane] = UINT32_MAX;
                    points[at] = point_into(&f, &multiples[scalar ? scalar : 1]);
                    negative[at] = signs[i];
                }
                if (want[lane] != UINT32_MAX) want[lane] = (rest + t) % order;
            }
            layer->multi_sum(got, key, points, negative, groups, flags, infinite);
            for (size_t lane = 0; lane < groups * lanes; lane++) {
                if (want[lane] == UINT32_MAX) continue;
                const bool flagged = flags[lane / lanes] >> lane % lanes & 1;
                if (infinite[lane / lanes] >> lane % lanes & 1) {
                    infinities++;
                    EXPECT(out, want[lane] == 0, "%s: infinity in a group of order %u, columns %u, wanted %u", kernel, order,
                           key->columns, want[lane]);
                    continue;
                }
                noticed += flagged;
                unnoticed += !flagged;
                EXPECT(out, flagged || same_jacobian(&f, &got[lane], &multiples[want[lane]]),
                       "%s: sum in a group of order %u, columns %u, wanted %u", kernel, order, key->columns, want[lane]);
            }
            free(points), free(got), free(negative), free(flags), free(infinite), free(want), free(tables);
        }
        free(multiples);
    }
    EXPECT(out, infinities > 0, "no sum was infinite");
    EXPECT(out, noticed > 0 && unnoticed > noticed / 2, "%llu sums were exceptional, %llu were not",
           (unsigned long long)noticed, (unsigned long long)unnoticed);
    out->slow_path = noticed;
    out->complete = infinities;
    out->items = noticed + unnoticed;
}
