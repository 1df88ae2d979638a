// LAPACK and BLAS with complex numbers as structs: Swift has no C `_Complex`.
#ifndef PROXIMA_CLAPACK_H
#define PROXIMA_CLAPACK_H

typedef struct {
  double re, im;
} px_cdouble;
typedef struct {
  float re, im;
} px_cfloat;

#define LAPACK_COMPLEX_CUSTOM
#define lapack_complex_double px_cdouble
#define lapack_complex_float px_cfloat
#include <cblas.h>
#include <lapacke.h>

#endif
