// A pool of parked threads: a short spin, then sleep on a condition variable.
#define _GNU_SOURCE
#include <pthread.h>
#include <stdlib.h>

#include "CKernels.h"

struct px_pool {
  int threads, started, quit;
  pthread_t *handles;
  pthread_mutex_t mutex;
  pthread_cond_t wake, finished;
  uint64_t generation;                 // of the work at hand; atomic
  int running;                         // workers that have not finished this generation; atomic
  int sleeping, waiting;               // under the mutex
  uint64_t items, next, done;          // next and done are atomic
  const int *stop;
  void (*body)(void *, int, uint64_t);
  void *context;
};

typedef struct {
  px_pool *pool;
  int worker;
} seat;

static inline void relax(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#endif
}

static void work(px_pool *pool, int worker) {
  uint64_t done = 0;
  for (;;) {
    if (pool->stop && __atomic_load_n(pool->stop, __ATOMIC_RELAXED)) break;
    const uint64_t item = __atomic_fetch_add(&pool->next, 1, __ATOMIC_RELAXED);
    if (item >= pool->items) break;
    pool->body(pool->context, worker, item);
    done++;
  }
  __atomic_fetch_add(&pool->done, done, __ATOMIC_RELAXED);
}

static void *loop(void *argument) {
  seat *mine = argument;
  px_pool *pool = mine->pool;
  const int worker = mine->worker;
  free(mine);
  uint64_t seen = 0;
  for (;;) {
    for (int spin = 0; spin < 4000 && __atomic_load_n(&pool->generation, __ATOMIC_ACQUIRE) == seen; spin++) relax();
    if (__atomic_load_n(&pool->generation, __ATOMIC_ACQUIRE) == seen) {
      pthread_mutex_lock(&pool->mutex);
      while (__atomic_load_n(&pool->generation, __ATOMIC_ACQUIRE) == seen) {
        pool->sleeping++;
        pthread_cond_wait(&pool->wake, &pool->mutex);
        pool->sleeping--;
      }
      pthread_mutex_unlock(&pool->mutex);
    }
    seen++;
    if (__atomic_load_n(&pool->quit, __ATOMIC_ACQUIRE)) return NULL;
    work(pool, worker);
    if (__atomic_sub_fetch(&pool->running, 1, __ATOMIC_ACQ_REL) == 0) {
      pthread_mutex_lock(&pool->mutex);
      if (pool->waiting) pthread_cond_signal(&pool->finished);
      pthread_mutex_unlock(&pool->mutex);
    }
  }
}

px_pool *px_pool_new(int threads) {
  px_pool *pool = calloc(1, sizeof *pool);
  if (!pool) return NULL;
  pthread_mutex_init(&pool->mutex, NULL);
  pthread_cond_init(&pool->wake, NULL);
  pthread_cond_init(&pool->finished, NULL);
  pool->handles = calloc(threads > 1 ? (size_t)threads - 1 : 1, sizeof *pool->handles);
  for (int i = 1; pool->handles && i < threads; i++) {
    seat *mine = malloc(sizeof *mine);
    if (!mine) break;
    mine->pool = pool, mine->worker = i;
    if (pthread_create(&pool->handles[pool->started], NULL, loop, mine) != 0) {
      free(mine);
      break;
    }
    pool->started++;
  }
  pool->threads = pool->started + 1;
  return pool;
}

static void announce(px_pool *pool) {
  pthread_mutex_lock(&pool->mutex);
  __atomic_fetch_add(&pool->generation, 1, __ATOMIC_RELEASE);
  if (pool->sleeping) pthread_cond_broadcast(&pool->wake);
  pthread_mutex_unlock(&pool->mutex);
}

void px_pool_free(px_pool *pool) {
  if (!pool) return;
  __atomic_store_n(&pool->quit, 1, __ATOMIC_RELEASE);
  announce(pool);
  for (int i = 0; i < pool->started; i++) pthread_join(pool->handles[i], NULL);
  pthread_cond_destroy(&pool->wake);
  pthread_cond_destroy(&pool->finished);
  pthread_mutex_destroy(&pool->mutex);
  free(pool->handles);
  free(pool);
}

uint64_t px_pool_run(px_pool *pool, uint64_t items, const int *stop, void (*body)(void *, int, uint64_t), void *context) {
  pool->items = items, pool->stop = stop, pool->body = body, pool->context = context;
  __atomic_store_n(&pool->next, 0, __ATOMIC_RELAXED);
  __atomic_store_n(&pool->done, 0, __ATOMIC_RELAXED);
  if (items < 2 || pool->started == 0) {
    work(pool, 0);
    return pool->done;
  }
  __atomic_store_n(&pool->running, pool->started, __ATOMIC_RELEASE);
  announce(pool);
  work(pool, 0);
  for (int spin = 0; spin < 20000 && __atomic_load_n(&pool->running, __ATOMIC_ACQUIRE); spin++) relax();
  if (__atomic_load_n(&pool->running, __ATOMIC_ACQUIRE)) {
    pthread_mutex_lock(&pool->mutex);
    while (__atomic_load_n(&pool->running, __ATOMIC_ACQUIRE)) {
      pool->waiting = 1;
      pthread_cond_wait(&pool->finished, &pool->mutex);
    }
    pool->waiting = 0;
    pthread_mutex_unlock(&pool->mutex);
  }
  return pool->done;
}
