#include "cases.h"

#include <string.h>

uint64_t cases_random(struct case_source *source)
{
    source->random += 0x9e3779b97f4a7c15u; /* SplitMix64 */
    uint64_t z = source->random;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return z ^ z >> 31;
}

static struct plain random_integer(struct case_source *source)
{
    struct plain a;
    for (int i = 0; i < 4; i++) a.w[i] = cases_random(source);
    return a;
}

static struct plain random_scalar(struct case_source *source)
{
    struct plain a;
    do a = plain_reduce(random_integer(source), &plain_n);
    while (plain_is_zero(a));
    return a;
}

static struct plain product(struct plain a, struct plain b) { return plain_multiply(a, b, &plain_n); }

/* The index of a key, added if it is new. */
static unsigned key_index(struct case_source *source, const uint8_t key[64], bool good)
{
    for (unsigned i = 0; i < source->key_count; i++) {
        if (memcmp(source->keys[i], key, 64) == 0) return i;
    }
    if (source->key_count == CASE_KEYS_MAX) return CASE_KEYS_MAX - 1;
    memcpy(source->keys[source->key_count], key, 64);
    source->good[source->key_count] = good;
    return source->key_count++;
}

static unsigned point_index(struct case_source *source, const struct plain_point *point)
{
    uint8_t key[64];
    plain_point_to_bytes(key, point);
    return key_index(source, key, plain_on_curve(point));
}

static void put(struct labelled *out, struct plain e, struct plain r, struct plain s, unsigned key, bool valid,
                const char *kind)
{
    plain_to_bytes(out->signature.digest, e);
    plain_to_bytes(out->signature.r, r);
    plain_to_bytes(out->signature.s, s);
    out->key = key;
    out->verdict = valid ? COUNTERSIGN_P256_VALID : COUNTERSIGN_P256_INVALID;
    out->kind = kind;
}

/* ---- Crafted: u1·G + u2·Q = R by choice of s and digest ---- */

static void craft(struct case_source *source, struct plain e, struct plain r, struct plain s, unsigned key, bool valid,
                  const char *kind)
{
    if (source->crafted_count == CASE_CRAFTED_MAX) return;
    struct labelled *out = &source->crafted[source->crafted_count++];
    put(out, e, r, s, key, valid, kind);
    if (plain_is_zero(s) || plain_is_zero(r)) out->verdict = COUNTERSIGN_P256_BAD_RANGE;
    if (!source->good[key]) out->verdict = COUNTERSIGN_P256_BAD_KEY;
}

/* The signature of given scalars whose sum is `sum`, and a wrong one beside it. */
static void craft_scalars(struct case_source *source, struct plain u1, struct plain u2, const struct plain_point *q,
                          const struct plain_point *sum, const char *kind)
{
    struct plain r = sum->infinite ? random_scalar(source) : plain_reduce(sum->x, &plain_n);
    if (plain_is_zero(u2) || plain_is_zero(r)) return;
    const unsigned key = point_index(source, q);
    struct plain s = product(r, plain_invert(u2, &plain_n)), e = product(u1, s);
    craft(source, e, r, s, key, !sum->infinite, kind);
    if (plain_is_zero(e)) return; /* the negative of R has the same x */
    /* The same scalars, and an r that is not their sum's. */
    struct plain other = plain_add(r, plain_of(1), &plain_n);
    if (plain_is_zero(other)) return;
    s = product(other, plain_invert(u2, &plain_n));
    craft(source, product(u1, s), other, s, key, false, kind);
}

/* Q = d·G, so that R = (u1 + u2·d)·G; then the same with u1 as it will be without the blind. */
static void craft_multiple(struct case_source *source, struct plain u1, struct plain u2, struct plain d,
                           const struct plain_point *q, const char *kind)
{
    for (int blinded = 0; blinded < 2; blinded++) {
        const struct plain k = plain_add(u1, product(u2, d), &plain_n);
        const struct plain_point sum = plain_point_multiply(k, plain_generator);
        craft_scalars(source, u1, u2, q, &sum, kind);
        u1 = plain_add(u1, source->blind, &plain_n);
    }
}

static struct plain minus(struct plain a) { return plain_subtract(plain_of(0), a, &plain_n); }

/* -Σ 2^j over the positions j < length of column 0: what that column of a comb makes of a scalar of 1. */
static struct plain first_column_of_one(unsigned length, unsigned columns)
{
    struct plain sum = plain_of(0), power = plain_of(1);
    for (unsigned j = 0; j < length; j++) {
        if (j % columns == 0) sum = plain_add(sum, power, &plain_n);
        power = plain_add(power, power, &plain_n);
    }
    return minus(sum);
}

