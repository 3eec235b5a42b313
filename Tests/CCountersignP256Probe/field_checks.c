/* Field and scalar arithmetic against plain integers, at the extremes of the ranges and at random. */

#include "layers.h"
#include "report.h"

#include "../../Sources/CCountersignP256/scalar.h"

static uint64_t next(uint64_t *state)
{
    *state += 0x9e3779b97f4a7c15u; /* SplitMix64 */
    uint64_t z = *state;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return z ^ z >> 31;
}

const struct layer *layer_named(const char *kernel)
{
    const struct layer *layers[LAYERS_MAX];
    const size_t count = layers_here(layers);
    for (size_t i = 0; i < count; i++) {
        if (strcmp(layers[i]->name, kernel) == 0) return layers[i];
    }
    return NULL;
}

const char *countersign_probe_layer(size_t index)
{
    const struct layer *layers[LAYERS_MAX];
    return index < layers_here(layers) ? layers[index]->name : NULL;
}

/* Below 2^256: small, next to a power of two, words and limbs of zeros and ones, next to m, random. */
static struct plain pick_any(uint64_t *state, const struct plain *m)
{
    struct plain a = plain_of(next(state) % 4), b;
    switch (next(state) % 8) {
    case 0: return a;
    case 1: return plain_difference(*m, plain_sum(a, plain_of(1), NULL), NULL);
    case 2: /* 2^i ± 2^j */
        a = b = plain_of(0);
        a.w[next(state) % 4] = (uint64_t)1 << next(state) % 64;
        b.w[next(state) % 4] = (uint64_t)1 << next(state) % 64;
        return next(state) % 2 ? plain_difference(a, b, NULL) : plain_sum(a, b, NULL);
    case 3: /* words */
        for (int i = 0; i < 4; i++) a.w[i] = next(state) % 3 == 0 ? 0 : next(state) % 2 ? UINT64_MAX : next(state);
        return a;
    case 4: /* limbs of 52, 32 and 26 bits, each zero, ones or one bit */
    case 5: {
        static const unsigned widths[] = {52, 32, 26};
        const unsigned width = widths[next(state) % 3];
        a = plain_of(0);
        for (unsigned at = 0; at < 256; at += width) {
            const unsigned kind = (unsigned)(next(state) % 4);
            const unsigned one = (unsigned)(next(state) % width);
            for (unsigned i = 0; i < width && at + i < 256; i++) {
                const bool bit = kind == 0 ? false : kind == 1 ? i == one : kind == 2 ? true : i != one;
                a.w[(at + i) / 64] |= (uint64_t)bit << (at + i) % 64;
            }
        }
        return a;
    }
    default:
        for (int i = 0; i < 4; i++) a.w[i] = next(state);
        return a;
    }
}

static struct plain pick(uint64_t *state, const struct plain *m) { return plain_reduce(pick_any(state, m), m); }

