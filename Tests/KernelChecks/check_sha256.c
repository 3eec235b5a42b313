/*
 * SHA-256: every path against OpenSSL. Known answers, all lengths 0 to 300 at all
 * alignments, long messages, mixed batches of every size up to 70, guard pages on
 * both sides of the message. `check_sha256 bench` prints ns per message.
 */

#include "../../Sources/CCountersignP256/sha256/sha256.h"

#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>

static long checks;

static void reference(const uint8_t *message, size_t length, uint8_t digest[32])
{
    unsigned size;
    static EVP_MD *sha256;
    if (!sha256)
        sha256 = EVP_MD_fetch(NULL, "SHA256", NULL);
    EVP_Digest(message ? message : (const uint8_t *)"", length, digest, &size, sha256, NULL);
}

static void expect(const uint8_t *got, const uint8_t *want, const char *path, size_t length)
{
    checks++;
    if (memcmp(got, want, 32) != 0) {
        printf("WRONG: path %s, length %zu\n", path, length);
        exit(1);
    }
}

static void dispatched(const uint8_t *const *messages, const size_t *lengths, size_t count, uint8_t (*digests)[32])
{
    if (countersign_p256_sha256_many(messages, lengths, count, digests) != COUNTERSIGN_P256_OK) exit(1);
}

static uint64_t random_state = 0x9e3779b97f4a7c15;

static uint64_t random64(void)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return random_state * 0x2545f4914f6cdd1d;
}

