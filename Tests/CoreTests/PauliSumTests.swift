import Core
import Testing

@Suite struct PauliSumTests {
  @Test("sums of Pauli products are read with their coefficients and signs")
  func reads() throws {
    let sum = try PauliSum(parsing: "0.5*Z0 Z1 - X2")
    #expect(sum.terms == [
      PauliSum.Term(0.5, [PauliSum.Factor(.z, 0), PauliSum.Factor(.z, 1)]), PauliSum.Term(-1, [PauliSum.Factor(.x, 2)]),
    ])
    #expect(try PauliSum(parsing: "-y3*x_1 + 1e-2 i - -2 Z0").terms.map(\.coefficient) == [-1, 0.01, 2])
    #expect(try PauliSum(parsing: "3").terms == [PauliSum.Term(3, [])])
    #expect(try PauliSum(parsing: " 2 * Z10 ").qubits == 11)
  }

  @Test(
    "what is no sum is refused with the column",
    arguments: [("", 1), ("Z", 2), ("Z0 Z0", 6), ("0.5*", 5), ("Z0 +", 5), ("Q1", 1), ("Z0 2", 4), ("1.2.3 Z0", 1)])
  func refuses(text: String, column: Int) {
    do {
      _ = try PauliSum(parsing: text)
      Issue.record("\(text) was read")
    } catch {
      #expect(error.code == "observable.malformed")
      #expect(error.message.contains("column \(column):"), "\(error.message)")
    }
  }
}
