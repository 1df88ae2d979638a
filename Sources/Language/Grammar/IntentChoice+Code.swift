/// Whether a program is asked for rather than its results.
extension IntentChoice {
  var writesCode: Bool {
    if runsProgram { return false }
    if draft.has(.code) { return true }
    if draft.items.contains(where: { item in
      item.meaning == .format("qasm")
        && ["code", "source", "program"].contains { item.text.lowercased().hasSuffix($0) }
    }) {
      return true
    }
    if let qasm = draft.items.firstIndex(where: { $0.meaning == .format("qasm") }),
      let verb = draft.items[..<qasm].last(where: { !$0.isFiller && $0.link == nil }),
      Self.writing.contains(verb.text.lowercased())
    {
      return true
    }
    if namesLanguage { return true }
    let asked = draft.has(.export) || draft.has(.show) || draft.has(.how)
    guard asked || draft.places.file == nil, draft.values[.shots] == nil else { return false }
    for index in draft.items.indices.dropFirst() {
      let before = draft.items[index - 1]
      switch draft.items[index].meaning {
      case .format("qasm")
      where draft.places.path == nil && !draft.items.contains(where: { $0.text.lowercased() == "export" }):
        if before.link == .as || draft.has(.show) || draft.items.contains(where: { $0.text.lowercased() == "write" })
          || draft.has(.run) && !draft.has(.benchmark)
        {
          return true
        }
      case .backend("aer") where draft.items[index].text.lowercased() == "qiskit" && before.link == .as && asked:
        return true
      case .backend("cirq") where before.link == .as && asked: return true
      default: break
      }
    }
    if case .format("qasm") = draft.items.first?.meaning { return draft.places.path == nil }
    return false
  }

  /// "write Qiskit for …", "generate some Cirq that …".
  private var namesLanguage: Bool {
    guard let place = draft.items.firstIndex(where: { ["qiskit", "cirq"].contains($0.text.lowercased()) }),
      draft.values[.shots] == nil, place + 1 < draft.items.count,
      [.for, .of].contains(draft.items[place + 1].link) || draft.items[place + 1].text.lowercased() == "that",
      let verb = draft.items[..<place].last(where: { !$0.isFiller })
    else { return false }
    return ["generate", "write", "print", "produce", "emit", "draft", "compose", "give me"].contains(verb.text.lowercased())
  }

  /// "run the OpenQASM program in bell.qasm": the words for code say what the file is, and nothing is to be written.
  private var runsProgram: Bool {
    guard draft.places.file != nil, let file = draft.items.firstIndex(where: { $0.role == "file" }),
      let verb = draft.items.first(where: { $0.action != nil }), verb.action == .run,
      Self.running.contains(verb.text.lowercased())
    else { return false }
    let describing = max(0, file - 4)..<min(draft.items.count, file + 2)
    return draft.items.indices.allSatisfy { index in
      draft.items[index].action != .code || describing.contains(index) && Self.nouns.contains(draft.items[index].text.lowercased())
    }
  }

  private static let running: Set<String> = ["run", "execute", "simulate", "launch", "sample", "start", "test", "try"]
  private static let nouns: Set<String> = ["program", "code", "source", "source code", "script"]

  private static let writing: Set<String> = [
    "generate", "write", "give", "give me", "create", "print", "produce", "emit", "show", "show me", "make", "output",
    "get", "see", "draft", "compose",
  ]
}
