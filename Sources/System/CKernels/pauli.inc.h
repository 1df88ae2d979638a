// The Pauli kernels of one precision and one instruction set. Included by pauli.c with REAL and FN(name) set. V holds 16
// numbers, whatever their size: two positions of four values each.

#define V FN(pauli_vector)
typedef REAL V __attribute__((vector_size(16 * sizeof(REAL)), aligned(64)));

#define SPLAT(x) ((V){0} + (REAL)(x))

/// A matrix on the digit of row position `stride` = 4^digit: the affine form where the first row is (1, 0, 0, 0).
static AI void FN(rows4)(V *buffer, size_t rows, size_t stride, const double *m, const int affine, const int shifted) {
  V c[16];
  for (int i = 0; i < 16; i++) c[i] = SPLAT(m[i]);
  for (size_t base = 0; base < rows; base += 4 * stride)
    for (size_t i = 0; i < stride; i++) {
      V *at = buffer + base + i;
      const V x = at[stride], y = at[2 * stride], z = at[3 * stride];
      V a = c[5] * x + c[6] * y + c[7] * z;
      V b = c[9] * x + c[10] * y + c[11] * z;
      V d = c[13] * x + c[14] * y + c[15] * z;
      if (shifted) {
        const V w = at[0];
        a += c[4] * w, b += c[8] * w, d += c[12] * w;
        if (!affine) at[0] = c[0] * w + c[1] * x + c[2] * y + c[3] * z;
      }
      at[stride] = a, at[2 * stride] = b, at[3 * stride] = d;
    }
}

static void FN(single_rows)(V *buffer, size_t rows, size_t stride, const double *m) {
  const int affine = m[0] == 1 && m[1] == 0 && m[2] == 0 && m[3] == 0;
  const int shifted = !affine || m[4] != 0 || m[8] != 0 || m[12] != 0;
  if (!shifted) FN(rows4)(buffer, rows, stride, m, 1, 0);
  else if (affine) FN(rows4)(buffer, rows, stride, m, 1, 1);
  else FN(rows4)(buffer, rows, stride, m, 0, 1);
}

/// A matrix on lane position `lane`: lane l gets Σ_x m[digit][digit ^ x] v[l ^ x].
static void FN(single_lanes)(V *buffer, size_t rows, int lane, const double *m) {
  V c[4];
  for (int x = 0; x < 4; x++)
    for (int l = 0; l < 16; l++) {
      const int digit = l >> 2 * lane & 3;
      c[x][l] = (REAL)m[4 * digit + (digit ^ x)];
    }
  if (lane == 0)
    for (size_t i = 0; i < rows; i++) {
      const V v = buffer[i];
      buffer[i] = c[0] * v + c[1] * LANES_1(v) + c[2] * LANES_2(v) + c[3] * LANES_3(v);
    }
  else
    for (size_t i = 0; i < rows; i++) {
      const V v = buffer[i];
      buffer[i] = c[0] * v + c[1] * LANES_4(v) + c[2] * LANES_8(v) + c[3] * LANES_12(v);
    }
}

/// A sparse matrix on `k` row digits, `strip` vectors at a time that are `step` apart.
static AI void FN(sparse_rows)(V *buffer, size_t rows, const px_pauli_step *step, const int strip) {
  const int k = step->count, dim = 1 << 2 * k;
  size_t offset[64], mask = 0;
  for (int q = 0; q < k; q++) mask |= (size_t)3 << 2 * step->at[q];
  for (int j = 0; j < dim; j++) {
    offset[j] = 0;
    for (int q = 0; q < k; q++) offset[j] |= (size_t)(j >> 2 * q & 3) << 2 * step->at[q];
  }
  size_t apart = 1;
  while (strip > 1 && mask & apart) apart <<= 2;
  if (strip > 1) mask |= 3 * apart;
  V in[64 * 4];
  for (size_t base = 0; base < rows; base = ((base | mask) + 1) & ~mask) {
    V *at = buffer + base;
    for (int j = 0; j < dim; j++)
      for (int s = 0; s < strip; s++) in[j * strip + s] = at[offset[j] + s * apart];
    for (int i = 0; i < dim; i++) {
      if (step->trivial >> i & 1) continue;
      V sum[4];
      for (int s = 0; s < strip; s++) sum[s] = SPLAT(0);
      for (int e = step->starts[i]; e < step->starts[i + 1]; e++) {
        const V c = SPLAT(step->values[e]), *from = in + step->columns[e] * strip;
        for (int s = 0; s < strip; s++) sum[s] += c * from[s];
      }
      for (int s = 0; s < strip; s++) at[offset[i] + s * apart] = sum[s];
    }
  }
}