/*
 * R = 2·C, where C is the point that joins last (columns 0 of both combs, and the blind): 2·S + C adds equal points.
 * R = 3·C: (S + C) + S, as kernels with an affine ladder have it, does. Of the combs of every table size, and of
 * unknown keys; the first crafted cases, four per path.
 */
static void craft_last_doublings(struct case_source *source)
{
    static const unsigned combs[][3] = {/* positions of the key's and the generator's comb, columns */
        {0, 256, 8}, {260, 260, 26}, {260, 260, 13}, {264, 264, 11}, {256, 256, 8}, {256, 260, 4}};
    for (unsigned i = 0; i < 2 * sizeof combs / sizeof combs[0]; i++) {
        /* u1 - t = u2 = 1 under d·G: 1 + t + d = times·(d·c + c' + t) */
        const unsigned *comb = combs[i / 2];
        const struct plain one = plain_of(1), times = plain_of(2 + i % 2);
        const struct plain of_key = product(times, first_column_of_one(comb[0], comb[2]));
        struct plain d = product(times, plain_add(first_column_of_one(comb[1], comb[2]), source->blind, &plain_n));
        d = plain_subtract(d, plain_add(one, source->blind, &plain_n), &plain_n);
        d = product(d, plain_invert(plain_subtract(one, of_key, &plain_n), &plain_n));
        const struct plain_point q = plain_point_multiply(d, plain_generator);
        const struct plain u1 = plain_add(one, source->blind, &plain_n);
        const struct plain_point sum = plain_point_multiply(plain_add(u1, d, &plain_n), plain_generator);
        craft_scalars(source, u1, one, &q, &sum, "the last addition doubles");
    }
}

/* u2·Q is opposite to what the generator's column 7 adds to it, under unknown keys and one lane: u1 - t = 1, of which
 * that column is 2^248 - Σ 2^8m over m < 31, and u2 = 2^200, which is 2^193 there. The signature is valid. */
static void craft_opposite_on_the_way(struct case_source *source)
{
    const struct plain one = plain_of(1), u1 = plain_add(one, source->blind, &plain_n);
    struct plain column = plain_of(0), u2 = plain_of(0), there = plain_of(0), top = plain_of(0);
    top.w[3] = (uint64_t)1 << 56, u2.w[3] = 1 << 8, there.w[3] = 1 << 1;
    for (unsigned m = 0; m < 31; m++) column.w[m / 8] |= (uint64_t)1 << m % 8 * 8;
    column = plain_subtract(top, column, &plain_n);
    const struct plain d = minus(product(column, plain_invert(there, &plain_n)));
    const struct plain_point q = plain_point_multiply(d, plain_generator);
    const struct plain_point sum = plain_point_multiply(plain_add(u1, product(u2, d), &plain_n), plain_generator);
    craft_scalars(source, u1, u2, &q, &sum, "opposite points on the way");
}

static void craft_small_multiples(struct case_source *source)
{
    static const uint64_t small[] = {1, 2, 3, 5, 8, 16, 31, 256};
    struct plain ones = {{UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX}};
    for (unsigned i = 0; i < 2 * sizeof small / sizeof small[0]; i++) {
        struct plain d = plain_of(small[i / 2]);
        if (i & 1) d = minus(d);
        struct plain_point q = plain_point_multiply(d, plain_generator);
        struct plain u = random_scalar(source), v = random_scalar(source);
        struct plain bit = plain_of(0);
        bit.w[cases_random(source) % 4] = (uint64_t)1 << cases_random(source) % 56;
        craft_multiple(source, product(u, d), u, d, &q, "u1·G = u2·Q");
        craft_multiple(source, minus(product(u, d)), u, d, &q, "u1·G = -u2·Q, the sum is infinity");
        craft_multiple(source, u, u, d, &q, "u1 = u2, Q a small multiple of ±G");
        craft_multiple(source, plain_of(0), u, d, &q, "u1 = 0, Q a small multiple of ±G");
        craft_multiple(source, minus(plain_of(1)), minus(plain_of(1)), d, &q, "u1 = u2 = n - 1");
        craft_multiple(source, plain_of(1), plain_of(1), d, &q, "u1 = u2 = 1");
        craft_multiple(source, u, plain_of(cases_random(source) % 64 + 1), d, &q, "small u2");
        craft_multiple(source, plain_of(cases_random(source) % 64), u, d, &q, "small u1");
        craft_multiple(source, bit, u, d, &q, "u1 is one bit");
        craft_multiple(source, u, bit, d, &q, "u2 is one bit");
        craft_multiple(source, minus(plain_of(cases_random(source) % 40 + 1)),
                       minus(plain_of(cases_random(source) % 40 + 1)), d, &q, "u1 and u2 just below n");
        craft_multiple(source, plain_reduce(ones, &plain_n), v, d, &q, "all-ones u1");
    }
}

