/* Comb tables of many keys at once. */

/*
 * Slots of a group, L = teeth · blocks · columns and np = teeth · blocks:
 *   block · entries + i           T[block][i] (of a split key: T[block][lane · entries + i])
 *   lines + 2·k, lines + 2·k + 1  for k = tooth · blocks + block: -P(tooth, block) and 2·P(tooth, block)
 * T[·][0] = P(teeth-1, ·) - Σ P(tooth, ·), and T[·][i + 2^tooth] = T[·][i] + 2·P(tooth, ·) for i < 2^tooth.
 */
#define BUILD_POWER_SLOT(b, k) ((int)((b)->comb->blocks * (b)->entries + 2 * (unsigned)(k)))

/* Bytes of slots that a call without a state works on at a time; decides how many keys share their inversions. */
enum { BUILD_MEMORY = 1 << 20 };

/* One key alone takes all lanes: lane l builds the entries whose upper bits (those of the teeth below the top
 * one) are l. The generator's 4 MB table needs it: a whole one per lane would be 42 MB of slots. */
enum { BUILD_SPLIT = KERNEL_LANES == 8 ? 3 : 0 };

struct build {
    const struct comb *comb;
    unsigned split;   /* upper bits of an entry that the lane stands for: 0 or BUILD_SPLIT */
    unsigned entries; /* lines per block and lane */
    size_t groups, slots_per_group;
    struct state state; /* prefix, flags, statistics: what tree_level uses */
    affine *slots;
    jacobian *powers; /* 2·np per group */
    struct step *steps;
};

/* P(k) and 2·P(k) of one group by doubling, Jacobian. */
static void build_powers(const struct build *b, size_t group)
{
    const unsigned np = b->comb->teeth * b->comb->blocks;
    jacobian *to = b->powers + group * 2 * np, p;
    jacobian_from_affine(&p, &b->slots[group * b->slots_per_group]);
    for (unsigned k = 0; k < np; k++) {
        if (k && b->comb->columns > 1) jacobian_double(&p, b->comb->columns - 1);
        to[2 * k] = p;
        jacobian_double(&p, 1);
        to[2 * k + 1] = p;
    }
}

/* All powers affine with one inversion, into their slots; T[·][0] begins with the top tooth. */
static bool build_normalise(struct build *b)
{
    const struct comb *comb = b->comb;
    const unsigned np = comb->teeth * comb->blocks;
    const size_t count = b->groups * 2 * np;
    field product, inverse, zero, t, t2;
    field_one(&product);
    field_subtract(&zero, &product, &product);
    for (size_t i = 0; i < count; i++) {
        b->state.prefix[i] = product;
        field_multiply(&product, &product, &b->powers[i].z);
    }
    if (!field_invert(&inverse, &product)) return false;
    for (size_t i = count; i-- > 0;) {
        affine *slots = b->slots + i / (2 * np) * b->slots_per_group;
        size_t k = i % (2 * np) / 2;
        affine *to = &slots[BUILD_POWER_SLOT(b, 0) + (int)(i % (2 * np))];
        field_multiply(&t, &inverse, &b->state.prefix[i]);
        field_multiply(&inverse, &inverse, &b->powers[i].z);
        field_square(&t2, &t);
        field_multiply(&to->x, &b->powers[i].x, &t2);
        field_multiply(&t2, &t2, &t);
        field_multiply(&to->y, &b->powers[i].y, &t2);
        if (i % 2) continue;
        if (k / comb->blocks == comb->teeth - 1) slots[k % comb->blocks * b->entries] = *to;
        const field plus = to->y;
        field_subtract(&to->y, &zero, &to->y);
        /* A tooth that the lane stands for is added where the lane's bit is set. */
        const unsigned tooth = (unsigned)(k / comb->blocks), first = comb->teeth - 1 - b->split;
        static const lane_mask lanes_with_bit[] = {0xaa, 0xcc, 0xf0};
        if (tooth >= first && tooth < comb->teeth - 1) field_select(&to->y, lanes_with_bit[tooth - first], &plus);
    }
    return true;
}

static void build_level(struct build *b, size_t count)
{
    const struct pass pass = {
        .steps = b->steps,
        .step_count = count,
        .group_count = b->groups,
        .operands = OPERANDS_SLOTS,
        .slots = b->slots,
        .slots_per_group = b->slots_per_group,
        .prefix = b->state.prefix,
        .stash = b->state.stash,
        .flags = b->state.flags,
    };
    tree_level(&b->state, &pass);
}

/* The tables of b->groups groups, from the keys in each group's slot 0, into their slots. */
static bool build_groups(struct build *b)
{
    const struct comb *comb = b->comb;
    const unsigned entries = b->entries, blocks = comb->blocks;
    memset(b->state.flags, 0, b->groups);
    for (size_t group = 0; group < b->groups; group++) build_powers(b, group);
    if (!build_normalise(b)) return false;
    for (unsigned tooth = 0; tooth < comb->teeth - 1; tooth++) {
        for (unsigned block = 0; block < blocks; block++) {
            unsigned base = block * entries;
            int minus = BUILD_POWER_SLOT(b, tooth * blocks + block);
            b->steps[block] = (struct step){(int32_t)base, minus, base};
        }
        build_level(b, blocks);
    }
    for (unsigned tooth = 0; tooth < comb->teeth - 1 - b->split; tooth++) {
        size_t count = 0;
        for (unsigned block = 0; block < blocks; block++) {
            int twice = BUILD_POWER_SLOT(b, tooth * blocks + block) + 1;
            for (unsigned i = 0; i < 1u << tooth; i++) {
                unsigned from = block * entries + i;
                b->steps[count++] = (struct step){(int32_t)from, twice, from + (1u << tooth)};
            }
        }
        build_level(b, count);
    }
    for (size_t group = 0; group < b->groups; group++) {
        if (b->state.flags[group]) return false; /* no two points of a comb have equal x */
    }
    return true;
}

