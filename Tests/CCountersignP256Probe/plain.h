#ifndef COUNTERSIGN_PROBE_PLAIN_H
#define COUNTERSIGN_PROBE_PLAIN_H

#include "../../Sources/CCountersignP256/words.h"

/* a / 2^form mod p: a line's coordinate as an integer. */
struct words countersign_probe_plain(const struct words *a, unsigned form);

#endif
