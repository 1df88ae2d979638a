// Building passes, and running one over a chunk.
#include <stdlib.h>
#include <string.h>

#include "internal.h"

px_pass *px_pass_new(int precision, int qubits, int bits, const int *local) {
  const int lane_bits = px_lane_bits(precision);
  px_pass *pass = calloc(1, sizeof *pass);
  if (!pass) return NULL;
  pass->precision = precision, pass->qubits = qubits, pass->bits = bits, pass->whole = bits == qubits;
  for (int i = 0; i < bits; i++) pass->local[i] = local[i], pass->local_mask |= (uint64_t)1 << local[i];
  int run = lane_bits;
  while (run < bits && local[run] == run) run++;
  pass->run_bits = run - lane_bits;
  pass->buffer_bytes = (size_t)128 << (bits - lane_bits);
  const size_t runs = (size_t)1 << (bits - run);
  pass->offset = malloc(runs * sizeof *pass->offset);
  if (!pass->offset) return free(pass), NULL;
  for (size_t i = 0; i < runs; i++) {
    uint64_t at = 0;
    for (int j = 0; run + j < bits; j++)
      if (i >> j & 1) at |= (uint64_t)1 << (local[run + j] - lane_bits);
    pass->offset[i] = at;
  }
  return pass;
}

void px_pass_free(px_pass *pass) {
  if (!pass) return;
  for (int i = 0; i < pass->count; i++) {
    px_step *step = &pass->steps[i];
    for (int t = 0; t < step->tables; t++) {
      free(step->table[t].data);
      free(step->table[t].phases);
      free(step->table[t].low);
      free(step->table[t].high);
    }
    free(step->matrix);
  }
  free(pass->steps);
  free(pass->offset);
  free(pass);
}

static px_step *add_step(px_pass *pass, int kind) {
  if (pass->count == pass->capacity) {
    const int capacity = pass->capacity ? 2 * pass->capacity : 16;
    px_step *steps = realloc(pass->steps, capacity * sizeof *steps);
    if (!steps) return NULL;
    pass->steps = steps, pass->capacity = capacity;
  }
  px_step *step = &pass->steps[pass->count++];
  memset(step, 0, sizeof *step);
  step->kind = kind;
  return step;
}

int px_pass_phases(px_pass *pass, int row_bits, const int *rows, int count, const px_phase *phases) {
  if (row_bits > PX_TABLE_BITS) return -1;
  px_step *step = pass->count ? &pass->steps[pass->count - 1] : NULL;
  if (!step || step->kind != PX_SWEEP || step->tables == 2 || step->lanes) step = add_step(pass, PX_SWEEP);
  if (!step) return -1;
  const size_t buffer_rows = (size_t)1 << (pass->bits - px_lane_bits(pass->precision));
  const size_t low = buffer_rows < 64 ? buffer_rows : 64, high = buffer_rows / low;
  px_table table = {.row_bits = row_bits};
  table.data = aligned_alloc(64, (size_t)128 << row_bits);
  table.phases = malloc((count ? count : 1) * sizeof *phases);
  table.low = calloc(low, sizeof *table.low);
  table.high = calloc(high, sizeof *table.high);
  if (!table.data || !table.phases || !table.low || !table.high) {
    free(table.data), free(table.phases), free(table.low), free(table.high);
    return -1;
  }
  for (int i = 0; i < count; i++)
    if (phases[i].outer) table.phases[table.dynamic++] = phases[i];
  for (int q = 0; q < row_bits; q++) {
    for (size_t i = 0; i < low; i++)
      if (rows[q] < 6 && i >> rows[q] & 1) table.low[i] |= 1 << q;
    for (size_t i = 0; i < high; i++)
      if (rows[q] >= 6 && i >> (rows[q] - 6) & 1) table.high[i] |= 1 << q;
  }
  px_kernels_for(pass->precision)->table(table.data, row_bits, phases, count);
  step->table[step->tables++] = table;
  return 0;
}

int px_pass_wide_phase(px_pass *pass, px_phase phase) {
  px_step *step = add_step(pass, PX_WIDE);
  if (!step) return -1;
  step->wide = phase;
  return 0;
}

int px_pass_lanes(px_pass *pass, const double *c, const double *s) {
  px_step *step = pass->count ? &pass->steps[pass->count - 1] : NULL;
  if (!step || step->kind != PX_SWEEP || step->lanes) step = add_step(pass, PX_SWEEP);
  if (!step) return -1;
  for (int i = 0; i < px_lane_bits(pass->precision); i++) {
    step->c[i] = c[i], step->s[i] = s[i];
    if (c[i] != 1 || s[i] != 0) step->lanes |= 1 << i;
  }
  return 0;
}

int px_pass_rotations(px_pass *pass, int count, const int *rows, const double *c, const double *s) {
  px_step *step = count >= 1 && count <= 4 ? add_step(pass, PX_ROTATIONS) : NULL;
  if (!step) return -1;
  step->k = count;
  for (int i = 0; i < count; i++) step->bits[i] = rows[i], step->c[i] = c[i], step->s[i] = s[i];
  return 0;
}

int px_pass_dense(px_pass *pass, int count, const int *bits, uint64_t control, uint64_t outer, const double *matrix) {
  if (count < 1 || count > 10) return -1;
  const size_t bytes = sizeof(double) * 2 << (2 * count);
  double *copy = malloc(bytes);
  px_step *step = copy ? add_step(pass, PX_DENSE) : NULL;
  if (!step) return free(copy), -1;
  memcpy(copy, matrix, bytes);
  step->k = count, step->control = control, step->outer = outer, step->matrix = copy;
  for (int i = 0; i < count; i++) step->bits[i] = bits[i];
  return 0;
}

uint64_t px_pass_chunks(const px_pass *pass) { return (uint64_t)1 << (pass->qubits - pass->bits); }

size_t px_pass_scratch(const px_pass *pass) { return pass->buffer_bytes + 2 * ((size_t)128 << PX_TABLE_BITS); }

void px_pass_run(const px_pass *pass, void *state, uint64_t chunk, uint64_t zero, int fresh, void *scratch) {
  uint64_t base = 0;
  for (int q = 0, at = 0; q < pass->qubits; q++)
    if (!(pass->local_mask >> q & 1)) base |= (chunk >> at++ & 1) << q;
  if (base & zero) return;
  const unsigned mode = px_flush_denormals();
  px_kernels_for(pass->precision)->run(pass, state, base, fresh, scratch);
  px_restore_denormals(mode);
}
