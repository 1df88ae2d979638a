import Circuits
import Core
import FoundationEssentials

/// How much memory a state vector takes and how much there is.
public struct MemoryBudget: Hashable, Sendable {
  /// Bytes that may be taken, and that the machine has.
  public var free: Int
  public var total: Int

  public init(free: Int, total: Int) {
    self.free = free
    self.total = total
  }

  /// No limit: for a run that somebody insisted on.
  public static let unlimited = MemoryBudget(free: .max, total: .max)

  /// What the kernel says is available now, or the limit of this process's address space where that is lower.
  public static var ofThisMachine: MemoryBudget {
    var values: [Substring: Int] = [:]
    let text = (try? String(contentsOfFile: "/proc/meminfo", encoding: .utf8)) ?? ""
    for line in text.split(separator: "\n") {
      let parts = line.split(whereSeparator: { $0 == " " || $0 == ":" })
      if parts.count >= 2, let kilobytes = Int(parts[1]) { values[parts[0]] = kilobytes * 1024 }
    }
    return MemoryBudget(free: values["MemAvailable"] ?? 0, total: values["MemTotal"] ?? 0)
  }

  /// Bytes of `copies` states on `qubits` qubits with the scratch of `threads`; nil where they cannot be counted.
  public static func predicted(qubits: Int, precision: Precision, copies: Int, threads: Int) -> Int? {
    guard qubits <= 50 else { return nil }
    let width = max(qubits, StateVector.minimumWires(precision))
    let amplitude = precision == .single ? 8 : 16
    let state = amplitude << width
    let (states, overflow) = state.multipliedReportingOverflow(by: copies)
    if overflow { return nil }
    // Each thread holds a block of the state and its tables; the rest is plans, sums over blocks and bookkeeping.
    return states + threads * (ChunkSize.bytes + 128 << 10) + state >> 10 + 1 << 20
  }

  /// Throws `simulator.too_large` where `bytes` (nil: too many to count) are more than 95 % of what is free.
  func admit(_ bytes: Int?, _ what: String = "a state vector", qubits: Int) throws(SimulatorError) {
    guard let bytes, bytes <= free / 20 * 19 else {
      throw .tooLarge(what, qubits: qubits, needed: bytes, free: free, total: total)
    }
  }
}
