#ifndef COUNTERSIGN_PEM_H
#define COUNTERSIGN_PEM_H

#include "failure.h"

#define COUNTERSIGN_PEM_LABEL_BYTES 40

/* One block: where its base64 stands, and where the text goes on behind it. */
typedef struct countersign_pem {
    char label[COUNTERSIGN_PEM_LABEL_BYTES];
    size_t body;
    size_t body_length;
    size_t next;
} countersign_pem;

/* 1 when the text has a line that begins a PEM block. */
COUNTERSIGN_HIDDEN int countersign_pem_is(const uint8_t *text, size_t length);

/* The first block at or behind `from`. Text before it is skipped, as RFC 7468 section 5.2 has it. */
COUNTERSIGN_HIDDEN countersign_status countersign_pem_find(
    const uint8_t *text, size_t length, size_t from, countersign_pem *block, countersign_error *error);

/* Length of a block with this label around `length` bytes of DER. */
COUNTERSIGN_HIDDEN size_t countersign_pem_length(const char *label, size_t length);
/* Writes it: 64 columns, LF, a newline at the end and no NUL. */
COUNTERSIGN_HIDDEN void countersign_pem_write(const char *label, const uint8_t *der, size_t length, uint8_t *out);

#endif
