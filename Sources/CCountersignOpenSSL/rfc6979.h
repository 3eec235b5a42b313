#ifndef COUNTERSIGN_RFC6979_H
#define COUNTERSIGN_RFC6979_H

#include "key.h"

/* OpenSSL 3.2 and newer make the nonce of RFC 6979 themselves. 1: signed. 0: failed, the queue says why.
 * -1: the library that runs (not the headers) does not know the parameter. */
COUNTERSIGN_HIDDEN int countersign_rfc6979_sign_in_provider(
    const countersign_key *key, countersign_hash hash, const uint8_t *digest, size_t digest_length,
    countersign_rs *signature);

/* The same with the nonce made here and handed to ECDSA_do_sign_ex: any OpenSSL 3. */
COUNTERSIGN_HIDDEN int countersign_rfc6979_sign_here(
    const countersign_key *key, countersign_hash hash, const uint8_t *digest, size_t digest_length,
    countersign_rs *signature);

#endif
