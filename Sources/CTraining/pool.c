// Threads that wait for products and share their rows.

#include <pthread.h>
#include <stdlib.h>

#include "CTraining.h"

// One product; thread t of `count` computes its own rows.
struct product {
  ct_set set;
  int m, n, k;
  ct_matrix a;
  const float *packed;
  float *c;
  int accumulate;
};

struct ct_pool {
  int count;  // the caller's thread included
  pthread_t *threads;
  pthread_mutex_t lock;
  pthread_cond_t begin, end;
  unsigned long round;  // grows with each product
  int running;
  int stopping;
  struct product product;
};

struct worker {
  ct_pool *pool;
  int index;
};

// Rows are split, never k: each element of c is the same chain of sums on any number of threads.
static void run_share(const struct product *p, int index, int count) {
  int rows = (p->m + count - 1) / count;
  int from = index * rows, to = from + rows < p->m ? from + rows : p->m;
  if (from >= to) return;
  ct_matrix a = {p->a.values + from * p->a.row, p->a.row, p->a.column};
  ct_multiply(p->set, to - from, p->n, p->k, a, p->packed, p->c + (size_t)from * p->n,
              p->accumulate);
}

static void *work(void *argument) {
  struct worker *worker = argument;
  ct_pool *pool = worker->pool;
  int index = worker->index;
  free(worker);
  unsigned long seen = 0;
  pthread_mutex_lock(&pool->lock);
  for (;;) {
    while (pool->round == seen && !pool->stopping) pthread_cond_wait(&pool->begin, &pool->lock);
    if (pool->stopping) break;
    seen = pool->round;
    struct product product = pool->product;
    pthread_mutex_unlock(&pool->lock);
    run_share(&product, index, pool->count);
    pthread_mutex_lock(&pool->lock);
    if (--pool->running == 0) pthread_cond_signal(&pool->end);
  }
  pthread_mutex_unlock(&pool->lock);
  return 0;
}

ct_pool *ct_pool_create(int count) {
  ct_pool *pool = calloc(1, sizeof *pool);
  pool->threads = calloc((size_t)count, sizeof *pool->threads);
  pthread_mutex_init(&pool->lock, 0);
  pthread_cond_init(&pool->begin, 0);
  pthread_cond_init(&pool->end, 0);
  pool->count = 1;
  for (int i = 1; i < count; i++) {
    struct worker *worker = malloc(sizeof *worker);
    worker->pool = pool;
    worker->index = i;
    if (pthread_create(&pool->threads[i], 0, work, worker)) {
      free(worker);
      break;  // fewer threads give the same result
    }
    pool->count = i + 1;
  }
  return pool;
}

void ct_pool_destroy(ct_pool *pool) {
  pthread_mutex_lock(&pool->lock);
  pool->stopping = 1;
  pthread_cond_broadcast(&pool->begin);
  pthread_mutex_unlock(&pool->lock);
  for (int i = 1; i < pool->count; i++) pthread_join(pool->threads[i], 0);
  pthread_cond_destroy(&pool->begin);
  pthread_cond_destroy(&pool->end);
  pthread_mutex_destroy(&pool->lock);
  free(pool->threads);
  free(pool);
}

void ct_pool_multiply(
    ct_pool *pool, ct_set set, int m, int n, int k, ct_matrix a, const float *packed, float *c,
    int accumulate) {
  struct product product = {set, m, n, k, a, packed, c, accumulate};
  // Waking a thread costs about as much as a million multiplications.
  if (pool->count == 1 || (double)m * n * k < 2e6) {
    run_share(&product, 0, 1);
    return;
  }
  pthread_mutex_lock(&pool->lock);
  pool->product = product;
  pool->running = pool->count - 1;
  pool->round++;
  pthread_cond_broadcast(&pool->begin);
  pthread_mutex_unlock(&pool->lock);
  run_share(&product, 0, pool->count);
  pthread_mutex_lock(&pool->lock);
  while (pool->running > 0) pthread_cond_wait(&pool->end, &pool->lock);
  pthread_mutex_unlock(&pool->lock);
}
