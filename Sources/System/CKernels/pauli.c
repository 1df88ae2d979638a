// Density matrices as real vectors over Pauli products: building passes, and running one over a chunk.
#include <stdlib.h>
#include <string.h>

#include "internal.h"

enum { PX_PAULI_SINGLE, PX_PAULI_SPARSE, PX_PAULI_EXCHANGE };

/// One step; `at` holds row digits, below 0 for the lanes.
typedef struct {
  int kind, count;
  int at[3];
  double matrix[16];
  uint64_t trivial;  // rows that stay as they are
  int *starts, *columns;
  double *values;
} px_pauli_step;

struct px_pauli_pass {
  int precision, positions, count, whole, steps, capacity;
  int local[32];
  size_t rows, run;
  uint64_t *offset;  // vector of the state for each run of the buffer
  px_pauli_step *step;
};

#define AI inline __attribute__((always_inline))
#define JOIN2(a, b) a##_##b
#define JOIN(a, b) JOIN2(a, b)

#define LANES_1(v) __builtin_shufflevector(v, v, 1, 0, 3, 2, 5, 4, 7, 6, 9, 8, 11, 10, 13, 12, 15, 14)
#define LANES_2(v) __builtin_shufflevector(v, v, 2, 3, 0, 1, 6, 7, 4, 5, 10, 11, 8, 9, 14, 15, 12, 13)
#define LANES_3(v) __builtin_shufflevector(v, v, 3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12)
#define LANES_4(v) __builtin_shufflevector(v, v, 4, 5, 6, 7, 0, 1, 2, 3, 12, 13, 14, 15, 8, 9, 10, 11)
#define LANES_8(v) __builtin_shufflevector(v, v, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7)
#define LANES_12(v) __builtin_shufflevector(v, v, 12, 13, 14, 15, 8, 9, 10, 11, 4, 5, 6, 7, 0, 1, 2, 3)
#define LOW_1(a, b) __builtin_shufflevector(a, b, 0, 16, 2, 18, 4, 20, 6, 22, 8, 24, 10, 26, 12, 28, 14, 30)
#define HIGH_1(a, b) __builtin_shufflevector(a, b, 1, 17, 3, 19, 5, 21, 7, 23, 9, 25, 11, 27, 13, 29, 15, 31)
#define LOW_2(a, b) __builtin_shufflevector(a, b, 0, 1, 16, 17, 4, 5, 20, 21, 8, 9, 24, 25, 12, 13, 28, 29)
#define HIGH_2(a, b) __builtin_shufflevector(a, b, 2, 3, 18, 19, 6, 7, 22, 23, 10, 11, 26, 27, 14, 15, 30, 31)
#define LOW_4(a, b) __builtin_shufflevector(a, b, 0, 1, 2, 3, 16, 17, 18, 19, 8, 9, 10, 11, 24, 25, 26, 27)
#define HIGH_4(a, b) __builtin_shufflevector(a, b, 4, 5, 6, 7, 20, 21, 22, 23, 12, 13, 14, 15, 28, 29, 30, 31)
#define LOW_8(a, b) __builtin_shufflevector(a, b, 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23)
#define HIGH_8(a, b) __builtin_shufflevector(a, b, 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31)

#define ISA_BODY "pauli_precisions.inc.h"
#include "each_isa.inc.h"

typedef void (*pauli_runner)(const px_pauli_pass *, void *, uint64_t, void *);

static pauli_runner runner(int precision) {
#if defined(__x86_64__)
  switch (px_isa()) {
  case PX_ISA_AVX512: return precision == PX_SINGLE ? pauli_run_f_avx512 : pauli_run_d_avx512;
  case PX_ISA_AVX2: return precision == PX_SINGLE ? pauli_run_f_avx2 : pauli_run_d_avx2;
  }
#endif
  return precision == PX_SINGLE ? pauli_run_f_portable : pauli_run_d_portable;
}

static size_t real_size(int precision) { return precision == PX_SINGLE ? sizeof(float) : sizeof(double); }

