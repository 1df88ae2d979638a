import Core
import FoundationEssentials
import Sandbox

/// The testing agent's vote on a script: it runs it in the sandbox and holds what it prints against its own reference.
public struct ScriptVoter: Sendable {
  private let check: ScriptCheck

  public init(_ check: ScriptCheck) { self.check = check }

  /// A review of each script that could be judged; the others are abstentions.
  public func vote(_ batch: ReviewBatch) async -> ReviewBatchResult {
    var reviews: [Review] = []
    for item in batch.items {
      if let review = await review(item) { reviews.append(review) }
    }
    return ReviewBatchResult(reviews: reviews)
  }

  private func review(_ item: ReviewRequest) async -> Review? {
    guard let text = item.artifact.text, let read = try? ProgramReader.read(item.qasm),
      let noise = try? ReferenceNoise([]), let exact = try? ReferenceRun.of(read.program, noise: noise, observables: [])
    else { return nil }
    let counts: [String: Int]
    switch await check.run(text, item.artifact.dialect) {
    case .counts(let printed): counts = printed
    case .failed(let why): return verdict(item, approved: false, "run in the sandbox it \(why)")
    case .notRun: return nil
    }
    let shots = counts.values.reduce(0, +)
    var run = Run(
      id: "script", backend: item.artifact.dialect, backendVersion: "", method: .auto, host: "", qubits: read.program.qubits,
      shots: shots, seed: item.seed, precision: .double,
      circuit: CircuitSummary(qubits: read.program.qubits, clbits: 0, depth: 0, gates: [:]))
    run.counts = counts
    let judgement = Judgement.counts(run, expected: exact.distribution)
    guard judgement.outcome != .open else { return nil }
    let approved = judgement.outcome == .passed && shots == item.shots
    let words = shots == item.shots ? judgement.words : "it takes \(shots) shots where \(item.shots) were asked for"
    return verdict(item, approved: approved, "run in the sandbox: \(words)")
  }

  private func verdict(_ item: ReviewRequest, approved: Bool, _ words: String) -> Review {
    Review(
      subject: "\(item.artifact.kind.rawValue).\(item.artifact.dialect)", author: item.artifact.by,
      reviewer: AgentName.testingAgent, round: item.round, approved: approved,
      comments: approved ? [] : [Review.Comment(criterion: "correctness", text: words)])
  }
}
