// The copy for AVX-512: 32 registers hold 12 x 2 vectors of c.

#if defined(__x86_64__)
#include "table.h"

#pragma clang attribute push( \
    __attribute__((target("avx512f,avx512vl,avx512dq,avx512bw,avx2,fma"))), \
    apply_to = function)
#define NAME(x) avx512_##x
#define LANES 16
#define ROWS 12
#include "kernels.inc"
#pragma clang attribute pop
#endif