/* Every column of key and generator meets its like, and the sum is infinity: u1 = t/2, u2 = -t/2 under G itself. The
 * complete formulas must know that as well. */
static void craft_hidden_infinity(struct case_source *source)
{
    const struct plain half = product(source->blind, plain_invert(plain_of(2), &plain_n));
    const struct plain_point infinity = {plain_of(0), plain_of(0), true};
    craft_scalars(source, half, minus(half), &plain_generator, &infinity, "infinity behind an exception");
}

/* R with a chosen x: Q = (R - u1·G)/u2. */
static void craft_result(struct case_source *source, struct plain x, const char *kind, bool also_wrapped)
{
    struct plain_point r = plain_lift(x);
    while (r.infinite) r = plain_lift(x = plain_sum(x, plain_of(1), NULL));
    struct plain u1 = plain_add(source->column_blind, plain_of(1), &plain_n), u2 = random_scalar(source);
    struct plain_point q;
    /* With that blind, u1 - t = 1: the blind meets its like. */
    for (int exceptional = 1; exceptional >= 0; exceptional--) {
        if (!exceptional) u1 = random_scalar(source);
        q = plain_point_multiply(u1, plain_generator);
        q = plain_point_add(r, plain_point_negate(q));
        q = plain_point_multiply(plain_invert(u2, &plain_n), q);
        craft_scalars(source, u1, u2, &q, &r, kind);
    }
    struct plain_point alone = plain_point_multiply(plain_invert(u2, &plain_n), r);
    craft_scalars(source, plain_of(0), u2, &alone, &r, kind);
    if (!also_wrapped) return;
    /* r' with r' + n = x + p: right only for one who forgets that r' + n must be below p. */
    struct plain wrapped = plain_sum(plain_difference(plain_p, plain_n, NULL), x, NULL);
    struct plain s = product(wrapped, plain_invert(u2, &plain_n));
    craft(source, product(u1, s), wrapped, s, point_index(source, &q), false, "r + n is above p");
}

static void craft_keys(struct case_source *source)
{
    /* Keys with a small x, x = 0 among them; nobody knows their secrets, but u1 and u2 make a signature. */
    struct plain x = plain_of(0);
    for (int i = 0; i < 3; i++, x = plain_sum(x, plain_of(1), NULL)) {
        struct plain_point q = plain_lift(x);
        while (q.infinite) q = plain_lift(x = plain_sum(x, plain_of(1), NULL));
        struct plain u1 = random_scalar(source), u2 = random_scalar(source);
        struct plain_point sum = plain_point_add(plain_point_multiply(u1, plain_generator), plain_point_multiply(u2, q));
        craft_scalars(source, u1, u2, &q, &sum, "key with a small x");
        /* The same point written as x + p: no key. */
        struct labelled again = source->crafted[source->crafted_count - 2];
        uint8_t key[64];
        plain_to_bytes(key, plain_sum(x, plain_p, NULL));
        plain_to_bytes(key + 32, q.y);
        again.key = key_index(source, key, false);
        again.verdict = COUNTERSIGN_P256_BAD_KEY;
        again.kind = "key with x + p";
        source->crafted[source->crafted_count++] = again;
    }
    uint8_t key[64];
    memset(key, 0, sizeof key);
    craft(source, plain_of(1), plain_of(1), plain_of(1), key_index(source, key, false), false, "key of zeros");
    memset(key, 0xff, sizeof key);
    craft(source, plain_of(1), plain_of(1), plain_of(1), key_index(source, key, false), false, "key of ones");
    plain_to_bytes(key, plain_p);
    plain_to_bytes(key + 32, plain_p);
    craft(source, plain_of(1), plain_of(1), plain_of(1), key_index(source, key, false), false, "key (p, p)");
}

/* Special r and s crossed. */
static void craft_ranges(struct case_source *source)
{
    const struct plain top = {{UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX}};
    const struct plain values[] = {
        plain_of(0), plain_of(1), plain_difference(plain_n, plain_of(1), NULL), plain_n,
        plain_sum(plain_n, plain_of(1), NULL), plain_p, top};
    enum { VALUES = sizeof values / sizeof values[0] };
    for (int i = 0; i < VALUES; i++) {
        for (int j = 0; j < VALUES; j++) {
            unsigned key = (unsigned)cases_random(source) % (2 * CASE_SIGNERS);
            craft(source, random_integer(source), values[i], values[j], key, false, "special r and s");
            bool good = i > 0 && i < 3 && j > 0 && j < 3;
            if (!good) source->crafted[source->crafted_count - 1].verdict = COUNTERSIGN_P256_BAD_RANGE;
        }
    }
}

