#ifndef COUNTERSIGN_PUBLISH_H
#define COUNTERSIGN_PUBLISH_H

#include "failure.h"

/* Says that these bytes were computed from a secret and are none: a verdict that the caller reports anyhow, a public
 * point, a finished signature. Does nothing. Scripts/check-constant-time.sh links another one in its place, which ends
 * the tracking of the secret there; each branch or address that depends on a secret without having passed through
 * here is a defect. */
COUNTERSIGN_HIDDEN void countersign_publish(void *bytes, size_t length);

/* A verdict of 0 or 1, published. */
static inline int countersign_verdict(unsigned bit) {
    countersign_publish(&bit, sizeof bit);
    return (int)bit;
}

#endif
