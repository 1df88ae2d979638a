// Small complex linear algebra for matrix product states: row-major, real and imaginary parts in planes of their own.
#ifndef PROXIMA_MATRIX_PRODUCT_H
#define PROXIMA_MATRIX_PRODUCT_H

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

#endif
