import Circuits
import Core
import Simulator
import Synchronization
import Testing

@Suite("Stages of a run look whether it is still wanted")
struct InterruptionTests {
  /// Layers of gates that become many passes.
  private static func program(qubits: Int, layers: Int) -> String {
    var text = "OPENQASM 2.0;\ninclude \"qelib1.inc\";\nqreg q[\(qubits)];\n"
    for layer in 0..<layers {
      for qubit in 0..<qubits { text += "u3(0.\(1 + (layer + qubit) % 7),0.2,0.\(1 + qubit % 5)) q[\(qubit)];\n" }
      for qubit in 0..<qubits - 1 { text += "cx q[\(qubit)],q[\((qubit + 1 + layer % 3) % qubits == qubit ? qubit + 1 : (qubit + 1 + layer % 3) % qubits)];\n" }
    }
    return text
  }

  /// How often `body` looks, wanted to the end; then it is ended at each of a few looks, which it must obey.
  private func looks(_ body: () throws -> Void) throws -> Int {
    let seen = Atomic<Int>(0)
    try Interruption.watching({
      seen.add(1, ordering: .relaxed)
      return false
    }) { try body() }
    let count = seen.load(ordering: .relaxed)
    for last in Set([0, count / 2, count - 1]) where last >= 0 {
      let left = Atomic<Int>(last)
      #expect(throws: (any Error).self) {
        try Interruption.watching({ left.subtract(1, ordering: .relaxed).newValue < 0 }) { try body() }
      }
    }
    return count
  }

  @Test("reading a program looks every few hundred statements")
  func reading() throws {
    let text = Self.program(qubits: 10, layers: 100)
    #expect(try looks { _ = try OpenQASM.parse(text) } >= 5)
  }

  @Test("planning the passes of a state looks at every pass, before the first gate is run")
  func planning() throws {
    let circuit = try OpenQASM.parse(Self.program(qubits: 16, layers: 30))
    let options = SimulationOptions(shots: 10, seed: 1)
    #expect(try looks { _ = try StateVectorMethod().run(circuit, options) } >= 10)
  }

  @Test("choosing a method looks between the methods")
  func choosing() throws {
    let circuit = try OpenQASM.parse(Self.program(qubits: 18, layers: 20))
    #expect(try looks { _ = try AutomaticMethod().estimate(circuit, SimulationOptions(shots: 10, seed: 1)) } >= 3)
  }

  @Test("nobody is asked where nobody watches")
  func unwatched() { #expect(!Interruption.isWished) }

  @Test("who wants to know of an abort hears of it once, also where it is late")
  func listeners() {
    let control = RunControl()
    let heard = Atomic<Int>(0)
    control.whenAborted { heard.add(1, ordering: .relaxed) }
    #expect(heard.load(ordering: .relaxed) == 0)
    control.abort()
    control.abort()
    #expect(heard.load(ordering: .relaxed) == 1)
    control.whenAborted { heard.add(1, ordering: .relaxed) }
    #expect(heard.load(ordering: .relaxed) == 2)
  }
}
