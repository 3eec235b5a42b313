#ifndef CCOUNTERSIGN_TEST_SUPPORT_H
#define CCOUNTERSIGN_TEST_SUPPORT_H

#include <sys/types.h>

/* Starts `path` with `words` and `variables` (both end with NULL) in `folder` (NULL: where this process is), in a
 * process group of its own, with every signal unblocked and with its default action, and with three descriptors:
 * copies of `descriptors`, /dev/null for those below 0. Returns 0 and the process, or the system's error number. */
int countersign_test_spawn(
    const char *path, char *const words[], char *const variables[], const char *folder, const int descriptors[3],
    pid_t *process);

#endif
