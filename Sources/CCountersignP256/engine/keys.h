/* Unknown keys: the check that they are points of the curve, and their odd multiples. */

#define CURVE_B ((struct words){{0x3bce3c3e27d2604bu, 0x651d06b0cc53b0f6u, 0xb3ebbd55769886bcu, 0x5ac635d8aa3a93e7u}})
#define GENERATOR_X ((struct words){{0xf4a13945d898c296u, 0x77037d812deb33a0u, 0xf8bce6e563a440f2u, 0x6b17d1f2e12c4247u}})
#define GENERATOR_Y ((struct words){{0xcbb6406837bf51f5u, 0x2bce33576b315eceu, 0x8ee7eb4a7c0f9e16u, 0x4fe342e2fe1a7f9bu}})

/* Points of up to KERNEL_LANES keys (x ‖ y). Returns the lanes that hold points of the curve with
 * coordinates below p; the others become the generator, so that every lane is a point of order n. */
static lane_mask keys_from_bytes(affine *q, const uint8_t *const keys[KERNEL_LANES])
{
    const struct words p = WORDS_P;
    struct words x[KERNEL_LANES], y[KERNEL_LANES], g[KERNEL_LANES], b[KERNEL_LANES];
    lane_mask good = 0;
    for (unsigned lane = 0; lane < KERNEL_LANES; lane++) {
        x[lane] = words_from_bytes(keys[lane]);
        y[lane] = words_from_bytes(keys[lane] + 32);
        b[lane] = CURVE_B;
        if (words_below(&x[lane], &p) && words_below(&y[lane], &p)) good |= (lane_mask)(1u << lane);
    }
    field left, right, t;
    field_from_words(&q->x, x);
    field_from_words(&q->y, y);

    /* y² - ((x² - 3) · x + b) */
    for (unsigned lane = 0; lane < KERNEL_LANES; lane++) x[lane] = (struct words){{3, 0, 0, 0}};
    field_from_words(&t, x);
    field_square(&right, &q->x);
    field_subtract(&right, &right, &t);
    field_multiply(&right, &right, &q->x);
    field_square(&left, &q->y);
    field_subtract(&left, &left, &right);
    field_from_words(&t, b);
    field_subtract(&left, &left, &t);
    good &= field_zero_mask(&left);

    const lane_mask bad = (lane_mask)~good & (lane_mask)((1u << KERNEL_LANES) - 1);
    if (bad) {
        for (unsigned lane = 0; lane < KERNEL_LANES; lane++) g[lane] = GENERATOR_X;
        field_from_words(&t, g);
        field_select(&q->x, bad, &t);
        for (unsigned lane = 0; lane < KERNEL_LANES; lane++) g[lane] = GENERATOR_Y;
        field_from_words(&t, g);
        field_select(&q->y, bad, &t);
    }
    return good;
}

/* Slot 0 of every group's key_slots. */
static void keys_load(struct state *e, const struct batch_input *in)
{
    for (size_t group = 0; group < e->groups; group++) {
        const uint8_t *keys[KERNEL_LANES];
        for (unsigned lane = 0; lane < KERNEL_LANES; lane++) keys[lane] = item_key(in, group * KERNEL_LANES + lane);
        e->good_key[group] = keys_from_bytes(&e->key_slots[group * MULTIPLE_SLOTS], keys);
    }
}

#if KERNEL_LANES > 1
/* Window tables: one cache line per multiple and lane. */
static void keys_store(struct state *e)
{
    for (size_t group = 0; group < e->groups; group++) {
        for (unsigned i = 0; i < MULTIPLES; i++) {
            struct line *to[KERNEL_LANES];
            for (unsigned lane = 0; lane < KERNEL_LANES; lane++) {
                to[lane] = e->windows + (group * KERNEL_LANES + lane) * WINDOW_ENTRIES + i;
            }
            point_store((struct line *const *)to, &e->key_slots[group * MULTIPLE_SLOTS + i]);
        }
    }
}
#else
static void keys_store(struct state *e) { (void)e; } /* slots are lines */
#endif

/* Many groups: affine additions, one inversion per level. */
static void keys_multiples(struct state *e)
{
    tree_run(e, &e->multiples_plan, e->key_slots, MULTIPLE_SLOTS, 0);
    keys_store(e);
}

/*
 * Few groups: one inversion in all. Let 2P = (X, Y, Z). On the isomorphic curve (x·Z², y·Z³) the point
 * 2P is affine, and mixed additions do not depend on the curve's coefficients: add it again and again to
 * P there; multiplying the resulting z by Z leads back.
 */
static void keys_multiples_few(struct state *e)
{
    jacobian odd[KERNEL_FEW_GROUPS * (MULTIPLES - 1)];
    const size_t count = e->groups * (MULTIPLES - 1);
    field product, inverse, t, t2;
    field_one(&product);
    for (size_t group = 0; group < e->groups; group++) {
        const affine *q = &e->key_slots[group * MULTIPLE_SLOTS];
        jacobian twice, sum;
        jacobian_from_affine(&twice, q);
        jacobian_double(&twice, 1);
        const affine step = {twice.x, twice.y};
        field_square(&t, &twice.z);
        field_multiply(&sum.x, &q->x, &t);
        field_multiply(&t, &t, &twice.z);
        field_multiply(&sum.y, &q->y, &t);
        field_one(&sum.z);
        for (unsigned i = 1; i < MULTIPLES; i++) {
            size_t at = group * (MULTIPLES - 1) + i - 1;
            jacobian_add(&sum, &step);
            odd[at] = sum;
            field_multiply(&odd[at].z, &sum.z, &twice.z);
            e->prefix[at] = product;
            field_multiply(&product, &product, &odd[at].z);
        }
    }
    e->statistics.inversions++;
    if (!field_invert(&inverse, &product)) {
        memset(e->flags, 0xff, e->groups); /* cannot happen: small multiples of a point of order n */
        field_one(&inverse);
    }
    for (size_t at = count; at-- > 0;) {
        affine *to = &e->key_slots[at / (MULTIPLES - 1) * MULTIPLE_SLOTS + at % (MULTIPLES - 1) + 1];
        field_multiply(&t, &inverse, &e->prefix[at]);
        field_multiply(&inverse, &inverse, &odd[at].z);
        field_square(&t2, &t);
        field_multiply(&to->x, &odd[at].x, &t2);
        field_multiply(&t2, &t2, &t);
        field_multiply(&to->y, &odd[at].y, &t2);
    }
    keys_store(e);
}
