// The kernels, compiled once for each precision and instruction set, and the choice between them.
#include <string.h>

#include "internal.h"

#define AI inline __attribute__((always_inline))
#define JOIN2(a, b) a##_##b
#define JOIN(a, b) JOIN2(a, b)

#define SINGLE_SWAPS_0(v) __builtin_shufflevector(v, v, 1, 0, 3, 2, 5, 4, 7, 6, 9, 8, 11, 10, 13, 12, 15, 14)
#define SINGLE_SWAPS_1(v) __builtin_shufflevector(v, v, 2, 3, 0, 1, 6, 7, 4, 5, 10, 11, 8, 9, 14, 15, 12, 13)
#define SINGLE_SWAPS_2(v) __builtin_shufflevector(v, v, 4, 5, 6, 7, 0, 1, 2, 3, 12, 13, 14, 15, 8, 9, 10, 11)
#define SINGLE_SWAPS_3(v) __builtin_shufflevector(v, v, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7)
#define DOUBLE_SWAPS_0(v) __builtin_shufflevector(v, v, 1, 0, 3, 2, 5, 4, 7, 6)
#define DOUBLE_SWAPS_1(v) __builtin_shufflevector(v, v, 2, 3, 0, 1, 6, 7, 4, 5)
#define DOUBLE_SWAPS_2(v) __builtin_shufflevector(v, v, 4, 5, 6, 7, 0, 1, 2, 3)

#define ISA_BODY "precisions.inc.h"
#include "each_isa.inc.h"

static int isa_limit = PX_ISA_AVX512;

static int best_isa(void) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw") &&
      __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("bmi2"))
    return PX_ISA_AVX512;
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("bmi2")) return PX_ISA_AVX2;
#endif
  return PX_ISA_PORTABLE;
}

int px_isa(void) {
  const int best = best_isa(), limit = __atomic_load_n(&isa_limit, __ATOMIC_RELAXED);
  return best < limit ? best : limit;
}

void px_isa_limit(int isa) { __atomic_store_n(&isa_limit, isa, __ATOMIC_RELAXED); }

int px_lane_bits(int precision) { return precision == PX_SINGLE ? 4 : 3; }

const px_kernels *px_kernels_for(int precision) {
#if defined(__x86_64__)
  switch (px_isa()) {
  case PX_ISA_AVX512: return precision == PX_SINGLE ? &kernels_f_avx512 : &kernels_d_avx512;
  case PX_ISA_AVX2: return precision == PX_SINGLE ? &kernels_f_avx2 : &kernels_d_avx2;
  }
#endif
  return precision == PX_SINGLE ? &kernels_f_portable : &kernels_d_portable;
}

double px_norm(int precision, const void *state, uint64_t from, uint64_t to, uint64_t mask, uint64_t value) {
  return px_kernels_for(precision)->norm(state, from, to, mask, value);
}

void px_scale(int precision, void *state, uint64_t from, uint64_t to, int bit, double zero, double one) {
  px_kernels_for(precision)->scale(state, from, to, bit, zero, one);
}

void px_probabilities(int precision, const void *state, uint64_t from, uint64_t to, double *out) {
  px_kernels_for(precision)->probabilities(state, from, to, out);
}

void px_pauli(int precision, const void *state, uint64_t from, uint64_t to, uint64_t flip, uint64_t sign, double *out) {
  px_kernels_for(precision)->pauli(state, from, to, flip, sign, out);
}

void px_amplitude(int precision, const void *state, uint64_t index, double *out) {
  const int bits = px_lane_bits(precision);
  const uint64_t lanes = (uint64_t)1 << bits, at = (index >> bits) * 2 * lanes + (index & (lanes - 1));
  if (precision == PX_SINGLE) out[0] = ((const float *)state)[at], out[1] = ((const float *)state)[at + lanes];
  else out[0] = ((const double *)state)[at], out[1] = ((const double *)state)[at + lanes];
}

void px_set_amplitude(int precision, void *state, uint64_t index, double re, double im) {
  const int bits = px_lane_bits(precision);
  const uint64_t lanes = (uint64_t)1 << bits, at = (index >> bits) * 2 * lanes + (index & (lanes - 1));
  if (precision == PX_SINGLE) ((float *)state)[at] = (float)re, ((float *)state)[at + lanes] = (float)im;
  else ((double *)state)[at] = re, ((double *)state)[at + lanes] = im;
}
