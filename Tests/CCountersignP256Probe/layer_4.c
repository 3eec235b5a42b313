#define LAYER_PLACE 4
#include "layer_of_kernel.h"