/* Bytes of a state's buffers. They hold nothing between two calls. */
static size_t build_lent(const struct state *state)
{
    struct state copy;
    return state ? state_layout(&copy, NULL, state->capacity) : 0;
}

static countersign_p256_status engine_build(const struct comb *comb, const uint8_t (*keys)[64], size_t count,
                                            void *state, void *const *memory, uint8_t *results)
{
    const unsigned split = count == 1 ? BUILD_SPLIT : 0;
    struct build b = {.comb = comb, .split = split, .entries = comb_entries(comb) >> split};
    const size_t lines = comb->blocks * b.entries, np = comb->teeth * comb->blocks;
    b.slots_per_group = lines + 2 * np;
    const size_t group_bytes = b.slots_per_group * sizeof(affine);
    const size_t groups_wanted = (count + KERNEL_LANES - 1) / KERNEL_LANES;
    /* Widest level: half of all entries; the normalisation has 2·np. */
    const size_t widest = lines / 2 > 2 * np ? lines / 2 : 2 * np;
    const size_t widest_bytes = widest * (sizeof(field) + KERNEL_STASH_BYTES);
    const size_t bytes_per_group = group_bytes + 2 * np * sizeof(jacobian) + widest_bytes + 1;
    enum { PARTS = 6, ALIGNMENT = 64 };
    const size_t common = KERNEL_CHAINS * sizeof(field) + widest * sizeof(struct step) + PARTS * ALIGNMENT;
    const size_t lent = build_lent(state);
    const bool borrows = lent >= common + bytes_per_group;
    size_t groups = borrows ? (lent - common) / bytes_per_group : state ? 1 : BUILD_MEMORY / group_bytes + 1;
    if (groups > groups_wanted) groups = groups_wanted;

    const size_t sizes[] = {
        groups * group_bytes,
        groups * 2 * np * sizeof(jacobian),
        (groups * widest + KERNEL_CHAINS) * sizeof(field),
        groups * widest * KERNEL_STASH_BYTES,
        widest * sizeof(struct step),
        groups,
    };
    _Static_assert(sizeof sizes / sizeof sizes[0] == PARTS, "a part for each size");
    unsigned char *parts[PARTS];
    size_t total = 0;
    for (int i = 0; i < PARTS; i++) total += (sizes[i] + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
    void *own = borrows ? NULL : aligned_alloc(ALIGNMENT, total);
    unsigned char *block = borrows ? (unsigned char *)((struct state *)state)->tree_slots : own;
    if (!block) return COUNTERSIGN_P256_ERROR_MEMORY;
    total = 0;
    for (int i = 0; i < PARTS; i++) parts[i] = state_cut(block, &total, sizes[i]);
    b.slots = (void *)parts[0];
    b.powers = (void *)parts[1];
    b.state.prefix = (void *)parts[2];
    b.state.stash = parts[3];
    b.steps = (void *)parts[4];
    b.state.flags = parts[5];

    countersign_p256_status status = COUNTERSIGN_P256_OK;
    for (size_t first = 0; first < count && !status; first += groups * KERNEL_LANES) {
        size_t left = count - first;
        b.groups = (left + KERNEL_LANES - 1) / KERNEL_LANES;
        if (b.groups > groups) b.groups = groups;
        for (size_t group = 0; group < b.groups; group++) {
            const uint8_t *lanes[KERNEL_LANES];
            for (unsigned lane = 0; lane < KERNEL_LANES; lane++) {
                size_t i = first + group * KERNEL_LANES + lane;
                lanes[lane] = keys[i < count ? i : count - 1];
            }
            lane_mask good = keys_from_bytes(&b.slots[group * b.slots_per_group], lanes);
            for (unsigned lane = 0; lane < KERNEL_LANES; lane++) {
                size_t i = first + group * KERNEL_LANES + lane;
                if (i < count) results[i] = good >> lane & 1 ? COUNTERSIGN_P256_VALID : COUNTERSIGN_P256_BAD_KEY;
            }
        }
        if (!build_groups(&b)) {
            status = COUNTERSIGN_P256_ERROR_SELF_TEST;
            break;
        }
        for (size_t group = 0; group < b.groups; group++) {
            struct line spill[KERNEL_LANES], *to[KERNEL_LANES];
            for (size_t i = 0; i < lines; i++) {
                for (unsigned lane = 0; lane < KERNEL_LANES; lane++) {
                    size_t item = split ? 0 : first + group * KERNEL_LANES + lane;
                    size_t block = i / b.entries, entry = (split ? lane * b.entries : 0) + i % b.entries;
                    bool wanted = item < count && results[item] == COUNTERSIGN_P256_VALID;
                    to[lane] = wanted ? (struct line *)memory[item] + block * comb_entries(comb) + entry : &spill[lane];
                }
                point_store((struct line *const *)to, &b.slots[group * b.slots_per_group + i]);
            }
        }
    }
    free(own);
    return status;
}