px_pauli_pass *px_pauli_new(int precision, int positions, int count, const int *local) {
  px_pauli_pass *pass = calloc(1, sizeof *pass);
  if (!pass) return NULL;
  pass->precision = precision, pass->positions = positions, pass->count = count, pass->whole = count == positions;
  for (int i = 0; i < count; i++) pass->local[i] = local[i];
  int run = 2;
  while (run < count && local[run] == run) run++;
  pass->rows = (size_t)1 << 2 * (count - 2);
  pass->run = (size_t)1 << 2 * (run - 2);
  const size_t runs = pass->rows / pass->run;
  pass->offset = malloc(runs * sizeof *pass->offset);
  if (!pass->offset) return free(pass), NULL;
  for (size_t i = 0; i < runs; i++) {
    pass->offset[i] = 0;
    for (int j = 0; run + j < count; j++) pass->offset[i] |= (uint64_t)(i >> 2 * j & 3) << 2 * (local[run + j] - 2);
  }
  return pass;
}

void px_pauli_free(px_pauli_pass *pass) {
  if (!pass) return;
  for (int i = 0; i < pass->steps; i++) free(pass->step[i].starts), free(pass->step[i].columns), free(pass->step[i].values);
  free(pass->step);
  free(pass->offset);
  free(pass);
}

static px_pauli_step *add_step(px_pauli_pass *pass, int kind) {
  if (pass->steps == pass->capacity) {
    const int capacity = pass->capacity ? 2 * pass->capacity : 16;
    px_pauli_step *step = realloc(pass->step, (size_t)capacity * sizeof *step);
    if (!step) return NULL;
    pass->step = step, pass->capacity = capacity;
  }
  px_pauli_step *step = &pass->step[pass->steps++];
  memset(step, 0, sizeof *step);
  step->kind = kind;
  return step;
}

int px_pauli_single(px_pauli_pass *pass, int position, const double *matrix) {
  px_pauli_step *step = add_step(pass, PX_PAULI_SINGLE);
  if (!step) return -1;
  step->at[0] = position - 2;
  memcpy(step->matrix, matrix, sizeof step->matrix);
  return 0;
}

int px_pauli_sparse(px_pauli_pass *pass, int count, const int *at, const int *starts, const int *columns, const double *values) {
  if (count < 1 || count > 3) return -1;
  const int dim = 1 << 2 * count, entries = starts[dim];
  px_pauli_step *step = add_step(pass, PX_PAULI_SPARSE);
  if (!step) return -1;
  step->count = count;
  for (int i = 0; i < count; i++) {
    if (at[i] < 2) return -1;
    step->at[i] = at[i] - 2;
  }
  step->starts = malloc(((size_t)dim + 1) * sizeof(int));
  step->columns = malloc(((size_t)entries + 1) * sizeof(int));
  step->values = malloc(((size_t)entries + 1) * sizeof(double));
  if (!step->starts || !step->columns || !step->values) return -1;
  memcpy(step->starts, starts, ((size_t)dim + 1) * sizeof(int));
  memcpy(step->columns, columns, (size_t)entries * sizeof(int));
  memcpy(step->values, values, (size_t)entries * sizeof(double));
  for (int i = 0; i < dim; i++)
    if (starts[i + 1] == starts[i] + 1 && columns[starts[i]] == i && values[starts[i]] == 1) step->trivial |= (uint64_t)1 << i;
  return 0;
}

int px_pauli_exchange(px_pauli_pass *pass, int lane, int at) {
  px_pauli_step *step = at >= 2 ? add_step(pass, PX_PAULI_EXCHANGE) : NULL;
  if (!step) return -1;
  step->count = lane, step->at[0] = at - 2;
  return 0;
}

uint64_t px_pauli_chunks(const px_pauli_pass *pass) { return (uint64_t)1 << 2 * (pass->positions - pass->count); }

size_t px_pauli_scratch(const px_pauli_pass *pass) { return pass->rows * 16 * real_size(pass->precision); }

void px_pauli_run(const px_pauli_pass *pass, void *state, uint64_t chunk, void *scratch) {
  uint64_t base = 0;
  for (int q = 0, next = 0, at = 0; q < pass->positions; q++) {
    if (next < pass->count && pass->local[next] == q) next++;
    else base |= (chunk >> 2 * at++ & 3) << 2 * q;
  }
  const unsigned mode = px_flush_denormals();
  runner(pass->precision)(pass, state, base, scratch);
  px_restore_denormals(mode);
}

static inline double get(int precision, const void *state, uint64_t index) {
  return precision == PX_SINGLE ? ((const float *)state)[index] : ((const double *)state)[index];
}

static inline void put(int precision, void *state, uint64_t index, double value) {
  if (precision == PX_SINGLE) ((float *)state)[index] = (float)value;
  else ((double *)state)[index] = value;
}

