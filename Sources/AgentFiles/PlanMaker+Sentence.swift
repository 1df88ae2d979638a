import Core
import Language

extension PlanMaker {
  /// The request in words, and what of the goal says nothing that can be done.
  mutating func sentence() throws(AgentFileError) {
    let goal = interpreter.interpret(file.goal.text)
    var circuit = family ?? goal.circuit?.family ?? ""
    if circuit == "previous" { circuit = "" }
    // "Entanglement" is a Bell pair; over more than two qubits it is a GHZ state.
    if family == nil, circuit == "bell", let qubits, qubits != 2 { circuit = "ghz" }
    guard !circuit.isEmpty else {
      throw wrong(file.goal.line, "the goal names no circuit", "name one, such as a GHZ state, or add `- circuit: ghz` to the parameters")
    }
    plan.unused = goal.unused
    plan.kind = compares || plan.backends.count > 1 ? .compare : .ask
    let title = circuit.split(separator: "_", omittingEmptySubsequences: false).joined(separator: " ")
    var text = (plan.kind == .compare ? "compare " : "run ") + (qubits.map { "a \($0) qubit " } ?? "a ") + title
    if !words.isEmpty { text += " with " + words.joined(separator: " and ") }
    if plan.kind == .compare, plan.backends.isEmpty { plan.backends = ["all"] }
    text += said(after: text)
    if verifies { text += ", verify the result" }
    plan.text = text
    let read = interpreter.interpret(text)
    let tolerated = plan.kind == .compare ? Intent.compare : .run
    guard read.intent == tolerated else {
      throw wrong(file.goal.line, "the request `\(text)` is not clear: \(read.questions.first ?? "")", "change the goal or the parameters")
    }
  }

  /// Backends, shots and noise in words, where they are read back as they are: the answer then says what is really run.
  private func said(after text: String) -> String {
    var said = ""
    let named = plan.backends.isEmpty || plan.backends == ["all"] ? "" : " on " + plan.backends.joined(separator: ", ")
    let noise = (plan.noise ?? []).compactMap { one in
      one.probability.map { "\($0) \(one.channel.rawValue.split(separator: "_").joined(separator: " ")) noise" }
    }
    let noisy = noise.isEmpty ? "" : " with " + noise.joined(separator: " and ")
    for words in [named, plan.shots.map { " with \($0) shots" } ?? "", noisy] where !words.isEmpty {
      let read = interpreter.interpret(text + said + words)
      let isSame =
        switch words {
        case named: read.backends == plan.backends.sorted()
        case noisy: read.noise == plan.noise
        default: read.shots == plan.shots
        }
      if isSame, read.questions.isEmpty { said += words }
    }
    return said
  }

  /// State vectors under noise are trajectories: one state for each shot, with errors drawn at random.
  mutating func followStates() {
    guard plan.noise?.contains(where: \.isActive) == true else { return }
    for (index, backend) in plan.backends.enumerated() where backend.hasSuffix(":statevector") {
      let followed = String(backend.dropLast("statevector".count)) + "trajectories"
      if let step = plan.steps.firstIndex(of: "run on \(backend)") {
        plan.steps[step] = "run on \(followed): under noise a state vector is followed for each shot"
      }
      plan.backends[index] = followed
    }
  }
}
