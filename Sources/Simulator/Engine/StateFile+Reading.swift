import CKernels
import Circuits
import Core
import Glibc

extension StateFile {
  /// Reads the amplitudes in `path` into `state`, which must have as many; they are brought to norm 1 where rounding of
  /// what wrote them left them within 1e-3 of it.
  static func read(_ path: String, into state: StateVector) throws(SimulatorError) {
    guard let file = fopen(path, "rb") else {
      throw invalid(path, "cannot be read: \(String(cString: strerror(errno)).lowercased())")
    }
    defer { fclose(file) }
    let isDouble = try readHeader(path, file, count: 1 << state.qubits)
    state.clear()
    var norm = 0.0
    for start in stride(from: 0, to: 1 << state.qubits, by: block) {
      try state.control.check()
      let count = min(block, (1 << state.qubits) - start)
      norm += isDouble
        ? try take(Double.self, path, file, state, start, count) : try take(Float.self, path, file, state, start, count)
    }
    guard abs(norm - 1) < 1e-3 else { throw invalid(path, "holds no state: its probabilities sum to \(norm)") }
    if norm != 1 { try state.scale(0, zero: 1 / norm.squareRoot(), one: 1 / norm.squareRoot()) }
  }

  /// Checks magic, type and shape; whether the numbers are double precision.
  private static func readHeader(
    _ path: String, _ file: UnsafeMutablePointer<FILE>, count: Int
  ) throws(SimulatorError) -> Bool {
    var head = Array(repeating: UInt8(0), count: 10)
    guard fread(&head, 1, 10, file) == 10, Array(head.prefix(6)) == Array(magic.prefix(6)), head[6] == 1 else {
      throw invalid(path, "is no .npy file of version 1")
    }
    var text = Array(repeating: UInt8(0), count: Int(head[8]) | Int(head[9]) << 8)
    guard fread(&text, 1, text.count, file) == text.count else { throw invalid(path, "ends in its header") }
    let header = String(decoding: text, as: UTF8.self).filter { $0 != " " }
    let isDouble = header.contains("'descr':'<c16'")
    guard isDouble || header.contains("'descr':'<c8'") else { throw invalid(path, "holds no complex numbers (<c16 or <c8)") }
    guard header.contains("'fortran_order':False"), header.contains("'shape':(\(count),)") else {
      throw invalid(path, "has another shape than (\(count),), which this circuit needs")
    }
    return isDouble
  }

  private static func take<Number: BinaryFloatingPoint & BitwiseCopyable>(
    _ type: Number.Type, _ path: String, _ file: UnsafeMutablePointer<FILE>, _ state: StateVector, _ start: Int, _ count: Int
  ) throws(SimulatorError) -> Double {
    var numbers = Array(repeating: Number.zero, count: 2 * count)
    guard fread(&numbers, MemoryLayout<Number>.stride, 2 * count, file) == 2 * count else {
      throw invalid(path, "ends too early")
    }
    var norm = 0.0
    for index in 0..<count {
      let (re, im) = (Double(numbers[2 * index]), Double(numbers[2 * index + 1]))
      state.set(UInt64(start + index), Complex(re, im))
      norm += re * re + im * im
    }
    return norm
  }

  private static func invalid(_ path: String, _ why: String) -> SimulatorError {
    SimulatorError("state_file", "\(path) \(why)", remedy: "give a state that `-o state.npy` or NumPy wrote")
  }
}
