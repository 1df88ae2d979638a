import Core

/// A task's graph as lanes: every step has a row, every step that others depend on has a lane from its row down to the
/// last of them, and the lanes that a step depends on are joined to it on its row.
///
/// A row belongs to one step, a lane to one step at a time, and a join looks different from a crossing: so every edge can
/// be read from the picture alone.
struct GraphLayout {
  /// One row of the picture.
  struct Row {
    /// The step, by its place in `order`.
    var step: Int
    /// The lane of its mark.
    var lane: Int
    /// Lanes of the steps that it depends on, each with whether it goes on below; the one that ends in the mark left out.
    var joins: [(lane: Int, goesOn: Bool)]
    /// Lanes that pass by.
    var passes: [Int]
  }

  let steps: [TaskFold.StepView]
  private(set) var rows: [Row] = []
  private(set) var lanes = 0

  init(_ unordered: [TaskFold.StepView]) {
    steps = Self.order(unordered)
    build()
  }

  /// The steps so that each stands below all it depends on, otherwise in their own order; a step of a circle, which no
  /// plan has, stands where it was.
  static func order(_ steps: [TaskFold.StepView]) -> [TaskFold.StepView] {
    let place = Dictionary(steps.enumerated().map { ($1.spec.id, $0) }, uniquingKeysWith: { first, _ in first })
    var missing = steps.map { step in Set(step.spec.dependsOn.compactMap { place[$0] }).count }
    var dependents = [[Int]](repeating: [], count: steps.count)
    for (at, step) in steps.enumerated() {
      for source in Set(step.spec.dependsOn.compactMap { place[$0] }) { dependents[source].append(at) }
    }
    if zip(steps.indices, missing).allSatisfy({ at, _ in steps[at].spec.dependsOn.allSatisfy { (place[$0] ?? -1) < at } }) {
      return steps
    }
    var free = steps.indices.filter { missing[$0] == 0 }
    var out: [Int] = []
    var done = [Bool](repeating: false, count: steps.count)
    while !free.isEmpty {
      let next = free.removeFirst()
      out.append(next)
      done[next] = true
      for one in dependents[next] {
        missing[one] -= 1
        if missing[one] == 0 { free.insert(one, at: free.firstIndex { $0 > one } ?? free.endIndex) }
      }
    }
    return (out + steps.indices.filter { !done[$0] }).map { steps[$0] }
  }

  private mutating func build() {
    let place = Dictionary(steps.enumerated().map { ($1.spec.id, $0) }, uniquingKeysWith: { first, _ in first })
    let sources = steps.enumerated().map { at, step in
      Set(step.spec.dependsOn.compactMap { place[$0] }.filter { $0 < at })
    }
    var last = [Int](repeating: -1, count: steps.count)
    for (at, set) in sources.enumerated() { for source in set { last[source] = at } }
    var owner: [Int?] = []
    var laneOf = [Int](repeating: -1, count: steps.count)
    for at in steps.indices {
      let joined = sources[at].map { (lane: laneOf[$0], goesOn: last[$0] > at) }.sorted { $0.lane < $1.lane }
      let straight = joined.first { !$0.goesOn }?.lane
      // A mark right below another means an edge: a lane whose mark stands there is not taken for a step without one.
      let above = rows.last?.lane
      let lane = straight ?? owner.indices.first { owner[$0] == nil && $0 != above } ?? owner.count
      if lane == owner.count { owner.append(nil) }
      let joins = joined.filter { $0.lane != lane }
      let taken = Set(joins.map(\.lane))
      let passes = owner.indices.filter { owner[$0] != nil && $0 != lane && !taken.contains($0) }
      rows.append(Row(step: at, lane: lane, joins: joins, passes: passes))
      for join in joins where !join.goesOn { owner[join.lane] = nil }
      owner[lane] = last[at] > at ? at : nil
      laneOf[at] = lane
      lanes = max(lanes, owner.count)
    }
  }

  /// The glyphs of a row, two columns a lane; the mark's place is left blank.
  func glyphs(_ row: Row) -> [Character] {
    var line = [Character](repeating: " ", count: max(1, lanes * 2 - 1))
    let low = min(row.lane, row.joins.first?.lane ?? row.lane)
    let high = max(row.lane, row.joins.last?.lane ?? row.lane)
    for x in (low * 2)..<(high * 2 + 1) { line[x] = "─" }
    for lane in row.passes { line[lane * 2] = "│" }
    for join in row.joins {
      line[join.lane * 2] =
        join.lane == low ? (join.goesOn ? "├" : "╰") : join.lane == high ? (join.goesOn ? "┤" : "╯") : (join.goesOn ? "┼" : "┴")
    }
    line[row.lane * 2] = " "
    return line
  }
}

/// How the states of steps and tasks look: a sign and a meaning, so that colour alone never tells.
enum Signs {
  static func step(_ state: StepState) -> (sign: String, role: Role) {
    switch state {
    case .waiting: ("○", .dim)
    case .ready: ("◇", .info)
    case .running: ("▶", .accent)
    case .completed: ("●", .good)
    case .failed: ("✗", .bad)
    case .skipped: ("⊘", .dim)
    case .quarantined: ("⚠", .bad)
    case .aborted: ("■", .warning)
    }
  }

  static func task(_ state: TaskState) -> (sign: String, role: Role) {
    switch state {
    case .queued, .ready: ("○", .dim)
    case .planning: ("◇", .info)
    case .awaitingConsent, .needsInput: ("⚠", .warning)
    case .running, .resuming: ("▶", .accent)
    case .pausing, .paused: ("‖", .warning)
    case .aborting, .rollingBack, .aborted: ("■", .warning)
    case .completed: ("●", .good)
    case .failed, .denied: ("✗", .bad)
    case .unknown: ("?", .bad)
    }
  }

  static func agent(_ state: AgentState) -> (sign: String, role: Role) {
    switch state {
    case .initializing: ("◌", .info)
    case .ready: ("●", .good)
    case .busy: ("▶", .accent)
    case .waiting: ("◇", .warning)
    case .error: ("✗", .bad)
    case .stopping: ("■", .warning)
    case .stopped: ("○", .dim)
    }
  }
}
