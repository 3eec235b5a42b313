#define LAYER_PLACE 5
#include "layer_of_kernel.h"
