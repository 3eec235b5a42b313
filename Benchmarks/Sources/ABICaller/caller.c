#include "include/ABICaller.h"

#include <dlfcn.h>
#include <stdlib.h>
#include <time.h>

/* The header that is installed, so that what is measured is what users compile. */
#include "../../../Sources/CCountersign/include/countersign.h"

static struct {
    __typeof__(&countersign_version) version;
    __typeof__(&countersign_key_import) key_import;
    __typeof__(&countersign_verify) verify;
    __typeof__(&countersign_verifier_new) verifier_new;
    __typeof__(&countersign_verifier_enrol) verifier_enrol;
    __typeof__(&countersign_verifier_verify) verifier_verify;
} library;

static const abi_sample *samples;
static size_t sample_count, next_sample;
static countersign_handle *keys, verifier;
static uint64_t *numbers;
static countersign_item *items;
static countersign_verdict *verdicts;
static size_t item_count;

#define LOAD(name) \
    if ((library.name = (__typeof__(library.name))dlsym(handle, "countersign_" #name)) == NULL) return dlerror()

const char *abi_load(const char *path) {
    /* Nothing of it may be bound to the Swift that measures: it brings its own. */
    void *handle = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (handle == NULL) return dlerror();
    LOAD(version);
    LOAD(key_import);
    LOAD(verify);
    LOAD(verifier_new);
    LOAD(verifier_enrol);
    LOAD(verifier_verify);
    return NULL;
}

const char *abi_version(void) { return library.version(); }

int abi_prepare(const abi_sample *given, size_t count) {
    samples = given;
    sample_count = count;
    keys = calloc(count, sizeof *keys);
    numbers = calloc(count, sizeof *numbers);
    if (keys == NULL || numbers == NULL) return 1;
    if (library.verifier_new(NULL, 0, COUNTERSIGN_TABLES_ON_ENROLMENT, &verifier, NULL) != COUNTERSIGN_OK) return 1;
    for (size_t i = 0; i < count; i++) {
        if (library.key_import(given[i].point, 65, NULL, 0, &keys[i], NULL, NULL) != COUNTERSIGN_OK) return 1;
        char id[24];
        size_t length = 0;
        for (size_t rest = i + 1; rest > 0; rest /= 10) id[length++] = (char)('0' + rest % 10);
        if (library.verifier_enrol(verifier, keys[i], id, length, &numbers[i], NULL) != COUNTERSIGN_OK) return 1;
    }
    return 0;
}

size_t abi_verify_singles(size_t calls) {
    size_t bad = 0;
    for (size_t i = 0; i < calls; i++) {
        size_t which = next_sample++ % sample_count;
        const abi_sample *sample = &samples[which];
        bad += library.verify(keys[which], sample->text, sample->text_length, sample->field, sample->field_length,
                              NULL) != COUNTERSIGN_OK;
    }
    return bad;
}

static int make_items(size_t count) {
    free(items);
    free(verdicts);
    items = calloc(count, sizeof *items);
    verdicts = calloc(count, sizeof *verdicts);
    if (items == NULL || verdicts == NULL) return 1;
    for (size_t i = 0; i < count; i++) {
        size_t which = i * 7919 % sample_count;
        items[i].enrolled = numbers[which];
        items[i].text = samples[which].text;
        items[i].text_length = samples[which].text_length;
        items[i].field = samples[which].field;
        items[i].field_length = samples[which].field_length;
    }
    item_count = count;
    return 0;
}

size_t abi_verify_batch(size_t count) {
    if (item_count != count && make_items(count) != 0) return count;
    if (library.verifier_verify(verifier, items, count, verdicts, NULL) != COUNTERSIGN_OK) return count;
    size_t bad = 0;
    for (size_t i = 0; i < count; i++) bad += verdicts[i].code != COUNTERSIGN_VERDICT_OK;
    return bad;
}

double abi_thread_seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}
