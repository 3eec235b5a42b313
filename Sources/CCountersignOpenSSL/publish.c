#include "publish.h"

void countersign_publish(void *bytes, size_t length) {
    (void)bytes;
    (void)length;
}
