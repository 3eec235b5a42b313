#define LAYER_PLACE 1
#include "layer_of_kernel.h"
