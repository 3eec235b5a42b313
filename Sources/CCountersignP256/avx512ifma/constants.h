/* Numbers of the field and of the group order in five limbs of 52 bits; made by a few lines of Python that
 * check_constants repeats (Tests/KernelChecks). */
#ifndef COUNTERSIGN_IFMA_CONSTANTS_H
#define COUNTERSIGN_IFMA_CONSTANTS_H

#define MASK52 UINT64_C(0xfffffffffffff)

/* p + 1 = P1_LIMB1·B + P1_LIMB3·B^3 + P1_LIMB4·B^4, B = 2^52. */
#define P1_LIMB1 (UINT64_C(1) << 44)
#define P1_LIMB3 (UINT64_C(1) << 36)
#define P1_LIMB4 UINT64_C(0x0ffffffff0000)

/* k·p with limbs 0 to 3 in [0, 2^52). */
static const uint64_t plain_multiples_of_p[9][5] = {
    {0x0000000000000, 0x0000000000000, 0x0000000000000, 0x0000000000000, 0x0000000000000},
    {0xfffffffffffff, 0x00fffffffffff, 0x0000000000000, 0x0001000000000, 0x0ffffffff0000},
    {0xffffffffffffe, 0x01fffffffffff, 0x0000000000000, 0x0002000000000, 0x1fffffffe0000},
    {0xffffffffffffd, 0x02fffffffffff, 0x0000000000000, 0x0003000000000, 0x2fffffffd0000},
    {0xffffffffffffc, 0x03fffffffffff, 0x0000000000000, 0x0004000000000, 0x3fffffffc0000},
    {0xffffffffffffb, 0x04fffffffffff, 0x0000000000000, 0x0005000000000, 0x4fffffffb0000},
    {0xffffffffffffa, 0x05fffffffffff, 0x0000000000000, 0x0006000000000, 0x5fffffffa0000},
    {0xffffffffffff9, 0x06fffffffffff, 0x0000000000000, 0x0007000000000, 0x6fffffff90000},
    {0xffffffffffff8, 0x07fffffffffff, 0x0000000000000, 0x0008000000000, 0x7fffffff80000},
};

/* k·p where limb 0 has borrowed 2^61 from limb 1, which has borrowed 2^61 from limb 2, and so on: limbs 0 to 3
 * are at least 2^61 - 512, the top limb is 512 smaller. */
static const uint64_t multiples_of_p[9][5] = {
    {0x2000000000000000, 0x1ffffffffffffe00, 0x1ffffffffffffe00, 0x1ffffffffffffe00, 0xfffffffffffffe00},
    {0x200fffffffffffff, 0x20000ffffffffdff, 0x1ffffffffffffe00, 0x2000000ffffffe00, 0x0fffffffefe00},
    {0x200ffffffffffffe, 0x20001ffffffffdff, 0x1ffffffffffffe00, 0x2000001ffffffe00, 0x1fffffffdfe00},
    {0x200ffffffffffffd, 0x20002ffffffffdff, 0x1ffffffffffffe00, 0x2000002ffffffe00, 0x2fffffffcfe00},
    {0x200ffffffffffffc, 0x20003ffffffffdff, 0x1ffffffffffffe00, 0x2000003ffffffe00, 0x3fffffffbfe00},
    {0x200ffffffffffffb, 0x20004ffffffffdff, 0x1ffffffffffffe00, 0x2000004ffffffe00, 0x4fffffffafe00},
    {0x200ffffffffffffa, 0x20005ffffffffdff, 0x1ffffffffffffe00, 0x2000005ffffffe00, 0x5fffffff9fe00},
    {0x200ffffffffffff9, 0x20006ffffffffdff, 0x1ffffffffffffe00, 0x2000006ffffffe00, 0x6fffffff8fe00},
    {0x200ffffffffffff8, 0x20007ffffffffdff, 0x1ffffffffffffe00, 0x2000007ffffffe00, 0x7fffffff7fe00},
};

/* R mod p: one */
static const uint64_t r_mod_p[5] = {
    0x0000000000010, 0xf000000000000, 0xfffffffffffff, 0xffeffffffffff, 0x00000000fffff,
};
/* R^2 mod p: makes Montgomery form */
static const uint64_t r2_mod_p[5] = {
    0x0000000000300, 0xffffffff00000, 0xffffefffffffb, 0xfdfffffffffff, 0x0000004ffffff,
};
/* R^3 mod p: repairs the inverse of a Montgomery form */
static const uint64_t r3_mod_p[5] = {
    0xfd0000000a000, 0xffffff7ffffff, 0xfffcffffffedf, 0x100000005ffff, 0x0000180000000,
};

/* The group order. */
/* n */
static const uint64_t order[5] = {
    0x9cac2fc632551, 0xada7179e84f3b, 0xfffffffbce6fa, 0x0000fffffffff, 0x0ffffffff0000,
};
/* R mod n */
static const uint64_t r_mod_n[5] = {
    0x353d039cdaaf0, 0x258e8617b0c46, 0x0000004319055, 0xfff0000000000, 0x00000000fffff,
};
/* R^2 mod n */
static const uint64_t r2_mod_n[5] = {
    0x5cc0dea6dc3ba, 0x192a067d8a084, 0xbec59615571bb, 0x1fc245b2392b6, 0x0e12d9559d956,
};
/* R^3 mod n */
static const uint64_t r3_mod_n[5] = {
    0x9617f757e3b0d, 0x73e9fd26776fc, 0xe93f26238f08c, 0x4d513b9246ba5, 0x0a54e7b437be6,
};
/* -1/n mod 2^52 */
#define ORDER_NEGATIVE_INVERSE UINT64_C(0x1c8aaee00bc4f)

#endif
