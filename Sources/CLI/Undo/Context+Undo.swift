import Core

extension Context {
  /// Runs `change`, which writes the file at `path`, so that it can be undone. A change that cannot be kept is made all
  /// the same, and that it cannot be undone is said.
  func undoably<Value>(
    _ title: String, file path: String, _ change: () throws(ProximaError) -> Value
  ) throws(ProximaError) -> Value {
    let history = UndoHistory(home)
    var before: String?
    var refusal: ProximaError?
    do throws(ProximaError) { before = try history.keep(path) } catch { refusal = error }
    let value = try change()
    do throws(ProximaError) {
      if let refusal { throw refusal }
      let after = try history.keep(path)
      if before != after { try remember(title, .file(path: path, before: before, after: after)) }
    } catch {
      console.say([Line("proxima: this cannot be undone: \(error.message)", .warning)])
    }
    return value
  }

  /// Keeps that a fact was changed.
  func rememberFact(_ title: String, _ type: String, _ key: String, before: String?, after: String?) {
    do throws(ProximaError) { try remember(title, .fact(type: type, key: key, before: before, after: after)) } catch {
      console.say([Line("proxima: this cannot be undone: \(error.message)", .warning)])
    }
  }

  private func remember(_ title: String, _ kind: UndoableChange.Kind) throws(ProximaError) {
    let change = UndoableChange(title: title, time: world.time.wall, kind: kind)
    try UndoHistory(home).update { (stacks: inout UndoStacks) throws(ProximaError) in stacks.push(change) }
  }
}
