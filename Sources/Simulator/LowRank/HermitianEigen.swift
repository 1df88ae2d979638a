import CLAPACK
import Circuits
import Core

/// Eigenvalues and eigenvectors of Hermitian matrices by LAPACK.
enum HermitianEigen {
  /// Ascending values, and the vectors one after another, of the `size` × `size` matrix in column-major order (only its upper
  /// triangle is read).
  static func solve(
    _ matrix: [px_cdouble], size: Int
  ) throws(SimulatorError) -> (values: [Double], vectors: [px_cdouble]) {
    openblas_set_num_threads(1)
    var vectors = matrix
    var values = Array(repeating: 0.0, count: size)
    let status = LAPACKE_zheevd(LAPACK_COL_MAJOR, 0x56, 0x55, Int32(size), &vectors, Int32(size), &values)
    guard status == 0 else {
      throw SimulatorError("eigenvalues", "LAPACK's zheevd ended with \(status)", exit: .failed)
    }
    return (values, vectors)
  }
}
