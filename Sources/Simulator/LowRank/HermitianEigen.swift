import Circuits
import Core
import Glibc

/// Eigenvalues and eigenvectors of Hermitian matrices, and products of matrices, by OpenBLAS, which is loaded where first
/// needed: programs that never need it start without.
enum HermitianEigen {
  private typealias Size = UnsafePointer<Int32>
  private typealias Flag = UnsafePointer<CChar>
  /// zheevd of LAPACK and zgemm of BLAS, arguments by reference as Fortran has them.
  private typealias Solve = @convention(c) (
    Flag, Flag, Size, UnsafeMutableRawPointer, Size, UnsafeMutablePointer<Double>, UnsafeMutableRawPointer, Size,
    UnsafeMutablePointer<Double>, Size, UnsafeMutablePointer<Int32>, Size, UnsafeMutablePointer<Int32>
  ) -> Void
  private typealias Multiply = @convention(c) (
    Flag, Flag, Size, Size, Size, UnsafeRawPointer, UnsafeRawPointer, Size, UnsafeRawPointer, Size, UnsafeRawPointer,
    UnsafeMutableRawPointer, Size
  ) -> Void

  /// The functions; the library stays loaded.
  private static let functions: (solve: Solve, multiply: Multiply)? = {
    for name in ["libopenblas.so.0", "libopenblas.so"] {
      guard let library = dlopen(name, RTLD_NOW | RTLD_LOCAL), let solve = dlsym(library, "zheevd_"),
        let multiply = dlsym(library, "zgemm_")
      else { continue }
      if let threads = dlsym(library, "openblas_set_num_threads") {
        unsafeBitCast(threads, to: (@convention(c) (Int32) -> Void).self)(1)
      }
      return (unsafeBitCast(solve, to: Solve.self), unsafeBitCast(multiply, to: Multiply.self))
    }
    return nil
  }()

  private static func loaded() throws(SimulatorError) -> (solve: Solve, multiply: Multiply) {
    if let functions { return functions }
    throw SimulatorError(
      "openblas", "OpenBLAS is not installed", remedy: "install Debian's package libopenblas0-pthread", exit: .unavailable)
  }

  /// Ascending values, and the vectors one after another, of the `size` × `size` matrix in column-major order (only its upper
  /// triangle is read).
  static func solve(_ matrix: [Complex], size: Int) throws(SimulatorError) -> (values: [Double], vectors: [Complex]) {
    let solve = try loaded().solve
    var (vectors, values) = (matrix, Array(repeating: 0.0, count: size))
    let n = Int32(size)
    let (long, real, whole) = (2 * n + n * n, 1 + 5 * n + 2 * n * n, 3 + 5 * n)
    var work = Array(repeating: Complex.zero, count: Int(long))
    var realWork = Array(repeating: 0.0, count: Int(real))
    var wholeWork = Array(repeating: Int32(0), count: Int(whole))
    var status: Int32 = 0
    withUnsafePointer(to: n) { n in
      withUnsafePointer(to: (long, real, whole)) { lengths in
        lengths.withMemoryRebound(to: Int32.self, capacity: 3) { length in
          let (vector, upper) = (CChar(0x56), CChar(0x55))
          withUnsafePointer(to: vector) { vector in
            withUnsafePointer(to: upper) { upper in
              solve(
                vector, upper, n, &vectors, n, &values, &work, length, &realWork, length + 1, &wholeWork, length + 2, &status)
            }
          }
        }
      }
    }
    guard status == 0 else { throw SimulatorError("eigenvalues", "LAPACK's zheevd ended with \(status)", exit: .failed) }
    return (values, vectors)
  }

  /// a† b or a b, column-major: `rows` × `columns`, summed over `inner`.
  static func product(
    _ a: [Complex], _ b: ArraySlice<Complex>, rows: Int, columns: Int, inner: Int, adjoint: Bool
  ) throws(SimulatorError) -> [Complex] {
    let multiply = try loaded().multiply
    var result = Array(repeating: Complex.zero, count: rows * columns)
    let sizes = [Int32(rows), Int32(columns), Int32(inner), Int32(adjoint ? inner : rows)]
    let flags: [CChar] = [adjoint ? 0x43 : 0x4E, 0x4E]
    let factors = [Complex.one, Complex.zero]
    sizes.withUnsafeBufferPointer { size in
      flags.withUnsafeBufferPointer { flag in
        factors.withUnsafeBufferPointer { factor in
          a.withUnsafeBufferPointer { a in
            b.withUnsafeBufferPointer { b in
              guard let s = size.baseAddress, let f = flag.baseAddress, let x = factor.baseAddress, let p = a.baseAddress,
                let q = b.baseAddress
              else { return }
              multiply(f, f + 1, s, s + 1, s + 2, x, p, s + 3, q, s + 2, x + 1, &result, s)
            }
          }
        }
      }
    }
    return result
  }
}
