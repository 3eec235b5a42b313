#include "include/CCountersignP256Probe.h"

#include "../../Sources/CCountersignP256/complete.h"
#include "../../Sources/CCountersignP256/cpu.h"
#include "../../Sources/CCountersignP256/scalar.h"
#include "../../Sources/CCountersignP256/portable/field.h"
#include "plain.h"

extern const countersign_probe countersign_probe_portable;
#if defined(__x86_64__) && defined(__clang__)
extern const countersign_probe countersign_probe_x86_64adx, countersign_probe_avx512ifma;
#endif

static const countersign_probe *const probes[] = {
    &countersign_probe_portable,
#if defined(__x86_64__) && defined(__clang__)
    &countersign_probe_x86_64adx,
    &countersign_probe_avx512ifma,
#endif
};

size_t countersign_probe_count(void) { return sizeof probes / sizeof probes[0]; }

const countersign_probe *countersign_probe_at(size_t index)
{
    return index < countersign_probe_count() ? probes[index] : NULL;
}

bool countersign_probe_usable(const countersign_probe *probe)
{
    return (probe->needs & ~countersign_cpu_features()) == 0;
}

struct words countersign_probe_plain(const struct words *a, unsigned form)
{
    /* a · 2^(512-form) / 2^256 = plain · 2^256, and once more by 1. */
    const field one = {{1, 0, 0, 0}};
    field r = *a;
    if (form != 256) {
        field shift = {{0, 0, 0, 0}};
        shift.w[(512 - form) / 64] = (uint64_t)1 << (512 - form) % 64;
        field_multiply(&r, &r, &shift);
    }
    field_multiply(&r, &r, &one);
    return r;
}

void countersign_probe_scalar_multiply(
    const countersign_probe_words *a, const countersign_probe_words *b, countersign_probe_words *r)
{
    const struct words r2 = SCALAR_R2;
    struct words x, y;
    memcpy(&x, a, sizeof x);
    memcpy(&y, b, sizeof y);
    scalar_multiply(&x, &x, &r2);
    scalar_multiply(&x, &x, &y);
    memcpy(r, &x, sizeof x);
}

void countersign_probe_scalar_invert(const countersign_probe_words *a, countersign_probe_words *r)
{
    struct words x;
    memcpy(&x, a, sizeof x);
    countersign_invert_n(&x, &x);
    memcpy(r, &x, sizeof x);
}

int countersign_probe_complete_verify(
    const uint8_t digest[32], const uint8_t r[32], const uint8_t s[32], const uint8_t key[64])
{
    countersign_p256_signature signature;
    memcpy(signature.digest, digest, 32);
    memcpy(signature.r, r, 32);
    memcpy(signature.s, s, 32);
    return countersign_complete_verify(&signature, key);
}
