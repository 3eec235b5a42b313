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

/* Two random scalars. */
static void draw(struct words scalars[2])
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

/* Of forms 256 and 260; `number` is 0 before the first. */
static struct {
    pthread_mutex_t lock;
    uint64_t number;
    struct blinds of_form[2];
} process = {.lock = PTHREAD_MUTEX_INITIALIZER};

/* The lock is held. */
static void renew(void)
{
    struct words scalars[2];
    draw(scalars);
    countersign_blinds_make(&process.of_form[0], scalars, 256);
    countersign_blinds_make(&process.of_form[1], scalars, 260);
    process.number++;
}

uint64_t countersign_blinds_of_process(struct blinds *out, unsigned form)
{
    pthread_mutex_lock(&process.lock);
    if (!process.number) renew();
    *out = process.of_form[form == 260];
    const uint64_t number = process.number;
    pthread_mutex_unlock(&process.lock);
    return number;
}

void countersign_blinds_renew(uint64_t old)
{
    pthread_mutex_lock(&process.lock);
    if (process.number == old) renew();
    pthread_mutex_unlock(&process.lock);
}
