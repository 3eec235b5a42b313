/* SHA-256 in plain C, after FIPS 180-4: the specification that the other paths must agree with. */

#include "sha256.h"

#include <string.h>

_Alignas(64) const uint32_t countersign_sha256_round[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

_Alignas(64) const uint32_t countersign_sha256_initial[8] = {
    0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
};

int countersign_sha256_last_blocks(const uint8_t *message, size_t length, uint8_t blocks[128])
{
    size_t used = length % 64;
    size_t size = used < 56 ? 64 : 128;
    uint64_t bits = (uint64_t)length << 3;

    uint8_t big_endian[8];

    memset(blocks, 0, 128);
    if (used > 0) /* memcpy from NULL is undefined even for 0 bytes */
        memcpy(blocks, message + (length - used), used);
    blocks[used] = 0x80;
    for (int i = 0; i < 8; i++)
        big_endian[i] = (uint8_t)(bits >> (56 - 8 * i));
    memcpy(blocks + size - 8, big_endian, 8); /* one store: the reader loads rows of 16 bytes */
    return (int)(size / 64);
}

static uint32_t load_big_endian(const uint8_t *bytes)
{
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

static inline uint32_t rotate(uint32_t x, int n)
{
    return x >> n | x << (32 - n);
}

void countersign_sha256_compress(uint32_t state[8], const uint8_t block[64])
{
    uint32_t w[64];
    uint32_t a = state[0], b = state[1], c = state[2], d = state[3];
    uint32_t e = state[4], f = state[5], g = state[6], h = state[7];

    for (int i = 0; i < 16; i++)
        w[i] = load_big_endian(block + 4 * i);
    for (int i = 16; i < 64; i++) {
        uint32_t s0 = rotate(w[i - 15], 7) ^ rotate(w[i - 15], 18) ^ w[i - 15] >> 3;
        uint32_t s1 = rotate(w[i - 2], 17) ^ rotate(w[i - 2], 19) ^ w[i - 2] >> 10;
        w[i] = w[i - 16] + s0 + w[i - 7] + s1;
    }
    for (int i = 0; i < 64; i++) {
        uint32_t s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
        uint32_t t1 = h + s1 + ((e & f) ^ (~e & g)) + countersign_sha256_round[i] + w[i];
        uint32_t s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
        uint32_t t2 = s0 + ((a & b) ^ (a & c) ^ (b & c));
        h = g;
        g = f;
        f = e;
        e = d + t1;
        d = c;
        c = b;
        b = a;
        a = t1 + t2;
    }
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
    state[4] += e;
    state[5] += f;
    state[6] += g;
    state[7] += h;
}

void countersign_sha256_write(const uint32_t state[8], uint8_t digest[COUNTERSIGN_SHA256_BYTES])
{
    for (int word = 0; word < 8; word++) {
        digest[4 * word] = (uint8_t)(state[word] >> 24);
        digest[4 * word + 1] = (uint8_t)(state[word] >> 16);
        digest[4 * word + 2] = (uint8_t)(state[word] >> 8);
        digest[4 * word + 3] = (uint8_t)state[word];
    }
}

void countersign_sha256_many_portable(const uint8_t *const *messages, const size_t *lengths,
                                      size_t count, uint8_t (*digests)[COUNTERSIGN_SHA256_BYTES])
{
    for (size_t i = 0; i < count; i++) {
        uint32_t state[8];
        uint8_t last[128];
        int last_count = countersign_sha256_last_blocks(messages[i], lengths[i], last);

        memcpy(state, countersign_sha256_initial, sizeof state);
        for (size_t block = 0; block < lengths[i] / 64; block++)
            countersign_sha256_compress(state, messages[i] + 64 * block);
        for (int block = 0; block < last_count; block++)
            countersign_sha256_compress(state, last + 64 * block);
        countersign_sha256_write(state, digests[i]);
    }
}
