// Small complex linear algebra for matrix product states: real and imaginary parts in planes of their own.
#include <math.h>
#include <string.h>

#include "CKernels.h"

// By features: a processor of another name than these would be given the default.
#if defined(__x86_64__)
#define CLONES __attribute__((target_clones("default", "arch=x86-64-v3", "arch=x86-64-v4")))
#else
#define CLONES
#endif
#pragma clang fp contract(fast) reassociate(on)

CLONES void px_mps_multiply(
    int m, int k, int n, const double *ar, const double *ai, const double *br, const double *bi, double *cr, double *ci) {
  memset(cr, 0, (size_t)m * n * sizeof *cr);
  memset(ci, 0, (size_t)m * n * sizeof *ci);
  for (int row = 0; row < m; row++) {
    double *restrict or = cr + (size_t)row * n, *restrict oi = ci + (size_t)row * n;
    for (int inner = 0; inner < k; inner++) {
      const double x = ar[(size_t)row * k + inner], y = ai[(size_t)row * k + inner];
      if (x == 0 && y == 0) continue;
      const double *restrict vr = br + (size_t)inner * n, *restrict vi = bi + (size_t)inner * n;
      for (int j = 0; j < n; j++) {
        or[j] += x * vr[j] - y * vi[j];
        oi[j] += x * vi[j] + y * vr[j];
      }
    }
  }
}

CLONES void px_mps_multiply_adjoint(
    int m, int k, int n, const double *ar, const double *ai, const double *br, const double *bi, double *cr, double *ci) {
  for (int row = 0; row < m; row++) {
    const double *restrict xr = ar + (size_t)row * k, *restrict xi = ai + (size_t)row * k;
    for (int j = 0; j < n; j++) {
      const double *restrict vr = br + (size_t)j * k, *restrict vi = bi + (size_t)j * k;
      double re = 0, im = 0;
      for (int inner = 0; inner < k; inner++) {
        re += xr[inner] * vr[inner] + xi[inner] * vi[inner];
        im += xi[inner] * vr[inner] - xr[inner] * vi[inner];
      }
      cr[(size_t)row * n + j] = re;
      ci[(size_t)row * n + j] = im;
    }
  }
}

static inline __attribute__((always_inline)) double squares(int n, const double *re, const double *im) {
  double sum = 0;
  for (int i = 0; i < n; i++) sum += re[i] * re[i] + im[i] * im[i];
  return sum;
}

/// Makes rows p and q orthogonal; returns whether they were not.
static inline __attribute__((always_inline)) int rotate(
    int n, double *restrict pr, double *restrict pi, double *restrict qr, double *restrict qi, double *alpha, double *beta,
    double floor) {
  if (*alpha <= floor || *beta <= floor) return 0;
  double re = 0, im = 0;
  for (int i = 0; i < n; i++) {
    re += pr[i] * qr[i] + pi[i] * qi[i];
    im += pi[i] * qr[i] - pr[i] * qi[i];
  }
  const double square = re * re + im * im;
  if (square <= 1e-30 * *alpha * *beta) return 0;
  const double g = sqrt(square), zeta = (*beta - *alpha) / (2 * g);
  const double t = (zeta < 0 ? -1 : 1) / (fabs(zeta) + sqrt(1 + zeta * zeta));
  const double c = 1 / sqrt(1 + t * t), s = c * t, x = s * re / g, y = s * im / g;
  for (int i = 0; i < n; i++) {
    const double a = pr[i], b = pi[i], u = qr[i], v = qi[i];
    pr[i] = c * a - (x * u - y * v);
    pi[i] = c * b - (x * v + y * u);
    qr[i] = c * u + (x * a + y * b);
    qi[i] = c * v + (x * b - y * a);
  }
  *alpha -= t * g;
  *beta += t * g;
  return 1;
}

