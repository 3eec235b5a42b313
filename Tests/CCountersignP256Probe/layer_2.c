#define LAYER_PLACE 2
#include "layer_of_kernel.h"