static void FN(sparse4)(V *buffer, size_t rows, const px_pauli_step *step) { FN(sparse_rows)(buffer, rows, step, 4); }
static void FN(sparse1)(V *buffer, size_t rows, const px_pauli_step *step) { FN(sparse_rows)(buffer, rows, step, 1); }

#define EXCHANGE(a, b, low, high) do { const V first = low(a, b), second = high(a, b); a = first, b = second; } while (0)

/// Transposes the digit of lane position `lane` with that of row position `stride` = 4^digit.
static void FN(exchange)(V *buffer, size_t rows, int lane, size_t stride) {
  for (size_t base = 0; base < rows; base += 4 * stride)
    for (size_t i = 0; i < stride; i++) {
      V *at = buffer + base + i;
      V v0 = at[0], v1 = at[stride], v2 = at[2 * stride], v3 = at[3 * stride];
      if (lane == 0) {
        EXCHANGE(v0, v1, LOW_1, HIGH_1);
        EXCHANGE(v2, v3, LOW_1, HIGH_1);
        EXCHANGE(v0, v2, LOW_2, HIGH_2);
        EXCHANGE(v1, v3, LOW_2, HIGH_2);
      } else {
        EXCHANGE(v0, v1, LOW_4, HIGH_4);
        EXCHANGE(v2, v3, LOW_4, HIGH_4);
        EXCHANGE(v0, v2, LOW_8, HIGH_8);
        EXCHANGE(v1, v3, LOW_8, HIGH_8);
      }
      at[0] = v0, at[stride] = v1, at[2 * stride] = v2, at[3 * stride] = v3;
    }
}

static void FN(pauli_run)(const px_pauli_pass *pass, void *state, uint64_t base, void *scratch) {
  V *whole = state, *buffer = pass->whole ? whole : scratch, *from = whole + (base >> 4);
  const size_t rows = pass->rows, run = pass->run, runs = rows / run;
  if (!pass->whole)
    for (size_t i = 0; i < runs; i++) memcpy(buffer + i * run, from + pass->offset[i], run * sizeof(V));
  for (int i = 0; i < pass->steps; i++) {
    const px_pauli_step *step = &pass->step[i];
    switch (step->kind) {
    case PX_PAULI_SINGLE:
      if (step->at[0] < 0) FN(single_lanes)(buffer, rows, step->at[0] + 2, step->matrix);
      else FN(single_rows)(buffer, rows, (size_t)1 << 2 * step->at[0], step->matrix);
      break;
    case PX_PAULI_SPARSE:
      if (rows >= (size_t)4 << 2 * step->count) FN(sparse4)(buffer, rows, step);
      else FN(sparse1)(buffer, rows, step);
      break;
    case PX_PAULI_EXCHANGE: FN(exchange)(buffer, rows, step->count, (size_t)1 << 2 * step->at[0]); break;
    }
  }
  if (!pass->whole)
    for (size_t i = 0; i < runs; i++) memcpy(from + pass->offset[i], buffer + i * run, run * sizeof(V));
}

#undef V
#undef SPLAT
#undef EXCHANGE
