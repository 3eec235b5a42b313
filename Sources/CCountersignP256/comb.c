#include "comb.h"

/* teeth · blocks · columns ≥ 256 bits; bytes = blocks · 2^(teeth-1) · 64. A key's comb, and the generator's with
 * the same columns. */
static const struct {
    struct comb key, generator;
} combs[COMB_GENERATOR_COUNT] = {
    {{5, 2, 26}, {10, 1, 26}},  /*  2 KB,  32 KB */
    {{5, 4, 13}, {10, 2, 13}},  /*  4 KB,  64 KB */
    {{6, 4, 11}, {12, 2, 11}},  /*  8 KB, 256 KB */
    {{8, 4, 8}, {16, 2, 8}},    /* 32 KB,   4 MB */
    {{8, 8, 4}, {13, 5, 4}},    /* 64 KB, 1.3 MB */
};

const struct comb *countersign_comb_for_bytes(uint32_t bytes)
{
    for (size_t i = 0; i < COMB_GENERATOR_COUNT; i++) {
        if (comb_bytes(&combs[i].key) == bytes) return &combs[i].key;
    }
    return NULL;
}

unsigned countersign_comb_generator_index(const struct comb *key)
{
    const size_t bytes = key ? comb_bytes(key) : COMB_UNKNOWN_BYTES;
    unsigned i = 0;
    while (i + 1 < COMB_GENERATOR_COUNT && comb_bytes(&combs[i].key) != bytes) i++;
    return i;
}

const struct comb *countersign_comb_of_generator(const struct comb *key)
{
    return &combs[countersign_comb_generator_index(key)].generator;
}

void countersign_plan_make(struct plan *plan, const struct comb *key, const struct comb *generator)
{
    enum { COLUMN_POINTS_MAX = 8 + COMB_GENERATOR_POINTS_MAX + 1 };
    int32_t column[COMB_COLUMNS_MAX][COLUMN_POINTS_MAX];
    unsigned length[COMB_COLUMNS_MAX] = {0};
    unsigned columns = generator->columns, key_points = key ? comb_points(key) : 0;

    for (unsigned i = 0; i < key_points; i++) {
        unsigned c = i / key->blocks;
        column[c][length[c]++] = (int32_t)~i;
    }
    for (unsigned i = 0; i < comb_points(generator); i++) {
        unsigned c = i / generator->blocks;
        column[c][length[c]++] = (int32_t)~(key_points + i);
    }

    memset(plan, 0, sizeof *plan);
    plan->columns = columns;
    plan->point_count = key_points + comb_points(generator) + 1;
    column[0][length[0]++] = (int32_t)~(plan->point_count - 1);
    unsigned next = 0;
    for (;;) {
        struct level *level = &plan->levels[plan->level_count];
        level->first = (uint16_t)next;
        bool lines = false, slots = false;
        for (unsigned c = 0; c < columns; c++) {
            unsigned kept = 0;
            for (unsigned i = 0; i + 1 < length[c]; i += 2) {
                int32_t a = column[c][i], b = column[c][i + 1];
                int32_t to = a >= 0 ? a : b >= 0 ? b : (int32_t)plan->slot_count++;
                plan->steps[next++] = (struct step){a, b, (uint32_t)to};
                lines |= a < 0 || b < 0;
                slots |= a >= 0 || b >= 0;
                column[c][kept++] = to;
            }
            if (length[c] % 2) column[c][kept++] = column[c][length[c] - 1];
            length[c] = kept;
        }
        level->count = (uint16_t)(next - level->first);
        if (level->count == 0) break;
        level->operands = !lines ? OPERANDS_SLOTS : !slots ? OPERANDS_LINES : OPERANDS_ANY;
        if (level->count > plan->widest) plan->widest = level->count;
        plan->level_count++;
    }
    for (unsigned c = 0; c < columns; c++) plan->roots[c] = column[c][0];
}

void countersign_plan_odd_multiples(struct plan *plan, unsigned count)
{
    memset(plan, 0, sizeof *plan);
    unsigned next = 0;
    /* Slot count + k holds 2^(k+1) · P. Each level doubles the multiples that are there. */
    plan->levels[plan->level_count++] = (struct level){0, 1, OPERANDS_ANY};
    plan->steps[next++] = (struct step){0, 0, count};
    unsigned power = count;
    for (unsigned have = 1; have < count; have *= 2, power++) {
        struct level *level = &plan->levels[plan->level_count++];
        level->first = (uint16_t)next;
        level->operands = OPERANDS_ANY;
        for (unsigned i = 0; i < have; i++) {
            plan->steps[next++] = (struct step){(int32_t)i, (int32_t)power, have + i};
        }
        if (2 * have < count) {
            plan->steps[next++] = (struct step){(int32_t)power, (int32_t)power, power + 1};
        }
        level->count = (uint16_t)(next - level->first);
        if (level->count > plan->widest) plan->widest = level->count;
    }
    plan->slot_count = power + 1;
}
