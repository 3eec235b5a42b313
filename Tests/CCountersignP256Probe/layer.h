/*
 * One kernel's field and points, opened for tests. Included at the end of the kernel as its KERNEL_EXTRA; LAYER_SYMBOL
 * names the table that it defines.
 *
 * A kernel whose numbers are not four words below p names a header of its folder in KERNEL_LAYER: LAYER_RANGE says how
 * many multiples of p its "stored" range allows above the number itself, layer_put(field *, lane, integer) writes an
 * integer as it is. A kernel of several lanes brings layer_recode and layer_recode_key there, for it recodes all lanes
 * at once.
 */

#include "layers.h"

#ifdef KERNEL_LAYER
#include KERNEL_LAYER
#else
#define LAYER_RANGE 0

static void layer_put(field *r, int lane, const struct layer_value *a)
{
    (void)lane; /* canonical: no multiple of p fits */
    *r = (field){{a->number.w[0], a->number.w[1], a->number.w[2], a->number.w[3]}};
}
#endif

static struct plain layer_plain(const struct words *a) { return (struct plain){{a->w[0], a->w[1], a->w[2], a->w[3]}}; }
static struct words layer_words(const struct plain *a) { return (struct words){{a->w[0], a->w[1], a->w[2], a->w[3]}}; }

/* The numbers of a field (canonical, as they are stored: in Montgomery form). */
static void layer_get(struct plain *out, const field *a)
{
    struct line lines[KERNEL_LANES], *to[KERNEL_LANES];
    const affine both = {*a, *a};
    for (int l = 0; l < KERNEL_LANES; l++) to[l] = &lines[l];
    point_store((struct line *const *)to, &both);
    for (int l = 0; l < KERNEL_LANES; l++) out[l] = layer_plain(&lines[l].x);
}

static void layer_field_from(field *r, const struct layer_value *a)
{
    memset(r, 0, sizeof *r);
    for (int l = 0; l < KERNEL_LANES; l++) layer_put(r, l, &a[l]);
}

static void layer_binary(enum layer_operation operation, struct plain *out, const struct layer_value *a,
                         const struct layer_value *b)
{
    field x, y, r;
    layer_field_from(&x, a);
    layer_field_from(&y, b);
    switch (operation) {
    case LAYER_MULTIPLY: field_multiply(&r, &x, &y); break;
    case LAYER_SQUARE: field_square(&r, &x); break;
    case LAYER_SUBTRACT: field_subtract(&r, &x, &y); break;
    case LAYER_MULTIPLY_ALIASED: r = x, field_multiply(&r, &r, &r); break;
    default: r = x; break;
    }
    layer_get(out, &r);
}

static unsigned layer_zeros(const struct layer_value *a)
{
    field x;
    layer_field_from(&x, a);
    return field_zero_mask(&x);
}

static bool layer_invert(struct plain *out, const struct layer_value *a)
{
    field x, r;
    layer_field_from(&x, a);
    if (!field_invert(&r, &x)) return false;
    layer_get(out, &r);
    return true;
}

static void layer_from_words(struct plain *out, const struct plain *a)
{
    struct words w[KERNEL_LANES];
    field r;
    for (int l = 0; l < KERNEL_LANES; l++) w[l] = layer_words(&a[l]);
    field_from_words(&r, w);
    layer_get(out, &r);
}

/* ---- Points ---- */

static void layer_affine_from(affine *r, const struct layer_point *a)
{
    struct layer_value x[KERNEL_LANES], y[KERNEL_LANES];
    for (int l = 0; l < KERNEL_LANES; l++) x[l] = (struct layer_value){a[l].x, 0}, y[l] = (struct layer_value){a[l].y, 0};
    layer_field_from(&r->x, x);
    layer_field_from(&r->y, y);
}

