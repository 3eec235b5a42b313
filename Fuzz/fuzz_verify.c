/* key ‖ digest ‖ r ‖ s, 160 bytes, on the kernels: all must agree with each other and with OpenSSL. */

#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/err.h>
#include <openssl/obj_mac.h>
#include <string.h>

#include "CCountersignP256.h"
#include "expect.h"

enum { KERNELS_MAX = 8, BYTES = 160 };

static countersign_p256_workspace *workspaces[KERNELS_MAX];
static size_t kernels;

static void open_kernels(void)
{
    for (size_t i = 0; i < countersign_p256_kernel_count() && kernels < KERNELS_MAX; i++) {
        countersign_p256_kernel_info info;
        EXPECT(countersign_p256_kernel_describe(i, &info) == COUNTERSIGN_P256_OK);
        if (!info.available) continue;
        EXPECT(countersign_p256_workspace_create(info.name, &workspaces[kernels]) == COUNTERSIGN_P256_OK);
        kernels++;
    }
}

static int is_valid_for_openssl(const uint8_t *data)
{
    uint8_t point[65] = {4};
    int valid = 0;
    memcpy(point + 1, data, 64);
    EC_KEY *key = EC_KEY_new_by_curve_name(NID_X9_62_prime256v1);
    if (EC_KEY_oct2key(key, point, sizeof point, NULL) == 1) {
        ECDSA_SIG *signature = ECDSA_SIG_new();
        ECDSA_SIG_set0(signature, BN_bin2bn(data + 96, 32, NULL), BN_bin2bn(data + 128, 32, NULL));
        valid = ECDSA_do_verify(data + 64, 32, signature, key) == 1;
        ECDSA_SIG_free(signature);
    }
    EC_KEY_free(key);
    ERR_clear_error();
    return valid;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static uint8_t memory[COUNTERSIGN_P256_TABLE_2K] __attribute__((aligned(64)));
    if (kernels == 0) open_kernels();
    if (size < BYTES) return 0;
    countersign_p256_item items[3];
    for (int i = 0; i < 3; i++) {
        memcpy(items[i].key, data, 64);
        memcpy(items[i].signature.digest, data + 64, 32);
        memcpy(items[i].signature.r, data + 96, 32);
        memcpy(items[i].signature.s, data + 128, 32);
    }
    items[1].signature.s[0] ^= 0x80; /* a neighbour that is wrong, or right */
    const int expected = is_valid_for_openssl(data);
    for (size_t k = 0; k < kernels; k++) {
        uint8_t verdicts[3], alone, result;
        EXPECT(countersign_p256_verify(workspaces[k], items, 3, verdicts, NULL) == COUNTERSIGN_P256_OK);
        EXPECT(countersign_p256_verify(workspaces[k], items, 1, &alone, NULL) == COUNTERSIGN_P256_OK);
        EXPECT((verdicts[0] == COUNTERSIGN_P256_VALID) == expected);
        EXPECT(verdicts[2] == verdicts[0] && alone == verdicts[0]);
        /* The same under a table, if there is a key. */
        void *place = memory;
        countersign_p256_enrolled_item enrolled[3];
        countersign_p256_table table;
        EXPECT(countersign_p256_build_tables(workspaces[k], COUNTERSIGN_P256_TABLE_2K, &items[0].key, 1, &place, &table,
                                             &result) == COUNTERSIGN_P256_OK);
        EXPECT((result == COUNTERSIGN_P256_BAD_KEY) == (alone == COUNTERSIGN_P256_BAD_KEY));
        if (result != COUNTERSIGN_P256_VALID) continue;
        for (int i = 0; i < 3; i++) {
            enrolled[i].signature = items[i].signature;
            enrolled[i].table = table;
        }
        uint8_t again[3];
        EXPECT(countersign_p256_verify_enrolled(workspaces[k], enrolled, 3, again, NULL) == COUNTERSIGN_P256_OK);
        EXPECT(memcmp(again, verdicts, 3) == 0);
    }
    return 0;
}
