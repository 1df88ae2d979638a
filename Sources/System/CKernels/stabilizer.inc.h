// The inner loops of tableau and frames for one instruction set.
#define FN(name) JOIN(name, ISA)

static AI unsigned FN(fold)(v8 a) {
  return (unsigned)__builtin_parityll(a[0] ^ a[1] ^ a[2] ^ a[3] ^ a[4] ^ a[5] ^ a[6] ^ a[7]);
}

static AI void FN(widen)(uint16_t *from, uint16_t *to, int other, int end) {
  if (other >= end) return;
  if (*from >= *to) {
    *from = (uint16_t)other;
    *to = (uint16_t)end;
  } else {
    if (other < *from) *from = (uint16_t)other;
    if (end > *to) *to = (uint16_t)end;
  }
}

/// a = a b; the parity of |z_a & x_b| is returned.
static unsigned FN(multiply)(uint64_t *a, px_span *sa, const uint64_t *b, const px_span *sb, int words) {
  v8 *xa = (v8 *)a, *za = (v8 *)(a + words);
  const v8 *xb = (const v8 *)b, *zb = (const v8 *)(b + words);
  v8 sum = {0};
  const int from = sa->z0 > sb->x0 ? sa->z0 : sb->x0, to = sa->z1 < sb->x1 ? sa->z1 : sb->x1;
  for (int i = from; i < to; i++) sum ^= za[i] & xb[i];
  for (int i = sb->x0; i < sb->x1; i++) xa[i] ^= xb[i];
  for (int i = sb->z0; i < sb->z1; i++) za[i] ^= zb[i];
  FN(widen)(&sa->x0, &sa->x1, sb->x0, sb->x1);
  FN(widen)(&sa->z0, &sa->z1, sb->z0, sb->z1);
  return FN(fold)(sum);
}

/// The first block from..<to of `a` that is not zero; -1 where all are.
static int FN(any)(const uint64_t *a, int from, int to) {
  const v8 *v = (const v8 *)a;
  for (int i = from; i < to; i++) {
    const v8 x = v[i];
    if (x[0] | x[1] | x[2] | x[3] | x[4] | x[5] | x[6] | x[7]) return i;
  }
  return -1;
}

/// Every row after: CX from `pivot` to all of `support` at the beginning, then H S^-k on `pivot` there. `support` is zero
/// outside blocks from..<to, which hold the pivot.
static void FN(collapse)(
    px_tableau *t, const int32_t *rows, int count, const uint64_t *support, int from, int to, int pivot, unsigned k) {
  const int words = t->words, word = pivot >> 6, block = pivot >> 9;
  const uint64_t bit = (uint64_t)1 << (pivot & 63);
  const v8 *s = (const v8 *)support;
  for (int i = 0; i < count; i++) {
    uint64_t *x = t->bits + (size_t)rows[i] * 2 * words, *z = x + words;
    v8 *xs = (v8 *)x, *zs = (v8 *)z;
    px_span *span = t->span + rows[i];
    const int low = from > span->z0 ? from : span->z0, high = to < span->z1 ? to : span->z1;
    v8 sum = {0};
    for (int w = low; w < high; w++) sum ^= zs[w] & s[w];
    uint64_t zp = (z[word] >> (pivot & 63) & 1) ^ FN(fold)(sum);
    const uint64_t xp = x[word] >> (pivot & 63) & 1;
    if (!(xp | zp | (z[word] >> (pivot & 63) & 1))) continue;
    if (xp) {
      for (int w = from; w < to; w++) xs[w] ^= s[w];
      FN(widen)(&span->x0, &span->x1, from, to);
      zp ^= k & 1;
      t->phase[rows[i]] = (uint8_t)((t->phase[rows[i]] + 4 - k + 2 * zp) & 3);
    }
    FN(widen)(&span->x0, &span->x1, block, block + 1);
    FN(widen)(&span->z0, &span->z1, block, block + 1);
    x[word] = zp ? x[word] | bit : x[word] & ~bit;
    z[word] = xp ? z[word] | bit : z[word] & ~bit;
  }
}

static AI void FN(pauli)(px_frames *f, int32_t target, int shot) {
  uint64_t *x = frame(f, target >> 2), *z = x + PX_FRAME_WORDS;
  const uint64_t bit = (uint64_t)1 << (shot & 63);
  if (target & 1) x[shot >> 6] ^= bit;
  if (target & 2) z[shot >> 6] ^= bit;
}

static AI v8 FN(random)(px_frames *f) {
  v8 *s = f->lanes;
  const v8 sum = s[0] + s[3], result = (sum << 23 | sum >> 41) + s[0], shifted = s[1] << 17;
  s[2] ^= s[0];
  s[3] ^= s[1];
  s[1] ^= s[2];
  s[0] ^= s[3];
  s[2] ^= shifted;
  s[3] = s[3] << 45 | s[3] >> 19;
  return result;
}

/// Calls `hit(shot)` for each shot in which noise of class `c` happens.
#define HITS(c, shot, hit)                              \
  do {                                                  \
    uint64_t at_ = f->skip[c];                          \
    while (at_ < PX_FRAME_SHOTS) {                      \
      const int shot = (int)at_;                        \
      hit;                                              \
      at_ += 1 + gap(f->scalar, f->scale[c]);           \
    }                                                   \
    f->skip[c] = at_ - PX_FRAME_SHOTS;                  \
  } while (0)

