#ifndef COUNTERSIGN_PROBE_REPORT_H
#define COUNTERSIGN_PROBE_REPORT_H

#include "CCountersignP256Probe.h"

#include <stdio.h>
#include <string.h>

/* Counts a comparison; the first that fails is put into words. */
#define EXPECT(report, condition, ...)                                                       \
    do {                                                                                     \
        (report)->checked++;                                                                 \
        if (!(condition) && (report)->wrong++ == 0)                                          \
            snprintf((report)->first, sizeof (report)->first, __VA_ARGS__);                  \
    } while (0)

#endif
