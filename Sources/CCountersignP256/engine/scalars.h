/*
 * From signatures to lines: u1 = digest/s and u2 = r/s mod n (FIPS 186-5 section 6.4.2) with one inversion
 * for the whole batch, then the line and sign of every point.
 *
 * A kernel that defines KERNEL_SCALARS (a header's name) brings its own scalars_prepare with the same duty:
 *   for each lane of groups 0 … e->groups-1 (lanes beyond in->count repeat the last item):
 *   - bit in e->in_range[group]: r and s in 1 … n-1; a lane that is not takes dummy scalars (any fixed ones);
 *   - e->r[group]: r in Montgomery form (1 for a bad lane);
 *   - lines and signs (struct pass): key points 0 … e->line_offset-1 (comb of in->key from the item's table,
 *     or WINDOW_COUNT windows from e->windows + item · WINDOW_ENTRIES), then the generator's from `generator`,
 *     those of u1 - blind->scalar mod n, then blind->line. All signs of the group are written.
 */

/* Scalars of lanes that are rejected anyway: they must only keep out of the others' way. */
static const struct words dummy_u1 = {{0x243f6a8885a308d3u, 0x13198a2e03707344u, 0xa4093822299f31d0u, 0x082efa98ec4e6c89u}};
static const struct words dummy_u2 = {{0x452821e638d01377u, 0xbe5466cf34e90c6cu, 0xc0ac29b7c97c50ddu, 0x3f84d5b5b5470917u}};

ALWAYS_INLINE const uint8_t *item_at(const struct batch_input *in, size_t i)
{
    return in->items + (i < in->count ? i : in->count - 1) * in->stride;
}

/* Behind the signature, an item holds its key or its table. */
ALWAYS_INLINE const uint8_t *item_key(const struct batch_input *in, size_t i)
{
    return item_at(in, i) + sizeof(countersign_p256_signature);
}

ALWAYS_INLINE const struct line *item_table(const struct batch_input *in, size_t i)
{
    const void *lines;
    memcpy(&lines, item_at(in, i) + offsetof(countersign_p256_enrolled_item, table.lines), sizeof lines);
    return lines;
}

#ifdef KERNEL_SCALARS
#include KERNEL_SCALARS
#else

static void scalars_recode(struct state *e, const struct batch_input *in, const struct line *generator,
                           const struct blind *blind, size_t i, const struct words *u1, const struct words *u2)
{
    const size_t group = i / KERNEL_LANES;
    const unsigned lane = i % KERNEL_LANES;
    const struct line **lines = e->lines + group * LINES_PER_GROUP * KERNEL_LANES + lane;
    uint8_t *signs = e->signs + group * LINES_PER_GROUP;
    if (lane == KERNEL_LANES - 1) memset(signs, 0, LINES_PER_GROUP); /* the first lane to come */
    if (in->key) {
        recode_comb(in->key, *u2, item_table(in, i), lines, KERNEL_LANES, signs, lane);
    } else {
#if KERNEL_LANES == 1
        e->u2[i] = *u2;
#else
        recode_windows(*u2, e->windows + i * WINDOW_ENTRIES, lines, KERNEL_LANES, signs, lane);
#endif
    }
    recode_comb(countersign_comb_of_generator(in->key), *u1, generator, lines + e->line_offset * KERNEL_LANES, KERNEL_LANES,
                signs + e->line_offset, lane);
    lines[e->blind_line * KERNEL_LANES] = &blind->line;
}

static void scalars_prepare(struct state *e, const struct batch_input *in, const struct line *generator,
                            const struct blind *blind)
{
    /* Two chains of products, so that their multiplications overlap. */
    const struct words n = WORDS_N, r2 = SCALAR_R2, one = SCALAR_ONE;
    struct words chain[2] = {one, one};
    const size_t lanes = e->groups * KERNEL_LANES;
    memset(e->in_range, 0, e->groups);
    for (size_t i = 0; i < lanes; i++) {
        const uint8_t *item = item_at(in, i);
        struct words r = words_from_bytes(item + offsetof(countersign_p256_signature, r));
        struct words s = words_from_bytes(item + offsetof(countersign_p256_signature, s));
        bool good = scalar_in_range(&r) && scalar_in_range(&s);
        e->in_range[i / KERNEL_LANES] |= (lane_mask)(good << i % KERNEL_LANES);
        if (good) scalar_multiply(&e->s[i], &s, &r2);
        else e->s[i] = one;
        e->product[i] = chain[i & 1];
        scalar_multiply(&chain[i & 1], &chain[i & 1], &e->s[i]);
    }
    struct words all, inverse;
    scalar_multiply(&all, &chain[0], &chain[1]);
    countersign_invert_n(&inverse, &all);
    scalar_multiply(&inverse, &inverse, &r2);
    scalar_multiply(&inverse, &inverse, &r2);
    scalar_multiply(&all, &inverse, &chain[1]);
    scalar_multiply(&chain[1], &inverse, &chain[0]);
    chain[0] = all;
    e->statistics.inversions++;

    for (size_t group = 0; group < e->groups; group++) {
        struct words r_lanes[KERNEL_LANES];
        for (unsigned lane = 0; lane < KERNEL_LANES; lane++) {
            bool good = e->in_range[group] >> lane & 1;
            const uint8_t *item = item_at(in, group * KERNEL_LANES + lane);
            r_lanes[lane] = good ? words_from_bytes(item + offsetof(countersign_p256_signature, r))
                                 : (struct words){{1, 0, 0, 0}};
        }
        field_from_words(&e->r[group], r_lanes);
    }
    for (size_t i = lanes; i-- > 0;) {
        struct words w, digest, r, u1 = dummy_u1, u2 = dummy_u2;
        scalar_multiply(&w, &chain[i & 1], &e->product[i]); /* 1/s, Montgomery */
        scalar_multiply(&chain[i & 1], &chain[i & 1], &e->s[i]);
        if (e->in_range[i / KERNEL_LANES] >> i % KERNEL_LANES & 1) {
            const uint8_t *item = item_at(in, i);
            digest = words_from_bytes(item + offsetof(countersign_p256_signature, digest));
            r = words_from_bytes(item + offsetof(countersign_p256_signature, r));
            if (!words_below(&digest, &n)) words_subtract(&digest, &digest, &n);
            scalar_multiply(&u1, &digest, &w);
            scalar_multiply(&u2, &r, &w);
        }
        if (words_subtract(&u1, &u1, &blind->scalar)) words_add(&u1, &u1, &n);
        scalars_recode(e, in, generator, blind, i, &u1, &u2);
    }
}

#endif
