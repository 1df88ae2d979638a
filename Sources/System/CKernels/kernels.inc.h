// The kernels of one precision and one instruction set. Included by kernels.c with REAL, LANES, LANE_BITS, FN(name) and
// SWAP0..SWAP3 (exchange of lanes that differ in one bit) set. V holds LANES numbers in 64 bytes.

#define V FN(vector)
typedef REAL V __attribute__((vector_size(64)));

#define SPLAT(x) ((V){0} + (REAL)(x))

/// [[c, -s], [s, c]] on one lane bit: `s` is negative where the bit is 0.
#define LANE_ROTATE(v, bit, c, s) ((v) * (c)[bit] + SWAP##bit(v) * (s)[bit])

static AI void FN(sweep)(V *buffer, size_t rows, const px_view *t, const int tables, const V *c, const V *s, const int mask) {
  const size_t inner = rows < 64 ? rows : 64;
  V cc[4], ss[4];
  for (int i = 0; i < LANE_BITS; i++) cc[i] = c[i], ss[i] = s[i];
  for (size_t high = 0; high < rows / inner; high++) {
    const V *w0 = tables > 0 ? (const V *)t[0].data + 2 * (size_t)t[0].high[high] : 0;
    const V *w1 = tables > 1 ? (const V *)t[1].data + 2 * (size_t)t[1].high[high] : 0;
    V *row = buffer + 2 * high * inner;
    for (size_t i = 0; i < inner; i++, row += 2) {
      V re = row[0], im = row[1];
      if (tables > 0) {
        const V *w = w0 + 2 * (size_t)t[0].low[i];
        V x = re * w[0] - im * w[1];
        im = re * w[1] + im * w[0], re = x;
      }
      if (tables > 1) {
        const V *w = w1 + 2 * (size_t)t[1].low[i];
        V x = re * w[0] - im * w[1];
        im = re * w[1] + im * w[0], re = x;
      }
      if (mask & 1) re = LANE_ROTATE(re, 0, cc, ss), im = LANE_ROTATE(im, 0, cc, ss);
      if (mask & 2) re = LANE_ROTATE(re, 1, cc, ss), im = LANE_ROTATE(im, 1, cc, ss);
      if (mask & 4) re = LANE_ROTATE(re, 2, cc, ss), im = LANE_ROTATE(im, 2, cc, ss);
#if LANE_BITS > 3
      if (mask & 8) re = LANE_ROTATE(re, 3, cc, ss), im = LANE_ROTATE(im, 3, cc, ss);
#endif
      row[0] = re, row[1] = im;
    }
  }
}

#define CASE(T, M) case M: FN(sweep)(b, n, t, T, c, s, M); break;
#if LANE_BITS > 3
#define HIGH_CASES(T) CASE(T, 8) CASE(T, 9) CASE(T, 10) CASE(T, 11) CASE(T, 12) CASE(T, 13) CASE(T, 14) CASE(T, 15)
#else
#define HIGH_CASES(T)
#endif
#define SWEEPS(T) static void FN(sweep##T)(V *b, size_t n, const px_view *t, const V *c, const V *s, int mask) { \
    switch (mask) { CASE(T, 0) CASE(T, 1) CASE(T, 2) CASE(T, 3) CASE(T, 4) CASE(T, 5) CASE(T, 6) CASE(T, 7) HIGH_CASES(T) } }
SWEEPS(0) SWEEPS(1) SWEEPS(2)

/// Multiplies the lanes of (row & mask) == mask by the phase, where all lane bits of `lane` are set.
static void FN(phase)(V *buffer, size_t rows, size_t mask, uint32_t lane, double re, double im) {
  V wr = SPLAT(1), wi = SPLAT(0);
  for (uint32_t i = 0; i < LANES; i++)
    if ((i & lane) == lane) wr[i] = (REAL)re, wi[i] = (REAL)im;
  for (size_t row = mask; row < rows; row = (row + 1) | mask) {
    V x = buffer[2 * row], y = buffer[2 * row + 1];
    buffer[2 * row] = x * wr - y * wi;
    buffer[2 * row + 1] = x * wi + y * wr;
  }
}

