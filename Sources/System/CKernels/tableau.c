// The inverse tableau: gates multiply whole rows, and a measurement reads one.
#include "stabilizer_internal.h"

static int words_for(int qubits) { return (qubits + 511) / 512 * 8; }

static size_t bits_bytes(int qubits) { return (size_t)qubits * 4 * (size_t)words_for(qubits) * sizeof(uint64_t) + 64; }

static size_t side_bytes(int qubits) {
  return (size_t)words_for(qubits) * sizeof(uint64_t) + (size_t)qubits * (2 + 4 * sizeof(int32_t) + 2 * sizeof(px_span)) + 64;
}

size_t px_tableau_bytes(int qubits) { return bits_bytes(qubits) + side_bytes(qubits) + sizeof(px_tableau); }

static px_tableau *allocate(int qubits) {
  px_tableau *t = calloc(1, sizeof *t);
  if (!t) return NULL;
  t->qubits = qubits;
  t->words = words_for(qubits);
  t->bits = px_memory_new(bits_bytes(qubits));
  t->support = px_memory_new(side_bytes(qubits));
  if (!t->bits || !t->support) {
    px_tableau_free(t);
    return NULL;
  }
  t->span = (px_span *)(t->support + t->words);
  t->row = (int32_t *)(t->span + 2 * qubits);
  t->live = t->row + 2 * qubits;
  t->phase = (uint8_t *)(t->live + 2 * qubits);
  return t;
}

px_tableau *px_tableau_new(int qubits) {
  px_tableau *t = allocate(qubits);
  for (int q = 0; t && q < qubits; q++) {
    uint64_t *x = t->bits + (size_t)q * 4 * t->words, *z = x + 3 * t->words;
    x[q >> 6] = z[q >> 6] = (uint64_t)1 << (q & 63);
    const uint16_t block = (uint16_t)(q >> 9), after = (uint16_t)(block + 1);
    t->span[2 * q] = (px_span){block, after, 0, 0};
    t->span[2 * q + 1] = (px_span){0, 0, block, after};
    t->row[2 * q] = 2 * q;
    t->row[2 * q + 1] = 2 * q + 1;
  }
  return t;
}

void px_tableau_assign(px_tableau *t, const px_tableau *from) {
  memcpy(t->bits, from->bits, (size_t)t->qubits * 4 * t->words * sizeof(uint64_t));
  memcpy(t->span, from->span, (size_t)t->qubits * 2 * sizeof(px_span));
  memcpy(t->row, from->row, (size_t)t->qubits * 2 * sizeof(int32_t));
  memcpy(t->phase, from->phase, (size_t)t->qubits * 2);
}

void px_tableau_free(px_tableau *t) {
  if (!t) return;
  px_memory_free(t->bits, bits_bytes(t->qubits));
  px_memory_free(t->support, side_bytes(t->qubits));
  free(t);
}

static AI uint64_t *bits(const px_tableau *t, int row) { return t->bits + (size_t)row * 2 * t->words; }

typedef const px_stabilizer_kernels *kernels;

/// Row a becomes i^extra a b.
static AI void multiply(px_tableau *t, kernels k, int a, int b, unsigned extra) {
  const unsigned parity = k->multiply(bits(t, a), t->span + a, bits(t, b), t->span + b, t->words);
  t->phase[a] = (uint8_t)((t->phase[a] + t->phase[b] + 2 * parity + extra) & 3);
}

static AI void flip(px_tableau *t, int row) { t->phase[row] ^= 2; }

static void pauli(px_tableau *t, int qubit, int which) {
  if (which & 1) flip(t, t->row[2 * qubit + 1]);
  if (which & 2) flip(t, t->row[2 * qubit]);
}

static void hadamard(px_tableau *t, int q) {
  const int32_t kept = t->row[2 * q];
  t->row[2 * q] = t->row[2 * q + 1];
  t->row[2 * q + 1] = kept;
}

/// X and Z of a qubit by name, as rows.
#define ROWX(q) t->row[2 * (q)]
#define ROWZ(q) t->row[2 * (q) + 1]

static void gate(px_tableau *t, kernels k, const px_step32 *s) {
  const int a = s->a, b = s->b;
  switch (s->op) {
    case PX_CX:
      multiply(t, k, ROWX(a), ROWX(b), 0);
      multiply(t, k, ROWZ(b), ROWZ(a), 0);
      break;
    case PX_CZ:
      multiply(t, k, ROWX(a), ROWZ(b), 0);
      multiply(t, k, ROWX(b), ROWZ(a), 0);
      break;
    case PX_CY:  // S on the target around CX
      multiply(t, k, ROWX(b), ROWZ(b), 1);
      multiply(t, k, ROWX(a), ROWX(b), 0);
      multiply(t, k, ROWZ(b), ROWZ(a), 0);
      multiply(t, k, ROWX(b), ROWZ(b), 3);
      break;
    case PX_SWAP:
      for (int side = 0; side < 2; side++) {
        const int32_t kept = t->row[2 * a + side];
        t->row[2 * a + side] = t->row[2 * b + side];
        t->row[2 * b + side] = kept;
      }
      break;
    case PX_X: pauli(t, a, 1); break;
    case PX_Y: pauli(t, a, 3); break;
    case PX_Z: pauli(t, a, 2); break;
    case PX_H: hadamard(t, a); break;
    case PX_S: multiply(t, k, ROWX(a), ROWZ(a), 3); break;
    case PX_SDG: multiply(t, k, ROWX(a), ROWZ(a), 1); break;
    case PX_SX: case PX_SXDG:
      hadamard(t, a);
      multiply(t, k, ROWX(a), ROWZ(a), s->op == PX_SX ? 3 : 1);
      hadamard(t, a);
      break;
    default: break;
  }
}

