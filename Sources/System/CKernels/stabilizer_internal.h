// What tableau and frames share.
#ifndef PROXIMA_STABILIZER_INTERNAL_H
#define PROXIMA_STABILIZER_INTERNAL_H

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "CKernels.h"

#define AI inline __attribute__((always_inline))
#define JOIN2(a, b) px_stabilizer_##a##_##b
#define JOIN(a, b) JOIN2(a, b)

typedef uint64_t v8 __attribute__((vector_size(64)));
// Vectors travel only between functions that are inlined.
#pragma clang diagnostic ignored "-Wpsabi"

/// Blocks of 512 bits outside which the halves of a row are zero: x from x0 to before x1, z likewise.
typedef struct {
  uint16_t x0, x1, z0, z1;
} px_span;

struct px_tableau {
  int qubits, words;  // words of each half of a row, a multiple of 8
  uint64_t *bits;     // 2 * qubits rows
  uint8_t *phase;     // i^phase, one a row
  int32_t *row;       // the rows of X and Z on qubit q: row[2q], row[2q + 1]
  px_span *span;      // where each row's halves are not zero
  int32_t *live;      // scratch
  uint64_t *support;  // scratch
};

struct px_frames {
  const px_clifford *program;
  uint64_t *frames, *records, *skip;
  double *scale;
  size_t bytes;
  int scramble;
  v8 lanes[4];
  uint64_t scalar[4];
  uint64_t chain[PX_FRAME_WORDS];
};

typedef struct {
  unsigned (*multiply)(uint64_t *, px_span *, const uint64_t *, const px_span *, int);
  int (*any)(const uint64_t *, int, int);
  void (*collapse)(px_tableau *, const int32_t *, int, const uint64_t *, int, int, int, unsigned);
  void (*frames)(px_frames *, int, int);
  void (*scramble)(px_frames *);
} px_stabilizer_kernels;

const px_stabilizer_kernels *px_stabilizer_kernels_now(void);

static AI uint64_t *frame(const px_frames *f, int qubit) {
  return f->frames + (size_t)qubit * 2 * PX_FRAME_WORDS;
}

/// xoshiro256** (Blackman and Vigna, 2018).
static AI uint64_t next(uint64_t *s) {
  const uint64_t scaled = s[1] * 5, result = (scaled << 7 | scaled >> 57) * 9, shifted = s[1] << 17;
  s[2] ^= s[0];
  s[3] ^= s[1];
  s[1] ^= s[2];
  s[0] ^= s[3];
  s[2] ^= shifted;
  s[3] = s[3] << 45 | s[3] >> 19;
  return result;
}

static AI double unit(uint64_t *s) { return (double)(next(s) >> 11) * 0x1p-53; }

static AI uint64_t below(uint64_t *s, uint64_t count) {
  return (uint64_t)((unsigned __int128)next(s) * count >> 64);
}

/// How many trials fail before the next success; `scale` is 1 / log(1 - p).
static AI uint64_t gap(uint64_t *s, double scale) {
  const double trials = log((double)((next(s) >> 11) + 1) * 0x1p-53) * scale;
  return trials < 0x1p62 ? (uint64_t)trials : (uint64_t)1 << 62;
}

static AI const px_case *choose(const px_case *cases, int count, double u) {
  int at = 0;
  while (at + 1 < count && u >= cases[at].up_to) at++;
  return cases + at;
}

#endif
