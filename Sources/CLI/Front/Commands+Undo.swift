import Core

extension Commands {
  static func undo(_ context: Context) throws(ProximaError) -> ExitCode { try turn(context, again: false) }
  static func redo(_ context: Context) throws(ProximaError) -> ExitCode { try turn(context, again: true) }

  private struct Turned: Encodable {
    let schemaVersion = Version.schema
    let title: String
    let subject: String
    /// How many more can be undone, and redone.
    let undoable: Int
    let redoable: Int
  }

  private static func turn(_ context: Context, again: Bool) throws(ProximaError) -> ExitCode {
    let history = UndoHistory(context.home)
    let word = again ? "redo" : "undo"
    let (change, stacks) = try history.update { (stacks: inout UndoStacks) throws(ProximaError) in
      guard let change = stacks.next(again: again) else {
        throw ProximaError(
          "undo.nothing", "there is nothing to \(word)",
          remedy: again ? "redo takes back an undo" : "settings, facts and written files can be undone, 20 deep",
          exit: .usage)
      }
      try apply(change, again: again, history, context)
      stacks.move(again: again)
      return (change, stacks)
    }
    let answer = Turned(
      title: change.title, subject: change.subject, undoable: stacks.done.count, redoable: stacks.undone.count)
    let line = Line(Span(again ? "done again: " : "undone: ", .dim), Span(change.title, .bold), Span("  \(change.subject)"))
    try context.answer(answer, [line])
    return .done
  }

  private static func apply(
    _ change: UndoableChange, again: Bool, _ history: UndoHistory, _ context: Context
  ) throws(ProximaError) {
    switch change.kind {
    case .file(let path, let before, let after):
      let (from, to) = again ? (before, after) : (after, before)
      // What somebody else wrote meanwhile is not thrown away.
      guard UndoHistory.name(of: path) == from || context.invocation.has(.force) else {
        throw ProximaError(
          "undo.changed", "\(path) was changed since", remedy: "look at it; --force puts it back all the same",
          exit: .refused)
      }
      try history.restore(path, to)
    case .fact(let type, let key, let before, let after):
      try setFact(type, key, to: again ? after : before, context)
    }
  }

  private static func setFact(_ type: String, _ key: String, to value: String?, _ context: Context) throws(ProximaError) {
    var body: [String: JSONValue] = ["type": .string(type), "key": .string(key)]
    if let value { body["text"] = .string(value) }
    let action = value == nil ? "memory.forget" : "memory.remember"
    let request = JSONValue.object(body)
    _ = try context.crew("asking the memory") { link throws(ProximaError) in
      try await link.call(AgentName.memory, action, request, as: JSONValue.self)
    }
  }
}
