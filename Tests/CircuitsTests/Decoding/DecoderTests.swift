import Core
import Testing

@testable import Circuits

@Suite("Matching explains what detectors saw") struct DecoderTests {
  /// The least cost of a perfect matching, by trying all.
  static func least(_ costs: [Int], _ size: Int, _ left: [Int]) -> Int {
    guard let first = left.first else { return 0 }
    return left.dropFirst().map { other in
      costs[first * size + other] + least(costs, size, left.filter { $0 != first && $0 != other })
    }.min() ?? 0
  }

  @Test("Edmonds' algorithm finds the least cost that trying all ways finds")
  func blossom() {
    var generator = SeededGenerator(seed: 5)
    for round in 0..<300 {
      let size = 2 * (1 + round % 5)
      var costs = Array(repeating: 0, count: size * size)
      for a in 0..<size {
        for b in (a + 1)..<max(a + 1, size) {
          let cost = Int(generator.next() % (round % 2 == 0 ? 7 : 1_000_000))
          costs[a * size + b] = cost
          costs[b * size + a] = cost
        }
      }
      var blossom = Blossom(costs: costs, size: size)
      let mates = blossom.matching()
      #expect(mates.indices.allSatisfy { mates[mates[$0]] == $0 && mates[$0] != $0 })
      let found = mates.enumerated().reduce(0) { $0 + ($1.offset < $1.element ? costs[$1.offset * size + $1.element] : 0) }
      #expect(found == Self.least(costs, size, Array(0..<size)), "round \(round)")
    }
  }

  @Test("large parts are solved as well as small ones")
  func parts() {
    // Detectors in a line with a border at both ends, the left of which flips the observable.
    let count = 40
    var mechanisms = [
      ErrorMechanism(probability: 0.01, detectors: [0], observables: 1),
      ErrorMechanism(probability: 0.01, detectors: [count - 1], observables: 0),
    ]
    for place in 1..<count {
      mechanisms.append(ErrorMechanism(probability: 0.01, detectors: [place - 1, place], observables: 0))
    }
    var decoder = MatchingDecoder(MatchingGraph(mechanisms, detectorCount: count))
    #expect(decoder.decode([]) == 0)
    #expect(decoder.decode([3]) == 1)
    #expect(decoder.decode([35]) == 0)
    #expect(decoder.decode([3, 5]) == 0)
    #expect(decoder.decode([1, 20, 22, 36]) == 1)
    // Twenty neighbouring pairs are one part of forty.
    #expect(decoder.decode(Array(0..<count)) == 0)
    // An odd number: one end is left to its border.
    #expect(decoder.decode(Array(0..<(count - 1))) == 1 || decoder.decode(Array(0..<(count - 1))) == 0)
    #expect(decoder.decode(Array(1..<count)) == 0)
  }

  @Test("every single error of the surface code is corrected", arguments: [3, 5])
  func singleErrors(_ distance: Int) throws {
    let family = try #require(CircuitFamily.named("surface_code"))
    let design = try #require(try family.designs(parameters: ["distance": .int(distance), "rounds": 3]).first)
    let plan = try #require(design.detectors)
    let noise = [
      NoiseEntry(channel: .depolarizing, probability: 0.001), NoiseEntry(channel: .readout, probability: 0.001),
    ]
    let errors = try ErrorMechanism.all(in: design.circuit, plan: plan, noise: noise)
    var decoder = try MatchingDecoder(design.circuit, plan: plan, noise: noise)
    #expect(errors.count > 100)
    for error in errors {
      #expect(error.detectors.count <= 2, "the X and Z parts of errors are edges")
      #expect(decoder.decode(error.detectors) == error.observables)
    }
  }

  @Test("counts without errors decode to none, and a flipped data bit is undone")
  func counts() throws {
    let family = try #require(CircuitFamily.named("surface_code"))
    let design = try #require(try family.designs(parameters: ["distance": 3, "rounds": 1]).first)
    let plan = try #require(design.detectors)
    var decoder = try MatchingDecoder(
      design.circuit, plan: plan,
      noise: [NoiseEntry(channel: .depolarizing, probability: 0.001), NoiseEntry(channel: .readout, probability: 0.01)])
    // Eight syndromes, then nine data bits; the rightmost data bit is in the logical row.
    let clean = String(repeating: "0", count: 17)
    let flipped = "00000000100000000"
    let outcome = decoder.outcome(of: [clean: 90, flipped: 10], plan: plan)
    #expect(outcome.shots == 100 && outcome.rawErrors == 10 && outcome.logicalErrors == 0 && outcome.fired > 0)
  }

  @Test("what is no Clifford circuit is refused")
  func refusal() throws {
    var circuit = Circuit(qubits: 1, clbits: 1)
    circuit.append(.t, [], 0)
    circuit.measure(0, into: 0)
    let plan = DetectorPlan(detectors: [[0]], observables: [])
    #expect(throws: CircuitError.self) { try MatchingDecoder(circuit, plan: plan, noise: []) }
  }
}
