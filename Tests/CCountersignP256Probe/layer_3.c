#define LAYER_PLACE 3
#include "layer_of_kernel.h"