static void layer_jacobian_from(jacobian *r, const struct layer_jacobian *a)
{
    struct layer_value x[KERNEL_LANES], y[KERNEL_LANES], z[KERNEL_LANES];
    for (int l = 0; l < KERNEL_LANES; l++) x[l] = (struct layer_value){a[l].x, 0}, y[l] = a[l].y, z[l] = a[l].z;
    layer_field_from(&r->x, x);
    layer_field_from(&r->y, y);
    layer_field_from(&r->z, z);
}

static void layer_jacobian_to(struct layer_jacobian *r, const jacobian *a)
{
    struct plain x[KERNEL_LANES], y[KERNEL_LANES], z[KERNEL_LANES];
    layer_get(x, &a->x);
    layer_get(y, &a->y);
    layer_get(z, &a->z);
    for (int l = 0; l < KERNEL_LANES; l++) {
        r[l] = (struct layer_jacobian){x[l], {y[l], 0}, {z[l], 0}};
    }
}

static void layer_double(struct layer_jacobian *a, unsigned times)
{
    jacobian p;
    layer_jacobian_from(&p, a);
    jacobian_double(&p, times);
    layer_jacobian_to(a, &p);
}

static void layer_add(struct layer_jacobian *a, const struct layer_point *b)
{
    jacobian p;
    affine q;
    layer_jacobian_from(&p, a);
    layer_affine_from(&q, b);
    jacobian_add(&p, &q);
    layer_jacobian_to(a, &p);
}

/* One level, as the engine runs it: a + b of each pair, from lines (with signs) or slots. */
static size_t layer_sums(struct layer_point *out, const struct layer_point *a, const struct layer_point *b,
                         size_t groups, bool from_lines, uint8_t *exceptions)
{
    enum { SIDES = 2, SLOTS = 3 };
    struct state e;
    memset(&e, 0, sizeof e);
    struct line *memory = aligned_alloc(64, groups * SIDES * KERNEL_LANES * sizeof *memory);
    const struct line **lines = calloc(groups * SIDES * KERNEL_LANES, sizeof *lines);
    uint8_t *signs = calloc(groups * SIDES, 1);
    affine *slots = aligned_alloc(64, groups * SLOTS * sizeof *slots);
    field *prefix = aligned_alloc(64, (groups + KERNEL_CHAINS) * sizeof *prefix);
    unsigned char *stash = aligned_alloc(64, groups * KERNEL_STASH_BYTES + 64);
    for (size_t g = 0; g < groups; g++) {
        for (size_t side = 0; side < SIDES; side++) {
            affine *slot = &slots[g * SLOTS + side];
            struct line *to[KERNEL_LANES];
            layer_affine_from(slot, (side ? b : a) + g * KERNEL_LANES);
            for (size_t l = 0; l < KERNEL_LANES; l++) {
                to[l] = &memory[(g * SIDES + side) * KERNEL_LANES + l];
                lines[(g * SIDES + side) * KERNEL_LANES + l] = to[l];
            }
            point_store((struct line *const *)to, slot);
            if (!from_lines) continue;
            /* The line holds the negative in every other lane, and the sign undoes it. */
            affine negated;
            point_load(&negated, (const struct line *const *)to, 0xaa & ((1u << KERNEL_LANES) - 1));
            point_store((struct line *const *)to, &negated);
            signs[g * SIDES + side] = 0xaa & ((1u << KERNEL_LANES) - 1);
        }
    }
    const struct step step = from_lines ? (struct step){~0, ~1, 2} : (struct step){0, 1, 2};
    const struct pass pass = {
        .steps = &step, .step_count = 1, .group_count = groups,
        .operands = from_lines ? OPERANDS_LINES : OPERANDS_SLOTS,
        .slots = slots, .slots_per_group = SLOTS,
        .lines = lines, .signs = signs, .lines_per_group = SIDES,
        .prefix = prefix, .stash = stash, .flags = exceptions,
    };
    memset(exceptions, 0, groups);
    tree_level(&e, &pass);
    for (size_t g = 0; g < groups; g++) {
        struct plain x[KERNEL_LANES], y[KERNEL_LANES];
        layer_get(x, &slots[g * SLOTS + 2].x);
        layer_get(y, &slots[g * SLOTS + 2].y);
        for (size_t l = 0; l < KERNEL_LANES; l++) out[g * KERNEL_LANES + l] = (struct layer_point){x[l], y[l]};
    }
    free(memory), free(lines), free(signs), free(slots), free(prefix), free(stash);
    return (size_t)e.statistics.levels_redone;
}