void px_pauli_multiply(
  int precision, void *state, uint64_t from, uint64_t to, int width, const int *at, const double *table
) {
  for (uint64_t index = from; index < to; index++) {
    uint64_t digits = 0;
    for (int i = 0; i < width; i++) digits |= (index >> 2 * at[i] & 3) << 2 * i;
    put(precision, state, index, get(precision, state, index) * table[digits]);
  }
}

double px_pauli_value(int precision, const void *state, uint64_t index) { return get(precision, state, index); }

void px_pauli_zero(int precision, void *state, int qubits) {
  for (uint64_t set = 0; set < (uint64_t)1 << qubits; set++) {
    uint64_t index = 0;
    for (int q = 0; q < qubits; q++) index |= (set >> q & 1) * 3 << 2 * q;
    put(precision, state, index, 1);
  }
}

void px_pauli_diagonal(int precision, const void *state, int qubits, const int *at, double *out) {
  for (uint64_t set = 0; set < (uint64_t)1 << qubits; set++) {
    uint64_t index = 0;
    for (int q = 0; q < qubits; q++) index |= (set >> q & 1) * 3 << 2 * at[q];
    out[set] = get(precision, state, index);
  }
}

/// The index of block `block`: its digits at the positions that `at` does not name.
static uint64_t block_base(int positions, int width, const int *at, uint64_t block) {
  uint64_t base = 0;
  for (int q = 0, next = 0; q < positions; q++) {
    int inside = 0;
    for (int i = 0; i < width; i++) inside |= at[i] == q;
    if (!inside) base |= (block >> 2 * next++ & 3) << 2 * q;
  }
  return base;
}

static inline uint64_t spread(uint64_t digits, int width, const int *at) {
  uint64_t index = 0;
  for (int i = 0; i < width; i++) index |= (digits >> 2 * i & 3) << 2 * at[i];
  return index;
}

/// Between coefficients of Pauli products, in place at index 2 · (product), and elements: rows and columns of a matrix.
/// The element (a, b) stands at the index whose digit q is a_q + 2 b_q; r/2 goes in, so that Σ r_P P / 2^k comes out.
static void to_elements(double *v, int width) {
  const size_t count = (size_t)1 << 2 * width;
  for (int q = 0; q < width; q++) {
    const size_t stride = (size_t)1 << 2 * q;
    for (size_t i = 0; i < count; i++) {
      if (i >> 2 * q & 3) continue;
      double *w = v + 2 * i, *x = w + 2 * stride, *y = x + 2 * stride, *z = y + 2 * stride;
      // (0,0) = (I + Z)/2, (1,0) = (X + iY)/2, (0,1) = (X - iY)/2, (1,1) = (I - Z)/2.
      const double ar = w[0], ai = w[1], br = x[0], bi = x[1], cr = y[0], ci = y[1], dr = z[0], di = z[1];
      w[0] = (ar + dr) / 2, w[1] = (ai + di) / 2;
      x[0] = (br - ci) / 2, x[1] = (bi + cr) / 2;
      y[0] = (br + ci) / 2, y[1] = (bi - cr) / 2;
      z[0] = (ar - dr) / 2, z[1] = (ai - di) / 2;
    }
  }
}

static void from_elements(double *v, int width) {
  const size_t count = (size_t)1 << 2 * width;
  for (int q = 0; q < width; q++) {
    const size_t stride = (size_t)1 << 2 * q;
    for (size_t i = 0; i < count; i++) {
      if (i >> 2 * q & 3) continue;
      double *w = v + 2 * i, *x = w + 2 * stride, *y = x + 2 * stride, *z = y + 2 * stride;
      const double ar = w[0], ai = w[1], br = x[0], bi = x[1], cr = y[0], ci = y[1], dr = z[0], di = z[1];
      w[0] = ar + dr, w[1] = ai + di;
      z[0] = ar - dr, z[1] = ai - di;
      x[0] = br + cr, x[1] = bi + ci;
      // Y = i(upper right - lower left) with the upper right at digit 2.
      y[0] = bi - ci, y[1] = cr - br;
    }
  }
}

/// Digits a_q + 2 b_q of the element (row, column).
static inline uint64_t element(uint64_t row, uint64_t column, int width) {
  uint64_t index = 0;
  for (int q = 0; q < width; q++) index |= ((row >> q & 1) | (column >> q & 1) << 1) << 2 * q;
  return index;
}

