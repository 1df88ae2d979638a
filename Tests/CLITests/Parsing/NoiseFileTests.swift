import Core
import Testing

@testable import CLI

@Suite struct NoiseFileTests {
  @Test("a noise model is read from YAML and from JSON, times with their units")
  func formats() throws {
    let yaml = """
      noise:
        - {channel: thermal, t1: 50us, t2: 7e-5, gateTimes: {1q: 35ns, cx: 3e-7}}
        - channel: kraus
          kraus: [[[1, 0], [0, 0.8]], [[0, [0, 0.6]], [0, 0]]]
          gates: [h]
        - {channel: readout, confusion: [[0.98, 0.02], [0.05, 0.95]], qubits: [1]}
        - {channel: pauli, paulis: {XX: 0.001, ZI: 0.002}}
      """
    let entries = try NoiseFile.read(yaml, name: "device.yaml")
    #expect(entries.map(\.channel) == [.thermal, .kraus, .readout, .pauli])
    #expect(abs((entries[0].t1 ?? 0) - 50e-6) < 1e-15 && abs((entries[0].gateTimes?["1q"] ?? 0) - 35e-9) < 1e-18 && entries[0].gateTimes?["cx"] == 3e-7)
    #expect(entries[1].kraus?[1].rows[0][1] == .init(0, 0.6))
    #expect(try NoiseFile.read(JSON.text(entries), name: "device.json") == entries)
  }

  @Test(
    "what is no model says where and why",
    arguments: [
      ("{channel: depolarizing}", "neither"), ("- {chanel: depolarizing}", "`channel`"), ("- 3", "entry 1"),
      ("- {channel: kraus, kraus: [[[1, 0], [0, 0.5]]]}", "not complete"), ("- {channel: thermal, t1: soon}", "t1"),
      ("- {channel: nothing}", "entry 1"), ("- [", "device.yaml"), ("- {channel: bit_flip, probability: 2}", "between 0 and 1"),
    ])
  func refused(_ text: String, _ word: String) {
    do {
      _ = try NoiseFile.read(text, name: "device.yaml")
      Issue.record("\(text) was read")
    } catch {
      #expect(error.exit == .badInput && "\(error.message) \(error.remedy)".contains(word), "\(error)")
    }
  }
}
