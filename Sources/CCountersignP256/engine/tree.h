/* Levels of affine additions with one inversion each, over all groups of a batch. */

/* Inverts the products of all chains (and lanes) with one field inversion; false if one is 0. */
static bool tree_invert(struct state *e, field products[KERNEL_CHAINS])
{
    field upto[KERNEL_CHAINS], inverse, t;
    upto[0] = products[0];
    for (int c = 1; c < KERNEL_CHAINS; c++) field_multiply(&upto[c], &upto[c - 1], &products[c]);
    e->statistics.inversions++;
    if (!field_invert(&inverse, &upto[KERNEL_CHAINS - 1])) return false;
    for (int c = KERNEL_CHAINS - 1; c > 0; c--) {
        field_multiply(&t, &inverse, &upto[c - 1]);
        field_multiply(&inverse, &inverse, &products[c]);
        products[c] = t;
    }
    products[0] = inverse;
    return true;
}

/* One level; false if no lane's sum can be trusted. Two equal x somewhere make a product 0, which the inversion notices for free; only then is
 * the level done again with a test per denominator. Lanes that are flagged compute nonsense from here on. */
static bool tree_level(struct state *e, const struct pass *pass)
{
    field products[KERNEL_CHAINS];
    bool checked = false;
    pass_forward(pass, false, products);
    if (!tree_invert(e, products)) {
        checked = true;
        e->statistics.levels_redone++;
        pass_forward(pass, true, products);
        if (!tree_invert(e, products)) {
            /* Cannot happen; if it does, no lane is believed. */
            memset(pass->flags, 0xff, pass->group_count);
            return false;
        }
    }
    pass_backward(pass, checked, products);
    return true;
}

/* All levels of a plan; lines start at `line_offset` of each group. */
static void tree_run(struct state *e, const struct plan *plan, affine *slots, size_t slots_per_group, size_t line_offset)
{
    struct pass pass = {
        .group_count = e->groups,
        .slots = slots,
        .slots_per_group = slots_per_group,
        .lines = (const struct line *const *)e->lines + line_offset * KERNEL_LANES,
        .signs = e->signs + line_offset,
        .lines_per_group = LINES_PER_GROUP,
        .prefix = e->prefix,
        .stash = e->stash,
        .flags = e->flags,
    };
    for (unsigned i = 0; i < plan->level_count; i++) {
        pass.steps = plan->steps + plan->levels[i].first;
        pass.step_count = plan->levels[i].count;
        pass.operands = plan->levels[i].operands;
        tree_level(e, &pass);
    }
}

/* Line i of a group, as a point. */
ALWAYS_INLINE void line_load(const struct state *e, affine *r, size_t group, size_t i)
{
    size_t at = group * LINES_PER_GROUP + i;
    point_load(r, e->lines + at * KERNEL_LANES, e->signs[at]);
}

/* The root of column c of a plan: a slot, or a line that is loaded into *room. */
ALWAYS_INLINE const affine *root_of(const struct state *e, affine *room, const struct plan *plan, size_t group,
                                    unsigned c, size_t line_offset)
{
    int root = plan->roots[c];
    if (root >= 0) return &e->tree_slots[group * TREE_SLOTS + (size_t)root];
    line_load(e, room, group, line_offset + (size_t)~root);
    return room;
}

ALWAYS_INLINE void jacobian_from_affine(jacobian *r, const affine *a)
{
    r->x = a->x;
    r->y = a->y;
    field_one(&r->z);
}