CLONES int px_mps_orthogonalize(int rows, int columns, double *re, double *im, double *squared) {
  for (int sweep = 0; sweep < 40; sweep++) {
    double total = 0;
    for (int r = 0; r < rows; r++) total += squared[r] = squares(columns, re + (size_t)r * columns, im + (size_t)r * columns);
    const double floor = total * 1e-33;
    int turned = 0;
    for (int p = 0; p < rows; p++)
      for (int q = p + 1; q < rows; q++)
        turned += rotate(
            columns, re + (size_t)p * columns, im + (size_t)p * columns, re + (size_t)q * columns,
            im + (size_t)q * columns, squared + p, squared + q, floor);
    if (!turned) return 0;
  }
  return -1;
}

/// y -= v (scale v^dagger y) over entries k..rows-1; gives the squared norm of y's entries after k.
static inline __attribute__((always_inline)) double mirror(
    int rows, int k, const double *restrict vr, const double *restrict vi, double *restrict yr, double *restrict yi,
    double scale) {
  double re = 0, im = 0, rest = 0;
  for (int i = k; i < rows; i++) {
    re += vr[i] * yr[i] + vi[i] * yi[i];
    im += vr[i] * yi[i] - vi[i] * yr[i];
  }
  re *= scale;
  im *= scale;
  yr[k] -= vr[k] * re - vi[k] * im;
  yi[k] -= vr[k] * im + vi[k] * re;
  for (int i = k + 1; i < rows; i++) {
    const double a = yr[i] - (vr[i] * re - vi[i] * im), b = yi[i] - (vr[i] * im + vi[i] * re);
    yr[i] = a;
    yi[i] = b;
    rest += a * a + b * b;
  }
  return rest;
}

CLONES int px_mps_triangle(
    int rows, int columns, double *re, double *im, double limit, double *norms, int *order, double *outr, double *outi,
    double *left) {
  double total = 0;
  for (int c = 0; c < columns; c++) {
    order[c] = c;
    total += norms[c] = squares(rows, re + (size_t)c * rows, im + (size_t)c * rows);
  }
  const int most = rows < columns ? rows : columns;
  if (limit < total * 1e-32) limit = total * 1e-32;
  *left = total;
  int k = 0;
  for (; k < most; k++) {
    int best = k;
    double rest = 0;
    for (int c = k; c < columns; c++) {
      rest += norms[order[c]];
      if (norms[order[c]] > norms[order[best]]) best = c;
    }
    *left = rest;
    if (rest <= limit) break;
    const int own = order[best];
    order[best] = order[k];
    order[k] = own;
    double *xr = re + (size_t)own * rows, *xi = im + (size_t)own * rows;
    double *toR = outr + (size_t)k * columns, *toI = outi + (size_t)k * columns;
    memset(toR, 0, (size_t)columns * sizeof *toR);
    memset(toI, 0, (size_t)columns * sizeof *toI);
    // The reflection that takes the column to its first entry; v is x less that.
    const double norm = sqrt(norms[own]), size = sqrt(xr[k] * xr[k] + xi[k] * xi[k]);
    const double betaR = -(size > 0 ? xr[k] / size : 1) * norm, betaI = -(size > 0 ? xi[k] / size : 0) * norm;
    const double scale = 1 / (norms[own] + size * norm);
    xr[k] -= betaR;
    xi[k] -= betaI;
    toR[own] = betaR;
    toI[own] = betaI;
    for (int c = k + 1; c < columns; c++) {
      const int other = order[c];
      double *yr = re + (size_t)other * rows, *yi = im + (size_t)other * rows;
      norms[other] = mirror(rows, k, xr, xi, yr, yi, scale);
      toR[other] = yr[k];
      toI[other] = yi[k];
    }
  }
  if (k == most) *left = 0;
  return k;
}

