#ifndef COUNTERSIGN_FUZZ_EXPECT_H
#define COUNTERSIGN_FUZZ_EXPECT_H

#include <stdio.h>
#include <stdlib.h>

/* Stops the fuzzer where a property does not hold, with the input saved. */
#define EXPECT(condition)                                                            \
    do {                                                                             \
        if (!(condition)) {                                                          \
            fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #condition);  \
            abort();                                                                 \
        }                                                                            \
    } while (0)

#endif
