import Circuits
import Core
import Foundation
import Testing

@Suite struct FuzzTests {
  static let programs: [String] = {
    var list: [String] = []
    for family in CircuitFamily.all where family.isAvailable {
      guard let circuit = try? family.build() else { continue }
      list += [try? OpenQASM.write2(circuit), try? OpenQASM.write3(circuit)].compactMap { $0 }
    }
    list.append(
      """
      OPENQASM 3.0; include "stdgates.inc";
      const int n = 3; def f(qubit[2] d, float a) -> bit { bit b; rx(a) d[0]; b = measure d[1]; return b; }
      gate g(a) p, q { ctrl @ rz(a / 2) p, q; inv @ pow(2) @ s p; }
      qubit[4] q; bit[4] c; int i = 0; let r = q[0:2] ++ q[3];
      for uint k in [0:n] { g(pi / (k + 1)) q[k], q[(k + 1) % 4]; }
      while (i < 2) { i += 1; h r[i]; }
      c[0] = f(q[0:1], 0.5);
      if (c == 3 && !c[1]) { x q[0]; } else { delay[10ns] q; }
      switch (i) { case 1 { y q[1]; } default { z q[1]; } }
      c = measure q;
      """)
    return list.filter { $0.utf8.count < 4000 }
  }()

  static let broken =
    ErrorTests.version2.map(\.text) + ErrorTests.version3.filter { $0.code != "qasm.limit" }.map(\.text)

  static let pieces: [String] = [
    "q[0]", "(", ")", "{", "}", "[", "]", ";", ",", "gate", "if", "for", "while", "ctrl @ ", "inv @ ", "pow(2) @ ",
    "measure", "->", "==", "99999999999",
    "1e308", "-", "~", "**", "++", "\"", "/*", "//", "pi", "qreg", "bit", "let", "def", "return", "include", "\u{0}",
    "π", "0.5", "$7", "@", "1000000", "U", "barrier", "reset",
  ]

  /// One program with a few random changes.
  static func mutant(_ seed: UInt64) -> [UInt8] {
    var generator = SeededGenerator(seed: seed)
    let pool = generator.unit() < 0.2 ? broken : programs
    var bytes = Array(pool[Int(generator.next() % UInt64(pool.count))].utf8)
    for _ in 0..<Int.random(in: 1...2, using: &generator) {
      let place = Int.random(in: 0...bytes.count, using: &generator)
      let end = min(bytes.count, place + Int.random(in: 0...12, using: &generator))
      switch generator.next() % 6 {
      case 0: bytes.removeSubrange(place..<end)
      case 1: bytes.insert(contentsOf: pieces[Int(generator.next() % UInt64(pieces.count))].utf8, at: place)
      case 2: bytes.insert(contentsOf: bytes[place..<end], at: Int.random(in: 0...bytes.count, using: &generator))
      case 3: if place < bytes.count { bytes[place] = UInt8(truncatingIfNeeded: generator.next()) }
      case 4: if place < bytes.count { bytes[place] ^= 1 << UInt8(generator.next() % 8) }
      default: bytes.replaceSubrange(place..<end, with: pieces[Int(generator.next() % UInt64(pieces.count))].utf8)
      }
    }
    return bytes
  }

  @Test("mutated programs neither crash nor hang, and every error has a place; PROXIMA_FUZZ_SEEDS sets how many")
  func mutants() throws {
    let environment = ProcessInfo.processInfo.environment
    let count = environment["PROXIMA_FUZZ_SEEDS"].flatMap { UInt64($0) } ?? 20_000
    var accepted = 0
    var slowest = 0.0
    var slowestSeed: UInt64 = 0
    for seed in 0..<count {
      let bytes = Self.mutant(seed)
      let start = Self.processorSeconds
      do {
        let circuit = try OpenQASM.parse(bytes, file: "mutant.qasm")
        accepted += 1
        // What was accepted is well formed and can be drawn and written.
        if seed % 50 == 0, circuit.qubitCount <= 64, circuit.operations.count < 2000 {
          _ = TextDrawing().draw(circuit)
          _ = try? OpenQASM.write2(circuit)
          _ = try OpenQASM.write3(circuit)
          _ = try? Qiskit.script(circuit)
          _ = try? Cirq.script(circuit)
        }
      } catch {
        if error.location == nil { Issue.record("seed \(seed): \(error)") }
      }
      let taken = Self.processorSeconds - start
      if taken > slowest { (slowest, slowestSeed) = (taken, seed) }
    }
    #expect(accepted > 0 && accepted < count)
    print("fuzz: \(count) programs, \(accepted) accepted, slowest \(slowest) s (seed \(slowestSeed))")
    #expect(slowest < 1, "seed \(slowestSeed)")
  }

  /// Of this thread: a busy machine does not lengthen it.
  static var processorSeconds: Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}