#if KERNEL_LANES == 1
static void layer_recode(const struct comb *comb, const struct plain *k, const struct line *table,
                         const struct line **lines, uint8_t *signs)
{
    memset(signs, 0, comb_points(comb));
    recode_comb(comb, layer_words(k), table, lines, 1, signs, 0);
}

static void layer_recode_key(struct state *e, size_t group, const struct plain *u2) { e->u2[group] = layer_words(u2); }
#endif

/* The whole sums of a batch, from lines that hold the given points; the multiples of an unknown key are the engine's. */
static void layer_multi_sum(struct layer_jacobian *out, const struct layer_sums *in, uint8_t *exceptions,
                            uint8_t *infinite)
{
    const size_t groups = in->groups, capacity = groups * KERNEL_LANES;
    const struct comb *const key = in->key, *const generator = countersign_comb_of_generator(key);
    struct state *e = aligned_alloc(64, (state_bytes(capacity) + 63) & ~(size_t)63);
    state_init(e, capacity);
    e->key = key;
    e->groups = groups;
    const bool few = state_is_few(e, key);
    e->line_offset = key ? comb_points(key) : WINDOW_COUNT;
    e->blind_line = e->line_offset + comb_points(generator);
    if (key) countersign_plan_make(&e->enrolled_plan, key, generator);
    const size_t first = key ? 0 : e->line_offset, count = e->blind_line + 1 - first;
    struct line *memory = aligned_alloc(64, count * capacity * sizeof *memory);
    memset(e->flags, 0, groups);
    memset(e->infinite, 0, groups);
    memset(e->signs, 0, groups * LINES_PER_GROUP);
    for (size_t g = 0; g < groups; g++) {
        for (size_t i = 0; i < count; i++) {
            const size_t from = (g * count + i) * KERNEL_LANES, place = g * LINES_PER_GROUP + first + i;
            affine slot;
            struct line *to[KERNEL_LANES];
            layer_affine_from(&slot, in->points + from);
            for (size_t l = 0; l < KERNEL_LANES; l++) {
                to[l] = &memory[from + l];
                e->lines[place * KERNEL_LANES + l] = to[l];
                e->signs[place] |= (uint8_t)(in->negative[from + l] << l);
            }
            point_store((struct line *const *)to, &slot);
        }
        if (key) continue;
        layer_affine_from(&e->key_slots[g * MULTIPLE_SLOTS], in->keys + g * KERNEL_LANES);
        layer_recode_key(e, g, in->u2 + g * KERNEL_LANES);
    }
    if (key) {
        (few ? chains_enrolled_few : chains_enrolled)(e);
    } else {
        (few ? keys_multiples_few : keys_multiples)(e);
        chains_unknown(e, few);
    }
    for (size_t g = 0; g < groups; g++) {
        infinite[g] = e->infinite[g] & ~e->flags[g];
        exceptions[g] = (e->flags[g] | field_zero_mask(&e->sum[g].z)) & ~infinite[g];
        layer_jacobian_to(out + g * KERNEL_LANES, &e->sum[g]);
    }
    free(e), free(memory);
}

const struct layer LAYER_SYMBOL = {
    .name = KERNEL_NAME,
    .needs = KERNEL_NEEDS,
    .lanes = KERNEL_LANES,
    .form = KERNEL_FORM,
    .multiples = LAYER_RANGE,
    .few_groups = KERNEL_FEW_GROUPS,
    .binary = layer_binary,
    .zeros = layer_zeros,
    .invert = layer_invert,
    .from_words = layer_from_words,
    .doubled = layer_double,
    .added = layer_add,
    .sums = layer_sums,
    .recode = layer_recode,
    .multi_sum = layer_multi_sum,
};