static AI void FN(rotate)(V *buffer, size_t rows, const int k, const int *bits, const double *c, const double *s) {
  size_t mask = 0, offset[16];
  V cc[4], ss[4];
  for (int q = 0; q < k; q++) mask |= (size_t)1 << bits[q], cc[q] = SPLAT((REAL)c[q]), ss[q] = SPLAT((REAL)s[q]);
  for (int j = 0; j < 1 << k; j++) {
    offset[j] = 0;
    for (int q = 0; q < k; q++)
      if (j >> q & 1) offset[j] |= (size_t)2 << bits[q];
  }
  for (size_t base = 0; base < rows; base = ((base | mask) + 1) & ~mask) {
#pragma clang loop unroll(disable)
    for (int part = 0; part < 2; part++) {
      V *at = buffer + 2 * base + part, x[16];
#pragma clang loop unroll(full)
      for (int j = 0; j < 1 << k; j++) x[j] = at[offset[j]];
#pragma clang loop unroll(full)
      for (int q = 0; q < k; q++) {
#pragma clang loop unroll(full)
        for (int j = 0; j < 1 << k; j++) {
          if (j >> q & 1) continue;
          V a = x[j], b = x[j | 1 << q];
          x[j] = a * cc[q] - b * ss[q];
          x[j | 1 << q] = a * ss[q] + b * cc[q];
        }
      }
#pragma clang loop unroll(full)
      for (int j = 0; j < 1 << k; j++) at[offset[j]] = x[j];
    }
  }
}

static void FN(rotations)(V *buffer, size_t rows, int k, const int *bits, const double *c, const double *s) {
  switch (k) {
  case 1: FN(rotate)(buffer, rows, 1, bits, c, s); break;
  case 2: FN(rotate)(buffer, rows, 2, bits, c, s); break;
  case 3: FN(rotate)(buffer, rows, 3, bits, c, s); break;
  case 4: FN(rotate)(buffer, rows, 4, bits, c, s); break;
  }
}

/// A matrix whose bits and controls are all row bits (positions here are row positions).
static AI void FN(dense_rows)(V *buffer, size_t rows, const int k, const int *bits, size_t control, const double *m) {
  const int size = 1 << k;
  size_t mask = control, offset[16];
  for (int q = 0; q < k; q++) mask |= (size_t)1 << bits[q];
  for (int j = 0; j < size; j++) {
    offset[j] = 0;
    for (int q = 0; q < k; q++)
      if (j >> q & 1) offset[j] |= (size_t)2 << bits[q];
  }
  for (size_t base = 0; base < rows; base = ((base | mask) + 1) & ~mask) {
    V *at = buffer + 2 * (base | control), re[16], im[16];
    for (int j = 0; j < size; j++) re[j] = at[offset[j]], im[j] = at[offset[j] + 1];
    for (int i = 0; i < size; i++) {
      V x = SPLAT(0), y = x;
      for (int j = 0; j < size; j++) {
        const REAL a = (REAL)m[2 * (i * size + j)], b = (REAL)m[2 * (i * size + j) + 1];
        x += re[j] * a - im[j] * b;
        y += re[j] * b + im[j] * a;
      }
      at[offset[i]] = x, at[offset[i] + 1] = y;
    }
  }
}

/// A matrix over any bits of the buffer's index, amplitude by amplitude.
static void FN(dense_any)(V *buffer, uint64_t amplitudes, int k, const int *bits, uint64_t control, const double *m) {
  const uint32_t size = 1u << k;
  REAL *a = (REAL *)buffer;
  uint64_t mask = control, offset[1024];
  double re[1024], im[1024];
  for (int q = 0; q < k; q++) mask |= (uint64_t)1 << bits[q];
  for (uint32_t j = 0; j < size; j++) {
    offset[j] = 0;
    for (int q = 0; q < k; q++)
      if (j >> q & 1) offset[j] |= (uint64_t)1 << bits[q];
  }
#define AT(x) (((x) >> LANE_BITS) * 2 * LANES + ((x) & (LANES - 1)))
  for (uint64_t base = 0; base < amplitudes; base = ((base | mask) + 1) & ~mask) {
    for (uint32_t j = 0; j < size; j++) {
      const uint64_t x = base | control | offset[j];
      re[j] = a[AT(x)], im[j] = a[AT(x) + LANES];
    }
    for (uint32_t i = 0; i < size; i++) {
      double x = 0, y = 0;
      const double *w = m + 2 * (size_t)i * size;
      for (uint32_t j = 0; j < size; j++) {
        x += re[j] * w[2 * j] - im[j] * w[2 * j + 1];
        y += re[j] * w[2 * j + 1] + im[j] * w[2 * j];
      }
      const uint64_t at = base | control | offset[i];
      a[AT(at)] = (REAL)x, a[AT(at) + LANES] = (REAL)y;
    }
  }
}

