// What one copy of the kernels offers, in the order in which kernels.inc fills it.

#ifndef CTRAINING_TABLE_H
#define CTRAINING_TABLE_H

#include "CTraining.h"

// A transposed matrix of more floats than this does not stay in the cache between panels.
#define CT_FAR (2u << 20)

// Bounds of the arrays that kernels keep on the stack.
#define CT_MAXIMUM_WIDTH 4096
#define CT_MAXIMUM_POSITIONS 4096
#define CT_GATHERED 2048

struct ct_table {
  void (*pack)(int, int, ct_matrix, float *);
  void (*multiply)(int, int, int, ct_matrix, const float *, float *, int);
  void (*rmsnorm)(int, int, const float *, const float *, float *, float *);
  void (*rmsnorm_backward)(
      int, int, const float *, const float *, const float *, const float *, float *, float *, int);
  void (*rotate)(ct_heads, const float *, int, float *, float *);
  void (*rotate_backward)(
      ct_heads, const float *, int, const float *, float *, float *, int);
  void (*attention)(
      ct_heads, const float *, const float *, const float *, int, float *, float *);
  void (*attention_backward)(
      ct_heads, const float *, const float *, const float *, int, const float *, const float *,
      float *, float *, float *, int);
  void (*relu2)(size_t, const float *, float *);
  void (*relu2_backward)(size_t, const float *, const float *, float *);
  void (*softmax_loss)(int, int, float *, const int32_t *, float *, int32_t *);
  void (*softmax_loss_backward)(int, int, float *, const int32_t *, const float *);
  double (*softmax)(int, float *);
  void (*blend)(size_t, float, const float *, float, float *);
  double (*sum_of_squares)(size_t, const float *);
  void (*adam)(size_t, ct_adam_step, const float *, float *, float *, float *);
  void (*exp)(size_t, const float *, float *);
  double (*peak)(int);
};

extern const struct ct_table plain_table;
#if defined(__x86_64__)
extern const struct ct_table avx2_table;
extern const struct ct_table avx512_table;
#endif

#endif
