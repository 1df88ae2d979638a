// Small complex linear algebra for matrix product states: row-major, real and imaginary parts in planes of their own.
#ifndef PROXIMA_MATRIX_PRODUCT_H
#define PROXIMA_MATRIX_PRODUCT_H

#include <stddef.h>

/// c (m x n) = a (m x k) b (k x n).
void px_mps_multiply(
    int m, int k, int n, const double *ar, const double *ai, const double *br, const double *bi, double *cr, double *ci);
/// c (m x n) = a (m x k) b^dagger, b being n x k.
void px_mps_multiply_adjoint(
    int m, int k, int n, const double *ar, const double *ai, const double *br, const double *bi, double *cr, double *ci);
/// Turns the rows into orthogonal ones by a unitary from the left (one-sided Jacobi): rows become s_k v_k, the right
/// singular vectors times the singular values, in no order. `squared` receives s_k^2. -1 where it did not converge.
int px_mps_orthogonalize(int rows, int columns, double *re, double *im, double *squared);
/// The triangular factor of a matrix by reflections with pivoting, column after column, until what is left weighs at most
/// `limit` (or 1e-32 of all): M = Q R + rest with Q's columns orthogonal to each other and to the rest. `re` and `im` hold
/// the matrix column by column and are used up; `norms` and `order` are scratch for `columns` numbers each; R goes to `out`,
/// row by row, its columns in the matrix's order. Gives R's rows; `left` receives the squared norm of the rest.
int px_mps_triangle(
    int rows, int columns, double *re, double *im, double limit, double *norms, int *order, double *outr, double *outi,
    double *left);

/// A gate on two neighbouring tensors, a (2 left x middle) and b (middle x 2 right), split again: `vr`, `vi` receive the right
/// tensor (kept x 2 right), `values` the Schmidt values between, brought to norm 1, and `outr`, `outi` the left tensor (2 left
/// x kept); each has room for min(2 left, 2 right) values. `gr`, `gi` is the gate, 4 x 4, the left spin the more significant;
/// `schmidt` the values on the bond to the left. At most `weight` is dropped, of which the share `early` before the values are
/// known, and what is beyond `bond` values; `dropped` says how much. Gives the values kept; -1 where the rotations do not
/// converge. `scratch` has px_mps_scratch(left, right) numbers.
int px_mps_split(
    int left, int middle, int right, const double *ar, const double *ai, const double *br, const double *bi,
    const double *gr, const double *gi, const double *schmidt, double weight, double early, int bond, double *scratch,
    double *vr, double *vi, double *values, double *outr, double *outi, double *dropped);
size_t px_mps_scratch(int left, int right);

#endif
