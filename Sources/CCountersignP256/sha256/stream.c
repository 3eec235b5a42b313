/* SHA-256 of bytes that come in pieces, in plain C. */

#include "sha256.h"

#include <string.h>

countersign_p256_status countersign_p256_sha256_begin(countersign_p256_sha256_stream *stream)
{
    if (!stream)
        return COUNTERSIGN_P256_ERROR_ARGUMENT;
    memset(stream, 0, sizeof *stream);
    memcpy(stream->state, countersign_sha256_initial, sizeof stream->state);
    return COUNTERSIGN_P256_OK;
}

countersign_p256_status countersign_p256_sha256_update(
    countersign_p256_sha256_stream *stream, const uint8_t *bytes, size_t length)
{
    if (!stream || (!bytes && length > 0))
        return COUNTERSIGN_P256_ERROR_ARGUMENT;
    size_t filled = stream->length % 64;
    stream->length += length;
    while (filled + length >= 64) {
        const size_t part = 64 - filled;
        if (filled == 0) {
            countersign_sha256_compress(stream->state, bytes);
        } else {
            memcpy(stream->block + filled, bytes, part);
            countersign_sha256_compress(stream->state, stream->block);
        }
        bytes += part;
        length -= part;
        filled = 0;
    }
    if (length > 0) /* memcpy from NULL is undefined even for 0 bytes */
        memcpy(stream->block + filled, bytes, length);
    return COUNTERSIGN_P256_OK;
}

countersign_p256_status countersign_p256_sha256_finish(countersign_p256_sha256_stream *stream, uint8_t digest[32])
{
    if (!stream && digest)
        memset(digest, 0, 32);
    if (!stream || !digest)
        return COUNTERSIGN_P256_ERROR_ARGUMENT;
    static const uint8_t padding[64] = {0x80};
    const uint64_t bits = stream->length << 3;
    uint8_t big_endian[8];
    for (int i = 0; i < 8; i++)
        big_endian[i] = (uint8_t)(bits >> (56 - 8 * i));
    countersign_p256_sha256_update(stream, padding, 1 + (119 - stream->length % 64) % 64);
    countersign_p256_sha256_update(stream, big_endian, 8);
    countersign_sha256_write(stream->state, digest);
    return COUNTERSIGN_P256_OK;
}
