#include "include/CCountersignOpenSSL.h"
#include "libcrypto.h"

const char *countersign_status_name(countersign_status status) {
    switch (status) {
    case COUNTERSIGN_OK: return "ok";
    case COUNTERSIGN_MISMATCH: return "mismatch";
    case COUNTERSIGN_ERROR_ARGUMENT: return "argument";
    case COUNTERSIGN_ERROR_BUFFER: return "buffer";
    case COUNTERSIGN_ERROR_SIGNATURE: return "signature";
    case COUNTERSIGN_ERROR_KEY_FORMAT: return "key_format";
    case COUNTERSIGN_ERROR_KEY_CURVE: return "key_curve";
    case COUNTERSIGN_ERROR_KEY_POINT: return "key_point";
    case COUNTERSIGN_ERROR_KEY_SCALAR: return "key_scalar";
    case COUNTERSIGN_ERROR_KEY_PAIR: return "key_pair";
    case COUNTERSIGN_ERROR_KEY_PUBLIC: return "key_public";
    case COUNTERSIGN_ERROR_KEY_TRAILING: return "key_trailing";
    case COUNTERSIGN_ERROR_PASSPHRASE_NEEDED: return "passphrase_needed";
    case COUNTERSIGN_ERROR_PASSPHRASE_WRONG: return "passphrase_wrong";
    case COUNTERSIGN_ERROR_KDF: return "kdf";
    case COUNTERSIGN_ERROR_CIPHER: return "cipher";
    case COUNTERSIGN_ERROR_AUTHENTICATION: return "authentication";
    case COUNTERSIGN_ERROR_RANDOM: return "random";
    case COUNTERSIGN_ERROR_MEMORY: return "memory";
    case COUNTERSIGN_ERROR_OPENSSL: return "openssl";
    case COUNTERSIGN_ERROR_HANDLE: return "handle";
    case COUNTERSIGN_ERROR_LIMIT: return "limit";
    case COUNTERSIGN_ERROR_TEXT: return "text";
    case COUNTERSIGN_ERROR_KEY_ID: return "key_id";
    case COUNTERSIGN_ERROR_KEY_UNKNOWN: return "key_unknown";
    case COUNTERSIGN_ERROR_KERNEL: return "kernel";
    case COUNTERSIGN_ERROR_INTERNAL: return "internal";
    }
    return "unknown";
}

const char *countersign_openssl_version(void) {
    return OpenSSL_version(OPENSSL_VERSION);
}
