#ifndef COUNTERSIGN_P256_H
#define COUNTERSIGN_P256_H

/*
 * Verify many ECDSA P-256 signatures at once.
 *
 * Public data only: keys, digests and signatures. Nothing here takes a secret, and all of it runs in
 * variable time. Sources: FIPS 186-5 section 6.4.2 (verification), SEC 1 section 4.1.4, SP 800-186
 * (curve). Keys are the raw 64 bytes x ‖ y; SEC 1 prefixes and DER are read elsewhere.
 *
 * Rules that hold for every function:
 *   - buffers belong to the caller and need no alignment, except table memory (64 bytes);
 *   - lengths and counts are exact; 0 items, where the rest is right, are a success and touch nothing;
 *   - a call either returns COUNTERSIGN_P256_OK and wrote every result, or it returns an error and
 *     wrote zeros into each place for results that is not NULL (no verdict "valid" survives an error);
 *     only COUNTERSIGN_P256_ERROR_COUNT leaves them, for nobody knows how many there are;
 *   - hostile bytes are never an error of the call: they give a verdict;
 *   - every function may run on any number of threads at once, but one workspace serves one call at a time.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Outcome of a call. Values are stable and only ever appended. */
typedef enum countersign_p256_status {
    COUNTERSIGN_P256_OK = 0,
    /* A pointer is NULL where the call needs one. */
    COUNTERSIGN_P256_ERROR_ARGUMENT = 1,
    /* count × size of an item does not fit into memory. */
    COUNTERSIGN_P256_ERROR_COUNT = 2,
    /* Table memory is not 64-byte aligned. */
    COUNTERSIGN_P256_ERROR_ALIGNMENT = 3,
    /* No such table size, or tables of different sizes in one call. */
    COUNTERSIGN_P256_ERROR_LAYOUT = 4,
    /* Not a table that countersign_p256_build_tables filled, or one for a kernel of another form. */
    COUNTERSIGN_P256_ERROR_TABLE = 5,
    /* No kernel has this name. */
    COUNTERSIGN_P256_ERROR_KERNEL_UNKNOWN = 6,
    /* This CPU or operating system cannot run the kernel. */
    COUNTERSIGN_P256_ERROR_KERNEL_UNAVAILABLE = 7,
    /* The kernel gave a wrong known answer and is struck off. */
    COUNTERSIGN_P256_ERROR_SELF_TEST = 8,
    /* Memory is exhausted. */
    COUNTERSIGN_P256_ERROR_MEMORY = 9,
} countersign_p256_status;

/* One clause for people; "unknown status" for a value outside the enum. Never NULL. */
const char *countersign_p256_status_text(countersign_p256_status status);

/* ---- Kernels ------------------------------------------------------------------------------------ */

typedef enum countersign_p256_self_test_result {
    COUNTERSIGN_P256_SELF_TEST_NOT_RUN = 0, /* the kernel is not available here, or memory is exhausted */
    COUNTERSIGN_P256_SELF_TEST_PASSED = 1,
    COUNTERSIGN_P256_SELF_TEST_FAILED = 2,
} countersign_p256_self_test_result;

typedef struct countersign_p256_kernel_info {
    const char *name;        /* "portable", "x86_64adx", "avx512ifma": static, never NULL */
    const char *description; /* one clause, static */
    uint32_t lanes;          /* signatures per vector operation: 1 or 8 */
    uint32_t batch;          /* items that one internal batch takes; give multiples of it for best speed */
    uint32_t table_form;     /* tables are interchangeable between kernels with equal form */
    bool available;          /* CPU and operating system can run it */
    countersign_p256_self_test_result self_test;
} countersign_p256_kernel_info;

/* Number of kernels built into this library, available or not. */
size_t countersign_p256_kernel_count(void);

/* Describes kernel `index` (best first) and runs its self-test if it is available. The first use of a kernel takes
 * some 30 ms: it builds the generator's table (4 MB, kept) and gives its known answers.
 * Errors: ARGUMENT (out is NULL), KERNEL_UNKNOWN (index too large). */
countersign_p256_status countersign_p256_kernel_describe(size_t index, countersign_p256_kernel_info *out);

