#ifndef COUNTERSIGN_ALGORITHMS_H
#define COUNTERSIGN_ALGORITHMS_H

#include "failure.h"
#include "libcrypto.h"

/* What OpenSSL would look up again on each call, looked up once per process.
 * NULL: not to be had from the providers that are configured. */

COUNTERSIGN_HIDDEN const EVP_MD *countersign_algorithm_hash(countersign_hash hash);
/* Name in the form that OpenSSL's parameters take ("SHA256"). */
COUNTERSIGN_HIDDEN const char *countersign_algorithm_hash_name(countersign_hash hash);
COUNTERSIGN_HIDDEN EVP_MAC *countersign_algorithm_hmac(void);
COUNTERSIGN_HIDDEN const EC_GROUP *countersign_algorithm_p256(void);

#endif
