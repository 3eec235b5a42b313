/*
 * SHA-256 with the SHA extensions, one to four messages side by side.
 *
 * One SHA256RNDS2 takes four cycles and the next one needs its result, so a single
 * message leaves the unit idle most of the time: two messages in turn are 1.7 times
 * as fast, four 2.2 times. Each of the four places ("slots") works through the blocks
 * of its message and takes the next message when it is done, so that messages of
 * different lengths keep all slots busy.
 */

#include "sha256.h"

#if defined(__x86_64__)

#include <immintrin.h>

#define TARGET __attribute__((target("sha,avx")))
#define INLINE static inline __attribute__((always_inline)) TARGET

enum { SLOTS = 4 };

typedef struct slot {
    __m128i state[2]; /* ABEF, CDGH: the order of the instructions */
    const uint8_t *block;
    size_t blocks;    /* left from `block` on */
    int last_blocks;  /* to follow from `last`; 0 when `block` is there already */
    uint8_t *digest;
    uint8_t last[128];
} slot;

/* Big-endian words of a 16-byte row. */
INLINE __m128i swap_words(__m128i row)
{
    return _mm_shuffle_epi8(row, _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203));
}

INLINE void start(slot *s, const uint8_t *message, size_t length, uint8_t *digest)
{
    __m128i dcba = _mm_load_si128((const __m128i *)countersign_sha256_initial);
    __m128i hgfe = _mm_load_si128((const __m128i *)countersign_sha256_initial + 1);
    __m128i cdab = _mm_shuffle_epi32(dcba, 0xb1);
    __m128i efgh = _mm_shuffle_epi32(hgfe, 0x1b);

    s->state[0] = _mm_alignr_epi8(cdab, efgh, 8);
    s->state[1] = _mm_blend_epi16(efgh, cdab, 0xf0);
    s->digest = digest;
    s->last_blocks = countersign_sha256_last_blocks(message, length, s->last);
    s->block = message;
    s->blocks = length / 64;
    if (s->blocks == 0) {
        s->block = s->last;
        s->blocks = (size_t)s->last_blocks;
        s->last_blocks = 0;
    }
}

INLINE void write_digest(const slot *s)
{
    __m128i feba = _mm_shuffle_epi32(s->state[0], 0x1b);
    __m128i dchg = _mm_shuffle_epi32(s->state[1], 0xb1);
    __m128i dcba = _mm_blend_epi16(feba, dchg, 0xf0);
    __m128i hgfe = _mm_alignr_epi8(dchg, feba, 8);

    _mm_storeu_si128((__m128i *)s->digest, swap_words(dcba));
    _mm_storeu_si128((__m128i *)(s->digest + 16), swap_words(hgfe));
}

/* On to the next block; true when the message is finished. */
INLINE bool advance(slot *s)
{
    s->block += 64;
    if (--s->blocks > 0)
        return false;
    if (s->last_blocks == 0)
        return true;
    s->block = s->last;
    s->blocks = (size_t)s->last_blocks;
    s->last_blocks = 0;
    return false;
}

/* One block in each of the first n slots; n is a constant at every call. */
INLINE void compress(slot *slots, const int n)
{
    __m128i abef[SLOTS], cdgh[SLOTS], w[SLOTS][4];

    for (int c = 0; c < n; c++) {
        abef[c] = slots[c].state[0];
        cdgh[c] = slots[c].state[1];
        for (int i = 0; i < 4; i++)
            w[c][i] = swap_words(_mm_loadu_si128((const __m128i *)slots[c].block + i));
    }
    /* Unrolled in full, or the indices of w become addresses. */
#pragma clang loop unroll(full)
    for (int r = 0; r < 16; r++) {
        __m128i k = _mm_load_si128((const __m128i *)countersign_sha256_round + r);
        for (int c = 0; c < n; c++) {
            __m128i wk = _mm_add_epi32(w[c][r & 3], k);
            cdgh[c] = _mm_sha256rnds2_epu32(cdgh[c], abef[c], wk);
            abef[c] = _mm_sha256rnds2_epu32(abef[c], cdgh[c], _mm_shuffle_epi32(wk, 0x0e));
            if (r < 12) {
                __m128i next = _mm_sha256msg1_epu32(w[c][r & 3], w[c][(r + 1) & 3]);
                __m128i seven_ago = _mm_alignr_epi8(w[c][(r + 3) & 3], w[c][(r + 2) & 3], 4);
                next = _mm_add_epi32(next, seven_ago);
                w[c][r & 3] = _mm_sha256msg2_epu32(next, w[c][(r + 3) & 3]);
            }
        }
    }
    for (int c = 0; c < n; c++) {
        slots[c].state[0] = _mm_add_epi32(slots[c].state[0], abef[c]);
        slots[c].state[1] = _mm_add_epi32(slots[c].state[1], cdgh[c]);
    }
}

/* Out of line: four copies of 16 unrolled steps each would be inlined into the loop below. */
static __attribute__((noinline)) TARGET void compress1(slot *slots) { compress(slots, 1); }
static __attribute__((noinline)) TARGET void compress2(slot *slots) { compress(slots, 2); }
static __attribute__((noinline)) TARGET void compress4(slot *slots) { compress(slots, 4); }

TARGET void countersign_sha256_many_shani(const uint8_t *const *messages, const size_t *lengths,
                                          size_t count,
                                          uint8_t (*digests)[COUNTERSIGN_SHA256_BYTES])
{
    slot slots[SLOTS];
    size_t next = 0;
    int busy = 0;

    while (busy < SLOTS && next < count) {
        start(&slots[busy++], messages[next], lengths[next], digests[next]);
        next++;
    }
    while (busy > 0) {
        /* Three slots: a pair and one alone. */
        if (busy == 4) {
            compress4(slots);
        } else {
            if (busy >= 2)
                compress2(slots);
            if (busy != 2)
                compress1(&slots[busy - 1]);
        }
        for (int c = busy - 1; c >= 0; c--) {
            if (!advance(&slots[c]))
                continue;
            write_digest(&slots[c]);
            if (next < count) {
                start(&slots[c], messages[next], lengths[next], digests[next]);
                next++;
            } else {
                /* The last busy slot moves into the gap; its pointer may be into itself. */
                busy--;
                if (c < busy) {
                    size_t inside = (size_t)(slots[busy].block - slots[busy].last);
                    bool in_last = slots[busy].last_blocks == 0;
                    slots[c] = slots[busy];
                    if (in_last)
                        slots[c].block = slots[c].last + inside;
                }
            }
        }
    }
}

#endif