/* Makes `name` the kernel of all later workspaces that name none. NULL goes back to the default: the
 * one that the environment variable COUNTERSIGN_KERNEL names, else the best that passes its self-test.
 * A kernel that is missing or fails is an error and changes nothing; nothing falls back silently. */
countersign_p256_status countersign_p256_choose_kernel(const char *name);

/* The kernel that a workspace made with NULL would use now.
 * Errors: as countersign_p256_choose_kernel, when COUNTERSIGN_KERNEL names a missing kernel. */
countersign_p256_status countersign_p256_current_kernel(countersign_p256_kernel_info *out);

/* Known answers on kernel `name` (NULL: the current one), run anew on each call.
 * Errors: KERNEL_UNKNOWN, KERNEL_UNAVAILABLE, SELF_TEST, MEMORY. */
countersign_p256_status countersign_p256_self_test(const char *name);

/* ---- Workspace ---------------------------------------------------------------------------------- */

/* Scratch memory of one thread, bound to one kernel. A few megabytes; reuse it. */
typedef struct countersign_p256_workspace countersign_p256_workspace;

/* `kernel`: a name, or NULL for the current one. *out is NULL after an error.
 * Errors: ARGUMENT, KERNEL_UNKNOWN, KERNEL_UNAVAILABLE, SELF_TEST, MEMORY. */
countersign_p256_status countersign_p256_workspace_create(const char *kernel, countersign_p256_workspace **out);
/* The same for internal batches of `items`, rounded up to full vectors; the kernel's own batch is the most. Less
 * memory, in proportion, and fewer items that share the cost of an inversion.
 * Errors: as before, and ARGUMENT for 0. */
countersign_p256_status countersign_p256_workspace_create_small(
    const char *kernel, size_t items, countersign_p256_workspace **out);
/* NULL is fine. */
void countersign_p256_workspace_free(countersign_p256_workspace *workspace);
/* Name of the workspace's kernel (static); NULL for NULL. */
const char *countersign_p256_workspace_kernel(const countersign_p256_workspace *workspace);

/* ---- Key tables --------------------------------------------------------------------------------- */

/* A table's size in bytes names its layout. More bytes, fewer operations; 32 KB is the sweet spot. */
typedef enum countersign_p256_table_size {
    COUNTERSIGN_P256_TABLE_2K = 2048,
    COUNTERSIGN_P256_TABLE_4K = 4096,
    COUNTERSIGN_P256_TABLE_8K = 8192,
    COUNTERSIGN_P256_TABLE_32K = 32768,
    COUNTERSIGN_P256_TABLE_64K = 65536,
} countersign_p256_table_size;

/* Alignment of table memory in bytes (one cache line). 2 MB pages help when there are many tables. */
#define COUNTERSIGN_P256_TABLE_ALIGNMENT 64

/* Number of table sizes, and size `index` in bytes, ascending (0 for an index too large). */
size_t countersign_p256_table_size_count(void);
uint32_t countersign_p256_table_size_at(size_t index);

/* A built table. `lines` is the caller's memory, which must outlive it and stay unchanged. Copy freely;
 * only countersign_p256_build_tables makes one. The seal remembers size and form. */
typedef struct countersign_p256_table {
    const void *lines;
    uint32_t bytes;
    uint32_t seal;
} countersign_p256_table;

/* Result per key of countersign_p256_build_tables, also a verdict of verification. */
typedef enum countersign_p256_verdict {
    /* A well-formed signature that does not match. */
    COUNTERSIGN_P256_INVALID = 0,
    COUNTERSIGN_P256_VALID = 1,
    /* r or s is outside 1 … n-1. */
    COUNTERSIGN_P256_BAD_RANGE = 2,
    /* A coordinate is not below p, or the point is not on the curve. */
    COUNTERSIGN_P256_BAD_KEY = 3,
} countersign_p256_verdict;

/* Builds one table per key; cheapest per key in multiples of the kernel's lanes.
 *   keys     count × 64 bytes: x ‖ y, big endian
 *   memory   count pointers to `size` writable bytes each, 64-byte aligned, not overlapping
 *   tables   count, out; zeroed for a bad key
 *   results  count, out: VALID, or BAD_KEY (not on the curve; its memory is left untouched)
 * Errors: ARGUMENT, COUNT, ALIGNMENT, LAYOUT, MEMORY. */
