#include "dispatch.h"
#include "kernels.h"

#include <stdatomic.h>
#include <stdlib.h>

#define DECLARE(name) extern const struct countersign_kernel countersign_kernel_##name;
#define ADDRESS(name) &countersign_kernel_##name,
KERNELS(DECLARE)
static const struct countersign_kernel *const kernels[] = {KERNELS(ADDRESS)};
enum { KERNEL_COUNT = sizeof kernels / sizeof kernels[0] };

/* What is known of a kernel: its status once tested, or -1. */
static atomic_int proofs[KERNEL_COUNT] = {
    [0 ... KERNEL_COUNT - 1] = -1,
};
/* Index of the kernel that countersign_p256_choose_kernel named, or -1. */
static atomic_int chosen = -1;

static bool available(const struct countersign_kernel *kernel)
{
    return (kernel->needs & ~countersign_cpu_features()) == 0;
}

/* OK once kernel `i` has proved itself; a kernel that failed stays struck off. Two threads may test the
 * same kernel at once; they find the same. */
static countersign_p256_status prove(int i)
{
    if (!available(kernels[i])) return COUNTERSIGN_P256_ERROR_KERNEL_UNAVAILABLE;
    int known = atomic_load(&proofs[i]);
    if (known >= 0) return (countersign_p256_status)known;
    countersign_p256_status status = kernels[i]->prepare(NULL);
    if (!status) status = countersign_kernel_self_test(kernels[i]);
    if (status != COUNTERSIGN_P256_ERROR_MEMORY) atomic_store(&proofs[i], status);
    return status;
}

static int index_of(const char *name)
{
    for (int i = 0; i < KERNEL_COUNT; i++) {
        if (strcmp(kernels[i]->name, name) == 0) return i;
    }
    return -1;
}

static countersign_p256_status find_named(const char *name, const struct countersign_kernel **out)
{
    int i = index_of(name);
    if (i < 0) return COUNTERSIGN_P256_ERROR_KERNEL_UNKNOWN;
    countersign_p256_status status = prove(i);
    if (!status) *out = kernels[i];
    return status;
}

/* The best kernel with at most `lanes` lanes that proves itself. */
static countersign_p256_status find_best(unsigned lanes, const struct countersign_kernel **out)
{
    countersign_p256_status status = COUNTERSIGN_P256_ERROR_KERNEL_UNAVAILABLE;
    for (int i = 0; i < KERNEL_COUNT; i++) {
        if (kernels[i]->lanes > lanes) continue;
        status = prove(i);
        if (!status) {
            *out = kernels[i];
            return status;
        }
        if (status == COUNTERSIGN_P256_ERROR_MEMORY) return status;
    }
    return status;
}

countersign_p256_status countersign_kernel_find(const char *name, const struct countersign_kernel **out)
{
    *out = NULL;
    if (name) return find_named(name, out);
    int choice = atomic_load(&chosen);
    if (choice >= 0) return find_named(kernels[choice]->name, out);
    const char *environment = getenv("COUNTERSIGN_KERNEL");
    if (environment && *environment) return find_named(environment, out);
    return find_best(UINT32_MAX, out);
}

countersign_p256_status countersign_kernel_find_single(bool is_named, const struct countersign_kernel **out)
{
    /* A forced one-lane kernel is obeyed here too, unless a caller has named another. */
    if (is_named) return find_best(1, out);
    countersign_p256_status status = countersign_kernel_find(NULL, out);
    if (status || (*out)->lanes == 1) return status;
    return find_best(1, out);
}

size_t countersign_p256_kernel_count(void) { return KERNEL_COUNT; }

static void describe(const struct countersign_kernel *kernel, countersign_p256_kernel_info *out)
{
    int i = index_of(kernel->name);
    *out = (countersign_p256_kernel_info){
        .name = kernel->name,
        .description = kernel->description,
        .lanes = kernel->lanes,
        .batch = kernel->batch,
        .table_form = kernel->form,
        .available = available(kernel),
    };
    if (!out->available) return;
    const countersign_p256_status status = prove(i);
    if (status == COUNTERSIGN_P256_ERROR_MEMORY) return;
    out->self_test = status ? COUNTERSIGN_P256_SELF_TEST_FAILED : COUNTERSIGN_P256_SELF_TEST_PASSED;
}

countersign_p256_status countersign_p256_kernel_describe(size_t index, countersign_p256_kernel_info *out)
{
    if (!out) return COUNTERSIGN_P256_ERROR_ARGUMENT;
    memset(out, 0, sizeof *out);
    if (index >= KERNEL_COUNT) return COUNTERSIGN_P256_ERROR_KERNEL_UNKNOWN;
    describe(kernels[index], out);
    return COUNTERSIGN_P256_OK;
}

countersign_p256_status countersign_p256_choose_kernel(const char *name)
{
    if (!name) {
        atomic_store(&chosen, -1);
        return COUNTERSIGN_P256_OK;
    }
    const struct countersign_kernel *kernel;
    countersign_p256_status status = find_named(name, &kernel);
    if (!status) atomic_store(&chosen, index_of(name));
    return status;
}

countersign_p256_status countersign_p256_current_kernel(countersign_p256_kernel_info *out)
{
    if (!out) return COUNTERSIGN_P256_ERROR_ARGUMENT;
    memset(out, 0, sizeof *out);
    const struct countersign_kernel *kernel;
    countersign_p256_status status = countersign_kernel_find(NULL, &kernel);
    if (!status) describe(kernel, out);
    return status;
}

countersign_p256_status countersign_p256_self_test(const char *name)
{
    const struct countersign_kernel *kernel;
    countersign_p256_status status = countersign_kernel_find(name, &kernel);
    return status ? status : countersign_kernel_self_test(kernel);
}
