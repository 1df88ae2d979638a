import Core

/// A task's graph as lanes: every step has a row, every step that others depend on has a lane from its row down to the
/// last of them, and the lanes that a step depends on are joined to it on its row.
///
/// A row belongs to one step, a lane to one step at a time, and a join looks different from a crossing: so every edge can
/// be read from the picture alone.
struct GraphLayout: Hashable, Sendable {
  /// One row of the picture.
  struct Row: Hashable, Sendable {
    /// The step, by its place in the plan.
    var step: Int
    /// The lane of its mark.
    var lane: Int
    /// Lanes of the steps that it depends on; the one that ends in the mark left out.
    var joins: [Join]
    /// Lanes that pass by.
    var passes: [UInt16]
  }

  /// A lane that is joined on a row, and whether it goes on below.
  struct Join: Hashable, Sendable {
    var lane: Int
    var goesOn: Bool
  }

  private(set) var rows: [Row] = []
  private(set) var lanes = 0

  init(_ steps: [StepSpec]) { build(steps) }

  /// The places of the steps so that each stands below all it depends on, otherwise in their own order; a step of a
  /// circle, which no plan has, stands where it was.
  static func order(_ steps: [StepSpec]) -> [Int] {
    let place = Dictionary(steps.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    let sources = steps.map { step in Set(step.dependsOn.compactMap { place[$0] }) }
    if zip(steps.indices, sources).allSatisfy({ at, set in set.allSatisfy { $0 < at } }) { return Array(steps.indices) }
    var missing = sources.map(\.count)
    var dependents = [[Int]](repeating: [], count: steps.count)
    for (at, set) in sources.enumerated() { for source in set { dependents[source].append(at) } }
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
    return out + steps.indices.filter { !done[$0] }
  }

  private mutating func build(_ unordered: [StepSpec]) {
    let order = Self.order(unordered)
    let steps = order.map { unordered[$0] }
    let place = Dictionary(steps.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    let sources = steps.enumerated().map { at, step in
      Set(step.dependsOn.compactMap { place[$0] }.filter { $0 < at })
    }
    var last = [Int](repeating: -1, count: steps.count)
    for (at, set) in sources.enumerated() { for source in set { last[source] = at } }
    var owner: [Int?] = []
    var laneOf = [Int](repeating: -1, count: steps.count)
    for at in steps.indices {
      let joined = sources[at].map { Join(lane: laneOf[$0], goesOn: last[$0] > at) }.sorted { $0.lane < $1.lane }
      let straight = joined.first { !$0.goesOn }?.lane
      // A mark right below another means an edge: a lane whose mark stands there is not taken for a step without one.
      let above = rows.last?.lane
      let lane = straight ?? owner.indices.first { owner[$0] == nil && $0 != above } ?? owner.count
      if lane == owner.count { owner.append(nil) }
      let joins = joined.filter { $0.lane != lane }
      let taken = Set(joins.map(\.lane))
      let passes = owner.indices.filter { owner[$0] != nil && $0 != lane && !taken.contains($0) }
      rows.append(Row(step: order[at], lane: lane, joins: joins, passes: passes.map { UInt16(clamping: $0) }))
      for join in joins where !join.goesOn { owner[join.lane] = nil }
      owner[lane] = last[at] > at ? at : nil
      laneOf[at] = lane
      lanes = max(lanes, owner.count)
    }
  }

  /// The glyphs of the columns `shown` of a row, two columns a lane; the mark's place is left blank.
  func glyphs(_ row: Row, _ shown: Range<Int>) -> [Character] {
    var line = [Character](repeating: " ", count: shown.count)
    func set(_ x: Int, _ glyph: Character) { if shown.contains(x) { line[x - shown.lowerBound] = glyph } }
    let low = min(row.lane, row.joins.first?.lane ?? row.lane)
    let high = max(row.lane, row.joins.last?.lane ?? row.lane)
    for x in shown.clamped(to: (low * 2)..<(high * 2 + 1)) { set(x, "─") }
    for lane in row.passes { set(Int(lane) * 2, "│") }
    for join in row.joins {
      set(
        join.lane * 2,
        join.lane == low
          ? (join.goesOn ? "├" : "╰") : join.lane == high ? (join.goesOn ? "┤" : "╯") : (join.goesOn ? "┼" : "┴"))
    }
    set(row.lane * 2, " ")
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