/// out = K in (adjoint: in K†), one line at a time through `line`.
static void multiply(double *v, int width, const double *k, int adjoint, double *line) {
  const uint64_t dim = (uint64_t)1 << width;
  for (uint64_t fixed = 0; fixed < dim; fixed++) {
    for (uint64_t i = 0; i < dim; i++) {
      double re = 0, im = 0;
      for (uint64_t j = 0; j < dim; j++) {
        const double *x = v + 2 * (adjoint ? element(fixed, j, width) : element(j, fixed, width));
        const double a = k[2 * (i * dim + j)], b = adjoint ? -k[2 * (i * dim + j) + 1] : k[2 * (i * dim + j) + 1];
        re += a * x[0] - b * x[1], im += a * x[1] + b * x[0];
      }
      line[2 * i] = re, line[2 * i + 1] = im;
    }
    for (uint64_t i = 0; i < dim; i++) {
      double *x = v + 2 * (adjoint ? element(fixed, i, width) : element(i, fixed, width));
      x[0] = line[2 * i], x[1] = line[2 * i + 1];
    }
  }
}

void px_pauli_kraus(
  int precision, void *state, int positions, int width, const int *at, int count, const double *matrices, uint64_t block,
  double *scratch
) {
  const size_t numbers = (size_t)1 << 2 * width;
  double *sum = scratch, *own = scratch + 2 * numbers, *line = own + 2 * numbers;
  const uint64_t base = block_base(positions, width, at, block);
  for (size_t i = 0; i < 2 * numbers; i++) sum[i] = 0;
  for (int m = 0; m < count; m++) {
    for (size_t i = 0; i < numbers; i++) own[2 * i] = get(precision, state, base | spread(i, width, at)), own[2 * i + 1] = 0;
    to_elements(own, width);
    multiply(own, width, matrices + 2 * numbers * (size_t)m, 0, line);
    multiply(own, width, matrices + 2 * numbers * (size_t)m, 1, line);
    for (size_t i = 0; i < 2 * numbers; i++) sum[i] += own[i];
  }
  from_elements(sum, width);
  for (size_t i = 0; i < numbers; i++) put(precision, state, base | spread(i, width, at), sum[2 * i]);
}

/// Coefficients of Π rho over products of (I - Z) and (X - iY), where Π projects the digits below `level` on 1: into 2^level
/// complex numbers at `out`; `spare` has room for as many again at each level below.
static void compress(int precision, const void *state, uint64_t base, int level, const int *at, double *out, double *spare) {
  const size_t half = (size_t)1 << level;  // doubles of a part
  const int q = level - 1;
  if (level == 0) {
    out[0] = get(precision, state, base), out[1] = 0;
    return;
  }
  double *low = out, *high = out + half, *part = spare, *rest = spare + half;
  compress(precision, state, base, q, at, low, rest);
  compress(precision, state, base | (uint64_t)3 << 2 * at[q], q, at, part, rest);
  for (size_t i = 0; i < half; i++) low[i] = (low[i] - part[i]) / 2;
  compress(precision, state, base | (uint64_t)1 << 2 * at[q], q, at, high, rest);
  compress(precision, state, base | (uint64_t)2 << 2 * at[q], q, at, part, rest);
  for (size_t i = 0; i < half; i += 2) {
    const double re = (high[i] - part[i + 1]) / 2, im = (high[i + 1] + part[i]) / 2;
    high[i] = re, high[i + 1] = im;
  }
}

/// Adds 2 Re(c w) and |c|² w0 (I - Z)…, with `w` the coefficients of Π rho times a power of -i and a sign gathered on the way.
static void expand(
  int precision, void *state, uint64_t base, int level, const int *at, const double *w, double re, double im, double both
) {
  if (level == 0) {
    put(precision, state, base, get(precision, state, base) + 2 * (re * w[0] - im * w[1]) + both);
    return;
  }
  const size_t half = (size_t)1 << level;
  const int q = level - 1;
  expand(precision, state, base, q, at, w, re, im, both);
  expand(precision, state, base | (uint64_t)3 << 2 * at[q], q, at, w, -re, -im, -both);
  expand(precision, state, base | (uint64_t)1 << 2 * at[q], q, at, w + half, re, im, 0);
  expand(precision, state, base | (uint64_t)2 << 2 * at[q], q, at, w + half, im, -re, 0);
}

void px_pauli_phase(
  int precision, void *state, int positions, int width, const int *at, double re, double im, uint64_t block, double *scratch
) {
  const uint64_t base = block_base(positions, width, at, block);
  compress(precision, state, base, width, at, scratch, scratch + ((size_t)2 << width));
  expand(precision, state, base, width, at, scratch, re, im, (re * re + im * im) * scratch[0]);
}