static void FN(noise)(px_frames *f, const px_step32 *s) {
  const px_clifford *p = f->program;
  switch (s->op) {
    case PX_FLIP: HITS(s->c, shot, FN(pauli)(f, s->a << 2 | s->b, shot)); break;
    case PX_DEPOLARIZE1: HITS(s->c, shot, FN(pauli)(f, s->a << 2 | (int)(1 + below(f->scalar, 3)), shot)); break;
    case PX_DEPOLARIZE2:
      HITS(s->c, shot, {
        const int which = (int)(1 + below(f->scalar, 15));
        FN(pauli)(f, s->a << 2 | (which & 3), shot);
        FN(pauli)(f, s->b << 2 | which >> 2, shot);
      });
      break;
    case PX_DEPOLARIZE:
      HITS(s->c, shot, {
        uint64_t which = 1 + below(f->scalar, ((uint64_t)1 << 2 * s->b) - 1);
        for (int i = 0; i < s->b; i++, which >>= 2) FN(pauli)(f, (p->targets[s->a + i] & ~3) | (int)(which & 3), shot);
      });
      break;
    case PX_CHANNEL:
      HITS(s->c, shot, {
        const px_case *one = choose(p->cases + s->a, s->b, unit(f->scalar));
        for (int i = 0; i < one->count; i++) FN(pauli)(f, p->targets[one->first + i], shot);
      });
      break;
    default:
      if (s->op == PX_CORRELATED) memset(f->chain, 0, sizeof f->chain);
      HITS(s->c, shot, {
        const uint64_t bit = (uint64_t)1 << (shot & 63);
        if (!(f->chain[shot >> 6] & bit)) {
          f->chain[shot >> 6] |= bit;
          for (int i = 0; i < s->b; i++) FN(pauli)(f, p->targets[s->a + i], shot);
        }
      });
  }
}

static void FN(frames)(px_frames *f, int from, int to) {
  for (const px_step32 *s = f->program->steps + from, *end = f->program->steps + to; s < end; s++) {
    v8 *xa = (v8 *)frame(f, s->a), *za = xa + 2;
    switch (s->op) {
      case PX_CX: {
        v8 *xb = (v8 *)frame(f, s->b), *zb = xb + 2;
        for (int i = 0; i < 2; i++) xb[i] ^= xa[i], za[i] ^= zb[i];
        break;
      }
      case PX_CY: {
        v8 *xb = (v8 *)frame(f, s->b), *zb = xb + 2;
        for (int i = 0; i < 2; i++) za[i] ^= xb[i] ^ zb[i], xb[i] ^= xa[i], zb[i] ^= xa[i];
        break;
      }
      case PX_CZ: {
        v8 *xb = (v8 *)frame(f, s->b), *zb = xb + 2;
        for (int i = 0; i < 2; i++) za[i] ^= xb[i], zb[i] ^= xa[i];
        break;
      }
      case PX_SWAP: {
        v8 *xb = (v8 *)frame(f, s->b);
        for (int i = 0; i < 4; i++) {
          const v8 kept = xa[i];
          xa[i] = xb[i];
          xb[i] = kept;
        }
        break;
      }
      case PX_X: case PX_Y: case PX_Z: break;
      case PX_H:
        for (int i = 0; i < 2; i++) {
          const v8 kept = xa[i];
          xa[i] = za[i];
          za[i] = kept;
        }
        break;
      case PX_S: case PX_SDG:
        for (int i = 0; i < 2; i++) za[i] ^= xa[i];
        break;
      case PX_SX: case PX_SXDG:
        for (int i = 0; i < 2; i++) xa[i] ^= za[i];
        break;
      case PX_MEASURE: {
        v8 *out = (v8 *)(f->records + (size_t)s->b * PX_FRAME_WORDS);
        for (int i = 0; i < 2; i++) out[i] = xa[i];
        if (f->scramble) for (int i = 0; i < 2; i++) za[i] ^= FN(random)(f);
        if (s->c >= 0) HITS(s->c, shot, ((uint64_t *)out)[shot >> 6] ^= (uint64_t)1 << (shot & 63));
        break;
      }
      case PX_RESET:
        for (int i = 0; i < 2; i++) xa[i] = (v8){0}, za[i] = f->scramble ? FN(random)(f) : (v8){0};
        break;
      case PX_FEEDBACK: {
        const v8 *record = (const v8 *)(f->records + (size_t)s->b * PX_FRAME_WORDS);
        if (s->c & 1) for (int i = 0; i < 2; i++) xa[i] ^= record[i];
        if (s->c & 2) for (int i = 0; i < 2; i++) za[i] ^= record[i];
        break;
      }
      default: FN(noise)(f, s);
    }
  }
}

static void FN(scramble)(px_frames *f) {
  for (int q = 0; q < f->program->qubits; q++) {
    v8 *x = (v8 *)frame(f, q);
    for (int i = 0; i < 2; i++) x[i] = (v8){0}, x[2 + i] = FN(random)(f);
  }
}

static const px_stabilizer_kernels FN(kernels) = {FN(multiply), FN(any), FN(collapse), FN(frames), FN(scramble)};
#undef HITS
#undef FN
