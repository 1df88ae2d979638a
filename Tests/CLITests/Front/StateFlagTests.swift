import Core
import Testing

@testable import CLI

@Suite struct StateFlagTests {
  @Test("the ending .npy is a format of its own, which the executor writes")
  func format() throws {
    #expect(try OutputFile.format(of: "a/state.npy") == .npy)
    #expect(throws: ProximaError.self) { try OutputFile.format(of: "state.npz") }
  }

  @Test("a state is begun with by `run` alone")
  func flag() throws {
    let holders = CommandTree.asking.filter { $0.flags.contains(.initialState) }
    #expect(holders.map(\.name) == ["run"])
  }
}
