#ifndef COUNTERSIGN_LIBCRYPTO_H
#define COUNTERSIGN_LIBCRYPTO_H

/* The libcrypto headers that this target uses, and nothing of them beyond it.
 * They are named here and not taken from the COpenSSL shim, so that the folder
 * also builds with a plain `cc *.c -lcrypto`. The compatibility level keeps the
 * EC_KEY calls quiet: they are the shortest road to ECDSA, and the only one that
 * takes a caller's nonce. */
#ifndef OPENSSL_API_COMPAT
#define OPENSSL_API_COMPAT 0x10101000L
#endif

/* OpenSSL's allocation macros take __FILE__ along: a path of the machine that built it has no place in a binary. */
#ifndef OPENSSL_NO_FILENAMES
#define OPENSSL_NO_FILENAMES
#endif

#include <openssl/opensslv.h>
#if OPENSSL_VERSION_NUMBER < 0x30000000L
#error "Countersign needs OpenSSL 3.0 or newer (Debian: apt-get install libssl-dev)"
#endif

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/obj_mac.h>
#include <openssl/objects.h>
#include <openssl/params.h>
#include <openssl/rand.h>

#endif
