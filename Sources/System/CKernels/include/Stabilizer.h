// Clifford circuits: an inverse tableau for one run, Pauli frames for many shots at a time.
//
// A Pauli operator is i^e X^x Z^z: bits x, then bits z, qubit q at bit q, and e modulo 4 beside them. In this form CX has
// no sign rule, and a product needs one: e = e1 + e2 + 2 |z1 & x2|.
#ifndef PROXIMA_STABILIZER_H
#define PROXIMA_STABILIZER_H

#include <stddef.h>
#include <stdint.h>

/// Shots of one batch of frames, and the 64-bit words that hold one bit of each.
enum { PX_FRAME_SHOTS = 1024, PX_FRAME_WORDS = 16 };

/// What a step does. Gates act on `a` (and `b`, controls first). PX_MEASURE: qubit a into record b, read wrong with class c
/// (or -1). PX_FEEDBACK: Pauli c (1 X, 2 Z, 3 Y) on qubit a if record b is 1. Noise happens with the probability of class
/// `c`: PX_FLIP: Pauli b on a. PX_DEPOLARIZE1/2: one of 3 or 15 Paulis on a (and b). PX_DEPOLARIZE: one of 4^b - 1 on the b
/// targets from a. PX_CHANNEL: one of the b cases from a. PX_CORRELATED: the b targets from a; PX_ELSE_CORRELATED: the same
/// unless an earlier one of the chain happened.
enum {
  PX_CX, PX_CY, PX_CZ, PX_SWAP, PX_X, PX_Y, PX_Z, PX_H, PX_S, PX_SDG, PX_SX, PX_SXDG,
  PX_MEASURE, PX_RESET, PX_FEEDBACK,
  PX_FLIP, PX_DEPOLARIZE1, PX_DEPOLARIZE2, PX_DEPOLARIZE, PX_CHANNEL, PX_CORRELATED, PX_ELSE_CORRELATED
};

typedef struct {
  int32_t op, a, b, c;
} px_step32;

/// One case of a channel: `targets` from `first` (each qubit << 2 | Pauli), up to this share of the channel's probability.
typedef struct {
  double up_to;
  int32_t first, count;
} px_case;

/// A program: steps, and the tables they speak of. Whoever makes it keeps the memory alive.
typedef struct {
  int32_t qubits, records, classes;
  const px_step32 *steps;
  const double *probabilities;  // one for each class
  const int32_t *targets;       // qubit << 2 | Pauli
  const px_case *cases;
} px_clifford;

/// The inverse of the circuit so far: for each qubit, what X and Z on it were at the beginning.
typedef struct px_tableau px_tableau;
/// Bytes that a tableau takes.
size_t px_tableau_bytes(int qubits);
/// The identity; NULL where memory is short.
px_tableau *px_tableau_new(int qubits);
/// Makes `tableau` the same as `from`, of as many qubits.
void px_tableau_assign(px_tableau *tableau, const px_tableau *from);
void px_tableau_free(px_tableau *tableau);
/// Runs steps `from..<to`. `records` holds a byte a record; `random` is 4 words of state, or NULL: measurements without a
/// certain outcome give 0, and no noise happens. `last`: nothing follows but measurements among these steps. Once `*stop`
/// is not 0, ends early; returns the step reached.
int px_tableau_run(
    px_tableau *tableau, const px_clifford *program, int from, int to, int last, uint8_t *records, uint64_t *random,
    const int *stop);
/// The expectation value of the product of `count` Paulis (qubit << 2 | Pauli, no qubit twice): -1, 0 or 1.
int px_tableau_expectation(const px_tableau *tableau, const int32_t *paulis, int count);

/// How PX_FRAME_SHOTS shots differ from a reference run.
typedef struct px_frames px_frames;
/// NULL where memory is short.
px_frames *px_frames_new(const px_clifford *program);
void px_frames_free(px_frames *frames);
/// Begins a batch that draws from `seed`.
void px_frames_begin(px_frames *frames, uint64_t seed);
/// Runs steps `from..<to`.
void px_frames_run(px_frames *frames, int from, int to);
/// PX_FRAME_WORDS words for each record: which shots differ from the reference.
const uint64_t *px_frames_records(const px_frames *frames);
/// Writes to `out` which shots the frame anticommutes with the product of Paulis in.
void px_frames_anticommute(const px_frames *frames, const int32_t *paulis, int count, uint64_t *out);
/// Writes to `out` the exclusive or of the records listed.
void px_frames_parity(const px_frames *frames, const int32_t *records, int count, uint64_t *out);
/// Frame bits that make shot k the one with Z on qubit k alone at the beginning, and nothing random: `qubits` up to 1024.
void px_frames_begin_generators(px_frames *frames);
/// Bits of qubit `qubit`'s X part.
const uint64_t *px_frames_x(const px_frames *frames, int qubit);
/// Transposes 64 x 64 bits in place: bit c of word r goes to bit r of word c.
void px_transpose64(uint64_t *words);

#endif
