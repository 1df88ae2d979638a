import Core

/// Something that was changed by a command and can be put back.
struct UndoableChange: Codable, Hashable, Sendable {
  /// What was changed, in the words of the command: `config set defaults.shots`.
  var title: String
  var time: WallTime
  var kind: Kind

  enum Kind: Codable, Hashable, Sendable {
    /// A file; the SHA-256 of its content before and after, nil where it was not there.
    case file(path: String, before: String?, after: String?)
    /// A fact of the memory; its value before and after, nil where there was none.
    case fact(type: String, key: String, before: String?, after: String?)
  }

  /// What it changed, for people.
  var subject: String {
    switch kind {
    case .file(let path, _, _): path
    case .fact(let type, let key, _, _): "\(type)/\(key)"
    }
  }

  /// The contents of files that it needs.
  var contents: [String] {
    if case .file(_, let before, let after) = kind { return [before, after].compactMap { $0 } }
    return []
  }
}

/// Two stacks of at most 20 changes: what can be undone, and what was (AG-B8.5-01).
struct UndoStacks: Codable, Hashable, Sendable {
  static let depth = 20
  private(set) var done: [UndoableChange] = []
  private(set) var undone: [UndoableChange] = []

  /// A new change: it can be undone, and what was undone before can no longer be redone.
  mutating func push(_ change: UndoableChange) {
    done.append(change)
    done.removeFirst(max(0, done.count - Self.depth))
    undone = []
  }

  /// The change that `undo` (or with `again` `redo`) is about.
  func next(again: Bool) -> UndoableChange? { again ? undone.last : done.last }

  /// That change was put back (or made again).
  mutating func move(again: Bool) {
    if again {
      if let change = undone.popLast() { done.append(change) }
    } else if let change = done.popLast() {
      undone.append(change)
    }
  }
}
