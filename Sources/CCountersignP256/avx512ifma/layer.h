/* How the tests of layers (Tests/CCountersignP256Probe/layer.h) get numbers into this kernel; nothing of it ships. */

#define LAYER_RANGE 3 /* stored values lie in [0, 4 p) */

static void layer_put(field *r, int lane, const struct layer_value *a)
{
    uint64_t limbs[5][8], w[5] = {a->number.w[0], a->number.w[1], a->number.w[2], a->number.w[3], 0};
    for (unsigned i = 0; i < a->multiple; i++) {
        unsigned carry;
        struct plain sum = plain_sum((struct plain){{w[0], w[1], w[2], w[3]}}, plain_p, &carry);
        memcpy(w, sum.w, sizeof sum.w);
        w[4] += carry;
    }
    memcpy(limbs, r, sizeof limbs);
    limbs[0][lane] = w[0] & MASK52;
    limbs[1][lane] = (w[0] >> 52 | w[1] << 12) & MASK52;
    limbs[2][lane] = (w[1] >> 40 | w[2] << 24) & MASK52;
    limbs[3][lane] = (w[2] >> 28 | w[3] << 36) & MASK52;
    limbs[4][lane] = w[3] >> 16 | w[4] << 48;
    memcpy(r, limbs, sizeof limbs);
}

static void layer_scalars(field *r, const struct plain *k)
{
    memset(r, 0, sizeof *r);
    for (int l = 0; l < 8; l++) layer_put(r, l, &(struct layer_value){k[l], 0});
}

static void layer_recode(const struct comb *comb, const struct plain *k, const struct line *table,
                         const struct line **lines, uint8_t *signs)
{
    field scalars;
    layer_scalars(&scalars, k);
    recode_comb_lanes(comb, &scalars, splat((uint64_t)(uintptr_t)table), lines, signs);
}

static void layer_recode_key(struct state *e, size_t group, const struct plain *u2)
{
    field scalars;
    uint64_t tables[8];
    layer_scalars(&scalars, u2);
    for (size_t l = 0; l < 8; l++) tables[l] = (uint64_t)(uintptr_t)(e->windows + (group * 8 + l) * WINDOW_ENTRIES);
    recode_windows_lanes(&scalars, _mm512_loadu_si512(tables), e->lines + group * LINES_PER_GROUP * 8,
                         e->signs + group * LINES_PER_GROUP);
}
