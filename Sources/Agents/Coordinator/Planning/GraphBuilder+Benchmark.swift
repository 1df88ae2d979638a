import Core

extension GraphBuilder {
  /// Rounds that are run before those that count.
  static let warmups = 1
  /// Rounds that count where nobody says how many.
  static let repeats = 5

  /// The steps of a benchmark: one run at a time, the backends in turn, in every round beginning with another one.
  func benchmark() -> [StepSpec] {
    let repeats = submission.flags.repeats ?? Self.repeats
    let points: [SweepPoint?] = sweepPoints.isEmpty ? [nil] : sweepPoints.map(Optional.some)
    var steps: [StepSpec] = []
    var designed: Set<String> = []
    var lanes: [(estimate: StepSpec, run: StepSpec, verify: StepSpec)] = []
    for point in points {
      if let design = designOrNothing(point), designed.insert(design.id).inserted { steps.append(design) }
      for backend in backends {
        let parts = runSteps(backend, at: point)
        lanes.append((parts[0], parts[1], parts[2]))
      }
    }
    steps += lanes.map(\.estimate)
    var last = lanes.map(\.estimate.id)
    var checked: [String] = []
    for round in 0..<(Self.warmups + repeats) {
      for place in lanes.indices {
        let lane = lanes[(place + round) % lanes.count]
        var run = lane.run
        // The last round has the usual names: it is the one that is shown and checked.
        let isLast = round == Self.warmups + repeats - 1
        if !isLast { run.id += "#\(round)" }
        run.dependsOn += last.filter { !run.dependsOn.contains($0) }
        run.parameters["round"] = .int(round)
        last = [run.id]
        steps.append(run)
        if isLast { checked.append(run.id) }
      }
    }
    for lane in lanes {
      steps.append(lane.verify)
      checked.append(lane.verify.id)
    }
    steps.append(
      StepSpec(
        id: "analyse", capabilities: [Capability.resultAnalysis], action: AnalysisRequest.action, dependsOn: checked))
    return steps
  }
}
