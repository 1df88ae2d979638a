import Circuits
import Core
import FoundationEssentials
import Testing

@testable import Simulator

@Suite struct StateFileTests {
  static func circuit(_ body: String, qubits: Int) throws -> Circuit {
    try OpenQASM.parse("OPENQASM 2.0; include \"qelib1.inc\"; qreg q[\(qubits)]; \(body)")
  }

  static func folder() throws -> String {
    let path = FileManager.default.temporaryDirectory.path + "/proxima-state-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    return path
  }

  @Test("a state is written as NumPy reads it, and goes on from there", arguments: [Precision.single, .double])
  func roundTrip(_ precision: Precision) throws {
    let folder = try Self.folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let first = "h q[0]; cx q[0],q[2]; ry(0.3) q[1]; swap q[1],q[3]; t q[2]; u3(0.1,0.2,0.3) q[3];"
    let second = "cx q[3],q[0]; rz(0.7) q[0]; ry(1.1) q[2]; cz q[1],q[2];"
    var write = SimulationOptions(shots: 0, precision: precision)
    write.stateFile = folder + "/state.npy"
    _ = try StateVectorSimulator().run(Self.circuit(first, qubits: 4), write)
    let data = try Data(contentsOf: URL(filePath: folder + "/state.npy"))
    #expect(data.count == 128 + 16 * (precision == .double ? 16 : 8))
    #expect(Array(data.prefix(8)) == [0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59, 1, 0])
    var read = SimulationOptions(shots: 0, precision: precision)
    read.initialState = folder + "/state.npy"
    let resumed = try StateVectorSimulator().run(Self.circuit(second, qubits: 4), read)
    let whole = try StateVectorSimulator().run(Self.circuit(first + second, qubits: 4), SimulationOptions(shots: 0))
    let tolerance = precision == .double ? 1e-12 : 1e-5
    for (key, value) in try #require(whole.probabilities) {
      #expect(abs((resumed.probabilities?[key] ?? 0) - value) < tolerance, "\(key)")
    }
    let (a, b) = (try #require(whole.amplitude0), try #require(resumed.amplitude0))
    #expect((a - b).magnitude < tolerance)
  }

  @Test("what is no state of this circuit is refused, and so is a circuit whose state is not one")
  func refused() throws {
    let folder = try Self.folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var write = SimulationOptions(shots: 0)
    write.stateFile = folder + "/state.npy"
    _ = try StateVectorSimulator().run(Self.circuit("h q[0];", qubits: 3), write)
    var read = SimulationOptions(shots: 0)
    read.initialState = folder + "/state.npy"
    #expect(throws: SimulatorError.self) { try StateVectorSimulator().run(Self.circuit("h q[0];", qubits: 4), read) }
    try Data("not a state".utf8).write(to: URL(filePath: folder + "/bad.npy"))
    read.initialState = folder + "/bad.npy"
    #expect(throws: SimulatorError.self) { try StateVectorSimulator().run(Self.circuit("h q[0];", qubits: 3), read) }
    #expect(throws: SimulatorError.self) {
      try StateVectorSimulator().run(Self.circuit("creg c[1]; h q[0]; measure q[0]->c[0]; x q[0];", qubits: 3), write)
    }
    write.stateFile = folder + "/missing/state.npy"
    #expect(throws: SimulatorError.self) { try StateVectorSimulator().run(Self.circuit("h q[0];", qubits: 3), write) }
  }
}
