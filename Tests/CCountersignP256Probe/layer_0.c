#define LAYER_PLACE 0
#include "layer_of_kernel.h"
