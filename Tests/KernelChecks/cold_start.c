/*
 * The first calls of a process, all at once: 64 threads make a workspace, verify the known answers, then verify under
 * tables that one of them built. A process starts cold only once, so each start is a child of this one, which calls
 * nothing of the library itself. Scripts/check-cold-start.sh builds it with ThreadSanitizer.
 *
 *     cold_start [starts]      exit 1 if a verdict was wrong or a start ended otherwise than it should
 */

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../../Sources/CCountersignP256/include/CCountersignP256.h"
#include "../../Sources/CCountersignP256/self_test_vectors.h"

enum { THREADS = 64, CASES = sizeof known_answers / sizeof known_answers[0], BYTES = COUNTERSIGN_P256_TABLE_2K };

static pthread_barrier_t start, built;
static atomic_int wrong;
static _Alignas(64) uint8_t memory[CASES][BYTES];
static countersign_p256_table tables[CASES];
static uint8_t results[CASES];

static void verify_enrolled(countersign_p256_workspace *workspace)
{
    for (size_t i = 0; i < CASES; i++) {
        if (results[i] != COUNTERSIGN_P256_VALID) continue;
        const countersign_p256_enrolled_item item = {known_answers[i].item.signature, tables[i]};
        uint8_t verdict = 0xff;
        if (countersign_p256_verify_enrolled(workspace, &item, 1, &verdict, NULL)) wrong++;
        if (verdict != known_answers[i].verdict) wrong++;
    }
}

static void *work(void *argument)
{
    const size_t number = (size_t)(uintptr_t)argument;
    countersign_p256_item items[CASES];
    uint8_t keys[CASES][64], verdicts[CASES];
    void *places[CASES];
    for (size_t i = 0; i < CASES; i++) {
        items[i] = known_answers[i].item;
        memcpy(keys[i], items[i].key, 64);
        places[i] = memory[i];
    }
    pthread_barrier_wait(&start);
    /* Every third names a kernel, one in four verifies without a workspace first. */
    countersign_p256_workspace *workspace = NULL;
    if (number % 4 == 3 && (countersign_p256_verify_one(&items[0], verdicts) || verdicts[0] != known_answers[0].verdict)) {
        wrong++;
    }
    if (countersign_p256_workspace_create(number % 3 ? NULL : "portable", &workspace)) wrong++;
    if (countersign_p256_verify(workspace, items, CASES, verdicts, NULL)) wrong++;
    for (size_t i = 0; i < CASES; i++) wrong += verdicts[i] != known_answers[i].verdict;
    if (number == 1) {
        if (countersign_p256_build_tables(workspace, BYTES, (const uint8_t(*)[64])keys, CASES, places, tables, results)) {
            wrong++;
        }
    }
    pthread_barrier_wait(&built);
    /* Tables are for one form of kernels: those of thread 1, which took the default. */
    if (number % 3) verify_enrolled(workspace);
    countersign_p256_workspace_free(workspace);
    return NULL;
}

static int start_cold(void)
{
    pthread_t threads[THREADS];
    pthread_barrier_init(&start, NULL, THREADS);
    pthread_barrier_init(&built, NULL, THREADS);
    for (size_t i = 0; i < THREADS; i++) {
        if (pthread_create(&threads[i], NULL, work, (void *)(uintptr_t)i)) return perror("pthread_create"), 2;
    }
    for (size_t i = 0; i < THREADS; i++) pthread_join(threads[i], NULL);
    if (wrong) printf("cold_start: %d wrong\n", wrong);
    return wrong != 0;
}

int main(int argc, char **argv)
{
    const unsigned long starts = argc > 1 ? strtoul(argv[1], NULL, 0) : 1;
    for (unsigned long i = 1; i <= starts; i++) {
        fflush(stdout);
        const pid_t child = fork();
        if (child < 0) return perror("fork"), 2;
        if (child == 0) return start_cold();
        int status = 0;
        if (waitpid(child, &status, 0) != child) return perror("waitpid"), 2;
        if (status) return printf("cold_start: start %lu ended with status %d\n", i, status), 1;
    }
    printf("cold_start: %lu starts of %d threads, no wrong verdict\n", starts, THREADS);
    return 0;
}
