import Circuits
import Core
import Testing

@testable import ScriptReview

@Suite struct ReviewInstrumentTests {
  let reviewer = ScriptReviewer(name: AgentName.quantumExpert)

  @Test("of 200 right scripts none is rejected")
  func right() throws {
    var reviewed = 0
    for circuit in try Workshop.circuits() {
      for dialect in ["qiskit", "cirq"] {
        let review = try reviewer.review(try Workshop.request(circuit, dialect))
        #expect(review.approved, "\(circuit.name) in \(dialect): \(review.comments)")
        reviewed += 1
      }
    }
    #expect(reviewed >= 200)
  }

  @Test("of 50 mutants of right scripts at least 48 are rejected with the line named")
  func mutants() throws {
    var generator = SeededGenerator(seed: 50)
    let circuits = try Workshop.circuits()
    var made: [(name: String, request: ReviewRequest, line: Int)] = []
    while made.count < 50 {
      let circuit = circuits[Int.random(in: 0..<circuits.count, using: &generator)]
      let dialect = made.count % 2 == 0 ? "qiskit" : "cirq"
      let good = try Workshop.request(circuit, dialect)
      let mutation = Mutation.all[Int.random(in: 0..<Mutation.all.count, using: &generator)]
      guard let mutant = mutation.mutants(of: good.artifact.text ?? "").randomElement(using: &generator) else { continue }
      made.append((mutation.name, Workshop.request(mutant.text, qasm: good.qasm, dialect), mutant.line))
    }
    var caught = 0
    var missed: [String] = []
    for mutant in made {
      let review = try reviewer.review(mutant.request)
      // A line that stands twice is named by either of its places.
      if !review.approved, review.comments.contains(where: { abs(($0.line ?? 0) - mutant.line) <= (mutant.name.contains("twice") || mutant.name.contains("import") ? 1 : 0) }) {
        caught += 1
      } else {
        missed.append("\(mutant.name) at \(mutant.line) in \(mutant.request.artifact.dialect): \(review.comments)")
      }
    }
    #expect(caught >= 48, "\(missed)")
  }

  @Test("every kind of mutation is caught somewhere in each dialect that it fits")
  func kinds() throws {
    let circuits = try Workshop.circuits()
    for mutation in Mutation.all {
      var tried = 0
      var caught = 0
      for circuit in circuits.prefix(40) {
        for dialect in ["qiskit", "cirq"] {
          let good = try Workshop.request(circuit, dialect)
          guard let mutant = mutation.mutants(of: good.artifact.text ?? "").first else { continue }
          tried += 1
          if !(try reviewer.review(Workshop.request(mutant.text, qasm: good.qasm, dialect))).approved { caught += 1 }
        }
      }
      #expect(tried > 0 && caught * 100 >= tried * 90, "\(mutation.name): \(caught) of \(tried)")
    }
  }
}
