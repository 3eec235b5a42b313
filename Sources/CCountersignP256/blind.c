#include "blind.h"

#include "complete.h"
#include "scalar.h"

#include <pthread.h>
#include <time.h>
#include <unistd.h>
#if defined(__APPLE__)
#include <sys/random.h>
#endif

void countersign_blinds_make(struct blinds *out, const struct words scalars[2], unsigned form)
{
    const struct words n = WORDS_N, one = {{1, 0, 0, 0}};
    for (int i = 0; i < 2; i++) {
        struct words t = scalars[i];
        if (!words_below(&t, &n)) words_subtract(&t, &t, &n);
        if (words_is_zero(&t)) t = one;
        out->of[i].scalar = t;
        countersign_complete_generator_multiple(&out->of[i].line, &t, form);
    }
}

void countersign_blinds_draw(struct words scalars[2])
{
    uint8_t bytes[2][32];
    if (getentropy(bytes, sizeof bytes)) {
        /* No verdict is at stake, only time: then the clock and where memory lies must do. */
        struct timespec now = {0};
        clock_gettime(CLOCK_REALTIME, &now);
        const uint64_t seed[4] = {(uint64_t)now.tv_sec, (uint64_t)now.tv_nsec, (uint64_t)(uintptr_t)&now, (uint64_t)getpid()};
        countersign_p256_sha256((const uint8_t *)seed, sizeof seed, bytes[0]);
        countersign_p256_sha256(bytes[0], 32, bytes[1]);
    }
    for (int i = 0; i < 2; i++) scalars[i] = words_from_bytes(bytes[i]);
}

/* Of forms 256 and 260. */
static struct blinds process_blinds[2];

static void make_process_blinds(void)
{
    struct words scalars[2];
    countersign_blinds_draw(scalars);
    countersign_blinds_make(&process_blinds[0], scalars, 256);
    countersign_blinds_make(&process_blinds[1], scalars, 260);
}

const struct blinds *countersign_blinds_of_process(unsigned form)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, make_process_blinds);
    return &process_blinds[form == 260];
}
