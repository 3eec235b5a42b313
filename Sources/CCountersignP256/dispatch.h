#ifndef COUNTERSIGN_DISPATCH_H
#define COUNTERSIGN_DISPATCH_H

#include "kernel.h"

/* The kernel to use: `name`, or for NULL the chosen one, the one of COUNTERSIGN_KERNEL, or the best that
 * works. It has passed its self-test and is prepared. */
countersign_p256_status countersign_kernel_find(const char *name, const struct countersign_kernel **out);

/* The same for one lane: the best one-lane kernel that works. */
countersign_p256_status countersign_kernel_find_single(bool is_named, const struct countersign_kernel **out);

/* Fixes the blinds of a workspace (0 < scalars < n), so that tests can provoke exceptions. */
void countersign_workspace_choose_blinds(countersign_p256_workspace *workspace, const struct words scalars[2]);

/* Known answers on one kernel (self_test.c); the kernel must be available. */
countersign_p256_status countersign_kernel_self_test(const struct countersign_kernel *kernel);

#endif
