// The hot loops of training a small transformer, compiled once per instruction set.
//
// Every copy gives the same bits: each output of a product is one chain of fused multiply-adds over
// k in ascending order, every other sum runs in eight fixed lanes, and nothing is contracted or
// reordered (`-ffp-contract=off`, no fast-math). All matrices are row-major `float`.

#ifndef CTRAINING_H
#define CTRAINING_H

#include <stddef.h>
#include <stdint.h>

// The copies, slowest first. `CT_PLAIN` runs anywhere.
typedef enum { CT_PLAIN = 0, CT_AVX2 = 1, CT_AVX512 = 2 } ct_set;

// Whether this machine can run a copy.
int ct_supports(ct_set set);

// A view of a matrix: element (i, j) is values[i * row + j * column].
typedef struct {
  const float *values;
  ptrdiff_t row;
  ptrdiff_t column;
} ct_matrix;

// Floats needed to hold a packed (k x n) matrix.
size_t ct_packed_count(int k, int n);

// packed <- b (k x n), in panels of the copy's own width.
void ct_pack(ct_set set, int k, int n, ct_matrix b, float *packed);

// c (m x n) = a (m x k) * packed, or += when `accumulate`.
void ct_multiply(
    ct_set set, int m, int n, int k, ct_matrix a, const float *packed, float *c, int accumulate);

// Threads, the caller's included, that share the rows of a product; the bits do not change.
typedef struct ct_pool ct_pool;
ct_pool *ct_pool_create(int count);
void ct_pool_destroy(ct_pool *pool);

// ct_multiply on all threads of the pool; small products stay on the caller's.
void ct_pool_multiply(
    ct_pool *pool, ct_set set, int m, int n, int k, ct_matrix a, const float *packed, float *c,
    int accumulate);

// y (rows x width) = x / rms(x) * gain; inverse (rows) = 1 / rms(x). `gain` may be null.
void ct_rmsnorm(
    ct_set set, int rows, int width, const float *x, const float *gain, float *y, float *inverse);

// dx (rows x width) = or += the gradient of ct_rmsnorm; dgain (width) += its own. Nulls as above.
void ct_rmsnorm_backward(
    ct_set set, int rows, int width, const float *x, const float *gain, const float *inverse,
    const float *dy, float *dx, float *dgain, int accumulate);

// cosine, sine (positions x width / 2): the angles of rotary embedding with base 10000.
void ct_rotation_table(int positions, int width, float *cosine, float *sine);

// The heads of some rows: each row holds `heads` vectors of `width`, rows are `stride` apart.
typedef struct {
  int rows;
  int heads;
  int width;
  int first;  // position of row 0 in its sequence
  const float *cosine;
  const float *sine;
} ct_heads;

// y (rows x heads * width) = each head of x normalized to unit rms, then rotated by its position.
// inverse (rows x heads) = 1 / rms.
void ct_rotate(ct_set set, ct_heads shape, const float *x, int stride, float *y, float *inverse);

// dx (rows, `stride` apart) = the gradient of ct_rotate; dy is overwritten.
void ct_rotate_backward(
    ct_set set, ct_heads shape, const float *x, int stride, const float *inverse, float *dy,
    float *dx, int dstride);

// Causal attention of `shape.rows` queries, the first at position `shape.first`, over all keys up
// to their own position. q, out: rows x heads * width. k: keys x heads * width; v: rows `vstride`
// apart.
// weights: heads x rows x (first + rows), the softmax rows.
void ct_attention(
    ct_set set, ct_heads shape, const float *q, const float *k, const float *v, int vstride,
    float *weights, float *out);

// Gradients of ct_attention with first = 0. dq, dk, dv (rows `dvstride` apart) must be zero.
void ct_attention_backward(
    ct_set set, ct_heads shape, const float *q, const float *k, const float *v, int vstride,
    const float *weights, const float *dout, float *dq, float *dk, float *dv, int dvstride);

// y (count) = max(x, 0)^2.
void ct_relu2(ct_set set, size_t count, const float *x, float *y);

// dx (count) = 2 max(x, 0) dy.
void ct_relu2_backward(ct_set set, size_t count, const float *x, const float *dy, float *dx);

// logits (rows x width) become probabilities; loss (rows) = -log p(target); best (rows) = the
// most likely class, lowest index first.
void ct_softmax_loss(
    ct_set set, int rows, int width, float *logits, const int32_t *targets, float *loss,
    int32_t *best);

// p (rows x width) becomes (p - one_hot(target)) * scale[row].
void ct_softmax_loss_backward(
    ct_set set, int rows, int width, float *p, const int32_t *targets, const float *scale);

// values (count) become softmax(values); returns log(sum exp(values)).
double ct_softmax(ct_set set, int count, float *values);

// y (count) = a x + b y.
void ct_blend(ct_set set, size_t count, float a, const float *x, float b, float *y);

// Sum of squares: blocks of 256 in eight lanes, blocks added in double.
double ct_sum_of_squares(ct_set set, size_t count, const float *x);

typedef struct {
  float rate;            // learning rate
  float scale;           // factor on the gradient, for clipping
  float beta1, beta2;    // decay of the moments
  float bias1, bias2;    // 1 / (1 - beta^t)
} ct_adam_step;

// One Adam update of `count` parameters with moments m and v; no weight decay.
void ct_adam(
    ct_set set, size_t count, ct_adam_step step, const float *gradient, float *m, float *v,
    float *parameters);

// y (count) = exp(x) by the kernels' own polynomial; 0 below -87.
void ct_exp(ct_set set, size_t count, const float *x, float *y);

// Runs 12 * `rounds` multiply-adds of vectors in registers; returns how many floating-point
// operations that is. The time it takes gives the machine's peak.
double ct_peak(ct_set set, int rounds);

// The C library's logarithm, exponential and cosine, for the cold paths.
double ct_log(double x);
double ct_exponential(double x);
double ct_cosine(double x);

#endif