void countersign_probe_field(const char *kernel, uint64_t seed, uint64_t rounds, countersign_probe_report *out)
{
    memset(out, 0, sizeof *out);
    const struct layer *layer = layer_named(kernel);
    EXPECT(out, layer, "%s has no layer", kernel);
    if (!layer) return;
    const struct plain *p = &plain_p;
    struct plain r = plain_of(1);
    for (unsigned i = 0; i < layer->form; i++) r = plain_add(r, r, p);
    const struct plain r_inverse = plain_invert(r, p), r_square = plain_multiply(r, r, p);
    for (uint64_t round = 0; round < rounds; round++) {
        struct layer_value a[8], b[8];
        struct plain got[8], any[8];
        unsigned zeros = 0;
        for (unsigned l = 0; l < layer->lanes; l++) {
            a[l] = (struct layer_value){pick(&seed, p), (unsigned)next(&seed) % (layer->multiples + 1)};
            b[l] = (struct layer_value){pick(&seed, p), (unsigned)next(&seed) % (layer->multiples + 1)};
            any[l] = pick_any(&seed, p);
            if (next(&seed) % 16 == 0) b[l].number = a[l].number;
            if (plain_is_zero(a[l].number)) zeros |= 1u << l;
        }
        for (int operation = 0; operation < LAYER_OPERATIONS; operation++) {
            layer->binary((enum layer_operation)operation, got, a, b);
            for (unsigned l = 0; l < layer->lanes; l++) {
                struct plain want = a[l].number;
                switch (operation) {
                case LAYER_MULTIPLY: want = plain_multiply(plain_multiply(want, b[l].number, p), r_inverse, p); break;
                case LAYER_SQUARE:
                case LAYER_MULTIPLY_ALIASED: want = plain_multiply(plain_multiply(want, want, p), r_inverse, p); break;
                case LAYER_SUBTRACT: want = plain_subtract(want, b[l].number, p); break;
                default: break;
                }
                EXPECT(out, plain_compare(got[l], want) == 0, "%s: operation %d, lane %u, round %llu", kernel, operation, l,
                       (unsigned long long)round);
            }
        }
        EXPECT(out, layer->zeros(a) == zeros, "%s: zero mask, round %llu", kernel, (unsigned long long)round);
        layer->from_words(got, any);
        for (unsigned l = 0; l < layer->lanes; l++) {
            EXPECT(out, plain_compare(got[l], plain_multiply(any[l], r, p)) == 0, "%s: from words, lane %u", kernel, l);
        }
        if (round % 16) continue;
        /* a R → R/a: its product with a R is R². */
        const bool inverted = layer->invert(got, a);
        EXPECT(out, inverted == (zeros == 0), "%s: inverts zero", kernel);
        for (unsigned l = 0; inverted && l < layer->lanes; l++) {
            EXPECT(out, plain_compare(plain_multiply(got[l], a[l].number, p), r_square) == 0, "%s: inverse, lane %u",
                   kernel, l);
        }
    }
}

static struct words as_words(struct plain a) { return (struct words){{a.w[0], a.w[1], a.w[2], a.w[3]}}; }
static struct plain as_plain(struct words a) { return (struct plain){{a.w[0], a.w[1], a.w[2], a.w[3]}}; }

void countersign_probe_scalars(uint64_t seed, uint64_t rounds, countersign_probe_report *out)
{
    memset(out, 0, sizeof *out);
    const struct plain *n = &plain_n;
    struct plain r = plain_of(1);
    for (unsigned i = 0; i < 256; i++) r = plain_add(r, r, n);
    const struct plain r_inverse = plain_invert(r, n);
    for (uint64_t round = 0; round < rounds; round++) {
        /* a · b < 2^256 · n: one of them may be any 256-bit integer. */
        const struct plain a = pick_any(&seed, n), b = pick(&seed, n);
        struct words x = as_words(a), y = as_words(b), z;
        scalar_multiply(&z, &x, &y);
        EXPECT(out, plain_compare(as_plain(z), plain_multiply(plain_multiply(a, b, n), r_inverse, n)) == 0,
               "scalar product, round %llu", (unsigned long long)round);
        EXPECT(out, scalar_in_range(&x) == (!plain_is_zero(a) && plain_compare(a, *n) < 0), "range, round %llu",
               (unsigned long long)round);
        if (round % 4) continue;
        const struct plain c = pick(&seed, &plain_p);
        if (!plain_is_zero(b)) {
            countersign_invert_n(&z, &y);
            EXPECT(out, plain_compare(as_plain(z), *n) < 0 &&
                            plain_compare(plain_multiply(as_plain(z), b, n), plain_of(1)) == 0,
                   "inverse mod n, round %llu", (unsigned long long)round);
        }
        if (!plain_is_zero(c)) {
            x = as_words(c);
            countersign_invert_p(&z, &x);
            EXPECT(out, plain_compare(as_plain(z), plain_p) < 0 &&
                            plain_compare(plain_multiply(as_plain(z), c, &plain_p), plain_of(1)) == 0,
                   "inverse mod p, round %llu", (unsigned long long)round);
        }
    }
}