static void FN(dense)(V *buffer, uint64_t amplitudes, int k, const int *bits, uint64_t control, const double *m) {
  int rows[4], fits = k <= 4 && (control & (LANES - 1)) == 0;
  for (int q = 0; q < k && fits; q++) {
    fits = bits[q] >= LANE_BITS;
    rows[q] = bits[q] - LANE_BITS;
  }
  const size_t n = amplitudes >> LANE_BITS, mask = control >> LANE_BITS;
  if (!fits) FN(dense_any)(buffer, amplitudes, k, bits, control, m);
  else if (k == 1) FN(dense_rows)(buffer, n, 1, rows, mask, m);
  else if (k == 2) FN(dense_rows)(buffer, n, 2, rows, mask, m);
  else if (k == 3) FN(dense_rows)(buffer, n, 3, rows, mask, m);
  else if (k == 4) FN(dense_rows)(buffer, n, 4, rows, mask, m);
}

static double FN(norm)(const void *state, uint64_t from, uint64_t to, uint64_t mask, uint64_t value) {
  const V *rows = state;
  V pick = SPLAT(0);
  for (uint32_t i = 0; i < LANES; i++)
    if ((i & mask & (LANES - 1)) == (value & (LANES - 1))) pick[i] = 1;
  const uint64_t row_mask = mask >> LANE_BITS, row_value = value >> LANE_BITS;
  double total = 0;
  for (uint64_t block = from; block < to; block += 64) {
    V sum = SPLAT(0);
    const uint64_t end = block + 64 < to ? block + 64 : to;
    for (uint64_t r = block; r < end; r++)
      if ((r & row_mask) == row_value) sum += rows[2 * r] * rows[2 * r] + rows[2 * r + 1] * rows[2 * r + 1];
    sum *= pick;
    for (int i = 0; i < LANES; i++) total += sum[i];
  }
  return total;
}

static void FN(scale)(void *state, uint64_t from, uint64_t to, int bit, double zero, double one) {
  V *rows = state, lane = SPLAT((REAL)zero);
  for (int i = 0; i < LANES; i++)
    if (bit < LANE_BITS && i >> bit & 1) lane[i] = (REAL)one;
  for (uint64_t r = from; r < to; r++) {
    V w = bit < LANE_BITS ? lane : SPLAT((REAL)(r >> (bit - LANE_BITS) & 1 ? one : zero));
    rows[2 * r] *= w, rows[2 * r + 1] *= w;
  }
}

static void FN(probabilities)(const void *state, uint64_t from, uint64_t to, double *out) {
  const REAL *a = (const REAL *)state + from * 2 * LANES;
  for (uint64_t r = from; r < to; r++, a += 2 * LANES, out += LANES)
    for (int i = 0; i < LANES; i++) out[i] = (double)a[i] * a[i] + (double)a[i + LANES] * a[i + LANES];
}

static void FN(pauli)(const void *state, uint64_t from, uint64_t to, uint64_t flip, uint64_t sign, double *out) {
  const REAL *a = state;
  const uint64_t row_flip = flip >> LANE_BITS;
  const uint32_t lane_flip = flip & (LANES - 1);
  double parity[LANES], re = 0, im = 0;
  for (uint32_t i = 0; i < LANES; i++) parity[i] = __builtin_popcount(i & (uint32_t)sign) & 1 ? -1 : 1;
  for (uint64_t r = from; r < to; r++) {
    const REAL *x = a + r * 2 * LANES, *y = a + (r ^ row_flip) * 2 * LANES;
    double sr = 0, si = 0;
    for (uint32_t i = 0; i < LANES; i++) {
      const double xr = x[i], xi = x[i + LANES], yr = y[i ^ lane_flip], yi = y[(i ^ lane_flip) + LANES];
      sr += parity[i] * (yr * xr + yi * xi);
      si += parity[i] * (yr * xi - yi * xr);
    }
    if (__builtin_popcountll(r & (sign >> LANE_BITS)) & 1) sr = -sr, si = -si;
    re += sr, im += si;
  }
  out[0] = re, out[1] = im;
}