static void known_answers(const countersign_sha256_path *path)
{
    static const struct { const char *text; uint8_t first[4]; } known[] = {
        {"", {0xe3, 0xb0, 0xc4, 0x42}},
        {"abc", {0xba, 0x78, 0x16, 0xbf}},
        {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", {0x24, 0x8d, 0x6a, 0x61}},
        {"string_to_sign", {0}},
    };
    for (int i = 0; i < 3; i++) {
        const uint8_t *message = (const uint8_t *)known[i].text;
        size_t length = strlen(known[i].text);
        uint8_t digest[1][32];
        path->many(&message, &length, 1, digest);
        checks++;
        if (memcmp(digest[0], known[i].first, 4) != 0) {
            printf("WRONG: path %s, known answer %d\n", path->name, i);
            exit(1);
        }
    }
}

/* A message that ends at a guard page, and one that begins after one. */
static void guarded(const countersign_sha256_path *path)
{
    uint8_t *pages = mmap(NULL, 3 * 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    mprotect(pages, 4096, PROT_NONE);
    mprotect(pages + 8192, 4096, PROT_NONE);
    for (int i = 0; i < 4096; i++)
        pages[4096 + i] = (uint8_t)random64();
    for (size_t length = 0; length <= 300; length++) {
        const uint8_t *m[20];
        size_t lengths[20];
        uint8_t digests[20][32], want[32];
        for (int i = 0; i < 20; i++) {
            m[i] = i & 1 ? pages + 4096 : pages + 8192 - length;
            lengths[i] = length;
        }
        path->many(m, lengths, 20, digests);
        for (int i = 0; i < 20; i++) {
            reference(m[i], length, want);
            expect(digests[i], want, path->name, length);
        }
    }
    munmap(pages, 3 * 4096);
}

static void mixed(const countersign_sha256_path *path)
{
    static uint8_t bytes[1 << 16];
    enum { MOST = 70 };
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (uint8_t)random64();
    for (size_t length = 0; length <= 300; length++) /* one at a time, all alignments */
        for (size_t shift = 0; shift < 64; shift += path->many == countersign_sha256_many_portable ? 7 : 1) {
            const uint8_t *m = bytes + shift;
            uint8_t digest[1][32], want[32];
            path->many(&m, &length, 1, digest);
            reference(m, length, want);
            expect(digest[0], want, path->name, length);
        }
    for (int round = 0; round < 40; round++)
        for (size_t count = 0; count <= MOST; count++) {
            const uint8_t *m[MOST];
            size_t lengths[MOST];
            uint8_t digests[MOST + 1][32], want[32];
            memset(digests, 0xa5, sizeof digests);
            for (size_t i = 0; i < count; i++) {
                lengths[i] = random64() % (round % 4 == 0 ? 120 : round % 4 == 1 ? 300 : round % 4 == 2 ? 66 : 3000);
                m[i] = lengths[i] == 0 && random64() % 2 ? NULL : bytes + random64() % 4096;
            }
            path->many(m, lengths, count, digests);
            for (size_t i = 0; i < count; i++) {
                reference(m[i], lengths[i], want);
                expect(digests[i], want, path->name, lengths[i]);
            }
            for (int i = 0; i < 32; i++)
                if (digests[count][i] != 0xa5)
                    exit((printf("WRONG: path %s wrote past the end\n", path->name), 1));
        }
    size_t long_length = 60000;
    const uint8_t *m = bytes;
    uint8_t digest[1][32], want[32];
    path->many(&m, &long_length, 1, digest);
    reference(m, long_length, want);
    expect(digest[0], want, path->name, long_length);
}

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

static double time_of(const countersign_sha256_path *path, size_t length, size_t count)
{
    static uint8_t bytes[256 * 256], digests[256][32];
    const uint8_t *m[256];
    size_t lengths[256];
    double best = 1e9;
    for (size_t i = 0; i < 256; i++) {
        m[i] = bytes + 256 * i;
        lengths[i] = length == 0 ? 6 + random64() % 115 : length;
    }
    for (int round = 0; round < 15; round++) {
        int calls = (int)(20000 / count);
        double start = now();
        for (int i = 0; i < calls; i++)
            path->many(m, lengths, count, digests);
        double each = (now() - start) / calls / (double)count;
        if (each < best)
            best = each;
    }
    return best;
}

static void bench(void)
{
    static const countersign_sha256_path chosen = {"dispatched", NULL, dispatched};
    static const size_t lengths[] = {32, 55, 64, 100, 0};
    printf("ns per message (best of 15); length 0 = mixed 6 to 120\n%-11s %6s", "path", "count");
    for (int i = 0; i < 5; i++)
        printf(" %6zu B", lengths[i]);
    printf("\n");
    for (int p = 0;; p++) {
        const countersign_sha256_path *path = &countersign_sha256_paths[p];
        bool last = path->name == NULL;
        if (last)
            path = &chosen;
        static const size_t counts[] = {1, 2, 4, 6, 8, 10, 12, 16, 17, 24, 64, 256};
        for (int c = 0; c < 12 && (last || path->available()); c++) {
            printf("%-11s %6zu", path->name, counts[c]);
            for (int i = 0; i < 5; i++)
                printf(" %8.1f", time_of(path, lengths[i], counts[c]));
            printf("\n");
        }
        if (last)
            break;
    }
}

int main(int argc, char **argv)
{
    static const countersign_sha256_path chosen = {"dispatched", NULL, dispatched};
    int paths = 0;
    if (argc > 1 && strcmp(argv[1], "bench") == 0) {
        bench();
        return 0;
    }
    for (const countersign_sha256_path *path = countersign_sha256_paths; path->name; path++) {
        if (!path->available()) {
            printf("sha256 %s: not on this CPU\n", path->name);
            continue;
        }
        known_answers(path);
        guarded(path);
        mixed(path);
        paths++;
    }
    guarded(&chosen);
    mixed(&chosen);
    for (size_t length = 0; length <= 300; length++) {
        uint8_t message[300] = {1, 2, 3}, digest[32], want[32];
        countersign_p256_sha256(message, length, digest);
        reference(message, length, want);
        expect(digest, want, "one message", length);
    }
    const uint8_t *none = NULL;
    size_t five = 5;
    uint8_t digest[1][32] = {{1}}, zeros[32] = {0};
    if (countersign_p256_sha256_many(&none, &five, 1, digest) != COUNTERSIGN_P256_ERROR_ARGUMENT ||
        memcmp(digest[0], zeros, 32) != 0 || countersign_p256_sha256(NULL, 1, digest[0]) == COUNTERSIGN_P256_OK ||
        countersign_p256_sha256_many(NULL, NULL, 0, NULL) != COUNTERSIGN_P256_OK ||
        countersign_p256_sha256_many(&none, &five, SIZE_MAX / 8, digest) != COUNTERSIGN_P256_ERROR_COUNT)
        exit((printf("WRONG: an argument that must be refused\n"), 1));
    printf("sha256: %d paths, %ld digests equal OpenSSL's\n", paths, checks);
    return 0;
}
