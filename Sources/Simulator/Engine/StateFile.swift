import CKernels
import Circuits
import Core
import FoundationEssentials
import Glibc

/// States in files, in NumPy's `.npy` format (version 1.0): 2^n complex numbers, `<c16` or `<c8`, qubit 0 the least
/// significant bit of an index.
enum StateFile {
  /// `\x93NUMPY`, version 1.0.
  static let magic: [UInt8] = [0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59, 1, 0]
  /// Amplitudes that are read or written at once.
  static let block = 1 << 16

  /// Writes the state into `path`, in one step: the old file or the new one, never half of it.
  static func write(_ state: StateVector, to path: String) throws(SimulatorError) {
    let part = path + ".part"
    guard let file = fopen(part, "wb") else { throw cannotWrite(path) }
    var done = false
    defer { if !done { unlink(part) } }
    let count = 1 << state.qubits
    let text = Array(headerText(count, state.precision).utf8)
    var header = magic + [UInt8(text.count & 255), UInt8(text.count >> 8)] + text
    var ok = fwrite(&header, 1, header.count, file) == header.count
    var start = 0
    while ok, start < count {
      do throws(SimulatorError) {
        if let tape = state.tape { try tape.check() } else { try state.control.check() }
      } catch {
        fclose(file)
        throw error
      }
      let end = min(count, start + block)
      ok = state.precision == .double ? put(state, start..<end, file) { $0 } : put(state, start..<end, file) { Float($0) }
      start = end
    }
    ok = fflush(file) == 0 && fsync(fileno(file)) == 0 && ok
    ok = fclose(file) == 0 && ok
    guard ok, rename(part, path) == 0 else { throw cannotWrite(path) }
    done = true
  }

  private static func put<Number: BinaryFloatingPoint & BitwiseCopyable>(
    _ state: StateVector, _ range: Range<Int>, _ file: UnsafeMutablePointer<FILE>, _ convert: (Double) -> Number
  ) -> Bool {
    var numbers: [Number] = []
    numbers.reserveCapacity(2 * range.count)
    for index in range {
      let value = state.amplitude(UInt64(index))
      numbers.append(convert(value.re))
      numbers.append(convert(value.im))
    }
    return fwrite(numbers, MemoryLayout<Number>.stride, numbers.count, file) == numbers.count
  }

  /// The header, padded to a multiple of 64 bytes.
  static func headerText(_ count: Int, _ precision: Precision) -> String {
    let type = precision == .double ? "<c16" : "<c8"
    var text = "{'descr': '\(type)', 'fortran_order': False, 'shape': (\(count),), }"
    while (10 + text.utf8.count + 1) % 64 != 0 { text += " " }
    return text + "\n"
  }

  private static func cannotWrite(_ path: String) -> SimulatorError {
    SimulatorError(
      "cannot_write", "cannot write the state to \(path): \(String(cString: strerror(errno)).lowercased())",
      remedy: "free space there, or write somewhere else", exit: .cannotWrite)
  }
}