/// out[l, a, r] = sum over b of gate[a, b] block[l, b, r], for a gate on two spins.
CLONES static void act(
    int left, int right, const double *gr, const double *gi, const double *restrict xr, const double *restrict xi,
    double *restrict yr, double *restrict yi) {
  memset(yr, 0, (size_t)4 * left * right * sizeof *yr);
  memset(yi, 0, (size_t)4 * left * right * sizeof *yi);
  for (int l = 0; l < left; l++)
    for (int a = 0; a < 4; a++)
      for (int b = 0; b < 4; b++) {
        const double x = gr[4 * a + b], y = gi[4 * a + b];
        if (x == 0 && y == 0) continue;
        const size_t to = (size_t)(4 * l + a) * right, from = (size_t)(4 * l + b) * right;
        for (int r = 0; r < right; r++) {
          yr[to + r] += x * xr[from + r] - y * xi[from + r];
          yi[to + r] += x * xi[from + r] + y * xr[from + r];
        }
      }
}

size_t px_mps_scratch(int left, int right) {
  const size_t rows = 2 * (size_t)left, columns = 2 * (size_t)right, least = rows < columns ? rows : columns;
  return 6 * rows * columns + 2 * least * columns + 2 * columns + 2 * least + 8;
}

int px_mps_split(
    int left, int middle, int right, const double *ar, const double *ai, const double *br, const double *bi,
    const double *gr, const double *gi, const double *schmidt, double weight, double early, int bond, double *scratch,
    double *vr, double *vi, double *values, double *outr, double *outi, double *dropped) {
  const int rows = 2 * left, columns = 2 * right, least = rows < columns ? rows : columns;
  const size_t size = (size_t)rows * columns;
  double *xr = scratch, *xi = xr + size, *yr = xi + size, *yi = yr + size, *wr = yi + size, *wi = wr + size;
  double *rr = wi + size, *ri = rr + (size_t)least * columns, *norms = ri + (size_t)least * columns;
  double *squared = norms + columns;
  int *order = (int *)(squared + least), *sorted = order + columns;
  px_mps_multiply(rows, middle, columns, ar, ai, br, bi, xr, xi);
  act(left, right, gr, gi, xr, xi, yr, yi);
  for (int row = 0; row < rows; row++)
    for (int c = 0; c < columns; c++) {
      wr[(size_t)c * rows + row] = yr[(size_t)row * columns + c] * schmidt[row / 2];
      wi[(size_t)c * rows + row] = yi[(size_t)row * columns + c] * schmidt[row / 2];
    }
  double rest = 0, total = 0;
  const int rank = px_mps_triangle(rows, columns, wr, wi, early * weight, norms, order, rr, ri, &rest);
  if (rank == 0 || px_mps_orthogonalize(rank, columns, rr, ri, squared)) return -1;
  for (int k = 0; k < rank; k++) {
    int place = k;
    for (; place > 0 && squared[sorted[place - 1]] < squared[k]; place--) sorted[place] = sorted[place - 1];
    sorted[place] = k;
    total += squared[k];
  }
  int kept = rank < bond ? rank : bond;
  for (int k = kept; k < rank; k++) rest += squared[sorted[k]];
  const double most = weight > total * 1e-31 ? weight : total * 1e-31;
  while (kept > 1 && rest + squared[sorted[kept - 1]] <= most) rest += squared[sorted[--kept]];
  *dropped = rest <= total * 1e-28 ? 0 : rest;
  double norm = 0;
  for (int k = 0; k < kept; k++) norm += squared[sorted[k]];
  norm = sqrt(norm);
  for (int k = 0; k < kept; k++) {
    const double value = sqrt(squared[sorted[k]]), factor = value > 0 ? 1 / value : 0;
    values[k] = value / norm;
    for (int c = 0; c < columns; c++) {
      vr[(size_t)k * columns + c] = rr[(size_t)sorted[k] * columns + c] * factor;
      vi[(size_t)k * columns + c] = ri[(size_t)sorted[k] * columns + c] * factor;
    }
  }
  px_mps_multiply_adjoint(rows, columns, kept, yr, yi, vr, vi, outr, outi);
  if (*dropped > 0)
    for (size_t k = 0; k < (size_t)rows * kept; k++) {
      outr[k] /= norm;
      outi[k] /= norm;
    }
  return kept;
}
