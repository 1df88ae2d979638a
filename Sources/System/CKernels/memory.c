// Memory for states: zeroed, aligned, on huge pages.
#define _GNU_SOURCE
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>

#include "CKernels.h"

static const size_t huge = (size_t)2 << 20;

void *px_memory_new(size_t bytes) {
  if (bytes < huge) {
    char *small = aligned_alloc(64, (bytes + 63) & ~(size_t)63);
    for (size_t i = 0; small && i < bytes; i++) small[i] = 0;
    return small;
  }
  const size_t span = (bytes + huge - 1) & ~(huge - 1);
  char *raw = mmap(NULL, span + huge, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (raw == MAP_FAILED) return NULL;
  char *at = (char *)(((uintptr_t)raw + huge - 1) & ~(uintptr_t)(huge - 1));
  if (at > raw) munmap(raw, (size_t)(at - raw));
  if (raw + huge > at) munmap(at + span, (size_t)(raw + huge - at));
  madvise(at, span, MADV_HUGEPAGE);
  return at;
}

void px_memory_free(void *memory, size_t bytes) {
  if (!memory) return;
  if (bytes < huge) free(memory);
  else munmap(memory, (bytes + huge - 1) & ~(huge - 1));
}
