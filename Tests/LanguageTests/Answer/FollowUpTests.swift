import Core
import Testing

@testable import Language

@Suite("Requests that lean on an earlier one")
struct FollowUpTests {
  private let interpreter = Interpreter()

  private func after(_ first: String, _ next: String) -> Request {
    interpreter.interpret(next, context: InterpreterContext(previous: [interpreter.interpret(first)]))
  }

  @Test("what changes is taken from the new request, the rest from the earlier one")
  func merged() {
    let request = after("5 qubit GHZ on cirq with 2000 shots, seed 4", "same but with 8 qubits")
    #expect(request.intent == .repeat)
    #expect(request.circuit == CircuitRequest(family: "ghz", qubits: 8))
    #expect(request.shots == 2_000)
    #expect(request.seed == 4)
    #expect(request.backends == ["cirq"])
  }

  @Test("a bare change is a follow-up where there is something to follow")
  func bare() {
    #expect(after("5 qubit GHZ", "now on aer").backends == ["aer"])
    #expect(after("5 qubit GHZ", "make it 7 qubits").circuit?.qubits == 7)
    #expect(after("5 qubit GHZ", "with 5000 shots").shots == 5_000)
    #expect(after("5 qubit GHZ with 1% depolarizing noise", "and without noise?").noise == [])
    #expect(interpreter.interpret("with 5000 shots").intent == .unclear)
  }

  @Test("without history the earlier circuit is left open, not invented")
  func open() {
    let request = interpreter.interpret("same but with 8 qubits")
    #expect(request.intent == .repeat)
    #expect(request.circuit == CircuitRequest(family: Request.previousFamily, qubits: 8))
    #expect(interpreter.interpret("repeat my last run with 5000 shots").circuit == nil)
  }

  @Test("a marked item does not survive another width")
  func marked() {
    let request = after("grover for 101", "same with 5 qubits")
    #expect(request.circuit?.qubits == 5)
    #expect(request.circuit?.parameters == nil)
  }

  @Test("a request of its own is not a follow-up")
  func own() {
    let request = after("5 qubit GHZ on cirq with 2000 shots", "run a 3 qubit W state")
    #expect(request.intent == .run)
    #expect(request.circuit == CircuitRequest(family: "w", qubits: 3))
    #expect(request.shots == nil)
    #expect(request.backends == nil)
  }

  @Test("a condition that is not understood stays a question in a follow-up")
  func strict() {
    #expect(after("5 qubit GHZ", "same again with linear coupling").intent == .unclear)
    #expect(after("5 qubit GHZ", "now delete everything").intent == .unclear)
  }
}