/// Everything that a pass does to one chunk.
static void FN(run)(const px_pass *pass, void *state, uint64_t base, int fresh, void *scratch) {
  V *whole = state, *buffer = scratch, *space = (V *)((char *)scratch + pass->buffer_bytes);
  const size_t rows = (size_t)1 << (pass->bits - LANE_BITS), run = (size_t)1 << pass->run_bits;
  V *from = whole + 2 * (base >> LANE_BITS);
  if (pass->whole) buffer = whole;
  else if (fresh) memset(buffer, 0, pass->buffer_bytes);
  else for (size_t i = 0; i < rows / run; i++) memcpy(buffer + 2 * i * run, from + 2 * pass->offset[i], run * 128);
  if (fresh && base == 0) ((REAL *)buffer)[0] = 1;
  for (int i = 0; i < pass->count; i++) {
    const px_step *step = &pass->steps[i];
    switch (step->kind) {
    case PX_SWEEP: {
      px_view view[2];
      V c[4], s[4];
      for (int t = 0; t < step->tables; t++) {
        const px_table *table = &step->table[t];
        view[t].data = table->data, view[t].low = table->low, view[t].high = table->high;
        if (!table->dynamic) continue;
        V *own = space + t * 2 * ((size_t)1 << PX_TABLE_BITS);
        memcpy(own, table->data, 128 * ((size_t)1 << table->row_bits));
        for (int p = 0; p < table->dynamic; p++) {
          const px_phase *f = &table->phases[p];
          if ((base & f->outer) == f->outer) FN(phase)(own, (size_t)1 << table->row_bits, f->row, f->lane, f->re, f->im);
        }
        view[t].data = own;
      }
      for (int q = 0; q < LANE_BITS; q++) {
        c[q] = SPLAT((REAL)step->c[q]);
        for (int l = 0; l < LANES; l++) s[q][l] = (REAL)(l >> q & 1 ? step->s[q] : -step->s[q]);
      }
      if (step->tables == 0) FN(sweep0)(buffer, rows, view, c, s, step->lanes);
      else if (step->tables == 1) FN(sweep1)(buffer, rows, view, c, s, step->lanes);
      else FN(sweep2)(buffer, rows, view, c, s, step->lanes);
      break;
    }
    case PX_ROTATIONS: FN(rotations)(buffer, rows, step->k, step->bits, step->c, step->s); break;
    case PX_WIDE:
      if ((base & step->wide.outer) == step->wide.outer)
        FN(phase)(buffer, rows, step->wide.row, step->wide.lane, step->wide.re, step->wide.im);
      break;
    case PX_DENSE:
      if ((base & step->outer) == step->outer)
        FN(dense)(buffer, (uint64_t)1 << pass->bits, step->k, step->bits, step->control, step->matrix);
      break;
    }
  }
  if (!pass->whole)
    for (size_t i = 0; i < rows / run; i++) memcpy(from + 2 * pass->offset[i], buffer + 2 * i * run, run * 128);
}

/// A table's rows before any chunk-dependent phase.
static void FN(table)(void *data, int row_bits, const px_phase *phases, int count) {
  V *rows = data;
  for (size_t r = 0; r < (size_t)1 << row_bits; r++) rows[2 * r] = SPLAT(1), rows[2 * r + 1] = SPLAT(0);
  for (int i = 0; i < count; i++)
    if (!phases[i].outer) FN(phase)(rows, (size_t)1 << row_bits, phases[i].row, phases[i].lane, phases[i].re, phases[i].im);
}

static const px_kernels FN(kernels) = {FN(run), FN(table), FN(norm), FN(scale), FN(probabilities), FN(pauli)};

#undef V
#undef SPLAT
#undef LANE_ROTATE
#undef CASE
#undef HIGH_CASES
#undef SWEEPS
#undef AT
