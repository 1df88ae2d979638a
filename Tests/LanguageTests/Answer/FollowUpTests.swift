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

  @Test("more and fewer are reckoned from what was, and asked about where that is not known")
  func relative() {
    #expect(after("3 qubit GHZ", "add 2 qubits").circuit == CircuitRequest(family: "ghz", qubits: 5))
    #expect(after("3 qubit GHZ, 100 shots", "500 more shots").shots == 600)
    #expect(after("3 qubit GHZ, 100 shots", "increase the shots by 50").shots == 150)
    #expect(after("3 qubit GHZ, 100 shots", "increase shots to 2000").shots == 2_000)
    #expect(after("5 qubit GHZ", "decrease the qubits by 2").circuit?.qubits == 3)
    #expect(after("5 qubit GHZ", "same with 2 fewer qubits").intent == .unclear, "what is not understood is asked about")
    #expect(after("5 qubit GHZ, 100 shots", "same with more shots").intent == .unclear)
    for text in ["add 2 qubits", "add 100 shots", "add 3 more shots", "add noise 0.02", "add 1% readout error"] {
      #expect(interpreter.interpret(text).intent == .unclear, "\(text)")
    }
    #expect(interpreter.interpret("same but with 2 more qubits").intent == .unclear)
  }

  @Test("two numbers that are added are the adder's, with room for both")
  func summands() {
    let request = interpreter.interpret("add 3 and 5, 100 shots")
    #expect(request.circuit == CircuitRequest(family: "adder", parameters: ["a": 3, "b": 5]))
    #expect(request.defaults["qubits"] == 3 && request.shots == 100 && request.sweep == nil)
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
