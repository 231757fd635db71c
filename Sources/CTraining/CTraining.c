// Chooses the copy of the kernels, and holds what needs only one.

#include <math.h>

#include "table.h"

static const struct ct_table *table(ct_set set) {
#if defined(__x86_64__)
  if (set == CT_AVX512) return &avx512_table;
  if (set == CT_AVX2) return &avx2_table;
#endif
  return &plain_table;
}

int ct_supports(ct_set set) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (set == CT_AVX512)
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
           __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw") &&
           __builtin_cpu_supports("fma");
  if (set == CT_AVX2) return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
#endif
  return set == CT_PLAIN;
}

// The widest panel has 32 columns.
size_t ct_packed_count(int k, int n) { return (size_t)k * (((size_t)n + 31) / 32 * 32); }

void ct_pack(ct_set set, int k, int n, ct_matrix b, float *packed) {
  table(set)->pack(k, n, b, packed);
}

void ct_multiply(
    ct_set set, int m, int n, int k, ct_matrix a, const float *packed, float *c, int accumulate) {
  table(set)->multiply(m, n, k, a, packed, c, accumulate);
}

void ct_rmsnorm(
    ct_set set, int rows, int width, const float *x, const float *gain, float *y, float *inverse) {
  table(set)->rmsnorm(rows, width, x, gain, y, inverse);
}

void ct_rmsnorm_backward(
    ct_set set, int rows, int width, const float *x, const float *gain, const float *inverse,
    const float *dy, float *dx, float *dgain, int accumulate) {
  table(set)->rmsnorm_backward(rows, width, x, gain, inverse, dy, dx, dgain, accumulate);
}

void ct_rotation_table(int positions, int width, float *cosine, float *sine) {
  int half = width / 2;
  for (int t = 0; t < positions; t++)
    for (int i = 0; i < half; i++) {
      double angle = t * pow(10000.0, -2.0 * i / width);
      cosine[t * half + i] = (float)cos(angle);
      sine[t * half + i] = (float)sin(angle);
    }
}

void ct_rotate(ct_set set, ct_heads shape, const float *x, int stride, float *y, float *inverse) {
  table(set)->rotate(shape, x, stride, y, inverse);
}

void ct_rotate_backward(
    ct_set set, ct_heads shape, const float *x, int stride, const float *inverse, float *dy,
    float *dx, int dstride) {
  table(set)->rotate_backward(shape, x, stride, inverse, dy, dx, dstride);
}

void ct_attention(
    ct_set set, ct_heads shape, const float *q, const float *k, const float *v, int vstride,
    float *weights, float *out) {
  table(set)->attention(shape, q, k, v, vstride, weights, out);
}

void ct_attention_backward(
    ct_set set, ct_heads shape, const float *q, const float *k, const float *v, int vstride,
    const float *weights, const float *dout, float *dq, float *dk, float *dv, int dvstride) {
  table(set)->attention_backward(
      shape, q, k, v, vstride, weights, dout, dq, dk, dv, dvstride);
}

void ct_relu2(ct_set set, size_t count, const float *x, float *y) {
  table(set)->relu2(count, x, y);
}

void ct_relu2_backward(ct_set set, size_t count, const float *x, const float *dy, float *dx) {
  table(set)->relu2_backward(count, x, dy, dx);
}

void ct_softmax_loss(
    ct_set set, int rows, int width, float *logits, const int32_t *targets, float *loss,
    int32_t *best) {
  table(set)->softmax_loss(rows, width, logits, targets, loss, best);
}

void ct_softmax_loss_backward(
    ct_set set, int rows, int width, float *p, const int32_t *targets, const float *scale) {
  table(set)->softmax_loss_backward(rows, width, p, targets, scale);
}

double ct_softmax(ct_set set, int count, float *values) {
  return table(set)->softmax(count, values);
}

void ct_blend(ct_set set, size_t count, float a, const float *x, float b, float *y) {
  table(set)->blend(count, a, x, b, y);
}

double ct_sum_of_squares(ct_set set, size_t count, const float *x) {
  return table(set)->sum_of_squares(count, x);
}

void ct_adam(
    ct_set set, size_t count, ct_adam_step step, const float *gradient, float *m, float *v,
    float *parameters) {
  table(set)->adam(count, step, gradient, m, v, parameters);
}

void ct_exp(ct_set set, size_t count, const float *x, float *y) { table(set)->exp(count, x, y); }

double ct_peak(ct_set set, int rounds) { return table(set)->peak(rounds); }

double ct_log(double x) { return log(x); }
double ct_exponential(double x) { return exp(x); }
double ct_cosine(double x) { return cos(x); }
