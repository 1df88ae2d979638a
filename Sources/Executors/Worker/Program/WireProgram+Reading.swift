import Backends
import Circuits
import Core

extension WireProgram {
  /// A worker's counts over slots as counts over the circuit's output bits, bit 0 rightmost; readout errors of the
  /// measurements at the end are drawn here, from `seed`, by the same rule for every backend.
  func counts(_ counts: [String: Int], order: BackendManifest.Order, circuit: Circuit, seed: UInt64) -> [String: Int] {
    let output = circuit.outputClbits
    let errors = readout.sorted { $0.key < $1.key }
    var random = SeededGenerator(seed: seed, stream: 0x5EAD)
    var result: [String: Int] = [:]
    for (key, count) in counts.sorted(by: { $0.key < $1.key }) {
      let bits = self.bits(of: key, order: order, count: circuit.clbitCount)
      guard !errors.isEmpty else {
        result[Self.text(bits, output), default: 0] += count
        continue
      }
      for _ in 0..<count {
        var read = bits
        for (bit, error) in errors where random.unit() < (bits[bit] ? error.oneAsZero : error.zeroAsOne) { read[bit].toggle() }
        result[Self.text(read, output), default: 0] += 1
      }
    }
    return result
  }

  /// Probabilities of basis states as probabilities of the circuit's output bits, readout errors included; those below
  /// 1e-15 are left out.
  func probabilities(_ states: [Double], circuit: Circuit) -> [String: Double] {
    let output = circuit.outputClbits
    var compact: [Int: Double] = [:]
    for (state, probability) in states.enumerated() where probability > 1e-15 {
      var index = 0
      for (place, qubit) in slotQubits.enumerated() where state >> qubit & 1 == 1 { index |= 1 << place }
      compact[index, default: 0] += probability
    }
    var result: [String: Double] = [:]
    for (index, probability) in compact {
      var bits = Array(repeating: false, count: circuit.clbitCount)
      for (slot, clbits) in slotBits.enumerated() where index >> slot & 1 == 1 { for bit in clbits { bits[bit] = true } }
      result[Self.text(bits, output), default: 0] += probability
    }
    for (bit, error) in readout.sorted(by: { $0.key < $1.key }) {
      guard let place = output.firstIndex(of: bit) else { continue }
      result = Self.misread(result, at: output.count - 1 - place, error)
    }
    return result.filter { $0.value > 1e-15 }
  }

  private func bits(of key: String, order: BackendManifest.Order, count: Int) -> [Bool] {
    var bits = Array(repeating: false, count: count)
    let characters = Array(key.utf8)
    for (slot, clbits) in slotBits.enumerated() {
      let place = order == .big ? slot : characters.count - 1 - slot
      for bit in clbits { bits[bit] = characters[place] == 0x31 }
    }
    return bits
  }

  private static func text(_ bits: [Bool], _ output: [Int]) -> String {
    String(decoding: output.reversed().map { bits[$0] ? 0x31 : 0x30 as UInt8 }, as: UTF8.self)
  }

  /// The distribution after the character at `place` was read with `error`.
  private static func misread(_ all: [String: Double], at place: Int, _ error: ReadoutError) -> [String: Double] {
    var result: [String: Double] = [:]
    for (key, probability) in all {
      var other = Array(key.utf8)
      let flip = other[place] == 0x31 ? error.oneAsZero : error.zeroAsOne
      other[place] ^= 1
      result[key, default: 0] += probability * (1 - flip)
      result[String(decoding: other, as: UTF8.self), default: 0] += probability * flip
    }
    return result
  }
}
