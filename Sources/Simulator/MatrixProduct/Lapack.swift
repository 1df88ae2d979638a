import Core
import Glibc

/// LAPACK's singular value decomposition, from the OpenBLAS of the system, which is opened when first needed: programs that
/// never need it start without it.
struct Lapack: Sendable {
  /// zgesdd of LAPACK, arguments by reference as Fortran has them.
  private typealias Decompose = @convention(c) (
    UnsafePointer<CChar>, UnsafePointer<Int32>, UnsafePointer<Int32>, UnsafeMutablePointer<Double>, UnsafePointer<Int32>,
    UnsafeMutablePointer<Double>, UnsafeMutablePointer<Double>, UnsafePointer<Int32>, UnsafeMutablePointer<Double>,
    UnsafePointer<Int32>, UnsafeMutablePointer<Double>, UnsafePointer<Int32>, UnsafeMutablePointer<Double>,
    UnsafeMutablePointer<Int32>, UnsafeMutablePointer<Int32>
  ) -> Void

  private let decompose: Decompose
  let control: RunControl

  private static let library: [String: UInt]? = {
    for name in ["libopenblas.so.0", "libopenblas.so", "liblapack.so.3"] {
      guard let handle = dlopen(name, RTLD_NOW | RTLD_LOCAL), let symbol = dlsym(handle, "zgesdd_") else { continue }
      if let single = dlsym(handle, "openblas_set_num_threads") {
        unsafeBitCast(single, to: (@convention(c) (Int32) -> Void).self)(1)
      }
      return ["zgesdd": UInt(bitPattern: symbol)]
    }
    return nil
  }()

  /// Nil where the system has no LAPACK.
  init?(control: RunControl) {
    guard let address = Self.library?["zgesdd"], let symbol = UnsafeRawPointer(bitPattern: address) else { return nil }
    decompose = unsafeBitCast(symbol, to: Decompose.self)
    self.control = control
  }

  /// Squares of the singular values of `matrix`, and the right vectors times the values, as rows.
  func rightSingular(_ matrix: Planes) throws(SimulatorError) -> (squares: [Double], scaled: Planes) {
    try control.check()
    // Row by row is column by column of the transpose, whose left vectors are the conjugates of ours transposed again:
    // what comes out column by column are our right vectors row by row.
    var m = Int32(matrix.columns), n = Int32(matrix.rows)
    let (rows, columns, count) = (matrix.rows, matrix.columns, min(matrix.rows, matrix.columns))
    var a = [Double](unsafeUninitializedCapacity: 2 * rows * columns) { buffer, initialized in
      for index in 0..<rows * columns {
        buffer[2 * index] = matrix.re[index]
        buffer[2 * index + 1] = matrix.im[index]
      }
      initialized = 2 * rows * columns
    }
    var values = [Double](repeating: 0, count: count)
    var u = [Double](repeating: 0, count: 2 * columns * count), vt = [Double](repeating: 0, count: 2 * count * rows)
    var k = Int32(count), info: Int32 = 0
    let large = max(rows, columns)
    var real = [Double](repeating: 0, count: count * max(5 * count + 7, 2 * large + 2 * count + 1))
    var integers = [Int32](repeating: 0, count: 8 * count)
    var length = Int32(count * count + 2 * count + large + 64 * (rows + columns))
    var work = [Double](repeating: 0, count: 2 * Int(length))
    var job = CChar(UInt8(ascii: "S"))
    decompose(&job, &m, &n, &a, &m, &values, &u, &m, &vt, &k, &work, &length, &real, &integers, &info)
    try control.check()
    guard info == 0 else {
      throw SimulatorError("svd", "a singular value decomposition did not converge (zgesdd: \(info))", exit: .failed)
    }
    var scaled = Planes(rows: count, columns: columns)
    for row in 0..<count {
      for column in 0..<columns {
        scaled.re[row * columns + column] = u[2 * (row * columns + column)] * values[row]
        scaled.im[row * columns + column] = u[2 * (row * columns + column) + 1] * values[row]
      }
    }
    return (values.map { $0 * $0 }, scaled)
  }
}
