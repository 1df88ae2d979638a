// Kernels for density matrices as real vectors over Pauli products.
//
// A state of n qubits holds r_P = tr(P rho) for all 4^n products P of I, X, Y, Z: rho = 2^-n Σ r_P P. The index has one
// base-4 digit (0 I, 1 X, 2 Y, 3 Z) for each position; positions 0 and 1 lie in the 16 lanes of a vector, the others choose
// the vector. At least PX_PAULI_POSITIONS positions; memory is aligned to 64 bytes. A channel on one qubit is a real 4 × 4
// matrix on a digit, a Pauli channel a diagonal one.
#ifndef PROXIMA_PAULI_KERNELS_H
#define PROXIMA_PAULI_KERNELS_H

#include <stddef.h>
#include <stdint.h>

enum { PX_PAULI_POSITIONS = 5 };

/// What is done to each chunk of a state, 4^count numbers, while it is in the cache.
typedef struct px_pauli_pass px_pauli_pass;

/// `local`: the `count` positions of a chunk, ascending, 0 and 1 first. NULL where memory is short.
px_pauli_pass *px_pauli_new(int precision, int positions, int count, const int *local);
void px_pauli_free(px_pauli_pass *pass);
/// A 4 × 4 matrix, row-major, on a position of the chunk (an index into `local`). 0, or -1 where memory is short.
int px_pauli_single(px_pauli_pass *pass, int position, const double *matrix);
/// A sparse matrix over 1 to 3 positions of the chunk, none in the lanes, the first the least significant digit: row i has
/// the `columns` and `values` from `starts[i]` to `starts[i + 1]`.
int px_pauli_sparse(px_pauli_pass *pass, int count, const int *at, const int *starts, const int *columns, const double *values);
/// Exchanges the digits of lane position `lane` (0 or 1) and of the chunk's position `at`, at least 2.
int px_pauli_exchange(px_pauli_pass *pass, int lane, int at);
/// How many chunks a state has, and how many bytes of scratch each thread brings.
uint64_t px_pauli_chunks(const px_pauli_pass *pass);
size_t px_pauli_scratch(const px_pauli_pass *pass);
/// Runs chunk `chunk`.
void px_pauli_run(const px_pauli_pass *pass, void *state, uint64_t chunk, void *scratch);

/// rho → Σ K rho K†, `count` matrices of 2^width rows, re and im alternating, on `width` (1 to 8) positions `at`, the first
/// the least significant; block `block` of 4^(positions - width). `scratch`: 2 · 16 · 4^width bytes and 64 · 2^width more.
void px_pauli_kraus(
  int precision, void *state, int positions, int width, const int *at, int count, const double *matrices, uint64_t block,
  double *scratch);
/// Multiplies the amplitudes with all `width` positions `at` at 1 by e^iφ: c = e^iφ - 1. Block `block` of 4^(positions - width).
/// `scratch`: 6 · 2^width doubles.
void px_pauli_phase(
  int precision, void *state, int positions, int width, const int *at, double re, double im, uint64_t block, double *scratch);

/// Multiplies the numbers `from..<to`: each by the entry of `table` that its digits at the `width` positions `at` name.
void px_pauli_multiply(
  int precision, void *state, uint64_t from, uint64_t to, int width, const int *at, const double *table);

/// Writes |0…0><0…0| into zeroed memory; positions from `qubits` on are left maximally mixed.
void px_pauli_zero(int precision, void *state, int qubits);
/// r of the 2^qubits products of I and Z, bit j of the index for position `at[j]`.
void px_pauli_diagonal(int precision, const void *state, int qubits, const int *at, double *out);
/// One number of the state.
double px_pauli_value(int precision, const void *state, uint64_t index);

#endif
