// State-vector kernels: cache-blocked passes of real rotations, phases and dense matrices over complex amplitudes.
//
// Layout of a state: rows of `lanes` amplitudes, each row `lanes` real parts followed by `lanes` imaginary parts
// (8 double or 16 float lanes: 64 bytes each). Bits 0..<lane_bits of an amplitude's index choose the lane, the others the row.
// Every pointer to a state or buffer is aligned to 64 bytes. The instruction set is picked at run time.
#ifndef PROXIMA_CKERNELS_H
#define PROXIMA_CKERNELS_H

#include <stddef.h>
#include <stdint.h>

#include "MatrixProduct.h"
#include "Stabilizer.h"
#include "PauliKernels.h"

enum { PX_SINGLE = 0, PX_DOUBLE = 1 };
enum { PX_ISA_PORTABLE = 0, PX_ISA_AVX2 = 1, PX_ISA_AVX512 = 2 };

/// The best instruction set of this machine, or the lower one that was asked for by `px_isa_limit`.
int px_isa(void);
/// Uses no more than `isa` from now on: what tests compare the kernels with. Not while a simulation runs.
void px_isa_limit(int isa);
/// 4 for single, 3 for double precision.
int px_lane_bits(int precision);

/// A phase: amplitudes whose index has all bits of the mask set are multiplied by (re, im).
/// `outer` bits lie outside the chunk; `row` and `lane` are bits of the table's (or buffer's) row and of the lane.
typedef struct {
  uint64_t outer;
  uint32_t row, lane;
  double re, im;
} px_phase;

/// A pass: what is done to each chunk of 2^bits amplitudes while it is in the cache.
typedef struct px_pass px_pass;

/// Over a state of 2^qubits amplitudes. `local` holds the `bits` positions of a state's index that a chunk contains,
/// ascending, the lane bits first. NULL where memory is short.
px_pass *px_pass_new(int precision, int qubits, int bits, const int *local);
void px_pass_free(px_pass *pass);
/// Phases over at most 8 row bits (`rows`: bit positions in the buffer's row index, ascending). A step of its own unless
/// the step before has fewer than 2 tables and no lane rotations. 0, or -1 where memory is short.
int px_pass_phases(px_pass *pass, int row_bits, const int *rows, int count, const px_phase *phases);
/// One phase over any number of row bits (`row` is a mask of the buffer's rows).
int px_pass_wide_phase(px_pass *pass, px_phase phase);
/// Real rotations [[c, -s], [s, c]] of lane bits, after the phases just before; `c[i]`, `s[i]` for lane bit i, 1 and 0 for none.
int px_pass_lanes(px_pass *pass, const double *c, const double *s);
/// Real rotations of `count` (1 to 4) row bits.
int px_pass_rotations(px_pass *pass, int count, const int *rows, const double *c, const double *s);
/// A matrix over `count` bits of the buffer's index (any size up to 10), row-major, re and im alternating; bit i of the
/// matrix index is `bits[i]`. Applied where all `control` bits of the buffer's index and all `outer` bits are set.
int px_pass_dense(px_pass *pass, int count, const int *bits, uint64_t control, uint64_t outer, const double *matrix);
/// How many chunks a state has.
uint64_t px_pass_chunks(const px_pass *pass);
/// Bytes of scratch that each thread brings, aligned to 64.
size_t px_pass_scratch(const px_pass *pass);
/// Runs chunk `chunk`. `zero` holds the state's bits that are certainly 0: such chunks are left alone.
/// `fresh`: the state is |0...0> and memory is all zero but not yet written.
void px_pass_run(const px_pass *pass, void *state, uint64_t chunk, uint64_t zero, int fresh, void *scratch);

/// Sum of |a|^2 over rows `from..<to`, of amplitudes with (index & mask) == value.
double px_norm(int precision, const void *state, uint64_t from, uint64_t to, uint64_t mask, uint64_t value);
/// Multiplies amplitudes whose bit `bit` is 0 by `zero` and those with 1 by `one`.
void px_scale(int precision, void *state, uint64_t from, uint64_t to, int bit, double zero, double one);
/// |a|^2 of rows `from..<to`, in the order of their indices.
void px_probabilities(int precision, const void *state, uint64_t from, uint64_t to, double *out);
/// Sum over x in rows `from..<to` of conj(a[x ^ flip]) a[x] (-1)^popcount(x & sign); re and im into `out`.
void px_pauli(int precision, const void *state, uint64_t from, uint64_t to, uint64_t flip, uint64_t sign, double *out);
/// One amplitude.
void px_amplitude(int precision, const void *state, uint64_t index, double *out);
/// Writes one amplitude.
void px_set_amplitude(int precision, void *state, uint64_t index, double re, double im);

/// `bytes` zeroed bytes on huge pages where the kernel gives them, aligned to 2 MiB above that size; NULL where memory is short.
void *px_memory_new(size_t bytes);
void px_memory_free(void *memory, size_t bytes);

/// `crc` carried on over `bytes` at `data`: CRC-64 of ECMA-182 as XZ uses it; 0 to begin with.
uint64_t px_crc64(uint64_t crc, const void *data, size_t bytes);

/// A pool of `threads` - 1 parked threads and the caller.
typedef struct px_pool px_pool;
px_pool *px_pool_new(int threads);
void px_pool_free(px_pool *pool);
/// Calls `body(context, worker, item)` for each item below `items`; `worker` is below the number of threads. Items are
/// handed out one by one; once `*stop` is not 0, no further item is begun. Returns the number of items done.
uint64_t px_pool_run(px_pool *pool, uint64_t items, const int *stop, void (*body)(void *, int, uint64_t), void *context);

#endif
