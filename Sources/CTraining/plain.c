// The copy that runs anywhere; without hardware FMA the C library's fmaf keeps the bits.

#include "table.h"

#define NAME(x) plain_##x
#define LANES 8
#define ROWS 4
#include "kernels.inc"
