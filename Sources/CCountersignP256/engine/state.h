/* What one thread's batch works on. Memory is one block that the caller aligned; state_init cuts it up. */

#ifndef KERNEL_STASH_BYTES
#define KERNEL_STASH_BYTES 0
#endif

/* Batches of so few groups do without shared inversions; on one lane more where columns are many, for combining two of
 * them takes two inversions there. Measured on Zen 5: enrolled, two vectors 20 µs with inversions and 23 without; one
 * lane and 2 KB, 11 items 140 and 115 µs, 18 items 189 and 181. */
#ifndef KERNEL_FEW_GROUPS
#define KERNEL_FEW_GROUPS (KERNEL_LANES == 1 ? 10 : 1)
#endif
enum { MANY_COLUMNS = 20, FEW_GROUPS_OF_MANY_COLUMNS = KERNEL_LANES == 1 ? 18 : KERNEL_FEW_GROUPS };

/* Points per group of the widest plan: a key's comb or 52 windows, the generator, the blind. */
#define LINES_PER_GROUP COMB_ALL_POINTS_MAX
_Static_assert(COMB_KEY_POINTS_MAX >= WINDOW_COUNT, "the windows of an unknown key take the place of its comb");

/* Both kinds of items fit. */
enum { ITEM_BYTES_MAX = sizeof(countersign_p256_item) };
_Static_assert(sizeof(countersign_p256_enrolled_item) <= sizeof(countersign_p256_item), "see ITEM_BYTES_MAX");

/* Odd multiples that a window table holds. */
#if KERNEL_LANES == 1
enum { NAF_WIDTH = 5, MULTIPLES = 1 << (NAF_WIDTH - 2) };
#else
enum { MULTIPLES = WINDOW_ENTRIES };
#endif
/* Slots of countersign_plan_odd_multiples: the multiples and the powers of two below. */
enum { MULTIPLE_SLOTS = MULTIPLES + 6 };
/* Slots of the widest tree: each first-level step takes one. */
enum { TREE_SLOTS = LINES_PER_GROUP / 2 + 1 };
/* Steps of the widest level. */
enum { LEVEL_STEPS = LINES_PER_GROUP / 2 + 1 };

struct state {
    size_t capacity;          /* items, a multiple of KERNEL_LANES */
    size_t groups;            /* of the current batch */
    size_t line_offset;       /* first generator line of a group: the key's points come before */
    size_t blind_line;        /* the last line of a group */
    const struct comb *key;   /* comb of enrolled_plan */
    unsigned halvings;        /* that bring a coordinate of the key's lines to the kernel's form */
    struct plan enrolled_plan, generator_plan, multiples_plan;
    countersign_p256_statistics statistics;

    affine *tree_slots;       /* TREE_SLOTS per group */
    affine *key_slots;        /* MULTIPLE_SLOTS per group */
    field *prefix;            /* LEVEL_STEPS per group, and KERNEL_CHAINS */
    unsigned char *stash;
    field *r;                 /* per group, Montgomery */
    jacobian *sum;            /* per group */
    const struct line **lines; /* LINES_PER_GROUP · KERNEL_LANES per group */
    uint8_t *signs;           /* LINES_PER_GROUP per group */
    lane_mask *flags;         /* per group: met an exception */
    lane_mask *infinite;      /* per group: the sum is infinity, found at the last addition */
    lane_mask *in_range;      /* per group: r and s are */
    lane_mask *good_key;      /* per group */
    struct words *s, *product; /* per item: s and the running product, Montgomery mod n */
    struct words *u2;         /* per item (NAF kernels) */
    struct line *windows;     /* WINDOW_ENTRIES per item (window kernels) */
    uint8_t *again;           /* items of the second pass, one after the other */
    uint8_t *again_verdicts;
    uint32_t *again_index;    /* where they stand in the batch */
};

/* Is the current batch better off without shared inversions? */
ALWAYS_INLINE bool state_is_few(const struct state *e, const struct comb *key)
{
    return e->groups <= (key && key->columns >= MANY_COLUMNS ? FEW_GROUPS_OF_MANY_COLUMNS : KERNEL_FEW_GROUPS);
}

ALWAYS_INLINE void *state_cut(unsigned char *memory, size_t *at, size_t bytes)
{
    size_t start = *at;
    *at += (bytes + 63) & ~(size_t)63;
    return memory ? memory + start : NULL;
}

/* Cuts `memory` for `capacity` items (NULL: only counts); returns the bytes needed. */
static size_t state_layout(struct state *e, unsigned char *memory, size_t capacity)
{
    const size_t groups = capacity / KERNEL_LANES;
    size_t at = 0;
    e->capacity = capacity;
    e->tree_slots = state_cut(memory, &at, groups * TREE_SLOTS * sizeof(affine));
    e->key_slots = state_cut(memory, &at, groups * MULTIPLE_SLOTS * sizeof(affine));
    e->prefix = state_cut(memory, &at, (groups * LEVEL_STEPS + KERNEL_CHAINS) * sizeof(field));
    e->stash = state_cut(memory, &at, groups * LEVEL_STEPS * KERNEL_STASH_BYTES);
    e->r = state_cut(memory, &at, groups * sizeof(field));
    e->sum = state_cut(memory, &at, groups * sizeof(jacobian));
    e->lines = state_cut(memory, &at, groups * LINES_PER_GROUP * KERNEL_LANES * sizeof(struct line *));
    e->signs = state_cut(memory, &at, groups * LINES_PER_GROUP);
    e->flags = state_cut(memory, &at, groups);
    e->infinite = state_cut(memory, &at, groups);
    e->in_range = state_cut(memory, &at, groups);
    e->good_key = state_cut(memory, &at, groups);
    e->s = state_cut(memory, &at, capacity * sizeof(struct words));
    e->product = state_cut(memory, &at, capacity * sizeof(struct words));
    e->u2 = state_cut(memory, &at, KERNEL_LANES == 1 ? capacity * sizeof(struct words) : 0);
    e->windows = state_cut(memory, &at, KERNEL_LANES == 1 ? 0 : capacity * WINDOW_ENTRIES * sizeof(struct line));
    e->again = state_cut(memory, &at, capacity * ITEM_BYTES_MAX);
    e->again_verdicts = state_cut(memory, &at, capacity);
    e->again_index = state_cut(memory, &at, capacity * sizeof(uint32_t));
    return at;
}

static size_t state_bytes(size_t capacity)
{
    struct state e;
    return ((sizeof(struct state) + 63) & ~(size_t)63) + state_layout(&e, NULL, capacity);
}

static void state_init(void *memory, size_t capacity)
{
    struct state *e = memory;
    memset(e, 0, sizeof *e);
    state_layout(e, (unsigned char *)memory + ((sizeof *e + 63) & ~(size_t)63), capacity);
    countersign_plan_make(&e->generator_plan, NULL, countersign_comb_of_generator(NULL));
    countersign_plan_odd_multiples(&e->multiples_plan, MULTIPLES);
}
