// What the parts of the kernels share.
#ifndef PROXIMA_CKERNELS_INTERNAL_H
#define PROXIMA_CKERNELS_INTERNAL_H

#include "CKernels.h"

enum { PX_TABLE_BITS = 8 };
enum { PX_SWEEP, PX_ROTATIONS, PX_WIDE, PX_DENSE };

/// Phases over at most PX_TABLE_BITS row bits, as a table of rows; `low` and `high` map a buffer's row (low 6 bits, the
/// rest) to parts of the table's row.
typedef struct {
  int row_bits, dynamic;
  void *data;
  px_phase *phases;  // those that depend on the chunk
  uint16_t *low, *high;
} px_table;

typedef struct {
  const void *data;
  const uint16_t *low, *high;
} px_view;

typedef struct {
  int kind, tables, lanes, k;
  int bits[10];
  double c[4], s[4];
  px_table table[2];
  px_phase wide;
  uint64_t control, outer;
  double *matrix;
} px_step;

struct px_pass {
  int precision, qubits, bits, run_bits, whole, count, capacity;
  int local[64];
  uint64_t local_mask;
  size_t buffer_bytes;
  uint64_t *offset;  // row of the state for each run of the buffer
  px_step *steps;
};

/// The kernels of one precision and instruction set.
typedef struct {
  void (*run)(const px_pass *, void *, uint64_t, int, void *);
  void (*table)(void *, int, const px_phase *, int);
  double (*norm)(const void *, uint64_t, uint64_t, uint64_t, uint64_t);
  void (*scale)(void *, uint64_t, uint64_t, int, double, double);
  void (*probabilities)(const void *, uint64_t, uint64_t, double *);
  void (*pauli)(const void *, uint64_t, uint64_t, uint64_t, uint64_t, double *);
} px_kernels;

/// Those of this machine.
const px_kernels *px_kernels_for(int precision);

#if defined(__x86_64__)
// Amplitudes below the smallest normal number count as 0 while a pass runs: arithmetic on them is a hundred times slower.
static inline unsigned px_flush_denormals(void) {
  const unsigned before = __builtin_ia32_stmxcsr();
  __builtin_ia32_ldmxcsr(before | 0x8040);
  return before;
}
static inline void px_restore_denormals(unsigned before) { __builtin_ia32_ldmxcsr(before); }
#else
static inline unsigned px_flush_denormals(void) { return 0; }
static inline void px_restore_denormals(unsigned before) { (void)before; }
#endif

#endif