/// The outcome of Z on the qubit; `live` rows are kept right.
static int measure(px_tableau *t, kernels k, int q, const int32_t *live, int count, uint64_t *random) {
  const int row = ROWZ(q);
  px_span *span = t->span + row;
  const uint64_t *x = bits(t, row);
  const int from = k->any(x, span->x0, span->x1);
  if (from < 0) {
    span->x0 = span->x1 = 0;
    return t->phase[row] >> 1;
  }
  const int outcome = random ? (int)(next(random) >> 63) : 0;
  int word = from * 8, to = span->x1;
  while (!x[word]) word++;
  while (k->any(x, to - 1, to) < 0) to--;
  const int pivot = word * 64 + __builtin_ctzll(x[word]);
  memcpy(t->support + from * 8, x + from * 8, (size_t)(to - from) * 64);
  t->support[word] &= ~((uint64_t)1 << (pivot & 63));
  k->collapse(t, live, count, t->support, from, to, pivot, (t->phase[row] + 2u * (unsigned)outcome) & 3);
  return outcome;
}

static void noise(px_tableau *t, const px_clifford *p, const px_step32 *s, uint64_t *random, int *chain) {
  if (s->op == PX_CORRELATED) *chain = 0;
  const int happens = unit(random) < p->probabilities[s->c];
  if (!happens) return;
  switch (s->op) {
    case PX_FLIP: pauli(t, s->a, s->b); break;
    case PX_DEPOLARIZE1: pauli(t, s->a, (int)(1 + below(random, 3))); break;
    case PX_DEPOLARIZE2: {
      const int which = (int)(1 + below(random, 15));
      pauli(t, s->a, which & 3);
      pauli(t, s->b, which >> 2);
      break;
    }
    case PX_DEPOLARIZE: {
      uint64_t which = 1 + below(random, ((uint64_t)1 << 2 * s->b) - 1);
      for (int i = 0; i < s->b; i++, which >>= 2) pauli(t, p->targets[s->a + i] >> 2, (int)(which & 3));
      break;
    }
    case PX_CHANNEL: {
      const px_case *one = choose(p->cases + s->a, s->b, unit(random));
      for (int i = 0; i < one->count; i++) pauli(t, p->targets[one->first + i] >> 2, p->targets[one->first + i] & 3);
      break;
    }
    default:
      if (*chain) return;
      *chain = 1;
      for (int i = 0; i < s->b; i++) pauli(t, p->targets[s->a + i] >> 2, p->targets[s->a + i] & 3);
  }
}

/// Where the measurements begin that end the steps `from..<to`.
static int tail_of(const px_clifford *p, int from, int to) {
  while (to > from && p->steps[to - 1].op == PX_MEASURE) to--;
  return to;
}

int px_tableau_run(
    px_tableau *t, const px_clifford *p, int from, int to, int last, uint8_t *records, uint64_t *random, const int *stop) {
  kernels k = px_stabilizer_kernels_now();
  const int tail = last ? tail_of(p, from, to) : to, all = 2 * t->qubits;
  int chain = 0;
  for (int i = from; i < to; i++) {
    if (stop && __atomic_load_n(stop, __ATOMIC_RELAXED)) return i;
    const px_step32 *s = p->steps + i;
    if (s->op < PX_MEASURE) {
      gate(t, k, s);
    } else if (s->op == PX_FEEDBACK) {
      if (records[s->b]) pauli(t, s->a, s->c);
    } else if (s->op == PX_MEASURE || s->op == PX_RESET) {
      int count = 0;
      if (i >= tail) {
        for (int j = i; j < to; j++) t->live[count++] = ROWZ(p->steps[j].a);
      } else {
        for (; count < all; count++) t->live[count] = count;
      }
      const int outcome = measure(t, k, s->a, t->live, count, random);
      if (s->op == PX_RESET) {
        if (outcome) pauli(t, s->a, 1);
      } else {
        records[s->b] = (uint8_t)(outcome ^ (random && s->c >= 0 && unit(random) < p->probabilities[s->c]));
      }
    } else if (random) {
      noise(t, p, s, random, &chain);
    }
  }
  return to;
}

int px_tableau_expectation(const px_tableau *t, const int32_t *paulis, int count) {
  kernels k = px_stabilizer_kernels_now();
  uint64_t *product = px_memory_new((size_t)t->words * 2 * sizeof(uint64_t));
  if (!product) return 0;
  unsigned phase = 0;
  px_span span = {0, 0, 0, 0};
  for (int i = 0; i < count; i++) {
    const int q = paulis[i] >> 2, which = paulis[i] & 3;
    if (which == 3) phase += 1;  // Y = i X Z
    for (int side = 0; side < 2; side++) {
      if (!(which >> side & 1)) continue;
      const int row = t->row[2 * q + side];
      phase += t->phase[row] + 2 * k->multiply(product, &span, bits(t, row), t->span + row, t->words);
    }
  }
  const int random = k->any(product, span.x0, span.x1) >= 0;
  px_memory_free(product, (size_t)t->words * 2 * sizeof(uint64_t));
  return random ? 0 : (phase & 3) == 0 ? 1 : -1;
}
