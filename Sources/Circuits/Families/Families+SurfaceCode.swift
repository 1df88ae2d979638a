import Core

extension CircuitFamily {
  static let surfaceCode = CircuitFamily(
    name: "surface_code", title: "surface code memory",
    summary: "keeps a logical 0 over rounds of syndromes in the rotated surface code", width: "all qubits, 2d² - 1",
    sizes: 1...20_000, defaultSize: 17,
    parameters: [
      Parameter(
        name: "distance", kind: .integer, summary: "an odd number from 3", standard: "3, or what the qubits allow"),
      Parameter(name: "rounds", kind: .integer, summary: "rounds of syndrome measurements", standard: "the distance"),
    ], maker: makeSurfaceCode)

  private static func makeSurfaceCode(_ arguments: inout FamilyArguments) throws(CircuitError) -> [FamilyDesign] {
    var asked = try arguments.integer("distance", in: 3...99)
    if asked == nil, let qubits = arguments.qubits { asked = (2...99).first { 2 * $0 * $0 - 1 == qubits } }
    let distance = asked ?? 3
    guard distance % 2 == 1, distance >= 3 else { throw arguments.wrong("distance must be an odd number from 3") }
    _ = try arguments.size(fixedBy: 2 * distance * distance - 1, because: "a code of distance \(distance)")
    let rounds = try arguments.integer("rounds", in: 1...10_000) ?? distance
    guard rounds * distance * distance <= 400_000 else {
      throw CircuitError("family.size", "surface_code: too many rounds at this distance")
    }
    let faces = SurfaceFace.all(distance)
    var circuit = Circuit(name: "surface_code_d\(distance)_r\(rounds)")
    circuit.addQubits("data", distance * distance)
    let helpers = Array(circuit.addQubits("syndrome", faces.count))
    var plan = DetectorPlan(detectors: [], observables: [])
    var before: [Int] = []
    for round in 0..<rounds {
      let bits = Array(circuit.addClbits("round\(round)", faces.count))
      appendRound(&circuit, faces, helpers, bits)
      for (index, face) in faces.enumerated() {
        if round > 0 {
          plan.detectors.append([before[index], bits[index]])
        } else if !face.isX {
          plan.detectors.append([bits[index]])
        }
      }
      before = bits
    }
    let data = Array(circuit.addClbits("out", distance * distance))
    for (qubit, bit) in data.enumerated() { circuit.measure(qubit, into: bit) }
    for (index, face) in faces.enumerated() where !face.isX {
      plan.detectors.append([before[index]] + face.corners.compactMap { $0 }.map { data[$0] })
    }
    plan.observables = [Array(data.prefix(distance))]
    let expectation = FamilyExpectation(
      "Without noise no detector fires (\(plan.detectors.count) of them) and the logical outcome, the parity of the first row of data qubits, is always 0; the X syndromes of the first round are random and stay as they are."
    )
    return [FamilyDesign(circuit: circuit, expectation: expectation, detectors: plan)]
  }

  /// One round: four layers of CX in the orders that keep errors of the helpers from running along a logical operator.
  private static func appendRound(_ circuit: inout Circuit, _ faces: [SurfaceFace], _ helpers: [Int], _ bits: [Int]) {
    for (helper, face) in zip(helpers, faces) where face.isX { circuit.append(.h, [], helper) }
    for layer in 0..<4 {
      for (helper, face) in zip(helpers, faces) {
        // North-west, north-east, south-west, south-east for X, with the middle two exchanged for Z.
        let corner = face.isX ? layer : [0, 2, 1, 3][layer]
        guard let data = face.corners[corner] else { continue }
        if face.isX { circuit.append(.cx, [], helper, data) } else { circuit.append(.cx, [], data, helper) }
      }
    }
    for (helper, face) in zip(helpers, faces) where face.isX { circuit.append(.h, [], helper) }
    for (helper, bit) in zip(helpers, bits) {
      circuit.measure(helper, into: bit)
      circuit.operations.append(.reset(helper))
    }
  }
}

/// A stabiliser of the rotated surface code.
private struct SurfaceFace {
  var isX: Bool
  /// Data qubits at the corners north-west, north-east, south-west, south-east; nil beyond the border.
  var corners: [Int?]

  /// All d² - 1 faces: X on the upper and lower borders, Z on the left and right.
  static func all(_ distance: Int) -> [SurfaceFace] {
    var faces: [SurfaceFace] = []
    for row in 0...distance {
      for column in 0...distance {
        let isX = (row + column) % 2 == 0
        let (atRow, atColumn) = (row == 0 || row == distance, column == 0 || column == distance)
        if atRow && atColumn || atRow && !isX || atColumn && isX { continue }
        let corners = [(row - 1, column - 1), (row - 1, column), (row, column - 1), (row, column)].map {
          place -> Int? in
          let inside = (0..<distance).contains(place.0) && (0..<distance).contains(place.1)
          return inside ? place.0 * distance + place.1 : nil
        }
        faces.append(SurfaceFace(isX: isX, corners: corners))
      }
    }
    return faces
  }
}
