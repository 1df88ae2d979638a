import Circuits
import Core
import FoundationEssentials
import Testing

@Suite struct NoiseTests {
  static func entries(_ json: String) throws -> [NoiseEntry] { try JSON.decode(from: json) }

  static func code(_ json: String) throws -> String? {
    let entries = try entries(json)
    do {
      _ = try NoiseProgram(entries)
      return nil
    } catch { return error.code }
  }

  @Test("every channel is complete, by its Kraus operators")
  func completeness() throws {
    var noise = try NoiseProgram(
      Self.entries(
        """
        [{"channel": "depolarizing", "probability": 0.1}, {"channel": "amplitude_damping", "probability": 0.2},
         {"channel": "phase_damping", "probability": 0.3}, {"channel": "bit_flip", "probability": 0.4},
         {"channel": "phase_flip", "probability": 0.5}, {"channel": "thermal", "t1": 5e-5, "t2": 7e-5},
         {"channel": "pauli", "paulis": {"XZ": 0.1, "IY": 0.2}},
         {"channel": "kraus", "kraus": [[[1, 0], [0, 0.6]], [[0, [0, 0.8]], [0, 0]]]}]
        """))
    let channels = noise.channels(after: "cx", on: [3, 1])
    try noise.checkMet()
    #expect(channels.count == 1 + 2 * 4 + 2 * 2 + 1 + 2)
    for channel in channels {
      var sum = Matrix(diagonal: Array(repeating: .zero, count: 1 << channel.qubits.count))
      for kraus in channel.kraus {
        for (place, value) in (kraus.adjoint * kraus).elements.enumerated() { sum.elements[place] += value }
      }
      #expect(sum.distance(to: .identity(1 << channel.qubits.count)) < 1e-12)
    }
  }

  @Test("the rightmost letter of a Pauli product is the gate's first qubit")
  func letters() throws {
    var noise = try NoiseProgram(Self.entries(#"[{"channel": "pauli", "paulis": {"XZ": 0.25}, "gates": ["cx"]}]"#))
    #expect(noise.channels(after: "cz", on: [0, 1]).isEmpty)
    let channel = try #require(noise.channels(after: "cx", on: [4, 2]).first)
    #expect(channel == QuantumChannel(.pauli([.init([.z, .x], 0.25)]), on: [4, 2]))
    let expected = GateKind.z.matrix().tensor(GateKind.x.matrix()).scaled(by: Complex(0.5))
    #expect(channel.kraus[1].distance(to: expected) < 1e-15)
  }

  @Test("entries hold for the gates and qubits that they name, and times for theirs")
  func places() throws {
    var noise = try NoiseProgram(
      Self.entries(
        """
        [{"channel": "bit_flip", "probability": 0.1, "gates": ["1q"], "qubits": [2]},
         {"channel": "thermal", "t1": 1e-6, "gateTimes": {"cx": 1e-6, "1q": 0}, "gateTime": 2e-6}]
        """))
    #expect(noise.channels(after: "h", on: [0]).isEmpty)
    #expect(noise.channels(after: "h", on: [2]).count == 1)
    guard case .damping(let one)? = noise.channels(after: "cx", on: [0, 2]).first?.form,
      case .damping(let two)? = noise.channels(after: "cz", on: [0, 2]).first?.form
    else {
      Issue.record("no damping")
      return
    }
    #expect(abs(one - 0.6321205588285577) < 1e-12 && abs(two - 0.8646647167633873) < 1e-12)
  }

  @Test("errors of reading compose, symmetric or not")
  func readout() throws {
    var noise = try NoiseProgram(
      Self.entries(
        """
        [{"channel": "readout", "probability": 0.1},
         {"channel": "readout", "confusion": [[0.9, 0.1], [0.3, 0.7]], "qubits": [1]}]
        """))
    #expect(noise.readout(0) == ReadoutError(zeroAsOne: 0.1, oneAsZero: 0.1))
    let both = noise.readout(1)
    #expect(abs(both.zeroAsOne - 0.16) < 1e-12 && abs(both.oneAsZero - (0.1 * 0.9 + 0.9 * 0.3)) < 1e-12)
    #expect(noise.actsOnState == false && noise.isEmpty == false)
  }

  @Test(
    "what is no channel is refused",
    arguments: [
      #"[{"channel": "kraus", "kraus": [[[1, 0], [0, 0.9]]]}]"#, #"[{"channel": "kraus"}]"#,
      #"[{"channel": "kraus", "kraus": [[[1, 0]], [[0, 1]]]}]"#, #"[{"channel": "kraus", "kraus": [[[1e300,0],[0,1]]]}]"#,
      #"[{"channel": "pauli", "paulis": {"X": 0.7, "Z": 0.4}}]"#, #"[{"channel": "pauli", "paulis": {"Q": 0.1}}]"#,
      #"[{"channel": "pauli", "paulis": {"X": 0.1, "I": 0.1}}]"#, #"[{"channel": "pauli", "paulis": {"X": 0.1, "ZZ": 0.1}}]"#,
      #"[{"channel": "readout", "confusion": [[0.9, 0.2], [0, 1]]}]"#, #"[{"channel": "readout"}]"#,
      #"[{"channel": "depolarizing", "probability": 1.5}]"#, #"[{"channel": "thermal", "t1": 1, "t2": 3}]"#,
      #"[{"channel": "thermal"}]"#, #"[{"channel": "bit_flip", "probability": 0.1, "t1": 3}]"#,
      #"[{"channel": "pauli", "probability": 0.1, "paulis": {"X": 0.1}}]"#,
    ])
  func refused(_ json: String) throws { #expect(try Self.code(json) == "noise.invalid") }

  @Test("noise that meets no operation is an error, probability 0 is none")
  func unmet() throws {
    var noise = try NoiseProgram(
      Self.entries(
        #"[{"channel": "bit_flip", "probability": 0.1, "gates": ["ccx"]}, {"channel": "pauli", "paulis": {"X": 0}}]"#))
    #expect(noise.channels(after: "h", on: [0]).isEmpty)
    #expect(throws: CircuitError.self) { try noise.checkMet() }
    #expect(try NoiseProgram(Self.entries(#"[{"channel": "bit_flip", "probability": 0}]"#)).isEmpty)
  }

  @Test("a model is the same after it was written and read")
  func codable() throws {
    let entries = try Self.entries(
      #"[{"channel": "kraus", "kraus": [[[1, 0], [0, [0, 1]]]], "gates": ["h"]}, {"channel": "pauli", "paulis": {"X": 0.1}}]"#)
    #expect(try JSON.decode([NoiseEntry].self, from: JSON.encode(entries)) == entries)
  }
}
