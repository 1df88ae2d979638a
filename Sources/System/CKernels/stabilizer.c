// The kernels of tableau and frames, compiled once for each instruction set, and the frames around them.
#include "stabilizer_internal.h"

#define ISA_BODY "stabilizer.inc.h"
#include "each_isa.inc.h"

const px_stabilizer_kernels *px_stabilizer_kernels_now(void) {
#if defined(__x86_64__)
  switch (px_isa()) {
    case PX_ISA_AVX512: return &px_stabilizer_kernels_avx512;
    case PX_ISA_AVX2: return &px_stabilizer_kernels_avx2;
    default: break;
  }
#endif
  return &px_stabilizer_kernels_portable;
}

px_frames *px_frames_new(const px_clifford *program) {
  px_frames *f = aligned_alloc(64, (sizeof *f + 63) & ~(size_t)63);
  if (!f) return NULL;
  memset(f, 0, sizeof *f);
  f->program = program;
  const size_t words = PX_FRAME_WORDS, frames = (size_t)program->qubits * 2 * words + words;
  const size_t records = (size_t)program->records * words + words, classes = (size_t)program->classes + 1;
  f->bytes = (frames + records + 2 * classes) * sizeof(uint64_t);
  f->frames = px_memory_new(f->bytes);
  if (!f->frames) {
    free(f);
    return NULL;
  }
  f->records = f->frames + frames;
  f->skip = f->records + records;
  f->scale = (double *)(f->skip + classes);
  for (int c = 0; c < program->classes; c++) f->scale[c] = 1 / log1p(-program->probabilities[c]);
  return f;
}

void px_frames_free(px_frames *f) {
  if (!f) return;
  px_memory_free(f->frames, f->bytes);
  free(f);
}

/// SplitMix64 (Steele, Lea and Flood, 2014).
static uint64_t mix(uint64_t *state) {
  uint64_t z = *state += 0x9E3779B97F4A7C15u;
  z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
  z = (z ^ z >> 27) * 0x94D049BB133111EBu;
  return z ^ z >> 31;
}

void px_frames_begin(px_frames *f, uint64_t seed) {
  for (int i = 0; i < 4; i++) {
    f->scalar[i] = mix(&seed);
    for (int lane = 0; lane < 8; lane++) f->lanes[i][lane] = mix(&seed);
  }
  f->scramble = 1;
  for (int c = 0; c < f->program->classes; c++)
    f->skip[c] = f->program->probabilities[c] > 0 ? gap(f->scalar, f->scale[c]) : UINT64_MAX;
  px_stabilizer_kernels_now()->scramble(f);
}

void px_frames_begin_generators(px_frames *f) {
  f->scramble = 0;
  memset(f->frames, 0, (size_t)f->program->qubits * 2 * PX_FRAME_WORDS * sizeof(uint64_t));
  for (int c = 0; c < f->program->classes; c++) f->skip[c] = UINT64_MAX;
  for (int q = 0; q < f->program->qubits && q < PX_FRAME_SHOTS; q++)
    frame(f, q)[PX_FRAME_WORDS + (q >> 6)] = (uint64_t)1 << (q & 63);
}

void px_frames_run(px_frames *f, int from, int to) { px_stabilizer_kernels_now()->frames(f, from, to); }

const uint64_t *px_frames_records(const px_frames *f) { return f->records; }

const uint64_t *px_frames_x(const px_frames *f, int qubit) { return frame(f, qubit); }

void px_frames_anticommute(const px_frames *f, const int32_t *paulis, int count, uint64_t *out) {
  memset(out, 0, PX_FRAME_WORDS * sizeof *out);
  for (int i = 0; i < count; i++) {
    const uint64_t *x = frame(f, paulis[i] >> 2), *z = x + PX_FRAME_WORDS;
    for (int w = 0; w < PX_FRAME_WORDS; w++) out[w] ^= (paulis[i] & 1 ? z[w] : 0) ^ (paulis[i] & 2 ? x[w] : 0);
  }
}

void px_frames_parity(const px_frames *f, const int32_t *records, int count, uint64_t *out) {
  memset(out, 0, PX_FRAME_WORDS * sizeof *out);
  for (int i = 0; i < count; i++) {
    const uint64_t *record = f->records + (size_t)records[i] * PX_FRAME_WORDS;
    for (int w = 0; w < PX_FRAME_WORDS; w++) out[w] ^= record[w];
  }
}

void px_transpose64(uint64_t *a) {
  uint64_t mask = 0x00000000FFFFFFFFu;
  for (int half = 32; half; half >>= 1, mask ^= mask << half)
    for (int k = 0; k < 64; k = ((k | half) + 1) & ~half) {
      const uint64_t t = (a[k] >> half ^ a[k | half]) & mask;
      a[k] ^= t << half;
      a[k | half] ^= t;
    }
}