void cases_make(struct case_source *source, uint64_t seed)
{
    memset(source, 0, sizeof *source);
    source->random = seed;
    source->blind = random_scalar(source);
    source->column_blind = first_column_of_one(256, 8);
    for (unsigned i = 0; i < CASE_SIGNERS; i++) {
        struct plain d = random_scalar(source);
        struct plain_point q = plain_point_multiply(d, plain_generator), negative = plain_point_negate(q);
        source->secrets[point_index(source, &q)] = d;
        source->secrets[point_index(source, &negative)] = minus(d);
    }
    struct plain k = random_scalar(source), step = random_scalar(source);
    struct plain_point point = plain_point_multiply(k, plain_generator);
    const struct plain_point distance = plain_point_multiply(step, plain_generator);
    for (unsigned i = 0; i < CASE_NONCES; i++) {
        source->nonces[i].r = plain_reduce(point.x, &plain_n);
        source->nonces[i].inverse = plain_invert(k, &plain_n);
        k = plain_add(k, step, &plain_n);
        point = plain_point_add(point, distance);
    }
    craft_last_doublings(source);
    craft_opposite_on_the_way(source);
    craft_hidden_infinity(source);
    craft_small_multiples(source);
    for (uint64_t i = 0; i < 8; i++) {
        craft_result(source, plain_of(i * 7), "small x of R", true);
        craft_result(source, plain_sum(plain_n, plain_of(i * 7 + 1), NULL), "x of R is n or more", false);
        craft_result(source, plain_difference(plain_p, plain_of(i * 9 + 9), NULL), "x of R is n or more, near p", false);
        craft_result(source, plain_difference(plain_n, plain_of(i * 9 + 9), NULL), "x of R just below n", false);
    }
    craft_keys(source);
    craft_ranges(source);
}

/* ---- At random ---- */

static struct plain special_digest(struct case_source *source)
{
    struct plain e = random_integer(source);
    switch (cases_random(source) % 64) {
    case 0: return plain_of(0);
    case 1: return plain_n;
    case 2: return plain_of(1);
    case 3: return plain_sum(plain_n, plain_of(1), NULL);
    case 4: return plain_difference(plain_n, plain_of(1), NULL);
    case 5: return (struct plain){{UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX}};
    case 6: e.w[3] = 0; return e;
    case 7: e.w[3] = UINT64_MAX; return e;
    default: return e;
    }
}

void cases_valid(struct case_source *source, struct labelled *out, unsigned signer)
{
    struct plain e, r, s;
    do {
        const unsigned nonce = (unsigned)cases_random(source) % CASE_NONCES;
        e = special_digest(source);
        r = source->nonces[nonce].r;
        s = product(source->nonces[nonce].inverse, plain_add(e, product(r, source->secrets[signer]), &plain_n));
    } while (plain_is_zero(s));
    put(out, e, r, s, signer, true, "valid");
}

static bool in_range(struct plain a) { return !plain_is_zero(a) && plain_compare(a, plain_n) < 0; }

/* A key that is no point, one bit beside a good one. */
static void spoil_key(struct case_source *source, struct labelled *out)
{
    uint8_t key[64];
    memcpy(key, source->keys[out->key], 64);
    key[cases_random(source) % 64] ^= (uint8_t)(1u << cases_random(source) % 8);
    const struct plain_point q = {plain_from_bytes(key), plain_from_bytes(key + 32), false};
    if (source->key_count >= CASE_KEYS_MAX - 8) return; /* enough of them */
    out->key = key_index(source, key, plain_on_curve(&q));
    out->verdict = COUNTERSIGN_P256_BAD_KEY;
    out->kind = "key not on the curve";
}

