import Core

extension CoordinatorMachine {
  /// How many rounds author and reviewer have before there is a vote (AG-A3.8-03).
  static let reviewRounds = 2
  static let voteStep = "vote"

  /// After the last round that was not favourable a third agent is asked for its vote (AG-A3.8-06).
  mutating func callVote(after key: StepKey, _ work: inout Work) {
    guard let record = tasks[key.task], record.step(Self.voteStep) == nil else { return }
    let vote = StepSpec(
      id: Self.voteStep, capabilities: [Capability.verification], action: ScriptVote.action, dependsOn: [key.step],
      essential: false, parameters: ["round": .int(Self.reviewRounds + 1)])
    emit(.extended([vote]), key.task, &work)
  }

  /// Counts the votes: the author's for, the reviewer's against, and the third's; where that abstains a person decides.
  mutating func countVotes(_ id: TaskID, _ work: inout Work) {
    guard let record = tasks[id], record.approval == nil, record.step(Self.voteStep)?.state.isFinal == true else { return }
    let tied = ReviewCount(record).tied
    guard !tied.isEmpty else { return }
    let approval = Approval(
      id: "\(id.text).review", task: id, action: Approval.reviewTie,
      details: "author and reviewer do not agree on \(tied.joined(separator: ", ")), and nobody could decide: keep it?",
      expires: WallTime(milliseconds: work.wall.milliseconds + Int64(limits.approvalSeconds * 1000)))
    ask(approval, of: record, &work)
  }
}

extension Approval {
  /// The action of an approval that settles a tie between author and reviewer.
  public static let reviewTie = "review_tie"
}

/// What became of the scripts that a reviewer did not approve.
struct ReviewCount {
  /// Subjects that nobody could decide on yet.
  private(set) var tied: [String] = []
  /// Subjects that were voted down, or that the person did not want to keep.
  private(set) var rejected: [String] = []

  init(_ record: TaskRecord) {
    let rounds = record.steps.filter { $0.spec.action == ReviewBatch.action }
    guard let last = rounds.last(where: { $0.state == .completed })?.value(ReviewBatchResult.self)?.reviews else { return }
    let open = last.filter { !$0.approved }.map(\.subject)
    guard let vote = record.step(CoordinatorMachine.voteStep), vote.state.isFinal else { return }
    let votes = vote.value(ReviewBatchResult.self)?.reviews ?? []
    for subject in open {
      if let third = votes.first(where: { $0.subject == subject }) {
        if !third.approved { rejected.append(subject) }
      } else if let kept = record.tieKept {
        if !kept { rejected.append(subject) }
      } else {
        tied.append(subject)
      }
    }
  }
}
