/*
 * SHA-256 of sixteen messages at once: one 32-bit lane of a ZMM register each.
 *
 * Each lane works through the blocks of its message and takes the next message when
 * it is done. Blocks are read by masked loads, which never touch a byte outside of the
 * message, and the padding is made in registers: no copy, no buffer.
 */

#include "sha256.h"

#if defined(__x86_64__)

#include <immintrin.h>

#define TARGET __attribute__((target("avx512f,avx512bw,avx512vl,bmi2")))
#define INLINE static inline __attribute__((always_inline)) TARGET

enum { LANES = 16 };

/* A message longer than this goes through the one-message path: alone at the end of a
 * list it would leave fifteen lanes idle. */
enum { LONG_MESSAGE = 1024 };

/* What the lanes have still to read. */
typedef struct lanes {
    const uint8_t *data[LANES];
    /* Bytes left, 0x80 not yet placed; ONLY_LENGTH when just the length is missing. */
    int64_t left[LANES];
    uint8_t *digest[LANES];
    _Alignas(64) uint64_t bits[LANES]; /* length of the whole message */
} lanes;

enum { ONLY_LENGTH = -1 };

INLINE __m512i choose(__m512i e, __m512i f, __m512i g) { return _mm512_ternarylogic_epi32(e, f, g, 0xca); }
INLINE __m512i majority(__m512i a, __m512i b, __m512i c) { return _mm512_ternarylogic_epi32(a, b, c, 0xe8); }
INLINE __m512i xor3(__m512i a, __m512i b, __m512i c) { return _mm512_ternarylogic_epi32(a, b, c, 0x96); }
INLINE __m512i add(__m512i a, __m512i b) { return _mm512_add_epi32(a, b); }

/* Rows of sixteen 32-bit words into columns. */
INLINE void transpose(__m512i r[16])
{
    __m512i t[16];

    for (int i = 0; i < 16; i += 2) {
        t[i] = _mm512_unpacklo_epi32(r[i], r[i + 1]);
        t[i + 1] = _mm512_unpackhi_epi32(r[i], r[i + 1]);
    }
    for (int i = 0; i < 16; i += 4) {
        r[i] = _mm512_unpacklo_epi64(t[i], t[i + 2]);
        r[i + 1] = _mm512_unpackhi_epi64(t[i], t[i + 2]);
        r[i + 2] = _mm512_unpacklo_epi64(t[i + 1], t[i + 3]);
        r[i + 3] = _mm512_unpackhi_epi64(t[i + 1], t[i + 3]);
    }
    /* r[4k+j] now holds, in 128-bit part q, column 4q+j of rows 4k to 4k+3. */
    for (int i = 0; i < 4; i++) {
        t[i] = _mm512_shuffle_i32x4(r[i], r[i + 4], 0x88);
        t[i + 4] = _mm512_shuffle_i32x4(r[i], r[i + 4], 0xdd);
        t[i + 8] = _mm512_shuffle_i32x4(r[i + 8], r[i + 12], 0x88);
        t[i + 12] = _mm512_shuffle_i32x4(r[i + 8], r[i + 12], 0xdd);
    }
    for (int i = 0; i < 4; i++) {
        r[i] = _mm512_shuffle_i32x4(t[i], t[i + 8], 0x88);
        r[i + 8] = _mm512_shuffle_i32x4(t[i], t[i + 8], 0xdd);
        r[i + 4] = _mm512_shuffle_i32x4(t[i + 4], t[i + 12], 0x88);
        r[i + 12] = _mm512_shuffle_i32x4(t[i + 4], t[i + 12], 0xdd);
    }
}

INLINE __m512i swap_words(__m512i row)
{
    const __m128i order = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
    return _mm512_shuffle_epi8(row, _mm512_broadcast_i32x4(order));
}

/* The next block of each lane, padded where the message ends; returns the lanes for which it is
 * the last one. Idle lanes (left == ONLY_LENGTH, nobody reads the result) are reported too. */
INLINE __mmask16 next_blocks(lanes *l, __m512i w[16])
{
    uint32_t finished = 0;

#pragma clang loop unroll(full)
    for (int i = 0; i < LANES; i++) {
        int64_t left = l->left[i];
        uint64_t inside, end;

        if (left >= 64) {
            inside = ~UINT64_C(0);
            end = 0;
            l->left[i] = left - 64;
        } else if (left >= 0) {
            end = UINT64_C(1) << left;
            inside = end - 1;
            l->left[i] = ONLY_LENGTH;
            finished |= (uint32_t)(left < 56) << i;
        } else {
            inside = 0;
            end = 0;
            finished |= 1u << i;
        }
        __m512i row = _mm512_maskz_loadu_epi8(inside, l->data[i]);
        row = _mm512_mask_mov_epi8(row, end, _mm512_set1_epi8((char)0x80));
        w[i] = swap_words(row);
        l->data[i] += left >= 64 ? 64 : 0;
    }
    transpose(w);

    __mmask16 last = (__mmask16)finished;
    __m512i bits0 = _mm512_load_si512(&l->bits[0]);
    __m512i bits1 = _mm512_load_si512(&l->bits[8]);
    __m512i low = _mm512_inserti64x4(_mm512_castsi256_si512(_mm512_cvtepi64_epi32(bits0)),
                                     _mm512_cvtepi64_epi32(bits1), 1);
    __m512i high = _mm512_inserti64x4(
        _mm512_castsi256_si512(_mm512_cvtepi64_epi32(_mm512_srli_epi64(bits0, 32))),
        _mm512_cvtepi64_epi32(_mm512_srli_epi64(bits1, 32)), 1);
    w[14] = _mm512_mask_mov_epi32(w[14], last, high);
    w[15] = _mm512_mask_mov_epi32(w[15], last, low);
    return last;
}

