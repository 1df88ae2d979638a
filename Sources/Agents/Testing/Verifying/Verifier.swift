import Core

/// Checks a run by routes that share neither circuit builder nor kernels with what made it: the distribution that theory
/// knows for the family, and a reference simulator with a reader and gate matrices of its own: dense and exact where that
/// is affordable, otherwise shot by shot.
public struct Verifier: Sendable {
  private let time: any TimeSource

  public init(time: any TimeSource = SystemTime()) { self.time = time }

  /// The verdict on one run, computed at once (up to some seconds): `verified` only where an independent route came to the same result.
  public func verify(_ asked: VerifyRequest) -> Verification {
    let start = time.now
    var verdict = judge(asked)
    verdict.seconds = time.now.seconds(since: start)
    return verdict
  }

  private func judge(_ asked: VerifyRequest) -> Verification {
    let run = asked.run
    guard run.status == .completed, run.error == nil else {
      return Verification(status: .unverified, route: "none", reason: "the run did not complete")
    }
    if asked.request.initialState != nil {
      return Verification(status: .unverified, route: "none", reason: "the run began with a state from a file")
    }
    let faults = RecordCheck.faults(asked)
    if !faults.isEmpty { return refuted("record", "the request and the record", faults.joined(separator: "; ")) }
    var known: Result<KnownResult, ReferenceRefusal>
    var dense: Result<Reference, ReferenceRefusal>
    do throws(ReferenceRefusal) {
      let read = try ProgramReader.read(asked.qasm)
      let wrong = RecordCheck.faults(run, program: read.program)
      if !wrong.isEmpty { return refuted("record", "the program", wrong.joined(separator: "; ")) }
      dense = reference(asked, read.program, redefined: read.redefined)
    } catch {
      dense = .failure(ReferenceRefusal("the program is not read by the reference: \(error)"))
    }
    do throws(ReferenceRefusal) {
      known = .success(try KnownResult.of(asked))
    } catch {
      known = .failure(error)
    }
    return combine(asked, known, dense)
  }

  private func reference(_ asked: VerifyRequest, _ program: ReferenceProgram, redefined: Set<String>)
    -> Result<Reference, ReferenceRefusal>
  {
    do throws(ReferenceRefusal) {
      let noise = try ReferenceNoise(asked.request.noise)
      if noise.actsOnState, !redefined.isEmpty {
        throw ReferenceRefusal("the program defines \(redefined.sorted().joined(separator: ", ")) anew; what noise follows is unclear")
      }
      if noise.namesGates, asked.qasm.contains("@") {
        throw ReferenceRefusal("the noise names gates, and the program modifies some")
      }
      return .success(try Reference.of(program, noise, asked))
    } catch {
      return .failure(error)
    }
  }

  private func combine(
    _ asked: VerifyRequest, _ known: Result<KnownResult, ReferenceRefusal>, _ dense: Result<Reference, ReferenceRefusal>
  ) -> Verification {
    var routes: [(route: String, reference: String, judgement: Judgement)] = []
    if case .success(let result) = known, let judgement = result.judge(asked.run) {
      routes.append(("known_distribution", result.words, judgement))
    }
    if case .success(let result) = dense, let judgement = result.judge(asked.run) {
      routes.append((result.route, result.words, judgement))
    }
    guard let first = routes.first else { return unverified(known, dense) }
    if let wrong = routes.first(where: { $0.judgement.outcome == .failed }) {
      var verdict = refuted(wrong.route, wrong.reference, wrong.judgement.words)
      (verdict.statistic, verdict.pValue) = (wrong.judgement.statistic, wrong.judgement.pValue)
      return verdict
    }
    let passed = routes.first { $0.judgement.outcome == .passed }
    let (route, reference, judgement) = passed ?? first
    var verdict = Verification(
      status: passed == nil ? .unverified : .verified, route: route, reference: reference, reason: judgement.words)
    if passed != nil, routes.count > 1 { verdict.reference = routes.map(\.reference).joined(separator: "; and ") }
    (verdict.statistic, verdict.pValue) = (judgement.statistic, judgement.pValue)
    return verdict
  }

  private func refuted(_ route: String, _ reference: String, _ reason: String) -> Verification {
    Verification(status: .refuted, route: route, reference: reference, reason: reason)
  }

  private func unverified(_ known: Result<KnownResult, ReferenceRefusal>, _ dense: Result<Reference, ReferenceRefusal>)
    -> Verification
  {
    var reasons: [String] = []
    if case .failure(let refusal) = dense { reasons.append(refusal.description) }
    if case .failure(let refusal) = known { reasons.append(refusal.description) }
    let reason = reasons.isEmpty ? "the run has no counts and no exact values to check" : reasons.joined(separator: "; ")
    return Verification(status: .unverified, route: "none", reason: "no independent route: \(reason)")
  }
}
