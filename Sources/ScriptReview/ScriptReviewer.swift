import Circuits
import Core

/// Reviews a script by reading it back: does it do what the program does, wholly, and is it written well.
public struct ScriptReviewer: Sendable {
  /// The agent that reviews.
  private let name: String

  public init(name: String) { self.name = name }

  /// The review; throws where the program itself cannot be read or the dialect or a construct cannot be reviewed.
  public func review(_ request: ReviewRequest) throws(ProximaError) -> Review {
    let circuit = try Self.parse(request.qasm).measured
    guard let script = request.artifact.text else {
      throw ProximaError("review.no_text", "the script has no text to review", exit: .badInput)
    }
    var comments: [Review.Comment]
    switch request.artifact.dialect {
    case "qiskit":
      comments = try python(QiskitReader.read(script), script, circuit, request, bits: Array(0..<circuit.clbitCount))
    case "cirq": comments = try python(CirqReader.read(script), script, circuit, request, bits: circuit.outputClbits)
    case "qasm2", "qasm3": comments = try QASMReview.comments(script, circuit)
    default: throw .notThereYet("the review of scripts in \(request.artifact.dialect)")
    }
    let digest = SHA256.hexadecimal(script)
    if digest != request.artifact.sha256, !request.artifact.sha256.isEmpty {
      comments.append(Review.Comment(criterion: "completeness", text: "the digest is not that of the text"))
    }
    comments = comments.filter { request.criteria.contains($0.criterion) }
    return Review(
      subject: "\(request.artifact.kind.rawValue).\(request.artifact.dialect)", author: request.artifact.by, reviewer: name,
      round: request.round, approved: comments.isEmpty, comments: comments)
  }

  static func parse(_ qasm: String) throws(ProximaError) -> Circuit {
    do throws(CircuitError) { return try OpenQASM.parse(qasm) } catch { throw error.proxima }
  }

  private func python(
    _ reading: ScriptReading, _ script: String, _ circuit: Circuit, _ request: ReviewRequest, bits: [Int]
  ) throws(ProximaError) -> [Review.Comment] {
    var reading = reading
    for problem in PythonNames(PythonLine.lines(of: script)).problems {
      reading.object(problem.line, problem.text, "best_practices")
    }
    checkNumbers(&reading, circuit, request, bits)
    let program = try ReferenceOperations.of(circuit)
    let steps = ReferenceOperations.simplified(reading.steps)
    // A line that is not understood is the finding; what follows from it is not repeated.
    let understood = !reading.problems.contains { $0.text.hasPrefix("this line is not understood") }
    if understood, let departure = Alignment.compare(program: program, script: steps, end: reading.end),
      !WholeCircuit.sameEffect(program, steps, qubits: circuit.qubitCount)
    {
      reading.object(departure.line, departure.text)
    }
    return reading.problems.sorted { ($0.line, $0.text) < ($1.line, $1.text) }.map {
      Review.Comment(criterion: $0.criterion, line: $0.line, text: $0.text)
    }
  }

  private func checkNumbers(_ reading: inout ScriptReading, _ circuit: Circuit, _ request: ReviewRequest, _ bits: [Int]) {
    let place = reading.parts["the circuit"] ?? 1
    if reading.qubits != circuit.qubitCount {
      let line = reading.parts["the list of qubits"] ?? place
      reading.object(line, "\(reading.qubits) qubits where the program has \(circuit.qubitCount)")
    }
    if let order = reading.order {
      let measured = Set(reading.steps.compactMap { if case .measure(_, let clbit) = $0.action { clbit } else { nil } })
      let wanted: [Int?] = bits.reversed().map { measured.contains($0) ? $0 : nil }
      if order.names != wanted { reading.object(order.line, "the bits are not in the order of a key, bit 0 rightmost") }
    } else if reading.clbits != circuit.clbitCount, request.artifact.dialect == "qiskit" {
      reading.object(place, "\(reading.clbits) bits where the program has \(circuit.clbitCount)")
    }
    if let run = reading.parts["the run"] {
      let shots = reading.shots
      if shots?.value != request.shots {
        reading.object(shots?.line ?? run, "\(request.shots) shots were asked for", "completeness")
      }
      let seed = Int(request.seed & 0x7FFF_FFFF)
      if reading.seed?.value != seed {
        reading.object(reading.seed?.line ?? reading.parts["the simulator"] ?? run, "the seed should be \(seed)", "best_practices")
      }
    }
  }
}

extension ScriptReviewer {
  /// One review each, in order; throws `agent.cancelled` where the work is taken back.
  public func review(_ batch: ReviewBatch, isCancelled: () -> Bool) throws(ProximaError) -> ReviewBatchResult {
    var reviews: [Review] = []
    for item in batch.items {
      if isCancelled() { throw ProximaError("agent.cancelled", "the work was taken back", exit: .interrupted) }
      reviews.append(try review(item))
    }
    return ReviewBatchResult(reviews: reviews)
  }
}