INLINE void compress(__m512i state[8], __m512i w[16])
{
    __m512i a = state[0], b = state[1], c = state[2], d = state[3];
    __m512i e = state[4], f = state[5], g = state[6], h = state[7];

    /* Unrolled in full, or the indices of w become addresses. */
#pragma clang loop unroll(full)
    for (int i = 0; i < 64; i++) {
        if (i >= 16) {
            __m512i x = w[(i + 1) & 15], y = w[(i + 14) & 15];
            __m512i s0 = xor3(_mm512_ror_epi32(x, 7), _mm512_ror_epi32(x, 18), _mm512_srli_epi32(x, 3));
            __m512i s1 = xor3(_mm512_ror_epi32(y, 17), _mm512_ror_epi32(y, 19), _mm512_srli_epi32(y, 10));
            w[i & 15] = add(add(w[i & 15], w[(i + 9) & 15]), add(s0, s1));
        }
        __m512i s1 = xor3(_mm512_ror_epi32(e, 6), _mm512_ror_epi32(e, 11), _mm512_ror_epi32(e, 25));
        __m512i s0 = xor3(_mm512_ror_epi32(a, 2), _mm512_ror_epi32(a, 13), _mm512_ror_epi32(a, 22));
        __m512i k = _mm512_set1_epi32((int)countersign_sha256_round[i]);
        __m512i early = add(add(h, w[i & 15]), k); /* ready before e is */
        __m512i t1 = add(add(early, choose(e, f, g)), s1);
        __m512i t2 = add(s0, majority(a, b, c));
        h = g;
        g = f;
        f = e;
        e = add(d, t1);
        d = c;
        c = b;
        b = a;
        a = add(t1, t2);
    }
    state[0] = add(state[0], a);
    state[1] = add(state[1], b);
    state[2] = add(state[2], c);
    state[3] = add(state[3], d);
    state[4] = add(state[4], e);
    state[5] = add(state[5], f);
    state[6] = add(state[6], g);
    state[7] = add(state[7], h);
}

INLINE void write_digests(const __m512i state[8], const lanes *l, uint32_t finished)
{
    __m512i rows[16];

    for (int i = 0; i < 16; i++)
        rows[i] = i < 8 ? swap_words(state[i]) : _mm512_setzero_si512();
    transpose(rows);
    if (finished == 0xffff) {
#pragma clang loop unroll(full)
        for (int i = 0; i < LANES; i++)
            _mm256_storeu_si256((__m256i *)l->digest[i], _mm512_castsi512_si256(rows[i]));
        return;
    }
    for (; finished != 0; finished &= finished - 1) {
        int i = __builtin_ctz(finished);
        _mm256_storeu_si256((__m256i *)l->digest[i], _mm512_castsi512_si256(rows[i]));
    }
}

TARGET void countersign_sha256_many_avx512(const uint8_t *const *messages, const size_t *lengths,
                                           size_t count,
                                           uint8_t (*digests)[COUNTERSIGN_SHA256_BYTES])
{
    lanes l;
    __m512i state[8], w[16];
    size_t next = 0;
    uint32_t busy = 0;
    uint32_t vacant = 0xffff;

    for (int i = 0; i < LANES; i++) {
        l.data[i] = (const uint8_t *)&l; /* read with an empty mask while the lane is idle */
        l.left[i] = ONLY_LENGTH;
        l.digest[i] = 0;
        l.bits[i] = 0;
    }
    for (int i = 0; i < 8; i++)
        state[i] = _mm512_setzero_si512();

    for (;;) {
        __mmask16 fresh = 0;
        for (; vacant != 0 && next < count; next++) {
            if (lengths[next] > LONG_MESSAGE) {
                countersign_sha256_one(messages[next], lengths[next], digests[next]);
                continue;
            }
            int i = __builtin_ctz(vacant);
            vacant &= vacant - 1;
            fresh |= (__mmask16)(1u << i);
            l.data[i] = lengths[next] > 0 ? messages[next] : (const uint8_t *)&l;
            l.left[i] = (int64_t)lengths[next];
            l.bits[i] = (uint64_t)lengths[next] << 3;
            l.digest[i] = digests[next];
        }
        busy |= fresh;
        if (busy == 0)
            return;
        for (int i = 0; i < 8; i++)
            state[i] = _mm512_mask_set1_epi32(state[i], fresh, (int)countersign_sha256_initial[i]);

        uint32_t finished = next_blocks(&l, w) & busy;
        compress(state, w);
        if (finished != 0)
            write_digests(state, &l, finished);
        busy &= ~finished;
        vacant |= finished;
    }
}

#endif
