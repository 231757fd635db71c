// The copy for AVX2 and FMA: 16 registers hold 6 x 2 vectors of c.

#if defined(__x86_64__)
#include "table.h"

#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#define NAME(x) avx2_##x
#define LANES 8
#define ROWS 6
#include "kernels.inc"
#pragma clang attribute pop
#endif
