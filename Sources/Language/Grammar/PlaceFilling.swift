import Core

/// Files, formats, backends and methods.
enum PlaceFilling {
  static func apply(_ draft: inout Draft) {
    files(&draft)
    for index in draft.items.indices where draft.items[index].role == nil {
      switch draft.items[index].meaning {
      case .backend(let name):
        draft.places.backends.append((name, index))
        draft.items[index].role = "backend"
      case .method(let method):
        draft.places.methods.append((method, index))
        draft.items[index].role = "method"
      case .format(let format):
        if let known = draft.places.format, known != format, format != "qasm" {
          draft.ask("You named two formats, \(known) and \(format): which one?")
        }
        draft.places.format = draft.places.format ?? format
        draft.items[index].role = "output"
      default: break
      }
    }
    if draft.places.backends.contains(where: { $0.name == "all" }) {
      draft.places.backends = draft.places.backends.filter { $0.name == "all" }.prefix(1).map { $0 }
    }
  }

  private static let formats: [String: String] = [
    "csv": "csv", "xlsx": "xlsx", "xls": "xlsx", "json": "json", "html": "html", "htm": "html", "pdf": "pdf",
    "svg": "svg",
    "qasm": "qasm", "py": "py",
  ]

  private static func files(_ draft: inout Draft) {
    for index in draft.items.indices {
      guard let path = draft.items[index].path, draft.items[index].role == nil else { continue }
      let name = path.split(separator: "/").last.map(String.init) ?? path
      let ending = name.contains(".") ? name.split(separator: ".").last.map { $0.lowercased() } ?? "" : ""
      if let parameter = data(ending, index, draft) {
        if draft.parameters[parameter] != nil { draft.ask("You gave two values for \(parameter): which one?") }
        draft.parameters[parameter] = .string(path)
        draft.items[index].role = parameter
        if parameter == "graph" { Details.weigh(&draft) }
      } else if let format = formats[ending] {
        if ending == "qasm", !isOutput(draft, index) {
          input(path, index, &draft)
        } else if ending == "qasm" || isOutput(draft, index) || draft.places.path == nil && ending != "py" {
          output(path, format, index, &draft)
        }
      } else if draft.has(.build) || draft.has(.install)
        || draft.items.contains(where: { ["set up", "setup"].contains($0.text.lowercased()) })
      {
        draft.places.folder = path
        draft.items[index].role = "folder"
      }
    }
  }

  private static let dataEndings: Set<String> = ["txt", "col", "edges", "edgelist", "dimacs", "graph", "dat", "json", "csv"]

  /// The parameter that a file holds: the graph of QAOA, the system of HHL.
  private static func data(_ ending: String, _ index: Int, _ draft: Draft) -> String? {
    guard dataEndings.contains(ending), let family = draft.family?.name, family == "qaoa" || family == "hhl",
      !isOutput(draft, index)
    else { return nil }
    let parameter = family == "qaoa" ? "graph" : "matrix"
    if formats[ending] == nil { return parameter }
    // A table might as well be what is to be written: only where a word says that it is read.
    let before = draft.items[max(0, index - 5)..<index]
    let isRead = before.contains {
      [.from, .of, .on].contains($0.link) || ["graph", "matrix", "system", "edges", "in", "file"].contains($0.text.lowercased())
    }
    return isRead ? parameter : nil
  }

  private static func input(_ path: String, _ index: Int, _ draft: inout Draft) {
    if let file = draft.places.file, file != path {
      draft.ask("You named two programs, \(file) and \(path): which one?")
    }
    draft.places.file = path
    draft.items[index].role = "file"
  }

  private static func output(_ path: String, _ format: String, _ index: Int, _ draft: inout Draft) {
    if let known = draft.places.path, known != path {
      draft.ask("You named two files to write, \(known) and \(path): which one?")
    }
    draft.places.path = path
    if format != "py" { draft.places.format = format }
    draft.items[index].role = "output"
  }

  /// Whether a file is to be written: "to", "as", "into" before it, or a verb of saving a few words earlier.
  private static func isOutput(_ draft: Draft, _ index: Int) -> Bool {
    for place in stride(from: index - 1, through: max(0, index - 7), by: -1) {
      let item = draft.items[place]
      if item.link == .to || item.link == .into { return true }
      if item.link == .as {
        return item.text.lowercased() != "in" || draft.has(.export) && !isVerbBetween(draft, place, index)
      }
      if item.action == .export { return true }
      if item.isFiller || item.isSign("\"", "'", ":") { continue }
      if item.link == .from || item.link == .of || item.link == .on { return false }
      if item.action != nil { return false }
    }
    return false
  }

  private static func isVerbBetween(_ draft: Draft, _ start: Int, _ end: Int) -> Bool {
    guard let save = draft.items.firstIndex(where: { $0.action == .export }) else { return true }
    return save > start
  }
}
