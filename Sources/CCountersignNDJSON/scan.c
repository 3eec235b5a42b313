#include "CCountersignNDJSON.h"
