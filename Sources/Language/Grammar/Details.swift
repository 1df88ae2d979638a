import Core

/// Parameters, observables and switches that stand as words.
enum Details {
  static func apply(_ draft: inout Draft) {
    for index in draft.items.indices where draft.items[index].role == nil {
      switch draft.items[index].sense {
      case .pauli(let product):
        draft.observables.append(product)
        draft.items[index].role = "observable"
      case .ket(let inside)
      where draft.family?.bits != nil && inside.count > 0 && inside.allSatisfy({ $0 == "0" || $0 == "1" }):
        draft.bits.append(inside)
        draft.items[index].role = draft.family?.bits?.rawValue
      case .meaning(.parameter(let name, let value)):
        parameter(name, value, index, &draft)
      case .meaning(.option(let option)):
        set(option, &draft)
        draft.items[index].role = "option"
      default: break
      }
    }
  }

  private static func parameter(_ name: String, _ value: String, _ index: Int, _ draft: inout Draft) {
    // A chain is a line already, and a cluster state is one unless said otherwise.
    if name == "graph", value == "line",
      ["ising", "heisenberg", "cluster", "quantum_walk"].contains(draft.families.first ?? "")
    {
      draft.items[index].role = "family"
      return
    }
    guard draft.family?.parameters.contains(name) == true else { return }
    if let old = draft.parameters[name], old != .string(value) {
      draft.ask("You named two values for \(name), \(old.string ?? "") and \(value): which one?")
    }
    draft.parameters[name] = .string(value)
    draft.items[index].role = name
  }

  private static func set(_ option: Option, _ draft: inout Draft) {
    switch option {
    case .verify: draft.options.verify = true
    case .explainResult: draft.options.explain = true
    case .model: draft.options.useLLM = true
    case .noModel: draft.options.useLLM = false
    }
  }
}
