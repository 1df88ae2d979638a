import Backends
import Core
import FoundationEssentials
import Glibc

/// A line that a worker writes.
struct WireAnswer: Codable, Hashable, Sendable {
  /// The run that it is about; only the greeting has none.
  var id: String?
  /// `hello`, `progress`, `result` or `error`.
  var kind: String

  // hello
  var `protocol`: Int?
  var name: String?
  var version: String?

  // progress
  var fraction: Double?

  // error: `refused`, `memory` or `failed`
  var code: String?
  var message: String?

  // result: what was asked is said again, so that an answer to another question is noticed
  var qubits: Int?
  var shots: Int?
  var seed: UInt64?
  var method: String?
  var counts: [String: Int]?
  /// Probabilities of all basis states as base64 of little-endian doubles.
  var stateProbabilities: String?
  /// The pure state as base64 of little-endian doubles, real and imaginary parts in turn.
  var state: String?
  var amplitude0: [Double]?
  var expectations: [Double]?
  var standardErrors: [Double?]?
  var truncationError: Double?
  /// The precision that it worked with, where that is not the one asked for.
  var precision: Precision?
  var seconds: Double?
  var sampleSeconds: Double?
  var peakBytes: Int?

  /// Throws `backend.protocol` where this is no answer to `request`: other metadata, missing or wrong numbers.
  func check(against request: WireRequest) throws(ProximaError) {
    func wrong(_ what: String) -> ProximaError { .protocolBroken("its answer \(what)") }
    guard id == request.id else { throw wrong("belongs to the run \(id ?? "without an id"), not to \(request.id)") }
    guard qubits == request.qubits, seed == request.seed, method == request.method.rawValue else {
      throw wrong("is about another circuit, seed or method")
    }
    guard shots == request.shots else { throw wrong("has \(shots ?? -1) shots instead of \(request.shots)") }
    if request.shots > 0 {
      guard let counts else { throw wrong("has no counts") }
      var sum = 0
      for (key, count) in counts {
        guard key.utf8.count == request.program.slots, key.utf8.allSatisfy({ $0 == 0x30 || $0 == 0x31 }), count > 0 else {
          throw wrong("has the key \(key.prefix(80)), and keys have \(request.program.slots) bits")
        }
        sum += count
      }
      guard sum == request.shots else { throw wrong("has counts of \(sum) shots instead of \(request.shots)") }
    }
    if request.observableCount > 0 {
      guard let expectations, expectations.count == request.observableCount, expectations.allSatisfy(\.isFinite) else {
        throw wrong("lacks expectation values")
      }
    }
  }

  /// The amplitudes of the basis states, qubit 0 least significant.
  func amplitudes(qubits: Int) throws(ProximaError) -> [Run.Amplitude]? {
    guard let state else { return nil }
    let values = try Self.doubles(state, count: 2 << qubits, "state")
    let norm = values.reduce(0) { $0 + $1 * $1 }
    guard values.allSatisfy(\.isFinite), abs(norm - 1) < 1e-4 else { throw .protocolBroken("its state has norm \(norm)") }
    return (0..<1 << qubits).map { Run.Amplitude(re: values[2 * $0], im: values[2 * $0 + 1]) }
  }

  private static func doubles(_ text: String, count: Int, _ what: String) throws(ProximaError) -> [Double] {
    guard let data = Data(base64Encoded: text), data.count == 8 * count else {
      throw .protocolBroken("its \(what) is not \(count) doubles")
    }
    var values = [Double](repeating: 0, count: count)
    _ = values.withUnsafeMutableBytes { data.copyBytes(to: $0) }
    return values
  }

  /// The probabilities of the basis states, qubit 0 least significant.
  func probabilities(qubits: Int) throws(ProximaError) -> [Double]? {
    guard let stateProbabilities else { return nil }
    let values = try Self.doubles(stateProbabilities, count: 1 << qubits, "distribution")
    let sum = values.reduce(0, +)
    guard values.allSatisfy({ $0.isFinite && $0 > -1e-6 }), abs(sum - 1) < 1e-4 else {
      throw .protocolBroken("its probabilities sum to \(sum)")
    }
    return values.map { max(0, $0) }
  }
}

extension ProximaError {
  /// A worker that does not keep to the protocol.
  static func protocolBroken(_ what: String) -> ProximaError {
    ProximaError(
      "backend.protocol", "the worker broke the protocol: \(what)",
      remedy: "it was ended and is started anew for the next run; see `proxima logs`")
  }
}