countersign_p256_status countersign_p256_build_tables(
    countersign_p256_workspace *workspace, countersign_p256_table_size size, const uint8_t (*keys)[64],
    size_t count, void *const *memory, countersign_p256_table *tables, uint8_t *results);

/* ---- Verification ------------------------------------------------------------------------------- */

/* Three 32-byte big-endian integers. The digest may be any 32 bytes (it is reduced mod n). */
typedef struct countersign_p256_signature {
    uint8_t digest[32];
    uint8_t r[32];
    uint8_t s[32];
} countersign_p256_signature;

/* A signature under a key that has no table. */
typedef struct countersign_p256_item {
    countersign_p256_signature signature;
    uint8_t key[64]; /* x ‖ y, big endian; checked to be on the curve */
} countersign_p256_item;

/* A signature under a key that has one. All tables of one call have one size. */
typedef struct countersign_p256_enrolled_item {
    countersign_p256_signature signature;
    countersign_p256_table table;
} countersign_p256_enrolled_item;

/* Counters that calls add to. */
typedef struct countersign_p256_statistics {
    uint64_t items;         /* signatures seen */
    uint64_t slow_path;     /* of these, verified a second time because points of equal x met on the way */
    uint64_t complete;      /* of these, decided by the complete formulas because that happened again */
    uint64_t levels_redone; /* shared inversions done twice because a lane was exceptional */
    uint64_t inversions;    /* field inversions */
} countersign_p256_statistics;

/* One verdict byte per item, in order. `statistics` may be NULL. Input and output must not overlap. Any count
 * is right; a call of at least kernel_info.batch items is fastest, 8 items share the cost of one on 8 lanes.
 * Errors: ARGUMENT, COUNT, MEMORY; for enrolled items also ALIGNMENT, LAYOUT, TABLE. */
countersign_p256_status countersign_p256_verify(
    countersign_p256_workspace *workspace, const countersign_p256_item *items, size_t count,
    uint8_t *verdicts, countersign_p256_statistics *statistics);
countersign_p256_status countersign_p256_verify_enrolled(
    countersign_p256_workspace *workspace, const countersign_p256_enrolled_item *items, size_t count,
    uint8_t *verdicts, countersign_p256_statistics *statistics);

/* One signature without a workspace, on the fastest one-lane kernel that passes its self-test.
 * Errors: ARGUMENT, KERNEL_…, SELF_TEST, MEMORY. */
countersign_p256_status countersign_p256_verify_one(const countersign_p256_item *item, uint8_t *verdict);

/* The known answer at `index`, an item for countersign_p256_verify and its verdict; false past the last one. Other
 * verifiers are put to the same test with them. */
bool countersign_p256_known_answer(size_t index, const countersign_p256_item **item, uint8_t *verdict);

/* ---- SHA-256 ------------------------------------------------------------------------------------ */

/* Digests (FIPS 180-4) of `count` messages of lengths[i] bytes; messages[i] may be NULL when its length is 0.
 * Messages of different lengths share the vector lanes, so give many at once. The digests must not overlap the
 * messages. Errors: ARGUMENT, COUNT. */
countersign_p256_status countersign_p256_sha256_many(
    const uint8_t *const *messages, const size_t *lengths, size_t count, uint8_t (*digests)[32]);

/* The digest of one message. Errors: ARGUMENT. */
countersign_p256_status countersign_p256_sha256(const uint8_t *message, size_t length, uint8_t digest[32]);

/* The digest of bytes that come in pieces. Begin, update any number of times, finish once. */
typedef struct countersign_p256_sha256_stream {
    uint32_t state[8];
    uint64_t length; /* bytes so far, below 2^61 */
    uint8_t block[64];
} countersign_p256_sha256_stream;

/* Errors of all three: ARGUMENT. */
countersign_p256_status countersign_p256_sha256_begin(countersign_p256_sha256_stream *stream);
countersign_p256_status countersign_p256_sha256_update(
    countersign_p256_sha256_stream *stream, const uint8_t *bytes, size_t length);
countersign_p256_status countersign_p256_sha256_finish(countersign_p256_sha256_stream *stream, uint8_t digest[32]);

#ifdef __cplusplus
}
#endif
#endif