void cases_mutated(struct case_source *source, struct labelled *out, unsigned mutation)
{
    const unsigned signer = (unsigned)cases_random(source) % (2 * CASE_SIGNERS);
    cases_valid(source, out, signer);
    struct plain e = plain_from_bytes(out->signature.digest);
    struct plain r = plain_from_bytes(out->signature.r), s = plain_from_bytes(out->signature.s);
    struct plain changed;
    const bool zero_digest = plain_is_zero(plain_reduce(e, &plain_n));
    const unsigned bit = (unsigned)cases_random(source) % 256;
    unsigned carry;
    bool valid = false;
    unsigned key = signer;
    const char *kind = "valid";
    switch (mutation) {
    case 1: e.w[bit / 64] ^= (uint64_t)1 << bit % 64, kind = "a bit of the digest"; break;
    case 2: r.w[bit / 64] ^= (uint64_t)1 << bit % 64, kind = "a bit of r"; break;
    case 3:
        changed = s;
        changed.w[bit / 64] ^= (uint64_t)1 << bit % 64, kind = "a bit of s";
        valid = plain_compare(plain_add(changed, s, &plain_n), plain_of(0)) == 0;
        s = changed;
        break;
    case 4: s = minus(s), valid = true, kind = "n - s"; break;
    case 5: key = (signer + 2) % (2 * CASE_SIGNERS), kind = "another key"; break;
    case 6: key = signer ^ 1, valid = zero_digest, kind = "the negative of the key"; break;
    case 7: r = plain_of(0), kind = "r = 0"; break;
    case 8: s = plain_of(0), kind = "s = 0"; break;
    case 9: r = plain_n, kind = "r = n"; break;
    case 10: s = plain_n, kind = "s = n"; break;
    case 11: r = s = plain_of(0), kind = "r = s = 0"; break;
    case 12:
        changed = plain_sum(r, plain_n, &carry);
        if (carry) r = plain_p, kind = "r = p";
        else r = changed, kind = "r + n";
        break;
    case 13:
        changed = plain_sum(s, plain_n, &carry);
        if (carry) s = plain_p, kind = "s = p";
        else s = changed, kind = "s + n";
        break;
    case 14: r = minus(r), kind = "n - r"; break;
    case 15: changed = r, r = s, s = changed, kind = "r and s swapped"; break;
    case 16:
        changed = plain_sum(e, plain_n, &carry);
        if (!carry) e = changed;
        else if (plain_compare(e, plain_n) >= 0) e = plain_difference(e, plain_n, NULL);
        valid = true, kind = "another digest of the same residue";
        break;
    case 17: s = plain_of(1), valid = false, kind = "s = 1"; break;
    case 18: e = minus(e), valid = zero_digest, kind = "the negative digest"; break;
    case 19: r = plain_add(r, plain_of(1), &plain_n), kind = "r + 1"; break;
    case 20: r = (struct plain){{UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX}}, kind = "r = 2^256 - 1"; break;
    case 21: s = (struct plain){{UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX}}, kind = "s = 2^256 - 1"; break;
    case 22: spoil_key(source, out); return;
    case 23: *out = source->crafted[cases_random(source) % source->crafted_count]; return;
    default: return;
    }
    put(out, e, r, s, key, valid, kind);
    if (!in_range(r) || !in_range(s)) out->verdict = COUNTERSIGN_P256_BAD_RANGE;
}

void cases_next(struct case_source *source, struct labelled *out)
{
    const unsigned dice = (unsigned)(cases_random(source) >> 32) % 96;
    if (dice < 48) cases_valid(source, out, (unsigned)cases_random(source) % (2 * CASE_SIGNERS));
    else if (dice < 80) cases_mutated(source, out, dice % (CASE_MUTATIONS - 2) + 1);
    else if (dice < 82) cases_mutated(source, out, CASE_MUTATIONS - 2);
    /* Crafted cases cost a hundred times as much as others in a kernel: few of them. */
    else if (dice < 84) cases_mutated(source, out, CASE_MUTATIONS - 1);
    else cases_mutated(source, out, dice % 3 + 1);
}

uint8_t cases_judge(const struct case_source *source, const struct labelled *one)
{
    const uint8_t *key = source->keys[one->key];
    const struct plain_point q = {plain_from_bytes(key), plain_from_bytes(key + 32), false};
    const struct plain r = plain_from_bytes(one->signature.r), s = plain_from_bytes(one->signature.s);
    if (!plain_on_curve(&q)) return COUNTERSIGN_P256_BAD_KEY;
    if (!in_range(r) || !in_range(s)) return COUNTERSIGN_P256_BAD_RANGE;
    const struct plain w = plain_invert(s, &plain_n);
    const struct plain u1 = product(plain_from_bytes(one->signature.digest), w), u2 = product(r, w);
    const struct plain_point sum =
        plain_point_add(plain_point_multiply(u1, plain_generator), plain_point_multiply(u2, q));
    if (sum.infinite) return COUNTERSIGN_P256_INVALID;
    return plain_compare(plain_reduce(sum.x, &plain_n), r) == 0 ? COUNTERSIGN_P256_VALID : COUNTERSIGN_P256_INVALID;
}
