// Small complex linear algebra for matrix product states: real and imaginary parts in planes of their own.
#include <math.h>
#include <string.h>

#include "CKernels.h"

#if defined(__x86_64__)
#define CLONES __attribute__((target_clones("default,arch=haswell,arch=skylake-avx512")))
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

CLONES static double squares(int n, const double *re, const double *im) {
  double sum = 0;
  for (int i = 0; i < n; i++) sum += re[i] * re[i] + im[i] * im[i];
  return sum;
}

/// Makes rows p and q orthogonal; returns whether they were not.
CLONES static int rotate(
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

int px_mps_orthogonalize(int rows, int columns, double *re, double *im, double *squared) {
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
